"""Somebody at a browser, who finds each page accessible, or says why not."""
import json
import pathlib
import re

from axe_playwright_python.sync_playwright import Axe

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TRANSLATIONS = pathlib.Path(__file__).parents[2] / "Sources/Portal/Resources/translations"


class Visitor:
    def __init__(self, page, base, screenshots, language):
        self.page, self.base, self.screenshots, self.language = page, base, screenshots, language
        self.problems = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda message: self.note(message))

    def note(self, message):
        # A page that answers 4xx is asked for on purpose here and there; scripts and styles that fail are not.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.problems.append(message.text)

    def text(self, key):
        """A text of the portal in the visitor's language: `text("frame.signIn")`."""
        noun, name = key.split(".", 1)
        return json.loads((TRANSLATIONS / self.language / f"{noun}.json").read_text())[name]

    def said(self, name):
        """The text of a key, or the words themselves."""
        noun = name.split(".", 1)[0]
        is_key = re.fullmatch(r"[a-z]+\.[\w.]+", name) and (TRANSLATIONS / "en" / f"{noun}.json").exists()
        return self.text(name) if is_key else name

    def open(self, path):
        answer = self.page.goto(self.base + path)
        assert answer.status < 500, f"{path} answers {answer.status}"
        return answer

    def sign_in(self, role):
        """Through the demonstration's list, as a member of the sample cast."""
        self.open("/sign-in")
        self.page.locator(f"button[name=role][value='{role}']").click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def press(self, name):
        """Presses a button or opens a link by the key of its text, or by the text itself."""
        text = self.said(name)
        for kind in ("button", "link"):
            found = self.page.get_by_role(kind, name=text).filter(visible=True)
            if found.count():
                return found.first.click()
        raise AssertionError(f"nothing to press says {text}")

    def sees(self, name):
        text = self.said(name)
        body = self.page.inner_text("body")
        assert text in body, f"{self.page.url} does not say {text!r}:\n{body[:1500]}"

    def look(self, name, picture=True):
        """Keeps pictures at both widths, and holds the page to WCAG: no violation, nothing wider than a phone."""
        faults = []
        for label, size in (("phone", PHONE), ("desktop", DESKTOP)):
            self.page.set_viewport_size(size)
            if picture:
                self.page.screenshot(path=self.screenshots / f"{name}-{self.language}-{label}.png", full_page=True)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                faults.append(f"{wide} px wider than the {label}")
            # Words and widths differ by language, the rest doesn't: each width is held once.
            if (self.language == "en") != (label == "desktop"):
                continue
            found = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
            for rule in found.response["violations"]:
                where = [node["html"][:160] for node in rule["nodes"][:3]]
                faults.append(f"on the {label}, {rule['id']}: {rule['help']} {where}")
        hollow = self.page.locator("main a[href=''], main a:not([href])").count()
        if hollow:
            faults.append(f"has {hollow} links that lead nowhere")
        lang = self.page.locator("html").get_attribute("lang")
        if lang != self.language:
            faults.append(f"says it is in {lang}, not {self.language}")
        faults += [f"shows a key: {key}" for key in self.raw_keys()] + self.problems
        assert not faults, f"{name} in {self.language}:\n  " + "\n  ".join(faults)

    def raw_keys(self):
        """Keys of texts that stand on the page where a text should."""
        nouns = "|".join(path.stem for path in (TRANSLATIONS / "en").glob("*.json"))
        return re.findall(rf"\b(?:{nouns})\.[a-z]\w+(?:\.\w+)*\b", self.page.inner_text("body"))
