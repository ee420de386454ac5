"""Staff: a district officer invites, gives roles, disables, and can't reach above; sign-in with both factors."""
import base64
import hashlib
import hmac
import itertools
import re
import struct
import time

import pytest

PASSWORD = "a boat on the Jalangi at noon"
counter = itertools.count()


def one_time_code(secret, later=0):
    """TOTP, RFC 6238; `later` steps ahead, because a code is taken only once."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">q", int(time.time()) // 30 + later), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def add(officer, role="verifier", place="Chapra, Nadia"):
    """Makes somebody new; returns the sign-in name."""
    name = f"trial.person{next(counter)}"
    officer.open("/users/new")
    page = officer.page
    page.locator("#sign_in").fill(name)
    page.locator("#name").fill("Trial Person")
    page.locator("#role").select_option(role)
    page.locator("#place").fill(place)
    officer.press("frame.save")
    return name


def invite(officer):
    officer.press("users.invite")
    officer.page.locator("#link").wait_for()
    return re.search(r"/invitations/\w+", officer.page.locator("#link").input_value()).group()


def open_account(somebody, link):
    """Sets the password and the second factor; returns the secret."""
    page = somebody.page
    somebody.open(link)
    secret = page.locator("kbd").inner_text()
    page.locator("#password").fill(PASSWORD)
    page.locator("#repeated").fill(PASSWORD)
    page.locator("#code").fill(one_time_code(secret, later=-1))
    somebody.press("session.accept")
    page.wait_for_url(lambda url: "/invitations/" not in url)
    return secret


def sign_in(somebody, name, secret, password=PASSWORD, later=0):
    page = somebody.page
    somebody.open("/sign-in")
    page.locator("#name").fill(name)
    page.locator("#password").fill(password)
    page.locator("#code").fill(one_time_code(secret, later))
    page.locator("form[action='/sign-in'] button").click()


@pytest.mark.parametrize("language, script", [("en", True), ("bn", False)])
def test_an_invited_person_opens_the_account_signs_in_and_is_shut_out_when_disabled(visitor, language, script):
    officer = visitor(language, role="district_officer", java_script_enabled=script)
    name = add(officer)
    officer.page.wait_for_url(re.compile(r"/users/[0-9a-f-]{36}$"))
    person = officer.page.url
    link = invite(officer)
    newcomer = visitor(language, java_script_enabled=script)
    newcomer.open(link)
    newcomer.page.locator("#password").fill("short")
    assert not newcomer.page.locator("#password").evaluate("field => field.validity.valid") if script else True
    secret = open_account(newcomer, link)
    assert "/desk" in newcomer.page.url, "a verifier begins at the desk"
    newcomer.page.context.clear_cookies()
    sign_in(newcomer, name, secret, password="a boat on the Ganga at noon")
    newcomer.page.locator(".summary").wait_for()
    assert newcomer.page.locator("#password").input_value() == ""
    sign_in(newcomer, name, secret)
    newcomer.page.wait_for_url("**/desk")
    newcomer.open("/workers")
    officer.page.goto(person)
    officer.press("users.disable")
    newcomer.open("/workers")
    assert "/sign-in" in newcomer.page.url, "the open session ended at once"
    assert newcomer.open(link).status == 404, "an invitation is used once"


def test_a_role_can_be_given_and_ended(visitor):
    officer = visitor(role="district_officer")
    page = officer.page
    add(officer, role="operator")
    page.wait_for_url(re.compile(r"/users/[0-9a-f-]{36}$"))
    page.locator("#role").select_option("verifier")
    page.locator("#place").fill("nowhere at all")
    officer.press("users.assign")
    officer.sees("field.unknownPlace")
    page.locator("#role").select_option("verifier")
    page.locator("#place").fill("Chapra, Nadia")
    page.locator("form[action$='/roles'] button.primary").click()
    page.locator("tbody tr").nth(1).wait_for()
    page.locator("form[action$='/roles/end'] button").first.click()
    page.wait_for_load_state()
    assert page.locator("form[action$='/roles/end']").count() == 1


def test_a_district_officer_cannot_reach_above(visitor):
    officer = visitor(role="district_officer")
    add(officer, role="state_administrator", place="West Bengal")
    assert "/users/" not in officer.page.url.rstrip("/users"), "nobody was made"
    officer.page.locator(".summary").wait_for()
    officer.sees("field.notYours")
    officer.look("users-new-mistakes")
    state = visitor(role="state_administrator")
    state.open("/users?text=demo.state_administrator")
    above = state.page.locator("tbody th a").first.get_attribute("href")
    assert officer.open(above).status == 404


def test_a_state_administrator_makes_a_district_officer_in_bengali(visitor):
    state = visitor("bn", role="state_administrator")
    name = add(state, role="district_officer", place="Malda")
    state.page.wait_for_url(re.compile(r"/users/[0-9a-f-]{36}$"))
    state.sees(name)
    state.sees("role.district_officer")


def test_a_wrong_list_is_refused_line_by_line(visitor, tmp_path):
    officer = visitor("bn", role="district_officer")
    sheet = tmp_path / "staff.csv"
    sheet.write_text("sign_in,name,mobile,email,role,place,from,until\nA B,Nobody,,,king,Chapra,,\n")
    officer.open("/users/import")
    officer.page.locator("#file").set_input_files(sheet)
    officer.press("users.import")
    officer.sees("users.nothingTaken")
    officer.look("users-import-mistakes")
