"""Every page of the route table, in two languages at two widths, is accessible and keeps its picture."""
import re

import pytest

from intake import new_application, submit_whole
from own import ask_for_code, enter_code, file_grievance
from pages import PAGES, routes


@pytest.fixture(scope="session")
def made(browser_of, sessions, shramik):
    """Records that pages need and the sample register lacks: a draft, a submitted file, an invitation, an appeal, a grievance."""
    found = {}
    operator = browser_of("operator")
    found["draft"] = new_application(operator)
    found["submitted"] = submit_whole(operator)
    officer = browser_of("designated_officer")
    officer.open("/desk?list=area&status=rejected")
    officer.page.locator("a[data-line]").first.click()
    officer.page.locator("details", has=officer.page.locator("[name=grounds]")).locator("summary").click()
    officer.page.locator("[name=grounds]").fill("The family has lived in the block for 20 years.")
    officer.page.locator("form[action='/appeals'] button").click()
    worker = browser_of(None)
    ask_for_code(worker)
    sessions["asking"] = worker.page.context.storage_state()
    enter_code(worker)
    sessions["worker"] = worker.page.context.storage_state()
    file_grievance(worker)
    printed = shramik("users", "invite", "demo.enumerator")
    found["invitation"] = re.search(r"/invitations/\w+", printed).group()
    return found


def test_every_page_of_the_route_table_is_looked_at():
    assert routes() - {page[0] for page in PAGES} == set(), "add these to PAGES in pages.py"


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize("route, name, role, path", PAGES, ids=[page[1] for page in PAGES])
def test_page(visitor, made, route, name, role, path, language):
    somebody = visitor(language, role=role)
    address = path if isinstance(path, str) else path(somebody, made)
    if address is None:
        pytest.skip("the sample register has nothing to show here")
    answer = somebody.open(address)
    assert answer.status == (404 if name.endswith("-unknown") else 200), f"{answer.url} answers {answer.status}"
    somebody.look(name)
