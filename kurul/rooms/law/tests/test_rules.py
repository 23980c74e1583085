"""The rules of the room, without a database."""

from collections.abc import Iterable
from datetime import date

import pytest

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.law import rules

SIGNED = Bound.on(date(2011, 9, 26))


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_is_recognisable_by_title_or_number() -> None:
    assert codes(rules.is_recognisable({}, " ")) == ["law.not_recognisable"]
    assert codes(rules.is_recognisable({"en": "Electronic Signature Law"}, "")) == []
    assert codes(rules.is_recognisable({}, "5070")) == []


@pytest.mark.parametrize("code", ["", "kanun-5070", "KANUN 5070", "-5070", "KANUN-", "KANUN--5070", "KHK/655", "İMZA"])
def test_code_is_plain_or_refused(code: str) -> None:
    assert codes(rules.code_is_plain(code)) == ["law.code_malformed"]


@pytest.mark.parametrize("code", ["KANUN-5070", "BTYK-2013-102", "A", "5070"])
def test_code_is_plain_in_capitals_and_digits(code: str) -> None:
    assert codes(rules.code_is_plain(code)) == []


def test_code_is_free_unless_taken() -> None:
    assert codes(rules.code_is_free("KHK-655", True)) == ["law.code_taken"]
    assert codes(rules.code_is_free("KHK-655", False)) == []


def test_is_one_day_even_if_not_known() -> None:
    assert codes(rules.is_one_day(Bound.open(), field="issued")) == ["law.day_open"]
    assert codes(rules.is_one_day(Bound.unknown(), field="issued")) == []
    assert codes(rules.is_one_day(Bound.year(2006), field="issued")) == []


@pytest.mark.parametrize("gazetted", [Bound.on(date(2011, 9, 25)), Bound.month(2011, 8), Bound.by(date(2010, 1, 1))])
def test_is_gazetted_after_issue_or_refused(gazetted: Bound) -> None:
    (finding,) = rules.is_gazetted_after_issue(SIGNED, gazetted)
    assert (finding.code, finding.field) == ("law.gazetted_before_issued", "gazetted")


@pytest.mark.parametrize("gazetted", [SIGNED, Bound.on(date(2011, 11, 1)), Bound.year(2011), Bound.unknown()])
def test_is_gazetted_after_issue_where_the_days_allow_it(gazetted: Bound) -> None:
    assert codes(rules.is_gazetted_after_issue(SIGNED, gazetted)) == []
    assert codes(rules.is_gazetted_after_issue(Bound.unknown(), gazetted)) == []


def test_provision_says_something() -> None:
    assert codes(rules.provision_says_something(" ", {})) == ["law.provision_empty"]
    assert codes(rules.provision_says_something("m. 5", {})) == []
    assert codes(rules.provision_says_something("", {"en": "Schedules I-IV"})) == []


def test_has_a_reason_that_is_more_than_blanks() -> None:
    assert codes(rules.has_a_reason("  ")) == ["law.reason_missing"]
    assert codes(rules.has_a_reason("read from the gazette")) == []


def test_something_changes_or_there_is_nothing_to_correct() -> None:
    assert codes(rules.something_changes({"number": "1"}, {"number": "1"})) == ["law.nothing_changes"]
    assert codes(rules.something_changes({"number": "1"}, {"number": "2"})) == []


def test_kind_has_a_name_in_at_least_one_language() -> None:
    assert codes(rules.kind_has_a_name({})) == ["law.kind_nameless"]
    assert codes(rules.kind_has_a_name({"tr": "Kanun"})) == []


def test_kind_is_new_or_refused() -> None:
    assert codes(rules.kind_is_new("law", True)) == ["law.kind_taken"]
    assert codes(rules.kind_is_new("law", False)) == []
