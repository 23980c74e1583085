"""How an action stands on the scorecard, and why."""

from playwright.sync_api import Locator, Page, expect

from tests.journey.reporting import ACTION, PERIOD
from tests.journey.stage import panel


def open_scorecard(page: Page) -> None:
    """From the page of the period to the scorecard."""
    page.get_by_role("link", name="Scorecard").first.click()
    expect(page.get_by_text(f"Scorecard · {PERIOD}")).to_be_visible()


def line(page: Page) -> Locator:
    """The line of the action in the plan."""
    return panel(page, "The plan").get_by_role("row").filter(has_text=ACTION)


def explains_itself(page: Page) -> None:
    """The line says that it is late, and unfolded it says why and by which rule."""
    expect(line(page)).to_contain_text("Late")
    line(page).get_by_text("Why?").click()
    expect(line(page)).to_contain_text(f"The responsible body rates it “Delayed” ({PERIOD}).")
    expect(line(page)).to_contain_text("Days and values are judged first")
