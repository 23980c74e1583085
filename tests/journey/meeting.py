"""The meeting of the CIO Board: planned within the duty, opened on its day, who came, what was decided."""

from playwright.sync_api import Page, expect

from tests.journey.reporting import ACTION
from tests.journey.stage import follow, in_language, main, panel, path_of, said

BOARD = "CIO Board"
DAY = "2017-10-30"
ADDRESSEES = ("Ministry of Health", "Ministry of Justice")
DECISION = "Health and Justice report why the redirection stopped, and by when it goes on."
DECISION_TR = "Sağlık ve Adalet bakanlıkları yönlendirmenin neden durduğunu ve ne zaman süreceğini bildirir."


def plan(page: Page) -> str:
    """The secretary plans the next meeting; gives its path."""
    follow(page, "Boards")
    main(page).get_by_role("link", name=BOARD).first.click()
    expect(main(page)).to_contain_text("18 days")
    page.get_by_role("link", name="Plan a meeting").click()
    main(page).get_by_label("Day", exact=True).fill(DAY)
    main(page).get_by_label("Begins at").fill("10:00")
    main(page).get_by_label("Place").fill("Ankara")
    page.get_by_role("button", name="Plan the meeting").click()
    said(page, "The meeting is planned, within the interval of the board.")
    return path_of(page)


def agenda_placed_itself(page: Page) -> None:
    """What is red and what is overdue stands on the agenda without anybody having put it there."""
    items = panel(page, "Agenda").get_by_role("listitem").filter(has_text="placed itself")
    expect(items.filter(has_text=f"Late action {ACTION}")).to_have_count(1)
    expect(items.filter(has_text="Overdue decision").first).to_be_visible()


def invite(page: Page) -> None:
    """The secretary records that the invitations have gone out."""
    page.get_by_role("button", name="Record that the invitations have gone out").click()
    said(page, "Recorded: the invitations have gone out.")


def begin(page: Page) -> None:
    """The day has come."""
    page.get_by_role("button", name="Open the meeting").click()
    said(page, "The meeting is open.")


def acting_holder_attends(page: Page) -> str:
    """Who came: the acting holder of a vacant seat, Health, nobody of Justice; gives the acting holder's name."""
    came = panel(page, "Who came")
    acting = came.locator("option").filter(has_text=", acting").first
    name = (acting.text_content() or "").removesuffix(", acting")
    acting.locator("xpath=..").select_option(label=f"{name}, acting")
    came.get_by_label("Ministry of Health").first.select_option(label="Cevdet Alptekin")
    came.get_by_label("Ministry of Justice").first.select_option(label="Absent")
    came.get_by_role("button", name="Record who came").click()
    said(page, "Recorded")
    return name


def decide(page: Page) -> None:
    """A decision under the item of the late action, with two addressees and a day."""
    page.get_by_role("link", name="Record a decision").click()
    item = main(page).get_by_label("Item of the agenda")
    label = item.locator("option").filter(has_text=f"Late action {ACTION}").text_content()
    item.select_option(label=label or "")
    in_language(page, "What is decided", "English").fill(DECISION)
    in_language(page, "What is decided", "Türkçe").fill(DECISION_TR)
    for addressee in ADDRESSEES:
        main(page).get_by_role("group", name="Addressees").get_by_label(addressee, exact=True).check()
    main(page).get_by_label("Due").fill("2017-11-30")
    page.get_by_role("button", name="Record the decision").click()
    said(page, "is recorded")


def close(page: Page) -> None:
    """The meeting is over."""
    page.get_by_role("button", name="Close the meeting").click()
    said(page, "The meeting is closed.")
