"""How the seats of the CIO-equivalents stand, on any day and by any knowledge."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.tests.examples import ExamplesTestCase
from kurul.rooms.organisations.actions import abolish
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Absence, Capacity
from kurul.rooms.positions.rules import SeatState
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
DAY = Look(date(2017, 3, 1))


def seat_of(ministry: Organisation, look: Look = DAY) -> queries.CioSeat:
    [found] = [seat for seat in queries.cio_seats(look, NOBODY) if seat.organisation.id == ministry.pk]
    return found


def stands(ministry: Organisation, look: Look = DAY) -> tuple[SeatState, str]:
    seat = seat_of(ministry, look)
    return seat.state, seat.because


def test_without_a_rule_there_are_no_seats() -> None:
    make.post()
    board = queries.board(DAY, NOBODY)
    assert (board.seats, board.rules) == ((), ())


def test_a_ministry_of_which_nothing_is_recorded_is_not_known() -> None:
    make.cio_rule()
    assert stands(make.ministry()) == (SeatState.NOT_KNOWN, "no_post_recorded")


def test_only_bodies_of_the_kind_in_the_rule_have_a_seat() -> None:
    make.cio_rule()
    agency = organisations.organisation("Kurum", of_kind=organisations.kind("agency", "Kurum"))
    make.post(agency)
    assert queries.cio_seats(DAY, NOBODY) == ()


def test_a_holder_fills_the_seat_and_the_instrument_is_named() -> None:
    make.cio_rule()
    ministry, decision = make.ministry(), make.instrument()
    make.appointment(make.post(ministry), make.person("Ayşe", "Yılmaz"), by_instrument=decision)
    seat = seat_of(ministry)
    assert seat.state is SeatState.FILLED
    assert [(one.name, one.instrument) for one in seat.holders] == [("Ayşe Yılmaz", decision)]


def test_without_a_required_function_a_post_does_not_count() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry, portfolio=[make.PROCESSING, make.STRATEGY]))
    assert stands(ministry) == (SeatState.NOT_KNOWN, "no_post_recorded")


def test_strategy_development_is_shown_but_not_required() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry))
    [post] = seat_of(ministry).posts
    said = {one.function.code: (one.is_required, one.certainty) for one in post.counted.portfolio}
    assert said[make.STRATEGY] == (False, Certainty.NO)
    assert said[make.PROCESSING] == (True, Certainty.YES)


def test_an_acting_holder_of_a_vacant_post() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), capacity=Capacity.ACTING)
    assert stands(ministry) == (SeatState.ACTING, "acting_holder")


def test_somebody_acting_for_an_absent_holder_leaves_the_seat_filled() -> None:
    make.cio_rule()
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post)
    make.appointment(post, make.person("Mehmet", "Kaya"), capacity=Capacity.ACTING, absence=Absence.LEAVE)
    assert stands(ministry) == (SeatState.FILLED, "holder")
    assert len(seat_of(ministry).holders) == 2


def test_a_substitute_alone_fills_nothing() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), capacity=Capacity.SUBSTITUTE)
    assert stands(ministry) == (SeatState.NOT_KNOWN, "no_holder_recorded")
    assert seat_of(ministry).holders == ()


def test_a_seat_is_vacant_since_its_holder_left() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), until=date(2017, 2, 1))
    seat = seat_of(ministry)
    assert (seat.state, seat.since) == (SeatState.VACANT, Bound.on(date(2017, 2, 1)))
    [post] = seat.posts
    assert post.last is not None
    assert post.last.name == "Ayşe Yılmaz"
    assert stands(ministry, Look(date(2017, 1, 31))) == (SeatState.FILLED, "holder")


def test_a_future_holder_does_not_fill_the_seat_today() -> None:
    make.cio_rule()
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post, until=date(2017, 2, 1))
    make.appointment(post, make.person("Mehmet", "Kaya"), since=date(2017, 6, 1))
    assert stands(ministry)[0] is SeatState.VACANT
    assert stands(ministry, Look(date(2017, 6, 1)))[0] is SeatState.FILLED


def test_an_end_known_to_the_month_makes_that_month_not_known() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), until=Bound.month(2017, 3))
    assert stands(ministry, Look(date(2017, 2, 28)))[0] is SeatState.FILLED
    assert stands(ministry, Look(date(2017, 3, 15))) == (SeatState.NOT_KNOWN, "may_be_held")
    later = seat_of(ministry, Look(date(2017, 4, 1)))
    assert (later.state, later.since) == (SeatState.VACANT, Bound.month(2017, 3))


def test_two_posts_that_count_are_a_double_claim() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry))
    make.post(ministry, title="İkinci Müsteşar Yardımcısı")
    assert stands(ministry) == (SeatState.DOUBLE_CLAIM, "two_posts")


def test_two_holders_of_the_post_are_a_double_claim() -> None:
    make.cio_rule()
    ministry = make.ministry()
    post = make.post(ministry, holders_allowed=2)
    make.appointment(post)
    make.appointment(post, make.person("Mehmet", "Kaya"))
    assert stands(ministry) == (SeatState.DOUBLE_CLAIM, "two_holders")


def test_stated_completeness_makes_silence_mean_none() -> None:
    make.cio_rule()
    without, unheld = make.ministry(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    make.post(unheld)
    for ministry in (without, unheld):
        actions.state_completeness(organisation=ministry, period=make.ALWAYS, by=make.OPERATOR)
    assert stands(without) == (SeatState.MISSING, "stated_complete")
    assert stands(unheld) == (SeatState.VACANT, "nobody_appointed")
    assert seat_of(unheld).since == Bound.unknown()


def test_a_rule_that_only_may_hold_leaves_the_seat_not_known() -> None:
    make.cio_rule(since=Bound.by(date(2016, 7, 19)))
    ministry = make.ministry()
    make.appointment(make.post(ministry))
    assert stands(ministry, Look(date(2015, 1, 1))) == (SeatState.NOT_KNOWN, "may_count")
    assert stands(ministry, Look(date(2016, 7, 19))) == (SeatState.FILLED, "holder")


def test_a_portfolio_that_changes_moves_the_seat_to_another_post() -> None:
    make.cio_rule()
    ministry = make.ministry()
    first = make.post(ministry, title="Birinci")
    second = make.post(ministry, title="İkinci", portfolio=[make.STRATEGY])
    day = Bound.on(date(2016, 1, 1))
    both = [make.function(make.MODERNISATION), make.function(make.PROCESSING)]
    actions.set_portfolio(post=first, functions=[], day=day, by=make.OPERATOR, version=1)
    actions.set_portfolio(post=second, functions=both, day=day, by=make.OPERATOR, version=1)
    assert queries.cio_posts(Look(date(2015, 12, 31))) == {ministry.pk: (first.pk,)}
    assert queries.cio_posts(Look(date(2016, 1, 1))) == {ministry.pk: (second.pk,)}


def test_what_was_not_yet_recorded_is_not_known_as_of_then() -> None:
    make.cio_rule()
    ministry = make.ministry()
    post = make.post(ministry)
    before = make.appointment(make.post(make.ministry("Başka", "Other")), make.person("Ali", "Demir")).recorded_at
    make.appointment(post)
    assert stands(ministry) == (SeatState.FILLED, "holder")
    assert stands(ministry, Look(DAY.day, before)) == (SeatState.NOT_KNOWN, "no_holder_recorded")


def test_the_number_of_queries_does_not_grow_with_the_seats(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    make.cio_rule()
    for number in range(5):
        make.appointment(make.post(make.ministry(f"Bakanlık {number}")), make.person("Ali", f"Demir{'x' * number}"))
    with django_assert_max_num_queries(11):
        assert len(queries.board(DAY, NOBODY).seats) == 5


def test_coverage_counts_the_seats_at_the_end_of_each_year_and_on_the_day() -> None:
    make.cio_rule(since=date(2014, 1, 1))
    first, second = make.ministry(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    make.appointment(make.post(first), since=date(2014, 5, 1))
    make.appointment(make.post(second), make.person("Mehmet", "Kaya"), since=date(2015, 5, 1), until=date(2016, 5, 1))
    years = queries.coverage(DAY, NOBODY)
    assert [(one.day, one.filled, one.total) for one in years] == [
        (date(2014, 12, 31), 1, 2),
        (date(2015, 12, 31), 2, 2),
        (date(2016, 12, 31), 1, 2),
        (date(2017, 3, 1), 1, 2),
    ]
    assert years[-1].of("vacant") == 1


def test_the_seat_over_time_tells_who_held_it_and_when_it_was_empty() -> None:
    make.cio_rule()
    ministry = make.ministry()
    post = make.post(ministry, since=date(2011, 1, 1))
    make.appointment(post, since=date(2012, 1, 1), until=date(2016, 1, 1))
    make.appointment(post, make.person("Mehmet", "Kaya"), since=date(2016, 5, 1), capacity=Capacity.ACTING)
    page = queries.seat_page(ministry.pk, DAY, NOBODY)
    assert page is not None
    assert [(str(one.period), one.seat.state, [who.name for who in one.seat.holders]) for one in page.stretches] == [
        ("2010-01-01/2011-01-01", SeatState.NOT_KNOWN, []),  # no post yet
        ("2011-01-01/2012-01-01", SeatState.NOT_KNOWN, []),  # a post without any appointment
        ("2012-01-01/2016-01-01", SeatState.FILLED, ["Ayşe Yılmaz"]),
        ("2016-01-01/2016-05-01", SeatState.VACANT, []),
        ("2016-05-01/", SeatState.ACTING, ["Mehmet Kaya"]),
    ]


def test_a_body_that_no_rule_speaks_of_has_no_seat() -> None:
    ministry = make.ministry()
    assert queries.seat_page(ministry.pk, DAY, NOBODY) is None
    make.cio_rule(since=date(2018, 1, 1))
    assert queries.seat_page(ministry.pk, DAY, NOBODY) is None
    assert queries.seat_page(ministry.pk, Look(date(2018, 1, 1)), NOBODY) is not None


def test_the_seat_of_a_body_that_was_abolished_is_shown_as_it_stood_last() -> None:
    make.cio_rule()
    ministry = make.ministry()
    make.appointment(make.post(ministry), since=date(2012, 1, 1))
    abolish(organisation=ministry, day=Bound.on(date(2016, 1, 1)), by=make.OPERATOR, version=ministry.version)
    page = queries.seat_page(ministry.pk, DAY, NOBODY)
    assert page is not None
    assert (page.seat.state, str(page.when)) == (SeatState.FILLED, "2012-01-01/2016-01-01")
    assert str(page.seat.organisation), "it keeps its name"
    assert page.stretches[-1].period == page.when
    assert queries.cio_seats(DAY, NOBODY) == ()


DAYS = st.dates(date(2011, 1, 1), date(2020, 12, 31))
# Every example fills a database: a tenth of the usual number, here and in `make prove`.
USUAL = settings.get_profile(settings.get_current_profile_name())
FEWER = settings(max_examples=USUAL.max_examples // 10)


@pytest.mark.property
class TestSeatOverTime(ExamplesTestCase):
    """A post that is handed on: the board says on every day what a list of holders would say."""

    @FEWER
    @given(st.lists(st.tuples(DAYS, DAYS), max_size=4), DAYS)
    def test_the_seat_is_held_by_whoever_is_listed(self, periods: list[tuple[date, date]], day: date) -> None:
        make.cio_rule()
        ministry = make.ministry()
        post = make.post(ministry)
        listed: list[tuple[date, date]] = []
        for first, last in periods:
            if first < last and all(last <= start or first >= end for start, end in listed):
                actions.appoint(post=post, person=make.person(), period=Period.since(first, last), by=make.OPERATOR)
                listed.append((first, last))
        seat = seat_of(ministry, Look(day))
        if any(start <= day < end for start, end in listed):
            assert seat.state is SeatState.FILLED
        elif ended := [end for _start, end in listed if end <= day]:
            assert (seat.state, seat.since) == (SeatState.VACANT, Bound.on(max(ended)))
        else:
            assert seat.state is SeatState.NOT_KNOWN
