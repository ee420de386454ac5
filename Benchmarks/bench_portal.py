"""Submit applications to the portal over HTTP: how many a second are durable, beside what the data bases can do at most.

On PostgreSQL the measure is pgbench's simple-update with as many clients on the same server; on
SQLite a bare loop of transactions that insert as many rows each as the portal's commits had.
Programs take turns, so that ratios are of the same minutes.
"""

import argparse
import glob
import json
import os
import random
import re
import signal
import socket
import sqlite3
import statistics
import struct
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import uuid

import measure
import report

HERE = os.path.dirname(os.path.abspath(__file__))
PORTAL = os.environ.get("SHRAMIK_BIN", "")
PLACE = "5000003028"  # the block of the sample cast


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench portal", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15, help="of each measurement")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--burst", type=int, default=5_000, help="submissions that arrive together")
    parser.add_argument("--workers", type=int, default=2_000, help="made-up workers in the register")
    parser.add_argument("--only", choices=("sqlite", "postgres"), help="one data base")
    return parser.parse_args()


def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Postgres:
    """A server of our own with the settings that PostgreSQL comes with: fsync and synchronous_commit on."""

    def __init__(self, folder):
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        # Its data must belong to an account that isn't root.
        self.account = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        self.data = f"/var/tmp/shramik-bench-{os.getuid()}-{os.getpid()}"
        self.log = os.path.join(folder, "postgres.log")
        self.port = free_port()
        self.url = f"postgres://shramik@127.0.0.1:{self.port}/"

    def __enter__(self):
        os.makedirs(self.data)
        if self.account:
            subprocess.run(["chown", "postgres", self.data], check=True)
        options = ["-U", "shramik", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        self.control("initdb", "-D", self.data, *options)
        where = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data}"
        where += " -c max_connections=200"
        self.control("pg_ctl", "-w", "-D", self.data, "-o", where, "-l", f"{self.data}/log", "start")
        for name in ("pgbench", "shramik"):
            self.client("createdb", name)
        self.client("pgbench", "-i", "-q", "-s", "10", "pgbench")
        return self

    def __exit__(self, *_):
        self.control("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        measure.remove(self.data)

    def control(self, program, *options):
        """Run one of the server's programs as its account."""
        command = [*self.account, f"{self.programs}/{program}", *options]
        with open(self.log, "a", encoding="utf-8") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd="/")

    def client(self, program, *options):
        """Run a client program; return what it printed."""
        command = [f"{self.programs}/{program}", "-h", "127.0.0.1", "-p", str(self.port), "-U", "shramik"]
        done = subprocess.run([*command, *options], check=True, capture_output=True, text=True)
        return done.stdout

    def simple_update(self, clients, seconds):
        """Transactions a second of pgbench -N."""
        options = ["-N", "-M", "prepared", "-n", "-c", str(clients), "-j", "2", "-T", str(round(seconds))]
        out = self.client("pgbench", *options, "pgbench")
        rate = float(re.search(r"tps = ([\d.]+) \(without", out)[1])
        return {"rate": rate, "milliseconds": float(re.search(r"latency average = ([\d.]+)", out)[1])}


class Portal:
    """The portal on one data base, with an officer signed in."""

    def __init__(self, title, folder, database):
        self.title, self.folder, self.database = title, folder, database
        self.keys = os.path.join(folder, f"{title}.keys")
        self.port = free_port()
        self.program = self.cookie = self.token = None

    def fill(self, workers):
        """Make the register."""
        command = [PORTAL, "sample", "register", "--database", self.database, "--keys", self.keys]
        command += ["--workers", str(workers), "--applications", "0"]
        measure.run_now(command, os.path.join(self.folder, f"{self.title}-fill.log"))

    def __enter__(self):
        command = [PORTAL, "serve", "--demo", "--port", str(self.port), "--requests-per-minute", "0"]
        command += ["--database", self.database, "--keys", self.keys]
        command += ["--heads", os.path.join(self.folder, f"{self.title}.heads")]
        log = open(os.path.join(self.folder, f"{self.title}-serve.log"), "w", encoding="utf-8")
        started = time.monotonic()
        self.program = subprocess.Popen(command, stdout=log, stderr=log)
        while not self.listens():
            if self.program.poll() is not None:
                raise measure.ProgramFailed(f"the portal ended: see {log.name}")
            time.sleep(0.01)
        self.start = time.monotonic() - started
        form = urllib.parse.urlencode({"role": "operator"}).encode()
        request = urllib.request.Request(self.url("/sign-in/demonstration"), form)
        answer = urllib.request.build_opener(Stay).open(request)
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        page = urllib.request.Request(self.url("/desk"), headers={"Cookie": self.cookie})
        with urllib.request.urlopen(page) as body:
            self.token = re.search(r'name="csrf" value="([0-9a-f]+)"', body.read().decode())[1]
        return self

    def __exit__(self, *_):
        self.program.send_signal(signal.SIGTERM)
        self.program.wait(60)

    def listens(self):
        """True once the server answers."""
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
            return True
        except OSError:
            return False

    def url(self, path):
        """An address of the portal."""
        return f"http://127.0.0.1:{self.port}{path}"

    def figures(self):
        """The server's own counts of writes and commits, its processor seconds and its memory."""
        with urllib.request.urlopen(self.url("/metrics")) as answer:
            text = answer.read().decode()
        counts = {n: float(re.search(rf"^shramik_{n}_total (\d+)", text, re.M)[1]) for n in ("writes", "commits")}
        with open(f"/proc/{self.program.pid}/stat", encoding="ascii") as f:
            parts = f.read().rsplit(")", 1)[1].split()
        counts["cpu"] = (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
        with open(f"/proc/{self.program.pid}/status", encoding="ascii") as f:
            counts["rss"] = int(re.search(r"VmHWM:\s+(\d+)", f.read())[1]) * 1024
        return counts

    def submit(self, count, connections, seconds, people):
        """Submit applications; every answer is a durable one."""
        path = os.path.join(self.folder, "requests")
        with open(path, "wb") as f:
            for _ in range(count):
                request = self.request(people)
                f.write(struct.pack("<I", len(request)) + request)
        before = self.figures()
        command = [os.path.join(self.folder, "http_load"), str(self.port), str(connections), path, str(seconds)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        after = self.figures()
        result = json.loads(done.stdout)
        good = result["statuses"].get("201", 0)
        result["rate"] = good / result["wall"]
        result["group"] = (after["writes"] - before["writes"]) / max(1, after["commits"] - before["commits"])
        result["server_cpu"] = after["cpu"] - before["cpu"]
        result["server_rss"] = after["rss"]
        result["good"] = good
        return result

    def request(self, people):
        """One application of a made-up person, under an id of its own."""
        body = json.dumps({"scheme": "wb_migrant", "place": PLACE, "language": "bn", "person": next(people)}).encode()
        head = f"PUT /api/v1/applications/{new_id()} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
        head += f"X-CSRF-Token: {self.token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body


class Stay(urllib.request.HTTPRedirectHandler):
    """Doesn't follow: the cookie comes with the redirect."""

    def redirect_request(self, *_):
        return None

    def http_error_303(self, req, fp, code, msg, headers):
        return fp


def new_id():
    """A UUIDv7."""
    value = int(time.time() * 1000) << 80 | random.getrandbits(80)
    value = value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62
    return uuid.UUID(int=value)


def people(seed):
    """Made-up people without end; no two share a mobile."""
    rng = random.Random(seed)
    given = "Rahima Sabita Fatema Moumita Bikash Prasenjit Rafikul Lakshmi Sunita Haripada Anwara Jyotsna".split()
    middle = ["", "Bibi", "Kumar", "Rani", "Lal", "Nath", "Begam", "Chandra"]
    family = "Khatun Mondal Sardar Biswas Sheikh Das Hansda Barman Roy Ghosh Murmu Halder Naskar Gayen".split()
    mobile = rng.randrange(6_000_000_000, 9_000_000_000)
    lately = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 20 * 86_400))
    while True:
        mobile += 1
        surname = rng.choice(family)
        name = f"{rng.choice(given)} {rng.choice(middle)} {surname}".replace("  ", " ")
        born = f"{rng.randrange(1970, 2005)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        yield {
            "name": name, "dateOfBirth": born, "sex": rng.choice(("female", "male")), "maritalStatus": "unmarried",
            "father": f"{rng.choice(given)} {surname}", "mobile": str(mobile), "workerType": "construction",
            "category": "mason", "migrantType": "A", "migratedOn": lately, "destination": "Kerala",
            "permanent": {"place": PLACE, "village": rng.choice(("Bagberia", "Hatisala", "Maheshpur")), "pin": "741123"},
        }  # fmt: skip


def bare_sqlite(folder, group, seconds):
    """Rows a second of a loop of durable transactions of `group` rows, each as large as an application's own row."""
    path = os.path.join(folder, "bare.sqlite")
    for end in ("", "-wal", "-shm"):
        measure.remove(path + end)
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE rows (id BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT")
    content = os.urandom(600)
    rows, began = 0, time.monotonic()
    while time.monotonic() - began < seconds:
        base.execute("BEGIN IMMEDIATE")
        for _ in range(group):
            base.execute("INSERT INTO rows VALUES (?, ?)", (new_id().bytes, content))
        base.execute("COMMIT")
        rows += group
    wall = time.monotonic() - began
    base.close()
    return {"rate": rows / wall, "commits": rows / group / wall, "group": group}


def measured(title, work):
    """Run one measurement under the machine's lock, with how busy others were."""
    measure.LOCK.take()
    measure.say(f"  {title} ...")
    load = os.getloadavg()[0]
    result = work()
    result["load_before"] = load
    measure.say(f"  {title}: {result['rate']:,.0f} a second")
    return result


def rounds(a, folder, portals, postgres):
    """Every measurement once a round; returns title → results."""
    results = {}

    def note(title, work):
        results.setdefault(title, []).append(measured(title, work))

    crowd = people(1)
    for number in range(a.rounds):
        measure.say(f"round {number + 1}")
        if postgres:
            note("pgbench simple-update", lambda: postgres.simple_update(a.clients, a.seconds))
        for portal in portals:
            count = round(a.seconds * 4_000)
            note(portal.title, lambda p=portal: p.submit(count, a.clients, a.seconds, crowd))
            if portal.title == "Shramik on SQLite":
                group = max(1, round(results[portal.title][-1]["group"]))
                note("bare SQLite", lambda: bare_sqlite(folder, group, min(a.seconds, 5)))
    for portal in portals:
        title = f"{portal.title}, {a.burst:,} together"
        note(title, lambda p=portal: p.submit(a.burst, a.burst, 120, crowd))
    return results


def table(results):
    """A row a program."""
    rows = []
    for title, runs in results.items():
        def median(key, runs=runs, digits=0, factor=1):
            values = [r[key] * factor for r in runs if key in r]
            return f"{statistics.median(values):,.{digits}f}" if values else None

        rates = [r["rate"] for r in runs]
        cost = [r["server_cpu"] * 1e3 / r["good"] for r in runs if r.get("good")]
        bad = sum(r["failed"] + r["unanswered"] + r["answered"] - r["good"] for r in runs if "good" in r)
        rows.append([
            title, f"{statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f})", median("wall", digits=1),
            median("p50", digits=1), median("p99", digits=1), median("max", digits=0), median("group", digits=1),
            f"{statistics.median(cost):.2f}" if cost else None, median("server_rss", factor=1e-6), bad or 0,
        ])  # fmt: skip
    headers = ["", "a second (min–max)", "wall s", "p50 ms", "p99 ms", "max ms", "writes a commit", "server CPU ms each"]
    return report.markdown_table([*headers, "peak MB", "not taken"], rows)


def main():
    """Measure and report."""
    a = arguments()
    folder = os.path.join(os.environ["BENCH_OUT"], "portal")
    measure.remove(folder)
    os.makedirs(folder)
    load = os.path.join(folder, "http_load")
    subprocess.run(["cc", "-O2", "-o", load, os.path.join(HERE, "http_load.c")], check=True)
    info = report.machine()
    postgres = None if a.only == "sqlite" else Postgres(folder)
    try:
        if postgres:
            postgres.__enter__()
        portals = []
        if a.only != "postgres":
            portals.append(Portal("Shramik on SQLite", folder, os.path.join(folder, "register.sqlite")))
        if postgres:
            portals.append(Portal("Shramik on PostgreSQL", folder, postgres.url + "shramik"))
        for portal in portals:
            measure.say(f"{portal.title}: filling")
            portal.fill(a.workers)
            portal.__enter__()
        try:
            results = rounds(a, folder, portals, postgres)
        finally:
            for portal in portals:
                portal.__exit__()
    finally:
        if postgres:
            postgres.__exit__()
    starts = {p.title: p.start for p in portals}
    text = report.heading("Portal", info, {}).replace("Two threads each, whole processes, runs interleaved, medians.", "")
    text += f"{a.clients} clients, {a.rounds} rounds of {a.seconds:g} s, {a.workers:,} workers registered. Load generator, "
    text += "portal and data base share the processors.\n\n" + table(results) + "\n"
    data = {"machine": info, "arguments": vars(a), "starts": starts, "results": results}
    report.write("portal", data, text)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (measure.ProgramFailed, subprocess.CalledProcessError) as error:
        sys.exit(f"bench: {error}")
