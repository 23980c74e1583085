"""Every page that links lead to, in real Chromium: accessible in light and dark, a few of them on a phone.

One window of each person wanders from page to page; of each kind of page it opens the first that it meets. The theme is
changed under the loaded page, where only colours can differ.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, FilePayload, Page

from kurul.kernel.web.policy import routes
from kurul.kernel.web.tests.browser import AXE_COLOURS, Server, Visit, assert_fits, axe_violations
from tests.demonstration import ADMINISTRATOR, CIO, REPORTER, SECRETARY, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WANDERERS = (SECRETARY, ADMINISTRATOR, REPORTER)
# Kinds of pages of which there is more to see than one: in several states.
SEVERAL = {"imports:run": 3, "boards:meeting": 3, "monitoring:report": 3, "strategy:element": 3, "positions:seat": 3}
# No page of their own: what is only written to, files, parts of pages, the way out, the API.
NO_PAGE = {
    "site:home", "site:theme", "site:sign_in_as", "set_language", "account_logout", "suggest", "site:suggestions",
    "boards:pack",
    "boards:invite", "boards:open", "boards:close", "boards:move_item", "boards:drop_item", "boards:approve_minutes",
    "monitoring:close_period", "monitoring:expect_reports", "monitoring:remind", "monitoring:no_change",
    "monitoring:step", "organisations:drop_step", "organisations:earlier_step", "organisations:later_step",
    "organisations:apply_reorganisation",
    "organisations:take_as_they_are", "imports:template", "imports:mapping", "imports:store", "imports:preview", "eli",
}  # fmt: skip
# Linked from nowhere, or only in a state that the demonstration does not show: opened by their addresses.
BY_ADDRESS = (
    "/account/login/", "/style-guide/", "/style-guide/record/", "/style-guide/list/", "/style-guide/form/", "/nothing/",
    "/search/?q=bakan", "/boards/1/seats/", "/positions/who-may/?power=sign_expenditure",
)  # fmt: skip
TAKING_BACK = "organisations:take_back_reorganisation"
ON_A_PHONE = ("/oversight/desk/", "/organisations/", "/boards/", "/strategy/", "/monitoring/", "/positions/")


@pytest.fixture(scope="module")
def server(demonstration_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served for all tests of this module."""
    with served(demonstration_file, tmp_path_factory.mktemp("pages")) as found:
        yield found


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Visit]:
    """Opens pages of the demonstration."""
    visits = Visit(chromium, server)
    yield visits
    visits.close()


def signed_in(visit: Visit, login: str, *, width: int = 1280) -> Page:
    """A window of this person."""
    page = visit("/account/login/", width=width)
    page.locator(f"form:has(input[name=login][value='{login}'])").get_by_role("button").click()
    page.wait_for_url("**/oversight/desk/")
    return page


@cache
def kind_of(path: str) -> str:
    """The name of the route that answers; empty: none does."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def linked(page: Page) -> list[str]:
    """The paths that the page links to, without their questions."""
    found = page.eval_on_selector_all("a[href]:not(svg a)", "links => links.map(link => link.href)")
    own = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}/"
    return list(dict.fromkeys(urlsplit(link).path for link in found if link.startswith(own)))


def open_wholly(page: Page, url: str) -> None:
    """The page with the parts that come by themselves after it."""
    page.goto(url, wait_until="load")
    if page.locator("[hx-trigger=load]").count():
        page.wait_for_load_state("networkidle")


def wander(page: Page, server: Server, judged: dict[str, int], wanted: set[str]) -> list[str]:
    """Open each kind of page that links lead to, judge it if nobody has yet; gives what is wrong, page by page.

    Kinds that nobody has judged come first, and where none is missing any more the way ends.
    """
    wrong: list[str] = []
    opened: dict[str, int] = {}
    waiting = linked(page)
    known = set(waiting)
    while waiting and wanted - judged.keys():
        path = min(waiting, key=lambda one: kind_of(one) in judged)
        waiting.remove(path)
        kind = kind_of(path)
        enough = SEVERAL.get(kind, 1)
        if not kind or kind in NO_PAGE or kind.startswith("api-") or opened.get(kind, 0) >= enough:
            continue
        open_wholly(page, server.address + path)
        opened[kind] = opened.get(kind, 0) + 1
        found = [link for link in linked(page) if link not in known]
        waiting += found
        known.update(found)
        if judged.get(kind, 0) < enough:
            judged[kind] = judged.get(kind, 0) + 1
            wrong += violations(page)
    return wrong


def violations(page: Page) -> list[str]:
    """What axe finds, in the dark about the colours alone; a list, so that one run tells of all pages."""
    light = axe_violations(page)
    page.emulate_media(color_scheme="dark")
    dark = axe_violations(page, AXE_COLOURS)
    page.emulate_media(color_scheme="light")
    return [f"{page.url}\n{one}" for one in light] + [f"{page.url} in the dark\n{one}" for one in dark]


def open_adoption(page: Page, server: Server) -> None:
    """The form by which a draft is adopted; no plan of the demonstration is a draft, so one is entered."""
    page.goto(f"{server.address}/strategy/new/")
    page.locator("[name=code]").fill("DRAFT-2020")
    page.locator("[name=scheme]").select_option(index=1)
    page.locator("[name=title_tr]").fill("2020 Planı")
    page.locator("[name=first_day]").fill("2020-01-01")
    page.get_by_role("main").get_by_role("button").last.click()
    page.locator("a[href$='/adopt/']").click()


def open_end_of_a_link(page: Page, server: Server) -> None:
    """The form that ends the link between a person and an account, of the first person who has one."""
    page.goto(f"{server.address}/people/?q=Ulusoy")
    page.get_by_role("main").get_by_role("link", name="Ulusoy").first.click()
    page.locator("a[href*='/account/'][href$='/end/']").first.click()


def open_withdrawal_of_a_line(page: Page, server: Server) -> None:
    """The form that withdraws to whom a post reports, of a post that reports to another one."""
    page.goto(f"{server.address}/positions/posts/?q=Sağlık+Bilgi")
    page.locator("main tbody th a").first.click()
    page.locator("main a[href$='/line/']").first.click()
    page.locator("main a[href*='/line/'][href$='/withdraw/']").first.click()


def open_correction_of_a_line(page: Page, server: Server) -> None:
    """The form that corrects to whom a post reports, of the same post."""
    open_withdrawal_of_a_line(page, server)
    page.go_back()
    page.locator("main a[href*='/line/'][href$='/correct/']").first.click()


def open_taking_back(page: Page, server: Server) -> None:
    """The form that takes back an applied reorganisation; the one that the demonstration has drafted is applied."""
    open_preview(page, server)
    page.locator("form[action$='/apply/']").get_by_role("button").click()
    page.locator("main a[href$='/take-back/']").click()


def open_preview(page: Page, server: Server) -> None:
    """What would come of the reorganisation that the demonstration has drafted."""
    page.goto(f"{server.address}/organisations/reorganisations/")
    page.locator("tr", has_text="Taslak").or_(page.locator("tr", has_text="Draft")).get_by_role("link").first.click()
    page.locator("form[action$='/preview/']").get_by_role("button").click()


def open_columns(page: Page, server: Server) -> None:
    """The form that asks what the columns of an own table mean; for that one is uploaded."""
    page.goto(f"{server.address}/imports/new/")
    page.locator("[name=profile]").select_option("table")
    table = FilePayload(name="own.csv", mimeType="text/csv", buffer=b"no,ad\n1,Bir\n")
    page.locator("[name=chosen]").set_input_files(table)
    page.get_by_role("main").get_by_role("button").last.click()
    page.wait_for_url("**/columns/")


def open_end_of_a_citation(page: Page, server: Server) -> None:
    """The form by which a record no longer rests on a provision."""
    open_withdrawal_of_a_citation(page, server)
    page.go_back()
    page.locator("main a[href*='/citations/'][href$='/end/']").first.click()


def open_withdrawal_of_a_citation(page: Page, server: Server) -> None:
    """The form that takes back a citation, of the first provision that a record cites."""
    page.goto(f"{server.address}/law/1/")
    page.locator("main a[href$='#resting']").first.click()
    page.locator("main a[href*='/citations/'][href$='/withdraw/']").first.click()


def test_axe_finds_nothing_on_any_page_light_and_dark(visit: Visit, server: Server) -> None:
    kinds = {route.name for route in routes() if not route.name.startswith("api-")} - NO_PAGE
    wanted = kinds - {TAKING_BACK, *map(kind_of, BY_ADDRESS)}
    judged: dict[str, int] = {}
    wrong: list[str] = []
    administrator = signed_in(visit, ADMINISTRATOR)
    for opened in (
        open_adoption,
        open_end_of_a_link,
        open_withdrawal_of_a_line,
        open_correction_of_a_line,
        open_preview,
        open_columns,
        open_withdrawal_of_a_citation,
        open_end_of_a_citation,
    ):
        opened(administrator, server)
        wrong += violations(administrator)
        judged[kind_of(urlsplit(administrator.url).path)] = 1
    for login in WANDERERS:
        wrong += wander(signed_in(visit, login), server, judged, wanted)
    open_taking_back(administrator, server)  # in the end: without the draft there is less to see
    wrong += violations(administrator)
    judged[kind_of(urlsplit(administrator.url).path)] = 1
    page = visit("/account/login/")
    for path in BY_ADDRESS:
        open_wholly(page, server.address + path)
        wrong += violations(page)
        judged[kind_of(path)] = 1
    assert not wrong, "\n\n".join(wrong)
    assert kinds == judged.keys() & kinds


@pytest.mark.parametrize("login", [SECRETARY, CIO])
def test_pages_fit_on_a_phone(visit: Visit, server: Server, login: str) -> None:
    page = signed_in(visit, login, width=390)
    for path in ON_A_PHONE:
        page.goto(server.address + path, wait_until="load")
        assert_fits(page)
        record = next(link for link in linked(page) if "<" not in link and kind_of(link).startswith(path.split("/")[1]))
        page.goto(server.address + record, wait_until="load")
        assert_fits(page)
