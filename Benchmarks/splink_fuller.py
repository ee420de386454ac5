"""Link two lists of people with Splink on DuckDB: fuller blocking, all names in one script.

Usage: splink_fuller.py LEFT.csv RIGHT.csv OUT [--blocked]

What a Splink user makes of the plain job (splink_link.py) after looking at its misses, with
documented means only and no label:
  names     every distinct word is romanised and folded once (romanise.py); places likewise
  blocking  six rules, four of them on words and pairs of words of a name (exploded arrays)
  levels    words in common beside Jaro-Winkler; term frequencies of whole names and rarest words;
            guardian and phone in one comparison, and the places in another, because a family
            shares the former and a village the latter
  training  m from pairs that share a voter id; u by expectation-maximisation among people of one
            village with m held, so that brothers and neighbours count as what is not a match
  deciding  a link must be (nearly) the best one of both its rows
Writes OUT/pairs.csv as splink_link.py does; with --blocked OUT/blocked.csv instead.
"""

import argparse
import math
import os
import sys
import time

import duckdb
import romanise
import splink.comparison_level_library as cll
import splink.comparison_library as cl
import splink_link as plain
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

LISTS = ("left_list", "right_list")
NAMES = ("name", "guardian")
PLACES = ("village", "gp", "block", "district", "state", "occupation")
WORDS = "string_split(translate(lower({}), '.,/-()', '      '), ' ')"
SEX = "CASE WHEN sex IN ('M', 'প', 'प') THEN 'm' WHEN sex IN ('F', 'ম', 'म') THEN 'f' END"
TRAINING_PAIRS = 5e5
CHUNK_ROWS = 1_000_000  # left rows scored at a time: memory, at little cost in time
RECALL_OF_SURE_RULES = 0.6
ALIKE_PLACES = 0.05  # share of a block's pairs with alike villages or panchayats, about
# How many bits below the best link of its left and of its right row a match may be.
BELOW_BEST = {"left": 1, "right": 6}


def fold(con):
    """Tables of every distinct word of a name, and of every distinct place, with their folds."""

    def both(columns):
        selects = (f"SELECT {c} AS text FROM raw_{t}" for t in LISTS for c in columns)
        return " UNION ALL ".join(selects)

    titles = ", ".join(f"'{title}'" for title in ("", *romanise.TITLES))
    con.execute(f"""CREATE TABLE words AS
        SELECT word, fold, bare, sum(n) OVER (PARTITION BY bare) AS n
        FROM (SELECT word, n, folded(word) AS fold, skeleton(folded(word)) AS bare
              FROM (SELECT word, count(*) AS n
                    FROM (SELECT unnest({WORDS.format("text")}) AS word FROM ({both(NAMES)}))
                    GROUP BY word))
        WHERE bare NOT IN ({titles})""")
    con.execute(f"""CREATE TABLE places AS
        SELECT text, nullif(fold, '') AS fold, nullif(replace(skeleton(fold), ' ', ''), '') AS bare
        FROM (SELECT text, folded(text) AS fold FROM (SELECT DISTINCT text FROM ({both(PLACES)})))
        WHERE text IS NOT NULL""")


def name_words(table, column):
    """The words of one column of names, rarest first, and its text in the same order."""
    return f"""(SELECT row, list(bare ORDER BY n, bare) AS words,
                       string_agg(fold, ' ' ORDER BY n, bare) AS text
                FROM (SELECT rowid AS row, unnest({WORDS.format(column)}) AS word FROM raw_{table})
                JOIN words USING (word) GROUP BY row)"""


def assemble(con, table):
    """One list with its folded columns."""
    pairs = (f"n.words[{i}] || '+' || n.words[{j}]" for i in range(1, 4) for j in range(i + 1, 5))
    names = ", ".join(
        f"""{n}.words AS {c}_words, {n}.words[1] AS {c}_rarest, {n}.text AS {c},
            array_to_string({n}.words, ' ') AS {c}_key"""
        for n, c in (("n", "name"), ("g", "guardian"))
    )
    places = ", ".join(f"{c}_of.fold AS {c}, {c}_of.bare AS {c}_key" for c in PLACES)
    joins = " ".join(f"LEFT JOIN places {c}_of ON {c}_of.text = r.{c}" for c in PLACES)
    con.execute(f"""CREATE TABLE {table} AS
        SELECT r.unique_id, {names}, list_distinct([{", ".join(pairs)}]) AS name_pairs,
               {SEX} AS sex, r.year, r.mobile, r.epic, {places}
        FROM raw_{table} r
        LEFT JOIN {name_words(table, "name")} n ON n.row = r.rowid
        LEFT JOIN {name_words(table, "guardian")} g ON g.row = r.rowid
        {joins}""")
    con.execute(f"DROP TABLE raw_{table}")


def comparison(column, null, levels):
    """A comparison of SQL conditions, in order, with whatever each level is configured with."""
    made = [cll.NullLevel(null)]
    for label, sql, configured in levels:
        level = cll.ElseLevel() if sql is None else cll.CustomLevel(sql, label)
        made.append(level.configure(**configured) if configured else level)
    return cl.CustomComparison(comparison_levels=made, output_column_name=column)


def shared_words(c):
    """SQL for the number of words in common, and for the words of the shorter name."""
    return (
        f"len(list_intersect({c}_words_l, {c}_words_r))",
        f"least(len({c}_words_l), len({c}_words_r))",
    )


def alike(c, least):
    """SQL: Jaro-Winkler similarity of a column is at least this."""
    return f"jaro_winkler_similarity({c}_l, {c}_r) >= {least}"


def name_comparison():
    """Whole name, words in common, spelling; the frequency of the name or its rarest word."""
    shared, shorter = shared_words("name")
    rarest = "name_rarest_l = name_rarest_r"
    of_name = {"tf_adjustment_column": "name_key"}
    of_word = {"tf_adjustment_column": "name_rarest"}
    return comparison(
        "name",
        "name_key",
        [
            ("same words", "name_key_l = name_key_r", of_name),
            ("all words of the shorter", f"{shared} >= 2 and {shared} = {shorter}", {}),
            ("two words", f"{shared} >= 2", {}),
            ("rarest word and alike", f"{rarest} and {alike('name', 0.88)}", of_word),
            ("alike 0.92", alike("name", 0.92), {}),
            ("rarest word", rarest, of_word),
            ("alike 0.85", alike("name", 0.85), {}),
            ("the only word of the shorter", f"{shared} = {shorter}", {}),
            ("a word", f"{shared} >= 1", {}),
            ("alike 0.75", alike("name", 0.75), {}),
            ("other", None, {}),
        ],
    )


def household_comparison():
    """Guardian and phone together: brothers share both, so they are one piece of evidence."""
    shared, shorter = shared_words("guardian")
    same = "guardian_key_l = guardian_key_r"
    phone = "mobile_l = mobile_r"
    near = f"({same} or ({shared} = {shorter} and {shared} >= 1) or {alike('guardian', 0.92)})"
    return comparison(
        "household",
        "guardian_key",
        [
            ("phone and guardian", f"{phone} and {near}", {}),
            ("guardian", f"{same} and {shorter} >= 2", {}),
            ("phone", phone, {}),
            ("all words of the shorter", f"{shared} >= 2 and {shared} = {shorter}", {}),
            ("alike 0.92", alike("guardian", 0.92), {}),
            ("rarest word", "guardian_rarest_l = guardian_rarest_r", {}),
            ("alike 0.85", alike("guardian", 0.85), {}),
            ("the only word of the shorter", f"{shared} = {shorter}", {}),
            ("a word", f"{shared} >= 1", {}),
            ("other", None, {}),
        ],
    )


def chance(con, *columns):
    """The share of all pairs of rows that agree in these columns."""
    same = ", ".join(columns)
    given = " AND ".join(f"{c} IS NOT NULL" for c in columns)
    counts = [f"SELECT {same}, count(*) AS n FROM {t} WHERE {given} GROUP BY ALL" for t in LISTS]
    rows = con.execute(f"""SELECT coalesce(sum(a.n * b.n), 0) /
            ((SELECT count(*) FROM left_list) * (SELECT count(*) FROM right_list))
        FROM ({counts[0]}) a JOIN ({counts[1]}) b USING ({same})""").fetchall()
    return max(float(rows[0][0]), 1e-9)


def place_comparison(con):
    """Village, panchayat and block together, with u counted over all pairs of rows."""
    block, village, gp = (f"{c}_l = {c}_r" for c in ("block", "village_key", "gp_key"))
    near = f"({alike('village', 0.88)} or {alike('gp', 0.88)})"
    both = chance(con, "block", "village_key", "gp_key")
    one = [max(chance(con, "block", c) - both, 1e-9) for c in ("village_key", "gp_key")]
    rest = max(chance(con, "block") - both - sum(one), 1e-9)
    conditions = [
        (f"{block} and {village} and {gp}", both),
        (f"{block} and {village}", one[0]),
        (f"{block} and {gp}", one[1]),
        (f"{block} and {near}", rest * ALIKE_PLACES),
        (block, rest * (1 - ALIKE_PLACES)),
        (None, 1 - both - sum(one) - rest),
    ]
    levels = [
        (sql, sql, {"u_probability": u, "fix_u_probability": True}) for sql, u in conditions
    ]
    return comparison("place", "block", levels)


def comparisons(con, filled):
    """The comparisons; work and state only where both lists have them."""
    every = [
        name_comparison(),
        household_comparison(),
        plain.year_comparison(),
        plain.exact_comparison("sex", m=plain.STEADY_M),
        plain.exact_comparison("epic", m=plain.STEADY_M, u=plain.chance_agreement(con, "epic")),
        place_comparison(con),
    ]
    return every + [cl.ExactMatch(c) for c in ("state", "occupation") if c in filled]


def blocking_rules():
    """Six rules; each finds pairs that the others miss."""
    near_in_age = """l.block = r.block and l.gp_key = r.gp_key
        and l.name_words = r.name_words and abs(l.year - r.year) <= 2"""
    return [
        block_on("mobile"),
        block_on("epic"),
        block_on("district", "village_key", "name_words", arrays_to_explode=["name_words"]),
        block_on(
            "district",
            "village_key",
            "sex",
            "guardian_words",
            arrays_to_explode=["guardian_words"],
        ),
        block_on("block", "sex", "name_pairs", arrays_to_explode=["name_pairs"]),
        CustomRule(near_in_age, sql_dialect="duckdb", arrays_to_explode=["name_words"]),
    ]


def train(linker):
    """Prior by sure rules, m from shared voter ids, u among people of one village."""
    sure = [("epic",), ("name_key", "guardian_key", "block"), ("name_key", "mobile")]
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*columns) for columns in sure], recall=RECALL_OF_SURE_RULES
    )
    estimate = linker.training.estimate_parameters_using_expectation_maximisation
    estimate(block_on("epic"), estimate_without_term_frequencies=True)
    estimate(
        block_on("block", "village_key"),
        estimate_without_term_frequencies=True,
        fix_m_probabilities=True,
        fix_u_probabilities=False,
        max_pairs=TRAINING_PAIRS,
    )


def write(con, table, out):
    """pairs.csv: a match is above even odds and near the best of its left and its right row."""
    os.makedirs(out, exist_ok=True)
    even = math.log2(plain.MATCH_PROBABILITY / (1 - plain.MATCH_PROBABILITY))
    best = " AND ".join(
        f"match_weight >= max(match_weight) OVER (PARTITION BY unique_id_{side[0]}) - {bits}"
        for side, bits in BELOW_BEST.items()
    )
    target = os.path.join(out, "pairs.csv")
    con.execute(f"""COPY (
            SELECT unique_id_l AS left_id, unique_id_r AS right_id,
                   round(match_weight, 3) AS match_weight,
                   if(match_weight >= {even} AND {best}, 'match', 'possible') AS decision
            FROM {table}
        ) TO '{target}.part' (HEADER)""")
    os.replace(f"{target}.part", target)


def link(left, right, out, blocked):
    """The whole job, from two CSV files to pairs.csv."""
    started = time.monotonic()

    def note(text):
        print(f"{time.monotonic() - started:7.1f} s  {text}", file=sys.stderr)

    con = duckdb.connect(config={"threads": plain.THREADS})
    for statement in romanise.macros():
        con.execute(statement)
    plain.load(con, "raw_left_list", left, plain.LEFT_COLUMNS, False)
    plain.load(con, "raw_right_list", right, plain.RIGHT_COLUMNS, False)
    note("read")
    fold(con)
    for table in LISTS:
        assemble(con, table)
    note("folded")
    db_api = DuckDBAPI(connection=con)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=comparisons(con, plain.filled_columns(con)),
        blocking_rules_to_generate_predictions=blocking_rules(),
        retain_matching_columns=False,
    )
    tables = [db_api.register(t, dataset_display_name=t) for t in LISTS]
    linker = Linker(tables, settings, log_level="WARNING")
    if blocked:
        plain.write_blocked(con, linker, out)
        return
    train(linker)
    note("trained")
    rows = con.execute("SELECT count(*) FROM left_list").fetchall()[0][0]
    chunks = -(-rows // CHUNK_ROWS)
    predicted = linker.inference.predict(
        threshold_match_probability=plain.LISTED_PROBABILITY,
        num_chunks_left=chunks if chunks > 1 else None,
    )
    note("predicted")
    write(con, predicted.physical_name, out)
    note("written")


def main():
    """Read the arguments and link."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("left")
    parser.add_argument("right")
    parser.add_argument("out")
    parser.add_argument("--blocked", action="store_true", help="only the candidates, unscored")
    a = parser.parse_args()
    link(a.left, a.right, a.out, a.blocked)


if __name__ == "__main__":
    main()
