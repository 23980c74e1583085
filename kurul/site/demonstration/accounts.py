"""The people who can be signed in with one click: demo/accounts.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from kurul.kernel.identity.actions import create_account, grant
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import ROLES
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import scope_of
from kurul.site.demonstration.bodies import body
from kurul.site.demonstration.loading import FOLDER

FILE = FOLDER / "accounts.yaml"
SINCE = date(2016, 7, 25)  # when the recording of the demonstration begins


@dataclass(frozen=True)
class Granted:
    """A role in the body of this abbreviation; empty: for the whole government."""

    role: str
    abbreviation: str = ""


@dataclass(frozen=True)
class StandingPerson:
    """One account. With `has_post` its rights follow from a post, where the illustrative layer is loaded."""

    login: str
    name: str
    title: Translated
    rights: Sequence[Granted]
    has_post: bool
    without_post: Sequence[Granted]


@cache
def standing_people() -> tuple[StandingPerson, ...]:
    """Everybody in the file, in its order."""
    given = yaml.safe_load(FILE.read_text(encoding="utf-8"))["people"]
    return tuple(_person(one) for one in given)


def open_accounts_of_people(by: Actor) -> None:
    """For the whole demonstration: the accounts bear names; rights that follow from posts come with the posts."""
    for person in standing_people():
        _open(person, person.name, person.rights, by)


def open_accounts_of_roles(by: Actor) -> None:
    """For the facts alone: no made-up names, and all rights are granted."""
    for person in standing_people():
        _open(person, str(person.title), [*person.rights, *person.without_post], by)


def _open(person: StandingPerson, name: str, rights: Sequence[Granted], by: Actor) -> Account:
    account = create_account(login=person.login, display_name=name, by=by)
    for right in rights:
        scope = scope_of(body(right.abbreviation).pk) if right.abbreviation else GOVERNMENT
        grant(account=account, granted=ROLES[right.role].granted, scope=scope, period=Period.since(SINCE), by=by)
    return account


def _person(given: dict[str, Any]) -> StandingPerson:
    return StandingPerson(
        login=given["login"],
        name=given["name"],
        title=Translated(given["title"]),
        rights=[_granted(one) for one in given.get("rights", ())],
        has_post=given.get("post", False),
        without_post=[_granted(one) for one in given.get("without_post", ())],
    )


def _granted(given: dict[str, str]) -> Granted:
    return Granted(given["role"], given.get("in", ""))
