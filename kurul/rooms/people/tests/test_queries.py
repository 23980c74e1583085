"""What is read of persons, on any day and with the knowledge of any moment, and who may see whom."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.people import public, queries
from kurul.rooms.people.actions import rename
from kurul.rooms.people.models import AccountLink, Person, PersonName
from kurul.rooms.people.queries import Filters
from kurul.rooms.people.tests import make

pytestmark = pytest.mark.django_db
LOOK = Look(make.DAY)
NOBODY = Actor.nobody()


def renamed(day: Bound) -> Person:
    """Ayşe Yılmaz, called Demir since a day."""
    entered = make.person()
    rename(person=entered, given_name="Ayşe", family_name="Demir", day=day, by=make.OPERATOR, version=1)
    return entered


def test_names_of_many_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = [make.person(given).pk for given in ("Ayşe", "Fatma", "Emine")]
    with django_assert_num_queries(1):
        assert public.names_of(ids, LOOK) == dict(
            zip(ids, ["Ayşe Yılmaz", "Fatma Yılmaz", "Emine Yılmaz"], strict=True)
        )


def test_a_person_is_called_as_on_the_day_looked_at() -> None:
    pk = renamed(Bound.on(date(2015, 6, 1))).pk
    assert public.names_of([pk], Look(date(2015, 5, 31))) == {pk: "Ayşe Yılmaz"}
    assert public.names_of([pk], Look(date(2015, 6, 1))) == {pk: "Ayşe Demir"}


def test_in_a_year_in_which_either_name_may_hold_one_is_shown() -> None:
    pk = renamed(Bound.year(2015)).pk
    assert list(public.names_of([pk], Look(date(2015, 6, 1)))) == [pk]
    assert queries.how_many(Filters(), Look(date(2015, 6, 1)), make.OPERATOR) == 1


def test_each_person_is_counted_once_by_the_knowledge_of_the_moment() -> None:
    before = clock.now()
    renamed(Bound.on(date(2015, 6, 1)))
    make.person("Fatma", "Kaya")
    for day in (date(1990, 1, 1), date(2015, 5, 31), date(2015, 6, 1)):
        look = Look(day)
        assert queries.how_many(Filters(), look, make.OPERATOR) == 2
        assert len(queries.listing(Filters(), look, make.OPERATOR)) == 2
    assert queries.how_many(Filters("demir"), Look(date(2015, 5, 31)), make.OPERATOR) == 0
    assert queries.how_many(Filters("demir"), Look(date(2015, 6, 1)), make.OPERATOR) == 1
    assert queries.how_many(Filters(), Look(date(2015, 6, 1), before), make.OPERATOR) == 0


def test_the_count_is_that_of_who_asks_and_follows_what_is_written() -> None:
    make.person()
    assert queries.how_many(Filters(), LOOK, make.OPERATOR) == 1
    assert queries.how_many(Filters(), LOOK, make.actor()) == 0
    make.person("Fatma")
    assert queries.how_many(Filters(), LOOK, make.OPERATOR) == 2


def test_before_the_first_recorded_name_that_one_is_shown_and_said_not_to_hold() -> None:
    pk = make.person(period=Period.since(date(2012, 1, 1))).pk
    look = Look(date(2010, 1, 1))
    assert public.names_of([pk], look) == {pk: "Ayşe Yılmaz"}
    page = queries.page(pk, look, make.OPERATOR)
    assert page is not None
    assert (page.certainty, page.is_called_otherwise) == (Certainty.NO, True)


def test_who_was_not_yet_entered_is_not_known_by_name() -> None:
    with clock.at(datetime(2017, 1, 1, tzinfo=UTC)):
        pk = make.person().pk
    earlier = Look(make.DAY, datetime(2016, 12, 31, tzinfo=UTC))
    assert public.names_of([pk], earlier) == {}
    assert queries.page(pk, earlier, make.OPERATOR) is None
    assert public.names_of([pk], Look(make.DAY, datetime(2017, 1, 2, tzinfo=UTC))) == {pk: "Ayşe Yılmaz"}


def test_an_account_is_its_persons_only_while_linked() -> None:
    ayse, account = make.person(), make.account()
    make.link(ayse, account, since=date(2012, 1, 1), until=date(2015, 1, 1))
    for day, person in ((date(2011, 12, 31), None), (date(2012, 1, 1), ayse.pk), (date(2015, 1, 1), None)):
        assert public.person_of(account.pk, day) == person
        assert public.accounts_of([ayse.pk], day) == ({ayse.pk: account.pk} if person else {})


def test_a_link_whose_day_is_not_certain_gives_nothing() -> None:
    ayse, account = make.person(), make.account()
    make.link(ayse, account, since=Bound.year(2016))
    assert public.person_of(account.pk, date(2016, 7, 19)) is None
    assert public.person_of(account.pk, date(2016, 12, 31)) == ayse.pk


@pytest.mark.parametrize("typed", ["ışık", "ISIK", "sukru isik", "IŞIK şük", "dr. çağrı"])
def test_a_person_is_found_however_the_name_is_typed(typed: str) -> None:
    found = make.person("Şükrü Çağrı", "Işık", "Dr.")
    make.person("Ayşe", "Yılmaz")
    assert [named.id for named in public.search(typed, LOOK, make.OPERATOR)] == [found.pk]


def test_the_list_is_by_family_name_in_the_turkish_order() -> None:
    for given, family in (("Ali", "Işık"), ("Ali", "İnce"), ("Ali", "Çelik"), ("Ali", "Ceylan"), ("Zeki", "")):
        make.person(given, family)
    rows = queries.listing(Filters(), LOOK, make.OPERATOR)
    assert [row.family_name for row in rows] == ["Ceylan", "Çelik", "Işık", "İnce", ""]
    turned = queries.listing(Filters(), LOOK, make.OPERATOR, order="-name", size=2)
    assert [row.name for row in turned] == ["Zeki", "Ali İnce"]


@pytest.mark.parametrize(
    ("role", "sees_all"),
    [
        ("registry_clerk", True),
        ("secretariat", True),
        ("administrator", True),
        ("auditor", True),
        ("cio", False),
        ("reporter", False),
        ("strategy_officer", False),
        ("system_owner", False),
        ("", False),
    ],
)
def test_who_sees_all_persons(role: str, sees_all: bool) -> None:
    make.person()
    actor = make.actor(role)
    for model in (Person, PersonName):
        assert visible_to(model.objects.all(), actor).exists() is sees_all
    assert bool(public.search("ayşe", LOOK, actor)) is sees_all


def test_everybody_sees_whom_a_higher_room_opens_and_nobody_else(opened: set[int]) -> None:
    ayse, fatma = make.person(), make.person("Fatma")
    opened.add(ayse.pk)
    assert list(visible_to(Person.objects.all(), NOBODY)) == [ayse]
    assert queries.page(ayse.pk, LOOK, NOBODY) is not None
    assert queries.page(fatma.pk, LOOK, NOBODY) is None
    assert [named.id for named in public.search("yılmaz", LOOK, NOBODY)] == [ayse.pk]


def test_former_names_and_accounts_are_not_for_the_public(opened: set[int]) -> None:
    ayse = renamed(Bound.on(date(2015, 6, 1)))
    make.link(ayse, make.account())
    opened.add(ayse.pk)
    page = queries.page(ayse.pk, LOOK, NOBODY)
    assert page is not None
    assert (page.life, page.links) == ((), ())
    full = queries.page(ayse.pk, LOOK, make.actor("auditor"))
    assert full is not None
    assert [naming.code for naming in full.life] == ["named", "renamed"]
    assert [link.account.login for link in full.links] == ["ayilmaz"]
    clerks = queries.page(ayse.pk, LOOK, make.actor("registry_clerk"))
    assert clerks is not None
    assert (len(clerks.life), clerks.links) == (2, ())


def test_everybody_sees_oneself_and_ones_own_link(opened: set[int]) -> None:
    ayse, account = make.person(), make.account()
    make.person("Fatma")
    make.link(ayse, account)
    actor = actor_of(account, make.DAY)
    assert list(visible_to(Person.objects.all(), actor)) == [ayse]
    assert visible_to(AccountLink.objects.all(), actor).count() == 1
    assert not visible_to(AccountLink.objects.all(), NOBODY).exists()


def test_references_are_named_by_the_name_of_today() -> None:
    pk = renamed(Bound.on(date(2015, 6, 1))).pk
    assert public.labels([pk]) == {pk: "Ayşe Demir"}
