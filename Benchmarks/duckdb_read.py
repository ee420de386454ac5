"""The floor: read CSV files with DuckDB, every column as text, two threads.

Usage: duckdb_read.py FILE...
Prints rows, filled fields and characters; the sum over every column forces every field.
"""

import argparse
import os

import duckdb

THREADS = 2


def read(con, path):
    """Rows, filled fields and characters of one file."""
    source = f"read_csv('{path}', header = true, all_varchar = true)"
    columns = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    filled = " + ".join(f'count("{c}")' for c in columns)
    length = " + ".join(f'coalesce(sum(length("{c}")), 0)' for c in columns)
    return con.execute(f"SELECT count(*), {filled}, {length} FROM {source}").fetchall()[0]


def main():
    """Read each file in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    con = duckdb.connect(config={"threads": THREADS})
    for path in parser.parse_args().files:
        rows, fields, characters = read(con, path)
        print(
            f"{os.path.basename(path)}: {rows} rows, {fields} filled fields, {characters} characters"
        )


if __name__ == "__main__":
    main()
