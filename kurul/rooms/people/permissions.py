"""Who may see and enter persons. Persons are not public; whoever holds a public post is, by that post.

Which persons those are only a higher room knows: it answers the question `people.public`.
"""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import ALLOWED, Actor, Decision
from kurul.kernel.identity.capabilities import (
    ADMINISTRATOR,
    AUDITOR,
    MANAGE_ACCOUNTS,
    READ_AUDIT,
    REGISTRY_CLERK,
    SECRETARIAT,
    capability,
)
from kurul.kernel.identity.visibility import gate
from kurul.kernel.slots import contributions
from kurul.kernel.temporal import clock
from kurul.rooms.people.models import AccountLink, Person, PersonIdentifier, PersonName

SEE_PEOPLE = capability(
    "people.see_people", _("See the list of persons"), roles=(REGISTRY_CLERK, SECRETARIAT, ADMINISTRATOR, AUDITOR)
)
KEEP_PEOPLE = capability(
    "people.keep_people", _("Enter and correct persons"), roles=(REGISTRY_CLERK, SECRETARIAT, ADMINISTRATOR)
)

# `contributions.ask(PUBLIC, ids=frozenset of person ids)` gives the ids of those that everybody may see.
PUBLIC = "people.public"


@gate(Person)
def visible_people(people: Any, actor: Actor) -> Any:
    """All for those who keep them; for others themselves, and whom a higher room opens to the public."""
    if actor.may(SEE_PEOPLE):
        return people
    return people.filter(pk__in=_open_to(actor, people.values_list("pk", flat=True)))


@gate(PersonName)
def visible_names(names: Any, actor: Actor) -> Any:
    """The names of the persons that the actor may see."""
    if actor.may(SEE_PEOPLE):
        return names
    return names.filter(person__in=_open_to(actor, names.values_list("person", flat=True)))


@gate(AccountLink)
def visible_links(links: Any, actor: Actor) -> Any:
    """Which account is whose: for those who manage accounts or read the log, else one's own."""
    return links if can_see_links(actor) else links.filter(account_id=actor.account_id)


@gate(PersonIdentifier)
def visible_identifiers(identifiers: Any, actor: Actor) -> Any:
    """By which keys sources know a person: for those who keep persons."""
    return identifiers if actor.may(SEE_PEOPLE) else identifiers.none()


def seen_of(ids: Collection[int], actor: Actor) -> set[int]:
    """Those of these persons that the actor may see, as `visible_people` says."""
    return set(ids) if actor.may(SEE_PEOPLE) else _open_to(actor, ids)


def can_see(by: Actor) -> Decision:
    """May see the list of all persons."""
    return by.may(SEE_PEOPLE)


def can_keep(by: Actor) -> Decision:
    """May enter persons and record and correct their names."""
    return by.may(KEEP_PEOPLE)


def can_link(by: Actor) -> Decision:
    """May say which account is whose; rights follow from it, so it takes the right to manage accounts."""
    return by.may(MANAGE_ACCOUNTS)


def can_see_links(by: Actor) -> Decision:
    """May see which account is whose."""
    return ALLOWED if by.may(READ_AUDIT) else by.may(MANAGE_ACCOUNTS)


def _open_to(actor: Actor, ids: Collection[int]) -> set[int]:
    asked = frozenset(ids)
    shown = asked.intersection(contributions.ask(PUBLIC, ids=asked)) if asked else frozenset()
    if actor.account_id is None:
        return set(shown)
    own = AccountLink.objects.as_of(clock.today()).filter(account_id=actor.account_id)
    return {*shown, *own.values_list("person_id", flat=True)}
