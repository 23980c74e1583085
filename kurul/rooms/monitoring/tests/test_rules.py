"""The rules, without a database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.rules import Finding, gather, registry
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.monitoring.rules import cycle, status
from kurul.rooms.monitoring.rules.status import Claim, Evidence, Reading

DAY = date(2017, 10, 16)
RUNNING = Period.through(date(2017, 1, 1), date(2018, 6, 30))
OVER = Period.through(date(2016, 7, 1), date(2017, 6, 30))
LATER = Period.through(date(2018, 1, 1), date(2018, 12, 31))
UNKNOWN = Period(Bound.unknown(), Bound.unknown())


def codes(found) -> list[str]:
    return [finding.code for finding in gather(found)]


def claim(meaning: str, *, by_reviewer: bool = False) -> Claim:
    return Claim(meaning, meaning.replace("_", " "), "2017-H1", by_reviewer)


def evidence(planned: Period | None, original: Period | None = None, **more) -> Evidence:
    """With a report wherever there is a rating."""
    reported = "2017-H1" if more.get("claim") else ""
    return Evidence(DAY, planned, original, **{"reported": reported, **more})


def reading(actual: str | None, direction: str = "up") -> Reading:
    return Reading(
        "Online share", Decimal("60"), date(2017, 6, 30), None if actual is None else Decimal(actual), direction
    )


# --- periods, chains, reports -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "sound"),
    [
        (["submitted", "accepted"], True),
        (["submitted", "consolidated", "approved", "accepted"], True),
        (["submitted"], False),
        (["approved", "accepted"], False),
        (["submitted", "approved", "approved", "accepted"], False),
        (["submitted", "blessed", "accepted"], False),
        ([], False),
    ],
)
def test_chain_is_sound(steps: list[str], sound: bool) -> None:
    assert (codes(cycle.chain_is_sound(steps)) == []) is sound


def test_code_is_free() -> None:
    assert codes(cycle.code_is_free(" ", set())) == ["monitoring.code_missing"]
    assert codes(cycle.code_is_free(" 2017-H1 ", {"2017-H1"})) == ["monitoring.code_taken"]
    assert codes(cycle.code_is_free("2017-H2", {"2017-H1"})) == []


def test_days_are_in_order() -> None:
    first, last = date(2017, 1, 1), date(2017, 6, 30)
    assert codes(cycle.days_are_in_order(last, first, last)) == ["monitoring.last_before_first"]
    assert codes(cycle.days_are_in_order(first, last, first)) == ["monitoring.due_before_end"]
    assert codes(cycle.days_are_in_order(first, last, last)) == []
    assert registry["monitoring.days_out_of_order"].name == cycle.days_are_in_order.__name__  # its findings say more


def test_stands_apart_from_every_other_period() -> None:
    first = cycle.Span("2017-H1", date(2017, 1, 1), date(2017, 6, 30))
    unknown = cycle.Span("August 2023", None, None)
    assert codes(cycle.stands_apart(date(2017, 6, 30), date(2017, 12, 31), [first, unknown])) == [
        "monitoring.periods_overlap"
    ]
    assert codes(cycle.stands_apart(date(2017, 7, 1), date(2017, 12, 31), [first, unknown])) == []


def test_somebody_owes() -> None:
    assert codes(cycle.somebody_owes(0, 21)) == ["monitoring.nobody_owes"]
    assert codes(cycle.somebody_owes(1, 20)) == []


def test_somebody_new_owes() -> None:
    assert codes(cycle.somebody_new_owes(0)) == ["monitoring.nobody_new"]
    assert codes(cycle.somebody_new_owes(1)) == []


def test_period_is_open() -> None:
    assert codes(cycle.period_is_open(True)) == ["monitoring.period_closed"]
    assert codes(cycle.period_is_open(False)) == []


def test_deadline_has_passed() -> None:
    assert codes(cycle.deadline_has_passed(DAY, DAY)) == ["monitoring.not_due_yet"]
    assert codes(cycle.deadline_has_passed(DAY, date(2017, 10, 15))) == []
    assert codes(cycle.deadline_has_passed(DAY, None)) == []


def test_is_editable_by_the_reporting_body_only() -> None:
    states = ("expected", "draft", "submitted", "consolidated", "approved", "accepted", "returned")
    editable = {state for state in states if not codes(cycle.is_editable(state))}
    assert editable == {"expected", "draft", "returned"}


def test_has_a_grade() -> None:
    assert codes(cycle.has_a_grade(None)) == ["monitoring.grade_missing"]
    assert codes(cycle.has_a_grade("not_known")) == []


def test_grade_fits_its_scale() -> None:
    assert codes(cycle.grade_fits(1, 2)) == ["monitoring.grade_of_other_scale"]
    assert codes(cycle.grade_fits(1, 1)) == codes(cycle.grade_fits(1, None)) == []


def test_says_something() -> None:
    assert codes(cycle.says_something(" \n")) == ["monitoring.text_missing"]
    assert codes(cycle.says_something("Moved.")) == []


def test_percent_is_possible() -> None:
    assert [codes(cycle.percent_is_possible(value)) for value in (None, 0, 100)] == [[], [], []]
    assert codes(cycle.percent_is_possible(101)) == codes(cycle.percent_is_possible(-1)) != []


def test_value_is_exact() -> None:
    assert codes(cycle.value_is_exact(Decimal("99999999999.9999"), field="value_1")) == []
    for value in ("100000000000", "0.00001", "NaN", "Infinity"):
        assert codes(cycle.value_is_exact(Decimal(value), field="value_1")) == ["monitoring.value_not_exact"]


def test_indicator_belongs() -> None:
    assert codes(cycle.indicator_belongs(7, {1, 2})) == ["monitoring.indicator_of_other_action"]
    assert codes(cycle.indicator_belongs(1, {1, 2})) == []


def test_is_web_address() -> None:
    assert codes(cycle.is_web_address("https://example.org/a")) == []
    for url in ("javascript:alert(1)", "example.org", "ftp://example.org", " https://example.org"):
        assert codes(cycle.is_web_address(url)) == ["monitoring.link_not_web"]


def test_something_to_repeat() -> None:
    assert codes(cycle.something_to_repeat(False)) == ["monitoring.nothing_to_repeat"]
    assert codes(cycle.something_to_repeat(True)) == []


def test_lateness_is_explained() -> None:
    due = date(2017, 7, 15)
    assert codes(cycle.lateness_is_explained(due, due, "")) == []
    assert codes(cycle.lateness_is_explained(date(2017, 7, 16), due, " ")) == ["monitoring.late_reason_missing"]
    assert codes(cycle.lateness_is_explained(date(2017, 7, 16), due, "Ill")) == []
    assert codes(cycle.lateness_is_explained(DAY, None, "")) == []


def test_is_at_step() -> None:
    assert codes(cycle.is_at_step("approved", "consolidated")) == ["monitoring.not_this_step"]
    assert codes(cycle.is_at_step("approved", None)) == ["monitoring.not_this_step"]
    assert codes(cycle.is_at_step("approved", "approved")) == []


def test_can_be_returned() -> None:
    assert [state for state in ("expected", "draft", "submitted", "approved", "accepted", "returned")
            if not codes(cycle.can_be_returned(state))] == ["submitted", "approved"]  # fmt: skip
    assert codes(cycle.can_be_returned("accepted")) == ["monitoring.not_returnable"]


def test_has_a_reason() -> None:
    assert codes(cycle.has_a_reason(" ")) == ["monitoring.reason_missing"]
    assert codes(cycle.has_a_reason("Which services?")) == []


def test_can_be_rated() -> None:
    assert codes(cycle.can_be_rated("draft")) == ["monitoring.not_rateable"]
    assert codes(cycle.can_be_rated("accepted")) == []


def test_somebody_is_behind() -> None:
    assert codes(cycle.somebody_is_behind(0)) == ["monitoring.nobody_to_remind"]
    assert codes(cycle.somebody_is_behind(3)) == []


def test_owes_no_more_when_done() -> None:
    assert [meaning for meaning in ("done", "delayed", None) if cycle.owes_no_more(meaning)] == ["done"]
    assert registry["monitoring.done_stays_done"].name == cycle.owes_no_more.__name__


# --- how an action stands ---------------------------------------------------------------------------------------------


def test_end_is_past() -> None:
    assert codes(status.end_is_past(OVER, DAY)) == ["monitoring.end_past"]
    assert codes(status.end_is_past(OVER, date(2017, 6, 30))) == []  # the last day itself still counts
    assert codes(status.end_is_past(UNKNOWN, DAY)) == codes(status.end_is_past(None, DAY)) == []
    assert codes(status.end_is_past(Period.since(date(2016, 1, 1)), DAY)) == []


def test_end_is_past_is_never_guessed_from_an_imprecise_day() -> None:
    some_day_of_2017 = Period(Bound.on(date(2016, 1, 1)), Bound.year(2017))
    assert codes(status.end_is_past(some_day_of_2017, DAY)) == []


def test_start_is_past() -> None:
    assert codes(status.start_is_past(RUNNING, claim("not_started"), DAY)) == ["monitoring.start_past"]
    assert codes(status.start_is_past(RUNNING, claim("on_schedule"), DAY)) == []
    assert codes(status.start_is_past(LATER, claim("not_started"), DAY)) == []


def test_original_end_is_past() -> None:
    assert codes(status.original_end_is_past(OVER, DAY)) == ["monitoring.original_end_past"]
    assert codes(status.original_end_is_past(None, DAY)) == codes(status.original_end_is_past(RUNNING, DAY)) == []


def test_is_not_due_to_begin() -> None:
    assert codes(status.is_not_due_to_begin(LATER, DAY)) == ["monitoring.not_begun"]
    assert codes(status.is_not_due_to_begin(RUNNING, DAY)) == codes(status.is_not_due_to_begin(UNKNOWN, DAY)) == []


def test_rating_says_whose_it_is() -> None:
    assert codes(status.rating_says(claim("delayed"), "delayed")) == ["monitoring.rated"]
    assert codes(status.rating_says(claim("delayed", by_reviewer=True), "delayed")) == ["monitoring.rated_by_reviewer"]
    assert codes(status.rating_says(claim("done"), "delayed")) == codes(status.rating_says(None, "delayed")) == []


def test_ratings_differ() -> None:
    reviewed = claim("at_risk", by_reviewer=True)
    assert codes(status.ratings_differ(reviewed, claim("on_schedule"))) == ["monitoring.rated_otherwise"]
    assert codes(status.ratings_differ(reviewed, claim("at_risk"))) == []
    assert codes(status.ratings_differ(claim("at_risk"), claim("at_risk"))) == []


def test_targets_missed_by_direction() -> None:
    assert codes(status.targets_missed([reading("59.9")])) == ["monitoring.target_missed"]
    assert codes(status.targets_missed([reading("60")])) == []
    assert codes(status.targets_missed([reading("60.1", "down")])) == ["monitoring.target_missed"]
    assert codes(status.targets_missed([reading("1", ""), reading(None)])) == []


def test_values_missing() -> None:
    assert codes(status.values_missing([reading(None), reading("1")])) == ["monitoring.value_missing"]


def test_nothing_is_reported() -> None:
    assert codes(status.nothing_is_reported("")) == ["monitoring.no_report"]
    assert codes(status.nothing_is_reported("2017-H1")) == []


def test_nothing_is_rated() -> None:
    assert codes(status.nothing_is_rated("2017-H1", None)) == ["monitoring.unrated"]
    assert codes(status.nothing_is_rated("2017-H1", claim("done"))) == codes(status.nothing_is_rated("", None)) == []


def test_nothing_to_compare_without_days() -> None:
    assert codes(status.nothing_to_compare(claim("in_progress"), UNKNOWN)) == ["monitoring.undated"]
    assert codes(status.nothing_to_compare(claim("not_started"), None)) == ["monitoring.undated"]
    assert codes(status.nothing_to_compare(claim("in_progress"), RUNNING)) == []
    assert codes(status.nothing_to_compare(claim("on_schedule"), None)) == []


def test_rating_is_stale() -> None:
    assert codes(status.rating_is_stale(claim("on_schedule"), ["2017-H2"])) == ["monitoring.stale"]
    assert codes(status.rating_is_stale(claim("on_schedule"), [])) == []
    assert codes(status.rating_is_stale(claim("done"), ["2017-H2"])) == []


@pytest.mark.parametrize(
    ("given_evidence", "expected", "code"),
    [
        (evidence(RUNNING, claim=claim("done")), "done", "monitoring.rated"),
        (evidence(OVER, claim=claim("done")), "done", "monitoring.rated"),
        (evidence(OVER, claim=claim("done"), missed=("2017-H2",)), "done", "monitoring.rated"),
        (evidence(RUNNING, claim=claim("done"), readings=(reading("9"),)), "at_risk", "monitoring.target_missed"),
        (evidence(OVER, claim=claim("on_schedule")), "late", "monitoring.end_past"),
        (evidence(OVER), "late", "monitoring.end_past"),
        (evidence(RUNNING, claim=claim("delayed")), "late", "monitoring.rated"),
        (evidence(RUNNING, claim=claim("not_started")), "late", "monitoring.start_past"),
        (evidence(RUNNING), "not_known", "monitoring.no_report"),
        (evidence(RUNNING, reported="2017-H1"), "not_known", "monitoring.unrated"),
        (evidence(RUNNING, claim=claim("not_known")), "not_known", "monitoring.rated"),
        (evidence(RUNNING, claim=claim("on_schedule"), missed=("H2",)), "not_known", "monitoring.stale"),
        (evidence(None, claim=claim("in_progress")), "not_known", "monitoring.undated"),
        (evidence(RUNNING, claim=claim("at_risk")), "at_risk", "monitoring.rated"),
        (evidence(RUNNING, OVER, claim=claim("on_schedule")), "at_risk", "monitoring.original_end_past"),
        (evidence(RUNNING, claim=claim("on_schedule")), "on_track", "monitoring.rated"),
        (evidence(RUNNING, claim=claim("in_progress")), "on_track", "monitoring.rated"),
        (evidence(LATER), "on_track", "monitoring.not_begun"),
        (evidence(LATER, claim=claim("at_risk")), "at_risk", "monitoring.rated"),
    ],
)
def test_judge(given_evidence: Evidence, expected: str, code: str) -> None:
    found = status.judge(given_evidence)
    assert (found.status, found.deciding[0].code) == (expected, code)


def test_judge_compares_with_the_first_plan_too() -> None:
    found = status.judge(evidence(RUNNING, OVER, claim=claim("on_schedule")))
    assert (found.status, found.by_original) == ("at_risk", "late")


ratings = st.none() | st.sampled_from(
    ["not_started", "in_progress", "on_schedule", "at_risk", "delayed", "done", "not_known"]
).map(claim)
plans = st.sampled_from([None, RUNNING, OVER, LATER, UNKNOWN])


@given(
    plans, plans, ratings, st.sampled_from([(), ("2017-H2",)]), st.lists(st.sampled_from([None, "1", "99"]), max_size=2)
)
def test_judge_always_says_why(planned, original, rating, missed, values) -> None:
    readings = tuple(reading(value) for value in values)
    found = status.judge(
        evidence(planned, original, claim=rating, self_rating=rating, missed=missed, readings=readings)
    )
    assert found.status in status.STATUSES
    assert found.by_original in status.STATUSES
    assert found.deciding


@given(st.lists(st.sampled_from(status.STATUSES), min_size=1))
def test_roll_up_is_never_better_than_what_is_late_or_at_risk(statuses: list[str]) -> None:
    rolled = status.roll_up(statuses)
    assert rolled.total == len(statuses)
    assert (rolled.status == "late") is ("late" in statuses)
    assert (rolled.status == "done") is (set(statuses) == {"done"})
    if rolled.status == "on_track":
        assert not {"late", "at_risk"} & set(statuses)


@pytest.mark.parametrize(
    ("statuses", "code", "count"),
    [
        (["late", "late", "at_risk", "done"], "monitoring.worst_is_late", 2),
        (["at_risk", "not_known", "on_track"], "monitoring.worst_is_at_risk", 1),
        (["done", "done"], "monitoring.all_done", None),
        (["not_known", "not_known", "on_track", "done"], "monitoring.mostly_unknown", 2),
        (["not_known", "on_track", "done"], "monitoring.none_behind", 1),
        ([], "monitoring.nothing_below", None),
    ],
)
def test_roll_up_says_why_with_the_counts(statuses: list[str], code: str, count: int | None) -> None:
    params: dict[str, object] = {"total": len(statuses)} if statuses else {}
    assert status.roll_up(statuses).why == Finding(code, None, params | ({} if count is None else {"count": count}))


def test_roll_up_of_mostly_unknown_actions_is_not_known() -> None:
    assert status.roll_up(["not_known", "not_known", "on_track", "done"]).status == "not_known"
    assert status.roll_up(["not_known", "on_track", "done"]).status == "on_track"
    assert status.roll_up([]).why == Finding("monitoring.nothing_below")


def test_rate() -> None:
    assert registry["monitoring.rate"].name == status.rate.__name__
    assert status.rate(18, 21) == Fraction(6, 7)
    assert status.rate(0, 0) is None
