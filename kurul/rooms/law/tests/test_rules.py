"""The rules of the room, without a database."""

from collections.abc import Iterable
from datetime import date

import pytest

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
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
    assert codes(rules.provision_says_something("5", {})) == []
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


THE_FIRST_DAY = Bound.on(date(1, 1, 1))
FIRST = Period.since(THE_FIRST_DAY)
DAY = Bound.on(date(2010, 5, 1))
UNTIL, FROM_THEN = Period(THE_FIRST_DAY, DAY), Period.since(DAY)


@pytest.mark.parametrize(
    "reference", [{"tr": "sayılı Kanun"}, {"en": "{number} {number}"}, {"en": "{no}"}, {"en": "{"}]
)
def test_reference_is_readable_or_refused(reference: dict[str, str]) -> None:
    assert codes(rules.reference_is_readable(reference, name="number")) == ["law.reference_malformed"]


def test_reference_is_readable_with_what_it_cites_once() -> None:
    assert (
        codes(rules.reference_is_readable({"tr": "{number} sayılı Kanun", "en": "Law {number}"}, name="number")) == []
    )
    assert codes(rules.reference_is_readable({}, name="number")) == []


@pytest.mark.parametrize(
    ("template", "jurisdiction"),
    [
        ("tr/kanun", "tr"),
        ("{jurisdiction}/{number}", ""),
        ("/{number}", ""),
        ("{number}/{number}", ""),
        ("{day}/{number}", ""),
        ("kanun no/{number}", ""),
        ("{number!r}", ""),
        ("{number", ""),
    ],
)
def test_eli_template_is_readable_or_refused(template: str, jurisdiction: str) -> None:
    assert codes(rules.eli_template_is_readable(template, jurisdiction)) == ["law.eli_malformed"]


@pytest.mark.parametrize(("template", "jurisdiction"), [("", ""), ("{jurisdiction}/kanun/{year}/{number}", "tr")])
def test_eli_template_is_readable_where_it_is_an_address(template: str, jurisdiction: str) -> None:
    assert codes(rules.eli_template_is_readable(template, jurisdiction)) == []


def test_eli_part_is_readable() -> None:
    assert codes(rules.eli_part_is_readable("art_{label}")) == codes(rules.eli_part_is_readable("")) == []
    for wrong in ("art", "art/{label}", "{label}{label}", "{number}"):
        assert codes(rules.eli_part_is_readable(wrong)) == ["law.eli_part_malformed"]


def test_label_has_a_kind() -> None:
    assert codes(rules.label_has_a_kind("9", False)) == ["law.label_without_kind"]
    assert codes(rules.label_has_a_kind("9", True)) == codes(rules.label_has_a_kind(" ", False)) == []


def test_label_is_free_unless_another_bears_it_on_the_same_days() -> None:
    assert codes(rules.label_is_free("9", FIRST, [("9", FIRST)])) == ["law.label_taken"]
    assert codes(rules.label_is_free("9", FROM_THEN, [("9", UNTIL)])) == []
    assert codes(rules.label_is_free("", FIRST, [("", FIRST)])) == []


def test_stands_under_another() -> None:
    parents = {2: 1, 3: 2, 1: None}
    assert codes(rules.stands_under_another(1, 3, parents)) == ["law.provision_under_itself"]
    assert codes(rules.stands_under_another(3, 1, parents)) == codes(rules.stands_under_another(1, None, parents)) == []


def test_stands_in_its_instrument() -> None:
    assert codes(rules.stands_in_its_instrument(1, 2)) == ["law.parent_elsewhere"]
    assert codes(rules.stands_in_its_instrument(1, 1)) == codes(rules.stands_in_its_instrument(1, None)) == []


def test_stands_on_a_day_on_which_it_can_change() -> None:
    assert codes(rules.stands_on(DAY, [FIRST])) == codes(rules.stands_on(Bound.unknown(), [FIRST])) == []
    assert codes(rules.stands_on(DAY, [FROM_THEN])) == ["law.no_wording_there"]  # it has only just come
    assert codes(rules.stands_on(DAY, [UNTIL])) == ["law.no_wording_there"]  # it has gone
    assert codes(rules.stands_on(DAY, [])) == ["law.no_wording_there"]


def test_parent_stands_on_the_day_or_comes_with_it() -> None:
    assert codes(rules.parent_stands_on(DAY, [FROM_THEN])) == codes(rules.parent_stands_on(DAY, [FIRST])) == []
    assert codes(rules.parent_stands_on(SIGNED, [UNTIL])) == ["law.parent_not_there"]


def test_is_not_changed_later() -> None:
    assert codes(rules.is_not_changed_later(Bound.year(2009), [FIRST, FROM_THEN])) == ["law.changed_later"]
    assert codes(rules.is_not_changed_later(Bound.year(2010), [FIRST, FROM_THEN])) == []


def test_has_no_parts() -> None:
    assert codes(rules.has_no_parts([3])) == ["law.has_parts"]
    assert codes(rules.has_no_parts([])) == []


def test_is_not_cited() -> None:
    assert codes(rules.is_not_cited(1)) == ["law.is_cited"]
    assert codes(rules.is_not_cited(0)) == []


def test_is_not_cited_already() -> None:
    assert codes(rules.is_not_cited_already(FROM_THEN, [FIRST])) == ["law.cited_already"]
    assert codes(rules.is_not_cited_already(FROM_THEN, [UNTIL])) == []


def test_rests_on_what_stands() -> None:
    assert codes(rules.rests_on_what_stands(FROM_THEN, [FIRST])) == []
    assert codes(rules.rests_on_what_stands(FROM_THEN, [FROM_THEN])) == []
    assert codes(rules.rests_on_what_stands(FROM_THEN, [UNTIL])) == ["law.cites_before_it_exists"]


def test_acts_on_another() -> None:
    assert codes(rules.acts_on_another(1, 1)) == ["law.acts_on_itself"]
    assert codes(rules.acts_on_another(1, 2)) == []


def test_target_exists() -> None:
    assert codes(rules.target_exists(Bound.on(date(2011, 9, 25)), SIGNED)) == ["law.acts_before_target"]
    assert codes(rules.target_exists(Bound.year(2011), SIGNED)) == codes(rules.target_exists(SIGNED, SIGNED)) == []
    assert codes(rules.target_exists(DAY, Bound.unknown())) == []


def test_actor_is_in_force() -> None:
    assert codes(rules.actor_is_in_force(SIGNED, [DAY])) == ["law.acts_after_repeal"]
    assert codes(rules.actor_is_in_force(DAY, [DAY])) == []
    assert codes(rules.actor_is_in_force(SIGNED, [Bound.unknown()])) == []


def test_is_repealed_once() -> None:
    assert codes(rules.is_repealed_once([FROM_THEN], SIGNED)) == ["law.repealed_twice"]
    assert codes(rules.is_repealed_once([Period(SIGNED, Bound.on(date(2012, 1, 1)))], Bound.year(2013))) == []


def test_target_still_stands() -> None:
    assert codes(rules.target_still_stands(SIGNED, [FROM_THEN])) == ["law.amended_after_repeal"]
    assert codes(rules.target_still_stands(DAY, [FROM_THEN])) == []
    assert codes(rules.target_still_stands(Bound.unknown(), [FROM_THEN])) == []


def test_does_not_repeal_its_repealer() -> None:
    assert codes(rules.does_not_repeal_its_repealer(2, {2})) == ["law.repeals_its_repealer"]
    assert codes(rules.does_not_repeal_its_repealer(2, {3})) == []


def test_does_not_rest_in_a_circle_however_long() -> None:
    bases = {2: {3}, 3: {4, 5}, 5: {2}}
    assert codes(rules.does_not_rest_in_a_circle(4, 2, bases)) == ["law.rests_in_a_circle"]
    assert codes(rules.does_not_rest_in_a_circle(1, 2, bases)) == []


def test_is_not_related_already() -> None:
    assert codes(rules.is_not_related_already([FROM_THEN], DAY)) == ["law.related_already"]
    assert codes(rules.is_not_related_already([FROM_THEN], SIGNED)) == []


def test_provision_is_of() -> None:
    assert codes(rules.provision_is_of(1, 2, field="provision")) == ["law.provision_elsewhere"]
    assert codes(rules.provision_is_of(1, None, field="provision")) == []


def test_effect_is_one_day() -> None:
    assert codes(rules.effect_is_one_day(Bound.open())) == ["law.effect_open"]
    assert codes(rules.effect_is_one_day(Bound.unknown())) == []
