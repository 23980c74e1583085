"""Finding in real Chromium: suggestions with the keyboard, the chart with the keyboard, and on one sheet of paper."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from kurul.kernel.web.tests.browser import Server, Visit, assert_fits, assert_no_axe_violations
from tests.demonstration import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
A3 = (1191, 842)  # points, lying on its side


@pytest.fixture(scope="module")
def server(demonstration_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demonstration, served for all tests of this module."""
    with served(demonstration_file, tmp_path_factory.mktemp("finding")) as found:
        yield found


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Visit]:
    """Opens pages of the demonstration."""
    visits = Visit(chromium, server)
    yield visits
    visits.close()


def test_suggestions_are_chosen_with_the_keyboard(visit: Visit) -> None:
    page = visit("/organisations/")
    search = page.get_by_role("combobox", name="Search")
    page.keyboard.press("/")
    search.press_sequentially("saglk bakan")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("Ministry of Health")
    expect(search).to_have_attribute("aria-expanded", "true")
    assert_no_axe_violations(page)
    search.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(search).to_have_attribute("aria-activedescendant", "suggestion-1")
    search.press("Escape")
    expect(options.first).to_be_hidden()
    expect(search).to_have_value("saglk bakan")
    search.press("ArrowDown")
    search.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ministry of Health")


def test_suggestions_keep_the_day_that_is_looked_at(visit: Visit) -> None:
    page = visit("/organisations/?as_of=2016-09-01")
    search = page.get_by_role("combobox", name="Search")
    search.press_sequentially("saglik bakanligi")
    page.get_by_role("option", name="Ministry of Health").first.click()
    page.wait_for_url("**/organisations/*/?as_of=2016-09-01")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ministry of Health")


@pytest.mark.parametrize(
    ("path", "label"),
    [("/organisations/differences/", "Body and all below it"), ("/positions/who-may/", "For the body")],
)
def test_records_are_suggested_in_a_form_that_narrows_a_list(visit: Visit, path: str, label: str) -> None:
    """The form puts its answers into the address and in place of the list; its suggestions do neither."""
    page = visit(path)
    field = page.get_by_label(label)
    suggested = page.locator(f"#{field.get_attribute('list')} option")
    for typed, body in (("saglik bakan", "Ministry of Health"), ("adalet bak", "Ministry of Justice")):
        field.fill("")
        field.press_sequentially(typed)
        expect(suggested.first).to_have_attribute("value", re.compile(body))
        assert page.url.endswith(path)


def chart_of_the_prime_ministry(visit: Visit, **looks: Any) -> Page:
    """The page of the widest chart of the demonstration."""
    page = visit("/search/?q=ba%C5%9Fbakanl%C4%B1k&kind=organisations.organisation", **looks)
    page.get_by_role("link", name="Prime Ministry", exact=True).first.click()
    page.get_by_role("link", name="Organisation chart").click()
    expect(page.locator("svg.hierarchy")).to_be_visible()
    page.wait_for_load_state("load")  # with the style sheet, which says on what it is printed
    return page


def test_the_chart_prints_on_one_sheet_a3(visit: Visit) -> None:
    page = chart_of_the_prime_ministry(visit)
    (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert tuple(round(float(side)) for side in sheet.mediabox[2:]) == pytest.approx(A3, abs=3)
    assert "Ministry of Health" in sheet.extract_text()


def test_the_boxes_of_the_chart_are_reached_with_the_keyboard(visit: Visit) -> None:
    page = chart_of_the_prime_ministry(visit)
    boxes = page.locator("svg.hierarchy a")
    assert boxes.count() > 50
    boxes.first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelectorAll('svg.hierarchy a')[1]")
    assert_no_axe_violations(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ministry")


def test_on_a_phone_the_chart_is_a_list_and_the_difference_fits(visit: Visit) -> None:
    page = visit("/organisations/differences/?from=2010-01-01", width=390, theme="dark")
    assert_fits(page)
    page.goto(page.url.split("/organisations/")[0] + "/search/?q=saglik")
    assert_fits(page)
    assert_no_axe_violations(page)
