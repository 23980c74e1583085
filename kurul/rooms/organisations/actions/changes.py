"""The only writers of this room."""

from collections.abc import Mapping
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions.happening import happened
from kurul.rooms.organisations.models import (
    ChangeKind,
    Classification,
    Existence,
    Identifier,
    Kind,
    Level,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.permissions import can_found, can_keep


@writes
def found(
    *,
    name: Translated,
    kind: Kind,
    period: Period,
    by: Actor,
    abbreviation: str = "",
    level: Level | None = None,
    parent: Organisation | None = None,
    instrument: Instrument | None = None,
    identifiers: Mapping[str, str] | None = None,
    role_note: Translated | None = None,
    source: str = "",
) -> Organisation:
    """Enter a body or unit that exists for `period`; its first name, class, parent and numbers hold as long.

    Raises Refused (no name, impossible period, parent that does not exist), NotPermitted.
    """
    look = Look.today()
    require(can_found(by, queries.with_those_above(parent.pk if parent else None, look)))
    refuse_if(
        rules.has_a_name(name),
        rules.period_is_possible(period),
        rules.parent_exists(_existence(parent), period.start) if parent else None,
    )
    organisation = Organisation.objects.create(role_note=role_note or Translated(), source=source)
    common: dict[str, Any] = {"organisation": organisation, "instrument": instrument, **facts.columns(period)}
    Existence.objects.create(**common)
    Name.objects.create(**common, **name_columns(name, abbreviation))
    Classification.objects.create(**common, kind=kind, level=level)
    if parent:
        Placement.objects.create(**common, parent=parent)
    Identifier.objects.bulk_create(
        Identifier(**common, scheme=scheme, value=value) for scheme, value in (identifiers or {}).items()
    )
    happened(ChangeKind.FOUNDED, period.start, after=[organisation], instrument=instrument)
    if not period.end.is_open:
        happened(ChangeKind.ABOLISHED, period.end, before=[organisation], instrument=instrument)
    after = {
        "name": dict(name),
        "abbreviation": abbreviation,
        "kind": kind.code,
        "level": level.code if level else None,
        "parent": parent.pk if parent else None,
        "period": str(period),
        "identifiers": dict(identifiers or {}),
    }
    record(wording.FOUNDED, organisation, by=by, after=after, instrument=instrument, about=[parent] if parent else [])
    return organisation


@writes
def rename(
    *,
    organisation: Organisation,
    name: Translated,
    day: Bound,
    by: Actor,
    version: int,
    abbreviation: str = "",
    instrument: Instrument | None = None,
) -> Name:
    """The body is called otherwise from `day` on. Raises Refused, Stale, NotPermitted."""
    _may_change(organisation, version, by)
    running = _running(Name, organisation, day)
    refuse_if(
        rules.has_a_name(name),
        rules.exists_on(_existence(organisation), day),
        rules.begins_inside(running.period if running else None, day),
    )
    assert running is not None
    refuse_if(rules.something_changes((running.name, running.abbreviation), (name, abbreviation), field="name"))
    ended, new = facts.change(running, day, instrument=instrument, **name_columns(name, abbreviation))
    happened(ChangeKind.RENAMED, day, before=[organisation], after=[organisation], instrument=instrument)
    _remember(wording.RENAMED, organisation, ended, new, by)
    return new


@writes
def correct_name(
    *,
    organisation: Organisation,
    name: Translated,
    reason: str,
    day: Bound,
    by: Actor,
    version: int,
    abbreviation: str = "",
) -> Name:
    """The name that holds on `day` was entered wrongly. Raises Refused, Stale, NotPermitted."""
    _may_change(organisation, version, by)
    running = _running(Name, organisation, day)
    refuse_if(
        rules.has_a_name(name),
        rules.has_a_reason(reason),
        rules.exists_on(running.period if running else None, day),
    )
    assert running is not None
    refuse_if(rules.something_changes((running.name, running.abbreviation), (name, abbreviation), field="name"))
    new = facts.correct(running, **name_columns(name, abbreviation))
    _remember(wording.NAME_CORRECTED, organisation, running, new, by, reason=reason)
    return new


@writes
def move(
    *,
    organisation: Organisation,
    parent: Organisation,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> Placement:
    """The body stands under another parent from `day` on. Raises Refused (cycle, parent gone), Stale, NotPermitted."""
    _may_change(organisation, version, by)
    running = _running(Placement, organisation, day)
    existence = _existence(organisation)
    until = running.period.end if running else (existence.end if existence else Bound.open())
    refuse_if(
        rules.exists_on(existence, day),
        rules.parent_exists(_existence(parent), day),
        rules.begins_inside(running.period, day) if running else None,
        rules.something_changes(running.parent_id if running else None, parent.pk, field="parent"),
    )
    refuse_if(
        rules.is_not_under_itself(organisation.pk, queries.ever_above(parent.pk, Period(day, until))), as_=Conflict
    )
    if running:
        ended, new = facts.change(running, day, parent=parent, instrument=instrument)
    else:
        columns = facts.columns(Period(day, until))
        ended, new = (
            None,
            Placement.objects.create(organisation=organisation, parent=parent, instrument=instrument, **columns),
        )
    happened(ChangeKind.MOVED, day, before=[organisation], after=[organisation], instrument=instrument)
    _remember(wording.MOVED, organisation, ended, new, by, about=[parent])
    return new


@writes
def reclassify(
    *,
    organisation: Organisation,
    kind: Kind,
    level: Level | None,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> Classification:
    """The body is of another kind, or raised or lowered to another level, from `day` on."""
    _may_change(organisation, version, by)
    running = _running(Classification, organisation, day)
    refuse_if(
        rules.exists_on(_existence(organisation), day),
        rules.begins_inside(running.period if running else None, day),
    )
    assert running is not None
    after = (kind.pk, level.pk if level else None)
    refuse_if(rules.something_changes((running.kind_id, running.level_id), after, field="level"))
    ended, new = facts.change(running, day, kind=kind, level=level, instrument=instrument)
    happened(ChangeKind.RECLASSIFIED, day, before=[organisation], after=[organisation], instrument=instrument)
    _remember(wording.RECLASSIFIED, organisation, ended, new, by)
    return new


@writes
def abolish(
    *, organisation: Organisation, day: Bound, by: Actor, version: int, instrument: Instrument | None = None
) -> Existence:
    """The body no longer exists from `day` on; what is said of it ends too. Raises Refused while parts live on."""
    _may_change(organisation, version, by)
    existence = _running(Existence, organisation, day)
    living = Placement.objects.known_at().filter(parent=organisation, valid_to__gt=day.latest).count()
    refuse_if(
        rules.begins_inside(existence.period if existence else None, day),
        rules.leaves_no_parts(living, day),
    )
    assert existence is not None
    ended = facts.end(existence, day)
    for model in (Name, Classification, Placement, Identifier):
        later = model.objects.known_at().filter(organisation=organisation, valid_to__gt=day.latest)
        for fact in later:
            if Period(fact.period.start, day).is_possible:
                facts.end(fact, day)
            else:
                facts.withdraw(fact)
    happened(ChangeKind.ABOLISHED, day, before=[organisation], instrument=instrument)
    _remember(wording.ABOLISHED, organisation, existence, ended, by, instrument=instrument)
    return ended


def name_columns(name: Translated, abbreviation: str) -> dict[str, Any]:
    """The columns of a name: the texts, and what search and sorting need of them."""
    search_text = f"{name.folded}\n{Translated(x=abbreviation).folded}".strip()
    return {
        "name": name,
        "abbreviation": abbreviation,
        "search_text": search_text,
        "sort_keys": (name or Translated(x=abbreviation)).sort_keys,
    }


def _may_change(organisation: Organisation, version: int, by: Actor) -> None:
    """Check the right, and that nobody else changed the record since `version` was read; take the next version."""
    require(can_keep(by, queries.with_those_above(organisation.pk, Look.today())))
    claimed = Organisation.objects.filter(pk=organisation.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale


def _running(model: type[OrganisationFact], organisation: Organisation, day: Bound) -> Any:
    """The row that a change on `day` would replace: the one that holds, or may hold, on the latest possible day."""
    rows = model.objects.possibly_as_of(day.latest).filter(organisation=organisation)
    return rows.select_for_update().first()


def _existence(organisation: Organisation | None) -> Period | None:
    rows = Existence.objects.known_at().filter(organisation=organisation).in_order()
    last = rows.last()
    return last.period if last else None


def _remember(
    kind: Any,
    organisation: Organisation,
    before: Any,
    after: Any,
    by: Actor,
    *,
    reason: str = "",
    about: Any = (),
    instrument: Instrument | None = None,
) -> None:
    record(
        kind,
        organisation,
        by=by,
        about=about,
        reason=reason,
        before=facts.state(before) if before else None,
        after=facts.state(after),
        instrument=instrument or after.instrument,
    )
