"""Clean copies of public record-linkage sets, with the truth in a file of its own.

Usage: public_sets.py DATA OUT
DATA holds the folders febrl, splink and dedupe.  Each set becomes OUT/NAME/left.csv (and
right.csv for a job of linking) and truth.csv (list, id, person_id).  Header and value blanks
are trimmed, rows shuffled and numbered anew, so that nothing but the data tells who is who.
"""

import argparse
import csv
import os
import random
import re

import duckdb


def clean(value):
    """One line without blanks at the ends or doubled."""
    return " ".join((value or "").split())


def read_csv(path):
    """Rows as dictionaries with clean names and values."""
    with open(path, encoding="utf-8", errors="replace", newline="") as f:
        rows = csv.reader(f)
        header = [clean(name) for name in next(rows)]
        return [dict(zip(header, map(clean, row))) for row in rows if row]


def read_parquet(path):
    """Rows of a Parquet file as dictionaries of clean text."""
    con = duckdb.connect()
    result = con.execute(f"SELECT * FROM read_parquet('{path}')")
    header = [column[0] for column in result.description]
    return [
        dict(zip(header, (clean(None if v is None else str(v)) for v in row)))
        for row in result.fetchall()
    ]


def febrl_person(row):
    """rec-12-org and rec-12-dup-0 are one person."""
    return re.match(r"rec-\d+", row["rec_id"]).group(0)


def write_list(folder, side, rows, person_of, truth, hidden):
    """One list: shuffled, numbered, without the columns that give the truth away."""
    rows = list(rows)
    random.Random(1).shuffle(rows)
    header = ["id"] + [name for name in rows[0] if name not in hidden and name.lower() != "id"]
    with open(os.path.join(folder, f"{side}.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, header, extrasaction="ignore")
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            name = f"{side[0].upper()}{number}"
            writer.writerow({**row, "id": name})
            truth.append((side, name, person_of(row)))


def write_set(out, name, lists, person_of, hidden):
    """Every file of one set."""
    folder = os.path.join(out, name)
    os.makedirs(folder, exist_ok=True)
    truth = []
    for side, rows in zip(("left", "right"), lists):
        write_list(folder, side, rows, person_of, truth, hidden)
    with open(os.path.join(folder, "truth.csv"), "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(["list", "id", "person_id"])
        writer.writerows(truth)


def patstat(data):
    """Patent applicants, joined with the hand-made ids of the reference file."""
    reference = {
        row["person_id"]: row["leuven_id"]
        for row in read_csv(f"{data}/dedupe/patstat_reference.csv")
    }
    rows = read_csv(f"{data}/dedupe/patstat_input.csv")
    return [{**row, "truth": reference[row["person_id"]]} for row in rows]


def prepare(data, out):
    """Write every set whose files are there; return the names."""
    made = []

    def add(name, files, load, person_of, hidden):
        missing = [f for f in files if not os.path.exists(os.path.join(data, f))]
        if missing:
            print(f"{name}: left out, no {missing[0]}")
            return
        write_set(out, name, load(), person_of, hidden)
        made.append(name)

    for name, files in {
        "febrl1": ["febrl/dataset1.csv"],
        "febrl2": ["febrl/dataset2.csv"],
        "febrl3": ["febrl/dataset3.csv"],
        "febrl4": ["febrl/dataset4a.csv", "febrl/dataset4b.csv"],
    }.items():

        def load(files=files):
            return [read_csv(os.path.join(data, f)) for f in files]

        add(name, files, load, febrl_person, {"rec_id"})

    def by(column):
        return lambda row: row[column]

    path = "splink/fake_1000.csv"
    hidden = {"unique_id", "cluster"}
    add("fake_1000", [path], lambda: [read_csv(f"{data}/{path}")], by("cluster"), hidden)
    parquet = "splink/historical_figures_with_errors_50k.parquet"
    add(
        "historical_50k",
        [parquet],
        lambda: [read_parquet(f"{data}/{parquet}")],
        by("cluster"),
        hidden,
    )
    sites = "dedupe/csv_example_input_with_true_ids.csv"
    add(
        "early_childhood",
        [sites],
        lambda: [read_csv(f"{data}/{sites}")],
        by("True Id"),
        {"True Id"},
    )
    files = ["dedupe/patstat_input.csv", "dedupe/patstat_reference.csv"]
    add("patstat", files, lambda: [patstat(data)], by("truth"), {"truth", "person_id"})
    return made


def main():
    """Prepare the sets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("out")
    a = parser.parse_args()
    for name in prepare(a.data, a.out):
        print(name)


if __name__ == "__main__":
    main()
