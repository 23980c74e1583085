"""All rooms' changes together: counted, read by pages, told for what is shown."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.organisations.queries import hierarchy
from kurul.rooms.organisations.queries.differences import of_law, own
from kurul.rooms.organisations.queries.differences.paging import Differences
from kurul.rooms.organisations.queries.differences.rows import (
    DIFFERENCE_DAYS,
    DIFFERENCES,
    Difference,
    DifferenceDay,
    DifferenceSource,
    Found,
    Part,
    Within,
)

A_YEAR = timedelta(days=365)


def _sources() -> list[DifferenceSource]:
    return [own.SOURCE, *contributions.ask(DIFFERENCES), of_law.SOURCE]


def groups() -> dict[str, Text]:
    """Everything that a list of changes can be narrowed to, in order: code → words."""
    return {code: label for source in _sources() for code, label in source.groups.items()}


def difference_days(look: Look, actor: Actor) -> list[DifferenceDay]:
    """The days before the one looked at since which people ask, the latest first: the last meetings of boards."""
    days = contributions.ask(DIFFERENCE_DAYS, look=look, actor=actor)
    return sorted(days, key=lambda one: one.day, reverse=True)


def asked_since(days: Sequence[DifferenceDay], look: Look) -> date:
    """Since when a difference is asked for, unless somebody says: the last meeting of a board, else a year before."""
    return days[0].day if days else look.day - A_YEAR


def differences_parts(between: Between, actor: Actor, wanted: Collection[str] = ()) -> list[QuerySet[Any, Any]]:
    """The queries of narrow rows that find what changed in the whole government; of the groups in `wanted`, or all."""
    return [one.rows for one in _parts(between, actor, None, wanted)]


def _parts(between: Between, actor: Actor, within: Within, wanted: Collection[str]) -> list[Part]:
    return [
        one
        for source in _sources()
        if not wanted or not set(wanted).isdisjoint(source.groups)
        for one in source.parts(between, actor, within)
        if not wanted or one.group in wanted
    ]


def differences(
    between: Between, actor: Actor, *, body: int | None = None, wanted: Collection[str] = ()
) -> Differences:
    """What changed between two days, or was learnt between them, the latest first; nothing of it is read yet.

    Of a `body` with all that stood below it on either day (two queries), or of the whole government; of the groups in
    `wanted`, or of all.
    """
    within = None if body is None else _ever_within(body, between)
    parts = _parts(between, actor, within, wanted)
    return Differences(parts, list(groups()), within, is_learnt=between.learnt is not None)


def _ever_within(body: int, between: Between) -> set[int]:
    """The body and what stood below it on the first or on the last day."""
    looks = [Look(day, **between.knowledge()) for day in (between.first, between.last)]
    return set().union(*(hierarchy.within([body], look) for look in looks))


def told(rows: Iterable[Found], between: Between, actor: Actor) -> list[Difference]:
    """These changes in words, in their order: a few queries for each room that has some."""
    rows, words = list(rows), dict[Found, Difference]()
    look = Look(between.last, **between.knowledge())
    for source in _sources():
        mine = [row for row in rows if row.source == source.key]
        if mine:
            words.update(source.told(mine, between, look, actor))
    return [words[row] for row in rows]
