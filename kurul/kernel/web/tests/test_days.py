"""Days, periods, numbers and statuses in words, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound, Period
from kurul.kernel.web import days
from kurul.kernel.web.icons import ICONS
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.statuses import Step, register_status, status_of

DAY = date(2016, 7, 19)
EXACT = Bound.on(DAY)


@pytest.mark.parametrize(
    ("bound", "english", "turkish"),
    [
        (EXACT, "19 Jul 2016", "19 Tem 2016"),
        (DAY, "19 Jul 2016", "19 Tem 2016"),
        (Bound.on(date(2019, 9, 1)), "1 Sep 2019", "1 Eyl 2019"),
        (Bound.month(2018, 8), "August 2018", "Ağustos 2018"),
        (Bound.year(2016), "2016", "2016"),
        (Bound.by(DAY), "on or before 19 Jul 2016", "19 Tem 2016 veya öncesi"),
        (Bound(DAY, FAR), "on or after 19 Jul 2016", "19 Tem 2016 veya sonrası"),
        (
            Bound.between(date(2016, 1, 1), date(2016, 6, 15)),
            "between 1 Jan 2016 and 15 Jun 2016",
            "1 Oca 2016 ile 15 Haz 2016 arasında",
        ),
        (Bound.unknown(), "not known", "bilinmiyor"),
        (None, "not known", "bilinmiyor"),
        (Bound.open(), "no end", "süresiz"),
    ],
)
def test_day_reads_as_exactly_as_it_is_known(bound: Bound | date | None, english: str, turkish: str) -> None:
    with override("en"):
        assert days.day_text(bound) == english
    with override("tr"):
        assert days.day_text(bound) == turkish


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period.since(DAY), "since 19 Jul 2016"),
        (Period.since(Bound.by(DAY)), "since 19 Jul 2016 or earlier"),
        (Period.since(Bound.unknown()), "start not known"),
        (Period.since(Bound.unknown(), date(2019, 1, 1)), "start not known – 31 Dec 2018"),
        (Period.through(EXACT, date(2019, 12, 31)), "19 Jul 2016 – 31 Dec 2019"),
        (Period.through(Bound.year(2016), Bound.year(2019)), "2016 – 2019"),
        (Period.through(EXACT, Bound.month(2018, 7)), "19 Jul 2016 – July 2018"),
        (Period.since(DAY, Bound.unknown()), "19 Jul 2016 – end not known"),
        (Period.since(DAY, Bound.year(2019)), "19 Jul 2016 – some day in 2019"),
        (Period.since(DAY, Bound(BEGINNING, date(2019, 1, 1))), "19 Jul 2016 – on or before 31 Dec 2018"),
        (Period.through(EXACT, DAY), "19 Jul 2016"),
    ],
)
def test_period_reads_with_its_last_day_included(period: Period, text: str) -> None:
    assert days.period_text(period) == text


@pytest.mark.usefixtures("english")
def test_days_are_readable_by_machines() -> None:
    assert days.day_html(DAY) == '<time datetime="2016-07-19">19 Jul 2016</time>'
    assert days.day_html(Bound.month(2016, 7)) == '<time datetime="2016-07">July 2016</time>'
    assert days.day_html(Bound.year(2016)) == '<time datetime="2016">2016</time>'
    assert days.day_html(Bound.by(DAY)) == 'on or before <time datetime="2016-07-19">19 Jul 2016</time>'
    assert days.period_html(Period.through(EXACT, date(2019, 12, 31))) == (
        '<time datetime="2016-07-19">19 Jul 2016</time> – <time datetime="2019-12-31">31 Dec 2019</time>'
    )


@pytest.mark.usefixtures("english")
def test_moment_is_shown_in_the_governments_time_zone() -> None:
    moment = datetime(2018, 3, 1, 21, 5, tzinfo=UTC)
    assert days.moment_text(moment) == "2 Mar 2018, 00:05"
    assert 'datetime="2018-03-02T00:05+03:00"' in days.moment_html(moment)


def test_numbers_have_the_signs_of_the_language() -> None:
    with override("tr"):
        assert number_text(1234.5) == "1.234,5"
    with override("en"):
        assert number_text(1234.5) == "1,234.5"


def test_each_step_has_an_icon_of_its_own() -> None:
    icons = {register_status(f"test.{step.value}", step.value, step).icon for step in Step}
    assert len(icons) == len(Step)
    assert icons <= ICONS.keys()


def test_a_status_cannot_mean_two_things() -> None:
    register_status("test.twice", "Once", Step.DONE)
    register_status("test.twice", "Once", Step.DONE)
    with pytest.raises(ValueError, match=r"test\.twice is registered twice"):
        register_status("test.twice", "Twice", Step.LATE)


def test_unknown_status_is_an_error_not_a_guess() -> None:
    with pytest.raises(KeyError):
        status_of("test.never_registered")
