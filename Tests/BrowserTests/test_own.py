"""Workers on their own pages, without an account: in two languages, with script and without."""
import pytest

from own import ask_for_code, enter_code, file_grievance


@pytest.mark.parametrize("language, script", [("en", True), ("bn", False)])
def test_a_worker_sees_the_own_record_after_a_code_and_complains(visitor, language, script):
    officer = visitor(role="designated_officer")
    officer.open("/workers?status=active")
    number = officer.page.locator("a[data-line]").nth(2 if script else 3).inner_text()
    worker = visitor(language, java_script_enabled=script)
    ask_for_code(worker, number)
    worker.page.locator("#code").fill("000000")
    worker.page.locator("main form button.primary").click()
    worker.sees("own.codeWrong")
    enter_code(worker)
    worker.sees("own.certificate")
    assert worker.page.request.get(
        worker.base + worker.page.locator("a[href*='certificate.pdf']").first.get_attribute("href")).ok
    file_grievance(worker)
    worker.sees("own.filed")
    worker.open("/desk")
    assert "/sign-in" in worker.page.url, "a worker is no officer"


def test_whoever_types_an_unknown_number_is_told_nothing(visitor):
    worker = visitor("bn")
    worker.open("/own")
    worker.page.locator("#lookup").fill("9876543219")
    worker.page.locator("main form button.primary").click()
    worker.page.wait_for_url("**/own/code")


def test_a_certificate_that_is_not_ours_does_not_hold(visitor):
    somebody = visitor("bn")
    somebody.open("/verify")
    somebody.page.locator("#code").fill("SHR1.NOT-A-CODE")
    somebody.page.locator("main form button.primary").click()
    somebody.sees("certificate.unknown")
    somebody.look("verify-mistake")
