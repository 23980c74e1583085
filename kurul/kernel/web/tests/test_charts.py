"""Charts: the right places, the table behind them, no styles that the content-security policy forbids."""

from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test.html import parse_html
from django.utils.translation import override

from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.web import charts
from kurul.kernel.web.statuses import Step, status_of
from kurul.kernel.web.tests.fragments import element
from kurul.site.samples import sample_charts

pytestmark = pytest.mark.usefixtures("english")

ON_TRACK, LATE, NOT_KNOWN = status_of("on_track"), status_of("late"), status_of("not_known")


def shown(chart: charts.Chart) -> str:
    """The chart as it stands in a page."""
    return Template("{% chart chart %}").render(Context({"chart": chart}))


def test_bars_are_as_long_as_their_share_of_the_greatest() -> None:
    measured = [charts.Bar("A", 200, "/a/"), charts.Bar("B", 50), charts.Bar("C", None)]
    chart = charts.bars("b", "Posts", "By kind.", measured, measure="Posts")
    assert [drawn.width for drawn in chart.drawing] == ["100%", "25%", "0%"]
    html = shown(chart)
    assert '<a class="number" href="/a/">200' in html
    assert "not known" in html


def test_bars_of_nothing_have_no_length() -> None:
    chart = charts.bars("b", "T", "D", [charts.Bar("A", 0)], measure="Posts")
    assert [drawn.width for drawn in chart.drawing] == ["0%"]


def test_bar_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        charts.bars("b", "T", "D", [charts.Bar("A", -1)], measure="Posts")


def test_segments_fill_the_whole_and_leave_out_what_is_none() -> None:
    parts = [charts.Segment(ON_TRACK, 3), charts.Segment(LATE, 1, "/late/"), charts.Segment(NOT_KNOWN, 0)]
    chart = charts.stacks("s", "Seats", "3 of 4.", [charts.Stack("today", parts)])
    (row,) = chart.drawing.rows
    assert [(drawn.x, drawn.width, drawn.says) for drawn in row.segments] == [("0%", "75%", "3"), ("75%", "25%", "1")]
    assert [cell.text for cell in chart.table.rows[0]] == ["today", "3", "1", "0", "4"]
    assert '<a href="/late/">1</a>' in shown(chart)


def test_statuses_of_one_colour_have_patterns_of_their_own_in_the_bar_and_in_the_key() -> None:
    codes = ("on_track", "at_risk", "late", "returned", "draft", "not_known")
    parts = [charts.Segment(status_of(code), 1) for code in codes]
    chart = charts.stacks("s", "T", "D", [charts.Stack("2017", parts)])
    patterns = [drawn.pattern for drawn in chart.drawing.rows[0].segments]
    assert patterns == ["", "columns", "hatch", "grid", "rows", "dots"]
    assert [pattern for _status, pattern in chart.drawing.key] == patterns
    html = shown(chart)
    for pattern in patterns[1:]:
        assert f'<pattern id="s-{pattern}"' in html
        assert html.count(f'fill="url(#s-{pattern})"') == 2


def test_the_column_of_the_wholes_is_headed_by_what_they_are() -> None:
    wholes = [charts.Stack("2017", [charts.Segment(ON_TRACK, 1)])]
    assert str(charts.stacks("s", "T", "D", wholes).table.columns[0]) == "Year"
    assert str(charts.stacks("s", "T", "D", wholes, of="What").table.columns[0]) == "What"


def test_several_wholes_make_room_for_their_labels() -> None:
    wholes = [charts.Stack(str(year), [charts.Segment(ON_TRACK, year - 2000)]) for year in (2016, 2017)]
    chart = charts.stacks("s", "T", "D", wholes)
    assert [row.segments[0].x for row in chart.drawing.rows] == ["14%", "14%"]
    assert ">2016</text>" in shown(chart)


def test_whole_of_nothing_is_drawn_empty() -> None:
    chart = charts.stacks("s", "T", "D", [charts.Stack("today", [charts.Segment(ON_TRACK, 0)])])
    assert chart.drawing.rows[0].segments == []


def test_indicator_places_values_between_zero_and_a_round_number() -> None:
    chart = charts.indicator(
        "i",
        "Services",
        "Rising.",
        baseline=charts.Reading(date(2016, 1, 1), 100),
        targets=[charts.Reading(date(2018, 1, 1), 400)],
        actuals=[charts.Reading(date(2018, 1, 1), 200), charts.Reading(date(2017, 1, 1), 150)],
    )
    drawing = chart.drawing
    assert [rule.says for rule in drawing.rules] == ["0", "250", "500"]
    assert drawing.baseline.x == "13%"
    assert drawing.targets[0].x == drawing.actuals[-1].x == "95%"
    assert [point.says for point in drawing.actuals] == ["150", "200"]
    assert drawing.targets[0].y < drawing.actuals[-1].y < drawing.baseline.y
    assert [str(cell.text) for cell in chart.table.rows[0]] == ["1 Jan 2016", "Baseline", "100"]


def test_indicator_below_zero_stays_in_the_picture() -> None:
    readings = [charts.Reading(date(2016, 1, 1), -3), charts.Reading(date(2017, 1, 1), 7)]
    drawing = charts.indicator("i", "T", "D", baseline=None, targets=[], actuals=readings).drawing
    assert [rule.says for rule in drawing.rules] == ["-5", "2.5", "10"]
    assert all(14 <= point.y <= 104 for point in drawing.actuals)


def test_indicator_of_a_single_zero_can_be_drawn() -> None:
    drawing = charts.indicator(
        "i", "T", "D", baseline=charts.Reading(date(2016, 1, 1), 0), targets=[], actuals=[]
    ).drawing
    assert drawing.baseline.y == 104


def test_indicator_without_any_value_is_refused() -> None:
    with pytest.raises(ValueError, match="without any value"):
        charts.indicator("i", "T", "D", baseline=None, targets=[], actuals=[])


def test_strip_cuts_spans_at_the_turn_of_the_year() -> None:
    chart = charts.strip(
        "c",
        "Meetings",
        "One breach.",
        marks=[charts.Mark(date(2017, 7, 2), "Met", "/meetings/1/")],
        breaches=[charts.Span(date(2017, 12, 1), date(2018, 1, 31))],
        today=date(2018, 6, 1),
    )
    drawing = chart.drawing
    assert [row.year for row in drawing.years] == [2017, 2018]
    assert [(box.x, box.y) for box in drawing.breaches] == [("90.984%", 29), ("10%", 59)]
    assert drawing.today is not None
    assert drawing.dots[0].x == "54.129%"
    html = shown(chart)
    assert '<a href="/meetings/1/">Met</a>' in html
    assert "1 Dec 2017 – 31 Jan 2018" in html


def test_strip_does_not_show_a_today_that_lies_outside() -> None:
    drawing = charts.strip("c", "T", "D", marks=[charts.Mark(date(2017, 1, 1), "Met")], today=date(2026, 1, 1)).drawing
    assert drawing.today is None


def test_strip_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs something"):
        charts.strip("c", "T", "D", marks=[], today=date(2017, 1, 1))


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("kind", ["bars", "coverage", "years", "indicator", "falling", "strip"])
def test_every_chart_has_a_title_a_description_and_a_table_and_no_style(kind: str, language: str) -> None:
    with override(language):
        chart = sample_charts(date(2019, 6, 14))[kind]
        html = shown(chart)
    page = parse_html(html)
    assert element(page, f"{chart.name}-title") is not None
    assert element(page, f"{chart.name}-description") is not None
    assert "<table" in html
    assert len(chart.table.rows) > 0
    assert "style=" not in html


@pytest.mark.parametrize("kind", ["coverage", "years", "indicator", "falling", "strip"])
def test_places_are_written_as_svg_reads_them_in_turkish(kind: str) -> None:
    with override("tr"):
        html = shown(sample_charts(date(2019, 6, 14))[kind])
    picture = html[html.index("<svg") : html.index("</svg>")]
    assert "%" in picture
    assert not any("," in part for part in picture.replace(">", '"').split('"')[1::2] if part[:1].isdigit())


def test_status_of_every_step_has_a_fill() -> None:
    css = (Path(charts.__file__).parents[1] / "static/kurul/theme.css").read_text()
    assert all(f".fill-{step.value} " in css for step in Step)
    assert all(f".step-{step.value} " in css for step in Step)


def a_life() -> charts.Chart:
    held = [
        charts.Band(Period.since(Bound.by(date(2012, 12, 31)), date(2017, 5, 1)), "Department"),
        charts.Band(Period.since(date(2017, 5, 1)), "Directorate general"),
    ]
    happened = [
        charts.Happening(Bound.by(date(2012, 12, 31)), "Founded"),
        charts.Happening(Bound.on(date(2017, 5, 1)), "Renamed", "/change/", "Decree 5", "/law/5/"),
        charts.Happening(Bound.on(date(2017, 5, 1)), "Raised"),
    ]
    return charts.bands(
        "life",
        "Its life",
        "From when to when",
        rows=[charts.BandRow("Level", held)],
        happenings=happened,
        today=date(2017, 10, 16),
    )


def test_bands_follow_each_other_and_what_is_not_sure_is_drawn_apart() -> None:
    row = a_life().drawing.rows[0]
    first, second = row.bands
    assert float(first.x[:-1]) + float(first.width[:-1]) == pytest.approx(float(second.x[:-1]), abs=0.01)
    assert first.x == "0%"  # nobody knows since when
    assert [len(band.unsure) for band in row.bands] == [1, 0]
    assert float(second.x[:-1]) + float(second.width[:-1]) == pytest.approx(100)


def test_what_a_band_is_called_wraps_above_the_line_of_the_day_and_stands_there_whole() -> None:
    shown = render_to_string("charts/bands.html", {"chart": a_life()})
    assert shown.index('class="strip-today"') < shown.index('class="life-text"')
    assert '<div class="life-text" title="Directorate general"><span>Directorate general</span></div>' in shown
    assert 'class="life-text" x=' not in shown  # as text of the picture it would be cut off


def test_marks_on_one_day_stand_one_below_the_other_and_the_table_says_by_which_instrument() -> None:
    drawn = a_life()
    marks = drawn.drawing.marks
    assert [mark.number for mark in marks] == [1, 2, 3]
    assert (marks[1].x, marks[1].y < marks[2].y) == (marks[2].x, True)
    told = [[str(cell.text) for cell in row] for row in drawn.table.rows]
    assert [cells[1:] for cells in told] == [
        ["Founded", "not known"],
        ["Renamed", "Decree 5"],
        ["Raised", "not known"],
    ]


def test_a_life_without_any_known_day_cannot_be_drawn() -> None:
    nobody_knows = charts.BandRow("Name", [charts.Band(Period.since(Bound.unknown()), "A")])
    assert not charts.is_drawable([nobody_knows], [charts.Happening(Bound.unknown(), "Founded")])
    assert charts.is_drawable([nobody_knows], [charts.Happening(Bound.year(2017), "Renamed")])
