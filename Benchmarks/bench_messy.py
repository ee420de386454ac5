"""Lists as offices send them: what each kind of mess costs in people found, time and memory, beside the clean lists.

Two lists of `shramik sample lists` are spoilt in one way at a time and linked.  Nothing is told to the program but the files.
"""

import argparse
import csv
import json
import os
import random
import sys

import measure
import openpyxl
import report

NOTHING = ["NA", "N/A", "-", "Nil", "Not known", "NOT AVAILABLE", "xxxx", "জানা নেই", ".", "None"]
TEST = {"name": "TEST TEST", "guardian": "TEST", "mobile": "9999999998", "village": "Kandi", "epic": "", "age": "30"}
PLACES = ["village", "gp", "block", "district"]


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench messy", description=__doc__.splitlines()[0])
    parser.add_argument("--left", type=int, default=100_000)
    parser.add_argument("--right", type=int, default=35_000)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def read(path):
    """Headings and rows."""
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f)
        return list(reader.fieldnames), list(reader)


def write(path, headings, rows, above=(), again=0):
    """A CSV file; titles above the headings, which are said again after each page of rows."""
    with open(path, "w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerows(above)
        writer.writerow(headings)
        for number, row in enumerate(rows):
            if again and number and number % again == 0:
                writer.writerow(headings)
            writer.writerow([row.get(h, "") for h in headings])
    return path


def each(rows, change):
    """Copies of the rows, each changed."""
    copies = [dict(row) for row in rows]
    for number, row in enumerate(copies):
        change(number, row)
    return copies


def sheets(path, headings, rows):
    """A workbook with a sheet a block, titles above, every other sheet with its columns the other way round."""
    book = openpyxl.Workbook(write_only=True)
    groups = {}
    for row in rows:
        groups.setdefault(row["block"], []).append(row)
    for number, (name, group) in enumerate(sorted(groups.items())):
        sheet = book.create_sheet(f"{number} {name}"[:30] or "-")
        columns = headings if number % 2 == 0 else headings[::-1]
        sheet.append([f"Workers who came home, {name}"])
        sheet.append(columns)
        for row in group:
            sheet.append([row[c] for c in columns])
    book.save(path)
    return path


def said_nothing(chance, columns):
    """Fields that say that nothing is known, in place of what stood there."""

    def change(_, row):
        for column in columns:
            if column in row and (not row[column] or chance.random() < 0.2):
                row[column] = chance.choice(NOTHING)

    return change


def ditto(rows):
    """Places written once and repeated by marks."""
    copies, last = [dict(row) for row in rows], None
    for row in copies:
        full = {c: row[c] for c in PLACES}
        for column in PLACES:
            if last and last[column] == full[column]:
                row[column] = "ঐ"
        last = full
    return copies


def messes(headings, left, right_headings, right, chance):
    """Name → a function that writes the left list and the right list into a folder; returns their paths."""
    blank = ["guardian", "father_or_husband", "village", "gp", "gram_panchayat", "mobile", "occupation", "epic", "epic_no"]

    def csvs(folder, rows=left, others=right, titles=headings, **more):
        pair = os.path.join(folder, "left.csv"), os.path.join(folder, "right.csv")
        write(pair[0], titles, rows, **more)
        write(pair[1], right_headings, others)
        return pair

    def fill(column, value, share=1.0):
        def change(_, row):
            if not row[column] and chance.random() < share:
                row[column] = value

        return change

    def phones(form):
        def change(_, row):
            if row["mobile"]:
                row["mobile"] = form(row["mobile"])

        return change

    return {
        "clean": csvs,
        "without ids": lambda f: csvs(f, titles=[h for h in headings if h != "id"]),
        "a fifth of six columns says NA, -, Nil …": lambda f: csvs(
            f, each(left, said_nothing(chance, blank)), each(right, said_nothing(chance, blank))
        ),
        "one voter id in every empty field": lambda f: csvs(f, each(left, fill("epic", "ABC0000000"))),
        "the same in one of fifty": lambda f: csvs(f, each(left, fill("epic", "ABC0000000", 0.02))),
        "a tenth of the rows TEST TEST": lambda f: csvs(f, each(left, lambda n, r: r.update(TEST) if n % 10 == 0 else None)),
        "half of the districts empty": lambda f: csvs(
            f, each(left, lambda n, r: r.update(district="", block="") if n % 2 else None)
        ),
        "districts as codes": lambda f: csvs(f, each(left, lambda _, r: r.update(district="319"))),
        "places by ditto marks": lambda f: csvs(f, ditto(left)),
        "titles, headings again every 40 rows": lambda f: csvs(
            f, above=[["District: Nadia", "", "Block: all"], []], again=40
        ),
        "phones as 9832010000.0": lambda f: csvs(f, each(left, phones(lambda p: p + ".0"))),
        "phones as 9.83201E+09": lambda f: csvs(f, each(left, phones(lambda p: f"{p[0]}.{p[1:6]}E+09"))),
        "a workbook, a sheet a block": lambda f: (
            sheets(os.path.join(f, "left.xlsx"), headings, left),
            csvs(f)[1],
        ),
    }


def judge(out, persons, lines):
    """Precision, recall and F1 of the matches by the persons of both rows."""
    claimed = right = 0
    with open(os.path.join(out, "pairs.csv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["decision"] == "match":
                claimed += 1
                own = lines.get(row["left_id"], row["left_id"])
                right += persons["left"].get(own) == persons["right"].get(row["right_id"], "")
    count = {}
    for person in persons["right"].values():
        count[person] = count.get(person, 0) + 1
    true = sum(count.get(person, 0) for person in persons["left"].values())
    precision, recall = right / max(1, claimed), right / max(1, true)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main():
    """Measure each mess; write messy.json and messy.md."""
    a = arguments()
    folder = os.path.join(os.environ["BENCH_OUT"], "messy")
    measure.remove(folder)
    os.makedirs(folder)
    program, chance = os.environ["SHRAMIK_BIN"], random.Random(a.seed)
    sample = [program, "sample", "lists", "--out", folder, "--left", str(a.left), "--right", str(a.right)]
    measure.run([*sample, "--seed", str(a.seed)], os.path.join(folder, "prepare.log"))
    headings, left = read(os.path.join(folder, "left.csv"))
    right_headings, right = read(os.path.join(folder, "right.csv"))
    persons = {"left": {}, "right": {}}
    for row in read(os.path.join(folder, "truth.csv"))[1]:
        persons[row["list"]][row["id"]] = row["person_id"]
    rows, data, clean = [], [], None
    for name, spoil in messes(headings, left, right_headings, right, chance).items():
        place = os.path.join(folder, str(len(rows)))
        os.makedirs(place)
        files, out = spoil(place), os.path.join(place, "out")
        command = [program, "link", *files, "--out", out, "--left-as-of", "2020-06-30", "--no-workbooks"]
        measured = measure.run([*command, "--threads", "2"], os.path.join(place, "link.log"))
        lines = {str(n + 2): row["id"] for n, row in enumerate(left)} if name == "without ids" else {}
        precision, recall, f1 = judge(out, persons, lines)
        with open(os.path.join(out, "summary.json"), encoding="utf-8") as f:
            summary = json.load(f)
        clean = clean or measured
        measure.say(f"{name}: F1 {f1:.4f}")
        ratios = [f"{measured[key] / clean[key]:.2f}" for key in ("wall", "rss")]
        notes = ", ".join(sorted({note["kind"] for note in summary.get("notes", [])}))
        rows.append([name, f"{precision:.4f}", f"{recall:.4f}", f"{f1:.4f}", *ratios, summary["left"]["unusable"], notes])
        data.append({"mess": name, "f1": f1, "measured": measured, "notes": notes})
    titles = ["lists", "precision", "recall", "F1", "time ÷ clean", "memory ÷ clean", "rows not used", "notes"]
    text = "# Lists as offices send them\n\n" + report.markdown_table(titles, rows)
    text += f"\n\n{a.left:,} × {a.right:,} rows, seed {a.seed}, one run each.\n"
    print(text)
    report.write("messy", data, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
