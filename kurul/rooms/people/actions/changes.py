"""Entering persons, their names and accounts one by one.

Names are personal: the log keeps them erasable, and reasons too, for they may name somebody.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import READ_AUDIT
from kurul.kernel.identity.models import Account
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.turkish import fold, sort_key
from kurul.kernel.wording import EventKind
from kurul.rooms.people import rules, wording
from kurul.rooms.people.models import AccountLink, Person, PersonName
from kurul.rooms.people.permissions import SEE_PEOPLE, can_keep, can_link

# Since when somebody has been called so is seldom known, and seldom anybody's business.
ALWAYS = Period.since(Bound.unknown())


@writes
def enter_person(
    *, given_name: str, by: Actor, family_name: str = "", honorific: str = "", period: Period = ALWAYS
) -> Person:
    """Enter a person who is called so for `period`. Raises Refused (no name, what is no name), NotPermitted."""
    require(can_keep(by))
    said = _said(given_name, family_name, honorific)
    refuse_if(_objections(said), rules.period_is_possible(period))
    person = Person.objects.create()
    name = PersonName.objects.create(person=person, **name_columns(**said), **facts.columns(period))
    _remember(wording.ENTERED, person, by, after=name)
    return person


@writes
def rename(
    *, person: Person, given_name: str, day: Bound, by: Actor, version: int, family_name: str = "", honorific: str = ""
) -> PersonName:
    """The person is called otherwise from `day` on. Raises Refused, Stale, NotPermitted."""
    _take_next_version(person, version, by)
    said = _said(given_name, family_name, honorific)
    running = _running(person, day)
    refuse_if(
        _objections(said),
        rules.begins_inside(running.period if running else None, day),
        rules.something_changes(_of(running), said),
    )
    assert running is not None
    ended, new = facts.change(running, day, **name_columns(**said))
    _remember(wording.RENAMED, person, by, before=ended, after=new)
    return new


@writes
def correct_name(
    *,
    person: Person,
    given_name: str,
    day: Bound,
    reason: str,
    by: Actor,
    version: int,
    family_name: str = "",
    honorific: str = "",
) -> PersonName:
    """The name that is held for `day` was entered wrongly. Raises Refused, Stale, NotPermitted."""
    _take_next_version(person, version, by)
    said = _said(given_name, family_name, honorific)
    running = _running(person, day)
    refuse_if(
        _objections(said),
        rules.has_a_reason(reason),
        rules.is_held_on(running.period if running else None, day),
        rules.something_changes(_of(running), said),
    )
    assert running is not None
    new = facts.correct(running, **name_columns(**said))
    _remember(wording.NAME_CORRECTED, person, by, before=running, after=new, reason=reason)
    return new


@writes
def link_account(*, person: Person, account: Account, period: Period, by: Actor) -> AccountLink:
    """The account is this person's for `period`; what follows from their posts, it may then do.

    Raises Refused (closed account, impossible period), Conflict (either has another link then), NotPermitted.
    """
    require(can_link(by))
    refuse_if(rules.account_is_open(account.is_active), rules.period_is_possible(period))
    held = AccountLink.objects.known_at()
    refuse_if(
        rules.account_is_free(period, [link.period for link in held.filter(account=account)]),
        rules.person_has_no_other(period, [link.period for link in held.filter(person=person)]),
        as_=Conflict,
    )
    link = AccountLink.objects.create(person=person, account=account, **facts.columns(period))
    record(
        wording.ACCOUNT_LINKED,
        person,
        by=by,
        about=[account],
        after={"account": account.pk, "period": str(period)},
        audience=READ_AUDIT,
    )
    return link


@writes
def end_link(*, link: AccountLink, day: Bound, by: Actor) -> AccountLink:
    """The account is no longer the person's; `day` is the first day without it. Raises Refused, Stale, NotPermitted."""
    require(can_link(by))
    if not AccountLink.objects.known_at().filter(pk=link.pk).exists():
        raise Stale
    refuse_if(rules.ends_earlier(link.period, day))
    ended = facts.end(link, day)
    record(
        wording.ACCOUNT_LINK_ENDED,
        link.person,
        by=by,
        about=[link.account],
        before={"account": link.account_id, "period": str(link.period)},
        after={"account": link.account_id, "period": str(ended.period)},
        audience=READ_AUDIT,
    )
    return ended


def name_columns(given_name: str, family_name: str, honorific: str) -> dict[str, Any]:
    """The columns of a name: its parts, and what search and sorting (by family name) need of them."""
    return {
        "given_name": given_name,
        "family_name": family_name,
        "honorific": honorific,
        "search_text": fold(f"{honorific} {given_name} {family_name}"),
        "sort_key": sort_key(f"{family_name} {given_name}".strip(), settings.LANGUAGE_CODE),
    }


def _said(given_name: str, family_name: str, honorific: str) -> dict[str, str]:
    given = {"given_name": given_name, "family_name": family_name, "honorific": honorific}
    return {part: " ".join(text.split()) for part, text in given.items()}


def _of(name: PersonName | None) -> dict[str, str] | None:
    if name is None:
        return None
    return {"given_name": name.given_name, "family_name": name.family_name, "honorific": name.honorific}


def _objections(said: Mapping[str, str]) -> tuple[Finding, ...]:
    return gather(
        rules.has_a_given_name(said["given_name"]), *(rules.is_a_name(text, field=part) for part, text in said.items())
    )


def _take_next_version(person: Person, version: int, by: Actor) -> None:
    """Check the right, and that nobody else changed the record since `version` was read."""
    require(can_keep(by))
    claimed = Person.objects.filter(pk=person.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale


def _running(person: Person, day: Bound) -> PersonName | None:
    """The name that holds, or may hold, on the latest day that is meant."""
    rows = PersonName.objects.possibly_as_of(day.latest).filter(person=person)
    return rows.select_for_update().first()


def _remember(
    kind: EventKind,
    person: Person,
    by: Actor,
    *,
    after: PersonName,
    before: PersonName | None = None,
    reason: str = "",
) -> None:
    said: dict[str, Any] = {}
    personal = {"reason": reason} if reason else {}
    for place, name in (("before", before), ("after", after)):
        if name is not None:
            parts = _of(name) or {}
            said[place] = {**parts, "period": str(name.period), "basis": name.basis}
            personal.update({f"{place}.{part}": text for part, text in parts.items()})
    # Former names are for those who keep them, even where the person is public.
    record(kind, person, by=by, reason=reason, personal=personal, audience=SEE_PEOPLE, **said)
