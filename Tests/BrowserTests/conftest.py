"""A real portal on a sample register, and a real Chromium, for every test of a run.

SHRAMIK_BIN names the program. Pictures go to SHRAMIK_SCREENSHOTS, or out/browser in the package.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from visitor import DESKTOP, Visitor

PACKAGE = pathlib.Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="shramik-browser-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def screenshots():
    path = pathlib.Path(os.environ.get("SHRAMIK_SCREENSHOTS", PACKAGE / "out/browser"))
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def shramik(folder):
    """Runs the program over the register of this run and returns what it prints."""
    program = os.environ["SHRAMIK_BIN"]
    environment = {**os.environ, "SHRAMIK_DATABASE": str(folder / "register.sqlite")}

    def run(*arguments):
        done = subprocess.run([program, *map(str, arguments)], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"shramik {' '.join(map(str, arguments))}: {done.stdout}{done.stderr}"
        return done.stdout

    run.environment, run.program = environment, program
    return run


@pytest.fixture(scope="session")
def register(shramik, folder):
    """Workers, applications on every desk, and pairs to review."""
    shramik("sample", "register", "--workers", 120, "--applications", 45)
    shramik("sample", "drive", "--left-outs", 400)
    lists = folder / "lists"
    shramik("sample", "lists", "--out", lists, "--left", 1500, "--right", 700, "--case", "hard", "--seed", 2023)
    shramik("link", lists / "left.csv", lists / "right.csv", "--out", folder / "linked", "--left-as-of", "2020-06-30",
            "--places", PACKAGE / "Sources/Registry/Resources/places/west-bengal.tsv")
    shramik("review", "load", folder / "linked")
    return folder / "register.sqlite"


@pytest.fixture(scope="session")
def address(shramik, register, folder):
    """The address of a portal that runs until the tests are done."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with open(folder / "serve.log", "w") as log:
        server = subprocess.Popen(
            [shramik.program, "serve", "--demo", "--port", str(port), "--requests-per-minute", "0"],
            env=shramik.environment, stdout=log, stderr=log)
    for _ in range(200):
        try:
            urllib.request.urlopen(base + "/ready", timeout=2)
            break
        except OSError:
            assert server.poll() is None, (folder / "serve.log").read_text()
            time.sleep(0.1)
    yield base
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions():
    """The cookies of each role, so that a run signs in once for each."""
    return {}


@pytest.fixture(scope="session")
def browser_of(chromium, address, screenshots):
    """Somebody who works before the tests begin: `browser_of("operator")`."""
    contexts = []

    def make(role):
        contexts.append(chromium.new_context(locale="en-IN", viewport=DESKTOP))
        contexts[-1].set_default_timeout(15_000)
        somebody = Visitor(contexts[-1].new_page(), address, screenshots, "en")
        if role:
            somebody.sign_in(role)
        return somebody

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(chromium, address, screenshots, sessions):
    """Makes a browser of its own: `visitor("bn", role="verifier")` prefers Bengali and has signed in."""
    contexts = []

    def make(language="en", role=None, own_session=False, **options):
        state = None if own_session else sessions.get(role)
        context = chromium.new_context(locale=f"{language}-IN", viewport=DESKTOP, storage_state=state, **options)
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        context.set_default_timeout(15_000)
        contexts.append(context)
        somebody = Visitor(context.new_page(), address, screenshots, language)
        if role and not state:
            somebody.sign_in(role)
            if not own_session:
                sessions[role] = context.storage_state()
        return somebody

    yield make
    for context in contexts:
        context.close()
