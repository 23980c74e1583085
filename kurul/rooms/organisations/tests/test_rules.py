"""The rules of the room, without a database."""

from collections.abc import Iterable
from datetime import date

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.organisations import rules

EARLIER = Period.since(date(2010, 1, 1), date(2012, 1, 1))
OPEN = Period.since(date(2012, 1, 1))


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_period_is_possible_only_when_it_ends_after_its_start() -> None:
    backwards = Period.since(date(2012, 1, 1), date(2012, 1, 1))
    assert codes(rules.period_is_possible(backwards)) == ["organisations.end_before_start"]
    assert codes(rules.period_is_possible(EARLIER)) == []


def test_period_is_possible_when_imprecise_bounds_leave_room() -> None:
    assert codes(rules.period_is_possible(Period.since(Bound.year(2012), Bound.year(2012)))) == []


def test_has_a_name_in_at_least_one_language() -> None:
    assert codes(rules.has_a_name({})) == ["organisations.name_missing"]
    assert codes(rules.has_a_name({"en": "Ministry"})) == []


def test_is_not_under_itself_through_others() -> None:
    assert codes(rules.is_not_under_itself(1, {2, 3, 1})) == ["organisations.parent_cycle"]
    assert codes(rules.is_not_under_itself(1, {2, 3})) == []


def test_parent_exists_on_the_day_of_placement() -> None:
    assert codes(rules.parent_exists(EARLIER, Bound.on(date(2015, 1, 1)))) == ["organisations.parent_missing"]
    assert codes(rules.parent_exists(None, Bound.on(date(2015, 1, 1)))) == ["organisations.parent_missing"]
    assert codes(rules.parent_exists(EARLIER, Bound.on(date(2011, 1, 1)))) == []


def test_parent_exists_is_given_the_benefit_of_an_imprecise_day() -> None:
    assert codes(rules.parent_exists(Period.since(Bound.year(2015)), Bound.on(date(2015, 3, 1)))) == []


def test_exists_on_the_day_of_the_change() -> None:
    assert codes(rules.exists_on(EARLIER, Bound.on(date(2013, 1, 1)))) == ["organisations.not_existing"]
    assert codes(rules.exists_on(OPEN, Bound.on(date(2013, 1, 1)))) == []


def test_exists_on_some_day_of_a_year_in_whose_midst_its_life_lies() -> None:
    short = Period.since(date(2012, 3, 1), date(2012, 6, 1))
    assert codes(rules.exists_on(short, Bound.year(2012))) == []
    assert codes(rules.exists_on(short, Bound.year(2013))) == ["organisations.not_existing"]


def test_something_changes_or_there_is_nothing_to_record() -> None:
    assert codes(rules.something_changes(1, 1, field="parent")) == ["organisations.nothing_changes"]
    assert codes(rules.something_changes(1, 2, field="parent")) == []


def test_begins_inside_what_it_replaces() -> None:
    assert codes(rules.begins_inside(OPEN, Bound.on(date(2012, 1, 1)))) == ["organisations.change_not_inside"]
    assert codes(rules.begins_inside(EARLIER, Bound.on(date(2012, 1, 1)))) == ["organisations.change_not_inside"]
    assert codes(rules.begins_inside(None, Bound.on(date(2012, 1, 1)))) == ["organisations.change_not_inside"]
    assert codes(rules.begins_inside(EARLIER, Bound.on(date(2011, 1, 1)))) == []


def test_has_a_reason_that_is_more_than_blanks() -> None:
    assert codes(rules.has_a_reason("  ")) == ["organisations.reason_missing"]
    assert codes(rules.has_a_reason("typing error in the gazette")) == []


def test_leaves_no_parts_behind() -> None:
    assert codes(rules.leaves_no_parts(2, Bound.on(date(2018, 7, 9)))) == ["organisations.has_living_parts"]
    assert codes(rules.leaves_no_parts(0, Bound.on(date(2018, 7, 9)))) == []


def test_do_not_overlap_when_one_ends_as_the_other_begins() -> None:
    assert codes(rules.do_not_overlap(EARLIER, OPEN)) == []
    assert codes(rules.do_not_overlap(EARLIER, Period.since(date(2011, 1, 1)))) == ["organisations.periods_overlap"]


def test_fits_up_to_the_longest() -> None:
    assert codes(rules.fits("abc", 3)) == []
    assert codes(rules.fits("abcd", 3)) == ["organisations.too_long"]


def test_is_a_number_unless_it_is_blank() -> None:
    assert codes(rules.is_a_number("0")) == []
    assert codes(rules.is_a_number("  ")) == ["organisations.number_missing"]


def test_is_a_scheme_of_plain_letters() -> None:
    assert codes(rules.is_a_scheme("tr-idari_2")) == []
    for wrong in ("", "iki kelime", "şema", "x" * 61):
        assert codes(rules.is_a_scheme(wrong)) == ["organisations.scheme_not_valid"]
