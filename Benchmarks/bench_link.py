"""Link two lists: Shramik beside Splink and beside merely reading both files.

Lists come from `shramik sample lists`, with the truth.  The size is that of the left list;
the right one has 35 rows to every 100 of the left.
"""

import argparse
import json
import os
import sys

import measure
import report

HERE = os.path.dirname(os.path.abspath(__file__))
OURS, SPLINK, READ = "Shramik", "Splink", "DuckDB, reading only"
RIGHT_SHARE = 0.35
FULL = 4_000_000


def parse_size(text):
    """100k, 1m, 4l (lakh) or a plain number."""
    units = {"k": 1_000, "l": 100_000, "m": 1_000_000}
    text = text.strip().lower()
    factor = units.get(text[-1:], 1)
    return round(float(text.rstrip("klm")) * factor)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench link", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100k,400k", help="rows of the left list")
    parser.add_argument("--full", action="store_true", help="add 40 lakh × 14 lakh")
    parser.add_argument("--runs", type=int, default=3)
    for case in ("kind", "hard", "crowded"):
        parser.add_argument(f"--{case}", dest="cases", action="append_const", const=case)
    parser.add_argument("--script", choices=("latin", "mixed"), default="latin")
    parser.add_argument("--without", default="", help="columns left empty: occupation,state")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-splink", action="store_true")
    parser.add_argument("--splink-lower", action="store_true", help="lower-case names for Splink")
    parser.add_argument("--keep-lists", action="store_true", help="use lists made earlier")
    return parser.parse_args()


def make_lists(a, case, left):
    """The folder with left.csv, right.csv and truth.csv."""
    right = round(left * RIGHT_SHARE)
    without = f"-without-{a.without.replace(',', '-')}" if a.without else ""
    name = f"{case}-{a.script}{without}-{left}x{right}-seed{a.seed}"
    folder = os.path.join(os.environ["BENCH_OUT"], "lists", name)
    if a.keep_lists and os.path.exists(os.path.join(folder, "truth.csv")):
        return folder, right
    measure.remove(folder)
    os.makedirs(folder)
    command = [os.environ["SHRAMIK_BIN"], "sample", "lists", "--out", folder]
    command += ["--left", str(left), "--right", str(right), "--seed", str(a.seed)]
    command += ["--case", case, "--script", a.script]
    if a.without:
        command += ["--without", a.without]
    measure.say(f"{name}: making the lists")
    measure.run(command, folder + ".log")
    return folder, right


def programs(a, lists, work):
    """The commands to compare."""
    left, right = (os.path.join(lists, f) for f in ("left.csv", "right.csv"))
    ours, splink = (os.path.join(work, f) for f in ("shramik", "splink"))
    link = [os.environ["SHRAMIK_BIN"], "link", left, right, "--out", ours]
    link += ["--left-as-of", "2020-06-30", "--no-workbooks", "--threads", "2"]
    result = {OURS: {"command": link, "writes": ours}}
    if not a.no_splink:
        peer = [sys.executable, os.path.join(HERE, "splink_link.py"), left, right, splink]
        if a.splink_lower:
            peer.append("--lower-names")
        result[SPLINK] = {"command": peer, "writes": splink}
    result[READ] = {"command": [sys.executable, os.path.join(HERE, "duckdb_read.py"), left, right]}
    return result


def output_of(command, log):
    """The JSON a command prints, or its error."""
    try:
        measure.run(command, log)
        with open(log, encoding="utf-8") as f:
            text = f.read()
        return json.loads(text[text.index("{") : text.rindex("}") + 1])
    except (measure.ProgramFailed, ValueError, OSError) as error:
        return {"error": str(error)}


def accuracy(work, truth, label, duplicates=False):
    """The figures of one program's pairs.csv, by evaluate_pairs.py."""
    folder = os.path.join(work, measure.file_name(label))
    command = [sys.executable, os.path.join(HERE, "evaluate_pairs.py")]
    command += [os.path.join(folder, "pairs.csv"), truth]
    for side in ("left", "right") if duplicates else ():
        path = os.path.join(folder, f"duplicates-{side}.csv")
        if os.path.exists(path):
            command += [f"--duplicates-{side}", path]
    return output_of(command, os.path.join(work, f"evaluate-{measure.file_name(label)}.log"))


def one_size(a, case, left):
    """Measure and score everything on one pair of lists."""
    lists, right = make_lists(a, case, left)
    work = os.path.join(os.environ["BENCH_OUT"], "work", os.path.basename(lists))
    todo = programs(a, lists, work)
    measure.say(f"{left:,} × {right:,} {case} {a.script}")
    measure.warm(os.path.join(lists, f) for f in ("left.csv", "right.csv"))
    runs, errors = measure.interleave(todo, a.runs, os.path.join(work, "logs"))
    starts = {
        label: measure.start_up(program["command"], os.path.join(work, "logs"))
        for label, program in todo.items()
        if label != OURS
    }
    truth = os.path.join(lists, "truth.csv")
    scores = {}
    if OURS not in errors:
        scores[OURS] = accuracy(work, truth, OURS, duplicates=True)
        own = [os.environ["SHRAMIK_BIN"], "evaluate", os.path.join(work, "shramik")]
        own += ["--truth", truth, "--json"]
        scores["shramik evaluate"] = output_of(own, os.path.join(work, "evaluate-own.log"))
    if SPLINK in todo and SPLINK not in errors:
        scores[SPLINK] = accuracy(work, truth, SPLINK)
    return {
        "case": case,
        "script": a.script,
        "without": a.without,
        "left": left,
        "right": right,
        "runs": runs,
        "errors": errors,
        "speed": {label: measure.summary(r) for label, r in runs.items()},
        "start_up": starts,
        "accuracy": scores,
    }


def accuracy_table(scores):
    """One row for each way of scoring each program."""
    rows = []

    def add(label, s, possible=None, left_out=None):
        figures = [s["precision"], s["recall"], s["f1"], possible, left_out]
        rows.append([label, *(None if x is None else f"{x:.4f}" for x in figures)])

    for label in (OURS, SPLINK):
        s = scores.get(label)
        if s is None:
            continue
        if "error" in s:
            rows.append([label, "failed", None, None, None, None])
            continue
        add(label, s, s["listed_recall"], s["left_out_accuracy"])
        if s.get("best"):
            weight = f"{label}, best threshold with hindsight ({s['best']['match_weight']:.1f})"
            add(weight, s["best"])
        if "closed" in s:
            add(f"{label}, pairs closed over its duplicates", s["closed"])
    own = scores.get("shramik evaluate")
    if own and "error" not in own:
        add("shramik evaluate", own, own.get("pair_completeness"), own.get("left_out_accuracy"))
    elif own:
        rows.append(["shramik evaluate", "failed", None, None, None, None])
    headers = ["pairs", "precision", "recall", "F1", "pairs listed ¹", "left-out accuracy"]
    return report.markdown_table(headers, rows)


def goals_line(result):
    """Where this size stands against the goals."""
    speed = result["speed"]
    ours, splink, read = (speed.get(label) for label in (OURS, SPLINK, READ))
    if ours is None:
        return "Shramik failed: " + result["errors"].get(OURS, "")
    parts = []
    if splink:
        parts.append(f"{splink['wall'] / ours['wall']:.1f}× faster than Splink (goal 5, aim 10)")
    if read:
        parts.append(f"{ours['wall'] / read['wall']:.1f}× the reading (goal 15 or less, aim 10)")
    rows = result["left"] + result["right"]
    parts.append(f"{ours['rss'] / rows:.0f} bytes of peak memory a row (goal 600 or less)")
    parts.append(f"{rows / ours['wall']:,.0f} rows/s")
    return "; ".join(parts) + "."


def growth_table(results):
    """Time and memory of ours from each size to the next."""
    rows = []
    for before, after in zip(results, results[1:]):
        a, b = before["speed"][OURS], after["speed"][OURS]
        if before["case"] != after["case"] or a is None or b is None:
            continue
        label = f"{before['case']}: {before['left']:,} → {after['left']:,}"
        factors = (after["left"] / before["left"], b["wall"] / a["wall"], b["rss"] / a["rss"])
        rows.append([label, *(f"{f:.1f}×" for f in factors)])
    headers = ["growth (goal: 10× the rows in 12× the time)", "rows", "wall", "peak memory"]
    return report.markdown_table(headers, rows) if rows else ""


def main():
    """Measure every case and size; write link.json and link.md."""
    a = arguments()
    sizes = {parse_size(s) for s in a.sizes.split(",")}
    if a.full:
        sizes.add(FULL)
    info, packages = report.machine(), report.versions("splink", "duckdb")
    text = [report.heading("Linking two lists", info, packages)]
    results = []
    for case in a.cases or ["kind"]:
        for left in sorted(sizes):
            result = one_size(a, case, left)
            results.append(result)
            without = f", without {a.without}" if a.without else ""
            text.append(f"## {left:,} × {result['right']:,}, {case}, {a.script}{without}\n")
            text.append(report.speed_table(result["speed"], OURS, result["start_up"]) + "\n")
            text.append(goals_line(result) + "\n")
            text.append(accuracy_table(result["accuracy"]) + "\n")
            text += filter(None, [report.busy_warning(result["speed"])])
    text.append(growth_table(results) + "\n")
    text.append(
        "¹ Share of the true pairs among all pairs written, possible ones included; for "
        "`shramik evaluate` its own pair completeness. "
        f"Splink's names are {'lower-cased' if a.splink_lower else 'as written'}; its F1 is at "
        "posterior 0.5. Start-up is Python and its imports, a part of the wall time.\n"
    )
    data = {"machine": info, "peers": packages, "results": results}
    report.write("link", data, "\n".join(text))
    return 1 if any(r["errors"] for r in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except measure.ProgramFailed as error:
        sys.exit(f"bench: {error}")
