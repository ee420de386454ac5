"""Read CSV, read XLSX, write XLSX: Shramik beside DuckDB, python-calamine and XlsxWriter."""

import argparse
import os
import sys

import measure
import report

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "Shramik"
COLUMNS = 20


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench tables", description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="workbooks of 1,000,000 rows")
    parser.add_argument("--rows", type=int, help="rows of the workbooks (default 200,000)")
    parser.add_argument("--csv-rows", type=int, default=1_000_000, help="rows of the CSV file")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def script(name, *args):
    """The command of one of the scripts beside this file."""
    return [sys.executable, os.path.join(HERE, name), *map(str, args)]


def make_inputs(folder, csv_rows, rows):
    """The CSV files, and the workbook both programs read (XlsxWriter's)."""
    os.makedirs(folder, exist_ok=True)
    paths = {
        "csv": os.path.join(folder, f"table-{csv_rows}.csv"),
        "small": os.path.join(folder, f"table-{rows}.csv"),
        "xlsx": os.path.join(folder, f"table-{rows}.xlsx"),
    }
    log = os.path.join(folder, "make.log")
    measure.say("making the tables")
    measure.run(script("make_table.py", csv_rows, paths["csv"]), log)
    if rows != csv_rows:
        measure.run(script("make_table.py", rows, paths["small"]), log)
    measure.run(script("xlsxwriter_write.py", paths["small"], paths["xlsx"]), log)
    return paths


def jobs(paths, work, csv_rows, rows):
    """Title → label → program."""
    ours = os.environ["SHRAMIK_BIN"]
    out = {name: os.path.join(work, f"{name}.xlsx") for name in ("shramik", "xlsxwriter")}
    return {
        f"CSV reading, {csv_rows:,} × {COLUMNS}": {
            OURS: {"command": [ours, "table", "count", paths["csv"]]},
            "DuckDB": {"command": script("duckdb_read.py", paths["csv"])},
        },
        f"XLSX reading, {rows:,} × {COLUMNS}": {
            OURS: {"command": [ours, "table", "count", paths["xlsx"]]},
            "python-calamine": {"command": script("calamine_read.py", paths["xlsx"])},
        },
        f"XLSX writing from CSV, {rows:,} × {COLUMNS}": {
            OURS: {
                "command": [ours, "table", "convert", paths["small"], out["shramik"]],
                "writes": out["shramik"],
            },
            "XlsxWriter, constant memory": {
                "command": script("xlsxwriter_write.py", paths["small"], out["xlsxwriter"]),
                "writes": out["xlsxwriter"],
            },
        },
    }


def said(log_folder, todo):
    """What each program printed in its last run: the counts have to agree."""
    answers = {}
    for label in todo:
        name = measure.file_name(label)
        logs = sorted(f for f in os.listdir(log_folder) if f.startswith(name + "-"))
        if logs:
            text = measure.tail(os.path.join(log_folder, logs[-1]), 3)
            answers[label] = " ".join(text.split())
    return answers


def main():
    """Measure the three jobs; write tables.json and tables.md."""
    a = arguments()
    rows = a.rows or (1_000_000 if a.full else 200_000)
    folder = os.path.join(os.environ["BENCH_OUT"], "tables")
    work = os.path.join(folder, "work")
    os.makedirs(work, exist_ok=True)
    paths = make_inputs(folder, a.csv_rows, rows)
    info = report.machine()
    packages = report.versions("duckdb", "python-calamine", "XlsxWriter")
    text = [report.heading("Tables", info, packages)]
    results = []
    for title, todo in jobs(paths, work, a.csv_rows, rows).items():
        measure.say(title)
        measure.warm(paths.values())
        logs = os.path.join(work, measure.file_name(title.split(",")[0]))
        measure.remove(logs)
        runs, errors = measure.interleave(todo, a.runs, logs)
        starts = {k: measure.start_up(v["command"], logs) for k, v in todo.items() if k != OURS}
        speed = {label: measure.summary(r) for label, r in runs.items()}
        answers = said(logs, todo)
        text += [f"## {title}\n", report.speed_table(speed, OURS, starts) + "\n"]
        text += [f"- {label} printed: {answer}" for label, answer in answers.items() if answer]
        text += [report.busy_warning(speed) or "", ""]
        results.append(
            {
                "title": title,
                "runs": runs,
                "errors": errors,
                "speed": speed,
                "start_up": starts,
                "printed": answers,
            }
        )
    text.append(
        "Both writers start from the same CSV file. XlsxWriter writes text cells and fills every "
        "fifth row yellow; `table convert` decides its cell types itself and fills none. The "
        "workbook read is XlsxWriter's, with strings inline. Start-up is Python and its imports, "
        "a part of the wall time.\n"
    )
    report.write(
        "tables", {"machine": info, "peers": packages, "results": results}, "\n".join(text)
    )
    return 1 if any(r["errors"] for r in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except measure.ProgramFailed as error:
        sys.exit(f"bench: {error}")
