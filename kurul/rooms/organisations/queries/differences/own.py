"""The changes of bodies themselves: founded, abolished, renamed, moved, of another kind or level, numbered, rebuilt."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.organisations import wording
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    ChangePart,
    Classification,
    Existence,
    Identifier,
    Name,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.models import Side as ChangeSide
from kurul.rooms.organisations.queries.differences.rows import (
    ENDS,
    Difference,
    DifferenceSource,
    Found,
    Inside,
    Part,
    Side,
    Within,
    parts_learnt,
)
from kurul.rooms.organisations.queries.differences.rows import part as narrow
from kurul.rooms.organisations.queries.record import on_day

KEY = "organisations"
ROUTE = "organisations:organisation"
GROUPS: Mapping[str, Text] = {
    "existence": _("Founded and abolished"),
    "restructuring": _("Split, merged, absorbed, transferred"),
    "names": _("Names"),
    "places": _("Where they stand"),
    "classes": _("Kinds and levels"),
    "numbers": _("Numbers of bodies"),
}
MODELS: Mapping[str, type[OrganisationFact]] = {
    "existence": Existence,
    "names": Name,
    "places": Placement,
    "classes": Classification,
    "numbers": Identifier,
}
_RESTRUCTURED = (ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.ABSORBED, ChangeKind.TRANSFERRED)
_COME_AND_GO = (ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.ABSORBED)
_EVENT_DAYS = ("day_earliest", "day_latest")


def parts(between: Between, actor: Actor, within: Within) -> Iterable[Part]:
    """The narrow rows of what changed."""
    owner: dict[str, Any] = {"record": "organisation_id", "inside": Inside("organisation_id"), "within": within}
    if between.learnt is not None:
        for group, model in MODELS.items():
            yield from parts_learnt(visible_to(model.objects.all(), actor), between, KEY, group, **owner)
        events = _events(actor, within)
        yield from parts_learnt(events, between, KEY, "restructuring", record="pk", within=None, days=_EVENT_DAYS)
        return
    known = held_true(between.known_at)
    born = Existence.objects.filter(known, organisation=OuterRef("organisation"), valid_from=OuterRef("valid_from"))
    died = Existence.objects.filter(known, organisation=OuterRef("organisation"), valid_to=OuterRef("valid_to"))

    def began(model: type[OrganisationFact]) -> QuerySet[Any, Any]:
        return visible_to(model.objects.filter(between.began()), actor)

    def ended(model: type[OrganisationFact]) -> QuerySet[Any, Any]:
        return visible_to(model.objects.filter(between.ended()), actor)

    yield narrow(began(Existence), KEY, "existence", "founded", **owner)
    yield narrow(ended(Existence), KEY, "existence", "abolished", days=ENDS, **owner)
    for group, model, what in (("names", Name, "renamed"), ("classes", Classification, "reclassified")):
        # What a body is first called and classed as belongs to its founding.
        yield narrow(began(model).filter(~Exists(born)), KEY, group, what, **owner)
    yield narrow(began(Placement).filter(~Exists(born)), KEY, "places", "moved", **owner)
    next_place = Placement.objects.filter(
        known, organisation=OuterRef("organisation"), valid_from=OuterRef("valid_to_earliest")
    )
    left = ended(Placement).filter(~Exists(died), ~Exists(next_place))
    yield narrow(left, KEY, "places", "left", days=ENDS, **owner)
    yield narrow(began(Identifier).filter(~Exists(born)), KEY, "numbers", "numbered", **owner)
    yield narrow(ended(Identifier).filter(~Exists(died)), KEY, "numbers", "number_ended", days=ENDS, **owner)
    events = _events(actor, within).filter(between.began(*_EVENT_DAYS))
    yield narrow(events, KEY, "restructuring", "restructured", record="pk", within=None, days=_EVENT_DAYS)


def _events(actor: Actor, within: Within) -> QuerySet[Any, Any]:
    """The events that rebuilt bodies; those in which one of `within` took part."""
    events = visible_to(ChangeEvent.objects.filter(kind__in=_RESTRUCTURED), actor)
    if within is None:
        return events
    mine = ChangePart.objects.filter(Inside("organisation_id"), event=OuterRef("pk"))
    return events.filter(Exists(mine))


def told(rows: Sequence[Found], between: Between, look: Look, actor: Actor) -> dict[Found, Difference]:
    """These changes in words: a query for each sort of fact, one for the names, three where bodies came or went or
    were rebuilt."""
    facts = {group: _facts(group, rows, between) for group in MODELS}
    parents = {row.parent_id for row in facts["places"].values()}
    bodies = _bodies(rows)
    names = _names({body for some in bodies.values() for body in some} | parents, look)
    words: dict[Found, Difference] = {}
    events = ChangeEvent.objects.select_related("instrument").in_bulk(
        [pk for row in rows if row.group == "restructuring" for pk in (*row.facts, *row.former)]
    )
    rebuilt = _rebuilt(rows, between, actor)
    for row in rows:
        if row.group == "restructuring":
            words[row] = _event(row, events, bodies, names)
        else:
            said = _fact(row, facts[row.group], names, between)
            code = rebuilt.get((row.record, row.day, row.what))
            words[row] = replace(said, what=wording.DIFFERENCES[code]) if code else said
    return words


def _rebuilt(rows: Sequence[Found], between: Between, actor: Actor) -> dict[tuple[int, Bound, str], str]:
    """Which bodies came or went by a merger, a split or an absorption, so that this is said of them: at most one query.

    By body, day and "founded" or "abolished" the code of what is said.
    """
    bodies = {row.record for row in rows if row.group == "existence" and row.what in ("founded", "abolished")}
    if not bodies:
        return {}
    events = visible_to(ChangeEvent.objects.known_at(between.known_at), actor).filter(kind__in=_COME_AND_GO)
    parts = ChangePart.objects.filter(organisation_id__in=bodies, event__in=events)
    columns = ("organisation_id", "side", "event__kind", "event__day_earliest", "event__day_latest")
    found = {}
    for body, side, kind, earliest, latest in parts.values_list(*columns):
        what = "abolished" if side == ChangeSide.BEFORE else "founded"
        found[body, Bound(earliest, latest), what] = f"{kind}_{what}"
    return found


def _names(bodies: Collection[int], look: Look) -> dict[int, Translated]:
    """What each body is called on the last day, else nearest to it: one query."""
    rows: dict[int, list[Name]] = {}
    for row in Name.objects.known_at(look.known_at).filter(organisation_id__in=bodies):
        rows.setdefault(row.organisation_id, []).append(row)
    called = {body: on_day(found, look.day) for body, found in rows.items()}
    return {body: name.name or Translated(x=name.abbreviation) for body, name in called.items()}


def _facts(group: str, rows: Sequence[Found], between: Between) -> dict[int, Any]:
    """Everything known of this sort about the bodies that changed in it: one query, none without a change.

    What was found is told also where somebody has corrected it since: a file is written while others work.
    """
    mine = [row for row in rows if row.group == group]
    if not mine:
        return {}
    model = MODELS[group]
    related = {"classes": ("kind", "level")}.get(group, ())
    found = model.objects.filter(organisation_id__in={row.record for row in mine})
    if between.learnt is None:
        found = found.filter(held_true(between.known_at) | Q(pk__in=[pk for row in mine for pk in row.facts]))
    return {row.pk: row for row in found.select_related("instrument", *related)}


def _bodies(rows: Sequence[Found]) -> dict[Found, set[int]]:
    """The bodies that each change is about: one query where bodies were rebuilt."""
    events = [row.record for row in rows if row.group == "restructuring"]
    took_part: dict[int, set[int]] = {}
    if events:
        for event, body in ChangePart.objects.filter(event__in=events).values_list("event_id", "organisation_id"):
            took_part.setdefault(event, set()).add(body)
    return {row: took_part.get(row.record, set()) if row.group == "restructuring" else {row.record} for row in rows}


def _event(
    row: Found, events: Mapping[int, ChangeEvent], about: Mapping[Found, set[int]], names: Mapping[int, Any]
) -> Difference:
    event = events[(*row.facts, *row.former)[0]]
    bodies = ", ".join(str(names[body]) for body in sorted(about[row]) if body in names)
    return Difference(
        day=event.day,
        group=GROUPS["restructuring"],
        what=ChangeKind(event.kind).label if row.facts else wording.DIFFERENCES["given_up"],
        name=bodies,
        route="organisations:change",
        pk=event.pk,
        instrument=event.instrument,
    )


def _fact(row: Found, facts: Mapping[int, Any], names: Mapping[int, Any], between: Between) -> Difference:
    say = _SAYINGS[row.group]
    new, old = [facts[pk] for pk in row.facts], [facts[pk] for pk in row.former]
    what = row.what
    if between.learnt is not None:
        sides = [tuple(Side(say(fact, names), fact.period) for fact in facts_of) for facts_of in (old, new)]
    else:
        (fact,) = new
        previous = _previous(fact, facts.values()) if row.what in ("renamed", "moved", "reclassified") else None
        if row.what in ("renamed", "moved", "reclassified", "founded", "numbered"):
            old, new = [previous] if previous else [], [fact]
        else:
            old, new = [fact], []
        sides = [tuple(Side(text) for one in facts_of if (text := say(one, names))) for facts_of in (old, new)]
        what = _exactly(what, previous, fact)
    return Difference(
        day=row.day,
        group=GROUPS[row.group],
        what=wording.DIFFERENCES[what],
        name=names.get(row.record, Translated()),
        route=ROUTE,
        pk=row.record,
        before=sides[0],
        after=sides[1],
        instrument=next((fact.instrument for fact in (*new, *old) if fact.instrument), None),
    )


def _previous(fact: Any, facts: Iterable[Any]) -> Any:
    """What held of the same body before."""
    earlier = [
        one
        for one in facts
        if one.organisation_id == fact.organisation_id
        and one.pk != fact.pk
        and one.valid_to_earliest <= fact.valid_from_latest
    ]
    return max(earlier, key=lambda one: (one.valid_to_earliest, one.valid_from_latest, one.pk), default=None)


def _exactly(what: str, before: Any, after: Any) -> str:
    """Raised and lowered, where both levels are known."""
    ranks = [one.level.rank for one in (before, after) if one is not None and what == "reclassified" and one.level]
    if len(ranks) == 2 and ranks[0] != ranks[1]:
        return "raised" if ranks[1] > ranks[0] else "lowered"
    if what in ("renamed", "reclassified") and before is None:
        return {"renamed": "named", "reclassified": "classified"}[what]
    return what


def _class(row: Any, names: Mapping[int, Any]) -> str:
    return f"{row.kind}, {row.level}" if row.level else str(row.kind)


_SAYINGS: Mapping[str, Callable[[Any, Mapping[int, Any]], Any]] = {
    "existence": lambda row, names: "",
    "names": lambda row, names: row.name or row.abbreviation,
    "places": lambda row, names: str(names.get(row.parent_id, "")),
    "classes": _class,
    "numbers": lambda row, names: f"{row.value} ({row.scheme})",
}
SOURCE = DifferenceSource(KEY, GROUPS, parts, told)
