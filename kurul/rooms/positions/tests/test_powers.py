"""Powers and delegations: what may be recorded, who may use them, and the rights that follow."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import writing_at
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import abolish
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.people.actions import link_account
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Capacity, Delegation, Post, Power, Reach
from kurul.rooms.positions.permissions import APPOINT
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2017, 3, 1)


def codes(refusal: Any) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def answer(
    power: Power, day: date = DAY, *, organisation: Organisation | None = None, amount: int | None = None
) -> dict[str, str]:
    """Title of each post → what stands against it; empty: its holder may."""
    limit = None if amount is None else Decimal(amount)
    found = queries.who_may(power, organisation.pk if organisation else None, limit, Look(day))
    return {str(one.post.title): one.way.objection for one in found.candidates}


CHIEF, HEAD, CLERK = "Müsteşar Yardımcısı", "Daire Başkanı", "Şube Müdürü"


# --- who may ----------------------------------------------------------------------------------------------------------


def test_the_answer_names_everybody_with_the_chain(chief: Post, head: Post, clerk: Post) -> None:
    power = make.power()
    make.delegation(power, chief, head, up_to=50_000, may_pass_on=True)
    make.delegation(power, head, clerk, up_to=5_000)
    found = queries.who_may(power, None, None, Look(DAY))
    assert [(str(one.post.title), one.limit) for one in found.may] == [
        (CHIEF, Decimal(100_000)),
        (HEAD, Decimal(50_000)),
        (CLERK, Decimal(5_000)),
    ]
    last = found.may[-1]
    assert [holder.name for holder in last.holders] == ["Derya Tunç"]
    assert last.way.accountable is not None
    assert last.way.accountable.id == chief.pk, "the accountable post stays"
    assert [(one.giver.id, one.taker.id) for one in last.way.given] == [(chief.pk, head.pk), (head.pk, clerk.pk)]
    assert all(one.row.instrument is not None for one in last.way.given)


def test_the_amount_and_the_body_are_asked_for(chief: Post, head: Post, ministry: Organisation) -> None:
    power, other = make.power(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    make.appointment(make.post(other, title="Başka Müsteşar Yardımcısı"), make.person("Can", "Ak"))
    make.delegation(power, chief, head, up_to=50_000)
    assert answer(power, amount=50_000, organisation=ministry) == {CHIEF: "", HEAD: ""}
    assert answer(power, amount=50_001, organisation=ministry) == {CHIEF: "", HEAD: "threshold"}
    assert answer(power, amount=100_001, organisation=ministry) == {CHIEF: "threshold", HEAD: "threshold"}
    assert answer(power, organisation=other) == {"Başka Müsteşar Yardımcısı": ""}


def test_a_power_of_a_body_holds_for_its_units(chief: Post, head: Post, ministry: Organisation) -> None:
    unit = Organisation.objects.exclude(pk=ministry.pk).get()
    make.delegation(make.power(), chief, head, within=unit)
    assert answer(make.power(), organisation=unit) == {CHIEF: "", HEAD: ""}
    assert answer(make.power(), organisation=ministry) == {CHIEF: "", HEAD: "not_here"}


def test_the_answer_is_that_of_the_day(chief: Post, head: Post) -> None:
    power = make.power()
    given = make.delegation(power, chief, head, since=date(2016, 1, 1), until=date(2018, 1, 1))
    actions.revoke_delegation(delegation=given, last_day=Bound.on(date(2017, 6, 30)), by=make.OPERATOR)
    years = {day: answer(power, day)[HEAD] for day in (date(2015, 6, 1), DAY, date(2017, 7, 1))}
    assert list(years.values()) == ["not_yet", "", "revoked"]


def test_a_delegation_that_ran_out_is_not_called_revoked(chief: Post, head: Post) -> None:
    make.delegation(make.power(), chief, head, until=date(2017, 1, 1))
    assert answer(make.power())[HEAD] == "expired"


def test_a_post_without_anybody_in_it_decides_nothing(chief: Post, head: Post, ministry: Organisation) -> None:
    power = make.power()
    empty = make.post(ministry, title="Boş Kadro", of_kind="x", portfolio=[])
    make.delegation(power, chief, empty)
    make.appointment(empty, make.person("Ali", "Er"), since=date(2017, 1, 1), capacity=Capacity.SUBSTITUTE)
    assert answer(power)["Boş Kadro"] == "nobody"
    make.appointment(empty, make.person("Efe", "Su"), since=date(2017, 2, 1), capacity=Capacity.ACTING)
    assert answer(power)["Boş Kadro"] == ""


def test_a_delegation_to_a_person_ends_when_that_person_leaves(chief: Post, head: Post) -> None:
    mehmet = Person.objects.get(appointments__post=head)
    make.delegation(make.power(), chief, head, only=mehmet)
    assert answer(make.power())[HEAD] == ""
    held = head.appointments.get()
    actions.end_appointment(appointment=held, last_day=Bound.on(date(2017, 1, 31)), by=make.OPERATOR)
    make.appointment(head, make.person("Yeni", "Başkan"), since=date(2017, 2, 1))
    assert answer(make.power())[HEAD] == "person_left"


def test_what_is_said_of_a_post_goes_before_what_is_said_of_its_kind(chief: Post, ministry: Organisation) -> None:
    make.held(make.power(), chief, up_to=10, since=date(2017, 1, 1))
    assert answer(make.power(), amount=10) == {CHIEF: ""}
    assert answer(make.power(), amount=11) == {CHIEF: "threshold"}
    assert answer(make.power(), date(2016, 6, 1), amount=11) == {CHIEF: ""}


def test_in_a_body_that_was_abolished_nobody_decides_and_it_keeps_its_name(chief: Post, ministry: Organisation) -> None:
    power = make.power()
    for unit in Organisation.objects.exclude(pk=ministry.pk):
        abolish(organisation=unit, day=Bound.on(DAY), by=make.OPERATOR, version=unit.version)
    ministry.refresh_from_db()
    abolish(organisation=ministry, day=Bound.on(DAY), by=make.OPERATOR, version=ministry.version)
    assert answer(power, date(2016, 6, 1), amount=1) == {CHIEF: ""}
    found = queries.who_may(power, None, None, Look(DAY))
    assert [(one.way.objection, bool(str(one.post.organisation))) for one in found.candidates] == [("body_gone", True)]


def test_a_power_can_reach_the_body_above(head: Post, ministry: Organisation) -> None:
    power = make.power("approve", unit="")
    make.held(power, of_kind="head_of_it_unit", reach=Reach.PARENT)
    assert answer(power, organisation=ministry) == {HEAD: ""}


def test_what_is_not_certain_is_told_as_not_known(chief: Post, head: Post) -> None:
    make.delegation(make.power(), chief, head, since=Bound.year(2017))
    found = queries.who_may(make.power(), None, None, Look(DAY))
    assert [(one.status, one.way.objection) for one in found.may_not] == [
        ("positions.may_perhaps", "perhaps_delegated")
    ]


def test_delegations_end_when_the_delegating_post_is_abolished(chief: Post, head: Post) -> None:
    make.delegation(make.power(), chief, head)
    held = chief.appointments.get()
    actions.end_appointment(appointment=held, last_day=Bound.on(date(2016, 12, 31)), by=make.OPERATOR)
    actions.abolish_post(post=chief, day=Bound.on(date(2017, 1, 1)), version=1, by=make.OPERATOR)
    assert Delegation.objects.known_at().get().period.end == Bound.on(date(2017, 1, 1))
    assert HEAD not in {title for title, objection in answer(make.power()).items() if not objection}
    assert answer(make.power(), date(2016, 12, 1)) == {CHIEF: "", HEAD: ""}


def test_for_a_body_only_what_begins_there_is_told_and_all_that_follows_from_it(
    chief: Post, head: Post, ministry: Organisation
) -> None:
    power, other = make.power(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    theirs, taker = make.post(other, title="Onlarınki"), make.post(other, title="Alan", of_kind="x", portfolio=[])
    far = make.post(other, title="Uzaktaki", of_kind="x", portfolio=[])
    held = make.held(power, theirs, up_to=10)
    make.delegation(power, theirs, taker)
    make.delegation(power, chief, far, may_pass_on=True)
    make.delegation(power, far, head)
    actions.end_power(held=held, day=Bound.on(date(2016, 6, 1)), by=make.OPERATOR)
    actions.withdraw_power(held=power.powerheld_rows.known_at().get(post=None), reason="Yok.", by=make.OPERATOR)
    make.held(power, chief, since=date(2012, 1, 1))
    assert answer(power, organisation=ministry) == {CHIEF: "", "Uzaktaki": "nobody", HEAD: ""}
    assert answer(power, organisation=other) == {"Alan": "giver_holds_nothing"}
    assert set(answer(power)) == {CHIEF, "Uzaktaki", HEAD, "Alan"}


def test_the_answer_needs_few_queries_whatever_there_is(
    chief: Post, head: Post, clerk: Post, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    power = make.power()
    for name in ("Ak", "Er", "Su", "Taş", "Can", "Gür"):
        post = make.post(make.ministry(f"{name} Bakanlığı", f"Ministry {name}"))
        make.appointment(post, make.person("Kişi", name))
    for year in range(2013, 2016):
        make.delegation(power, chief, head, since=date(year, 6, 1), until=date(year, 9, 1))
    make.delegation(power, chief, head, may_pass_on=True)
    make.delegation(power, head, clerk)
    with django_assert_max_num_queries(15):
        found = queries.who_may(power, None, None, Look(DAY), Actor.nobody())
    assert len(found.may) == 9


# --- what may be recorded ---------------------------------------------------------------------------------------------


def test_nobody_delegates_what_the_post_does_not_hold(chief: Post, head: Post, clerk: Post) -> None:
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), head, clerk)
    assert codes(refusal) == ["positions.power_not_held"]
    make.delegation(make.power(), chief, head, until=date(2017, 1, 1), may_pass_on=True)
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), head, clerk, since=date(2016, 6, 1))
    assert codes(refusal) == ["positions.power_not_held"], "it holds only until the end of 2016"
    make.delegation(make.power(), head, clerk, since=date(2016, 6, 1), until=date(2017, 1, 1))


def test_a_delegation_keeps_to_the_own_threshold_and_permission(chief: Post, head: Post, clerk: Post) -> None:
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), chief, head, up_to=100_001)
    assert codes(refusal) == ["positions.beyond_own_threshold"]
    make.delegation(make.power(), chief, head, up_to=50_000)
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), head, clerk, up_to=10)
    assert codes(refusal) == ["positions.may_not_pass_on"]


def test_a_delegation_keeps_to_where_the_power_is_held(chief: Post, head: Post) -> None:
    other = make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), chief, head, within=other)
    assert codes(refusal) == ["positions.outside_own_scope"]


def test_a_power_that_may_not_be_delegated_is_not(chief: Post, head: Post) -> None:
    power = make.power("sign_decree", unit="")
    make.held(power, chief, may_delegate=False)
    with pytest.raises(Refused) as refusal:
        make.delegation(power, chief, head)
    assert codes(refusal) == ["positions.may_not_pass_on"]


def test_a_delegation_does_not_come_back_also_not_later(chief: Post, head: Post, clerk: Post) -> None:
    power = make.power()
    make.held(power, head, up_to=10)
    make.delegation(power, chief, head, since=date(2018, 1, 1), may_pass_on=True)
    with pytest.raises(Refused) as refusal:
        make.delegation(power, head, chief, since=date(2017, 1, 1))
    assert codes(refusal) == ["positions.delegation_cycle"]
    make.delegation(power, head, chief, since=date(2017, 1, 1), until=date(2018, 1, 1))


def test_a_delegation_is_written_and_made_once(chief: Post, head: Post) -> None:
    said = actions.Passing(power=make.power(), to_post=head, period=Period.since(DAY), instrument=None)
    with pytest.raises(Refused) as refusal:
        actions.delegate(from_post=chief, said=said, by=make.OPERATOR)
    assert codes(refusal) == ["positions.delegation_not_written"]
    make.delegation(make.power(), chief, head)
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), chief, head, since=DAY)
    assert codes(refusal) == ["positions.delegated_already"]


def test_a_person_to_whom_is_delegated_is_in_the_post(chief: Post, head: Post) -> None:
    with pytest.raises(Refused) as refusal:
        make.delegation(make.power(), chief, head, only=make.person("Başka", "Biri"))
    assert codes(refusal) == ["positions.person_not_in_post"]


def test_whoever_is_in_the_post_may_delegate_and_strangers_may_not(chief: Post, head: Post) -> None:
    account = identity.create_account(login="ayse", display_name="Ayşe", language="tr", by=make.OPERATOR)
    ayse = Person.objects.get(appointments__post=chief)
    link_account(person=ayse, account=account, period=make.ALWAYS, by=make.OPERATOR)
    by = actor_of(account, DAY)

    def passing(to: Post) -> actions.Passing:
        return actions.Passing(power=make.power(), to_post=to, period=Period.since(DAY), instrument=make.instrument())

    with pytest.raises(NotPermitted):
        actions.delegate(from_post=head, said=passing(chief), by=by)
    given = actions.delegate(from_post=chief, said=passing(head), by=by)
    with pytest.raises(NotPermitted):
        actions.revoke_delegation(delegation=given, last_day=Bound.on(DAY), by=Actor.nobody())
    actions.revoke_delegation(delegation=given, last_day=Bound.on(DAY), by=by)
    with pytest.raises(Stale):
        actions.withdraw_delegation(delegation=given, reason="Yanlış.", by=by)


def test_powers_are_ended_and_withdrawn(chief: Post, head: Post) -> None:
    make.delegation(make.power(), chief, head)
    held = make.power().powerheld_rows.get()
    ended = actions.end_power(held=held, day=Bound.on(date(2017, 1, 1)), by=make.OPERATOR)
    assert answer(make.power()) == {HEAD: "giver_holds_nothing"}
    with pytest.raises(Stale):
        actions.end_power(held=held, day=Bound.on(DAY), by=make.OPERATOR)
    actions.withdraw_power(held=ended, reason="Hiç olmadı.", by=make.OPERATOR)
    assert answer(make.power(), date(2016, 6, 1)) == {HEAD: "giver_holds_nothing"}


def test_a_power_is_entered_with_a_unit_or_with_a_right() -> None:
    with pytest.raises(Refused) as refusal:
        make.power("both", unit="TRY", capability=APPOINT)
    assert codes(refusal) == ["positions.right_with_threshold"]
    with pytest.raises(Refused) as refusal:
        make.power("wrong", unit="", capability="positions.none_such")
    assert codes(refusal) == ["positions.unknown_capability"]
    with pytest.raises(Refused) as refusal:
        make.held(make.power("plain", unit=""), of_kind="x", up_to=5)
    assert codes(refusal) == ["positions.threshold_without_unit"]
    make.held(make.power(), of_kind="x", up_to=5)
    with pytest.raises(Refused) as refusal:
        make.held(make.power(), of_kind="x", up_to=6)
    assert codes(refusal) == ["positions.power_held_already"]
    with pytest.raises(NotPermitted):
        actions.enter_power(code="p", name=Translated(tr="P"), by=Actor.nobody())


def test_the_database_holds_what_the_rules_say(chief: Post, head: Post) -> None:
    make.delegation(make.power(), chief, head)
    row = Delegation.objects.get()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Delegation.objects.filter(pk=row.pk).update(to_post=chief)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Delegation.objects.filter(pk=row.pk).update(instrument=None)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Delegation.objects.filter(pk=row.pk).update(threshold=0)
    held = make.power().powerheld_rows.get()
    held.pk = None
    with transaction.atomic(), writing_at(row.recorded_at), pytest.raises(IntegrityError):
        held.save(force_insert=True)
