"""What every page shares: skip link, focus that can be seen, the menu of a phone, the language, print."""
import pytest

from visitor import PHONE


def focused(page):
    return page.evaluate("""() => {
        const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
        return {tag: here.tagName, text: here.innerText || here.value || '', outline: parseFloat(style.outlineWidth),
                style: style.outlineStyle, top: box.top + scrollY, left: box.left, width: box.width};
    }""")


@pytest.mark.parametrize("role, path", [(None, "/sign-in"), ("designated_officer", "/desk"), ("operator", "/applications/new")])
def test_the_skip_link_comes_first_and_leads_to_the_main_part(visitor, role, path):
    somebody = visitor("bn", role=role)
    page = somebody.page
    somebody.open(path)
    page.keyboard.press("Tab")
    first = focused(page)
    assert first["text"] == somebody.text("frame.skip")
    assert first["left"] >= 0, "it shows when it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("role, path", [
    (None, "/sign-in"), ("designated_officer", "/desk"), ("district_officer", "/users"), ("operator", "/applications/new")])
def test_the_focus_is_seen_on_every_stop(visitor, role, path):
    somebody = visitor(role=role)
    page = somebody.page
    somebody.open(path)
    stops = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        here = focused(page)
        if here["tag"] == "BODY":
            break
        stops += 1
        assert here["style"] != "none" and here["outline"] >= 2, f"{here} shows no focus"
    assert stops > 3
    inside = page.locator("main").evaluate("""main => {
        const stops = [...main.querySelectorAll('a, button, input, select, textarea, summary')]
            .filter(stop => stop.checkVisibility() && stop.type !== 'hidden' && !stop.closest('td, th'));
        return stops.map(stop => stop.getBoundingClientRect().top);
    }""")
    backwards = [pair for pair in zip(inside, inside[1:]) if pair[1] < pair[0] - 400]
    assert not backwards, "the order of the focus goes down the page"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_menu_opens_on_a_phone_and_closes_again(visitor, script):
    somebody = visitor("bn", role="district_officer", java_script_enabled=script)
    page = somebody.page
    page.set_viewport_size(PHONE)
    somebody.open("/desk")
    link = page.locator("#menu nav a").filter(has_text=somebody.text("users.title"))
    assert not link.is_visible()
    page.locator("button.menu").click()
    link.wait_for(state="visible")
    page.screenshot(path=somebody.screenshots / "menu-bn-phone.png")
    page.keyboard.press("Escape")
    assert not link.is_visible()
    page.locator("button.menu").click()
    link.click()
    page.wait_for_url("**/users")


def test_the_language_is_chosen_once_and_stays(visitor):
    somebody = visitor(role="designated_officer")
    page = somebody.page
    somebody.open("/desk?list=area&status=approved")
    page.locator(".languages button[value=hi]:visible").click()
    assert page.locator("html").get_attribute("lang") == "hi"
    assert "list=area" in page.url, "the list is still the same"
    somebody.open("/workers")
    assert page.locator("html").get_attribute("lang") == "hi"
    for button in page.locator(".languages button").all():
        assert button.get_attribute("lang") == button.get_attribute("value")


def test_a_printed_file_has_no_buttons_and_no_menu(visitor):
    somebody = visitor(role="designated_officer")
    page = somebody.page
    somebody.open("/workers?status=active")
    page.locator("a[data-line]").first.click()
    page.emulate_media(media="print")
    assert not page.locator("header").is_visible()
    assert page.locator("main button:visible").count() == 0
    page.screenshot(path=somebody.screenshots / "worker-print.png", full_page=True)


def test_what_is_not_there_is_told_in_the_visitors_language(visitor):
    somebody = visitor("bn", role="verifier")
    assert somebody.open("/workers/01a1835a-cae8-7394-87a0-5baefbf5eaf6").status == 404
    somebody.sees("problem.notFound")
    somebody.look("not-found")
