"""Persons, and the accounts that are theirs. A person is named in the script by the full name, which nobody shares."""

from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.rooms.people.public import Person, enter_person, link_account
from kurul.site.demonstration.illustrative.script import Verb, span
from kurul.site.demonstration.loading import NotLoadable


def persons(by: Actor, *, names: list[str]) -> None:
    """Enter persons; the last word of a full name is the family name."""
    for name in names:
        given_name, _, family_name = name.rpartition(" ")
        enter_person(given_name=given_name, family_name=family_name, by=by)


def account(by: Actor, *, login: str, person: str, since: Any) -> None:
    """The account is this person's."""
    link_account(person=person_called(person), account=Account.objects.get(login=login), period=span(since), by=by)


def person_called(name: str) -> Person:
    """The person of this full name; raises NotLoadable."""
    given_name, _, family_name = name.rpartition(" ")
    found = Person.objects.filter(names__given_name=given_name, names__family_name=family_name).distinct().first()
    if found is None:
        raise NotLoadable(f"There is no person {name}.")
    return found


VERBS: dict[str, Verb] = {"persons": persons, "account": account}
