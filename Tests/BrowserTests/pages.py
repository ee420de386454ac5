"""Every page of the route table: who looks at it, and how an address of it is found."""
import pathlib
import re

SOURCES = pathlib.Path(__file__).parents[2] / "Sources/Portal"

# Answers that are no page.
NO_PAGES = ("/api/", "/hooks/", "/health", "/ready", "/metrics", "/places", "/static/", "/verify/key", "/field")
NO_PAGE = re.compile(r"\.(pdf|csv|xlsx|json)$|/(:?file|template|faults|received)$|^/documents/")


def routes():
    """The addresses of the route table that answer a page, as the Swift files write them."""
    found = set()
    for file in SOURCES.rglob("*.swift"):
        found |= set(re.findall(r'\.get\(\s*"(/[^"]*)"', file.read_text()))
    return {path for path in found if not path.startswith(NO_PAGES) and not NO_PAGE.search(path)}


def first_link(listing, selector):
    """The address that the first such link of a list leads to."""
    def find(somebody, made):
        somebody.open(listing)
        return somebody.page.locator(selector).first.get_attribute("href")
    return find


def chosen(somebody, made):
    """Three files of the desk, to be approved together."""
    somebody.open("/desk?status=verified")
    boxes = somebody.page.locator("input[name=id]").evaluate_all("boxes => boxes.slice(0, 3).map(box => box.value)")
    return "/desk/approvals?" + "&".join(f"id={box}" for box in boxes)


def emergency_receipt(somebody, made):
    """Whoever has no account tells of an emergency."""
    somebody.open("/emergency")
    page = somebody.page
    page.locator("#topic").select_option(index=1)
    page.locator("#district").select_option(index=1)
    for field, value in (("text", "He fell from a scaffold."), ("name", "A neighbour"), ("mobile", "9876500011")):
        page.locator(f"#{field}").fill(value)
    page.locator("main form button.primary").click()
    page.wait_for_url("**/emergency/**")
    return page.url.removeprefix(somebody.base)


def bundle(somebody, made):
    """Papers are received at the counter and handed over together."""
    page = somebody.page
    somebody.open("/papers")
    if page.locator("a[href^='/papers/bundles/']").count() == 0:
        somebody.open(first_link("/desk?list=area&status=submitted", "a[data-line]")(somebody, made))
        page.locator("form[action*='/original'] button").first.click()
        somebody.open("/papers")
        page.locator("form[action='/papers/bundles'] button.primary").click()
        somebody.open("/papers")
    return page.locator("a[href^='/papers/bundles/']").first.get_attribute("href")


def watched(somebody, made):
    """The first finding of the watch list; the sample register may have none."""
    somebody.open("/watch")
    for link in somebody.page.locator(".figures a").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        somebody.open(link)
        found = somebody.page.locator("a[data-line]")
        if found.count():
            return found.first.get_attribute("href")
    return None


def batch(somebody, made):
    """A sheet of one wrong application."""
    somebody.open("/applications/import")
    somebody.page.locator("#file").set_input_files(
        {"name": "sheet.csv", "mimeType": "text/csv", "buffer": b"Name,Sex,Mobile\nLaboni Tudu,Female,12\n"})
    somebody.page.locator("form[enctype] button.primary").click()
    somebody.page.wait_for_url(re.compile(r"/applications/import/[0-9a-f-]{36}"))
    somebody.page.wait_for_timeout(1500)
    return somebody.page.url.removeprefix(somebody.base)


def drive(end):
    """A page of the sample drive."""
    def find(somebody, made):
        somebody.open("/campaigns")
        return somebody.page.locator("tbody a").first.get_attribute("href") + end
    return find


def people(count, mark):
    """Invented people as a list, each with a number of its own."""
    given = ["Rina", "Sukumar", "Abdul", "Malati", "Bikash", "Sabitri", "Haren", "Fatima", "Gopal", "Jamuna"]
    family = ["Mondal", "Sarkar", "Sheikh", "Das", "Biswas", "Ghosh"]
    rows = ["Sl No,Name,Father Name,Sex,Age,Mobile,EPIC,District,Block,Village"]
    for n in range(count):
        block = ["Chapra", "Krishnanagar-I", "Nowhere"][n % 3]
        rows.append(f"{mark}{n},{given[n % 10]} {family[n // 10 % 6]},{given[(n + 3) % 10]} {family[n // 10 % 6]},"
                    f"{'FM'[n % 2]},{20 + n % 35},98{10000000 + n * 7919},ABC{1000000 + n * 37},Nadia,{block},Bagberia")
    return "\n".join(rows).encode()


def uploaded(somebody, made):
    """A list that is sent in pieces and read."""
    for name, count in (("Returned 2020", 60), ("Registered", 20)):
        if made.get(name):
            continue
        somebody.open("/lists")
        page = somebody.page
        page.locator("#name").fill(name)
        page.locator("#file").set_input_files(
            {"name": "list.csv", "mimeType": "text/csv", "buffer": people(count, name[:3])})
        page.locator("form[data-upload] button.primary").click()
        page.wait_for_url(re.compile(r"/lists/[0-9a-f-]{36}"))
        page.locator("table").first.wait_for(timeout=30_000)
        made[name] = page.url.removeprefix(somebody.base)
    return made["Returned 2020"]


def columns(somebody, made):
    uploaded(somebody, made)
    left, right = (made[name].removeprefix("/lists/") for name in ("Returned 2020", "Registered"))
    return f"/linkages/new?left={left}&right={right}"


def linked(somebody, made):
    """Both lists, linked."""
    if not made.get("linked"):
        somebody.open(columns(somebody, made))
        page = somebody.page
        for side in ("left", "right"):
            page.locator(f"[id='{side}.asOf']").fill("01-06-2020")
        page.locator("main form button.primary").click()
        page.wait_for_url(re.compile(r"/linkages/[0-9a-f-]{36}"))
        page.locator("svg.chart").first.wait_for(timeout=60_000)
        made["linked"] = page.url.removeprefix(somebody.base)
    return made["linked"]


def of_draft(path):
    return lambda somebody, made: path.replace(":id", made["draft"])


STEPS = ["place", "basic", "family", "identity", "addresses", "work", "bank", "documents", "check"]

# route, name of the picture, role, address (a text, or a function of the visitor and of what was made)
PAGES = [
    ("/", "home", None, "/"),
    ("/sign-in", "sign-in", None, "/sign-in"),
    ("/invitations/:token", "invitation", None, lambda somebody, made: made["invitation"]),
    ("/desk", "desk", "designated_officer", "/desk"),
    ("/desk", "desk-verifier", "verifier", "/desk"),
    ("/desk", "desk-district", "district_officer", "/desk?list=area"),
    ("/desk", "desk-operator", "operator", "/desk"),
    ("/desk/approvals", "approvals", "designated_officer", chosen),
    ("/applications/:id", "application", "designated_officer", first_link("/desk?status=verified", "a[data-line]")),
    ("/applications/:id", "application-verifier", "verifier", first_link("/desk?status=submitted", "a[data-line]")),
    ("/applications/new", "intake-new", "operator", "/applications/new"),
    ("/applications/drafts", "intake-drafts", "operator", "/applications/drafts"),
    *(("/applications/:id/form/:step", f"intake-{step}", "operator", of_draft(f"/applications/:id/form/{step}"))
      for step in STEPS),
    ("/applications/:id/submission", "intake-done", "operator", lambda somebody, made: made["submitted"]),
    ("/workers", "workers", "designated_officer", "/workers?status=active"),
    ("/workers/:id", "worker", "designated_officer", first_link("/workers?status=active", "a[data-line]")),
    ("/appeals", "appeals", "assistant_commissioner", "/appeals"),
    ("/appeals/:id", "appeal", "assistant_commissioner", first_link("/appeals", "a[data-line]")),
    ("/review", "review", "state_administrator", "/review"),
    ("/messages", "messages", "designated_officer", "/messages"),
    ("/messages/:id", "message", "designated_officer", first_link("/messages", "tbody th a")),
    ("/devices", "devices", "designated_officer", "/devices"),
    ("/devices", "devices-own", "enumerator", "/devices"),
    ("/visits/conflicts", "conflicts", "designated_officer", "/visits/conflicts"),
    ("/users", "users", "district_officer", "/users"),
    ("/users/new", "users-new", "district_officer", "/users/new"),
    ("/users/import", "users-import", "district_officer", "/users/import"),
    ("/users/:id", "user", "district_officer", first_link("/users", "tbody th a")),
    ("/own", "own", None, "/own"),
    ("/own/code", "own-code", "asking", "/own/code"),
    ("/own/records", "own-records", "worker", "/own/records"),
    ("/own/grievances", "own-grievance", "worker", "/own/grievances"),
    ("/emergency", "emergency", None, "/emergency"),
    ("/emergency/:id", "emergency-receipt", None, emergency_receipt),
    ("/verify", "verify", None, "/verify"),
    ("/verify/:code", "verify-unknown", None, "/verify/NOSUCHCODE"),
    ("/grievances", "grievances", "district_officer", "/grievances"),
    ("/grievances/:id", "grievance", "district_officer", first_link("/grievances", "a[data-line]")),
    ("/papers", "papers", "designated_officer", "/papers"),
    ("/papers/bundles/:id", "bundle", "operator", bundle),
    ("/exports", "exports", "designated_officer", "/exports"),
    ("/exports/new", "export-new", "designated_officer", "/exports/new?noun=applications&list=area"),
    ("/lists", "lists", "state_administrator", "/lists"),
    ("/lists/:id", "list", "state_administrator", uploaded),
    ("/linkages/new", "linkage-new", "state_administrator", columns),
    ("/linkages/:id", "linkage", "state_administrator", linked),
    ("/mergers", "mergers", "designated_officer", "/mergers"),
    ("/watch", "watch", "district_officer", "/watch"),
    ("/watch/:id", "watch-one", "district_officer", watched),
    ("/applications/import", "batches", "operator", "/applications/import"),
    ("/applications/import/:id", "batch", "operator", batch),
    ("/audit", "audit", "auditor", "/audit"),
    ("/campaigns", "campaigns", "district_officer", "/campaigns"),
    ("/campaigns/new", "campaign-new", "district_officer", "/campaigns/new"),
    ("/campaigns/:id", "campaign", "district_officer", drive("")),
    ("/campaigns/:id/review", "campaign-review", "district_officer", drive("/review?span=week")),
    ("/campaigns/:id/targets", "campaign-targets", "district_officer", drive("/targets")),
    ("/audit/verification", "audit-verification", "auditor", "/audit/verification"),
]
