"""Score a file of duplicates (groups of rows) against the truth, pair by pair.

Usage: evaluate_groups.py DUPLICATES.csv TRUTH.csv
DUPLICATES.csv has id and person_id of every row that shares a person with another row.
"""

import argparse
import csv
import json
from collections import Counter

from evaluate_pairs import rates


def read(path):
    """Row id → person."""
    with open(path, encoding="utf-8-sig", newline="") as f:
        return {row["id"]: row["person_id"] for row in csv.DictReader(f)}


def pairs(counts):
    """Pairs of rows inside groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in counts.values())


def evaluate(duplicates, truth):
    """Precision, recall and F1 over all pairs of rows put together."""
    found_groups = read(duplicates)
    true_groups = read(truth)
    unknown = [row for row in found_groups if row not in true_groups]
    if unknown:
        raise SystemExit(f"{duplicates}: {len(unknown)} ids aren't in {truth}, as {unknown[0]!r}")
    found = pairs(Counter(found_groups.values()))
    true = pairs(Counter(true_groups.values()))
    both = Counter((found_groups[row], true_groups[row]) for row in found_groups)
    return {"true_pairs": true, "found_pairs": found, **rates(pairs(both), found, true)}


def main():
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("duplicates")
    parser.add_argument("truth")
    a = parser.parse_args()
    print(json.dumps(evaluate(a.duplicates, a.truth), indent=2))


if __name__ == "__main__":
    main()
