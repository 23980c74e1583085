"""What the actions of this room are made of: entering, ending and placing a body. No action by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from kurul.kernel.actions import record, require
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Completeness,
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


@dataclass(frozen=True)
class NewBody:
    """A body or unit that is to be: its name, what it is, and under whom it stands (None: under none)."""

    name: Translated
    kind: Kind
    level: Level | None = None
    abbreviation: str = ""
    parent: Organisation | None = None
    role_note: Translated = field(default_factory=Translated)
    source: str = ""


def may_change(organisation: Organisation, version: int, by: Actor) -> None:
    """Check the right, and that nobody else changed the record since `version` was read; take the next version."""
    require(can_keep(by, queries.with_those_above(organisation.pk, Look.today())))
    claimed = Organisation.objects.filter(pk=organisation.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale


def take_along(organisation: Organisation, by: Actor) -> None:
    """Check the right for a body that changes together with the one whose version was read; take its next version."""
    require(can_keep(by, queries.with_those_above(organisation.pk, Look.today())))
    Organisation.objects.filter(pk=organisation.pk).update(version=F("version") + 1)


def may_enter(new: NewBody, by: Actor) -> None:
    """Check the right to enter a body where it is to stand."""
    require(can_found(by, queries.with_those_above(new.parent.pk if new.parent else None, Look.today())))


def may_place_under(parent: Organisation, by: Actor) -> None:
    """Check the right where a body is to stand: rights follow the hierarchy, so whoever places it there gives some.

    A parent that is yet to be counts where it will stand first.
    """
    look, exists = Look.today(), existence_of(parent)
    if exists is not None and exists.on(look.day) is Certainty.NO and exists.start.latest > look.day:
        look = Look(exists.start.latest)
    require(can_found(by, queries.with_those_above(parent.pk, look)))


def running(model: type[OrganisationFact], organisation: Organisation, day: Bound) -> Any:
    """The row that a change on `day` would replace: the one that holds, or may hold, on the latest possible day."""
    rows = model.objects.possibly_as_of(day.latest).filter(organisation=organisation)
    return rows.select_for_update().first()


def existence_of(organisation: Organisation | None) -> Period | None:
    """When the body exists, by what is held now; the last time where there are several."""
    last = Existence.objects.known_at().filter(organisation=organisation).in_order().last()
    return last.period if last else None


def enter(new: NewBody, period: Period, *, instrument: Instrument | None) -> Organisation:
    """Enter a body with its first facts, all of which hold for `period`. Raises Refused."""
    parent = existence_of(new.parent)
    refuse_if(
        rules.has_a_name(new.name),
        rules.period_is_possible(period),
        rules.parent_exists(parent, period.start) if new.parent else None,
        rules.parent_outlasts(parent, period.end) if new.parent else None,
    )
    organisation = Organisation.objects.create(role_note=new.role_note, source=new.source)
    common: dict[str, Any] = {"organisation": organisation, "instrument": instrument, **facts.columns(period)}
    Existence.objects.create(**common)
    Name.objects.create(**common, **name_columns(new.name, new.abbreviation))
    Classification.objects.create(**common, kind=new.kind, level=new.level)
    if new.parent:
        Placement.objects.create(**common, parent=new.parent)
    return organisation


def end_body(organisation: Organisation, day: Bound) -> tuple[Existence, Existence]:
    """The body exists no more from `day` on; nothing more is said of it, and nothing belongs to it.

    Returns its existence before and after. Its parts are no matter of this: the actions look after them. Raises
    Refused.
    """
    existence = running(Existence, organisation, day)
    refuse_if(rules.begins_inside(existence.period if existence else None, day))
    assert existence is not None
    ended = facts.end(existence, day)
    for model in (Name, Classification, Placement, Affiliation, Identifier, Completeness):
        _end_all(model.objects.known_at().filter(organisation=organisation, valid_to__gt=day.latest), day)
    _end_all(Affiliation.objects.known_at().filter(parent=organisation, valid_to__gt=day.latest), day)
    return existence, ended


def _end_all(running: Iterable[OrganisationFact], day: Bound) -> None:
    """None of these goes on after `day`; what was to begin later only never does."""
    for fact in running:
        if Period(fact.period.start, day).is_possible:
            facts.end(fact, day)
        else:
            facts.withdraw(fact)


def place(
    organisation: Organisation, parent: Organisation, day: Bound, *, instrument: Instrument | None
) -> tuple[Placement | None, Placement]:
    """The body stands under `parent` from `day` on: the placement that ended (None: it stood under none), the new one.

    Where it stood under none, it does so until a placement begins that was recorded for later. Raises Refused (one of
    the two does not exist then, nothing changes), Conflict (it would stand under itself).
    """
    was = running(Placement, organisation, day)
    existence, above = existence_of(organisation), existence_of(parent)
    until = was.period.end if was else _next_placement(organisation, day)
    if until is None:
        until = existence.end if existence else Bound.open()
    refuse_if(
        rules.exists_on(existence, day),
        rules.parent_exists(above, day),
        rules.parent_outlasts(above, until),
        rules.begins_inside(was.period, day) if was else None,
        rules.something_changes(was.parent_id if was else None, parent.pk, field="parent"),
    )
    refuse_if(
        rules.is_not_under_itself(organisation.pk, queries.ever_above(parent.pk, Period(day, until))), as_=Conflict
    )
    if was:
        return facts.change(was, day, parent=parent, instrument=instrument)
    columns = facts.columns(Period(day, until))
    return None, Placement.objects.create(organisation=organisation, parent=parent, instrument=instrument, **columns)


def _next_placement(organisation: Organisation, day: Bound) -> Bound | None:
    """When the first placement begins that is recorded for after the day; None where none is."""
    later = Placement.objects.known_at().filter(organisation=organisation, valid_from__gt=day.latest)
    found = later.select_for_update().order_by("valid_from", "valid_from_latest", "pk").first()
    return found.period.start if found else None


def living_parts(organisation: Organisation, day: Bound) -> list[Placement]:
    """What still stands under the body after `day`, or will."""
    rows = Placement.objects.known_at().filter(parent=organisation, valid_to__gt=day.latest)
    return list(rows.select_related("organisation").in_order())


def name_columns(name: Translated, abbreviation: str) -> dict[str, Any]:
    """The columns of a name: the texts, and what search and sorting need of them."""
    search_text = f"{name.folded}\n{fold(abbreviation)}".strip()
    return {
        "name": name,
        "abbreviation": abbreviation,
        "search_text": search_text,
        "sort_keys": (name or Translated(x=abbreviation)).sort_keys,
    }


def told(new: NewBody) -> Mapping[str, Any]:
    """What a new body is, for the log."""
    return {
        "name": dict(new.name),
        "abbreviation": new.abbreviation,
        "kind": new.kind.code,
        "level": new.level.code if new.level else None,
        "parent": new.parent.pk if new.parent else None,
    }


def remember(
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
    """Record a change of one fact, as it was and as it is."""
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
