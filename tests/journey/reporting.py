"""The steps of a report: the period is opened, the report is written, handed on, returned and accepted."""

from playwright.sync_api import Page, expect

from tests.journey.stage import by_keyboard, follow, in_language, main, panel, path_of, said

PERIOD, ACTION = "2017-H2", "E4.1.2"
FIRST_TEXT = "Yönlendirme yalnızca üç ilde sürüyor."
BETTER_TEXT = "Yönlendirme üç ilde sürüyor; yedi ilde sözleşme Ekim ayında feshedildi."
REASON = "Say in which provinces it stopped, and why."


def open_period(page: Page) -> str:
    """The secretary opens the second half of 2017; gives the path of the period."""
    follow(page, "Monitoring")
    page.get_by_role("link", name="Open a period").click()
    main(page).get_by_label("Plan").select_option(index=1)
    main(page).get_by_label("Code").fill(PERIOD)
    in_language(page, "Name", "English").fill("Second half of 2017")
    main(page).get_by_label("First day").fill("2017-07-01")
    main(page).get_by_label("Last day").fill("2017-12-31")
    main(page).get_by_label("Deadline").fill("2018-02-15")
    page.get_by_role("button", name="Open the period").click()
    said(page, "The period is open;")
    return path_of(page)


def find_report(page: Page) -> str:
    """The reporter finds the own report in the period; gives its path."""
    panel(page, "Institutions and their reports").get_by_role("link", name=ACTION).click()
    expect(page.get_by_text(f"Report · {PERIOD} · {ACTION}")).to_be_visible()
    return path_of(page)


def keep_draft(page: Page) -> None:
    """The reporter writes a first text and keeps it as a draft."""
    page.get_by_role("link", name="Write the report").click()
    main(page).get_by_label("What was done, and what comes next").fill(FIRST_TEXT)
    page.get_by_role("button", name="Keep as a draft").click()
    said(page, "Kept as a draft; it is not handed in yet.")


def hand_in_by_keyboard(page: Page, text: str) -> None:
    """The reporter rates the action as delayed, says why, and hands in, without touching a mouse."""
    by_keyboard(page, page.get_by_role("link", name="Write the report"))
    page.keyboard.press("Enter")
    grade = main(page).get_by_label("How it stands")
    by_keyboard(page, grade)
    page.keyboard.type("Delayed")
    expect(grade.locator("option:checked")).to_have_text("Delayed")
    area = main(page).get_by_label("What was done, and what comes next")
    by_keyboard(page, area)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    by_keyboard(page, page.get_by_role("button", name="Hand in", exact=True))
    page.keyboard.press("Enter")
    said(page, "The report was handed in.")


def take_step(page: Page, button: str, sentence: str) -> None:
    """Whose turn it is takes the step of the chain."""
    page.get_by_role("button", name=button, exact=True).click()
    said(page, sentence)


def give_back(page: Page) -> None:
    """The coordinator returns the report and says why."""
    page.get_by_role("link", name="Return it").click()
    main(page).get_by_label("What must be corrected").fill(REASON)
    page.get_by_role("button", name="Return it").click()
    said(page, "The report was returned.")


def reads_the_reason(page: Page) -> None:
    """The reporter finds the reason on top of the report."""
    expect(page.get_by_role("note")).to_contain_text(REASON)
