"""The rights in the software that follow from a delegation."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.people.actions import link_account
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Capacity, Post
from kurul.rooms.positions.permissions import APPOINT
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2017, 3, 1)


@pytest.fixture
def account(head: Post) -> Account:
    """The account of the head of the IT unit."""
    made = identity.create_account(login="mehmet", display_name="Mehmet", language="tr", by=make.OPERATOR)
    link_account(person=Person.objects.get(appointments__post=head), account=made, period=make.ALWAYS, by=make.OPERATOR)
    return made


def may(account: Account, day: date, body: Organisation) -> bool:
    return actor_of(account, day).may(APPOINT, scope_of(body.pk)).allowed


def test_a_right_follows_from_a_delegation_in_its_scope_and_time(
    account: Account, chief: Post, head: Post, ministry: Organisation
) -> None:
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    given = make.delegation(power, chief, head, since=date(2016, 1, 1), until=date(2018, 1, 1))
    other = make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    days = (date(2015, 12, 31), date(2016, 1, 1), date(2017, 12, 31), date(2018, 1, 1))
    assert [may(account, day, ministry) for day in days] == [False, True, True, False]
    assert not may(account, DAY, other)
    assert {right.source for right in queries.rights_of(account.pk, DAY)} == {Ref.of(given)}


def test_a_narrowed_delegation_gives_the_right_only_there(
    account: Account, chief: Post, head: Post, ministry: Organisation
) -> None:
    unit = Organisation.objects.exclude(pk=ministry.pk).get()
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    make.delegation(power, chief, head, within=unit)
    assert may(account, DAY, unit)
    assert not may(account, DAY, ministry)


def test_a_broken_or_uncertain_chain_gives_no_right(
    account: Account, chief: Post, head: Post, ministry: Organisation
) -> None:
    power = make.power("appoint", unit="", capability=APPOINT)
    held = make.held(power, chief)
    make.delegation(power, chief, head)
    assert may(account, DAY, ministry)
    actions.end_power(held=held, day=Bound.year(2017), by=make.OPERATOR)
    assert not may(account, DAY, ministry), "whether the power was still held is not known"


def test_a_delegation_to_another_person_of_the_post_gives_no_right(
    account: Account, chief: Post, head: Post, ministry: Organisation
) -> None:
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    deputy = make.person("Vekil", "Biri")
    make.appointment(head, deputy, since=date(2016, 1, 1), capacity=Capacity.ACTING, absence="leave")
    make.delegation(power, chief, head, only=deputy)
    assert not may(account, DAY, ministry)


def test_rights_without_delegations_cost_no_more(
    account: Account, chief: Post, head: Post, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        queries.rights_of(account.pk, DAY)
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    make.delegation(power, chief, head)
    with django_assert_max_num_queries(9):
        assert queries.rights_of(account.pk, DAY)
