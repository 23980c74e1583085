"""Typed builders of this room's records; they call the actions, so what they make is what people could make."""

from datetime import date

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.people.actions import ALWAYS, enter_person, link_account
from kurul.rooms.people.models import AccountLink, Person

OPERATOR = Actor.operator()
DAY = date(2016, 7, 19)
SINCE = Period.since(date(2010, 1, 1))


def person(
    given_name: str = "Ayşe", family_name: str = "Yılmaz", honorific: str = "", period: Period = ALWAYS
) -> Person:
    """A person, called so always."""
    return enter_person(given_name=given_name, family_name=family_name, honorific=honorific, period=period, by=OPERATOR)


def account(login: str = "ayilmaz", role: str = "") -> Account:
    """An account, with a role for the whole government or without."""
    made = identity.create_account(login=login, display_name=login, language="en", by=OPERATOR)
    if role:
        identity.grant(account=made, granted=f"role:{role}", period=SINCE, by=OPERATOR)
    return made


def actor(role: str = "", login: str = "") -> Actor:
    """Who asks: the holder of a role."""
    return actor_of(account(login or role or "nobody-special", role), DAY)


def link(to: Person, of: Account, since: date | Bound = date(2010, 1, 1), until: date | None = None) -> AccountLink:
    """The account is the person's."""
    return link_account(person=to, account=of, period=Period.since(since, until), by=OPERATOR)
