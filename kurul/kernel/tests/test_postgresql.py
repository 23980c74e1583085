"""Connections to PostgreSQL keep plans, and take queries of any number of parameters."""

import pytest
from django.db import connection

from kurul.kernel.identity.models import Account
from kurul.kernel.identity.tests import make
from kurul.kernel.postgresql import MOST_BOUND

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("read", [list, lambda rows: list(rows.iterator())])
def test_a_query_may_have_more_parameters_than_the_server_takes(read) -> None:
    known = make.account(login="deneme").pk
    asked = [known, *range(known + 1, known + MOST_BOUND + 10)]
    assert [account.pk for account in read(Account.objects.filter(pk__in=asked))] == [known]
    assert [account.pk for account in read(Account.objects.filter(pk__in=asked, login="%"))] == []


def test_a_repeated_query_is_planned_once() -> None:
    if connection.vendor == "sqlite":
        assert "server_side_binding" not in connection.settings_dict["OPTIONS"]
        return
    for number in range(4):
        list(Account.objects.filter(pk=number, login="any"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [row[0] for row in cursor.fetchall()]
    assert sum("kernel_account" in one and "$2" in one for one in kept) == 1
