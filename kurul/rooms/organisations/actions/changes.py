"""Single changes of one body: founded, renamed, moved, of another kind or level, abolished; and a name corrected."""

from collections.abc import Mapping

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import rules, wording
from kurul.rooms.organisations.actions.applying import (
    NewBody,
    end_body,
    enter,
    existence_of,
    living_parts,
    may_change,
    may_enter,
    may_place_under,
    name_columns,
    place,
    remember,
    running,
    told,
)
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
    Placement,
)


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
    note: str = "",
) -> Organisation:
    """Enter a body or unit that exists for `period`; its first name, class, parent and numbers hold as long.

    Raises Refused (no name, impossible period, parent that does not exist or does not last), NotPermitted.
    """
    new = NewBody(name, kind, level, abbreviation, parent, role_note or Translated(), source)
    may_enter(new, by)
    organisation = enter(new, period, instrument=instrument)
    common = {"organisation": organisation, "instrument": instrument, **facts.columns(period)}
    Identifier.objects.bulk_create(
        Identifier(**common, scheme=scheme, value=value) for scheme, value in (identifiers or {}).items()
    )
    happened(ChangeKind.FOUNDED, period.start, after=[organisation], instrument=instrument, note=note)
    if not period.end.is_open:
        happened(ChangeKind.ABOLISHED, period.end, before=[organisation], instrument=instrument)
    after = {**told(new), "period": str(period), "identifiers": dict(identifiers or {})}
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
    note: str = "",
) -> Name:
    """The body is called otherwise from `day` on. Raises Refused, Stale, NotPermitted."""
    may_change(organisation, version, by)
    was = running(Name, organisation, day)
    refuse_if(
        rules.has_a_name(name),
        rules.exists_on(existence_of(organisation), day),
        rules.begins_inside(was.period if was else None, day),
    )
    assert was is not None
    refuse_if(rules.something_changes((was.name, was.abbreviation), (name, abbreviation), field="name"))
    ended, new = facts.change(was, day, instrument=instrument, **name_columns(name, abbreviation))
    _goes_on(ChangeKind.RENAMED, organisation, day, instrument, note)
    remember(wording.RENAMED, organisation, ended, new, by)
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
    may_change(organisation, version, by)
    was = running(Name, organisation, day)
    refuse_if(
        rules.has_a_name(name),
        rules.has_a_reason(reason),
        rules.exists_on(was.period if was else None, day),
    )
    assert was is not None
    refuse_if(rules.something_changes((was.name, was.abbreviation), (name, abbreviation), field="name"))
    new = facts.correct(was, **name_columns(name, abbreviation))
    remember(wording.NAME_CORRECTED, organisation, was, new, by, reason=reason)
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
    note: str = "",
) -> Placement:
    """The body stands under another parent from `day` on. Raises Refused (cycle, parent gone), Stale, NotPermitted."""
    may_change(organisation, version, by)
    may_place_under(parent, by)
    ended, new = place(organisation, parent, day, instrument=instrument)
    _goes_on(ChangeKind.MOVED, organisation, day, instrument, note)
    remember(wording.MOVED, organisation, ended, new, by, about=[parent])
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
    note: str = "",
) -> Classification:
    """The body is of another kind, or raised or lowered to another level, from `day` on."""
    may_change(organisation, version, by)
    was = running(Classification, organisation, day)
    refuse_if(
        rules.exists_on(existence_of(organisation), day),
        rules.begins_inside(was.period if was else None, day),
    )
    assert was is not None
    after = (kind.pk, level.pk if level else None)
    refuse_if(rules.something_changes((was.kind_id, was.level_id), after, field="level"))
    ended, new = facts.change(was, day, kind=kind, level=level, instrument=instrument)
    _goes_on(ChangeKind.RECLASSIFIED, organisation, day, instrument, note)
    remember(wording.RECLASSIFIED, organisation, ended, new, by)
    return new


@writes
def abolish(
    *,
    organisation: Organisation,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
    note: str = "",
) -> Existence:
    """The body no longer exists from `day` on; what is said of it ends too. Raises Refused while parts live on."""
    may_change(organisation, version, by)
    refuse_if(rules.leaves_no_parts(len(living_parts(organisation, day)), day))
    existence, ended = end_body(organisation, day)
    happened(ChangeKind.ABOLISHED, day, before=[organisation], instrument=instrument, note=note)
    remember(wording.ABOLISHED, organisation, existence, ended, by, instrument=instrument)
    return ended


def _goes_on(
    kind: ChangeKind, organisation: Organisation, day: Bound, instrument: Instrument | None, note: str
) -> None:
    happened(kind, day, before=[organisation], after=[organisation], instrument=instrument, note=note)
