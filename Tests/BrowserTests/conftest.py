"""A real portal on a sample register, and a real Chromium, for every test of a run.

SHRAMIK_BIN names the program; screenshots go to SHRAMIK_SCREENSHOTS (default: a temporary folder).
"""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="shramik-browser-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def screenshots(folder):
    path = pathlib.Path(os.environ.get("SHRAMIK_SCREENSHOTS", folder / "screenshots"))
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def address(folder):
    """The address of a portal that runs until the tests are done."""
    program = os.environ["SHRAMIK_BIN"]
    database = folder / "register.sqlite"
    subprocess.run([program, "sample", "register", "--database", database, "--workers", "300", "--applications", "40"],
                   check=True, stdout=subprocess.DEVNULL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = open(folder / "serve.log", "w")
    server = subprocess.Popen([program, "serve", "--demo", "--database", database, "--port", str(port)], stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(base + "/health", timeout=2)
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
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser: opens pages, and finds each of them accessible."""

    def __init__(self, page, base, screenshots):
        self.page, self.base, self.screenshots = page, base, screenshots
        self.problems = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.problems.append(message.text))

    def open(self, path):
        return self.page.goto(self.base + path)

    def sign_in(self, name):
        """Through the demonstration's sign-in page, as a member of the sample cast."""
        self.open("/sign-in")
        self.page.locator(f"button[name=sign_in][value='{name}']").click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def look(self, name):
        """Keeps pictures at both widths, and holds the page to WCAG: no violation, nothing wider than a phone."""
        for label, size in (("desktop", DESKTOP), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=self.screenshots / f"{name}-{label}.png", full_page=True)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} is {wide} px wider than a {label}"
        self.page.set_viewport_size(DESKTOP)
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        violations = [
            f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found.response["violations"]]
        assert not violations, f"{name}: " + "\n".join(violations)
        assert not self.problems, f"{name}: {self.problems}"
        text = self.page.inner_text("body")
        raw = re.findall(r"\b[a-z]+\.[a-z][A-Za-z]+\b(?![./@])", text)
        untranslated = [word for word in raw if word.split(".")[0] in TEXT_NOUNS]
        assert not untranslated, f"{name} shows keys: {untranslated}"


TEXT_NOUNS = {
    path.stem for path in (pathlib.Path(__file__).parents[2] / "Sources/Portal/Resources/translations/en").glob("*.json")}


@pytest.fixture
def visitor(chromium, address, screenshots):
    """Makes a browser of its own for each call; `visitor("bn")` prefers Bengali."""
    contexts = []

    def make(language="en", **options):
        context = chromium.new_context(locale=language, viewport=DESKTOP, **options)
        contexts.append(context)
        return Visitor(context.new_page(), address, screenshots)

    yield make
    for context in contexts:
        context.close()
