"""The components as templates use them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template, TemplateDoesNotExist
from django.utils.translation import override

from kurul.kernel.slots import Panel
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.components import Link, Tab, TimelineEntry
from kurul.kernel.web.tests.make import asking

pytestmark = pytest.mark.usefixtures("english")


def render(source: str, **values: Any) -> str:
    """The template as it is shown, on one line."""
    return " ".join(Template(source).render(Context(values)).split())


def test_day_not_known_is_muted() -> None:
    assert render("{% day when %}", when=Bound.unknown()) == '<span class="muted">not known</span>'
    assert render("{% day when %}", when=None) == '<span class="muted">not known</span>'
    assert render("{% day when %}", when=date(2016, 7, 19)) == '<time datetime="2016-07-19">19 Jul 2016</time>'


def test_text_in_another_language_says_which() -> None:
    assert render("{% text name %}", name=Translated(en="Board", tr="Kurul")) == "Board"
    assert render("{% text name %}", name=Translated(tr="Kurul")) == '<span lang="tr">Kurul</span>'
    with override("tr"):
        assert render("{% text name %}", name=Translated(en="Board", tr="Kurul")) == "Kurul"


def test_missing_text_is_not_published_and_never_filled_in() -> None:
    assert render("{% text name %}", name=Translated()) == '<span class="muted">not published</span>'
    assert render("{% text name 'no name' %}", name=None) == '<span class="muted">no name</span>'


def test_text_is_escaped() -> None:
    assert render("{% text name %}", name=Translated(en="<b>")) == "&lt;b&gt;"


def test_number_leads_to_the_rows_it_counts() -> None:
    assert render("{% number 1234 '/late/' 'late reports' %}") == (
        '<a class="number" href="/late/">1,234<span class="visually-hidden"> late reports</span></a>'
    )
    assert render("{% number 0 %}") == '<span class="number">0</span>'
    assert render("{% number None '/late/' %}") == '<span class="muted">not known</span>'


def test_links_keep_the_day_that_is_looked_at() -> None:
    request = asking(look=Look(date(2016, 7, 19)))
    assert render("{% to 'site:search' query='q=x' %}", request=request) == "/search/?q=x&amp;as_of=2016-07-19"
    assert render("{% to 'site:home' as home %}{{ home }}", request=request) == "/?as_of=2016-07-19"
    assert render("{% to 'site:home' %}") == "/"


def test_status_is_icon_word_and_colour() -> None:
    shown = render("{% status 'late' %}")
    assert '<span class="status step-late"><svg class="icon"' in shown
    assert "<span>Late</span>" in shown


@pytest.mark.parametrize(
    ("record", "mark"),
    [
        (SimpleNamespace(basis="illustrative"), "Illustrative"),
        (SimpleNamespace(basis="inferred"), "Inferred"),
        ("illustrative", "Illustrative"),
    ],
)
def test_what_no_source_states_is_marked(record: Any, mark: str) -> None:
    assert mark in render("{% illustrative record %}", record=record)


def test_what_a_source_states_bears_no_mark() -> None:
    assert render("{% illustrative record %}", record=SimpleNamespace(basis="stated")) == ""


def test_icon_is_silent_unless_it_speaks_for_itself() -> None:
    assert 'aria-hidden="true"' in render("{% icon 'search' %}")
    shown = render("{% icon 'search' 'Search' %}")
    assert 'role="img" aria-label="Search"' in shown
    assert "aria-hidden" not in shown


def test_wrapping_components_hold_what_they_wrap() -> None:
    assert "<b>rule</b>" in render("{% why %}<b>rule</b>{% endwhy %}")
    assert "<summary>Why?</summary>" in render("{% why %}x{% endwhy %}")
    shown = render("{% panel 'Posts' 12 '/posts/' 'posts' %}<p>{{ name }}</p>{% endpanel %}", name="<b>")
    assert '<section class="panel" id="posts">' in shown
    assert '<a class="number" href="/posts/">12<span class="visually-hidden"> Posts</span></a>' in shown
    assert "<p>&lt;b&gt;</p>" in shown


def test_fact_says_since_when_and_on_what_basis() -> None:
    shown = render(
        "{% facts %}{% fact 'Parent' when=period basis=law %}MTMC{% endfact %}{% endfacts %}",
        period=Period.since(date(2016, 7, 19)),
        law=Link("Law 655", "/law/655/"),
    )
    assert '<dl class="facts"><div class="fact"><dt>Parent</dt><dd>MTMC<span class="fact-basis">since' in shown
    assert '· <a href="/law/655/">Law 655</a>' in shown


def test_tile_shows_its_status() -> None:
    shown = render("{% tile name '/x/' 'late' %}Ayşe{% endtile %}", name=Translated(en="A <ministry>"))
    assert '<a href="/x/">A &lt;ministry&gt;</a>' in shown
    assert "tile-late" in shown
    assert "Ayşe" in shown


def test_timeline_tells_day_sentence_instrument_and_who_recorded_it() -> None:
    entry = TimelineEntry(
        Bound.month(2016, 7),
        Translated(tr="Kuruldu."),
        instrument=Link("Decree 1", "/law/1/"),
        actor="Registry clerk",
        recorded_at=datetime(2018, 3, 1, 9, 0, tzinfo=UTC),
        basis="inferred",
        details=(Link("before", "/b/"), Link("after")),
    )
    shown = render("{% timeline entries %}", entries=[entry])
    for part in (
        '<p class="timeline-day"><time datetime="2016-07">July 2016</time></p>',
        '<span lang="tr">Kuruldu.</span>',
        '<a href="/law/1/">Decree 1</a> · Registry clerk · recorded <time datetime="2018-03-01T12:00+03:00">',
        "Inferred",
        '<a href="/b/">before</a> · after',
    ):
        assert part in shown


def test_breadcrumb_ends_with_the_page_itself() -> None:
    shown = render("{% breadcrumb trail %}", trail=[Link("Boards", "/boards/"), Link("CIO Board", "/boards/1/")])
    assert '<a href="/boards/">Boards</a>' in shown
    assert '<span aria-current="page">CIO Board</span>' in shown


def test_tabs_mark_the_current_one() -> None:
    shown = render("{% tabs items 'Views' %}", items=[Tab("List", "/l/", True, 43), Tab("Tree", "/t/")])
    assert '<nav class="tabs" aria-label="Views">' in shown
    assert '<a href="/l/" aria-current="page">List' in shown
    assert '<a href="/t/">Tree</a>' in shown


@pytest.mark.parametrize(
    ("value", "total", "width"), [(31, 43, "72.1%"), (0, 43, "0.0%"), (0, 0, "0%"), (50, 43, "100.0%")]
)
def test_meter_shows_the_share_and_says_the_numbers(value: int, total: int, width: str) -> None:
    shown = render("{% meter value total 'reports' %}", value=value, total=total)
    assert f'<rect class="meter-part" width="{width}"' in shown
    assert f"{value} of {total} reports" in shown


def test_meter_has_no_decimal_comma_in_turkish() -> None:
    with override("tr"):
        assert 'width="72.1%"' in render("{% meter 31 43 %}")


def test_empty_state_teaches_and_leads_on() -> None:
    shown = render("{% empty_state 'No meetings' 'The secretariat plans them.' '/new/' 'Plan one' %}")
    assert "No meetings" in shown
    assert '<a class="button" href="/new/">Plan one</a>' in shown
    assert "href" not in render("{% empty_state 'No meetings' %}")


def test_empty_state_can_stand_inside_a_loop() -> None:
    assert render("{% for x in y %}{% empty %}{% empty_state 'None' %}{% endfor %}", y=[]).count("None") == 1


def test_panels_of_higher_rooms_get_the_page_and_their_own_context() -> None:
    panel = Panel("meter", "Reports", "components/meter.html", {"value": 3, "total": 4, "width": "75%"})
    shown = render("{% slot_panels panels %}", panels=[panel])
    assert '<section class="panel" id="panel-meter">' in shown
    assert "3 of 4" in shown
    with pytest.raises(TemplateDoesNotExist):
        render("{% slot_panels panels %}", panels=[Panel("x", "X", "nowhere.html", {})])
