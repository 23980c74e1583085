"""Units that matter: which bodies have one, at which level, since when, and how that changed over the years.

Has, has not and not known are told apart. Silence is "not known" until it is stated that all units of a body are
recorded.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, Value

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.facts import certainly, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.models import (
    Classification,
    Completeness,
    Existence,
    Kind,
    KindGroup,
    Level,
    Name,
    Organisation,
    Placement,
    UnitRule,
)
from kurul.rooms.organisations.queries.reading import Named, names_on
from kurul.rooms.organisations.queries.unit_rows import PERHAPS, UnitCoverage, UnitFilters, UnitRow, UnitState

_FEW = 1000
DEEPEST = 12  # so many bodies above a unit are looked through for the one that it belongs to


@dataclass(frozen=True)
class Fact:
    """One row of a fact, as far as the judgement needs it."""

    period: Period
    what: Any = None


Rows = dict[int, list[Fact]]
Bodies = tuple[dict[int, int], dict[int, int]]  # body → kind: those that there are for sure, and perhaps
Owned = dict[int, list[tuple[int, Certainty]]]
CLASS = ("kind_id", "level_id")


class Survey:
    """One rule's bodies and units on any day. Its units are read once, about eight queries, and judged in memory; the
    bodies that should have one, of which there can be as many as there are bodies, are asked for by the day.

    Of what lies on a day for sure the database holds one row at most; of what may lie there the first counts.
    """

    def __init__(self, rule: UnitRule, look: Look, actor: Actor) -> None:
        self.rule, self.look, self.actor = rule, look, actor
        # Also those taken back: by the knowledge of an earlier moment bodies are still of them.
        self.kinds = {kind.pk: kind for kind in Kind.ever.select_related("group")}
        self.levels = {level.pk: level for level in Level.ever.all()}
        self._unit_kinds = {kind.pk for kind in rule.kinds.all()}
        self._expected = {kind.pk for kind in rule.expected_of.all()}
        seen: Any = visible_to(Organisation.objects.all(), actor)
        # Where all are public nobody need look for each among all.
        self._seen = Q(organisation__in=seen) if seen.query.where else Q()
        of_unit_kinds = Classification.objects.known_at(look.known_at).filter(kind__in=self._unit_kinds)
        are_units = Q(organisation__in=of_unit_kinds.values("organisation"))
        # Of what is of these kinds at some time other kinds do not matter.
        self._concerned = Q(kind__in=self._unit_kinds | self._expected)
        self._classes = self._read(Classification, CLASS, are_units & self._concerned & self._seen)
        self._units = {pk for pk, rows in self._classes.items() if any(r.what[0] in self._unit_kinds for r in rows)}
        self._existences = self._read(Existence, (), are_units & self._seen)
        self._parents: Rows = {}
        self._read_parents()
        self._owned_on: dict[date, Owned] = {}
        self._last: tuple[date, Bodies] | None = None

    def _read(self, model: Any, columns: Sequence[str], condition: Q) -> Rows:
        rows = model.objects.known_at(self.look.known_at).filter(condition)
        found: Rows = {}
        bounds = ("valid_from", "valid_from_latest", "valid_to_earliest", "valid_to")
        for pk, a, b, c, d, *what in rows.in_order().values_list("organisation_id", *bounds, *columns):
            found.setdefault(pk, []).append(Fact(Period(Bound(a, b), Bound(c, d)), tuple(what)))
        return found

    def _read_parents(self) -> None:
        """The placements of the units, and of the units above those, up to the bodies."""
        frontier = set(self._units)
        for _depth in range(DEEPEST):
            if not frontier:
                return
            placed = self._read(Placement, ("parent_id",), Q(organisation__in=frontier))
            self._parents |= placed
            above = {row.what[0] for rows in placed.values() for row in rows}
            unknown = above - set(self._classes)
            if unknown:
                every = self._read(Classification, CLASS, Q(organisation__in=unknown))
                self._classes |= every | self._read(
                    Classification, CLASS, Q(organisation__in=unknown) & self._concerned
                )
            frontier = {pk for pk in above - set(self._parents) if self._is_ever_unit(pk)}

    def _is_ever_unit(self, pk: int) -> bool:
        return any(self.kinds[row.what[0]].is_unit for row in self._classes.get(pk, []))

    @cached_property
    def _stated(self) -> Rows:
        """Of which bodies it is stated that all units are recorded."""
        return self._read(Completeness, (), Q())

    # --- the bodies on a day ------------------------------------------------------------------------------------------

    def _bodies(self, day: date, among: Collection[int] | None = None) -> Bodies:
        """The bodies that existed for sure and were of an expected kind for sure, each with its kind; then those of
        which one of the two is not known. One query, kept for the day asked for last.
        """
        if among is not None:
            return self._asked_for(day, among)
        if self._last is None or self._last[0] != day:
            self._last = day, self._asked_for(day, None)
        return self._last[1]

    def _asked_for(self, day: date, among: Collection[int] | None) -> Bodies:
        known: Any = Classification.objects.known_at(self.look.known_at)
        rows = known.filter(self._seen, kind__in=self._expected)
        if among is not None:
            rows = rows.filter(organisation__in=list(among))
        own = known.filter(self._concerned, organisation=OuterRef("organisation_id"))
        first = own.filter(possibly(day)).in_order().values("pk")[:1]
        exists, exists_for_sure = self._exists(possibly(day)), self._exists(certainly(day))
        of_kind = rows.filter(certainly(day))
        perhaps_of_kind = rows.filter(possibly(day), ~certainly(day), ~Exists(own.filter(certainly(day))))
        parts = [
            of_kind.filter(exists_for_sure),
            of_kind.filter(exists, ~exists_for_sure),
            perhaps_of_kind.filter(exists, pk=Subquery(first)),
        ]
        found: Bodies = ({}, {})
        narrow = [
            part.order_by().values_list("organisation_id", "kind_id", Value(min(number, 1)))
            for number, part in enumerate(parts)
        ]
        for body, kind, unsure in narrow[0].union(*narrow[1:], all=True):
            found[unsure][body] = kind
        return found

    def _exists(self, on_the_day: Q) -> Exists:
        rows = Existence.objects.known_at(self.look.known_at).filter(on_the_day)
        return Exists(rows.filter(organisation=OuterRef("organisation_id")))

    # --- judged -------------------------------------------------------------------------------------------------------

    def _owned(self, day: date) -> Owned:
        """The units of each body that has, or may have, one on the day."""
        if day not in self._owned_on:
            self._owned_on[day] = self._find_owned(day)
        return self._owned_on[day]

    def _find_owned(self, day: date) -> Owned:
        owned: Owned = {}
        for unit in self._units:
            exists = certainty_on(self._existences.get(unit, []), day)
            classed, fact = holding(self._classes[unit], day)
            if exists is Certainty.NO or fact is None or fact.what[0] not in self._unit_kinds:
                continue
            owner, placed = self._owner(unit, day)
            if owner is not None:
                owned.setdefault(owner, []).append((unit, weakest((exists, classed, placed))))
        return owned

    def _owner(self, unit: int, day: date) -> tuple[int | None, Certainty]:
        """The body that the unit belongs to on the day: the nearest above it that is no unit itself."""
        certainty, seen = Certainty.YES, {unit}
        while True:
            sure, placed = holding(self._parents.get(unit, []), day)
            if placed is None:
                return None, Certainty.NO
            certainty, unit = weakest((certainty, sure)), placed.what[0]
            if unit in seen:
                return None, Certainty.NO
            seen.add(unit)
            classed, fact = holding(self._classes.get(unit, []), day)
            if fact is None or not self.kinds[fact.what[0]].is_unit:
                return unit, weakest((certainty, classed)) if fact else Certainty.NOT_KNOWN

    def _judged(self, bodies: Mapping[int, int], day: date) -> tuple[list[UnitRow], dict[UnitRow, list[int]]]:
        """Rows of these bodies, given with their kinds: of those with units each its own; of the others, by far the
        most, one (of the body 0) for all of a kind and state, with their numbers.
        """
        owned = self._owned(day)
        complete = {body for body, rows in self._stated.items() if certainty_on(rows, day) is Certainty.YES}
        mine = [self._with_units(pk, self.kinds[bodies[pk]], owned[pk], day) for pk in owned if pk in bodies]
        others: dict[tuple[int, bool], list[int]] = {}
        for body, kind in bodies.items():
            if body not in owned:
                others.setdefault((kind, body in complete), []).append(body)
        return mine, {_without(self.kinds[kind], said): numbers for (kind, said), numbers in others.items()}

    def _with_units(self, body: int, kind: Kind, owned: list[tuple[int, Certainty]], day: date) -> UnitRow:
        sure = [unit for unit, certainty in owned if certainty is Certainty.YES]
        if not sure:
            return UnitRow(body, kind, UnitState.NOT_KNOWN)
        unit = max(sure, key=lambda one: (self._rank(one, day), -one))
        _sure, fact = holding(self._classes[unit], day)
        _exists, life = holding(self._existences[unit], day)
        assert fact is not None
        assert life is not None
        level = self.levels.get(fact.what[1])
        usual = self.levels.get(self.rule.usual_level_id or 0)
        raised = level is not None and usual is not None and level.rank > usual.rank
        return UnitRow(
            body,
            kind,
            UnitState.RAISED if raised else UnitState.HAS,
            unit=unit,
            level=level,
            since=life.period.start,
            level_since=fact.period.start,
            further=len(sure) - 1,
        )

    def _rank(self, unit: int, day: date) -> int:
        _sure, fact = holding(self._classes[unit], day)
        level = self.levels.get(fact.what[1]) if fact else None
        return level.rank if level else -1

    def rows(self, day: date, *, existing: Certainty = Certainty.YES) -> list[UnitRow]:
        """One row for each body that existed for sure on the day and should have such a unit; without names.

        With `existing` NOT_KNOWN those of which it is not known whether they existed.
        """
        sure, unsure = self._bodies(day)
        return list(self._each(sure if existing is Certainty.YES else unsure, day))

    def _each(self, bodies: Mapping[int, int], day: date) -> Iterator[UnitRow]:
        mine, others = self._judged(bodies, day)
        yield from mine
        for row, numbers in others.items():
            yield from (replace(row, body=number) for number in numbers)

    def numbers(self, day: date, filters: UnitFilters, language: str) -> Sequence[int]:
        """The bodies that the filters let through, in the order of their names on the day.

        Found anew when somebody has written since.
        """

        def find() -> Sequence[int]:
            sure, unsure = self._bodies(day)
            mine, others = self._judged(unsure if filters.state == PERHAPS else sure, day)
            fitting = {row.body for row in mine if filters.fit(row)}
            fitting.update(*(numbers for row, numbers in others.items() if filters.fit(row)))
            key = SortKey(language, "sort_keys")
            names: Any = Name.objects.as_of(day, self.look.known_at)
            if len(fitting) <= _FEW:
                names = names.filter(organisation__in=fitting)
            named = names.order_by(key.asc(), "organisation_id").values_list("organisation_id", flat=True)
            found = [number for number in named.iterator() if number in fitting]
            return array("q", [*found, *sorted(fitting.difference(found))])  # those without a name for sure come last

        return answer(("organisations.units", self._question(day), filters, language), find)

    def part(self, numbers: Collection[int], day: date) -> list[UnitRow]:
        """The rows of some of these bodies, in their order, with the names of the day."""
        sure, unsure = self._bodies(day, numbers)
        rows = {row.body: row for row in self._each(unsure | sure, day)}
        return self.named(rows[number] for number in numbers if number in rows)

    # --- counted ------------------------------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> list[KindGroup | None]:
        """The groups of the kinds that should have such a unit, in their order; None for kinds without a group."""
        found = {kind.group for pk, kind in self.kinds.items() if pk in self._expected}
        return sorted(found, key=lambda group: (group is None, group.order if group else 0))

    def coverage(self, day: date) -> dict[KindGroup | None, UnitCoverage]:
        """How many bodies of each group stand in which state on the day; counted when somebody has written since."""
        return answer(("organisations.unit_coverage", self._question(day)), lambda: self._coverage(day))

    def _coverage(self, day: date) -> dict[KindGroup | None, UnitCoverage]:
        def number(group: KindGroup | None) -> int | None:
            return group.pk if group else None

        states: Counter[tuple[int | None, UnitState]] = Counter()
        levels: Counter[tuple[int | None, int | None]] = Counter()
        sure, unsure = self._bodies(day)
        mine, others = self._judged(sure, day)
        for row, bodies in others.items():
            states[row.kind.group_id, row.state] += len(bodies)
        for row in mine:
            states[row.kind.group_id, row.state] += 1
            if row.unit is not None:
                levels[row.kind.group_id, row.level.pk if row.level else None] += 1
        perhaps = Counter(self.kinds[kind].group_id for kind in unsure.values())
        return {
            group: UnitCoverage(
                day,
                {state: count for (of, state), count in states.items() if of == number(group)},
                {level: count for (of, level), count in levels.items() if of == number(group)},
                perhaps[number(group)],
            )
            for group in self.groups
        }

    def _question(self, day: date) -> tuple[Any, ...]:
        """What an answer about this rule depends on besides what is recorded."""
        return (self.rule.pk, day, self.look.known_at, asking(self.actor, Organisation))

    def named(self, rows: Iterable[UnitRow]) -> list[UnitRow]:
        """The rows with the names of the day, in their order: one query."""
        listed = list(rows)
        numbers = {row.body for row in listed} | {row.unit for row in listed if row.unit is not None}
        names = names_on(numbers, self.look)

        def named(number: int | None) -> Named | None:
            return None if number is None else names.get(number) or Named(number, Translated())

        return [replace(row, name=named(row.body), unit_name=named(row.unit)) for row in listed]


def _without(kind: Kind, is_complete: bool) -> UnitRow:
    """The row of any body of the kind that has no such unit; nobody knows it unless all its units are recorded."""
    return UnitRow(0, kind, UnitState.HAS_NOT if is_complete else UnitState.NOT_KNOWN)


def holding(rows: Sequence[Fact], day: date) -> tuple[Certainty, Fact | None]:
    """The fact that holds on the day for sure, else one that may; NO and None where none does."""
    perhaps = None
    for row in rows:
        match row.period.on(day):
            case Certainty.YES:
                return Certainty.YES, row
            case Certainty.NOT_KNOWN:
                perhaps = perhaps or row
    return (Certainty.NOT_KNOWN, perhaps) if perhaps else (Certainty.NO, None)


def certainty_on(rows: Sequence[Fact], day: date) -> Certainty:
    """Whether one of the facts holds on the day."""
    return holding(rows, day)[0]


def weakest(certainties: Collection[Certainty]) -> Certainty:
    """What can be said of all together: no where one is no, not known where one is not known."""
    order = (Certainty.NO, Certainty.NOT_KNOWN, Certainty.YES)
    return min(certainties, key=order.index)


def unit_rules() -> list[UnitRule]:
    """All rules, in their order: three queries."""
    return list(UnitRule.objects.select_related("usual_level").prefetch_related("kinds", "expected_of"))


def unit_rule(code: str) -> UnitRule | None:
    """The rule of this code."""
    return next((rule for rule in unit_rules() if rule.code == code), None)


def years_up_to(day: date, count: int) -> list[date]:
    """The last day of each of the `count - 1` years before, and the day itself."""
    return [*(date(day.year - back, 12, 31) for back in range(count - 1, 0, -1)), day]


def kind_groups() -> list[KindGroup]:
    """The groups of kinds that are counted together, in their order, each with its kinds: two queries."""
    return list(KindGroup.objects.prefetch_related("kinds"))


def kinds_without_group() -> list[Kind]:
    """The kinds of bodies that no group counts: one query."""
    return list(Kind.objects.filter(group=None, is_unit=False))
