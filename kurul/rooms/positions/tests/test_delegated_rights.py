"""The rights in the software that follow from a delegation."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.people.actions import link_account
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Appointment, Capacity, Delegation, Post, Power
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


# --- what was delegated to one person ---------------------------------------------------------------------------------


@pytest.fixture
def deputy(head: Post) -> Person:
    """Who acts for the head of the IT unit until the end of 2017."""
    made = make.person("Vekil", "Biri")
    make.appointment(
        head, made, since=date(2016, 1, 1), until=date(2018, 1, 1), capacity=Capacity.ACTING, absence="leave"
    )
    return made


def pass_on(
    power: Power, giver: Post, taker: Post, by: Actor, until: date | None = None, person: Person | None = None
) -> Delegation:
    period = Period.since(date(2017, 1, 1), until)
    said = actions.Passing(power=power, from_person=person, to_post=taker, period=period, instrument=make.instrument())
    return actions.delegate(from_post=giver, said=said, by=by)


def test_what_was_delegated_to_one_person_is_passed_on_by_that_one_alone(
    account: Account, chief: Post, head: Post, clerk: Post, deputy: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    make.delegation(power, chief, head, only=deputy, may_pass_on=True)
    until = date(2018, 1, 1)
    with pytest.raises(Refused) as refusal:
        pass_on(power, head, clerk, actor_of(account, DAY), until)
    assert [finding.code for finding in refusal.value.findings] == ["positions.delegated_to_another"]
    with pytest.raises(Refused) as refusal:
        pass_on(power, head, clerk, actor_of(account, DAY), until, deputy)
    assert [finding.code for finding in refusal.value.findings] == ["positions.for_another_person"]
    with pytest.raises(Refused) as refusal:
        pass_on(power, head, clerk, make.OPERATOR, until)
    assert [finding.code for finding in refusal.value.findings] == ["positions.delegated_to_another"], "by whom?"
    with pytest.raises(Refused) as refusal:
        pass_on(power, head, clerk, make.OPERATOR, person=deputy)
    assert [finding.code for finding in refusal.value.findings] == ["positions.power_not_held"], "who leaves in 2018"
    own = identity.create_account(login="vekil", display_name="Vekil", language="tr", by=make.OPERATOR)
    link_account(person=deputy, account=own, period=make.ALWAYS, by=make.OPERATOR)
    assert pass_on(power, head, clerk, actor_of(own, DAY), until, deputy).to_post == clerk


def test_what_came_through_one_person_ends_when_that_one_leaves(
    chief: Post, head: Post, clerk: Post, deputy: Person, ministry: Organisation
) -> None:
    derya = identity.create_account(login="derya", display_name="Derya", language="tr", by=make.OPERATOR)
    link_account(
        person=Person.objects.get(appointments__post=clerk), account=derya, period=make.ALWAYS, by=make.OPERATOR
    )
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    make.delegation(power, chief, head, only=deputy, may_pass_on=True)
    pass_on(power, head, clerk, make.OPERATOR, date(2018, 1, 1), deputy)
    assert may(derya, DAY, ministry)
    held = Appointment.objects.known_at().get(person=deputy)
    actions.end_appointment(appointment=held, last_day=Bound.on(date(2017, 5, 31)), by=make.OPERATOR)
    assert may(derya, date(2017, 5, 31), ministry)
    assert not may(derya, date(2017, 6, 1), ministry)
    found = queries.who_may(power, None, None, Look(date(2017, 6, 1)))
    assert {one.post.id: one.way.objection for one in found.may_not} == {
        head.pk: "person_left",
        clerk.pk: "person_left",
    }


def test_rights_through_a_named_person_cost_one_query_more(
    account: Account, chief: Post, head: Post, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    power = make.power("appoint", unit="", capability=APPOINT)
    make.held(power, chief)
    make.delegation(power, chief, head, only=Person.objects.get(appointments__post=head))
    with django_assert_max_num_queries(10):
        assert queries.rights_of(account.pk, DAY)
