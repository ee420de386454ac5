"""Ask a list about people one by one with Splink on DuckDB, the model trained and the list loaded before.

Usage: splink_lookup.py LIST.csv PEOPLE.csv OUT --count 50
The plain job of splink_link.py; each person is a table of one row that is predicted against the
list ("predict between").  Writes OUT/report.json: asked, found, milliseconds of each answer.
"""

import argparse
import json
import os
import time

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator

import splink_link as plain


def look_up(path, people, count):
    """Train on both, then ask about the first people."""
    con = duckdb.connect(config={"threads": plain.THREADS})
    plain.load(con, "left_list", path, plain.LEFT_COLUMNS, False)
    plain.load(con, "right_list", people, plain.RIGHT_COLUMNS, False)
    filled = plain.filled_columns(con)
    db_api = DuckDBAPI(connection=con)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=plain.comparisons(con, filled),
        blocking_rules_to_generate_predictions=plain.blocking_rules(filled),
        retain_matching_columns=False,
    )
    tables = [db_api.register(t, dataset_display_name=t) for t in ("left_list", "right_list")]
    linker = Linker(tables, settings, log_level="ERROR")
    plain.train(linker, filled)
    # Frequencies of values are counted once, by predicting once.
    linker.inference.predict(threshold_match_probability=plain.MATCH_PROBABILITY)
    ids = [r[0] for r in con.execute("FROM right_list SELECT unique_id LIMIT ?", [count]).fetchall()]
    milliseconds, found = [], 0
    for number, one in enumerate(ids):
        con.execute(f"CREATE TABLE one{number} AS FROM right_list WHERE unique_id = ?", [one])
        started = time.perf_counter()
        asked = db_api.register(f"one{number}", dataset_display_name=f"one{number}")
        pairs = linker.inference.predict_between(
            tables[0],
            asked,
            threshold_match_probability=plain.MATCH_PROBABILITY,
            warning_mode="never",
        )
        rows = con.execute(f"SELECT count(*) FROM {pairs.physical_name}").fetchall()[0][0]
        milliseconds.append(1000 * (time.perf_counter() - started))
        found += rows > 0
    return {"asked": len(ids), "found": found, "milliseconds": milliseconds}


def main():
    """Read the arguments and ask."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list")
    parser.add_argument("people")
    parser.add_argument("out")
    parser.add_argument("--count", type=int, default=50)
    a = parser.parse_args()
    report = look_up(a.list, a.people, a.count)
    os.makedirs(a.out, exist_ok=True)
    with open(os.path.join(a.out, "report.json"), "w", encoding="utf-8") as f:
        json.dump(report, f)


if __name__ == "__main__":
    main()
