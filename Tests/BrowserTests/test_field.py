"""The field app on a phone without a network, on a bad line, with a dead battery, and with a server that is killed.

SHRAMIK_FIELD_FULL=1 makes 200 visits and 60 applications.
"""
import json
import os
import pathlib
import socket
import sqlite3
import subprocess
import time
import urllib.request

import pytest
from bad_line import BadLine
from conftest import CHROMIUM
from phone import PIN, Phone
from visitor import Visitor

FULL = bool(os.environ.get("SHRAMIK_FIELD_FULL"))
VISITS, APPLICATIONS = (200, 60) if FULL else (16, 5)


class Portal:
    """A portal with a drive, that can be killed and started again at the same address."""

    def __init__(self, program, folder):
        self.program, self.folder, self.register = program, folder, folder / "drive.sqlite"
        self.environment = {**os.environ, "SHRAMIK_DATABASE": str(self.register)}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.run("sample", "drive", "--left-outs", 10_000 if FULL else 2200, "--played", 2)

    def run(self, *arguments):
        done = subprocess.run([self.program, *map(str, arguments)], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self):
        self.log = open(self.folder / "drive.log", "a")
        self.process = subprocess.Popen(
            [self.program, "serve", "--demo", "--port", str(self.port), "--requests-per-minute", "0"],
            env=self.environment, stdout=self.log, stderr=self.log)
        for _ in range(300):
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=2)
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "drive.log").read_text())

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def rows(self, query, *values):
        with sqlite3.connect(f"file:{self.register}?mode=ro", uri=True) as base:
            return base.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def portal(folder):
    portal = Portal(os.environ["SHRAMIK_BIN"], folder)
    portal.start()
    yield portal
    portal.kill()


@pytest.fixture
def line(portal):
    line = BadLine(portal.port)
    yield line
    line.close()


@pytest.fixture
def staff(chromium, line, screenshots):
    """Somebody of the sample cast at the portal, over a line that stays good."""
    contexts = []

    def make(role):
        contexts.append(chromium.new_context(locale="en-IN"))
        contexts[-1].set_default_timeout(15_000)
        visitor = Visitor(contexts[-1].new_page(), line.base, screenshots, "en")
        visitor.sign_in(role)
        return visitor

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def phone(chromium, folder, line, request):
    phones = []

    def make(language="en"):
        place = folder / f"{request.node.name}-{len(phones)}".replace("[", "-").replace("]", "")
        phones.append(Phone(chromium.browser_type, CHROMIUM, place, line.base, language))
        return phones[-1]

    yield make
    for made in phones:
        made.close()


def code_for(visitor):
    visitor.open("/devices")
    visitor.press("devices.enrol")
    return visitor.page.locator("[data-code]").inner_text()


def enrolled(phone, staff, role="operator", **options):
    made = phone(**options)
    made.enrol(code_for(staff(role)))
    made.downloaded()
    return made


def test_the_app_hears_names_as_the_register_does(phone):
    names = json.loads((pathlib.Path(__file__).parent / "sounds.json").read_text())
    assert len(names) > 3000
    somebody = phone()
    somebody.open()
    wrong = somebody.page.evaluate("""async names => {
        const { sounds } = await import('/field/sounds.js');
        return names.map(([name, ...wanted]) => [name, wanted, sounds(name)])
            .filter(([, wanted, heard]) => JSON.stringify(wanted) !== JSON.stringify(heard));
    }""", names)
    assert not wrong, f"{len(wrong)} names, such as {wrong[:5]}"


def test_nothing_is_lost_between_a_house_without_network_and_the_register(phone, staff, line, portal, screenshots):
    enumerator = enrolled(phone, staff)
    enumerator.look("list", screenshots)
    device = portal.rows("SELECT id FROM devices ORDER BY enrolled DESC LIMIT 1")[0][0]
    enumerator.cut(line)
    enumerator.page.close()
    enumerator.restart()
    enumerator.unlock()
    people = enumerator.people()
    assert len(people) >= VISITS + APPLICATIONS, f"only {len(people)} people"
    outcomes = ["found", "away", "moved", "refused", "deceased", "untraceable"]
    for number, person in enumerate(people[:VISITS]):
        outcome = outcomes[number % len(outcomes)]
        enumerator.visit(person, outcome, "slip" if outcome == "found" else None)
        if number == VISITS // 2:
            enumerator.restart()
            enumerator.unlock()
    for number, person in enumerate(people[VISITS:VISITS + APPLICATIONS]):
        enumerator.apply(person, 100 + number)
    enumerator.restart()
    enumerator.unlock()
    assert enumerator.waiting() == VISITS + 2 * APPLICATIONS
    enumerator.look("queue-waiting", screenshots)
    ids = set(enumerator.states())

    # It begins by itself as soon as there is a line.
    enumerator.connect(line, "bad")
    enumerator.page.wait_for_timeout(700)
    portal.kill()
    enumerator.page.wait_for_timeout(1500)
    portal.start()
    enumerator.sent()
    assert line.dropped and line.doubled
    line.mode = "ok"
    states = enumerator.states()
    assert ids <= set(states) and set(states.values()) == {"stored"}, states
    enumerator.look("queue-stored", screenshots)

    device_text = str_id(device)
    visits = portal.rows("SELECT id FROM house_visits WHERE device = ?", device_text)
    forms = portal.rows("SELECT id, status FROM applications WHERE channel = 'field' AND id IN (SELECT application FROM house_visits WHERE device = ?)", device_text)
    photos = portal.rows("SELECT count(*) FROM documents d JOIN house_visits v ON v.application = d.application WHERE v.device = ? AND d.kind = 'photo'", device_text)
    assert len(visits) == VISITS + APPLICATIONS
    assert len(forms) == APPLICATIONS and {status for _, status in forms} == {"submitted"}
    assert photos == [(APPLICATIONS,)]
    assert {str_id(id) for id, *_ in visits + forms} == ids, "exactly what was recorded, each once"
    assert portal.rows("SELECT count(*) FROM visit_copies") == [(0,)]


def str_id(value):
    text = bytes(value).hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def test_wrong_pins_cost_time_and_two_users_keep_their_own(phone, staff, line):
    shared = enrolled(phone, staff)
    people = shared.people()
    code = code_for(staff("designated_officer"))
    shared.cut(line)
    shared.visit(people[0], "away")
    shared.visit(people[1], "away")
    shared.open()
    shared.connect(line)
    shared.enrol(code, pin="739155")
    shared.cut(line)
    assert shared.waiting() == 0, "the second sees nothing of the first"
    shared.open_as("Rupa Sample")
    shared.try_pin("739155")
    shared.page.wait_for_selector("text=9 attempts are left")
    shared.try_pin("111222")
    shared.try_pin("111222")
    shared.page.wait_for_selector("text=7 attempts are left")
    shared.try_pin(PIN)
    shared.page.wait_for_selector("text=Wait 1")
    shared.page.wait_for_timeout(16_000)
    shared.try_pin(PIN)
    shared.page.wait_for_selector("nav a[href='#list']")
    assert shared.waiting() == 2, "the first lost nothing"
    shared.connect(line)
    shared.sent()


def test_a_full_phone_says_so_and_loses_nothing(phone, staff, line):
    enumerator = enrolled(phone, staff)
    people = enumerator.people()
    enumerator.cut(line)
    enumerator.visit(people[0], "away")
    page = enumerator.page
    disk = page.context.new_cdp_session(page)
    disk.send("Storage.overrideQuotaForOrigin", {"origin": line.base, "quotaSize": 1})
    page.wait_for_timeout(31_000)  # for so long the browser remembers how much room there was
    enumerator.go(f"visit/{people[1]}")
    page.locator("input[name=outcome][value=moved]").check()
    page.locator("main form button.primary").click()
    page.wait_for_selector(".alert")
    assert "NOT saved" in page.inner_text(".alert")
    assert page.locator("input[name=outcome][value=moved]").is_checked(), "what was entered stands there still"
    disk.send("Storage.overrideQuotaForOrigin", {"origin": line.base})
    page.locator("main form button.primary").click()
    enumerator.until("!location.hash.startsWith('#visit/')")
    assert enumerator.waiting() == 2
    enumerator.connect(line)
    enumerator.sent()


@pytest.mark.parametrize("days", [-2, 2] if FULL else [2])
def test_a_clock_that_is_wrong_by_days_moves_no_visit(phone, staff, line, portal, days):
    wrong = f"""(() => {{ const off = {days} * 864e5, Real = Date;
        globalThis.Date = class extends Real {{
            constructor(...given) {{ given.length ? super(...given) : super(Real.now() + off); }}
            static now() {{ return Real.now() + off; }}
        }}; }})();"""
    # The clock goes wrong between the download and the visit.
    enumerator = enrolled(phone, staff)
    people = enumerator.people()
    enumerator.cut(line)
    enumerator.scripts.append(wrong)
    enumerator.restart()
    enumerator.unlock()
    enumerator.visit(people[0], "moved")
    enumerator.connect(line)
    enumerator.sent()
    visited, received = portal.rows("SELECT visited, received FROM house_visits ORDER BY received DESC LIMIT 1")[0]
    assert abs(visited - received) < 120_000, (visited - received) / 1000
    enumerator.go("more")
    enumerator.page.wait_for_selector("text=clock is wrong")


def test_a_new_version_takes_nothing_from_who_is_in_the_middle(phone, staff, line):
    enumerator = enrolled(phone, staff)
    people = enumerator.people()
    enumerator.cut(line)
    enumerator.visit(people[0], "away")
    enumerator.visit(people[1], "found", "phone")
    page = enumerator.page
    page.wait_for_selector("#father")
    page.locator("#father").fill("Half a name")
    page.wait_for_timeout(1200)
    line.version = "new-"
    enumerator.connect(line)
    page.evaluate("navigator.serviceWorker.getRegistration('/field').then(found => found.update())")
    enumerator.go("more")
    enumerator.until("navigator.serviceWorker.getRegistration('/field').then(found => Boolean(found.waiting))")
    enumerator.go("list")
    enumerator.go("more")
    page.get_by_role("button", name="Use it now").click()
    page.wait_for_selector("#pin")
    assert page.locator("meta[name=version]").get_attribute("content").startswith("new-")
    enumerator.unlock()
    page.locator("main a[href^='#form/']").click()
    page.wait_for_selector("#father")
    assert page.locator("#father").input_value() == "Half a name"
    enumerator.sent()


def test_what_waits_on_a_locked_phone_comes_in_as_a_sealed_file(phone, staff, line, portal, folder):
    enumerator = enrolled(phone, staff)
    people = enumerator.people()
    enumerator.cut(line)
    enumerator.visit(people[0], "away")
    enumerator.apply(people[1], 900 + os.getpid() % 90)
    ids = set(enumerator.states())
    line.mode = "ok"
    officer = staff("designated_officer")
    enumerator.open()
    with enumerator.page.expect_download() as download:
        enumerator.page.get_by_role("button", name="Save unsent work").click()
    file = folder / "backup.shramik"
    download.value.save_as(file)
    assert b"Laboni" not in file.read_bytes()
    for _ in range(2):
        officer.open("/devices")
        officer.page.locator("#file").set_input_files(file)
        officer.press("devices.takeIn")
        officer.sees("devices.taken")
    kept = {str_id(id) for id, in portal.rows("SELECT id FROM house_visits UNION SELECT id FROM applications")}
    assert ids <= kept
    # The phone comes back after all: everything is there already.
    enumerator.unlock()
    enumerator.connect(line)
    enumerator.sent()
    assert set(enumerator.states().values()) == {"stored"}


def test_a_phone_that_is_erased_keeps_nothing(phone, staff, line):
    enumerator = enrolled(phone, staff)
    officer = staff("designated_officer")
    officer.open("/devices")
    row = officer.page.locator("tbody tr").filter(has=officer.page.locator("summary")).last
    officer.page.locator("tbody tr summary").evaluate_all("all => all.forEach(one => one.click())")
    officer.page.locator("button.danger").last.click()
    for _ in range(20):
        officer.open("/devices")
        buttons = officer.page.locator("tbody summary")
        if not buttons.count():
            break
        buttons.first.click()
        officer.page.locator("tbody button.danger:visible").first.click()
    enumerator.go("queue")
    enumerator.page.locator("main > button.primary").click()
    enumerator.page.wait_for_selector("text=was erased")
    left = enumerator.page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert left == ["shramik-field"]
    officer.open("/devices")
    officer.sees("devices.state.wiped")


def test_every_screen_is_for_one_thumb(phone, staff, line, screenshots):
    enumerator = enrolled(phone, staff)
    session = enumerator.context.new_cdp_session(enumerator.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    people = enumerator.people()
    page = enumerator.page
    for language in ("en", "bn", "hi", "ne") if FULL else ("en", "bn"):
        enumerator.go("more")
        page.locator("#language").select_option(language)
        enumerator.until(f"document.documentElement.lang === '{language}'")
        enumerator.language = language
        for name, path in (("village", None), ("person", f"person/{people[0]}"), ("family", f"family/{people[0]}"), ("visit", f"visit/{people[0]}"), ("new", "visit/new"),
                           ("search", "search/Rahima"), ("queue", "queue"), ("more", "more")):
            if path:
                enumerator.go(path)
            else:
                enumerator.go("list")
                page.locator("main a[href^='#list/']").first.click()
            page.wait_for_timeout(300)
            enumerator.look(name, screenshots)
    page.locator("#language").select_option("en")
    enumerator.language = "en"
    enumerator.go(f"visit/{people[0]}")
    page.locator("main form button.primary").click()
    enumerator.look("visit-faults", screenshots)
    page.locator("input[name=outcome][value=found]").check()
    page.locator("input[name=form][value=phone]").check()
    page.locator("main form button.primary").click()
    page.wait_for_selector("#photo")
    page.locator("main form button.primary").click()
    page.wait_for_selector(".summary")
    enumerator.look("form", screenshots)
    enumerator.open()
    enumerator.look("pin", screenshots)


def test_a_slip_is_known_at_the_counter_before_the_phone_has_synced(phone, staff, line):
    enumerator = enrolled(phone, staff)
    person = enumerator.people()[0]
    enumerator.cut(line)
    enumerator.visit(person, "found", "slip")
    enumerator.until("location.hash.startsWith('#slip/')")
    slip = enumerator.page.locator(".slip")
    number, name = slip.locator(".large").inner_text(), slip.locator("b").inner_text()
    enumerator.page.close()
    line.mode = "ok"
    clerk = staff("operator")
    clerk.open("/applications/new")
    clerk.page.locator("#slip").fill(number)
    clerk.page.locator("main form button.primary").click()
    clerk.page.wait_for_url("**/form/basic")
    filled = [clerk.page.locator(f"#{field}").input_value() for field in ("name", "localName")]
    assert name.strip() and name.strip() in filled, f"{name!r} is not in {filled}"


def test_a_screen_that_comes_late_does_not_cover_the_next(phone, staff):
    enumerator = enrolled(phone, staff)
    page, people = enumerator.page, enumerator.people()
    page.evaluate("navigator.storage.estimate = () => new Promise(done => setTimeout(() => done({}), 1500))")
    enumerator.go("more")
    page.wait_for_timeout(100)
    enumerator.go(f"visit/{people[0]}")
    page.wait_for_selector("input[name=outcome]")
    page.wait_for_timeout(2000)
    assert page.locator("input[name=outcome]").count() and not page.locator("#language").count()


def test_officers_see_phones_and_settle_contradictions(phone, staff):
    enrolled(phone, staff)
    officer = staff("district_officer")
    officer.open("/devices")
    officer.look("devices-list")
    officer.open("/visits/conflicts")
    officer.look("conflicts-list")
    cases = officer.page.locator("main section").count()
    assert cases, "the sample drive has visits that contradict each other"
    officer.page.locator("main section").first.get_by_role("button").last.click()
    officer.page.wait_for_load_state()
    assert officer.page.locator("main section").count() == cases - 1
