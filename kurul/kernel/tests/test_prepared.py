"""Queries that are turned into SQL once give the same rows as the query sets that they stand for."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from kurul.kernel.identity.capabilities import ADMINISTRATOR
from kurul.kernel.identity.models import Account, Grant
from kurul.kernel.identity.tests import make
from kurul.kernel.prepared import _statements, prepared
from kurul.kernel.temporal.bounds import Bound, Period

DAY = date(2016, 7, 19)
pytestmark = pytest.mark.django_db


def grants(account: int, day: date, known_at: datetime | None) -> QuerySet[Grant]:
    return Grant.objects.possibly_as_of(day, known_at).filter(account_id=account).select_related("account")


def of_accounts(accounts: tuple[int, ...], granted: str) -> QuerySet[Grant, tuple[int, str]]:
    rows = Grant.objects.filter(account_id__in=accounts, granted=granted).order_by("pk")
    return rows.values_list("account_id", "granted")


def said(row: Any) -> tuple[Any, ...]:
    return row.period, row.certainty, row.recorded_at, row.account.login


@pytest.fixture
def people() -> list[Account]:
    made = [make.account(login=f"p{number}") for number in range(7)]
    for number, account in enumerate(made):
        make.grant(account, f"role:{ADMINISTRATOR.code}", period=Period.since(DAY + timedelta(days=number)))
    return made


def test_rows_are_those_of_the_query_set_for_all_arguments(people: list[Account]) -> None:
    ask = prepared(grants)
    moments = [None, Grant.objects.earliest("recorded_at").recorded_at, Grant.objects.latest("recorded_at").recorded_at]
    for account in people:
        for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=3), DAY + timedelta(days=30)):
            for moment in moments:
                expected = list(grants(account.pk, day, moment))
                got = ask(account.pk, day, moment)
                assert got == expected
                assert [said(row) for row in got] == [said(row) for row in expected]


def test_one_query_and_the_account_comes_with_it(people: list[Account]) -> None:
    ask = prepared(grants)
    ask(people[0].pk, DAY, None)
    with CaptureQueriesContext(connection) as asked:
        (row,) = ask(people[1].pk, DAY + timedelta(days=9), None)
        assert row.account.login == "p1"
    assert len(asked) == 1


@pytest.mark.parametrize("many", range(8))
def test_a_tuple_may_be_of_any_length(people: list[Account], many: int) -> None:
    numbers = tuple(account.pk for account in people[:many])
    for role in (f"role:{ADMINISTRATOR.code}", "role:nobody's"):
        assert prepared(of_accounts)(numbers, role) == list(of_accounts(numbers, role))


def test_what_is_given_by_name_may_make_it_another_query(people: list[Account]) -> None:
    @prepared
    def ordered(day: date, *, by: str) -> Any:
        return Grant.objects.as_of(day).order_by(by).values_list("account_id", flat=True)

    numbers = [account.pk for account in people]
    later = DAY + timedelta(days=30)
    assert (ordered(later, by="pk"), ordered(later, by="-pk")) == (numbers, numbers[::-1])
    assert ordered(DAY, by="pk") == numbers[:1]


def test_equal_arguments_are_told_apart(people: list[Account]) -> None:
    @prepared
    def between(first: int, last: int) -> Any:
        return Account.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")

    assert between(people[2].pk, people[2].pk) == [people[2]]
    assert between(people[2].pk, people[4].pk) == people[2:5]


def another_query(number: int) -> Any:
    return Account.objects.filter(pk=number) if number % 2 else Account.objects.filter(Q(pk=number) | Q(pk=1))


def computes(number: int) -> Any:
    return Account.objects.filter(pk=number + 1)


def looks_inside(text: str) -> Any:
    return Account.objects.filter(login__contains=text)


def cuts(most: int) -> Any:
    return Account.objects.annotate(one=F("pk"))[:most]


def fetches_more(number: int) -> Any:
    return Account.objects.filter(pk=number).prefetch_related("grants")


def reads_first(number: int) -> Any:
    return Account.objects.filter(pk=number, login__in=list(Account.objects.values_list("login", flat=True)))


@pytest.mark.parametrize("build", [another_query, computes, looks_inside, cuts, fetches_more, reads_first])
def test_what_cannot_be_prepared_is_refused(build: Any) -> None:
    with pytest.raises(ValueError, match=build.__name__):
        prepared(build)("a" if build is looks_inside else 2)


def test_very_many_numbers_are_asked_without_keeping_them(people: list[Account]) -> None:
    numbers = (*(account.pk for account in people), *range(10**6, 10**6 + 140_000))
    role, kept = f"role:{ADMINISTRATOR.code}", len(_statements)
    assert prepared(of_accounts)(numbers, role) == list(of_accounts(numbers, role))  # SQLite takes no 262,144
    assert len(_statements) == kept


def test_a_beginning_that_is_not_known_for_sure_comes_back_as_it_is(people: list[Account]) -> None:
    unsure = make.grant(people[0], "role:auditor", period=Period(Bound.by(DAY), Bound.open()))
    rows = prepared(grants)(people[0].pk, DAY, None)
    assert unsure in rows
    assert str(next(row for row in rows if row == unsure).period) == str(unsure.period)
