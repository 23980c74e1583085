"""Imprecise days and the periods between them."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from kurul.kernel.temporal.bounds import Bound, Certainty, Period, Precision, day_after, day_before
from kurul.kernel.temporal.tests.strategies import bounds, days, periods


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2016-07-19", Precision.DAY),
        ("2016-07", Precision.MONTH),
        ("2016", Precision.YEAR),
        ("..2016-07-19", Precision.BY),
        ("2016-01-01..2016-06-30", Precision.BETWEEN),
        ("2016-07-19..", Precision.BETWEEN),
        ("?", Precision.UNKNOWN),
        ("", Precision.OPEN),
    ],
)
def test_what_is_written_is_read_and_written_again(text: str, precision: Precision) -> None:
    bound = Bound.read(text)
    assert bound.precision is precision
    assert str(bound) == text


@pytest.mark.parametrize(
    "text",
    [
        *("2016-02-30", "19.07.2016", "2016-13", "soon", "2016-07-19..2016-01-01", "..x"),
        # Days that stand for what is not known or has no end are no days that anybody can type.
        *("9999-12-31", "9999-12-30", "9999-12", "9999", "0001-01-01", "0001", "2016..9999-12-31"),
        *("2016..2017..2018", "2016...2017"),
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Bound.read(text)


def test_a_month_ends_on_its_last_day_in_leap_years_too() -> None:
    assert Bound.month(2016, 2).latest == date(2016, 2, 29)


@given(bounds())
def test_every_bound_survives_its_text(bound: Bound) -> None:
    assert Bound.read(str(bound)) == bound


@given(bounds())
def test_the_day_after_and_back_is_the_same_bound(bound: Bound) -> None:
    assert day_before(day_after(bound)) == bound


def test_a_period_is_half_open() -> None:
    period = Period.since(date(2016, 7, 19), date(2017, 1, 1))
    assert period.on(date(2016, 7, 18)) is Certainty.NO
    assert period.on(date(2016, 7, 19)) is Certainty.YES
    assert period.on(date(2016, 12, 31)) is Certainty.YES
    assert period.on(date(2017, 1, 1)) is Certainty.NO
    assert period.last_day == Bound.on(date(2016, 12, 31))


def test_within_an_imprecise_bound_it_is_not_known() -> None:
    period = Period.since(Bound.year(2016))
    assert period.on(date(2015, 12, 31)) is Certainty.NO
    assert period.on(date(2016, 6, 1)) is Certainty.NOT_KNOWN
    assert period.on(date(2016, 12, 31)) is Certainty.YES


def test_nothing_is_sure_of_a_period_of_unknown_start() -> None:
    assert Period.since(Bound.unknown()).on(date(2016, 1, 1)) is Certainty.NOT_KNOWN


@given(periods(), periods(), days)
def test_overlap_is_certain_exactly_when_a_day_lies_in_both(one: Period, other: Period, day: date) -> None:
    both = one.on(day) is Certainty.YES and other.on(day) is Certainty.YES
    assert not both or one.certainly_overlaps(other)
    assert one.certainly_overlaps(other) == other.certainly_overlaps(one)
    if one.certainly_overlaps(other):
        common = max(one.start.latest, other.start.latest)
        assert one.on(common) is Certainty.YES
        assert other.on(common) is Certainty.YES


def test_an_open_bound_cannot_start_a_period() -> None:
    with pytest.raises(ValueError):
        Period(Bound.open(), Bound.open())


def test_through_names_the_last_day_itself() -> None:
    period = Period.through(date(2016, 1, 1), date(2016, 6, 30))
    assert period.end == Bound.on(date(2016, 7, 1))
    assert period.end.earliest - period.start.latest == timedelta(days=182)
