"""The stage of the journey: a server of the demonstration, and people who sign in with one click."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from kurul.kernel.web.tests.browser import Server, Visit

PHONE, DESKTOP = 390, 1280
PATIENCE = 15_000  # milliseconds until something that does not appear counts as missing
expect.set_options(timeout=PATIENCE)
# Names of demo/accounts.yaml, as the sign-in page offers them.
SECRETARY, CIO, REPORTER = "Feride Ulusoy", "Cevdet Alptekin", "Hülya Karataş"
STRATEGIST, OTHER_REPORTER = "Serdar Günay", "Okan Tunçer"


@dataclass
class Stage:
    """Who is there, and where. Windows stay signed in when the server goes on to another day."""

    visit: Visit
    windows: dict[str, Page] = field(default_factory=dict)

    def window(self, name: str, *, width: int = DESKTOP) -> Page:
        """The window of this person, signed in with one click on the sign-in page."""
        if name not in self.windows:
            page = self.visit("/account/login/", width=width)
            page.set_default_timeout(PATIENCE)
            page.get_by_role("listitem").filter(has_text=name).get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Desk")
            self.windows[name] = page
        return self.windows[name]

    def open(self, name: str, path: str) -> Page:
        """The page at the path in this person's window."""
        page = self.windows[name]
        page.goto(self.visit.server.address + path)
        return page

    def status(self, name: str, path: str) -> int:
        """How the server answers this person at the path."""
        response = self.windows[name].goto(self.visit.server.address + path)
        assert response is not None
        return response.status

    def go_home(self) -> None:
        """Everybody's window finishes what it loads and closes the page: the day is over."""
        for page in self.windows.values():
            page.wait_for_load_state("networkidle")
            page.goto("about:blank")

    def move_to(self, server: Server) -> None:
        """The same people go on with another server."""
        self.visit.server = server


def path_of(page: Page) -> str:
    """The path of the address that the window shows."""
    return urlsplit(page.url).path


def main(page: Page) -> Locator:
    """The content of the page, without what stands around every page."""
    return page.get_by_role("main")


def follow(page: Page, section: str) -> None:
    """Go to a page of the main navigation."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=section, exact=True).click()


def said(page: Page, sentence: str) -> None:
    """The page says what was just done."""
    expect(page.locator(".messages")).to_contain_text(sentence)


def panel(page: Page, heading: str) -> Locator:
    """The part of a record's page under a heading."""
    return page.locator("section.panel").filter(has=page.get_by_role("heading", name=heading, exact=True))


def in_language(page: Page, label: str, language: str) -> Locator:
    """The input of one language in a field that takes a text in several."""
    return main(page).get_by_role("group", name=label).get_by_label(language)


def by_keyboard(page: Page, target: Locator, *, most: int = 120) -> None:
    """Reach the element with the tabulator alone, as somebody without a mouse does."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with the tabulator.")
