"""An enumerator's phone: a browser of its own with what it keeps, which can be closed and started again."""
import struct
import zlib

from axe_playwright_python.sync_playwright import Axe

from visitor import WCAG

SMALL = {"width": 360, "height": 740}
PIN = "482916"


def picture(number, side=900):
    """A PNG of two colours that no other number has."""
    colour = bytes([number * 37 % 256, number * 91 % 256, number * 53 % 256])
    row = b"\0" + b"".join(colour if (x // 30) % 2 else b"\xf0\xe0\xd0" for x in range(side))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * side, 1)) + chunk(b"IEND", b"")
    return {"name": "photo.png", "mimeType": "image/png", "buffer": content}


class Phone:
    def __init__(self, kind, chromium, folder, base, language="en"):
        self.kind, self.chromium, self.folder, self.base, self.language = kind, chromium, folder, base, language
        self.problems, self.scripts, self.offline = [], [], False
        self.start()

    def start(self):
        self.context = self.kind.launch_persistent_context(
            self.folder, executable_path=self.chromium, args=["--no-sandbox", "--disable-dev-shm-usage"],
            viewport=SMALL, locale=f"{self.language}-IN", has_touch=True, accept_downloads=True)
        self.context.set_default_timeout(20_000)
        self.context.set_offline(self.offline)
        for script in self.scripts:
            self.context.add_init_script(script)
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def restart(self):
        """The battery is dead; the browser starts again with what it kept."""
        self.context.close()
        self.start()

    def close(self):
        self.context.close()

    def cut(self, line):
        self.offline, line.mode = True, "cut"
        self.context.set_offline(True)

    def connect(self, line, mode="ok"):
        self.offline, line.mode = False, mode
        self.context.set_offline(False)

    def open(self):
        self.page.goto(self.base + "/field")
        self.page.wait_for_selector("#pin, #code, #first")

    def enrol(self, code, pin=PIN):
        self.page.goto(self.base + "/field")
        self.page.wait_for_selector("#pin, #code")
        if not self.page.locator("#code").count():
            self.page.get_by_role("button", name="Somebody else").click()
        self.page.locator("#code").fill(code)
        self.page.locator("main button.primary").click()
        for field in ("#first", "#second"):
            self.page.locator(field).fill(pin)
        self.page.locator("main button.primary").click()
        self.page.wait_for_selector("nav a[href='#list']")

    def downloaded(self):
        self.page.wait_for_selector("main a[href^='#list/']")
        self.until("document.querySelector('header .line')?.textContent !== 'Sending …'", 60_000)

    def open_as(self, name):
        self.page.goto(self.base + "/field")
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_selector("#pin")

    def try_pin(self, pin):
        self.page.locator("#pin").fill(pin)
        self.page.locator("main form button.primary").click()
        self.until("!document.querySelector('main form button.primary')?.disabled")

    def unlock(self, pin=PIN):
        self.open()
        self.page.locator("#pin").fill(pin)
        self.page.locator("main button.primary").click()
        self.page.wait_for_selector("nav a[href='#list']")

    def until(self, expression, patience=30_000):
        """Waits for what a script says; the page's own policy lets no waiting function be evaluated in it."""
        for _ in range(patience // 50):
            try:
                if self.page.evaluate(expression):
                    return
            except Exception as error:  # the page is being loaded anew
                if "context" not in str(error):
                    raise
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never true: {expression}\n{self.page.inner_text('body')[:800]}")

    def go(self, path):
        self.page.evaluate("path => { location.hash = ''; location.hash = path; }", path)

    def people(self):
        """Ids of everybody whom nobody has visited, village by village."""
        found = []
        self.go("list")
        self.page.wait_for_selector("main a[href^='#list/']")
        villages = self.page.locator("main a[href^='#list/']").evaluate_all("links => links.map(link => link.getAttribute('href').slice(1))")
        for village in villages:
            self.go(village)
            self.page.wait_for_selector("main a[href^='#person/']")
            while self.page.locator("main > button:not([hidden])").count():
                self.page.locator("main > button").click()
            found += self.page.locator("main a[href^='#person/']").evaluate_all(
                "links => links.filter(link => link.querySelector('.badge').textContent === 'Not visited').map(link => link.getAttribute('href').slice(8))")
        return found

    def visit(self, person, outcome, form=None, note=None):
        self.go(f"visit/{person}")
        self.page.locator(f"input[name=outcome][value={outcome}]").check()
        if form:
            self.page.locator(f"input[name=form][value={form}]").check()
        if note:
            self.page.locator("#note").fill(note)
        self.page.locator("main form button.primary").click()
        if form != "phone":
            self.until("!location.hash.startsWith('#visit/')")

    def apply(self, person, number):
        """Found, and the form filled on the phone, with a photo."""
        self.visit(person, "found", "phone")
        page = self.page
        page.wait_for_selector("#photo")
        page.locator("#photo").set_input_files(picture(number))
        page.wait_for_selector("img.photo:not([hidden])")
        for field, value in (("name", f"Laboni {letters(number)}"), ("dateOfBirth", "1990-04-12"), ("mobile", f"98{number:08d}")):
            page.locator(f"#{field}").fill(value)
        page.locator("#sex").select_option("male")
        page.locator("#father").fill("Abdul Karim")
        page.locator("#migrantType").select_option("A")
        page.locator("#migratedOn").fill(page.evaluate("new Date(Date.now() - 30 * 864e5).toISOString().slice(0, 10)"))
        page.locator("main form button.primary").click()
        self.until("!location.hash.startsWith('#form/')")

    def waiting(self):
        self.go("queue")
        return int(self.page.locator("[data-waiting]").get_attribute("data-waiting"))

    def sent(self, patience=120_000):
        """Waits until nothing waits; presses the button as somebody impatient does."""
        self.go("queue")
        for _ in range(patience // 500):
            left = int(self.page.locator("[data-waiting]").get_attribute("data-waiting"))
            if left == 0:
                return
            button = self.page.locator("main > button.primary")
            if button.is_enabled():
                button.click(force=True, no_wait_after=True)
            self.page.wait_for_timeout(500)
        raise AssertionError(f"{left} records wait still: {self.page.inner_text('main')[:800]}")

    def states(self):
        self.go("queue")
        more = self.page.locator("main").get_by_role("button", name="More", exact=True)
        while more.count():
            more.click()
        return self.page.locator("[data-state]").evaluate_all("lines => Object.fromEntries(lines.map(line => [line.dataset.id, line.dataset.state]))")

    def look(self, name, screenshots):
        self.page.screenshot(path=screenshots / f"field-{name}-{self.language}.png", full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        # Words and widths differ by language, the rest doesn't.
        found = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response["violations"] if self.language == "en" else []
        faults = [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]
        small = self.page.evaluate("""[...document.querySelectorAll('button, .button, nav a, a.row, .choice, select, input:not([type=radio], [type=checkbox])')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 48).map(one => one.outerHTML.slice(0, 120))""")
        keys = self.page.evaluate("document.body.innerText.match(/\\b(fieldwork|person|field|problem)\\.[a-z]\\w+/g) ?? []")
        assert not (faults or small or keys or wide > 0 or self.problems), f"{name}: {faults} small: {small} keys: {keys} wide: {wide} {self.problems}"


def letters(number):
    """A word of its own for each number."""
    text = ""
    while True:
        text += "bdgklmnprst"[number % 11] + "aiu"[number // 11 % 3]
        number //= 33
        if not number:
            return text.capitalize()
