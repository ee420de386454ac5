"""Read every cell of the first sheet of a workbook with python-calamine.

Usage: calamine_read.py FILE.xlsx
"""

import argparse
import os

from python_calamine import CalamineWorkbook


def main():
    """Print rows and filled cells."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    path = parser.parse_args().file
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    rows = 0
    filled = 0
    for row in sheet.iter_rows():
        rows += 1
        filled += sum(1 for cell in row if cell != "")
    print(f"{os.path.basename(path)}: {rows} rows, {filled} filled cells")


if __name__ == "__main__":
    main()
