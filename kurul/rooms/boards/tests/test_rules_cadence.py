"""The cadence, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.boards.rules.cadence import (
    Breach,
    Standing,
    Term,
    Why,
    add_months,
    cadence,
    due_after,
    keeps_the_duty,
)

SIX = Term(Period.since(date(2016, 1, 1)), 6)
NOT_PUBLISHED = Term(Period.since(date(2016, 1, 1)), None)
DAYS = st.dates(date(2016, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2016, 12, 1), 1, date(2017, 1, 1)),
        (date(2016, 3, 15), 24, date(2018, 3, 15)),
    ],
)
def test_months_are_added_within_the_calendar(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_without_a_published_interval_nothing_is_judged() -> None:
    found = cadence([date(2016, 2, 1), date(2019, 2, 1)], [NOT_PUBLISHED], date(2020, 1, 1))
    assert (found.standing, found.why) == (Standing.NOT_JUDGED, Why.NO_INTERVAL)
    assert found.breaches == ()
    assert found.days_left is None
    assert found.judged == 0


def test_without_a_recorded_meeting_nothing_is_judged() -> None:
    found = cadence([], [SIX], date(2020, 1, 1))
    assert (found.standing, found.why) == (Standing.NOT_JUDGED, Why.NO_MEETING)


def test_outside_the_charter_nothing_is_judged() -> None:
    ended = Term(Period.since(date(2016, 1, 1), date(2017, 1, 1)), 6)
    assert cadence([date(2016, 2, 1)], [ended], date(2018, 1, 1)).why is Why.NOT_IN_FORCE


def test_a_charter_that_only_may_hold_is_not_judged() -> None:
    perhaps = Term(Period(Bound.by(date(2016, 7, 19)), Bound.unknown()), 6)
    assert cadence([date(2016, 2, 1)], [perhaps], date(2017, 1, 1)).why is Why.NOT_IN_FORCE


def test_the_last_good_day_keeps_the_duty() -> None:
    found = cadence([date(2016, 2, 1)], [SIX], date(2016, 8, 1))
    assert (found.standing, found.meet_by, found.days_left) == (Standing.KEPT, date(2016, 8, 1), 0)


def test_a_breach_begins_on_the_day_after() -> None:
    found = cadence([date(2016, 2, 1)], [SIX], date(2016, 8, 2))
    assert found.standing is Standing.BREACHED
    assert found.breaches == (Breach(date(2016, 8, 2), date(2016, 8, 2), is_running=True),)
    assert found.days_left == -1


def test_a_late_meeting_ends_the_breach_and_starts_the_next_interval() -> None:
    found = cadence([date(2016, 2, 1), date(2016, 10, 1)], [SIX], date(2016, 12, 1))
    assert found.breaches == (Breach(date(2016, 8, 2), date(2016, 10, 1), is_running=False),)
    assert found.breaches[0].days == 61
    assert (found.standing, found.meet_by) == (Standing.KEPT, date(2017, 4, 1))
    assert (found.judged, found.kept) == (1, 0)


def test_meetings_after_the_day_looked_at_do_not_count() -> None:
    found = cadence([date(2016, 2, 1), date(2016, 9, 1)], [SIX], date(2016, 8, 15))
    assert found.meetings == (date(2016, 2, 1),)
    assert found.standing is Standing.BREACHED


def test_an_interval_set_later_counts_from_the_day_it_was_set() -> None:
    settled = date(2017, 4, 4)
    terms = [Term(Period.since(date(2016, 1, 1), settled), None), Term(Period.since(settled), 3)]
    found = cadence([date(2016, 5, 1)], terms, date(2017, 7, 5))
    assert found.meet_by == date(2017, 7, 4)
    assert found.standing is Standing.BREACHED
    assert found.breaches == (Breach(date(2017, 7, 5), date(2017, 7, 5), is_running=True),)


def test_an_interval_set_on_the_day_of_a_meeting_counts_from_it() -> None:
    settled = date(2017, 4, 4)
    terms = [Term(Period.since(date(2016, 1, 1), settled), None), Term(Period.since(settled), 3)]
    assert due_after(settled, terms) == date(2017, 7, 4)


def test_an_interval_that_ends_before_it_is_over_asks_for_nothing() -> None:
    ended = Term(Period.since(date(2016, 1, 1), date(2016, 5, 1)), 6)
    assert due_after(date(2016, 2, 1), [ended]) is None


def test_an_imprecise_start_counts_from_its_last_possible_day() -> None:
    attested = Term(Period.since(Bound.by(date(2016, 7, 19))), 6)
    assert due_after(date(2016, 3, 1), [attested]) == date(2017, 1, 19)


def test_keeps_the_duty_up_to_the_last_good_day() -> None:
    assert list(keeps_the_duty(date(2017, 8, 1), date(2017, 8, 1))) == []
    assert list(keeps_the_duty(date(2017, 8, 1), None)) == []
    (found,) = keeps_the_duty(date(2017, 8, 11), date(2017, 8, 1))
    assert (found.code, found.params["days"]) == ("boards.outside_duty", 10)


@pytest.mark.property
@given(st.sets(DAYS, max_size=12), DAYS, st.integers(1, 12))
def test_gaps_and_breaches_fit_together(days: set[date], day: date, months: int) -> None:
    found = cadence(days, [Term(Period.since(date(2010, 1, 1)), months)], day)
    assert [gap.start for gap in found.gaps] == sorted(held for held in days if held <= day)
    for gap, following in zip(found.gaps, found.gaps[1:], strict=False):
        assert gap.end == following.start
    for breach in found.breaches:
        assert breach.first_day <= breach.last_day <= day
        assert not any(breach.first_day <= held < breach.last_day for held in found.meetings)
        assert any(add_months(held, months) + timedelta(days=1) == breach.first_day for held in found.meetings)
    assert found.kept + len([breach for breach in found.breaches if not breach.is_running]) == found.judged
    assert (found.standing is Standing.BREACHED) == any(breach.is_running for breach in found.breaches)
