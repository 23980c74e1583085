"""Takes the pictures of docs/ from a fresh demonstration: `make screenshots`.

Each picture shows a page as the board's secretary sees it, in English, light, at 1280 × 800.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from kurul.kernel.web.tests.browser import CHROMIUM, FLAGS, MADE, ROOT, serve

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 200_000  # bytes; more would make the README slow
WINDOW: ViewportSize = {"width": 1280, "height": 800}
LOAD = ["-m", "kurul", "demo", "load"]


@dataclass(frozen=True)
class Picture:
    """A file and the links that lead to its page: first of the main navigation, then of the pages that follow."""

    file: str
    links: Sequence[str]


TAKEN = (
    Picture("desk.png", ["Desk"]),
    Picture("cio-seats.png", ["Posts & CIOs"]),
    Picture("board.png", ["Boards", "CIO Board"]),
    Picture("plan.png", ["Plans", "National e-Government Strategy"]),
    Picture("scorecard.png", ["Monitoring", "2017-H1", "Scorecard"]),
)


def pinned_day() -> str:
    """The day of the demonstration, from its one settings file."""
    lines = (ROOT / "demo" / "demonstration.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))["KURUL_PINNED_DAY"]


def take(page: Page, picture: Picture) -> Path:
    """Go where the picture is, and take it."""
    first, *others = picture.links
    page.get_by_role("navigation", name="Main").get_by_role("link", name=first, exact=True).first.click()
    for link in others:
        page.get_by_role("main").get_by_role("link", name=link).first.click()
    page.wait_for_load_state("networkidle")
    path = PICTURES / picture.file
    page.screenshot(path=path, animations="disabled")
    return path


def take_all(address: str) -> list[Path]:
    """All pictures, taken by the secretary."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = chromium.new_context(viewport=WINDOW, color_scheme="light", locale="en", reduced_motion="reduce")
        context.add_cookies([{"name": "django_language", "value": "en", "url": address}])
        page = context.new_page()
        page.goto(f"{address}/account/login/")
        page.locator("form:has(input[name=login][value='kurul.sekreteri'])").get_by_role("button").click()
        taken = [take(page, picture) for picture in TAKEN]
        chromium.close()
    return taken


def main() -> int:
    """Take the pictures; 1 when one is too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder), prepare=[*MADE, LOAD], mode="demonstration", day=pinned_day()) as server,
    ):
        taken = take_all(server.address)
    too_large = 0
    for path in taken:
        size = path.stat().st_size
        too_large += size > LARGEST
        print(f"{path.relative_to(ROOT)}  {size // 1000} kB{'  too large' if size > LARGEST else ''}")
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
