"""The rules, without a database."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.rules import Finding, registry
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.rooms.positions import rules
from kurul.rooms.positions.rules import ACTING, SUBSTANTIVE, SUBSTITUTE, Claim, Held, SeatState

YES, NO, NOT_KNOWN = Certainty.YES, Certainty.NO, Certainty.NOT_KNOWN
YEAR = Period.since(date(2016, 1, 1), date(2017, 1, 1))
EARLIER = Period.since(date(2014, 1, 1), date(2015, 1, 1))
ADJACENT = Period.since(date(2017, 1, 1))
OVERLAPPING = Period.since(date(2016, 6, 1), date(2018, 1, 1))
OPEN = Period.since(date(2010, 1, 1))


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def holding(period: Period, capacity: str = SUBSTANTIVE, *, who: int = 1, place: int = 1, absence: str = "") -> Held:
    return Held(who, "Ayşe Yılmaz", capacity, period, place, absence)


def test_period_is_possible() -> None:
    backwards = Period(Bound.on(date(2017, 1, 1)), Bound.on(date(2016, 1, 1)))
    assert codes(rules.period_is_possible(backwards)) == ["positions.end_before_start"]
    assert not list(rules.period_is_possible(YEAR))


def test_has_a_title() -> None:
    assert codes(rules.has_a_title({})) == ["positions.title_missing"]
    assert not list(rules.has_a_title({"tr": "Müsteşar Yardımcısı"}))


def test_has_a_place() -> None:
    assert codes(rules.has_a_place(0)) == ["positions.no_places"]
    assert not list(rules.has_a_place(1))


def test_organisation_exists() -> None:
    assert codes(rules.organisation_exists([], Bound.on(date(2016, 1, 1)))) == ["positions.organisation_missing"]
    assert codes(rules.organisation_exists([EARLIER], Bound.on(date(2016, 1, 1)))) == ["positions.organisation_missing"]
    assert not list(rules.organisation_exists([EARLIER, YEAR], Bound.on(date(2016, 1, 1))))


def test_organisation_exists_gives_the_benefit_of_the_doubt() -> None:
    perhaps = Period.since(Bound.by(date(2016, 7, 19)))
    assert not list(rules.organisation_exists([perhaps], Bound.on(date(2012, 1, 1))))


def test_post_exists_on() -> None:
    assert codes(rules.post_exists_on(YEAR, Bound.on(date(2018, 1, 1)))) == ["positions.post_missing"]
    assert codes(rules.post_exists_on(None, Bound.on(date(2018, 1, 1)))) == ["positions.post_missing"]
    assert not list(rules.post_exists_on(YEAR, Bound.on(date(2016, 5, 1))))


@pytest.mark.parametrize(
    ("day", "is_inside"),
    [(date(2015, 1, 1), False), (date(2016, 1, 1), False), (date(2016, 1, 2), True), (date(2017, 1, 1), False)],
)
def test_begins_inside(day: date, is_inside: bool) -> None:
    assert codes(rules.begins_inside(YEAR, Bound.on(day))) == ([] if is_inside else ["positions.change_not_inside"])


def test_begins_inside_needs_something_that_runs() -> None:
    assert codes(rules.begins_inside(None, Bound.on(date(2016, 1, 2)))) == ["positions.change_not_inside"]


def test_something_changes() -> None:
    assert codes(rules.something_changes("a", "a", field="title")) == ["positions.nothing_changes"]
    assert not list(rules.something_changes("a", "b", field="title"))


def test_has_a_reason() -> None:
    assert codes(rules.has_a_reason(" ")) == ["positions.reason_missing"]
    assert not list(rules.has_a_reason("misread"))


def test_nobody_holds_after() -> None:
    day = Bound.on(date(2016, 7, 1))
    assert codes(rules.nobody_holds_after([holding(OPEN)], day)) == ["positions.still_held"]
    assert not list(rules.nobody_holds_after([holding(EARLIER)], day))


@pytest.mark.parametrize(
    ("period", "fits"),
    [(YEAR, True), (EARLIER, False), (OVERLAPPING, False), (Period.since(date(2016, 3, 1), date(2016, 4, 1)), True)],
)
def test_lies_within_post(period: Period, fits: bool) -> None:
    assert codes(rules.lies_within_post(YEAR, period)) == ([] if fits else ["positions.outside_post"])


def test_lies_within_post_does_not_refuse_what_may_be_right() -> None:
    perhaps = Period.since(Bound.by(date(2016, 7, 19)))
    assert not list(rules.lies_within_post(perhaps, EARLIER))
    assert not list(rules.lies_within_post(YEAR, Period(Bound.year(2016), Bound.unknown())))
    assert codes(rules.lies_within_post(None, YEAR)) == ["positions.outside_post"]


@pytest.mark.parametrize(
    ("day", "is_inside"),
    [(date(2016, 1, 1), False), (date(2016, 1, 2), True), (date(2016, 12, 31), True), (date(2017, 1, 1), False)],
)
def test_ends_inside(day: date, is_inside: bool) -> None:
    assert codes(rules.ends_inside(YEAR, Bound.on(day))) == ([] if is_inside else ["positions.end_not_inside"])


def test_ends_inside_needs_a_day() -> None:
    assert codes(rules.ends_inside(OPEN, Bound.open())) == ["positions.end_not_inside"]


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (EARLIER, []),
        (ADJACENT, []),
        (OVERLAPPING, ["positions.already_held_then"]),
        (OPEN, ["positions.already_held"]),
    ],
    ids=["earlier", "adjacent", "overlapping", "open"],
)
def test_leaves_a_place(held: Period, found: list[str]) -> None:
    assert codes(rules.leaves_a_place([holding(held)], YEAR, 1)) == found


def test_leaves_a_place_names_the_holder_and_the_days() -> None:
    [finding] = rules.leaves_a_place([holding(OVERLAPPING)], YEAR, 1)
    assert finding.field == "period"
    assert finding.params == {
        "name": "Ayşe Yılmaz",
        "start": Bound.on(date(2016, 6, 1)),
        "end": Bound.on(date(2017, 12, 31)),
    }


def test_leaves_a_place_counts_the_places_and_not_who_acts() -> None:
    assert not list(rules.leaves_a_place([holding(OPEN)], YEAR, 2))
    assert codes(rules.leaves_a_place([holding(OPEN), holding(OPEN, place=2)], YEAR, 2)) == ["positions.already_held"]
    assert not list(rules.leaves_a_place([holding(OPEN, ACTING)], YEAR, 1))


def test_leaves_a_place_does_not_refuse_what_may_be_right() -> None:
    left = Period(Bound.on(date(2010, 1, 1)), Bound.year(2016))
    assert not list(rules.leaves_a_place([holding(left)], Period.since(Bound.year(2016)), 1))


def test_nobody_else_acts() -> None:
    assert codes(rules.nobody_else_acts([holding(OPEN, ACTING)], YEAR, 1)) == ["positions.already_acting"]
    assert not list(rules.nobody_else_acts([holding(EARLIER, ACTING), holding(OPEN)], YEAR, 1))


def test_nobody_acts_for_vacancy() -> None:
    assert codes(rules.nobody_acts_for_vacancy([holding(OPEN, ACTING)], YEAR)) == ["positions.still_acting"]
    assert not list(rules.nobody_acts_for_vacancy([holding(OPEN, ACTING, absence="leave")], YEAR))
    assert not list(rules.nobody_acts_for_vacancy([holding(EARLIER, ACTING)], YEAR))


def test_acts_for_vacancy_or_absence() -> None:
    held = [holding(OPEN)]
    assert codes(rules.acts_for_vacancy_or_absence(held, YEAR, 1, "")) == ["positions.acting_beside_holder"]
    assert not list(rules.acts_for_vacancy_or_absence(held, YEAR, 1, "leave"))
    assert not list(rules.acts_for_vacancy_or_absence([holding(EARLIER)], YEAR, 1, ""))
    assert not list(rules.acts_for_vacancy_or_absence(held, YEAR, 2, ""))


def test_absence_fits_capacity() -> None:
    assert codes(rules.absence_fits_capacity(SUBSTANTIVE, "leave")) == ["positions.absence_without_acting"]
    assert not list(rules.absence_fits_capacity(ACTING, "leave"))
    assert not list(rules.absence_fits_capacity(SUBSTANTIVE, ""))


def test_not_twice_in_one_post() -> None:
    held = [holding(OPEN, SUBSTANTIVE, who=1), holding(OPEN, SUBSTITUTE, who=2)]
    assert codes(rules.not_twice_in_one_post(held, 1, ACTING, YEAR)) == ["positions.holds_it_already"]
    assert codes(rules.not_twice_in_one_post(held, 2, SUBSTITUTE, YEAR)) == ["positions.holds_it_already"]
    assert not list(rules.not_twice_in_one_post(held, 2, ACTING, YEAR)), "a named substitute may act"
    assert not list(rules.not_twice_in_one_post(held, 3, SUBSTANTIVE, YEAR))


def test_holds_other_posts() -> None:
    assert codes(rules.holds_other_posts({"Müsteşar": OPEN}, YEAR)) == ["positions.holds_elsewhere"]
    assert not list(rules.holds_other_posts({"Müsteşar": EARLIER}, YEAR))


def test_rests_on_an_instrument() -> None:
    assert codes(rules.rests_on_an_instrument(False)) == ["positions.instrument_missing"]
    assert not list(rules.rests_on_an_instrument(True))


def test_requires_a_function() -> None:
    assert codes(rules.requires_a_function([])) == ["positions.rule_without_function"]
    assert not list(rules.requires_a_function(["information_processing"]))


def test_is_a_role() -> None:
    assert codes(rules.is_a_role("king", {"cio"})) == ["positions.unknown_role"]
    assert not list(rules.is_a_role("cio", {"cio"}))


def test_code_is_free() -> None:
    assert codes(rules.code_is_free("cio", is_taken=True)) == ["positions.code_taken"]
    assert not list(rules.code_is_free("cio", is_taken=False))


def test_not_given_already() -> None:
    assert codes(rules.not_given_already([OPEN], YEAR)) == ["positions.role_given_already"]
    assert not list(rules.not_given_already([EARLIER, ADJACENT], YEAR))


def test_not_stated_already() -> None:
    assert codes(rules.not_stated_already([OPEN], YEAR)) == ["positions.complete_already"]
    assert not list(rules.not_stated_already([EARLIER, ADJACENT], YEAR))


@pytest.mark.parametrize(
    ("kind", "portfolio", "answer"),
    [
        (YES, {"a": YES, "b": YES}, YES),
        (YES, {"a": YES, "b": YES, "c": NOT_KNOWN}, YES),
        (YES, {"a": YES, "b": NOT_KNOWN}, NOT_KNOWN),
        (NOT_KNOWN, {"a": YES, "b": YES}, NOT_KNOWN),
        (YES, {"a": YES}, NO),
        (NOT_KNOWN, {"a": YES}, NO),
        (NO, {"a": YES, "b": YES}, NO),
    ],
)
def test_counts(kind: Certainty, portfolio: dict[str, Certainty], answer: Certainty) -> None:
    assert rules.counts(kind, portfolio, ["a", "b"]) is answer
    assert registry["positions.counts_as"].name == rules.counts.__name__


@given(st.lists(st.sampled_from(Certainty), min_size=1))
def test_all_of_is_as_sure_as_its_least_sure_answer(answers: list[Certainty]) -> None:
    order = [NO, NOT_KNOWN, YES]
    assert rules.all_of(answers) is min(answers, key=order.index)


LEFT = Bound.on(date(2017, 3, 1))


@pytest.mark.parametrize(
    ("claims", "complete", "state", "because"),
    [
        ([Claim(1, YES, [YES])], False, SeatState.FILLED, "holder"),
        ([Claim(1, YES, [YES], [YES])], False, SeatState.FILLED, "holder"),
        ([Claim(1, YES, [], [YES], LEFT)], False, SeatState.ACTING, "acting_holder"),
        ([Claim(1, YES, [], [], LEFT)], False, SeatState.VACANT, "holder_left"),
        ([Claim(1, YES)], True, SeatState.VACANT, "nobody_appointed"),
        ([Claim(1, YES)], False, SeatState.NOT_KNOWN, "no_holder_recorded"),
        ([Claim(1, YES, [NOT_KNOWN], [], LEFT)], False, SeatState.NOT_KNOWN, "may_be_held"),
        ([Claim(1, YES, [NOT_KNOWN], [YES])], False, SeatState.NOT_KNOWN, "may_be_held"),
        ([Claim(1, YES, [], [NOT_KNOWN])], True, SeatState.NOT_KNOWN, "may_be_held"),
        ([Claim(1, YES, [YES, YES])], False, SeatState.DOUBLE_CLAIM, "two_holders"),
        ([Claim(1, YES, [], [YES, YES])], False, SeatState.DOUBLE_CLAIM, "two_holders"),
        ([Claim(1, YES, [YES, YES], allowed=2)], False, SeatState.FILLED, "holder"),
        ([Claim(1, YES, [YES, YES, YES], allowed=2)], False, SeatState.DOUBLE_CLAIM, "two_holders"),
        ([Claim(1, YES, [YES]), Claim(2, YES)], False, SeatState.DOUBLE_CLAIM, "two_posts"),
        ([Claim(1, YES, [YES]), Claim(2, NOT_KNOWN)], False, SeatState.FILLED, "holder"),
        ([Claim(1, NOT_KNOWN, [YES])], True, SeatState.NOT_KNOWN, "may_count"),
        ([], True, SeatState.MISSING, "stated_complete"),
        ([], False, SeatState.NOT_KNOWN, "no_post_recorded"),
    ],
)
def test_seat_of(claims: list[Claim], complete: bool, state: SeatState, because: str) -> None:
    seat = rules.seat_of(claims, is_complete=complete)
    assert (seat.state, seat.because) == (state, because)
    assert registry["positions.seat_state"].name == rules.seat_of.__name__


def test_seat_of_says_since_when_it_is_vacant_as_exactly_as_is_known() -> None:
    assert rules.seat_of([Claim(1, YES, left=Bound.month(2017, 3))], is_complete=False).since == Bound.month(2017, 3)
    assert rules.seat_of([Claim(1, YES)], is_complete=True).since == Bound.unknown()


def test_the_latest_end_is_as_imprecise_as_the_ends() -> None:
    assert rules.latest_end([]) is None
    assert rules.latest_end([Bound.year(2016), Bound.on(date(2015, 1, 1))]) == Bound.year(2016)
    assert rules.latest_end([Bound.year(2016), Bound.on(date(2016, 7, 1))]) == Bound.between(
        date(2016, 7, 1), date(2016, 12, 31)
    )
