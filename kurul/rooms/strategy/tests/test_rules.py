"""The rules of the room: values in, findings out; no database."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kurul.kernel.rules import Finding, registry
from kurul.kernel.temporal.bounds import Bound, Period, day_after
from kurul.rooms.strategy import rules

PLAN = Period.through(date(2016, 1, 1), date(2019, 12, 31))
COMPLETE = rules.Equipment("E1", owner=True, dates=True, steps=True, measure=True)
NOT_KNOWN = Bound.unknown()


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_has_a_title_takes_any_language() -> None:
    assert codes(rules.has_a_title({})) == ["strategy.title_missing"]
    assert not codes(rules.has_a_title({"en": "Ecosystem"}))


def test_has_a_code_does_not_take_blanks_for_one() -> None:
    assert codes(rules.has_a_code("  ")) == ["strategy.code_missing"]
    assert not codes(rules.has_a_code("E1.1.1"))


def test_code_is_free_disregards_blanks_around_it() -> None:
    assert codes(rules.code_is_free(" 1.1 ", {"1.1"})) == ["strategy.code_taken"]
    assert not codes(rules.code_is_free("1.2", {"1.1"}))


def test_has_tiers_with_names() -> None:
    assert codes(rules.has_tiers([])) == ["strategy.tiers_missing"]
    assert codes(rules.has_tiers([{"en": "Aim"}, {}])) == ["strategy.tiers_missing"]
    assert not codes(rules.has_tiers([{"en": "Aim"}]))


@pytest.mark.parametrize(
    ("depth", "parent", "same_plan", "expected"),
    [
        (1, None, True, []),
        (1, 1, True, ["strategy.parent_not_allowed"]),
        (2, 1, True, []),
        (2, None, True, ["strategy.parent_missing"]),
        (3, 1, True, ["strategy.parent_missing"]),
        (3, 2, False, ["strategy.parent_missing"]),
    ],
)
def test_parent_fits_only_the_tier_right_above(
    depth: int, parent: int | None, same_plan: bool, expected: list[str]
) -> None:
    assert codes(rules.parent_fits(depth, parent, same_plan)) == expected


def test_parent_is_in_file_names_what_is_missing() -> None:
    found = list(rules.parent_is_in_file("E9.9.9", "9.9", {"1.1", "E9.9.9"}))
    assert codes(found) == ["strategy.parent_not_in_file"]
    assert found[0].params == {"code": "E9.9.9", "parent": "9.9"}
    assert not codes(rules.parent_is_in_file("1", None, set()))


def test_period_is_possible_while_imprecise_days_leave_room() -> None:
    assert not codes(rules.period_is_possible(Period(Bound.month(2017, 1), Bound.month(2017, 1))))
    backwards = Period.through(date(2017, 7, 1), date(2017, 1, 1))
    assert codes(rules.period_is_possible(backwards)) == ["strategy.end_before_start"]


@given(some.dates(date(2000, 1, 1), date(2050, 1, 1)), some.dates(date(2000, 1, 1), date(2050, 1, 1)))
@pytest.mark.property
def test_period_is_possible_exactly_when_the_last_day_is_not_before_the_first(first: date, last: date) -> None:
    refused = codes(rules.period_is_possible(Period.through(first, last)))
    assert bool(refused) == (last < first)


def test_in_plan_on_takes_a_day_that_may_lie_inside() -> None:
    included = Period.since(Bound.by(date(2016, 7, 19)))
    assert not codes(rules.in_plan_on(included, Bound.on(date(2016, 3, 1))))
    assert codes(rules.in_plan_on(None, Bound.on(date(2016, 3, 1)))) == ["strategy.not_in_plan"]
    ended = Period.since(date(2016, 1, 1), date(2017, 1, 1))
    assert codes(rules.in_plan_on(ended, Bound.on(date(2017, 1, 1)))) == ["strategy.not_in_plan"]


def test_begins_inside_refuses_the_first_day_of_what_runs() -> None:
    running = Period.since(date(2016, 1, 1))
    assert codes(rules.begins_inside(running, Bound.on(date(2016, 1, 1)))) == ["strategy.change_not_inside"]
    assert codes(rules.begins_inside(None, Bound.on(date(2016, 1, 1)))) == ["strategy.change_not_inside"]
    assert not codes(rules.begins_inside(running, Bound.on(date(2016, 1, 2))))


def test_something_changes_or_it_is_refused() -> None:
    assert codes(rules.something_changes(1, 1, field="value")) == ["strategy.nothing_changes"]
    assert not codes(rules.something_changes(1, 2, field="value"))


def test_has_a_reason_does_not_take_blanks_for_one() -> None:
    assert codes(rules.has_a_reason(" \n")) == ["strategy.reason_missing"]
    assert not codes(rules.has_a_reason("typing error"))


def test_leaves_no_parts_behind() -> None:
    assert codes(rules.leaves_no_parts(2, Bound.on(date(2017, 1, 1)))) == ["strategy.has_parts"]
    assert not codes(rules.leaves_no_parts(0, Bound.on(date(2017, 1, 1))))


def test_is_an_action_or_has_no_bodies() -> None:
    assert codes(rules.is_an_action(False)) == ["strategy.not_an_action"]
    assert not codes(rules.is_an_action(True))


def test_body_exists_or_takes_no_part() -> None:
    assert codes(rules.body_exists(False, Bound.on(date(2017, 1, 1)))) == ["strategy.body_missing"]
    assert not codes(rules.body_exists(True, Bound.on(date(2017, 1, 1))))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2018, 1, 1), None, []),  # adjacent
        (date(2017, 12, 31), None, ["strategy.second_responsible"]),  # overlapping by a day
        (date(2015, 1, 1), date(2016, 1, 1), []),  # earlier
    ],
)
def test_one_responsible_on_any_day(start: date, end: date | None, expected: list[str]) -> None:
    held = [rules.Held(1, "responsible", Period.since(date(2016, 1, 1), date(2018, 1, 1)))]
    assert codes(rules.one_responsible(held, 2, "responsible", Period.since(start, end))) == expected
    assert not codes(rules.one_responsible(held, 2, "related", Period.since(start, end)))


def test_involved_once_at_a_time() -> None:
    held = [rules.Held(1, "related", Period.since(date(2016, 1, 1)))]
    assert codes(rules.involved_once(held, 1, Period.since(date(2017, 1, 1)))) == ["strategy.already_involved"]
    assert not codes(rules.involved_once(held, 2, Period.since(date(2017, 1, 1))))


def test_has_a_unit_before_it_has_targets() -> None:
    assert codes(rules.has_a_unit({})) == ["strategy.unit_missing"]
    assert not codes(rules.has_a_unit({"en": "%"}))


def test_target_after_baseline_unless_that_is_not_known() -> None:
    due = Bound.on(date(2016, 1, 1))
    assert codes(rules.target_after_baseline(Bound.on(date(2016, 1, 1)), due)) == ["strategy.target_before_baseline"]
    assert not codes(rules.target_after_baseline(Bound.year(2015), due))
    assert not codes(rules.target_after_baseline(NOT_KNOWN, due))


@pytest.mark.parametrize("written", ["0.00001", "100000000000", "NaN", "Infinity", "-100000000000"])
def test_value_is_exact_or_refused(written: str) -> None:
    assert codes(rules.value_is_exact(Decimal(written))) == ["strategy.value_not_exact"]


@pytest.mark.parametrize("written", ["0", "-12.5", "99999999999.9999", "0.0001", "1E+3"])
def test_value_is_exact_within_fifteen_digits(written: str) -> None:
    assert not codes(rules.value_is_exact(Decimal(written)))


def test_adoption_gaps_names_everything_that_is_missing() -> None:
    bare = rules.Equipment("E2", owner=False, dates=False, steps=False, measure=False)
    found = list(rules.adoption_gaps([COMPLETE, bare], {"action": 43}, {"action": 2}, {"action": "Actions"}))
    assert codes(found) == [
        "strategy.elements_not_known",
        "strategy.owner_missing",
        "strategy.dates_missing",
        "strategy.steps_missing",
        "strategy.measure_missing",
    ]
    assert found[0].params["missing"] == 41
    assert {finding.params["code"] for finding in found[1:]} == {"E2"}


def test_adoption_gaps_are_none_for_a_complete_plan() -> None:
    assert registry["strategy.adoption_gaps"].name == rules.adoption_gaps.__name__
    assert not codes(rules.adoption_gaps([COMPLETE], {"action": 1}, {"action": 1}, {}))


def test_adoption_gaps_of_a_plan_without_actions() -> None:
    assert codes(rules.adoption_gaps([], {}, {}, {})) == ["strategy.no_actions"]


def test_adoption_gaps_doubt_a_plan_with_more_than_it_says() -> None:
    found = codes(rules.adoption_gaps([COMPLETE], {"action": 0}, {"action": 1}, {}))
    assert found == ["strategy.more_than_published"]


def test_has_a_coordinator() -> None:
    assert codes(rules.has_a_coordinator(None)) == ["strategy.coordinator_missing"]
    assert not codes(rules.has_a_coordinator(7))


@pytest.mark.parametrize(
    ("planned", "continues_after", "expected"),
    [
        (Period.through(date(2017, 1, 1), date(2019, 12, 31)), None, []),
        (Period(NOT_KNOWN, day_after(Bound.month(2020, 6))), False, ["strategy.outside_plan"]),
        (Period.through(date(2017, 1, 1), date(2020, 6, 30)), True, []),
        (Period.through(date(2015, 7, 1), date(2017, 6, 30)), None, ["strategy.outside_plan"]),
        (Period(NOT_KNOWN, NOT_KNOWN), None, []),
    ],
)
def test_runs_inside_plan_or_is_pointed_out(planned: Period, continues_after: bool | None, expected: list[str]) -> None:
    assert codes(rules.runs_inside_plan(planned, PLAN, continues_after)) == expected
