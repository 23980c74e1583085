"""What people can enter and change about persons, and what is refused with nothing half written."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.actions import record, writes
from kurul.kernel.audit.models import AuditEvent, PersonalValue
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.people import wording
from kurul.rooms.people.actions import correct_name, end_link, enter_person, link_account, name_columns, rename
from kurul.rooms.people.models import AccountLink, Person, PersonName
from kurul.rooms.people.tests import make

pytestmark = pytest.mark.django_db


def refusal(error: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in error.value.findings]


def test_a_person_is_entered_with_a_name_that_search_and_sorting_can_use() -> None:
    entered = make.person(" Şükrü  Çağrı", "IŞIK", "Dr.")
    name = PersonName.objects.get(person=entered)
    assert str(name) == "Dr. Şükrü Çağrı IŞIK"
    assert name.search_text == "dr. sukru cagri isik"
    assert name.period.start == Bound.unknown()


def test_a_person_without_a_given_name_or_with_a_number_is_refused_at_the_fields() -> None:
    with pytest.raises(Refused) as error:
        enter_person(given_name="", family_name="Yılmaz 12345678901", by=make.OPERATOR)
    assert refusal(error) == [("people.name_missing", "given_name"), ("people.name_not_a_name", "family_name")]
    assert not Person.objects.exists()


def test_names_and_reasons_stand_in_the_log_only_where_they_can_be_erased() -> None:
    entered = make.person()
    correct_name(
        person=entered, given_name="Ayşen", family_name="Yılmaz", day=Bound.on(make.DAY),
        reason="Ayşen signs so herself.", by=make.OPERATOR, version=1,
    )  # fmt: skip
    for body in AuditEvent.objects.values_list("body", flat=True):
        assert "Ayşe" not in body
        assert "Yılmaz" not in body
    kept = set(PersonalValue.objects.values_list("value", flat=True))
    assert {"Ayşe", "Ayşen", "Yılmaz", "Ayşen signs so herself."} <= kept


def test_a_new_name_begins_on_its_day_and_the_old_one_stays() -> None:
    entered = make.person()
    rename(
        person=entered, given_name="Ayşe", family_name="Demir", day=Bound.on(date(2015, 6, 1)), by=make.OPERATOR,
        version=1,
    )  # fmt: skip
    names = PersonName.objects.known_at().filter(person=entered).order_by("valid_from")
    assert [(str(name), str(name.period)) for name in names] == [
        ("Ayşe Yılmaz", "?/2015-06-01"),
        ("Ayşe Demir", "2015-06-01/"),
    ]
    assert Person.objects.get().version == 2


@pytest.mark.parametrize(
    ("given", "day", "expected"),
    [
        ("Ayşe", date(2015, 1, 1), ("people.nothing_changes", "given_name")),
        ("Fatma", date(2010, 1, 1), ("people.change_not_inside", "day")),
        ("", date(2015, 1, 1), ("people.name_missing", "given_name")),
    ],
)
def test_a_new_name_that_cannot_be_is_refused(given: str, day: date, expected: tuple[str, str]) -> None:
    entered = make.person(period=make.SINCE)
    with pytest.raises(Refused) as error:
        rename(person=entered, given_name=given, family_name="Yılmaz", day=Bound.on(day), by=make.OPERATOR, version=1)
    assert refusal(error) == [expected]
    assert (PersonName.objects.count(), Person.objects.get().version) == (1, 1)


def test_a_correction_says_why_and_leaves_the_period() -> None:
    entered = make.person("Ayse")
    wrong: dict[str, Any] = {"person": entered, "given_name": "Ayşe", "family_name": "Yılmaz", "by": make.OPERATOR}
    with pytest.raises(Refused) as error:
        correct_name(**wrong, day=Bound.on(make.DAY), reason=" ", version=1)
    assert refusal(error) == [("people.reason_missing", "reason")]
    corrected = correct_name(**wrong, day=Bound.on(make.DAY), reason="The cedilla was lost.", version=1)
    assert (str(corrected), str(corrected.period)) == ("Ayşe Yılmaz", "?/")
    assert PersonName.objects.known_at().count() == 1


def test_a_stale_change_is_refused() -> None:
    entered = make.person()
    change: dict[str, Any] = {"person": entered, "day": Bound.on(date(2015, 1, 1)), "by": make.OPERATOR, "version": 1}
    rename(**change, given_name="Fatma")
    with pytest.raises(Stale):
        rename(**change, given_name="Emine")


@pytest.mark.parametrize("role", ["", "auditor", "reporter"])
def test_who_lacks_the_right_changes_nothing(role: str) -> None:
    entered, by = make.person(), make.actor(role) if role else Actor.nobody()
    with pytest.raises(NotPermitted):
        enter_person(given_name="Fatma", by=by)
    with pytest.raises(NotPermitted):
        rename(person=entered, given_name="Fatma", day=Bound.on(make.DAY), by=by, version=1)
    assert PersonName.objects.count() == 1


def test_only_who_manages_accounts_says_which_account_is_whose() -> None:
    entered, account = make.person(), make.account()
    with pytest.raises(NotPermitted):
        link_account(person=entered, account=account, period=make.SINCE, by=make.actor("registry_clerk"))
    assert link_account(person=entered, account=account, period=make.SINCE, by=make.actor("administrator")).pk


def test_an_account_is_one_persons_and_a_person_has_one_account() -> None:
    ayse, fatma = make.person(), make.person("Fatma")
    first, second = make.account("first"), make.account("second")
    make.link(ayse, first, until=date(2015, 1, 1))
    with pytest.raises(Conflict) as taken:
        make.link(fatma, first, since=date(2014, 12, 31))
    assert refusal(taken) == [("people.account_taken", "account")]
    with pytest.raises(Conflict) as other:
        make.link(ayse, second, since=date(2014, 1, 1))
    assert refusal(other) == [("people.has_an_account", "account")]
    make.link(fatma, first, since=date(2015, 1, 1))
    make.link(ayse, second, since=date(2015, 1, 1))
    assert AccountLink.objects.count() == 3


def test_a_closed_account_is_linked_to_nobody() -> None:
    entered, account = make.person(), make.account()
    identity.deactivate_account(account=account, by=make.OPERATOR)
    with pytest.raises(Refused) as error:
        make.link(entered, account)
    assert refusal(error) == [("people.account_closed", "account")]


def test_a_link_ends_once_and_within_its_period() -> None:
    link = make.link(make.person(), make.account(), since=date(2012, 1, 1))
    with pytest.raises(Refused) as error:
        end_link(link=link, day=Bound.on(date(2012, 1, 1)), by=make.OPERATOR)
    assert refusal(error) == [("people.ends_earlier", "day")]
    ended = end_link(link=link, day=Bound.on(date(2016, 1, 1)), by=make.OPERATOR)
    assert str(ended.period) == "2012-01-01/2016-01-01"
    with pytest.raises(Stale):
        end_link(link=link, day=Bound.on(date(2015, 1, 1)), by=make.OPERATOR)


@writes
def force(fact: type[PersonName] | type[AccountLink], person: Person, period: Period, **columns: Any) -> None:
    """Write a fact past the rules."""
    fact.objects.create(person=person, **facts.columns(period), **columns)
    record(wording.ENTERED, person, by=make.OPERATOR)


def test_the_database_itself_refuses_two_names_on_one_day() -> None:
    entered = make.person(period=make.SINCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        force(PersonName, entered, Period.since(date(2015, 1, 1)), **name_columns("Fatma", "", ""))
    assert PersonName.objects.count() == 1


def test_the_database_itself_refuses_two_links_on_one_day_both_ways() -> None:
    ayse, fatma = make.person(), make.person("Fatma")
    first, second = make.account("first"), make.account("second")
    make.link(ayse, first)
    for person, account in ((ayse, second), (fatma, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            force(AccountLink, person, Period.since(date(2015, 1, 1)), account=account)
    assert AccountLink.objects.count() == 1
