"""The rules about accounts, grants and tokens; no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.identity import rules
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.turkish import fold

TODAY = date(2018, 5, 2)
EARLIER = Period.since(date(2018, 1, 1), date(2018, 3, 1))
ADJACENT = Period.since(date(2018, 3, 1), date(2018, 5, 1))
OVERLAPPING = Period.since(date(2018, 2, 1), date(2018, 4, 1))
OPEN = Period.since(date(2018, 3, 1))
UNKNOWN = Period(Bound.unknown(), Bound.open())
NEVER_CERTAIN = Period(Bound.year(2018), Bound.month(2018, 6))


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


@pytest.mark.parametrize("login", ["ayse", "ayse.yilmaz", "şule-öz@bakanlik.gov.tr", "x", "a+b_c", "İSMAİL"])
def test_login_readable(login):
    assert rules.login_readable(login, fold(login), 150) == []


@pytest.mark.parametrize("login", ["", " ", "ayse yilmaz", ".ayse", "ayse-", "a\x00b", "a\nb", "a/b", "_", "a" * 151])
def test_unreadable_login_is_refused(login):
    assert codes(rules.login_readable(login, fold(login), 150)) == ["identity.login_readable"]


def test_login_unlike_others():
    assert rules.login_unlike_others("ayse", None) == []
    assert codes(rules.login_unlike_others("AYSE", "ayşe")) == ["identity.login_unlike_others"]


@pytest.mark.parametrize("name", ["Ayşe Yılmaz", "x", " Ö. ", "a" * 200])
def test_name_given(name):
    assert rules.name_given(name, 200) == []


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "a\nb", "\ud800", "a" * 201])
def test_name_that_cannot_be_shown_is_refused(name):
    assert codes(rules.name_given(name, 200)) == ["identity.name_given"]


def test_label_given():
    assert rules.label_given("Takvim", 100) == []
    assert codes(rules.label_given("", 100)) == ["identity.label_given"]


def test_language_spoken():
    assert rules.language_spoken("tr", {"tr": "Türkçe"}) == []
    assert codes(rules.language_spoken("fr", {"tr": "Türkçe"})) == ["identity.language_spoken"]


def test_right_known():
    assert rules.right_known("role:auditor", True) == []
    assert codes(rules.right_known("role:king", False)) == ["identity.right_known"]


def test_scope_known():
    assert rules.scope_known("government", True) == []
    assert codes(rules.scope_known("village:1", False)) == ["identity.scope_known"]


def test_account_open():
    assert rules.account_open(True) == []
    assert codes(rules.account_open(False)) == ["identity.account_open"]


@pytest.mark.parametrize("held", [[], [ADJACENT], [ADJACENT, OPEN], [UNKNOWN], [NEVER_CERTAIN]])
def test_held_once(held):
    assert rules.held_once(EARLIER, held) == []


@pytest.mark.parametrize("held", [[EARLIER], [OVERLAPPING], [OPEN, OVERLAPPING]])
def test_right_already_held_is_refused(held):
    assert codes(rules.held_once(EARLIER, held)) == ["identity.held_once"]


@pytest.mark.parametrize("period", [EARLIER, OPEN, UNKNOWN])
def test_ends_after_start(period):
    assert rules.ends_after_start(period) == []


@pytest.mark.parametrize(
    "period",
    [
        Period.since(date(2018, 3, 1), date(2018, 3, 1)),
        Period.since(date(2018, 3, 1), date(2018, 2, 1)),
        NEVER_CERTAIN,
    ],
)
def test_end_that_is_not_after_the_start_is_refused(period):
    assert codes(rules.ends_after_start(period)) == ["identity.ends_after_start"]


def test_ends_earlier():
    assert rules.ends_earlier(OPEN, Bound.on(date(2030, 1, 1))) == []
    assert rules.ends_earlier(EARLIER, Bound.on(date(2018, 2, 28))) == []
    assert codes(rules.ends_earlier(EARLIER, Bound.on(date(2018, 3, 1)))) == ["identity.ends_earlier"]
    assert codes(rules.ends_earlier(EARLIER, Bound.open())) == ["identity.ends_earlier"]


@pytest.mark.parametrize("days", [0, 1, 366])
def test_token_short_lived(days):
    assert rules.token_short_lived(TODAY + timedelta(days=days), TODAY) == []


@pytest.mark.parametrize("days", [-1, 367])
def test_token_that_ended_or_lives_too_long_is_refused(days):
    assert codes(rules.token_short_lived(TODAY + timedelta(days=days), TODAY)) == ["identity.token_short_lived"]


def test_token_names_rights():
    assert rules.token_names_rights(["audit.read"], {"audit.read"}) == []
    assert codes(rules.token_names_rights([], {"audit.read"})) == ["identity.token_names_rights"]
    [finding] = rules.token_names_rights(["z.z", "audit.read", "a.a"], {"audit.read"})
    assert finding.params == {"unknown": "a.a, z.z"}


def test_token_mints_none():
    assert rules.token_mints_none(False) == []
    assert codes(rules.token_mints_none(True)) == ["identity.token_mints_none"]


def test_still_standing():
    assert rules.still_standing(True) == []
    assert codes(rules.still_standing(False)) == ["identity.still_standing"]


DAYS = st.dates(date(2015, 1, 1), date(2020, 1, 1))


@given(first=st.tuples(DAYS, DAYS).filter(lambda p: p[0] < p[1]), second=st.tuples(DAYS, DAYS), day=DAYS)
def test_two_grants_that_pass_the_rule_never_hold_on_one_day(first, second, day):
    if second[0] >= second[1]:
        second = (second[1], second[0] + timedelta(days=1))
    one, other = Period.since(*first), Period.since(*second)
    both = first[0] <= day < first[1] and second[0] <= day < second[1]
    if both:
        assert rules.held_once(one, [other])
