"""Every page of the route table, in two languages at two widths, is accessible and keeps its picture."""
import re

import pytest

from intake import new_application, submit_whole
from pages import PAGES, routes
from visitor import PHONE


@pytest.fixture(scope="session")
def made(chromium, address, screenshots, sessions, shramik):
    """Records that pages need and the sample register lacks: a draft, a submitted file, an invitation, an appeal."""
    from visitor import Visitor
    found = {}
    context = chromium.new_context(locale="en")
    operator = Visitor(context.new_page(), address, screenshots, "en")
    operator.sign_in("operator")
    found["draft"] = new_application(operator)
    found["submitted"] = submit_whole(operator)
    context.close()
    context = chromium.new_context(locale="en")
    officer = Visitor(context.new_page(), address, screenshots, "en")
    officer.sign_in("designated_officer")
    officer.open("/desk?list=area&status=rejected")
    officer.page.locator("a[data-line]").first.click()
    officer.page.locator("details", has=officer.page.locator("[name=grounds]")).locator("summary").click()
    officer.page.locator("[name=grounds]").fill("The family has lived in the block for 20 years.")
    officer.page.locator("form[action='/appeals'] button").click()
    context.close()
    printed = shramik("users", "invite", "demo.enumerator")
    found["invitation"] = re.search(r"/invitations/\w+", printed).group()
    return found


def test_every_page_of_the_route_table_is_looked_at():
    assert routes() - {page[0] for page in PAGES} == set(), "add these to PAGES in pages.py"


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize("route, name, role, path", PAGES, ids=[page[1] for page in PAGES])
def test_page(visitor, made, route, name, role, path, language):
    somebody = visitor(language, role=role)
    answer = somebody.open(path if isinstance(path, str) else path(somebody, made))
    assert answer.status == 200, f"{answer.url} answers {answer.status}"
    somebody.look(name)
