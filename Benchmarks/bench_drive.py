"""Play a whole drive and look at it: every figure against an independent book, the recount, and how fast the pages answer.

`shramik sample drive` sends the visits, applications and decisions; `shramik recount --check` counts the records again; then a
portal is started on the register and each page of the drive is fetched over one kept-alive connection, state first. With --copies
the people and visits are multiplied in the register's file before that, under ids of their own, and the figures counted anew.
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import uuid

import bench_field
import report

PROGRAM = os.environ.get("SHRAMIK_BIN", "")


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench drive", description=__doc__.splitlines()[0])
    parser.add_argument("--left-outs", type=int, default=200_000)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--state", action="store_true", help="in all districts of the state, not in one")
    parser.add_argument("--copies", type=int, default=1, help="so many of each person and visit, for the size of a state")
    parser.add_argument("--requests", type=int, default=300, help="of each page")
    parser.add_argument("--keep", action="store_true", help="look at the drive that an earlier run left, and leave it there")
    parser.add_argument("--folder", help="where the register lies (default BENCH_OUT/drive)")
    return parser.parse_args()


def run(register, *command):
    """One of the program's commands: what it printed, seconds, megabytes; an error ends the benchmark."""
    began = time.monotonic()
    process = subprocess.Popen([PROGRAM, *command], env={**os.environ, "SHRAMIK_DATABASE": register},
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"bench: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}: {output[-2000:]}")
    return output, time.monotonic() - began, usage.ru_maxrss / 1024


class Reader:
    """Somebody of the sample cast with one connection to the portal."""

    def __init__(self, port, role):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.connection.request("POST", "/sign-in/demonstration", urllib.parse.urlencode({"role": role}),
                                {"Content-Type": "application/x-www-form-urlencoded"})
        answer = self.connection.getresponse()
        answer.read()
        self.cookie = answer.getheader("Set-Cookie").split(";")[0]

    def times(self, path, requests):
        """Milliseconds of each request, the slowest last."""
        times = []
        for _ in range(requests):
            began = time.monotonic()
            self.connection.request("GET", path, headers={"Cookie": self.cookie})
            answer = self.connection.getresponse()
            answer.read()
            times.append((time.monotonic() - began) * 1000)
            if answer.status != 200:
                sys.exit(f"bench: {path} answers {answer.status}")
        return sorted(times)


def multiply(register, copies):
    """Copies people and visits: the end of each id is the copy's number, so that they belong together as the first ones do."""
    base = sqlite3.connect(register)
    base.execute("PRAGMA cache_size = -1000000")
    base.execute("CREATE TEMP TABLE copies (tail BLOB)")
    base.executemany("INSERT INTO copies VALUES (?)", ((number.to_bytes(3, "big"),) for number in range(1, copies)))

    def other(column):
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE CAST(substr({column}, 1, 13) || tail AS BLOB) END"

    for table, ids in (("left_outs", ("id", "visit")), ("house_visits", ("id", "house", "left_out"))):
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
        values = ["NULL" if name in ("application", "conflict", "worker") else other(name) if name in ids else name for name in columns]
        # In the order of ids: thousands of copies of one after the other would touch each page again and again.
        base.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} CROSS JOIN copies ORDER BY {table}.id, tail")
        base.commit()
    base.close()


def places(register, is_of_state):
    """The drive, and a place of each level with the most people on the list."""
    base = sqlite3.connect(f"file:{register}?mode=ro", uri=True)
    campaign = str(uuid.UUID(bytes=base.execute("SELECT id FROM campaigns").fetchone()[0]))
    found = dict(base.execute(
        "SELECT place / 1000000000, place FROM (SELECT place, value FROM drive_counters WHERE measure = 'target' ORDER BY value) GROUP BY 1"))
    counts = {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("left_outs", "house_visits", "applications")}
    base.close()
    return campaign, sorted(place for level, place in found.items() if is_of_state or level >= 3), counts


def main():
    """Play, prove, look."""
    options = arguments()
    folder = options.folder or os.path.join(os.environ["BENCH_OUT"], "drive")
    register = os.path.join(folder, "register.sqlite")
    played = None
    if not (options.keep and os.path.exists(register)):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        command = ["sample", "drive", "--left-outs", str(options.left_outs), "--days", str(options.days), "--played", str(options.days), "--json"]
        output, seconds, memory = run(register, *command, *(["--state"] if options.state else []))
        played = json.loads(output) | {"wall": seconds, "memory_mb": memory}
        del played["wrong"]
        print(json.dumps(played), file=sys.stderr)
    if options.copies > 1:
        multiply(register, options.copies)
        run(register, "recount", "--json")
    output, seconds, memory = run(register, "recount", "--check", "--json")
    recount = {"seconds": seconds, "memory_mb": memory}
    campaign, found, counts = places(register, options.state)
    paths = {f"progress, {place}": f"/campaigns/{campaign}?place={place}" for place in found}
    paths |= {f"{span} review, {found[0]}": f"/campaigns/{campaign}/review?place={found[0]}&span={span}" for span in ("day", "week")}
    paths |= {"returns of a day": f"/campaigns/{campaign}/returns", "list of drives": "/campaigns"}
    with open(os.path.join(folder, "log"), "w", encoding="utf-8") as log:
        process, port = bench_field.serve(register, log)
        try:
            reader = Reader(port, "state_administrator" if options.state else "district_officer")
            pages = {title: reader.times(path, options.requests) for title, path in paths.items()}
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    rows = [[title, *(f"{times[min(len(times) - 1, int(len(times) * share))]:.1f}" for share in (0.5, 0.9, 0.99, 1))]
            for title, times in pages.items()]
    text = ", ".join(f"{number:,} {table}" for table, number in counts.items()) + f"; recount {seconds:.1f} s, {memory:.0f} MB"
    if played:
        text += (f"; played in {played['seconds']:.0f} s ({played['visits'] / played['seconds']:.0f} visits a second, {played['memory_mb']:.0f} MB), "
                 f"{played['compared']:,} figures compared, none differs")
    text += ".\n\n" + report.markdown_table(["page, milliseconds", "p50", "p90", "p99", "most"], rows)
    report.write("drive", {"counts": counts, "played": played, "recount": recount, "pages": pages, "machine": report.machine()}, text)
    if not options.keep:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
