"""The desks: verifier, designated officer and their files, by keyboard and without script."""
import re

import pytest


def first_file(somebody, query):
    somebody.open(f"/desk?{query}")
    somebody.page.locator("a[data-line]").first.click()
    return somebody.page.locator("h1").inner_text()


def number_of(title):
    return re.search(r"P [\d ]+", title).group().strip()


@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_verifier_finds_a_file_verifies_it_and_comes_to_the_next(visitor, language):
    somebody = visitor(language, role="verifier")
    title = first_file(somebody, "list=mine&status=submitted")
    somebody.press("workflow.action.verify")
    somebody.page.locator(".notice.good").wait_for()
    assert somebody.text("workflow.action.verify") in somebody.page.locator(".notice.good").inner_text()
    assert somebody.page.locator("h1").inner_text() != title, "the next file is open"
    somebody.open("/desk?list=area&status=verified")
    somebody.sees(number_of(title))


@pytest.mark.parametrize("language", ["en", "bn"])
def test_an_officer_walks_and_approves_by_keyboard(visitor, language):
    somebody = visitor(language, role="designated_officer")
    page = somebody.page
    somebody.open("/desk?list=mine&status=verified")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-line]')")
    assert page.locator("tr.current").count() == 1
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/applications/**")
    title = page.locator("h1").inner_text()
    page.keyboard.press("j")
    page.wait_for_function("title => document.querySelector('h1').innerText !== title", arg=title)
    page.keyboard.press("k")
    page.wait_for_function("title => document.querySelector('h1').innerText === title", arg=title)
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.value") == "approve", "the key brings the button under the finger"
    page.keyboard.press("Enter")
    page.locator(".notice.good").wait_for()
    somebody.open("/desk?list=area&status=approved")
    assert page.locator("a[data-line]").count()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_officer_returns_a_file_with_a_reason(visitor, script):
    somebody = visitor("bn", role="designated_officer", java_script_enabled=script)
    page = somebody.page
    title = first_file(somebody, "list=mine&status=verified")
    step = page.locator("details", has=page.locator("[name=action][value=return]"))
    step.locator("summary").click()
    step.locator("[name=reason]").select_option("photo_unsuitable")
    step.locator("[name=note]").fill("মুখ দেখা যাচ্ছে না।")
    step.locator("[name=action]").click()
    page.locator(".notice.good").wait_for()
    somebody.open("/desk?list=area&status=returned")
    somebody.sees(number_of(title))
    operator = visitor("bn", role="operator", java_script_enabled=script)
    operator.open("/applications/drafts")
    assert operator.page.locator(".badge.warn").count(), "it is back with the operator"


def test_a_reason_is_needed_to_return_a_file(visitor):
    somebody = visitor(role="designated_officer")
    first_file(somebody, "list=mine&status=verified")
    step = somebody.page.locator("details", has=somebody.page.locator("[name=action][value=return]"))
    step.locator("summary").click()
    step.locator("[name=action]").click()
    assert not step.locator("[name=reason]").evaluate("field => field.validity.valid")


def test_several_are_approved_at_once_only_where_that_is_safe(visitor):
    somebody = visitor(role="designated_officer")
    page = somebody.page
    somebody.open("/desk?list=mine&status=verified")
    boxes = page.locator("input[name=id]")
    if boxes.count() == 0:
        pytest.skip("no file of the sample can be approved without looking at it")
    chosen = min(3, boxes.count())
    for index in range(chosen):
        boxes.nth(index).check()
    somebody.press("desk.approveChosen")
    page.wait_for_url("**/desk/approvals**")
    shown = page.locator("tbody tr").count()
    assert shown == chosen, "each chosen file is in one list or the other"
    if page.locator("form[action='/desk/approvals']").count():
        somebody.press("desk.approveAll")
        page.locator(".badge.good").first.wait_for()
        somebody.look("approved")


def test_every_figure_of_the_desk_opens_the_list_that_it_counts(visitor):
    somebody = visitor(role="district_officer")
    page = somebody.page
    somebody.open("/desk?list=area")
    figures = page.locator(".figures a").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.querySelector('strong').innerText])")
    assert figures
    for link, count in figures:
        count = int(count.replace(",", ""))
        somebody.open(link)
        rows = page.locator("tbody a[data-line]").count()
        assert rows == count or (rows < count and page.locator("a[rel=next]").count()), link
    ages = page.locator(".ages td.count")
    assert ages.count() % 4 == 0


def test_numbers_are_hidden_until_a_purpose_is_given(visitor):
    somebody = visitor(role="designated_officer")
    page = somebody.page
    somebody.open("/workers?status=active")
    page.locator("a[data-line]").first.click()
    assert re.search(r"XXXXXX\d{4}", page.inner_text("main"))
    page.locator("[name=purpose]").select_option("verification")
    somebody.press("application.unmask")
    page.wait_for_load_state()
    assert re.search(r"\b[6-9]\d{9}\b", page.inner_text("main"))
    auditor = visitor(role="auditor")
    auditor.open("/audit?action=unmasked")
    auditor.sees("purpose verification")


@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_worker_is_found_by_name_in_either_script(visitor, language):
    somebody = visitor(language, role="verifier")
    page = somebody.page
    somebody.open("/workers?status=active")
    name = page.locator("tbody td").first.inner_text()
    page.locator("#q").fill(name)
    somebody.press("frame.search")
    assert page.locator("tbody tr").count()
    somebody.sees(name)
