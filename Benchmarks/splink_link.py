"""Link two lists of people with Splink on DuckDB: a plain, competent job.

Usage: splink_link.py LEFT.csv RIGHT.csv OUT [--links-only] [--lower-names]
                      [--blank occupation,state] [--blocked]

The settings follow Splink's documentation for people: term frequencies on the names,
Jaro-Winkler levels, u by random sampling, m by expectation-maximisation over two blocking
rules.  Phones, ids and years are brought to one form; names are compared as written unless
--lower-names is given; nothing is transliterated.
Finds who is on both lists and who is twice on either (Splink's "link and dedupe"), as the job asks;
with --links-only just the former, which is less than half of the work.
Writes OUT/pairs.csv: left_id, right_id, match_weight, decision; OUT/duplicates.csv: the pairs within
a list, without putting them together into people; with --blocked only the candidates for links,
unscored, in OUT/blocked.csv.  splink_fuller.py is the fuller job.
"""

import argparse
import math
import os
import sys
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THREADS = 2
MATCH_PROBABILITY = 0.5
LISTED_PROBABILITY = 0.01
SEED = 1
STEADY_M = 0.995
TRAINING_SESSIONS = 2

LEFT_COLUMNS = {
    "unique_id": "id",
    "name": "name",
    "guardian": "guardian",
    "sex": "sex",
    "year": "2020 - try_cast(age AS INTEGER)",
    "mobile": "mobile",
    "village": "village",
    "gp": "gp",
    "block": "block",
    "district": "district",
    "state": "state_of_stay",
    "occupation": "occupation",
    "epic": "epic",
}
RIGHT_COLUMNS = {
    "unique_id": "registration_no",
    "name": "name",
    "guardian": "father_or_husband",
    "sex": "gender",
    "year": r"try_cast(regexp_extract(dob, '((19|20)\d\d)', 1) AS INTEGER)",
    "mobile": "mobile",
    "village": "village",
    "gp": "gram_panchayat",
    "block": "block",
    "district": "district",
    "state": "destination_state",
    "occupation": "occupation",
    "epic": "epic_no",
}
TEXT = ("village", "gp", "block", "district", "state", "occupation")


def column_sql(target, source, columns, lower_names):
    """The SQL that brings one column of one list to its common form."""
    plain = {c.strip() for c in columns}
    if target == "unique_id":
        return f'"{source}" AS unique_id'
    if target == "year":
        needed = "age" if "age" in source else "dob"
        return f"{source} AS year" if needed in plain else "NULL::INTEGER AS year"
    if source not in plain:
        return f"NULL::VARCHAR AS {target}"
    value = f'trim("{source}")'
    if target == "mobile":
        value = f"""right(regexp_replace("{source}", '[^0-9]', '', 'g'), 10)"""
    elif target == "epic":
        value = f"""regexp_replace(upper("{source}"), '[^A-Z0-9]', '', 'g')"""
    elif target == "sex":
        value = f"upper(left({value}, 1))"
    elif target in TEXT or lower_names:
        value = f"lower({value})"
    return f"nullif({value}, '') AS {target}"


def load(con, table, path, mapping, lower_names):
    """Read one list into a table of the common columns."""
    read = f"read_csv('{path}', header = true, all_varchar = true)"
    columns = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()]
    select = ", ".join(column_sql(t, s, columns, lower_names) for t, s in mapping.items())
    con.execute(f"CREATE TABLE {table} AS SELECT {select} FROM {read}")


def filled_columns(con):
    """Columns with at least one value on both sides: the others can't be compared."""
    filled = set()
    for column in LEFT_COLUMNS:
        counts = [
            con.execute(f"SELECT count({column}) FROM {t}").fetchall()[0][0]
            for t in ("left_list", "right_list")
        ]
        if min(counts) > 0:
            filled.add(column)
    return filled


def year_comparison():
    """Levels of the difference between two years of birth (an age is off by one easily)."""
    levels = [cll.NullLevel("year")]
    for years in (0, 1, 2, 4, 8):
        levels.append(cll.CustomLevel(f"abs(year_l - year_r) <= {years}", f"within {years} years"))
    levels.append(cll.ElseLevel())
    return cl.CustomComparison(comparison_levels=levels, output_column_name="year")


def exact_comparison(column, m=None, u=None):
    """Equal or not, with m or u set by hand where training can't find them.

    EM drives the m of a value that never errs to zero, which Splink 5 refuses; a random sample
    of a million pairs of large lists seldom holds two equal phones or ids, so their u is
    counted instead.
    """
    equal, other = {}, {}
    if m is not None:
        equal.update(m_probability=m, fix_m_probability=True)
        other.update(m_probability=1 - m, fix_m_probability=True)
    if u is not None:
        equal.update(u_probability=u, fix_u_probability=True)
        other.update(u_probability=1 - u, fix_u_probability=True)
    return cl.CustomComparison(
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column).configure(**equal),
            cll.ElseLevel().configure(**other),
        ],
        output_column_name=column,
    )


def chance_agreement(con, column):
    """u of an identifier: one over its distinct values."""
    distinct = con.execute(f"""SELECT count(DISTINCT {column}) FROM
        (SELECT {column} FROM left_list UNION ALL SELECT {column} FROM right_list)""")
    return 1 / max(2, distinct.fetchall()[0][0])


def comparisons(con, filled):
    """One comparison for each column both lists have."""
    name_levels = [0.92, 0.88, 0.8, 0.7]
    every = {
        "name": cl.JaroWinklerAtThresholds("name", name_levels).configure(
            term_frequency_adjustments=True
        ),
        "guardian": cl.JaroWinklerAtThresholds("guardian", name_levels).configure(
            term_frequency_adjustments=True
        ),
        "year": year_comparison(),
        "sex": exact_comparison("sex", m=STEADY_M),
        "mobile": exact_comparison("mobile", u=chance_agreement(con, "mobile")),
        "epic": exact_comparison("epic", m=STEADY_M, u=chance_agreement(con, "epic")),
        "village": cl.JaroWinklerAtThresholds("village", [0.92, 0.8]).configure(
            term_frequency_adjustments=True
        ),
        "block": cl.ExactMatch("block").configure(term_frequency_adjustments=True),
        "occupation": cl.ExactMatch("occupation"),
        "state": cl.ExactMatch("state"),
    }
    return [comparison for column, comparison in every.items() if column in filled]


def blocking_rules(filled):
    """The usual rules; a rule stays if both lists fill its columns."""
    rules = [
        (("mobile",), block_on("mobile")),
        (("epic",), block_on("epic")),
        (("village", "name"), block_on("village", "substr(name, 1, 3)")),
        (("block", "name", "sex"), block_on("block", "substr(name, 1, 4)", "sex")),
        (("district", "name"), block_on("district", "name")),
        (("block", "guardian", "year"), block_on("block", "substr(guardian, 1, 5)", "year")),
        (
            ("block", "name", "guardian"),
            block_on("block", "substr(name, 1, 3)", "substr(guardian, 1, 3)"),
        ),
    ]
    return [rule for columns, rule in rules if filled.issuperset(columns)]


def training_rules(filled):
    """Rules to train m by, best first; the first two that work are used.

    Pairs with one voter id are nearly all matches: the best teachers where lists have ids.
    """
    rules = [("epic",), ("name", "year"), ("mobile", "guardian"), ("guardian", "block")]
    return [rule for rule in rules if filled.issuperset(rule)]


def train(linker, filled):
    """Prior, u and m, as the documentation advises."""
    sure = [("epic",), ("name", "guardian", "block"), ("name", "mobile")]
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*columns) for columns in sure if filled.issuperset(columns)], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    sessions = 0
    for columns in training_rules(filled):
        if sessions == TRAINING_SESSIONS:
            break
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), estimate_without_term_frequencies=True
            )
            sessions += 1
        except ValueError as error:
            print(f"training on {'+'.join(columns)} failed: {error}", file=sys.stderr)


def link(left, right, out, lower_names=False, blank=(), blocked=False, links_only=False):
    """The whole job, from two CSV files to pairs.csv."""
    started = time.monotonic()

    def note(text):
        print(f"{time.monotonic() - started:7.1f} s  {text}", file=sys.stderr)

    con = duckdb.connect(config={"threads": THREADS})
    load(con, "left_list", left, LEFT_COLUMNS, lower_names)
    load(con, "right_list", right, RIGHT_COLUMNS, lower_names)
    filled = filled_columns(con) - set(blank)
    note("read")
    db_api = DuckDBAPI(connection=con)
    settings = SettingsCreator(
        link_type="link_only" if links_only or blocked else "link_and_dedupe",
        comparisons=comparisons(con, filled),
        blocking_rules_to_generate_predictions=blocking_rules(filled),
        retain_matching_columns=False,
    )
    tables = [db_api.register(t, dataset_display_name=t) for t in ("left_list", "right_list")]
    linker = Linker(tables, settings, log_level="WARNING")
    if blocked:
        write_blocked(con, linker, out)
        return
    train(linker, filled)
    note("trained")
    predicted = linker.inference.predict(threshold_match_probability=LISTED_PROBABILITY)
    note("predicted")
    (write if links_only else write_both)(con, predicted.physical_name, out)
    note("written")


def write_blocked(con, linker, out):
    """blocked.csv: every candidate pair, as ids of the two lists."""
    os.makedirs(out, exist_ok=True)
    table = linker.inference.compute_blocked_pairs_for_predict().physical_name
    ids = ", ".join(
        f"split_part(join_key_{side[0]}, '-__-', 2) AS {side}_id" for side in ("left", "right")
    )
    con.execute(f"COPY (SELECT {ids} FROM {table}) TO '{out}/blocked.csv' (HEADER)")


def write_both(con, table, out):
    """pairs.csv of who is on both lists, duplicates.csv of who is twice on one."""
    pair = "source_dataset_l <> source_dataset_r"
    # The left list's name comes first by its letters, and so do its rows in a pair.
    write(con, f"(FROM {table} WHERE {pair})", out)
    write(con, f"(FROM {table} WHERE NOT {pair})", out, "duplicates.csv")


def write(con, table, out, name="pairs.csv"):
    """Predictions as CSV, under a temporary name, then under its own."""
    os.makedirs(out, exist_ok=True)
    threshold = math.log2(MATCH_PROBABILITY / (1 - MATCH_PROBABILITY))
    target = os.path.join(out, name)
    con.execute(f"""COPY (
            SELECT unique_id_l AS left_id, unique_id_r AS right_id,
                   round(match_weight, 3) AS match_weight,
                   if(match_weight >= {threshold}, 'match', 'possible') AS decision
            FROM {table}
        ) TO '{target}.part' (HEADER)""")
    os.replace(f"{target}.part", target)


def main():
    """Read the arguments and link."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("out")
    parser.add_argument("--links-only", action="store_true", help="no duplicates within a list")
    parser.add_argument("--lower-names", action="store_true")
    parser.add_argument("--blank", default="", help="columns to leave aside")
    parser.add_argument("--blocked", action="store_true", help="only the candidates, unscored")
    a = parser.parse_args()
    blank = [c for c in a.blank.split(",") if c]
    link(a.left, a.right, a.out, a.lower_names, blank, a.blocked, a.links_only)


if __name__ == "__main__":
    main()
