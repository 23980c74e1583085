"""Powers, delegations and lines as the rules judge them: no database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.rules import Finding, registry
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.rooms.positions import rules
from kurul.rooms.positions.rules import Asked, Link, Occupant, Own, Passed, Setting, Way

DAY = date(2017, 3, 1)
BEFORE, AFTER = date(2016, 1, 1), date(2018, 1, 1)
MINISTRY, UNIT, OTHER = 100, 101, 200
CHIEF, HEAD, CLERK = 1, 2, 3
DEPUTY = 70  # a person
EXISTING = dict.fromkeys((CHIEF, HEAD, CLERK), Certainty.YES)
ABOVE = {MINISTRY: frozenset({MINISTRY}), UNIT: frozenset({UNIT, MINISTRY}), OTHER: frozenset({OTHER})}
SETTING = Setting(EXISTING, ABOVE)
ALWAYS = Period.since(BEFORE)


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def own(limit: int | None = 100, *, may_delegate: bool = True, certainty: Certainty = Certainty.YES) -> Own:
    return Own(1, CHIEF, None if limit is None else Decimal(limit), MINISTRY, may_delegate, certainty)


def passed(
    giver: int = CHIEF,
    taker: int = HEAD,
    period: Period = ALWAYS,
    *,
    limit: int | None = None,
    within: int | None = None,
    person: int | None = None,
    may_pass_on: bool = False,
    is_revoked: bool = False,
    number: int = 1,
    by: int | None = None,
) -> Passed:
    amount = None if limit is None else Decimal(limit)
    return Passed(number, giver, taker, period, amount, within, person, may_pass_on, is_revoked, by)


def asked(amount: int | None = None, body: int | None = None, day: date = DAY) -> Asked:
    return Asked(day, None if amount is None else Decimal(amount), ABOVE[body] if body else frozenset())


def objections(*given_away: Passed, held: Own | None = None, question: Asked | None = None) -> dict[int, str]:
    """What stands against each post, by the first of its ways."""
    found = rules.ways([held or own()], given_away, question or asked(), SETTING)
    return {way.post: way.objection for way in reversed(found)}


def test_a_post_whose_body_exists_no_more_decides_nothing() -> None:
    gone = Setting(EXISTING, ABOVE, bodyless={HEAD})
    found = rules.ways([own()], [passed()], asked(), gone)
    assert {way.post: way.objection for way in found} == {CHIEF: "", HEAD: "body_gone"}
    found = rules.ways([own()], [passed()], asked(), Setting(EXISTING, ABOVE, bodyless={CHIEF}))
    assert found[0].objection == "body_gone"


# --- who may ----------------------------------------------------------------------------------------------------------


def test_ways_lead_from_who_holds_a_power_through_delegations() -> None:
    assert registry["positions.who_may"].name == rules.ways.__name__
    chain = (passed(limit=50, may_pass_on=True), passed(HEAD, CLERK, limit=20, number=2))
    found = {way.post: way for way in rules.ways([own()], chain, asked(), SETTING)}
    assert {post: (way.objection, way.limit) for post, way in found.items()} == {
        CHIEF: ("", Decimal(100)),
        HEAD: ("", Decimal(50)),
        CLERK: ("", Decimal(20)),
    }
    assert found[CLERK].own == own(), "who holds it in its own right stays accountable"
    assert found[CLERK].posts == {CHIEF, HEAD, CLERK}
    assert (found[CHIEF].may_go_on, found[HEAD].may_go_on, found[CLERK].may_go_on) == (True, True, False)


def test_ways_know_the_least_threshold_on_the_way() -> None:
    assert objections(passed(limit=500), question=asked(80)) == {CHIEF: "", HEAD: ""}
    assert objections(passed(limit=50), question=asked(80)) == {CHIEF: "", HEAD: "threshold"}
    assert objections(passed(), question=asked(101)) == {CHIEF: "threshold", HEAD: "threshold"}
    assert objections(passed(), held=own(None), question=asked(10**9)) == {CHIEF: "", HEAD: ""}


@pytest.mark.parametrize(
    ("given_away", "objection"),
    [
        (passed(period=Period.since(AFTER)), "not_yet"),
        (passed(period=Period.since(BEFORE, date(2017, 1, 1))), "expired"),
        (passed(period=Period.since(BEFORE, date(2017, 1, 1)), is_revoked=True), "revoked"),
        (passed(period=Period.since(Bound.year(2017))), "perhaps_delegated"),
        (passed(within=OTHER), "not_within"),
        (passed(taker=4), "post_gone"),
        (passed(within=UNIT), ""),
    ],
)
def test_ways_say_why_one_does_not_hold(given_away: Passed, objection: str) -> None:
    assert objections(given_away)[given_away.taker] == objection


def test_ways_reach_no_further_than_their_body() -> None:
    assert objections(passed(within=UNIT), question=asked(body=UNIT)) == {CHIEF: "", HEAD: ""}
    assert objections(passed(within=UNIT), question=asked(body=MINISTRY)) == {CHIEF: "", HEAD: "not_here"}
    assert objections(passed(), question=asked(body=OTHER)) == {CHIEF: "not_here", HEAD: "not_here"}


def test_ways_are_passed_on_only_where_that_is_allowed() -> None:
    further = passed(HEAD, CLERK, number=2)
    assert objections(passed(may_pass_on=False), further)[CLERK] == "not_passed_on"
    assert objections(passed(), held=own(may_delegate=False))[HEAD] == "not_passed_on"


def test_ways_tell_what_follows_from_nothing() -> None:
    found = rules.ways([], [passed()], asked(), SETTING)
    assert [(way.post, way.objection, way.own) for way in found] == [(HEAD, "giver_holds_nothing", None)]


def test_ways_give_nothing_that_is_not_certain() -> None:
    perhaps = own(certainty=Certainty.NOT_KNOWN)
    assert objections(passed(), held=perhaps) == {CHIEF: "perhaps_holds", HEAD: "perhaps_holds"}


def test_ways_do_not_run_in_circles() -> None:
    """The rules refuse circles; an answer must end even on what a damaged database holds."""
    circle = (passed(may_pass_on=True), passed(HEAD, CHIEF, may_pass_on=True, number=2))
    assert len(rules.ways([own()], circle, asked(), SETTING)) == 2


def test_ways_tell_of_many_ended_delegations_only_the_last() -> None:
    ended = [passed(period=Period.since(date(year, 1, 1), date(year, 6, 1)), number=year) for year in range(2001, 2017)]
    found = [way for way in rules.ways([own()], ended, asked(), SETTING) if way.passed]
    assert [(way.passed[0].number, way.objection) for way in found] == [(2016, "expired")]


@given(
    st.lists(
        st.builds(
            passed,
            st.sampled_from([CHIEF, HEAD, CLERK]),
            st.sampled_from([CHIEF, HEAD, CLERK]),
            limit=st.one_of(st.none(), st.integers(1, 200)),
            within=st.sampled_from([None, MINISTRY, UNIT, OTHER]),
            may_pass_on=st.booleans(),
            number=st.integers(1, 50),
        ),
        max_size=8,
        unique_by=lambda one: one.number,
    ),
    st.integers(1, 200),
)
def test_ways_never_give_more_than_what_was_held(chain: list[Passed], amount: int) -> None:
    for way in rules.ways([own(100)], [one for one in chain if one.giver != one.taker], asked(amount, UNIT), SETTING):
        if way.objection:
            continue
        assert amount <= 100
        assert all(one.limit is None or amount <= one.limit for one in way.passed)
        assert all(one.may_pass_on for one in way.passed[:-1])
        assert all(one.within in (None, MINISTRY, UNIT) for one in way.passed)


def occupant(person: int, capacity: str = rules.SUBSTANTIVE, certainty: Certainty = Certainty.YES) -> Occupant:
    return Occupant(person, capacity, certainty)


@pytest.mark.parametrize(
    ("occupants", "person", "objection"),
    [
        ([occupant(7)], None, ""),
        ([occupant(8, rules.ACTING)], None, ""),
        ([], None, "nobody"),
        ([occupant(9, rules.SUBSTITUTE)], None, "nobody"),
        ([occupant(7, certainty=Certainty.NOT_KNOWN)], None, "perhaps_held"),
        ([occupant(7)], 7, ""),
        ([occupant(8)], 7, "person_left"),
    ],
)
def test_nobody_decides_unless_certainly_in_the_post(
    occupants: list[Occupant], person: int | None, objection: str
) -> None:
    assert rules.nobody_decides(Way(own(), (passed(person=person),)), occupants) == objection
    assert registry["positions.who_decides"].name == rules.nobody_decides.__name__


# --- what may be recorded ---------------------------------------------------------------------------------------------


def test_threshold_fits_only_with_a_unit_and_above_zero() -> None:
    assert codes(rules.threshold_fits("TRY", Decimal(1))) == []
    assert codes(rules.threshold_fits("", None)) == []
    assert codes(rules.threshold_fits("", Decimal(1))) == ["positions.threshold_without_unit"]
    assert codes(rules.threshold_fits("TRY", Decimal(0))) == ["positions.threshold_not_positive"]


def test_right_has_no_threshold() -> None:
    assert codes(rules.right_has_no_threshold("", "room.verb")) == []
    assert codes(rules.right_has_no_threshold("TRY", "")) == []
    assert codes(rules.right_has_no_threshold("TRY", "room.verb")) == ["positions.right_with_threshold"]


def test_is_a_capability_of_this_software() -> None:
    assert codes(rules.is_a_capability("room.verb", {"room.verb"})) == []
    assert codes(rules.is_a_capability("", {"room.verb"})) == []
    assert codes(rules.is_a_capability("room.other", {"room.verb"})) == ["positions.unknown_capability"]


def test_not_held_already_in_that_time() -> None:
    assert codes(rules.not_held_already([Period.since(BEFORE, DAY)], Period.since(DAY))) == []
    assert codes(rules.not_held_already([ALWAYS], Period.since(DAY))) == ["positions.power_held_already"]


def test_is_written() -> None:
    assert codes(rules.is_written(True)) == []
    assert codes(rules.is_written(False)) == ["positions.delegation_not_written"]


def test_does_not_come_back_to_where_it_came_from() -> None:
    assert codes(rules.does_not_come_back(CHIEF, HEAD, {CHIEF})) == []
    assert codes(rules.does_not_come_back(HEAD, CHIEF, {HEAD, CHIEF})) == ["positions.delegation_cycle"]
    assert codes(rules.does_not_come_back(HEAD, HEAD, {HEAD})) == ["positions.delegation_cycle"]


def test_not_delegated_already() -> None:
    assert codes(rules.not_delegated_already([Period.since(BEFORE, DAY)], Period.since(DAY))) == []
    assert codes(rules.not_delegated_already([ALWAYS], Period.since(DAY))) == ["positions.delegated_already"]


def test_person_is_in_post_when_the_delegation_begins() -> None:
    assert codes(rules.person_is_in_post([ALWAYS], Period.since(DAY))) == []
    assert codes(rules.person_is_in_post([Period.since(Bound.year(2017))], Period.since(DAY))) == []
    assert codes(rules.person_is_in_post([Period.since(AFTER)], Period.since(DAY))) == ["positions.person_not_in_post"]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([Way(own())], None),
        ([], "positions.power_not_held"),
        ([Way(own(), objection="perhaps_holds")], "positions.power_not_held"),
        ([Way(own(may_delegate=False))], "positions.may_not_pass_on"),
        ([Way(own(), (passed(),))], "positions.may_not_pass_on"),
        ([Way(own(), objection="threshold")], "positions.beyond_own_threshold"),
        ([Way(own(), objection="not_here")], "positions.outside_own_scope"),
    ],
)
def test_delegates_what_it_holds_on_every_day(found: list[Way], code: str | None) -> None:
    days = {BEFORE: [Way(own())], DAY: found}
    assert codes(rules.delegates_what_it_holds(days)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("person", "code"),
    [(DEPUTY, None), (71, "positions.delegated_to_another"), (None, "positions.delegated_to_another")],
)
def test_delegates_what_it_holds_and_not_what_was_given_to_somebody_else(person: int | None, code: str | None) -> None:
    days = {DAY: [Way(own(), (passed(person=DEPUTY, may_pass_on=True),))]}
    assert codes(rules.delegates_what_it_holds(days, person)) == ([code] if code else [])


def test_delegates_what_it_holds_beside_more_that_was_given_to_somebody_else() -> None:
    """The link carries only what the post has, or who passes it on: the deputy's is no hindrance to others."""
    its = Way(own(), (passed(limit=10, may_pass_on=True),))
    days = {DAY: [its, Way(own(), (passed(person=DEPUTY, may_pass_on=True),))]}
    assert [codes(rules.delegates_what_it_holds(days, person)) for person in (None, 71, DEPUTY)] == [[], [], []]
    days = {DAY: [replace(its, objection="threshold"), days[DAY][1]]}  # asked for more than the post has
    assert codes(rules.delegates_what_it_holds(days, 71)) == ["positions.delegated_to_another"]
    assert codes(rules.delegates_what_it_holds(days, DEPUTY)) == []


def test_giver_is_in_post_when_the_delegation_begins() -> None:
    assert codes(rules.giver_is_in_post([ALWAYS], Period.since(DAY))) == []
    assert codes(rules.giver_is_in_post([Period.since(Bound.year(2017))], Period.since(DAY))) == []
    assert codes(rules.giver_is_in_post([Period.since(AFTER)], Period.since(DAY))) == ["positions.giver_not_in_post"]
    assert codes(rules.giver_is_in_post([], Period.since(DAY))) == ["positions.giver_not_in_post"]


def test_passes_on_for_oneself_or_for_the_post() -> None:
    assert codes(rules.passes_on_for_oneself({DEPUTY}, DEPUTY)) == []
    assert codes(rules.passes_on_for_oneself({DEPUTY}, None)) == []
    assert codes(rules.passes_on_for_oneself(None, DEPUTY)) == [], "recorded by who has the right to"
    assert codes(rules.passes_on_for_oneself({71}, DEPUTY)) == ["positions.for_another_person"]
    assert codes(rules.passes_on_for_oneself(set(), DEPUTY)) == ["positions.for_another_person"]


# --- lines ------------------------------------------------------------------------------------------------------------


def test_does_not_report_to_itself() -> None:
    assert codes(rules.does_not_report_to_itself(CHIEF, {HEAD, CLERK})) == []
    assert codes(rules.does_not_report_to_itself(CHIEF, {HEAD, CHIEF})) == ["positions.line_cycle"]


def test_superior_exists_on_the_first_day() -> None:
    assert codes(rules.superior_exists(ALWAYS, Bound.on(DAY))) == []
    assert codes(rules.superior_exists(Period.since(AFTER), Bound.on(DAY))) == ["positions.superior_missing"]
    assert codes(rules.superior_exists(None, Bound.on(DAY))) == ["positions.superior_missing"]


def test_no_line_begins_later() -> None:
    assert codes(rules.no_line_begins_later([ALWAYS], Bound.on(DAY))) == []
    assert codes(rules.no_line_begins_later([Period.since(AFTER)], Bound.on(DAY))) == ["positions.line_later"]


def test_no_other_line_at_the_same_time() -> None:
    assert codes(rules.no_other_line([Period.since(BEFORE, DAY)], Period.since(DAY))) == []
    assert codes(rules.no_other_line([Period.since(BEFORE, DAY), ALWAYS], ALWAYS)) == ["positions.line_already"]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(0, 20), st.integers(1, 10)), max_size=12))
def test_what_is_reached_in_a_period_is_what_some_day_of_it_reaches(rows: list[tuple[int, int, int, int]]) -> None:
    """Against walking the links of each day for itself."""
    start = date(2017, 1, 1)
    links = [Link(a, b, Period.since(start + timedelta(days=s), start + timedelta(days=s + n))) for a, b, s, n in rows]
    whole = Period.since(start, start + timedelta(days=31))

    def on(day: date) -> set[int]:
        found, waiting = {1}, [1]
        while waiting:
            here = waiting.pop()
            further = {one.to for one in links if one.of == here and one.period.on(day) is Certainty.YES} - found
            found |= further
            waiting += further
        return found

    by_day = set().union(*(on(start + timedelta(days=number)) for number in range(31)))
    assert rules.reached(1, whole, lambda posts: [one for one in links if one.of in posts]) == by_day


# --- exceptions -------------------------------------------------------------------------------------------------------

YES, NO, NOT_KNOWN = Certainty.YES, Certainty.NO, Certainty.NOT_KNOWN


@pytest.mark.parametrize(
    ("by_rule", "exceptions", "others", "certainty"),
    [
        (YES, {}, [YES], YES),
        (NO, {}, [YES], NO),
        (NOT_KNOWN, {}, [YES], NOT_KNOWN),
        (NO, {True: YES}, [YES], YES),
        (NO, {True: YES}, [NO], NO),
        (NO, {True: NOT_KNOWN}, [YES], NOT_KNOWN),
        (YES, {True: NOT_KNOWN}, [YES], YES),
        (YES, {False: YES}, [YES], NO),
        (YES, {False: NOT_KNOWN}, [YES], NOT_KNOWN),
        (NO, {False: NOT_KNOWN}, [YES], NO),
    ],
)
def test_counts_by_exception_goes_before_the_rule(
    by_rule: Certainty, exceptions: dict[bool, Certainty], others: list[Certainty], certainty: Certainty
) -> None:
    assert rules.counts_by_exception(by_rule, exceptions, others) is certainty
    assert registry["positions.excepted"].name == rules.counts_by_exception.__name__


def test_exception_is_written() -> None:
    assert codes(rules.exception_is_written(True)) == []
    assert codes(rules.exception_is_written(False)) == ["positions.exception_not_written"]


def test_not_excepted_already() -> None:
    assert codes(rules.not_excepted_already([Period.since(BEFORE, DAY)], Period.since(DAY))) == []
    assert codes(rules.not_excepted_already([ALWAYS], ALWAYS)) == ["positions.excepted_already"]
