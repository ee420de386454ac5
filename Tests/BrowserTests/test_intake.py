"""A counter operator takes an application: with script and without, in two languages."""
import re

import pytest

from intake import choose_place, day, fill, go_on, new_application, person, submit_whole

LANGUAGES = ["en", "bn"]


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def operator(request, visitor):
    def make(language):
        somebody = visitor(language, role="operator", java_script_enabled=request.param)
        somebody.scripted = request.param
        return somebody

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operator_takes_an_application_step_by_step(operator, language):
    somebody = operator(language)
    receipt = submit_whole(somebody)
    assert "/submission" in receipt
    number = re.search(r"P \d{4} \d{4} \d{4}", somebody.page.inner_text("main"))
    assert number, somebody.page.inner_text("main")
    somebody.open("/desk?list=area&status=submitted")
    somebody.sees(number.group())


@pytest.mark.parametrize("language", LANGUAGES)
def test_mistakes_are_shown_where_they_are_and_can_be_mended(operator, language):
    somebody = operator(language)
    page = somebody.page
    new_application(somebody)
    fields = person()["basic"]
    fill(somebody, fields | {"mobile": "12345", "dateOfBirth": "31-02-1990"})
    go_on(somebody)
    summary = page.locator(".summary[role=alert]")
    summary.wait_for()
    somebody.sees("field.mobile")
    somebody.sees("field.date")
    assert page.locator("[id='dateOfBirth']").input_value() == "31-02-1990"
    assert page.locator("[id='name']").input_value() == fields["name"], "what was right is still there"
    summary.get_by_role("link", name=somebody.text("person.mobile")).first.click()
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "mobile"
    described = page.locator("[id='mobile']").get_attribute("aria-describedby")
    assert somebody.text("field.mobile") in page.locator(f"[id='{described.split()[-1]}']").inner_text()
    # What looks for faults is a script itself.
    if somebody.scripted:
        somebody.look("intake-mistakes")
    fill(somebody, fields)
    go_on(somebody)
    page.wait_for_url("**/form/family")


def test_a_draft_is_still_there_after_the_browser_was_closed(visitor):
    first = visitor(role="operator")
    identity = new_application(first)
    fields = person()["basic"]
    fill(first, fields)
    go_on(first)
    first.page.wait_for_url("**/form/family")
    first.page.context.close()
    again = visitor("bn", role="operator", own_session=True)
    again.open("/applications/drafts")
    again.page.get_by_role("link", name=fields["name"]).click()
    again.page.wait_for_url(f"**/applications/{identity}/form/**")
    again.open(f"/applications/{identity}/form/basic")
    assert again.page.locator("[id='name']").input_value() == fields["name"]


def test_places_are_offered_while_the_operator_types(visitor):
    somebody = visitor(role="operator")
    identity = new_application(somebody)
    somebody.open(f"/applications/{identity}/form/addresses")
    page = somebody.page
    box = page.locator("input[role=combobox]").first
    box.press_sequentially("Krish")
    page.locator("ul.suggestions:visible li").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    marked = box.get_attribute("aria-activedescendant")
    assert page.locator(f"[id='{marked}']").get_attribute("aria-selected") == "true"
    chosen = page.locator(f"[id='{marked}']").inner_text()
    box.press("Enter")
    assert page.locator("ul.suggestions:visible").count() == 0
    assert chosen.split(",")[0] in page.locator("[id='permanent.place'] option:checked").inner_text()
    box.fill("")
    box.press_sequentially("চাপ")
    page.locator("ul.suggestions:visible li").first.wait_for()
    box.press("Escape")
    assert page.locator("ul.suggestions:visible").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_who_may_be_registered_already_is_shown_before_submitting(visitor, language):
    officer = visitor("en", role="designated_officer")
    officer.open("/workers?status=active")
    officer.page.locator("a[data-line]").nth(LANGUAGES.index(language)).click()
    known = {term.inner_text(): term.locator("xpath=following-sibling::dd[1]").inner_text()
             for term in officer.page.locator(".sheets dt").all()}
    somebody = visitor(language, role="operator")
    identity = new_application(somebody)
    twin = person(basic={"name": known["Name"], "dateOfBirth": known["Date of birth"],
                         "sex": known["Sex"].lower(), "mobile": ""},
                  family={"father": known["Father"]} if "Father" in known else {})
    for step in ("basic", "family"):
        somebody.open(f"/applications/{identity}/form/{step}")
        fill(somebody, twin[step])
        go_on(somebody)
    somebody.open(f"/applications/{identity}/form/check")
    somebody.sees("intake.duplicate.possible")
    somebody.look("intake-possible")
