"""All rooms' changes together: found in one query, told for what is shown."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.organisations.queries import hierarchy
from kurul.rooms.organisations.queries.differences import of_law, own
from kurul.rooms.organisations.queries.differences.rows import (
    DIFFERENCE_DAYS,
    DIFFERENCES,
    ENTERED,
    GIVEN_UP,
    Difference,
    DifferenceDay,
    DifferenceSource,
    Found,
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
    """The queries of narrow rows that find what changed; of the rooms that know the groups in `wanted`, or of all."""
    return [
        one
        for source in _sources()
        if not wanted or not set(wanted).isdisjoint(source.groups)
        for one in source.parts(between, actor)
    ]


def differences(
    between: Between, actor: Actor, *, body: int | None = None, wanted: Collection[str] = ()
) -> list[Found]:
    """What changed between two days, or was learnt between them, the latest first: one query, two more with a `body`.

    Of a `body` with all that stood below it on either day, or of the whole government; of the groups in `wanted`, or
    of all.
    """
    parts = differences_parts(between, actor, wanted)
    rows: Iterable[tuple[Any, ...]] = parts[0].union(*parts[1:], all=True) if parts else ()
    found = _combined(rows, is_learnt=between.learnt is not None)
    for source in _sources():
        if source.regrouped is not None:
            mine = source.regrouped([one for one in found if one.source == source.key], between)
            found = [*(one for one in found if one.source != source.key), *mine]
    if wanted:
        found = [one for one in found if one.group in wanted]
    if body is not None:
        inside = _ever_within(body, between)
        found = [one for one in found if not inside.isdisjoint(one.bodies)]
    order = {code: place for place, code in enumerate(groups())}
    return sorted(found, key=lambda one: (-one.day.latest.toordinal(), order[one.group], one.what, one.record))


def _combined(rows: Iterable[tuple[Any, ...]], *, is_learnt: bool) -> list[Found]:
    """One change for each fact that began or ended; where something was learnt, one for each record of a group."""
    gathered: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        source, group, what, record, fact = row[:5]
        key = (source, group, record) if is_learnt else (source, group, what, fact)
        gathered.setdefault(key, []).append(row)
    found = []
    for same in gathered.values():
        source, group, what, record, _fact, _body, earliest, latest = same[0]
        new = tuple(dict.fromkeys(row[4] for row in same if row[2] != GIVEN_UP))
        old = tuple(dict.fromkeys(row[4] for row in same if row[2] == GIVEN_UP))
        if is_learnt:
            what = "learnt" if new and old else ENTERED if new else GIVEN_UP
        bodies = frozenset(row[5] for row in same if row[5] is not None)
        found.append(Found(source, group, what, record, new, old, bodies, Bound(earliest, latest)))
    return found


def _ever_within(body: int, between: Between) -> set[int]:
    """The body and what stood below it on the first or on the last day."""
    looks = [Look(day, **between.knowledge()) for day in (between.first, between.last)]
    return set().union(*(hierarchy.within([body], look) for look in looks))


def told(rows: Sequence[Found], between: Between, actor: Actor) -> list[Difference]:
    """These changes in words, in their order: a few queries for each room that has some."""
    words: dict[Found, Difference] = {}
    look = Look(between.last, **between.knowledge())
    for source in _sources():
        mine = [row for row in rows if row.source == source.key]
        if mine:
            words.update(source.told(mine, between, look, actor))
    return [words[row] for row in rows]
