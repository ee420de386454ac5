"""Public sets of people with known truth: FEBRL 1–4 and Splink's two.

The sets are given with --data (or SHRAMIK_PUBLIC_DATA): a folder with febrl, splink and dedupe
inside.  dedupe's examples are firms, schools and products, which are no people and are left out.  Without it there is nothing to measure, and bin/bench says so.
"""

import argparse
import json
import os
import sys

import measure
import report
from bench_link import output_of

HERE = os.path.dirname(os.path.abspath(__file__))
OURS, SPLINK = "Shramik", "Splink"
LINKS = {"febrl4"}
KINDS = {}
SETS = (
    "febrl1",
    "febrl2",
    "febrl3",
    "febrl4",
    "fake_1000",
    "historical_50k",
)


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench public", description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("SHRAMIK_PUBLIC_DATA"))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--runs", type=int, default=1)
    return parser.parse_args()


def script(name, *args):
    """The command of one of the scripts beside this file."""
    return [sys.executable, os.path.join(HERE, name), *args]


def programs(name, files, work):
    """The commands to compare on one set."""
    ours, splink = (os.path.join(work, p) for p in ("shramik", "splink"))
    if name in LINKS:
        command = [os.environ["SHRAMIK_BIN"], "link", *files, "--out", ours]
        command += ["--no-workbooks", "--threads", "2"]
    else:
        command = [os.environ["SHRAMIK_BIN"], "dedupe", *files, "--out", ours, "--id", "id"]
    settings = os.path.join(HERE, "settings", name.rstrip("1234" if "febrl" in name else "") + ".yaml")
    if os.path.exists(settings):
        command += ["--settings", settings]
    return {
        OURS: {"command": command, "writes": ours},
        SPLINK: {"command": script("splink_public.py", name, splink, *files), "writes": splink},
    }


def score(kind, path, truth, work):
    """Figures of a pairs file of one list, of a pairs file of two, or of a groups file."""
    log = os.path.join(work, f"evaluate-{kind}.log")
    if kind == "groups":
        return output_of(script("evaluate_groups.py", path, truth), log)
    within = ["--within"] if kind == "within" else []
    return output_of(script("evaluate_pairs.py", path, truth, *within), log)


def scores(name, truth, work, errors):
    """Label → figures."""
    result = {}

    def path(label, file):
        return os.path.join(work, measure.file_name(label), file)

    if name in LINKS:
        for label in (OURS, SPLINK):
            if label not in errors:
                result[label] = score("between", path(label, "pairs.csv"), truth, work)
        return result
    if OURS not in errors:
        result[OURS] = score("groups", path(OURS, "duplicates.csv"), truth, work)
    if SPLINK not in errors:
        result[SPLINK] = score("within", path(SPLINK, "pairs.csv"), truth, work)
        clusters = path(SPLINK, "duplicates.csv")
        result["Splink, clusters at 0.95"] = score("groups", clusters, truth, work)
    return result


def one_set(name, folder, runs):
    """Measure and score both programs on one set."""
    work = os.path.join(os.environ["BENCH_OUT"], "work", "public", name)
    sides = ("left", "right") if name in LINKS else ("left",)
    files = [os.path.join(folder, f"{side}.csv") for side in sides]
    measure.say(name)
    measure.warm(files)
    todo = programs(name, files, work)
    measured, errors = measure.interleave(todo, runs, os.path.join(work, "logs"))
    return {
        "set": name,
        "kind": KINDS.get(name, "people"),
        "job": "link" if name in LINKS else "dedupe",
        "runs": measured,
        "errors": errors,
        "speed": {label: measure.summary(r) for label, r in measured.items()},
        "accuracy": scores(name, os.path.join(folder, "truth.csv"), work, errors),
    }


def accuracy_rows(result):
    """The rows of one set in the table."""
    first = f"{result['set']} ({result['kind']}, {result['job']})"
    rows = []
    for label in (OURS, SPLINK, "Splink, clusters at 0.95"):
        s = result["accuracy"].get(label)
        speed = result["speed"].get(label)
        if s is None and label in (OURS, SPLINK):
            rows.append([first, label, "failed", None, None, None, None, None])
        if s is None:
            continue
        if "error" in s:
            rows.append([first, label, "not scored", None, None, None, None, None])
            continue
        best = s.get("best")
        cells = [f"{s[k]:.4f}" for k in ("precision", "recall", "f1")]
        cells.append(f"{best['f1']:.4f}" if best else None)
        cells += [report.seconds(speed["wall"]), f"{speed['rss'] / 1e6:.0f}"] if speed else ["", ""]
        rows.append([first, label, *cells])
    return rows


def main():
    """Prepare the sets, measure each; write public.json and public.md."""
    a = arguments()
    if not a.data or not os.path.isdir(a.data):
        print(
            "bench: skipped, no public sets; name their folder with --data or SHRAMIK_PUBLIC_DATA"
        )
        return 0
    folder = os.path.join(os.environ["BENCH_OUT"], "public")
    os.makedirs(folder, exist_ok=True)
    prepare_log = os.path.join(folder, "prepare.log")
    measure.run(script("public_sets.py", os.path.abspath(a.data), folder), prepare_log)
    with open(prepare_log, encoding="utf-8") as f:
        notes = f.read().splitlines()
    results = []
    for name in a.sets.split(","):
        if name in notes:
            results.append(one_set(name, os.path.join(folder, name), a.runs))
        else:
            measure.say(f"{name}: skipped, its files aren't in {a.data}")
    headers = ["set", "program", "precision", "recall", "F1", "best F1 ¹", "wall s", "peak MB"]
    info, packages = report.machine(), report.versions("splink", "duckdb")
    text = [
        report.heading("Public sets", info, packages),
        report.markdown_table(headers, [row for r in results for row in accuracy_rows(r)]),
        "",
        "Pairwise figures, neither program given any label. Splink's pairs are those at posterior "
        "0.5; Shramik's, in a job of deduplicating, all pairs of rows of one person. Splink's "
        "settings are written for each set, Shramik guesses its columns from the headers. AbtBuy "
        "is products and is left out.",
        "",
        "¹ Over every threshold, with hindsight, among the pairs listed.",
        "",
        *(note for note in notes if ": left out" in note),
        *(
            f"- {r['set']}, {label}: {json.dumps(e)}"
            for r in results
            for label, e in r["errors"].items()
        ),
    ]
    data = {"machine": info, "peers": packages, "results": results}
    report.write("public", data, "\n".join(text) + "\n")
    return 1 if any(r["errors"] for r in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except measure.ProgramFailed as error:
        sys.exit(f"bench: {error}")
