"""Let many phones with the field app sync at the same moment: how many records a second are durable, none lost, none twice.

Each phone sends 20 visits under a token of its own, keeps trying until it has an answer for each record, and one in ten sends
everything twice. The visits that the register then holds are counted in its file.
"""

import argparse
import asyncio
import collections
import contextlib
import hashlib
import json
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

import bench_portal
import report

PROGRAM = os.environ.get("SHRAMIK_BIN", "")


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench field", description=__doc__.splitlines()[0])
    parser.add_argument("--devices", type=int, default=5_000)
    parser.add_argument("--records", type=int, default=20, help="of each device")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one data base")
    return parser.parse_args()


def new_id():
    """A UUIDv7."""
    head = int(time.time() * 1000) << 80 | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62)
    return str(uuid.UUID(int=head))


class SQLite:
    """The register as a file."""

    title = "SQLite"

    def __init__(self, folder):
        self.url = os.path.join(folder, "register.sqlite")
        self.folder = folder

    def rows(self, query):
        """Rows of text and numbers; ids are asked for by `plain`."""
        base = sqlite3.connect(self.url)
        rows = base.execute(query).fetchall()
        base.close()
        return rows

    def run(self, statements):
        """One transaction."""
        base = sqlite3.connect(self.url)
        base.executescript("BEGIN;" + ";".join(statements) + ";COMMIT")
        base.close()

    def plain(self, column):
        """An id's 32 digits."""
        return f"lower(hex({column}))"

    def bytes(self, value):
        """A literal."""
        return f"x'{value.hex()}'"

    id = bytes

    def limit(self):
        """Durable rows a second of a bare loop that writes as many a commit as the phones send together."""
        return "bare loop, 20 rows a commit", bench_portal.bare_sqlite(self.folder, 20, 5)["rate"]


class PostgreSQL:
    """The register on a server of its own."""

    title = "PostgreSQL"

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.url = server.url + "shramik"

    def rows(self, query):
        """Rows of text."""
        return [tuple(line.split("\t")) for line in self.server.client("psql", "-qAt", "-F", "\t", "-c", query, "shramik").splitlines()]

    def run(self, statements):
        """One transaction."""
        path = os.path.join(self.folder, "statements.sql")
        with open(path, "w", encoding="utf-8") as file:
            file.write(";\n".join(statements) + ";\n")
        self.server.client("psql", "-q1", "-v", "ON_ERROR_STOP=1", "-f", path, "shramik")

    def plain(self, column):
        """An id's 32 digits."""
        return f"encode({column}, 'hex')"

    def bytes(self, value):
        """A literal."""
        return f"'\\x{value.hex()}'::bytea"

    id = bytes

    def limit(self):
        """Transactions a second of pgbench."""
        return "pgbench simple-update, 64 clients", self.server.simple_update(64, 8)["rate"]


def fill(register, devices, records):
    """A drive with so many people that no two phones visit the same."""
    subprocess.run([PROGRAM, "sample", "drive", "--left-outs", str(devices * records * 5 // 4 + 2000), "--days", "60", "--played", "1"],
                   env={**os.environ, "SHRAMIK_DATABASE": register.url, "SHRAMIK_KEYS": register.folder + "/keys"}, check=True,
                   stdout=subprocess.DEVNULL)


def enrol(register, count, records):
    """Enrols phones for the people who visit in each block, and gives each people whom nobody visited."""
    plain = register.plain
    campaign = str(uuid.UUID(register.rows(f"SELECT {plain('id')} FROM campaigns LIMIT 1")[0][0]))
    users = {int(block): bytes.fromhex(user) for block, user in register.rows(
        f"SELECT block, min({plain('user_id')}) FROM assignments WHERE role IN ('operator', 'enumerator') AND block IS NOT NULL "
        "AND panchayat IS NULL GROUP BY block")}
    open_people = collections.defaultdict(list)
    for block, person in register.rows(f"SELECT block, {plain('id')} FROM left_outs WHERE outcome IS NULL AND conflict IS NULL"):
        if int(block) in users:
            open_people[int(block)].append(str(uuid.UUID(person)))
    blocks, phones, devices, now = [block for block in open_people if len(open_people[block]) >= records], [], [], int(time.time() * 1000)
    for number in range(count):
        blocks = [block for block in blocks if len(open_people[block]) >= records]
        if not blocks:
            sys.exit("bench: there are too few people whom nobody visited")
        block = blocks[number % len(blocks)]
        people = [open_people[block].pop() for _ in range(records)]
        token = "shramik_field_" + os.urandom(32).hex()
        device, digest = uuid.UUID(new_id()).bytes, hashlib.sha256(token.encode()).digest()
        devices.append(f"INSERT INTO devices (id, token, user_id, name, enrolled) VALUES ({register.id(device)}, {register.bytes(digest)}, "
                       f"{register.id(users[block])}, 'bench', {now})")
        items = []
        for person in people:
            one = new_id()
            items.append({"id": one, "kind": "visit", "body": {
                "id": one, "campaign": campaign, "house": new_id(), "leftOut": person, "place": block, "visited": now,
                "outcome": random.choice(["found", "moved", "refused", "deceased"]), "form": "none"}})
        phones.append((token, [item["id"] for item in items],
                       json.dumps({"items": items, "unsynced": records, "version": "bench", "now": now}).encode()))
    register.run(devices)
    return phones


async def send(port, token, body):
    """One request over a connection of its own, as a phone that wakes up makes it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(b"POST /field/api/sync HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token.encode() +
                     b"\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    head, _, content = answer.partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise ConnectionError(head[:60])
    return json.loads(content)


async def phone(port, token, ids, body, told):
    """Tries until every record has its answer."""
    for attempt in range(50):
        try:
            if random.random() < 0.1:
                await send(port, token, body)
            answer = await send(port, token, body)
            told.append((time.monotonic(), attempt))
            states = {item["id"]: item["state"] for item in answer["items"]}
            assert set(states) == set(ids) and set(states.values()) <= {"stored", "repeated"}, states
            return
        except (OSError, ValueError):
            await asyncio.sleep(0.2 * 2 ** min(attempt, 5) * (0.5 + random.random()))
    raise SystemExit("bench: a phone had no answer in 50 attempts")


async def storm(port, phones):
    """All phones at once; seconds until the last one is told, and how long each waited."""
    told, began = [], time.monotonic()
    await asyncio.gather(*(phone(port, *one, told) for one in phones))
    waits = sorted(moment - began for moment, _ in told)
    return waits[-1], waits, sum(attempt for _, attempt in told)


def peak(process):
    """Megabytes that the server held at most."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def serve(url, log, keys=None):
    """A portal on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([PROGRAM, "serve", "--demo", "--port", str(port), "--requests-per-minute", "0"],
                               env={**os.environ, "SHRAMIK_DATABASE": url, **({"SHRAMIK_KEYS": keys} if keys else {})}, stdout=log, stderr=log)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=2)
            return process, port
        except OSError:
            time.sleep(0.1)
    sys.exit("bench: the portal does not start")


def one_round(register, options, log):
    """All phones once: what they and the server needed, and that nothing is lost or twice."""
    phones = enrol(register, options.devices, options.records)
    beside, rate = register.limit()
    process, port = serve(register.url, log, register.folder + "/keys")
    try:
        before = peak(process)
        seconds, waits, again = asyncio.run(storm(port, phones))
        wanted, memory = {uuid.UUID(one).hex for _, ids, _ in phones for one in ids}, peak(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    held = {one for one, in register.rows(f"SELECT {register.plain('id')} FROM house_visits")}
    found = {
        "data_base": register.title, "seconds": seconds, "records_per_second": len(wanted) / seconds,
        "lost": len(wanted - held), "twice": int(register.rows("SELECT count(*) FROM visit_copies")[0][0]),
        "median_wait": waits[len(waits) // 2], "longest_wait": waits[-1], "tried_again": again,
        "memory_mb": memory, "memory_before_mb": before, "beside": beside, "beside_rate": rate,
    }
    print(json.dumps(found), file=sys.stderr)
    if found["lost"] or found["twice"]:
        sys.exit("bench: records were lost or stored twice")
    return found


def main():
    """Fill, enrol, and let them all come, some rounds; the data bases take turns."""
    options = arguments()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    rounds = []
    with contextlib.ExitStack() as stack:
        registers = []
        for kind in [SQLite, PostgreSQL]:
            if options.only not in (None, kind.title.lower()):
                continue
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="shramik-bench-"))
            registers.append(SQLite(folder) if kind is SQLite else PostgreSQL(stack.enter_context(bench_portal.Postgres(folder)), folder))
            fill(registers[-1], options.devices * options.rounds, options.records)
        for _ in range(options.rounds):
            for register in registers:
                with open(os.path.join(register.folder, "log"), "a", encoding="utf-8") as log:
                    rounds.append(one_round(register, options, log))
    headers = ["", "records", "seconds", "records/s", "median wait", "longest wait", "memory", "lost", "twice", "beside", "a second"]
    rows = [[one["data_base"], str(options.devices * options.records), f"{one['seconds']:.1f}", f"{one['records_per_second']:.0f}",
             f"{one['median_wait']:.1f} s", f"{one['longest_wait']:.1f} s", f"{one['memory_mb']:.0f} MB", str(one["lost"]), str(one["twice"]),
             one["beside"], f"{one['beside_rate']:,.0f}"] for one in rounds]
    text = f"{options.devices} phones sync {options.records} records each at once, one in ten twice.\n\n" + report.markdown_table(headers, rows)
    report.write("field", {"devices": options.devices, "records": options.records, "rounds": rounds, "machine": report.machine()}, text)


if __name__ == "__main__":
    main()
