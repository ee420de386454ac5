"""Turn a CSV file into a workbook with XlsxWriter in constant memory.

Usage: xlsxwriter_write.py IN.csv OUT.xlsx
Every field is written as text; every fifth row is filled yellow.
"""

import argparse
import csv

import xlsxwriter

EVERY = 5


def main():
    """Read the CSV row by row and write each row as it comes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv")
    parser.add_argument("xlsx")
    a = parser.parse_args()
    book = xlsxwriter.Workbook(a.xlsx, {"constant_memory": True})
    book.use_zip64()
    yellow = book.add_format({"bg_color": "#FFFF00"})
    sheet = book.add_worksheet("Sheet1")
    with open(a.csv, encoding="utf-8", newline="") as f:
        for number, row in enumerate(csv.reader(f)):
            style = yellow if number and number % EVERY == 0 else None
            for column, value in enumerate(row):
                if value or style:
                    sheet.write_string(number, column, value, style)
    book.close()


if __name__ == "__main__":
    main()
