"""The rights that follow from a post. The role of a registry clerk stands for any: its capabilities are this room's."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.actions import link_account
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Absence, Capacity, EquivalenceRule, Reach
from kurul.rooms.positions.permissions import APPOINT
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2017, 3, 1)
ROLE = "registry_clerk"


@pytest.fixture
def person() -> Person:
    """Somebody with an account."""
    made = make.person()
    account = identity.create_account(login="ayse", display_name="Ayşe Yılmaz", language="tr", by=make.OPERATOR)
    link_account(person=made, account=account, period=make.ALWAYS, by=make.OPERATOR)
    return made


@pytest.fixture
def account(person: Person) -> Account:
    """The account of that person."""
    return Account.objects.get()


@pytest.fixture
def rule() -> EquivalenceRule:
    """A rule from which the role follows in the post's own body."""
    rule = make.cio_rule()
    actions.give_role(rule=rule, role=ROLE, reach=Reach.OWN, period=make.ALWAYS, by=make.OPERATOR)
    return rule


def may_appoint(account: Account, day: date, *bodies: Organisation) -> bool:
    return actor_of(account, day).may(APPOINT, *(scope_of(body.pk) for body in bodies)).allowed


def test_a_holder_of_a_post_that_counts_has_the_rights_in_its_body(
    rule: EquivalenceRule, person: Person, account: Account
) -> None:
    ministry, other = make.ministry(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    appointment = make.appointment(make.post(ministry), person)
    assert may_appoint(account, DAY, ministry)
    assert not may_appoint(account, DAY, other)
    assert {right.source for right in queries.rights_of(account.pk, DAY)} == {Ref.of(appointment)}


def test_rights_begin_and_end_with_the_appointment(rule: EquivalenceRule, person: Person, account: Account) -> None:
    ministry = make.ministry()
    make.appointment(make.post(ministry), person, since=date(2016, 1, 1), until=date(2017, 1, 1))
    held = {
        day: may_appoint(account, day, ministry) for day in (date(2015, 12, 31), date(2016, 1, 1), date(2017, 1, 1))
    }
    assert list(held.values()) == [False, True, False]


def test_whoever_acts_has_the_rights_and_a_substitute_has_none(
    rule: EquivalenceRule, person: Person, account: Account
) -> None:
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post, make.person("Mehmet", "Kaya"))
    make.appointment(post, person, since=date(2015, 1, 1), capacity=Capacity.SUBSTITUTE)
    assert not may_appoint(account, DAY, ministry)
    make.appointment(post, person, since=DAY, capacity=Capacity.ACTING, absence=Absence.LEAVE)
    assert may_appoint(account, DAY, ministry)


def test_what_is_not_certain_gives_no_right(rule: EquivalenceRule, person: Person, account: Account) -> None:
    ministry = make.ministry()
    make.appointment(make.post(ministry), person, since=Bound.year(2017))
    assert not may_appoint(account, DAY, ministry)
    assert may_appoint(account, date(2018, 1, 1), ministry)


def test_a_portfolio_that_loses_a_function_loses_the_rights(
    rule: EquivalenceRule, person: Person, account: Account
) -> None:
    ministry = make.ministry()
    post = make.post(ministry)
    make.appointment(post, person)
    actions.set_portfolio(
        post=post, functions=[make.function(make.PROCESSING)], day=Bound.on(DAY), by=make.OPERATOR, version=1
    )
    assert may_appoint(account, date(2017, 2, 28), ministry)
    assert not may_appoint(account, DAY, ministry)


def test_a_rule_of_another_kind_of_body_gives_nothing(rule: EquivalenceRule, person: Person, account: Account) -> None:
    agency = organisations.organisation("Kurum", of_kind=organisations.kind("agency", "Kurum"))
    make.appointment(make.post(agency), person)
    assert not may_appoint(account, DAY, agency)


def test_a_rule_that_has_ended_gives_nothing(rule: EquivalenceRule, person: Person, account: Account) -> None:
    ministry = make.ministry()
    make.appointment(make.post(ministry), person)
    actions.end_equivalence_rule(rule=rule, day=Bound.on(DAY), by=make.OPERATOR)
    assert not may_appoint(account, DAY, ministry)


def test_the_head_of_a_unit_has_the_role_in_the_body_above(person: Person, account: Account) -> None:
    kind = make.kind("head_of_it_unit")
    actions.give_role(post_kind=kind, role=ROLE, reach=Reach.PARENT, period=make.ALWAYS, by=make.OPERATOR)
    ministry = make.ministry()
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    make.appointment(make.post(unit, of_kind=kind.code), person)
    assert may_appoint(account, DAY, ministry)
    assert not may_appoint(account, DAY, unit), "the right is held above, which is asked for together with the unit"
    assert may_appoint(account, DAY, unit, ministry)


def test_a_role_of_the_body_above_needs_one(person: Person, account: Account) -> None:
    kind = make.kind("head_of_it_unit")
    actions.give_role(post_kind=kind, role=ROLE, reach=Reach.PARENT, period=make.ALWAYS, by=make.OPERATOR)
    ministry = make.ministry()
    make.appointment(make.post(ministry, of_kind=kind.code), person)
    assert queries.rights_of(account.pk, DAY) == []


def test_a_role_given_for_a_time_follows_only_then(person: Person, account: Account) -> None:
    kind, ministry = make.kind(), make.ministry()
    period = Period.since(date(2015, 1, 1), date(2016, 1, 1))
    actions.give_role(post_kind=kind, role=ROLE, reach=Reach.OWN, period=period, by=make.OPERATOR)
    make.appointment(make.post(ministry), person)
    assert may_appoint(account, date(2015, 6, 1), ministry)
    assert not may_appoint(account, DAY, ministry)


def test_the_rights_agree_with_the_board(rule: EquivalenceRule, person: Person, account: Account) -> None:
    ministry = make.ministry()
    post = make.post(ministry, portfolio=[make.PROCESSING])
    make.appointment(post, person)
    functions = [make.function(make.PROCESSING), make.function(make.MODERNISATION)]
    day = Bound.on(date(2015, 1, 1))
    actions.set_portfolio(post=post, functions=functions, day=day, by=make.OPERATOR, version=1)
    for year in range(2012, 2019):
        look = Look(date(year, 6, 1))
        counts = queries.cio_posts(look) == {ministry.pk: (post.pk,)}
        assert may_appoint(account, look.day, ministry) == counts == (year >= 2015)


def test_an_account_without_a_person_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    account = identity.create_account(login="robot", display_name="Robot", language="tr", by=make.OPERATOR)
    with django_assert_num_queries(1):
        assert queries.rights_of(account.pk, DAY) == []


def test_a_cio_costs_at_most_six_queries(
    rule: EquivalenceRule, person: Person, account: Account, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make.appointment(make.post(), person)
    with django_assert_max_num_queries(6):
        assert queries.rights_of(account.pk, DAY)


def test_posts_of_an_account_are_those_of_its_person(person: Person, account: Account) -> None:
    post = make.post()
    make.appointment(post, person, until=Bound.year(2017))
    assert [one.post.id for one in queries.posts_of_account(account.pk, date(2016, 6, 1))] == [post.pk]
    assert queries.posts_of_account(account.pk, date(2017, 6, 1)) == (), "only what is certain"
