"""A worker looks up the own record, in a demonstration, which names a number to try and shows the code on the page."""


def ask_for_code(somebody, number=None):
    """A mobile gets a code a minute at most: whoever asks more often takes numbers of different workers."""
    somebody.open("/own")
    number = number or somebody.page.locator(".notice .number").inner_text()
    somebody.page.locator("#lookup").fill(number)
    somebody.page.locator("main form button.primary").click()
    somebody.page.wait_for_url("**/own/code")


def enter_code(somebody):
    somebody.page.locator("#code").fill(somebody.page.locator(".notice .number").inner_text())
    somebody.page.locator("main form button.primary").click()
    somebody.page.wait_for_url("**/own/records**")


def file_grievance(somebody):
    somebody.open("/own/grievances")
    somebody.page.locator("#topic").select_option(index=1)
    somebody.page.locator("#text").fill("The contractor has not paid for two months.")
    somebody.page.locator("main form button.primary").click()
    somebody.page.wait_for_url("**/own/records**")
