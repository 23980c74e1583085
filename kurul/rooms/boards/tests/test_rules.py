"""The rules on charters, meetings and decisions, without a database."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import pytest

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.rooms.boards.rules import charters, decisions, meetings
from kurul.rooms.boards.rules.charters import QuorumRule, quorum
from kurul.rooms.boards.rules.decisions import Execution, Shown, standing, standing_of_all
from kurul.rooms.boards.rules.meetings import Holding, Presence

YEAR = Period.since(date(2016, 1, 1), date(2017, 1, 1))
HALF = QuorumRule(share=Fraction(1, 2), basis="Yönerge, md. 5")
MORE_THAN_HALF = QuorumRule(share=Fraction(1, 2), more_than=True, basis="Yönerge, md. 5")
DAY = date(2017, 3, 1)


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


# --- charters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "seats", "needed"), [(HALF, 20, 10), (HALF, 21, 11), (MORE_THAN_HALF, 20, 11), (MORE_THAN_HALF, 21, 11)]
)
def test_quorum_of_a_share(rule: QuorumRule, seats: int, needed: int) -> None:
    assert quorum(needed, seats, rule).met is True
    assert quorum(needed - 1, seats, rule).met is False
    assert quorum(needed, seats, rule).basis == "Yönerge, md. 5"


def test_quorum_of_a_number() -> None:
    assert quorum(7, 21, QuorumRule(number=7, basis="x")).met is True
    assert quorum(6, 21, QuorumRule(number=7, basis="x")).met is False


def test_without_a_quorum_rule_nothing_is_judged() -> None:
    assert quorum(0, 21, None).met is None


def test_has_a_name_in_at_least_one_language() -> None:
    assert codes(charters.has_a_name({})) == ["boards.name_missing"]
    assert codes(charters.has_a_name({"tr": "Kurul"})) == []


def test_code_is_free_unless_taken() -> None:
    assert codes(charters.code_is_free("cio", taken=True)) == ["boards.code_taken"]
    assert codes(charters.code_is_free("cio", taken=False)) == []


def test_period_is_possible_only_when_it_ends_after_its_start() -> None:
    assert codes(charters.period_is_possible(Period.since(DAY, DAY))) == ["boards.end_before_start"]
    assert codes(charters.period_is_possible(YEAR)) == []


@pytest.mark.parametrize(("months", "found"), [(None, 0), (1, 0), (120, 0), (0, 1), (121, 1)])
def test_interval_is_possible_from_one_month_to_ten_years(months: int | None, found: int) -> None:
    assert codes(charters.interval_is_possible(months)) == ["boards.interval_impossible"] * found


@pytest.mark.parametrize(
    "rule",
    [
        QuorumRule(basis="x"),
        QuorumRule(number=3, share=Fraction(1, 2), basis="x"),
        QuorumRule(number=0, basis="x"),
        QuorumRule(share=Fraction(0), basis="x"),
        QuorumRule(share=Fraction(3, 2), basis="x"),
        QuorumRule(share=Fraction(1), more_than=True, basis="x"),
    ],
)
def test_quorum_is_possible_only_within_the_seats(rule: QuorumRule) -> None:
    assert codes(charters.quorum_is_possible(rule)) == ["boards.quorum_impossible"]


def test_quorum_is_possible_as_a_number_a_share_or_not_at_all() -> None:
    assert [codes(charters.quorum_is_possible(rule)) for rule in (None, HALF, QuorumRule(number=1))] == [[], [], []]


def test_quorum_has_a_basis_where_there_is_one() -> None:
    assert codes(charters.quorum_has_a_basis(QuorumRule(number=3, basis=" "))) == ["boards.quorum_without_basis"]
    assert codes(charters.quorum_has_a_basis(HALF)) == []
    assert codes(charters.quorum_has_a_basis(None)) == []


def test_something_changes_or_nothing_is_recorded() -> None:
    assert codes(charters.something_changes("a", "a")) == ["boards.nothing_changes"]
    assert codes(charters.something_changes("a", "b")) == []


def test_begins_inside_what_it_replaces() -> None:
    assert codes(charters.begins_inside(YEAR, Bound.on(date(2016, 6, 1)))) == []
    for at in (date(2016, 1, 1), date(2017, 1, 1)):
        assert codes(charters.begins_inside(YEAR, Bound.on(at))) == ["boards.change_not_inside"]
    assert codes(charters.begins_inside(None, Bound.on(DAY))) == ["boards.change_not_inside"]


def test_has_a_reason_that_says_something() -> None:
    assert codes(charters.has_a_reason("  ")) == ["boards.reason_missing"]
    assert codes(charters.has_a_reason("Bakan yurt dışında")) == []


def test_is_in_force_when_a_charter_may_hold() -> None:
    assert codes(charters.is_in_force([], DAY)) == ["boards.not_in_force"]
    assert codes(charters.is_in_force([Certainty.NO], DAY)) == ["boards.not_in_force"]
    assert codes(charters.is_in_force([Certainty.NO, Certainty.NOT_KNOWN], DAY)) == []


def test_seat_names_its_posts() -> None:
    assert codes(charters.seat_names_its_posts("kind", "")) == ["boards.seat_without_source"]
    assert [finding.field for finding in charters.seat_names_its_posts("post", "")] == ["post"]
    assert codes(charters.seat_names_its_posts("kind", "head_of_it_unit")) == []


def test_seat_is_given_once_at_a_time() -> None:
    assert codes(charters.seat_is_given_once(YEAR, [Period.since(date(2016, 6, 1))])) == ["boards.seat_given_twice"]
    assert codes(charters.seat_is_given_once(YEAR, [Period.since(date(2017, 1, 1))])) == []


# --- meetings ---------------------------------------------------------------------------------------------------------

HOLDER = Holding(1, "substantive")
ACTING = Holding(2, "acting")


def test_state_allows_only_the_next_step() -> None:
    assert codes(meetings.state_allows("held", ["planned"])) == ["boards.wrong_state"]
    assert codes(meetings.state_allows("planned", ["planned", "invited"])) == []


def test_has_come_on_its_day_and_later() -> None:
    assert codes(meetings.has_come(DAY, date(2017, 2, 28))) == ["boards.in_the_future"]
    assert codes(meetings.has_come(DAY, DAY)) == []


def test_day_is_free_when_the_board_does_not_meet_then() -> None:
    assert codes(meetings.day_is_free(DAY, {DAY})) == ["boards.day_taken"]
    assert codes(meetings.day_is_free(DAY, {date(2017, 3, 2)})) == []


def test_has_a_title_in_at_least_one_language() -> None:
    assert codes(meetings.has_a_title({})) == ["boards.title_missing"]
    assert codes(meetings.has_a_title({"en": "Opening"})) == []


def test_can_move_within_the_agenda() -> None:
    assert codes(meetings.can_move(0, 3, -1)) == ["boards.item_at_the_edge"]
    assert codes(meetings.can_move(2, 3, 1)) == ["boards.item_at_the_edge"]
    assert codes(meetings.can_move(0, 3, 1)) == []


def test_item_is_free_without_decisions() -> None:
    assert codes(meetings.item_is_free(1)) == ["boards.item_decided"]
    assert codes(meetings.item_is_free(0)) == []


def test_one_attendance_per_seat_and_never_a_second() -> None:
    assert [finding.field for finding in meetings.one_attendance_per_seat([4, 5, 4])] == ["seat-4"]
    assert codes(meetings.one_attendance_per_seat([4, 5])) == []


def test_sits_in_the_board_on_the_day() -> None:
    assert codes(meetings.sits_in_the_board(4, {5})) == ["boards.no_such_seat"]
    assert codes(meetings.sits_in_the_board(4, {4, 5})) == []


def test_is_known_when_everybody_named_is_recorded() -> None:
    entry = Presence(4, "present", 3, "substitute", in_place_of=1)
    assert codes(meetings.is_known(entry, {3})) == ["boards.person_unknown"]
    assert codes(meetings.is_known(entry, {1, 3})) == []


@pytest.mark.parametrize(
    "entry", [Presence(4, "present"), Presence(4, "present", 1), Presence(4, "absent", 1, "holder")]
)
def test_present_is_somebody_and_absent_is_nobody(entry: Presence) -> None:
    assert codes(meetings.present_is_somebody(entry)) == ["boards.nobody_named"]
    assert codes(meetings.present_is_somebody(Presence(4, "absent"))) == []
    assert codes(meetings.present_is_somebody(Presence(4, "present", 1, "holder"))) == []


def test_attends_as_holder_only_when_recorded_as_such() -> None:
    assert codes(meetings.attends_as_holder(Presence(4, "present", 1, "holder"), [HOLDER])) == []
    assert codes(meetings.attends_as_holder(Presence(4, "present", 1, "holder"), [ACTING])) == ["boards.not_a_holder"]
    assert codes(meetings.attends_as_holder(Presence(4, "present", 2, "acting"), [ACTING])) == []
    assert codes(meetings.attends_as_holder(Presence(4, "present", 2, "holder"), [ACTING])) == ["boards.not_a_holder"]
    assert codes(meetings.attends_as_holder(Presence(4, "present", 9, "substitute"), [])) == []


def test_substitute_stands_in_for_a_named_holder() -> None:
    good = Presence(4, "present", 9, "substitute", in_place_of=1)
    assert codes(meetings.substitute_stands_in(good, [HOLDER])) == []
    for entry in (
        Presence(4, "present", 9, "substitute"),
        Presence(4, "present", 9, "substitute", in_place_of=5),
        Presence(4, "present", 1, "substitute", in_place_of=1),
    ):
        assert codes(meetings.substitute_stands_in(entry, [HOLDER])) == ["boards.substitute_for_nobody"]
    assert codes(meetings.substitute_stands_in(good, [])) == ["boards.substitute_for_nobody"]


@pytest.mark.parametrize(("state", "found"), [("planned", 1), ("open", 1), ("held", 0), ("minuted", 0)])
def test_minutes_follow_the_meeting(state: str, found: int) -> None:
    assert len(codes(meetings.minutes_follow_the_meeting(state))) == found


def test_minutes_are_open_until_approved() -> None:
    assert codes(meetings.minutes_are_open(approved=True)) == ["boards.minutes_approved"]
    assert codes(meetings.minutes_are_open(approved=False)) == []


def test_minutes_say_something_before_they_are_approved() -> None:
    assert codes(meetings.minutes_say_something(0, 0)) == ["boards.minutes_empty"]
    assert codes(meetings.minutes_say_something(1, 0)) == []
    assert codes(meetings.minutes_say_something(0, 1)) == []


# --- decisions --------------------------------------------------------------------------------------------------------

DUE = Bound.on(date(2017, 6, 1))


@pytest.mark.parametrize(
    ("execution", "day", "shown"),
    [
        (Execution.OPEN, date(2017, 6, 1), Shown.OPEN),
        (Execution.OPEN, date(2017, 6, 2), Shown.OVERDUE),
        (Execution.IN_PROGRESS, date(2017, 6, 1), Shown.IN_PROGRESS),
        (Execution.IN_PROGRESS, date(2017, 6, 2), Shown.OVERDUE),
        (Execution.DONE, date(2018, 1, 1), Shown.DONE),
    ],
)
def test_overdue_follows_from_the_day(execution: Execution, day: date, shown: Shown) -> None:
    assert standing(execution, DUE, day) is shown


def test_an_imprecise_due_day_is_overdue_only_when_all_of_it_is_past() -> None:
    assert standing(Execution.OPEN, Bound.month(2017, 6), date(2017, 6, 30)) is Shown.OPEN
    assert standing(Execution.OPEN, Bound.month(2017, 6), date(2017, 7, 1)) is Shown.OVERDUE


def test_without_a_due_day_nothing_is_overdue() -> None:
    assert standing(Execution.OPEN, Bound.open(), date(2099, 1, 1)) is Shown.OPEN


def test_a_superseded_decision_is_never_overdue_but_what_was_done_is_done() -> None:
    assert standing(Execution.OPEN, DUE, date(2018, 1, 1), superseded=True) is Shown.SUPERSEDED
    assert standing(Execution.DONE, DUE, date(2018, 1, 1), superseded=True) is Shown.DONE


@pytest.mark.parametrize(
    ("addressees", "whole"),
    [
        ([Shown.DONE, Shown.DONE], Shown.DONE),
        ([Shown.DONE, Shown.OPEN], Shown.IN_PROGRESS),
        ([Shown.OPEN, Shown.OPEN], Shown.OPEN),
        ([Shown.IN_PROGRESS, Shown.OPEN], Shown.IN_PROGRESS),
        ([Shown.DONE, Shown.OVERDUE, Shown.IN_PROGRESS], Shown.OVERDUE),
    ],
)
def test_a_decision_stands_as_its_slowest_addressee(addressees: list[Shown], whole: Shown) -> None:
    assert standing_of_all(addressees) is whole


def test_has_a_text_in_at_least_one_language() -> None:
    assert codes(decisions.has_a_text({})) == ["boards.decision_without_text"]
    assert codes(decisions.has_a_text({"tr": "Uygulanır."})) == []


def test_has_addressees() -> None:
    assert codes(decisions.has_addressees([])) == ["boards.decision_without_addressee"]
    assert codes(decisions.has_addressees([1])) == []


def test_addressed_once_each() -> None:
    assert codes(decisions.addressed_once([1, 2, 1])) == ["boards.addressee_twice"]
    assert codes(decisions.addressed_once([1, 2])) == []


def test_addressees_exist_on_the_day() -> None:
    assert codes(decisions.addressees_exist([1, 2], {1})) == ["boards.addressee_unknown"]
    assert codes(decisions.addressees_exist([1], {1, 2})) == []


def test_due_not_before_decision() -> None:
    assert codes(decisions.due_not_before_decision(Bound.on(date(2017, 2, 28)), DAY)) == ["boards.due_before_decision"]
    assert codes(decisions.due_not_before_decision(Bound.on(DAY), DAY)) == []
    assert codes(decisions.due_not_before_decision(Bound.month(2017, 3), DAY)) == []
    assert codes(decisions.due_not_before_decision(Bound.open(), DAY)) == []


def test_item_is_of_the_meeting() -> None:
    assert codes(decisions.item_is_of_the_meeting(2, 1)) == ["boards.item_of_another_meeting"]
    assert codes(decisions.item_is_of_the_meeting(None, 1)) == []
    assert codes(decisions.item_is_of_the_meeting(1, 1)) == []


def test_is_addressed() -> None:
    assert codes(decisions.is_addressed(3, {1, 2})) == ["boards.not_addressed"]
    assert codes(decisions.is_addressed(1, {1, 2})) == []


def test_has_evidence_when_done() -> None:
    assert codes(decisions.has_evidence(Execution.DONE, " ")) == ["boards.evidence_missing"]
    assert codes(decisions.has_evidence(Execution.DONE, "Genelge 2017/4")) == []
    assert codes(decisions.has_evidence(Execution.IN_PROGRESS, "")) == []


@pytest.mark.parametrize(
    ("day", "found"), [(DAY, 0), (date(2017, 5, 1), 0), (date(2017, 2, 28), 1), (date(2017, 5, 2), 1)]
)
def test_confirmed_in_time(day: date, found: int) -> None:
    assert len(codes(decisions.confirmed_in_time(day, DAY, date(2017, 5, 1)))) == found


def test_confirmed_after_last() -> None:
    assert codes(decisions.confirmed_after_last(DAY, date(2017, 3, 2))) == ["boards.confirmed_before_last"]
    assert codes(decisions.confirmed_after_last(DAY, DAY)) == []
    assert codes(decisions.confirmed_after_last(DAY, None)) == []


def test_execution_changes() -> None:
    assert codes(decisions.execution_changes(Execution.OPEN, Execution.OPEN)) == ["boards.already_so"]
    assert codes(decisions.execution_changes(Execution.OPEN, Execution.DONE)) == []


def test_is_not_superseded() -> None:
    assert codes(decisions.is_not_superseded("2017/2")) == ["boards.superseded"]
    assert codes(decisions.is_not_superseded("")) == []


def test_successor_is_later() -> None:
    earlier, later = (date(2017, 3, 1), 1), (date(2017, 3, 1), 2)
    assert codes(decisions.successor_is_later(earlier, later)) == []
    assert codes(decisions.successor_is_later(later, earlier)) == ["boards.supersedes_wrongly"]
    assert codes(decisions.successor_is_later(earlier, earlier)) == ["boards.supersedes_wrongly"]


def test_note_says_something() -> None:
    assert codes(decisions.note_says_something(" ")) == ["boards.note_missing"]
    assert codes(decisions.note_says_something("Hatırlatıldı.")) == []
