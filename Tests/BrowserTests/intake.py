"""Filling the application form as an operator does, with made-up people."""
import datetime
import itertools

counter = itertools.count()
GIVEN = ["Rahima", "Sabina", "Laboni", "Jhuma", "Moyna", "Tuktuki", "Parul", "Dolon", "Chameli", "Bulbuli", "Shefali"]
LAST = ["Mandal", "Khatun", "Biswas", "Sardar", "Ghosh", "Bagdi", "Mal", "Tudu", "Orang", "Lohar", "Pramanik"]


def day(ago):
    return (datetime.date.today() - datetime.timedelta(days=ago)).strftime("%d-%m-%Y")


def person(**other):
    """Somebody who is nobody else of this run."""
    number = next(counter)
    name = f"{GIVEN[number % 11]} {LAST[(number * 7 + number // 11) % 11]}"
    fields = {
        "basic": {"name": name, "dateOfBirth": f"{1 + number % 28:02}-{1 + number % 12:02}-{1980 + number % 20}",
                  "sex": "female", "mobile": f"98{number:03}4{number:04}"},
        "family": {"maritalStatus": "unmarried", "father": f"Gopal {LAST[number * 3 % 11]}"},
        "identity": {},
        "addresses": {},
        "work": {"workerType": "construction", "category": "mason", "migrantType": "A", "destination": "Kerala",
                 "migratedOn": day(60)},
        "bank": {},
    }
    for step, more in other.items():
        fields[step] |= more
    return fields


def new_application(somebody):
    """Begins an application; returns its id."""
    somebody.open("/applications/new")
    identity = somebody.page.locator("main input[name=id]").get_attribute("value")
    somebody.page.locator("main form button.primary").click()
    somebody.page.wait_for_url(f"**/applications/{identity}/form/basic")
    return identity


def fill(somebody, fields):
    """Puts values into the fields of a step; `permanent.place` and its like are typed into the box of places."""
    page = somebody.page
    for name, value in fields.items():
        field = page.locator(f"[id='{name}']")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def go_on(somebody):
    """To the next step, by the button that stands first."""
    somebody.page.locator("main form button.primary").first.click()


def submit_whole(somebody, **other):
    """An application from the first step to the last; returns the path of its receipt."""
    identity = new_application(somebody)
    for step, fields in person(**other).items():
        somebody.page.wait_for_url(f"**/form/{step}")
        fill(somebody, fields)
        if step == "addresses":
            choose_place(somebody, "permanent.place", "Chapra")
        go_on(somebody)
    somebody.page.wait_for_url(lambda url: not url.endswith("/bank"))
    somebody.open(f"/applications/{identity}/form/check")
    go_on(somebody)
    somebody.page.wait_for_url("**/submission")
    return f"/applications/{identity}/submission"


def choose_place(somebody, name, text):
    """Types into the box of places and takes the first that is offered; without script, chooses in the list."""
    page = somebody.page
    box = page.locator(f"input[aria-controls='{name}-suggestions']")
    if not box.count():
        options = page.locator(f"[id='{name}'] option")
        return page.locator(f"[id='{name}']").select_option(options.nth(options.count() - 1).get_attribute("value"))
    box.press_sequentially(text)
    page.locator("ul.suggestions:visible li").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
