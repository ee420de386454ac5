"""Every page of the route table: who looks at it, and how an address of it is found."""
import datetime
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


def state_drive(end):
    """A page of a drive of the whole state, made where there is none; it is over, so that the sample drive stays the first."""
    def find(somebody, made):
        page, name = somebody.page, "All districts"
        somebody.open("/campaigns")
        if page.locator("tbody a", has_text=name).count() == 0:
            last = datetime.date.today() - datetime.timedelta(days=60)
            somebody.open("/campaigns/new")
            page.locator("#name").fill(name)
            page.locator("#first").fill((last - datetime.timedelta(days=4)).isoformat())
            page.locator("#last").fill(last.isoformat())
            page.locator("main form[action='/campaigns'] button.primary").click()
            somebody.open("/campaigns")
        return page.locator("tbody a", has_text=name).first.get_attribute("href").split("?")[0] + end
    return find


def signed_return(somebody, made):
    """The first day's return of the sample drive, signed once."""
    somebody.open(drive("/returns")(somebody, made))
    address = somebody.page.locator("a[data-line]").first.get_attribute("href")
    somebody.open(address)
    if somebody.page.locator("#versions").count() == 0:
        somebody.page.locator("#remark").fill("The first evening.")
        somebody.page.locator("#signature button.primary").click()
    return address


def behind_figure(somebody, made):
    """The list behind the first figure of a return."""
    somebody.open(signed_return(somebody, made))
    return somebody.page.locator("a[href*='/records']").first.get_attribute("href")
def sample_drive(somebody):
    """The address of the drive that `shramik sample drive` plays."""
    somebody.open("/campaigns")
    return somebody.page.locator("tbody th a").last.get_attribute("href").split("?")[0]


def of_drive(path):
    return lambda somebody, made: sample_drive(somebody) + path


def kept(listing, form, fill):
    """The first record of a drive's list; made with a form where there is none."""
    def find(somebody, made):
        page, address = somebody.page, sample_drive(somebody)
        somebody.open(address + listing)
        if page.locator("a[data-line]").count() == 0:
            somebody.open(address + form)
            button = fill(page)
            if button.count():
                with page.expect_navigation():
                    button.first.click()
            somebody.open(address + listing)
        found = page.locator("a[data-line]")
        return found.first.get_attribute("href") if found.count() else None
    return find


def fill_camp(page):
    # The register's days are India's.
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=5, minutes=30)))
    page.locator("input[name=part]").first.check()
    page.locator("#venue").fill("Primary school")
    page.locator("#day").fill(f"{today:%d-%m-%Y}")
    page.locator("#expected").fill("120")
    page.locator("input[name=staff]").first.check()
    return page.locator("main form[method=post] button.primary")


def fill_team(page):
    page.locator("#name").fill("Team 1")
    page.locator("#supervisor").select_option(index=1)
    for box in page.locator("input[name=members]").all():
        box.check()
    return page.locator("main form[method=post] button.primary")


def fill_bundle(page):
    page.locator("details summary").first.click()
    page.locator("#forms").fill("3")
    return page.locator("main details form button.primary")


def fill_statement(page):
    return page.locator("form[action$='/incentives'] button")


def centre(somebody, made):
    """A service centre with the right to register."""
    page = somebody.page
    somebody.open("/centres")
    if page.locator("a[data-line]").count() == 0:
        somebody.open("/centres/new")
        page.locator("#name").fill("BSK 1")
        page.evaluate("document.querySelector('#place').append(new Option('block', '5000003028', true, true))")
        with page.expect_navigation():
            page.locator("main form button.primary").click()
        somebody.open("/centres")
    return page.locator("a[data-line]").first.get_attribute("href")


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
    ("/campaigns/:id/returns", "returns", "district_officer", drive("/returns")),
    ("/campaigns/:id/returns", "returns-state", "state_administrator", state_drive("/returns")),
    ("/campaigns/:id/returns/:day", "return", "district_officer", signed_return),
    ("/campaigns/:id/returns/:day", "return-final", "district_officer", drive("/returns/final")),
    ("/campaigns/:id/returns/:day", "returns-roll", "state_administrator", state_drive("/returns/final")),
    ("/campaigns/:id/returns/:day/records", "return-records", "district_officer", behind_figure),
    ("/mails", "mails", "district_officer", lambda somebody, made: signed_return(somebody, made) and "/mails"),
    ("/campaigns/:id/house-list", "house-list", "designated_officer", of_drive("/house-list")),
    ("/campaigns/:id/house-list", "house-list-places", "district_officer", of_drive("/house-list")),
    ("/campaigns/:id/later", "later", "designated_officer", of_drive("/later")),
    ("/campaigns/:id/camps", "camps", "designated_officer", of_drive("/camps")),
    ("/campaigns/:id/camps/new", "camp-new", "designated_officer", of_drive("/camps/new")),
    ("/campaigns/:id/camps/:camp", "camp", "designated_officer", kept("/camps", "/camps/new", fill_camp)),
    ("/campaigns/:id/teams/:team", "team", "designated_officer", kept("/teams", "/teams/new", fill_team)),
    ("/campaigns/:id/teams/:team/members", "team-members", "designated_officer",
     lambda somebody, made: kept("/teams", "/teams/new", fill_team)(somebody, made) + "/members"),
    ("/campaigns/:id/teams", "teams", "designated_officer", of_drive("/teams")),
    ("/campaigns/:id/teams/new", "team-new", "designated_officer", of_drive("/teams/new")),
    ("/campaigns/:id/stock", "stock", "designated_officer", of_drive("/stock")),
    ("/campaigns/:id/forms", "paper-forms", "designated_officer", of_drive("/forms")),
    ("/campaigns/:id/bundles/:bundle", "form-bundle", "designated_officer", kept("/bundles", "/bundles", fill_bundle)),
    ("/campaigns/:id/bundles", "form-bundles", "designated_officer", of_drive("/bundles")),
    ("/campaigns/:id/incentives", "incentives", "designated_officer", of_drive("/incentives")),
    ("/campaigns/:id/incentives/:statement", "incentive-statement", "district_officer",
     kept("/incentives", "/incentives", fill_statement)),
    ("/centres", "centres", "state_administrator", "/centres"),
    ("/centres/new", "centre-new", "state_administrator", "/centres/new"),
    ("/centres/:id", "centre", "state_administrator", centre),
    ("/audit", "audit", "auditor", "/audit"),
    ("/campaigns", "campaigns", "district_officer", "/campaigns"),
    ("/campaigns/new", "campaign-new", "district_officer", "/campaigns/new"),
    ("/campaigns/:id", "campaign", "district_officer", drive("")),
    ("/campaigns/:id/review", "campaign-review", "district_officer", drive("/review?span=week")),
    ("/campaigns/:id/targets", "campaign-targets", "district_officer", drive("/targets")),
    ("/audit/verification", "audit-verification", "auditor", "/audit/verification"),
]
