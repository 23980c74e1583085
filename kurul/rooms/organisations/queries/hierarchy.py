"""Walking the dated hierarchy: who stands above and below on a day."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django_cte import CTE, with_cte

from kurul.kernel.identity.actors import Actor
from kurul.kernel.prepared import prepared
from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Classification, Placement
from kurul.rooms.organisations.permissions import scope_of


def within(roots: Collection[int], look: Look) -> set[int]:
    """The roots and everything that stands below them on the day looked at: one query."""
    return set(roots).union(*_below(roots, look).values())


@read_each
def _below(roots: Iterable[int], look: Look) -> dict[int, frozenset[int]]:
    """For each root everything that stands below it."""
    found: dict[int, set[int]] = {}
    for root, node in below(roots, look).values_list("root", "node"):
        found.setdefault(root, set()).add(node)
    return {root: frozenset(nodes) for root, nodes in found.items()}


def below(roots: Iterable[int], look: Look) -> Any:
    """What stands below the roots as rows (`root`, `node`) that are not read yet: to be a part of another query."""
    wanted = list(roots)
    links = Placement.objects.as_of(look.day, look.known_at)

    def walk(cte: CTE) -> object:
        first = links.filter(parent_id__in=wanted).values(root=F("parent_id"), node=F("organisation_id"))
        further = cte.join(links, _same("parent_id", cte.col.node)).values(root=cte.col.root, node=F("organisation_id"))
        return first.union(further)

    cte = CTE.recursive(walk)
    return with_cte(cte, select=cte.queryset())


def _same(column: str, node: Any) -> Q:
    """The condition of a step: the column is the node.

    SQLite takes it for granted that a walk visits everything and reads the whole table into a filter before the first
    step, unless equality is said in two inequalities.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": node, f"{column}__lte": node})
    return Q(**{column: node})


@read_each
def chains(organisations: Iterable[int], look: Look) -> dict[int, tuple[int, ...]]:
    """For each organisation the bodies above it, nearest first, on the day looked at: one query for all."""
    wanted = list(organisations)
    parents = dict(_links_above(tuple(set(wanted)), look.day, look.known_at))
    found = {}
    for organisation in wanted:
        chain: list[int] = []
        parent = parents.get(organisation)
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = parents.get(parent)
        found[organisation] = tuple(chain)
    return found


@prepared
def _links_above(wanted: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    links = Placement.objects.as_of(day, known_at)

    def above(cte: CTE) -> object:
        first = links.filter(organisation_id__in=wanted).values(node=F("organisation_id"), above=F("parent_id"))
        further = cte.join(links, _same("organisation_id", cte.col.above)).values(
            node=F("organisation_id"), above=F("parent_id")
        )
        return first.union(further)

    cte = CTE.recursive(above)
    return with_cte(cte, select=cte.queryset()).values_list("node", "above")


def bodies_of_units(above: Mapping[int, Iterable[int]], look: Look) -> dict[int, int]:
    """For each unit the nearest body above it that is none itself, on the day; bodies are absent: one query.

    `above`: the units and bodies asked for, with those above them, nearest first (see `chains`).
    """
    shown = {*above, *(number for chain in above.values() for number in chain)}
    classes = Classification.objects.as_of(look.day, look.known_at)
    units = set(classes.filter(organisation_id__in=shown, kind__is_unit=True).values_list("organisation_id", flat=True))
    found = {unit: next((number for number in above[unit] if number not in units), None) for unit in units & set(above)}
    return {unit: body for unit, body in found.items() if body is not None}


def with_those_above(organisation: int | None, look: Look) -> tuple[int, ...]:
    """The organisation itself and the bodies above it; empty for none. What rights are checked against."""
    if organisation is None:
        return ()
    return (organisation, *chains([organisation], look)[organisation])


def reaching(by: Actor, organisation: int | None, look: Look, *capabilities: str) -> tuple[int, ...]:
    """The bodies at which a right to one of the capabilities reaches this body: itself, and those above it.

    Who stands above is read only where that can matter: where the actor holds one of them elsewhere, and not here.
    """
    if organisation is None:
        return ()
    here = scope_of(organisation)
    if all(by.may(one, here).allowed or not by.holds(one) for one in capabilities):
        return (organisation,)
    return with_those_above(organisation, look)


def ever_above(organisation: int, period: Period) -> set[int]:
    """Everything that may stand above the organisation on some day of the period, by what is held true now.

    Looks at future-dated placements too, so that two moves entered ahead of time cannot close a circle later.
    """
    # One body can stand above in several periods, by several ways; each leads on to others.
    seen = {(organisation, period)}
    frontier = set(seen)
    while frontier:
        spans: dict[int, set[Period]] = {}
        for number, span in frontier:
            spans.setdefault(number, set()).add(span)
        links = Placement.objects.known_at().filter(organisation_id__in=spans)
        reached = {
            (link.parent_id, common)
            for link in links
            for span in spans[link.organisation_id]
            if (common := _common(span, link.period)) is not None
        }
        frontier = reached - seen
        seen |= frontier
    return {number for number, _span in seen}


def _common(one: Period, other: Period) -> Period | None:
    start = Bound(max(one.start.earliest, other.start.earliest), max(one.start.latest, other.start.latest))
    end = Bound(min(one.end.earliest, other.end.earliest), min(one.end.latest, other.end.latest))
    common = Period(start, end)
    return common if common.is_possible else None
