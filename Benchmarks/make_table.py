"""Make a CSV file of made-up workers' rows, the same for the same size.

Usage: make_table.py ROWS OUT.csv
Twenty columns: ids, names in two scripts, places, phones, dates, amounts, quoted remarks.
"""

import argparse

import duckdb

GIVEN = "['Rahim','Sunita','Bikash','Ayesha','Prasenjit','Lakshmi','Md Rafikul','Moumita']"
FAMILY = "['Mondal','Khatun','Sardar','Biswas','Sk','Das','Hansda','Barman','Roy']"
BENGALI = "['রহিম মণ্ডল','সুনীতা দাস','বিকাশ রায়','আয়েশা খাতুন','লক্ষ্মী সর্দার']"
PLACES = "['Rampur','Basirhat','Kandi','Domkal','Gosaba','Harirampur','Sagardighi']"
STATES = "['Kerala','Maharashtra','Delhi','Tamil Nadu','Karnataka']"

COLUMNS = {
    "registration_no": "printf('WB%010d', i)",
    "name": "{GIVEN} || ' ' || {FAMILY}",
    "name_bn": "{BENGALI}",
    "guardian": "{GIVEN} || ' ' || {FAMILY}",
    "gender": "if(hash(i, 5) % 5 = 0, 'F', 'M')",
    "dob": "(DATE '1960-01-01' + (hash(i, 6) % 16000)::INTEGER)::VARCHAR",
    "mobile": "(6000000000 + hash(i, 7) % 4000000000)::VARCHAR",
    "village": "{PLACES}",
    "gram_panchayat": "{PLACES}",
    "block": "{PLACES}",
    "district": "{PLACES}",
    "pin": "(700000 + hash(i, 12) % 44000)::VARCHAR",
    "epic_no": "if(hash(i, 13) % 4 = 0, printf('WBA%07d', i), NULL)",
    "state_of_stay": "{STATES}",
    "employer": "{FAMILY} || ' & Sons, Contractors'",
    "wage": "(300 + hash(i, 16) % 700)::VARCHAR",
    "days": "(hash(i, 17) % 31)::VARCHAR",
    "account": "printf('%014d', hash(i, 18) % 100000000000000)",
    "ifsc": "printf('SBIN0%06d', hash(i, 19) % 20000)",
    "remark": """if(hash(i, 20) % 6 = 0, 'said "back by Puja", then left', NULL)""",
}


def expression(text, salt):
    """A column's SQL, with every list name replaced by a pick from that list."""
    for number, name in enumerate(("GIVEN", "FAMILY", "BENGALI", "PLACES", "STATES")):
        values = globals()[name]
        pick = f"({values})[1 + (hash(i, {100 * salt + number}) % len({values}))::INTEGER]"
        text = text.replace("{" + name + "}", pick)
    return text


def main():
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    a = parser.parse_args()
    select = ", ".join(
        f"{expression(text, salt)} AS {name}" for salt, (name, text) in enumerate(COLUMNS.items())
    )
    con = duckdb.connect(config={"threads": 2})
    con.execute(f"COPY (SELECT {select} FROM range({a.rows}) t(i)) TO '{a.out}' (HEADER)")


if __name__ == "__main__":
    main()
