"""The style guide in real Chromium: accessible in every look, narrow enough, usable by keyboard and without script."""

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from kurul.kernel.web.tests.browser import Server, Theme, Visit, assert_fits, assert_no_axe_violations

pytestmark = pytest.mark.browser

GUIDE = "/style-guide/"
LAYOUTS = ("/style-guide/record/", "/style-guide/list/", "/style-guide/form/", "/", "/account/login/", "/nothing/")
OTHER_DAY = "?as_of=2016-07-19&known_at=2019-01-01"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_style_guide_has_no_axe_violations(visit: Visit, theme: Theme, language: str, width: int) -> None:
    page = visit(GUIDE, theme=theme, language=language, width=width)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert_no_axe_violations(page)
    assert_fits(page)


@pytest.mark.parametrize("path", LAYOUTS)
@pytest.mark.parametrize(("theme", "language", "width"), [("light", "en", 1280), ("dark", "tr", 390)])
def test_layouts_have_no_axe_violations(visit: Visit, path: str, theme: Theme, language: str, width: int) -> None:
    page = visit(path, theme=theme, language=language, width=width)
    assert_no_axe_violations(page)
    assert_fits(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_menus_and_another_day_have_no_axe_violations(visit: Visit, theme: Theme) -> None:
    page = visit(f"{GUIDE}{OTHER_DAY}", theme=theme)
    page.locator(".look-menu summary").click()
    for summary in page.locator("main summary").all():
        if summary.is_visible():
            summary.click()
    page.locator(".look-menu").evaluate("menu => menu.open = true")
    assert_no_axe_violations(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_form_with_errors_has_no_axe_violations_and_leads_to_the_fields(visit: Visit, theme: Theme) -> None:
    page = visit("/style-guide/form/", theme=theme)
    page.get_by_label("Reason").fill("Typed before the error")
    page.get_by_role("button", name="Save").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: A sample form – Kurul")
    assert_no_axe_violations(page)
    summary.get_by_role("link", name="First day").click()
    expect(page.get_by_label("First day")).to_be_focused()
    expect(page.get_by_label("Reason")).to_have_value("Typed before the error")


@pytest.mark.parametrize("path", [GUIDE, *LAYOUTS])
def test_pages_fit_into_320_pixels(visit: Visit, path: str) -> None:
    assert_fits(visit(path, width=320, language="tr"))


def test_the_chosen_theme_wins_over_the_device(visit: Visit) -> None:
    page = visit("/style-guide/form/", theme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.url.endswith("/style-guide/form/")


def test_the_language_switch_stays_on_the_page(visit: Visit) -> None:
    page = visit("/style-guide/form/")
    page.get_by_role("button", name="Türkçe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Örnek form")
    assert page.url.endswith("/style-guide/form/")


def test_slash_leads_to_the_search_but_can_be_typed_into_fields(visit: Visit) -> None:
    page = visit("/style-guide/form/")
    page.locator("main").press("/")
    search = page.get_by_role("combobox", name="Search")
    expect(search).to_be_focused()
    search.press("/")
    expect(search).to_have_value("/")


def test_skip_link_leads_past_the_navigation(visit: Visit) -> None:
    page = visit("/style-guide/form/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    link.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_phone_menu_opens_and_closes_with_the_keyboard(visit: Visit) -> None:
    page = visit("/style-guide/form/", width=390)
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation).to_be_hidden()
    page.get_by_role("button", name="Menu").press("Enter")
    expect(navigation).to_be_visible()
    assert_no_axe_violations(page)
    page.keyboard.press("Escape")
    expect(navigation).to_be_hidden()


def test_menu_closes_with_escape_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("/style-guide/form/")
    summary = page.locator(".look-menu summary")
    summary.press("Enter")
    field = page.get_by_label("Look at another day")
    field.focus()
    field.press("Escape")
    expect(field).to_be_hidden()
    expect(summary).to_be_focused()


def test_filters_replace_only_the_list_and_the_address_follows(visit: Visit) -> None:
    page = visit("/style-guide/list/")
    page.evaluate("window.stillTheSamePage = true")
    page.locator("#id_status").select_option("sample.vacant")
    expect(page.locator(".list-count")).to_contain_text("30")
    expect(page).to_have_url(f"{visit.server.address}/style-guide/list/?text=&status=sample.vacant")
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.locator("tbody .step-late").count() == 30


def test_an_address_that_cannot_be_read_is_shown_even_to_a_part_of_a_page(visit: Visit) -> None:
    page = visit("/style-guide/list/")
    page.locator("form.filters").evaluate(
        "form => form.insertAdjacentHTML('beforeend', '<input type=hidden name=as_of value=tomorrow>')"
    )
    page.locator("#id_status").select_option("sample.vacant")
    expect(page.get_by_role("heading", level=1)).to_have_text("This address cannot be read")
    assert "Response Status Error Code 400" in visit.complaints.pop()


def test_filters_and_menu_work_without_script(chromium: Browser, empty_server: Server) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en")
    context.add_cookies([{"name": "django_language", "value": "en", "url": empty_server.address}])
    page = context.new_page()
    page.goto(f"{empty_server.address}/style-guide/list/")
    page.locator("#id_status").select_option("sample.vacant")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".list-count")).to_contain_text("30")
    page.locator(".look-menu summary").click()
    page.get_by_label("Look at another day").fill("2016-07-19")
    page.get_by_role("button", name="Look", exact=True).click()
    expect(page.get_by_role("complementary")).to_contain_text("19 Jul 2016")
    assert "status=sample.vacant" in page.url
    context.close()


def test_targets_are_large_enough_to_hit(visit: Visit) -> None:
    page = visit("/style-guide/list/", width=390)
    sizes = page.evaluate(
        """[...document.querySelectorAll("button, summary, nav a, .exports a, .button, select, input")]
        .filter(e => e.checkVisibility() && e.type !== "hidden")
        .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().width, e.getBoundingClientRect().height])"""
    )
    small = [(html, width, height) for html, width, height in sizes if min(width, height) < 24]
    assert len(sizes) > 10
    assert not small


@pytest.mark.parametrize(
    "fault",
    [
        '<p style="color: red">',
        "<script>document.title = 'changed'</script>",
        '<img src="https://example.org/picture.png" alt="">',
    ],
)
def test_the_harness_notices_what_the_content_security_policy_forbids(visit: Visit, fault: str) -> None:
    page = visit.context().new_page()

    def spoil(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("</main>", f"{fault}</main>"))

    page.route("**/style-guide/form/", spoil)
    page.goto(f"{visit.server.address}/style-guide/form/")
    assert any("Content Security Policy" in complaint for complaint in visit.complaints)
    visit.complaints.clear()


def test_the_harness_notices_what_axe_finds(visit: Visit) -> None:
    page = visit("/style-guide/form/")
    page.locator("main").evaluate("main => { main.querySelector('label').remove(); }")
    with pytest.raises(AssertionError, match="label"):
        assert_no_axe_violations(page)


def test_suggestions_are_not_in_the_way_of_a_plain_search(visit: Visit) -> None:
    """Typed, nothing chosen, Enter: the search. Nothing is found on an empty database, so nothing is offered."""
    page = visit("/")
    search = page.get_by_role("combobox", name="Search")
    expect(search).to_have_attribute("aria-expanded", "false")
    search.press_sequentially("bakan")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#search-suggestions")).to_be_hidden()
    search.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=bakan"))


@pytest.mark.parametrize(("width", "is_shown"), [(390, False), (1280, True)])
def test_an_empty_cell_shows_no_label_in_a_stack(visit: Visit, width: int, is_shown: bool) -> None:
    """On a phone each cell says what it is; an empty one would say only that. In columns it keeps its place."""
    page = visit("/style-guide/list/", width=width)
    cells = page.locator(".table-frame tbody tr").first.locator("td")
    cells.nth(0).locator(".cell").evaluate("cell => cell.replaceChildren()")
    assert cells.nth(0).evaluate("cell => cell.checkVisibility()") is is_shown
    expect(cells.nth(1)).to_be_visible()
