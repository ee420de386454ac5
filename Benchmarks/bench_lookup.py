"""One record against a list in memory: how long an answer takes, and whether it is right.

For each size a list of `shramik sample lists` and 1,000 people, of whom most stand on it in another
clerk's writing.  `shramik lookup` learns its model and then answers one after the other.  Beside it
Splink, trained on the same lists, is asked about the first people of them one by one; it is made
for whole lists, and so is asked only up to ten lakh rows.
"""

import argparse
import csv
import json
import os
import statistics
import sys

import measure
import report

HERE = os.path.dirname(os.path.abspath(__file__))
GOAL = 1.0  # milliseconds at p99 against 1 crore
MOST_FOR_PEER = 1_000_000


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench lookup", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100000,1000000", help="rows of the list")
    parser.add_argument("--full", action="store_true", help="1 crore rows too")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--peer-people", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def persons(path):
    """Row of either list → person."""
    with open(path, encoding="utf-8", newline="") as f:
        return {(row["list"], row["id"]): row["person_id"] for row in csv.DictReader(f)}


def judge(lists, pairs):
    """Of the people on the list the share that is found; of the others the share for whom somebody is."""
    truth = persons(os.path.join(lists, "truth.csv"))
    listed = {person for (side, _), person in truth.items() if side == "left"}
    best = {}
    with open(pairs, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            weight = float(row["match_weight"])
            if row["decision"] == "match" and weight > best.get(row["right_id"], (-1e9, ""))[0]:
                best[row["right_id"]] = (weight, row["left_id"])
    found, right, wrong, on_list, others = 0, 0, 0, 0, 0
    for (side, row), person in truth.items():
        if side == "left":
            continue
        answer = best.get(row)
        if person in listed:
            on_list += 1
            found += answer is not None
            right += answer is not None and truth["left", answer[1]] == person
        else:
            others += 1
            wrong += answer is not None
    return {"right": right / max(1, on_list), "wrong": wrong / max(1, others), "on_list": on_list}


def one_size(a, size, folder):
    """Measure one size; a row of the table and the data."""
    lists = os.path.join(folder, "lists")
    measure.remove(lists)
    os.makedirs(lists)
    sample = [os.environ["SHRAMIK_BIN"], "sample", "lists", "--out", lists, "--left", str(size)]
    sample += ["--right", str(a.people), "--seed", str(a.seed)]
    measure.run(sample, os.path.join(folder, "prepare.log"))
    files = [os.path.join(lists, f) for f in ("left.csv", "right.csv")]
    pairs, log = os.path.join(folder, "pairs.csv"), os.path.join(folder, "lookup.log")
    command = [os.environ["SHRAMIK_BIN"], "lookup", *files, "--list-as-of", "2020-06-30"]
    runs = []
    for number in range(a.runs):
        measure.run([*command, "--out", pairs, "--json", "--threads", "2"], log)
        with open(log, encoding="utf-8") as f:
            text = f.read()
        runs.append(json.loads(text[text.index("\n{") :] if not text.startswith("{") else text))
        measure.say(f"  run {number + 1}  p99 {runs[-1]['times']['p99']:.3f} ms")
    peer = None
    if size <= MOST_FOR_PEER:
        out = os.path.join(folder, "splink")
        script = [sys.executable, os.path.join(HERE, "splink_lookup.py"), *files, out]
        measure.run([*script, "--count", str(a.peer_people)], os.path.join(folder, "splink.log"))
        with open(os.path.join(out, "report.json"), encoding="utf-8") as f:
            peer = statistics.median(json.load(f)["milliseconds"])

    def middle(key):
        return statistics.median(run["times"][key] for run in runs)

    judged = judge(lists, pairs)
    row = [f"{size:,}", *(f"{middle(key):.3f}" for key in ("p50", "p90", "p99", "most"))]
    row += [f"{statistics.median(r['compared'] for r in runs):.0f}"]
    row += [f"{judged['right']:.3f}", f"{judged['wrong']:.3f}"]
    row += [report.seconds(statistics.median(r["secondsToBegin"] for r in runs))]
    row += [f"{statistics.median(r['peakMemoryBytes'] for r in runs) / 1e6:.0f}"]
    row += [peer and f"{peer:.0f}", peer and f"{peer / middle('p50'):,.0f}"]
    return row, {"size": size, "runs": runs, "judged": judged, "splink_p50": peer}


def main():
    """Measure each size; write lookup.json and lookup.md."""
    a = arguments()
    sizes = [int(s) for s in a.sizes.split(",")] + ([10_000_000] if a.full else [])
    folder = os.path.join(os.environ["BENCH_OUT"], "lookup")
    rows, data = [], []
    for size in sizes:
        measure.say(f"{size:,} rows")
        work = os.path.join(folder, str(size))
        os.makedirs(work, exist_ok=True)
        row, result = one_size(a, size, work)
        rows.append(row)
        data.append(result)
    headers = ["rows of the list", "p50 ms", "p90 ms", "p99 ms", "longest ms", "rows compared for each"]
    headers += ["found of those on it", "found of others", "ready after s", "peak MB"]
    headers += ["Splink p50 ms", "÷ ours"]
    text = "# One record against a list in memory\n\n" + report.markdown_table(headers, rows)
    text += f"\n\nThe goal is {GOAL:.0f} ms at p99 against 1 crore rows.  {a.people:,} people, medians of {a.runs} runs.\n"
    print(text)
    with open(os.path.join(folder, "lookup.md"), "w", encoding="utf-8") as f:
        f.write(text)
    with open(os.path.join(folder, "lookup.json"), "w", encoding="utf-8") as f:
        json.dump(data, f, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
