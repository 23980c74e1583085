"""The rules on changes, reorganisations, numbers and units, without a database."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.organisations import rules

EARLIER = Period.since(date(2010, 1, 1), date(2012, 1, 1))
OPEN = Period.since(date(2012, 1, 1))
Step = tuple[int, str, tuple[frozenset[int], frozenset[int]]]
ROR = Path(settings.ROOT).parent / "shared" / "data" / "ror-government" / "ror_government_part.json"


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_parent_outlasts_what_is_placed_under_it() -> None:
    assert codes(rules.parent_outlasts(EARLIER, Bound.open())) == ["organisations.parent_ends"]
    assert codes(rules.parent_outlasts(EARLIER, Bound.on(date(2012, 1, 1)))) == []
    assert codes(rules.parent_outlasts(OPEN, Bound.open())) == []
    assert codes(rules.parent_outlasts(Period.since(date(2010, 1, 1), Bound.year(2012)), Bound.year(2012))) == []


def test_are_different_bodies() -> None:
    assert codes(rules.are_different([1, 2, 1], field="others")) == ["organisations.same_body_twice"]
    assert codes(rules.are_different([1, 2], field="others")) == []


def test_merges_several_bodies() -> None:
    assert codes(rules.merges_several(1)) == ["organisations.too_few_to_merge"]
    assert codes(rules.merges_several(2)) == []


def test_splits_into_several_bodies() -> None:
    assert codes(rules.splits_into_several(1)) == ["organisations.too_few_after_split"]
    assert codes(rules.splits_into_several(2)) == []


def test_all_have_a_home_when_their_body_ends() -> None:
    assert codes(rules.all_have_a_home(3)) == ["organisations.part_without_home"]
    assert codes(rules.all_have_a_home(0)) == []


def test_transfers_something_that_is_named() -> None:
    assert codes(rules.transfers_something(0, "  ")) == ["organisations.nothing_transferred"]
    assert codes(rules.transfers_something(0, "Statistics")) == []
    assert codes(rules.transfers_something(1, "")) == []


def test_stands_under_the_body_that_gives_it_away() -> None:
    assert codes(rules.stands_under(5, {1, 2})) == ["organisations.unit_elsewhere"]
    assert codes(rules.stands_under(2, {1, 2})) == []


def test_nothing_builds_upon_what_is_taken_back() -> None:
    assert codes(rules.nothing_builds_upon(False)) == ["organisations.built_upon"]
    assert codes(rules.nothing_builds_upon(True)) == []


def test_nothing_mentions_a_body_that_never_was() -> None:
    (finding,) = rules.nothing_mentions(["A post", "A unit"])
    assert finding.code == "organisations.still_mentioned"
    assert finding.params["what"] == "A post; A unit"
    assert codes(rules.nothing_mentions([])) == []


def test_is_no_consequence_of_another_change() -> None:
    assert codes(rules.is_no_consequence(True)) == ["organisations.is_consequence"]
    assert codes(rules.is_no_consequence(False)) == []


def test_overlaps_no_other_entry() -> None:
    assert codes(rules.overlaps_no_other([OPEN, OPEN], OPEN)) == ["organisations.overlaps"]
    assert codes(rules.overlaps_no_other([EARLIER], OPEN)) == []


def test_day_is_of_no_event() -> None:
    later = Period.since(date(2011, 1, 1), date(2013, 1, 1))
    days = {EARLIER.start, EARLIER.end}
    assert codes(rules.day_is_of_no_event(EARLIER, later, days)) == ["organisations.day_of_event"] * 2
    assert codes(rules.day_is_of_no_event(EARLIER, EARLIER, days)) == []
    assert codes(rules.day_is_of_no_event(EARLIER, later, set())) == []


def test_counts_something_at_all() -> None:
    assert codes(rules.counts_something(0, 0)) == ["organisations.counts_nothing"] * 2
    assert codes(rules.counts_something(1, 1)) == []


def test_has_lines_to_enter() -> None:
    assert codes(rules.has_lines(0)) == ["organisations.no_lines"]
    assert codes(rules.has_lines(1)) == []


def test_is_a_draft_or_cannot_be_changed() -> None:
    assert codes(rules.is_a_draft(False)) == ["organisations.not_a_draft"]
    assert codes(rules.is_a_draft(True)) == []


def test_has_steps_to_apply() -> None:
    assert codes(rules.has_steps(0)) == ["organisations.no_steps"]
    assert codes(rules.has_steps(1)) == []


def test_unchanged_since_draft() -> None:
    found = list(rules.unchanged_since_draft([(1, 7, 3), (2, 8, 1), (3, 9, 1)], {7: 3, 8: 2}, {8: "B"}))
    assert [(one.params["step"], one.params["name"]) for one in found] == [(2, "B"), (3, "#9")]


def step(number: int, kind: str, about: set[int], ends: Iterable[int] = ()) -> Step:
    return (number, kind, (frozenset(about), frozenset(ends)))


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (step(1, "renamed", {1}), step(2, "renamed", {1}), True),
        (step(1, "renamed", {1}), step(2, "moved", {1}), False),
        (step(1, "renamed", {1}), step(2, "renamed", {2}), False),
        (step(1, "abolished", {1}, {1}), step(2, "moved", {1}), True),
        (step(1, "moved", {1}), step(2, "abolished", {1}, {1}), True),
        (step(1, "transferred", {1}), step(2, "abolished", {1}, {1}), False),
        (step(1, "abolished", {1}, {1}), step(2, "transferred", {1}), True),
        (step(1, "merged", {1, 2}, {1, 2}), step(2, "absorbed", {3, 2}, {2}), True),
        (step(1, "absorbed", {3, 1}, {1}), step(2, "absorbed", {3, 2}, {2}), False),
    ],
)
def test_steps_agree(one: Step, other: Step, contradict: bool) -> None:
    assert bool(list(rules.steps_agree([one, other], {}))) is contradict


def test_has_a_value_that_identifies() -> None:
    assert codes(rules.has_a_value("")) == ["organisations.identifier_missing"]
    assert codes(rules.has_a_value("1")) == []


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"),
        ("ror", "03yrm5c26", "03yrm5c27"),
        ("ror", "https://ror.org/03yrm5c26", "03yrm5c2"),
        ("siren", "404 833 048", "404833049"),
        ("siret", "73282932000074", "73282932000075"),
        ("vkn", "4540536920", "4540536921"),
        ("web-address", "https://example.org", "javascript:alert(1)"),
        ("eight-digits", "24301126", "2430112"),
        ("", "anything", ""),
    ],
)
def test_check_digits_fit(check: str, right: str, wrong: str) -> None:
    assert codes(rules.check_digits_fit(check, rules.compact(check, right))) == []
    if wrong:
        assert codes(rules.check_digits_fit(check, rules.compact(check, wrong))) == ["organisations.check_digits_wrong"]


@given(st.text(max_size=30), st.sampled_from(sorted(rules.CHECKS)))
def test_check_digits_fit_answers_whatever_is_typed(text: str, check: str) -> None:
    assert set(codes(rules.check_digits_fit(check, rules.compact(check, text)))) <= {"organisations.check_digits_wrong"}


@pytest.mark.skipif(not ROR.exists(), reason="the shared data is not here")
def test_check_digits_fit_every_ror_of_a_real_register_and_none_with_two_signs_exchanged() -> None:
    given_ = [rules.compact("ror", row["id"]) for row in json.loads(ROR.read_text(encoding="utf-8"))]
    assert len(given_) > 300
    assert [value for value in given_ if codes(rules.check_digits_fit("ror", value))] == []
    exchanged = [f"{value[:3]}{value[4]}{value[3]}{value[5:]}" for value in given_ if value[3] != value[4]]
    assert all(codes(rules.check_digits_fit("ror", value)) for value in exchanged)


def test_check_is_known_by_its_code() -> None:
    assert codes(rules.check_is_known("nobody")) == ["organisations.check_not_known"]
    assert codes(rules.check_is_known("lei")) == codes(rules.check_is_known("")) == []


def test_template_has_a_value_and_is_an_address() -> None:
    for wrong in ("https://ror.org/", "javascript:{value}", "{value"):
        assert codes(rules.template_has_a_value(wrong)) == ["organisations.uri_without_value"]
    for right in ("https://ror.org/{value}", "{value}", ""):
        assert codes(rules.template_has_a_value(right)) == []


def test_belongs_to_no_other_body() -> None:
    (finding,) = rules.belongs_to_no_other(["Sağlık Bakanlığı"])
    assert finding.params["holder"] == "Sağlık Bakanlığı"
    assert codes(rules.belongs_to_no_other([])) == []


def test_an_address_that_is_not_safe_to_follow_is_none() -> None:
    assert rules.address_of("https://ror.org/{value}", "03yrm5c26") == "https://ror.org/03yrm5c26"
    assert rules.address_of("{value}", "javascript:alert(1)") == rules.address_of("", "1") == ""
