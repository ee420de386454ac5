"""Where each role's day begins, the auditor's pages, and the review of pairs."""
import pytest

WORK = {
    "enumerator": "/applications/drafts", "secretary": "/applications/drafts", "operator": "/applications/drafts",
    "verifier": "/desk", "designated_officer": "/desk", "assistant_commissioner": "/appeals",
    "district_officer": "/desk?list=area", "divisional_commissioner": "/desk?list=area",
    "state_administrator": "/users", "auditor": "/audit",
}


@pytest.mark.parametrize("role, path", WORK.items())
def test_each_role_begins_at_its_own_work(visitor, role, path):
    somebody = visitor(role=role)
    somebody.open("/")
    assert somebody.page.url == somebody.base + path
    assert somebody.page.locator("nav a[aria-current=page]").count() == 1
    for link in somebody.page.locator("#menu nav a").all():
        assert somebody.page.request.get(somebody.base + link.get_attribute("href")).ok, "every link of the menu opens"


@pytest.mark.parametrize("language", ["en", "bn"])
def test_an_auditor_reads_filters_and_verifies_the_audit(visitor, language):
    somebody = visitor(language, role="auditor")
    page = somebody.page
    somebody.open("/audit")
    page.locator("#actor").fill("demo.designated_officer")
    page.locator("#action").fill("viewed")
    somebody.press("frame.filter")
    for line in page.locator("tbody tr").all()[:5]:
        assert "demo.designated_officer" in line.inner_text()
    page.locator("#record").fill("not a record")
    somebody.press("frame.filter")
    somebody.sees("audit.noRecord")
    somebody.press("audit.verify")
    page.locator(".notice.good").wait_for()


def test_an_auditor_changes_nothing(visitor):
    somebody = visitor(role="auditor")
    somebody.open("/desk?list=area")
    somebody.page.locator("a[data-line]").first.click()
    assert somebody.page.locator("[name=action]").count() == 0
    somebody.open("/workers?status=active")
    somebody.page.locator("a[data-line]").first.click()
    assert somebody.page.locator("[name=action]").count() == 0


@pytest.mark.parametrize("language", ["en", "bn"])
def test_pairs_are_reviewed_by_keyboard(visitor, language):
    somebody = visitor(language, role="state_administrator")
    page = somebody.page
    somebody.open("/review")
    form = page.locator("form[data-review]")
    for key, name in (("1", "same"), ("2", "different"), ("3", "unsure")):
        form.wait_for()
        pair = form.get_attribute("action")
        page.keyboard.press(key)
        page.wait_for_function("pair => document.querySelector('form[data-review]')?.getAttribute('action') !== pair", arg=pair)
        decided = page.locator(".figures li", has_text=somebody.text(f"duplicates.decided.{name}")).locator("strong")
        assert int(decided.inner_text()) >= 1
    pair = form.get_attribute("action")
    page.keyboard.press("0")
    page.wait_for_function("pair => document.querySelector('form[data-review]')?.getAttribute('action') !== pair", arg=pair)


def test_pairs_are_reviewed_without_script(visitor):
    somebody = visitor("bn", role="state_administrator", java_script_enabled=False)
    somebody.open("/review")
    pair = somebody.page.locator("form[data-review]").get_attribute("action")
    somebody.press("duplicates.decide.different")
    assert somebody.page.locator("form[data-review]").get_attribute("action") != pair
