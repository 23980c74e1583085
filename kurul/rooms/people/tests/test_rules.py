"""The rules of the room, without a database."""

from collections.abc import Iterable
from datetime import date

import pytest

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.people import rules

EARLIER = Period.since(date(2010, 1, 1), date(2012, 1, 1))
ADJACENT = Period.since(date(2012, 1, 1), date(2014, 1, 1))
OVERLAPPING = Period.since(date(2011, 12, 31), date(2014, 1, 1))
OPEN = Period.since(date(2012, 1, 1))


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_has_a_given_name_that_is_more_than_blanks() -> None:
    assert codes(rules.has_a_given_name(" ")) == ["people.name_missing"]
    assert codes(rules.has_a_given_name("Ayşe")) == []


@pytest.mark.parametrize("text", ["Ayşe 12345678901", "ayse@example.org", "A2"])
def test_is_a_name_or_something_that_is_not_kept_here(text: str) -> None:
    (finding,) = rules.is_a_name(text, field="family_name")
    assert (finding.code, finding.field) == ("people.name_not_a_name", "family_name")


@pytest.mark.parametrize("text", ["", "Ayşe-Nur", "O’Neill", "Şükrü Çağrı", "Prof. Dr."])
def test_is_a_name_in_any_spelling(text: str) -> None:
    assert codes(rules.is_a_name(text, field="given_name")) == []


def test_period_is_possible_only_when_it_ends_after_its_start() -> None:
    backwards = Period.since(date(2012, 1, 1), date(2012, 1, 1))
    assert codes(rules.period_is_possible(backwards)) == ["people.end_before_start"]
    assert codes(rules.period_is_possible(EARLIER)) == []


def test_begins_inside_what_it_replaces() -> None:
    for running, day in ((OPEN, date(2012, 1, 1)), (EARLIER, date(2012, 1, 1)), (None, date(2012, 1, 1))):
        assert codes(rules.begins_inside(running, Bound.on(day))) == ["people.change_not_inside"]
    assert codes(rules.begins_inside(OPEN, Bound.on(date(2012, 1, 2)))) == []
    assert codes(rules.begins_inside(Period.since(Bound.unknown()), Bound.on(date(2012, 1, 2)))) == []


def test_is_held_on_the_day_of_the_correction() -> None:
    assert codes(rules.is_held_on(EARLIER, Bound.on(date(2012, 1, 1)))) == ["people.not_held_then"]
    assert codes(rules.is_held_on(None, Bound.on(date(2012, 1, 1)))) == ["people.not_held_then"]
    assert codes(rules.is_held_on(Period.since(Bound.unknown()), Bound.on(date(2012, 1, 1)))) == []


def test_something_changes_or_there_is_nothing_to_record() -> None:
    assert codes(rules.something_changes({"given_name": "A"}, {"given_name": "A"})) == ["people.nothing_changes"]
    assert codes(rules.something_changes({"given_name": "A"}, {"given_name": "B"})) == []


def test_has_a_reason_that_is_more_than_blanks() -> None:
    assert codes(rules.has_a_reason("  ")) == ["people.reason_missing"]
    assert codes(rules.has_a_reason("letters turned round")) == []


def test_account_is_free_unless_it_is_certainly_someone_elses_on_a_day() -> None:
    assert codes(rules.account_is_free(EARLIER, [ADJACENT])) == []
    assert codes(rules.account_is_free(EARLIER, [ADJACENT, OVERLAPPING])) == ["people.account_taken"]


def test_person_has_no_other_account_on_a_day() -> None:
    assert codes(rules.person_has_no_other(OPEN, [EARLIER])) == []
    assert codes(rules.person_has_no_other(OPEN, [OVERLAPPING])) == ["people.has_an_account"]


def test_account_is_open_or_nothing_is_given_to_it() -> None:
    assert codes(rules.account_is_open(False)) == ["people.account_closed"]
    assert codes(rules.account_is_open(True)) == []


def test_ends_earlier_than_it_does_and_after_it_began() -> None:
    for at in (date(2012, 1, 1), date(2010, 1, 1)):
        assert codes(rules.ends_earlier(EARLIER, Bound.on(at))) == ["people.ends_earlier"]
    assert codes(rules.ends_earlier(EARLIER, Bound.on(date(2011, 1, 1)))) == []
    assert codes(rules.ends_earlier(OPEN, Bound.on(date(2030, 1, 1)))) == []
