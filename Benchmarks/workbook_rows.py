"""Lay out what district workbooks hold, for xlsx_rows to write again.

Usage: workbook_rows.py DISTRICTS OUT
For each DISTRICTS/NAME.xlsx a file OUT/NAME.rows; prints counts of all of them as JSON.
"""

import argparse
import json
import os

import python_calamine


def text_of(cell):
    """A cell as one field of a line; numbers (on the sheet of targets) are marked."""
    if isinstance(cell, float | int):
        return f"#{cell:g}"
    return str(cell).replace("\t", " ").replace("\n", " ")


def lay_out(path, out):
    """Write one workbook's rows; return how many sheets, rows and cells that are not empty."""
    sheets = rows = cells = 0
    book = python_calamine.CalamineWorkbook.from_path(path)
    with open(out, "w", encoding="utf-8") as f:
        for name in book.sheet_names:
            sheets += 1
            f.write(f"S\t{name}\n")
            kind = "H"
            for row in book.get_sheet_by_name(name).iter_rows():
                if kind != "H":
                    kind = "Y" if row[0] == "registered" else "-"
                f.write(kind + "\t" + "\t".join(map(text_of, row)) + "\n")
                rows, cells = rows + 1, cells + sum(c != "" for c in row)
                kind = ""
    return sheets, rows, cells


def main():
    """Lay out every workbook of the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("districts")
    parser.add_argument("out")
    a = parser.parse_args()
    os.makedirs(a.out, exist_ok=True)
    names = sorted(f for f in os.listdir(a.districts) if f.endswith(".xlsx"))
    counts = [
        lay_out(os.path.join(a.districts, f), os.path.join(a.out, f"{f[:-5]}.rows")) for f in names
    ]
    sums = map(sum, zip(*counts))
    print(json.dumps(dict(zip(("workbooks", "sheets", "rows", "cells"), (len(names), *sums)))))


if __name__ == "__main__":
    main()
