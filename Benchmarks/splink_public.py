"""Run Splink on one of the public sets with settings in the manner of its documentation.

Usage: splink_public.py SET OUT LEFT.csv [RIGHT.csv]
Writes OUT/pairs.csv (left_id, right_id, match_weight, decision) and, for a job of
deduplicating, OUT/duplicates.csv (id, person_id) from clusters at probability 0.95.
"""

import argparse
import os

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from splink_link import LISTED_PROBABILITY, SEED, THREADS, write

CLUSTER_PROBABILITY = 0.95


def frequent(comparison):
    """A comparison adjusted for how frequent the agreeing value is."""
    return comparison.configure(term_frequency_adjustments=True)


FEBRL = {
    "comparisons": [
        frequent(cl.NameComparison("given_name")),
        frequent(cl.NameComparison("surname")),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number"),
        frequent(cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7])),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ],
    "blocking": [
        block_on("soc_sec_id"),
        block_on("given_name", "surname"),
        block_on("surname", "postcode"),
        block_on("given_name", "postcode"),
        block_on("date_of_birth"),
        block_on("substr(surname, 1, 3)", "street_number"),
    ],
    "sure": block_on("soc_sec_id"),
    "recall": 0.7,
    "training": [block_on("date_of_birth"), block_on("soc_sec_id")],
}
FAKE = {
    "comparisons": [
        frequent(cl.NameComparison("first_name")),
        frequent(cl.NameComparison("surname")),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        frequent(cl.ExactMatch("city")),
        cl.EmailComparison("email"),
    ],
    "blocking": [
        block_on("first_name"),
        block_on("surname"),
        block_on("dob"),
        block_on("email"),
    ],
    "sure": block_on("email"),
    "recall": 0.6,
    "training": [block_on("dob"), block_on("email")],
}
HISTORICAL = {
    "comparisons": [
        frequent(cl.ForenameSurnameComparison("first_name", "surname")),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode_fake"),
        frequent(cl.ExactMatch("birth_place")),
        frequent(cl.ExactMatch("occupation")),
    ],
    "blocking": [
        block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake, 1, 3)", "dob"),
        block_on("substr(postcode_fake, 1, 3)", "first_name", "surname"),
    ],
    "sure": block_on("first_name", "surname", "dob"),
    "recall": 0.6,
    "training": [
        block_on("first_name", "surname"),
        block_on("dob"),
    ],
}
SITES = {
    "comparisons": [
        frequent(cl.JaroWinklerAtThresholds("Site name", [0.92, 0.8])),
        frequent(cl.JaroWinklerAtThresholds("Address", [0.92, 0.8])),
        cl.ExactMatch("Zip"),
        cl.DamerauLevenshteinAtThresholds("Phone", [1]),
    ],
    "blocking": [
        block_on("Phone"),
        block_on('substr("Address", 1, 6)'),
        block_on('substr("Site name", 1, 6)'),
    ],
    "sure": block_on("Phone", "Address"),
    "recall": 0.6,
    "training": [block_on("Phone"), block_on("Address")],
}
APPLICANTS = {
    "comparisons": [
        cl.JaroWinklerAtThresholds("Name", [0.95, 0.9, 0.8]),
        cl.JaroWinklerAtThresholds("Coauthor", [0.9, 0.75]),
        cl.JaroWinklerAtThresholds("Class", [0.9, 0.75]),
        cl.ExactMatch("Lat"),
    ],
    "blocking": [
        block_on('substr("Name", 1, 4)'),
        block_on("Coauthor"),
        block_on("Lat", "Lng", "Class"),
    ],
    "sure": block_on('substr("Name", 1, 6)'),
    "recall": 0.7,
    "training": [block_on("Name"), block_on("Coauthor")],
}
SETTINGS = {
    "febrl1": FEBRL,
    "febrl2": FEBRL,
    "febrl3": FEBRL,
    "febrl4": FEBRL,
    "fake_1000": FAKE,
    "historical_50k": HISTORICAL,
    "early_childhood": SITES,
    "patstat": APPLICANTS,
}


def load(con, table, path):
    """Read one list; empty and zero places become missing."""
    source = f"read_csv('{path}', header = true, all_varchar = true)"
    columns = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]

    def column(name):
        if name == "id":
            return "id AS unique_id"
        value = f"nullif(\"{name}\", '')"
        if name in ("Lat", "Lng"):
            value = f"nullif({value}, '0.0')"
        return f'lower({value}) AS "{name}"'

    select = ", ".join(map(column, columns))
    con.execute(f"CREATE TABLE {table} AS SELECT {select} FROM {source}")


def write_clusters(con, linker, predicted, out):
    """duplicates.csv: the rows that share a cluster with another row."""
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=CLUSTER_PROBABILITY
    )
    con.execute(f"""COPY (
            SELECT unique_id AS id, cluster_id AS person_id FROM {clusters.physical_name}
            QUALIFY count(*) OVER (PARTITION BY cluster_id) > 1
        ) TO '{os.path.join(out, "duplicates.csv")}' (HEADER)""")


def run(name, out, files):
    """The whole job."""
    chosen = SETTINGS[name]
    con = duckdb.connect(config={"threads": THREADS})
    tables = ["left_list", "right_list"][: len(files)]
    for table, path in zip(tables, files):
        load(con, table, path)
    db_api = DuckDBAPI(connection=con)
    settings = SettingsCreator(
        link_type="dedupe_only" if len(files) == 1 else "link_only",
        comparisons=chosen["comparisons"],
        blocking_rules_to_generate_predictions=chosen["blocking"],
        retain_matching_columns=False,
    )
    inputs = [db_api.register(t, dataset_display_name=t) for t in tables]
    linker = Linker(inputs, settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [chosen["sure"]], recall=chosen["recall"]
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in chosen["training"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=LISTED_PROBABILITY)
    write(con, predicted.physical_name, out)
    if len(files) == 1:
        write_clusters(con, linker, predicted, out)


def main():
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", choices=SETTINGS)
    parser.add_argument("out")
    parser.add_argument("files", nargs="+")
    a = parser.parse_args()
    run(a.set, a.out, a.files)


if __name__ == "__main__":
    main()
