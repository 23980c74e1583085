"""What loaders lean on in the database: statements sent ahead, and tables that PostgreSQL has not looked at."""

import pytest
from django.db import IntegrityError, connection, transaction

from kurul.kernel.search.models import SearchWord
from kurul.kernel.temporal import bulk

pytestmark = pytest.mark.django_db


def enter(*words: str) -> None:
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute("INSERT INTO kernel_searchword (word, padded) VALUES (%s, %s)", [word, word])


def words() -> list[str]:
    return list(SearchWord.objects.order_by("pk").values_list("word", flat=True))


def test_what_was_sent_ahead_is_done_when_it_was_waited_for_and_for_whoever_asks() -> None:
    with transaction.atomic(), bulk.Ahead() as ahead:
        ahead.send()
        enter("bir")
        assert words() == ["bir"]
        enter("iki")
        ahead.wait()
        ahead.send()
        enter("on")
    assert words() == ["bir", "iki", "on"]


def entered_ahead(*said: str) -> None:
    with transaction.atomic(), bulk.Ahead() as ahead:
        ahead.send()
        enter(*said)
        ahead.wait()


def test_what_is_refused_of_what_was_sent_ahead_is_told_and_nothing_stays() -> None:
    with pytest.raises(IntegrityError, match="word"):
        entered_ahead("bir", "bir")
    assert words() == []


def stopped_while_something_is_sent_ahead() -> None:
    with transaction.atomic(), bulk.Ahead() as ahead:
        ahead.send()
        enter("bir")
        raise ZeroDivisionError


def test_an_error_of_our_own_while_something_is_sent_ahead_undoes_it() -> None:
    with pytest.raises(ZeroDivisionError):
        stopped_while_something_is_sent_ahead()
    assert words() == []


def test_postgresql_looks_at_a_table_only_when_it_knows_too_few_of_its_rows(django_assert_num_queries) -> None:
    enter("bir")
    is_server = connection.vendor == "postgresql"
    with django_assert_num_queries(2 if is_server else 0):
        bulk.analyse([SearchWord], entered=10**9)
    with django_assert_num_queries(1 if is_server else 0):
        bulk.analyse([SearchWord], entered=0)
