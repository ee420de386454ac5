"""Take two lists through the portal as a state officer does: upload in pieces, link, publish; seconds and memory of each step.

The lists are those of `shramik sample lists`; what the pages say at the end is compared with the published people in the register.
"""

import argparse
import html
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse

import bench_field
import report

PROGRAM = os.environ.get("SHRAMIK_BIN", "")
PIECE = 4 << 20
STATE = "1000000019"  # the state of the sample cast


def arguments():
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/bench lists", description=__doc__.splitlines()[0])
    parser.add_argument("--left", type=int, default=4_130_503)
    parser.add_argument("--right", type=int, default=1_400_000)
    return parser.parse_args()


class Officer:
    """The state administrator of the sample cast at the portal."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.cookie = self.csrf = ""
        status, headers, _ = self.ask("POST", "/sign-in/demonstration", {"role": "state_administrator"})
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, form=None, piece=None):
        """One request: status, headers, text. A form gets the token of the last page."""
        headers = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}
        body = piece
        if form is not None:
            body = urllib.parse.urlencode({"csrf": self.csrf, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        elif piece is not None:
            headers["Content-Type"] = "application/octet-stream"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            sys.exit(f"bench: {path} answers {answer.status}: {re.sub('<[^>]*>', ' ', text)[:800]}")
        if found := re.search(r'name="csrf" value="([^"]+)"', text):
            self.csrf = html.unescape(found[1])
        return answer.status, answer.headers, text

    def upload(self, path, name):
        """Sends a file in pieces; the list's page."""
        page = self.ask("GET", "/lists")[2]
        one = re.search(r'name="id" value="([^"]+)"', page)[1]
        at = self.ask("POST", "/lists", {"id": one, "name": name, "place": STATE, "size": os.path.getsize(path)})[1]["Location"]
        with open(path, "rb") as file:
            offset = 0
            while piece := file.read(PIECE):
                answer = json.loads(self.ask("POST", f"{at}/pieces?offset={offset}", piece=piece)[2])
                offset = answer["received"]
        return at

    def wait(self, path, pattern, patience=3600):
        """The page, as soon as it says what is waited for."""
        for _ in range(patience * 2):
            text = self.ask("GET", path)[2]
            if re.search(pattern, text):
                return text
            time.sleep(0.5)
        sys.exit(f"bench: {path} never says {pattern}: {re.sub('<[^>]*>', ' ', text)[-1500:]}")


def main():
    """Make, send, link, publish."""
    options = arguments()
    folder = os.path.join(os.environ["BENCH_OUT"], "lists")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run([PROGRAM, "sample", "lists", "--out", folder, "--left", str(options.left), "--right", str(options.right)],
                   check=True, stdout=subprocess.DEVNULL)
    register = os.path.join(folder, "register.sqlite")
    subprocess.run([PROGRAM, "sample", "register", "--workers", "0", "--applications", "0"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "SHRAMIK_DATABASE": register})
    steps = []
    with open(os.path.join(folder, "log"), "w", encoding="utf-8") as log:
        process, port = bench_field.serve(register, log)

        def step(title, work):
            began = time.monotonic()
            result = work()
            steps.append((title, time.monotonic() - began, bench_field.peak(process)))
            print(f"{title}: {steps[-1][1]:.1f} s, {steps[-1][2]:.0f} MB", file=sys.stderr)
            return result

        try:
            officer = Officer(port)
            lists = [step(f"{name} uploaded, {os.path.getsize(os.path.join(folder, file)) >> 20} MB",
                          lambda file=file, name=name: officer.upload(os.path.join(folder, file), name))
                     for name, file in (("Returned", "left.csv"), ("Registered", "right.csv"))]
            step("looked through", lambda: [officer.wait(one, r"rows\.") for one in lists])
            first, second = (one.rsplit("/", 1)[1] for one in lists)
            form = officer.ask("GET", f"/linkages/new?left={first}&right={second}")[2]
            fields = dict(re.findall(r'name="(id|left|right)" value="([^"]*)"', form)) | {"left.asOf": "30-06-2020", "right.asOf": "30-06-2020"}
            for select in re.findall(r"<select.*?</select>", form, re.S):
                if chosen := re.search(r'<option value="([^"]*)" selected', select):
                    fields[re.search(r'(?:name|id)="([^"]*)"', select)[1]] = html.unescape(chosen[1])
            run = officer.ask("POST", "/linkages", fields)[1]["Location"]
            text = step("linked, with workbooks", lambda: officer.wait(run, r"/publication|cancelled|failed"))
            said = int(re.search(r"<strong>([\d,]+)</strong>left out", text)[1].replace(",", ""))
            officer.ask("POST", f"{run}/publication", {})
            step("published", lambda: officer.wait(run, r"Published on"))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    base = sqlite3.connect(register)
    people = base.execute("SELECT count(*) FROM left_outs").fetchone()[0]
    placeless = base.execute("SELECT count(*) FROM left_outs WHERE block IS NULL").fetchone()[0]
    base.close()
    text = (f"{options.left:,} x {options.right:,} rows: {said:,} people left out by the page, {people:,} published, {placeless:,} of them without a block.\n\n"
            + report.markdown_table(["step", "seconds", "server's peak MB so far"], [[title, f"{seconds:.1f}", f"{memory:.0f}"] for title, seconds, memory in steps]))
    report.write("lists", {"left": options.left, "right": options.right, "said": said, "published": people, "steps": steps, "machine": report.machine()}, text)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
