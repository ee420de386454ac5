"""District workbooks: what they add to `shramik link`, beside libxlsxwriter alone on the same rows.

A round is a link without workbooks, one with them, and a small C program that writes the rows of
those workbooks with libxlsxwriter in constant memory: in one thread, and as two processes.
"""

import argparse
import json
import os
import statistics
import sys

import measure
import report

HERE = os.path.dirname(os.path.abspath(__file__))
BARE, WHOLE = "link --no-workbooks", "link"
ALONE, TWO = "libxlsxwriter, one thread", "libxlsxwriter, two processes"
RIGHT_SHARE = 0.35


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="bin/bench workbooks", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--many", type=int, default=1_000_000, help="left rows, several districts")
    parser.add_argument("--single", type=int, default=200_000, help="left rows, one district")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def compile_writer(folder):
    """The C program, built by the C compiler of the system (CC names another)."""
    program = os.path.join(folder, "xlsx_rows")
    command = [os.environ.get("CC", "cc"), "-O2", "-Wall", "-o", program]
    command += [os.path.join(HERE, "xlsx_rows.c"), "-lxlsxwriter"]
    measure.run(command, program + ".log")
    return program


def link_command(lists, out, *options):
    """A link of the two lists."""
    both = [os.path.join(lists, f) for f in ("left.csv", "right.csv")]
    command = [os.environ["SHRAMIK_BIN"], "link", *both, "--out", out, "--threads", "2"]
    return [*command, "--left-as-of", "2020-06-30", *options]


def prepare(a, left, folder):
    """Lists, and the rows of their workbooks: the folder of each, and counts."""
    lists, rows, out = (os.path.join(folder, f) for f in ("lists", "rows", "shramik"))
    for path in (lists, rows):
        measure.remove(path)
        os.makedirs(path)
    measure.say(f"{left:,} rows: making the lists and laying out the rows of their workbooks")
    sample = [os.environ["SHRAMIK_BIN"], "sample", "lists", "--out", lists, "--left", str(left)]
    sample += ["--right", str(round(left * RIGHT_SHARE)), "--seed", str(a.seed), "--case", "kind"]
    log = os.path.join(folder, "prepare.log")
    measure.run([*sample, "--script", "mixed"], log)
    measure.run(link_command(lists, out), log)
    measure.run(
        [sys.executable, os.path.join(HERE, "workbook_rows.py"), f"{out}/districts", rows], log
    )
    with open(log, encoding="utf-8") as f:
        return lists, rows, json.load(f)


def programs(lists, rows, folder, writer):
    """The four programs of a round."""
    files = sorted(os.path.join(rows, f) for f in os.listdir(rows))
    labels = (BARE, WHOLE, ALONE, TWO)
    out = {label: os.path.join(folder, measure.file_name(label)) for label in labels}
    result = {
        BARE: {"command": link_command(lists, out[BARE], "--no-workbooks"), "writes": out[BARE]},
        WHOLE: {"command": link_command(lists, out[WHOLE]), "writes": out[WHOLE]},
    }
    for label, processes in ((ALONE, "1"), (TWO, "2")):
        command = ["/bin/sh", "-c", 'mkdir -p "$2" && exec "$0" "$@"', writer, processes]
        result[label] = {"command": [*command, out[label], *files], "writes": out[label]}
    return result, out


def megabytes(folder):
    """The size of the workbooks in a folder."""
    sizes = [
        os.path.getsize(os.path.join(at, f))
        for at, _, files in os.walk(folder)
        for f in files
        if f.endswith(".xlsx")
    ]
    return sum(sizes) / 1e6


def one_list(a, left, folder, writer):
    """Measure one list; the report's lines and the data."""
    os.makedirs(folder, exist_ok=True)
    lists, rows, counts = prepare(a, left, folder)
    todo, out = programs(lists, rows, folder, writer)
    measure.warm(os.path.join(lists, f) for f in ("left.csv", "right.csv"))
    runs, errors = measure.interleave(todo, a.runs, os.path.join(folder, "logs"))
    if errors:
        raise measure.ProgramFailed("; ".join(errors.values()))
    extra = [w["wall"] - b["wall"] for w, b in zip(runs[WHOLE], runs[BARE])]
    ratios = {
        label: [e / r["wall"] for e, r in zip(extra, runs[label])] for label in (ALONE, TWO)
    }
    speed = {label: measure.summary(r) for label, r in runs.items()}
    table = [
        [
            label,
            report.spread(s),
            report.seconds(s["cpu"]),
            f"{s['rss'] / 1e6:.0f}",
            f"{megabytes(out[label]):.0f}" if label != BARE else None,
        ]
        for label, s in speed.items()
    ]
    title = "{workbooks} workbooks, {sheets} sheets, {rows:,} rows, {cells:,} cells"
    title = title.format(**counts)
    middle = statistics.median(extra)
    summary = f"Workbooks add {middle:.2f} s ({min(extra):.2f}–{max(extra):.2f}) to the link: "
    summary += " and ".join(
        f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f}) times {label}"
        for label, values in ratios.items()
    )
    headers = ["program", "wall s (min–max)", "CPU s", "peak MB of a process", "workbooks MB"]
    text = [f"## {title}", report.markdown_table(headers, table), summary + "."]
    text.append(report.busy_warning(speed))
    data = {"left": left, "counts": counts, "runs": runs, "extra": extra, "ratios": ratios}
    return [t for t in text if t], data


def main():
    """Measure both lists; write workbooks.json and workbooks.md."""
    a = arguments()
    folder = os.path.join(os.environ["BENCH_OUT"], "workbooks")
    os.makedirs(folder, exist_ok=True)
    writer = compile_writer(folder)
    info, packages = report.machine(), report.versions("python-calamine")
    text, results = [report.heading("District workbooks", info, packages)], []
    for name, left in (("many", a.many), ("single", a.single)):
        lines, data = one_list(a, left, os.path.join(folder, name), writer)
        text += lines
        results.append(data)
    text.append(
        "Goal: no slower than libxlsxwriter alone, a ratio of 1 or less. Ratios are medians of the "
        "ratios within a round. The C program gets its rows laid out beforehand and looks at no "
        "field. Two processes share out whole workbooks."
    )
    report.write("workbooks", {"machine": info, "results": results}, "\n\n".join(text) + "\n")


if __name__ == "__main__":
    try:
        main()
    except measure.ProgramFailed as error:
        sys.exit(f"bench: {error}")
