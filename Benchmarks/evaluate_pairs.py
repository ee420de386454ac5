"""Score a pairs file against the truth, independently of `shramik evaluate`.

Usage: evaluate_pairs.py PAIRS.csv TRUTH.csv [--within] [--blocked CSV]
                         [--duplicates-left CSV] [--duplicates-right CSV]

A true pair is a left row and a right row of the same person; with --within, two rows of the
one list of TRUTH.csv.  Found pairs are the rows of PAIRS.csv whose decision is "match".
"best" is the highest F1 over every threshold on match_weight among the pairs listed, whatever
their decision: a courtesy to the program scored.  With duplicates files, "closed" counts every
pair implied by the matches and the duplicates.  With a file of blocked pairs (every candidate,
scored or not), "pair_completeness" is the share of the true pairs among them.
"""

import argparse
import json

import duckdb

READ = "read_csv(?, header = true, all_varchar = true)"


def rates(correct, found, truth):
    """Precision, recall and F1 from three counts."""
    precision = correct / found if found else 0.0
    recall = correct / truth if truth else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def load(con, pairs, truth, within):
    """Put the truth and the listed pairs, each marked right or wrong, into tables."""
    con.execute(
        f"CREATE TABLE truth AS SELECT list, id, person_id FROM {READ} WHERE person_id IS NOT NULL",
        [truth],
    )
    left, right = ("left_id", "right_id")
    if within:
        left, right = ("least(left_id, right_id)", "greatest(left_id, right_id)")
    con.execute(
        f"""CREATE TABLE listed AS
        SELECT p.a AS left_id, p.b AS right_id, max(p.weight) AS weight,
               bool_or(p.match) AS match,
               coalesce(any_value(l.person_id) = any_value(r.person_id), false) AS correct
        FROM (SELECT {left} AS a, {right} AS b, match_weight::DOUBLE AS weight,
                     decision = 'match' AS match FROM {READ}) p
        LEFT JOIN truth l ON l.list = 'left' AND l.id = p.a
        LEFT JOIN truth r ON r.list = '{"left" if within else "right"}' AND r.id = p.b
        GROUP BY p.a, p.b""",
        [pairs],
    )


def count_true_pairs(con, within):
    """Pairs of rows of the same person."""
    if within:
        query = """SELECT coalesce(sum(n * (n - 1) / 2), 0)::BIGINT
        FROM (SELECT count(*) n FROM truth GROUP BY person_id)"""
    else:
        query = """SELECT coalesce(sum(l * r), 0)::BIGINT
        FROM (SELECT count(*) FILTER (list = 'left') l, count(*) FILTER (list = 'right') r
              FROM truth GROUP BY person_id)"""
    return con.execute(query).fetchall()[0][0]


def best_threshold(con, truth):
    """The threshold on match_weight with the highest F1 (all pairs at or above it)."""
    rows = con.execute(
        """WITH levels AS (
            SELECT weight, count(*) n, count(*) FILTER (correct) tp FROM listed GROUP BY weight),
        sums AS (
            SELECT weight, sum(n) OVER w AS found, sum(tp) OVER w AS tp
            FROM levels WINDOW w AS (ORDER BY weight DESC))
        SELECT weight, found, tp FROM sums ORDER BY 2 * tp / (found + ?) DESC LIMIT 1""",
        [truth],
    ).fetchall()
    if not rows:
        return None
    weight, found, correct = rows[0]
    return {"match_weight": weight, **rates(int(correct), int(found), truth)}


def left_out_accuracy(con):
    """Share of left rows rightly called registered (matched to somebody) or left out."""
    return con.execute("""SELECT avg(((m.left_id IS NOT NULL) = (r.person_id IS NOT NULL))::INTEGER)
        FROM truth l
        LEFT JOIN (SELECT DISTINCT left_id FROM listed WHERE match) m ON m.left_id = l.id
        LEFT JOIN (SELECT DISTINCT person_id FROM truth WHERE list = 'right') r
          ON r.person_id = l.person_id
        WHERE l.list = 'left'""").fetchall()[0][0]


def closed(con, truth, left_path, right_path):
    """Rates after each match is extended to every duplicate of its two rows."""
    for side, path in (("left", left_path), ("right", right_path)):
        con.execute(f"CREATE TABLE {side}_group (id VARCHAR, person_id VARCHAR)")
        if path:
            con.execute(f"INSERT INTO {side}_group SELECT id, person_id FROM {READ}", [path])
    con.execute("""CREATE TABLE extended AS
        SELECT DISTINCT coalesce(ls.id, p.left_id) AS left_id,
               coalesce(rs.id, p.right_id) AS right_id
        FROM listed p
        LEFT JOIN left_group lg ON lg.id = p.left_id
        LEFT JOIN left_group ls ON ls.person_id = lg.person_id
        LEFT JOIN right_group rg ON rg.id = p.right_id
        LEFT JOIN right_group rs ON rs.person_id = rg.person_id
        WHERE p.match""")
    found, correct = con.execute("""SELECT count(*), count(*) FILTER (l.person_id = r.person_id)
        FROM extended e
        LEFT JOIN truth l ON l.list = 'left' AND l.id = e.left_id
        LEFT JOIN truth r ON r.list = 'right' AND r.id = e.right_id""").fetchall()[0]
    return rates(correct, found, truth)


def completeness(con, truth, path):
    """How many candidates there were, and the share of the true pairs among them."""
    count, correct = con.execute(
        f"""SELECT count(*), count(*) FILTER (l.person_id = r.person_id)
        FROM (SELECT DISTINCT left_id, right_id FROM {READ}) b
        LEFT JOIN truth l ON l.list = 'left' AND l.id = b.left_id
        LEFT JOIN truth r ON r.list = 'right' AND r.id = b.right_id""",
        [path],
    ).fetchall()[0]
    return {"candidates": count, "pair_completeness": correct / truth if truth else 0.0}


def evaluate(
    pairs, truth_file, within=False, duplicates_left=None, duplicates_right=None, blocked=None
):
    """All the figures of one pairs file, as a dictionary."""
    con = duckdb.connect(config={"threads": 2})
    load(con, pairs, truth_file, within)
    truth = count_true_pairs(con, within)
    found, correct, listed, listed_correct = con.execute(
        """SELECT count(*) FILTER (match), count(*) FILTER (match AND correct),
                  count(*), count(*) FILTER (correct) FROM listed"""
    ).fetchall()[0]
    result = {
        "true_pairs": truth,
        "found_pairs": found,
        **rates(correct, found, truth),
        "listed_pairs": listed,
        "listed_recall": listed_correct / truth if truth else 0.0,
        "best": best_threshold(con, truth),
    }
    if not within:
        result["left_out_accuracy"] = left_out_accuracy(con)
    if blocked:
        result |= completeness(con, truth, blocked)
    if duplicates_left or duplicates_right:
        result["closed"] = closed(con, truth, duplicates_left, duplicates_right)
    return result


def main():
    """Read the arguments and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs")
    parser.add_argument("truth")
    parser.add_argument("--within", action="store_true", help="pairs inside one list")
    parser.add_argument("--blocked", help="every candidate: left_id, right_id")
    parser.add_argument("--duplicates-left")
    parser.add_argument("--duplicates-right")
    a = parser.parse_args()
    result = evaluate(
        a.pairs, a.truth, a.within, a.duplicates_left, a.duplicates_right, a.blocked
    )
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
