"""Which bodies have a unit that matters, found the plain way: everything is read and judged row by row.

The page asks the database instead; the test holds that both say the same.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import (
    Classification,
    Completeness,
    Existence,
    Kind,
    Level,
    Organisation,
    Placement,
    UnitRule,
)
from kurul.rooms.organisations.queries import UnitRow, UnitState

DEEPEST = 12


@dataclass(frozen=True)
class _Fact:
    """One row of a fact, as far as the judgement needs it."""

    period: Period
    what: Any = None


Rows = dict[int, list[_Fact]]


class InMemory:
    """All that is known of one rule's bodies and units, every row read and judged by itself."""

    def __init__(self, rule: UnitRule, look: Look, actor: Actor) -> None:
        self.rule, self.look, self.actor = rule, look, actor
        # Also those taken back: by the knowledge of an earlier moment bodies are still of them.
        self.kinds = {kind.pk: kind for kind in Kind.ever.select_related("group")}
        self.levels = {level.pk: level for level in Level.ever.all()}
        self._unit_kinds = {kind.pk for kind in rule.kinds.all()}
        self._expected = {kind.pk for kind in rule.expected_of.all()}
        of_these = Q(kind__in=self._unit_kinds | self._expected)
        seen: Any = visible_to(Organisation.objects.all(), actor)
        if not seen.query.where:  # all are public: nobody need look for each among all
            seen = None
        self._classes = self._read(Classification, ("kind_id", "level_id"), of_these, seen)
        self._units = {pk for pk, rows in self._classes.items() if any(r.what[0] in self._unit_kinds for r in rows)}
        self._bodies = {pk for pk, rows in self._classes.items() if any(r.what[0] in self._expected for r in rows)}
        with_class = Classification.objects.known_at(look.known_at).filter(of_these).values("organisation")
        self._existences = self._read(Existence, (), Q(organisation__in=with_class), seen)
        self._complete = self._read(Completeness, (), Q(organisation__in=with_class), seen)
        self._parents: Rows = {}
        self._read_parents()

    def _read(self, model: Any, columns: Sequence[str], condition: Q, seen: Any = None) -> Rows:
        rows = model.objects.known_at(self.look.known_at).filter(condition)
        if seen is not None:
            rows = rows.filter(organisation__in=seen)
        found: Rows = {}
        bounds = ("valid_from", "valid_from_latest", "valid_to_earliest", "valid_to")
        for pk, a, b, c, d, *what in rows.in_order().values_list("organisation_id", *bounds, *columns):
            found.setdefault(pk, []).append(_Fact(Period(Bound(a, b), Bound(c, d)), tuple(what)))
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
                self._classes |= self._read(Classification, ("kind_id", "level_id"), Q(organisation__in=unknown))
            frontier = {pk for pk in above - set(self._parents) if self._is_ever_unit(pk)}

    def _is_ever_unit(self, pk: int) -> bool:
        return any(self.kinds[row.what[0]].is_unit for row in self._classes.get(pk, []))

    # --- one day ------------------------------------------------------------------------------------------------------

    def rows(self, day: date, *, existing: Certainty = Certainty.YES) -> list[UnitRow]:
        """One row for each body that existed for sure on the day and should have such a unit; without names.

        With `existing` NOT_KNOWN those of which it is not known whether they existed.
        """
        owned: dict[int, list[tuple[int, Certainty]]] = {}
        for unit in self._units:
            exists = _certainty(self._existences.get(unit, []), day)
            classed, fact = _holding(self._classes[unit], day)
            if exists is Certainty.NO or fact is None or fact.what[0] not in self._unit_kinds:
                continue
            owner, placed = self._owner(unit, day)
            if owner is not None:
                owned.setdefault(owner, []).append((unit, _weakest((exists, classed, placed))))
        found = []
        for body in self._bodies:
            classed, fact = _holding(self._classes[body], day)
            if fact is None or fact.what[0] not in self._expected:
                continue
            if _weakest((classed, _certainty(self._existences.get(body, []), day))) is existing:
                found.append(self._row(body, self.kinds[fact.what[0]], owned.get(body, []), day))
        return found

    def _owner(self, unit: int, day: date) -> tuple[int | None, Certainty]:
        """The body that the unit belongs to on the day: the nearest above it that is no unit itself."""
        certainty, seen = Certainty.YES, {unit}
        while True:
            sure, placed = _holding(self._parents.get(unit, []), day)
            if placed is None:
                return None, Certainty.NO
            certainty, unit = _weakest((certainty, sure)), placed.what[0]
            if unit in seen:
                return None, Certainty.NO
            seen.add(unit)
            classed, fact = _holding(self._classes.get(unit, []), day)
            if fact is None or not self.kinds[fact.what[0]].is_unit:
                return unit, _weakest((certainty, classed)) if fact else Certainty.NOT_KNOWN

    def _row(self, body: int, kind: Kind, owned: list[tuple[int, Certainty]], day: date) -> UnitRow:
        sure = [unit for unit, certainty in owned if certainty is Certainty.YES]
        if not sure:
            complete = _certainty(self._complete.get(body, []), day) is Certainty.YES
            return UnitRow(body, kind, UnitState.HAS_NOT if complete and not owned else UnitState.NOT_KNOWN)
        unit = max(sure, key=lambda one: (self._rank(one, day), -one))
        _sure, fact = _holding(self._classes[unit], day)
        _exists, life = _holding(self._existences[unit], day)
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
        _sure, fact = _holding(self._classes[unit], day)
        level = self.levels.get(fact.what[1]) if fact else None
        return level.rank if level else -1


def _holding(rows: Sequence[_Fact], day: date) -> tuple[Certainty, _Fact | None]:
    """The fact that holds on the day for sure, else one that may; NO and None where none does."""
    perhaps = None
    for row in rows:
        match row.period.on(day):
            case Certainty.YES:
                return Certainty.YES, row
            case Certainty.NOT_KNOWN:
                perhaps = perhaps or row
    return (Certainty.NOT_KNOWN, perhaps) if perhaps else (Certainty.NO, None)


def _certainty(rows: Sequence[_Fact], day: date) -> Certainty:
    return _holding(rows, day)[0]


def _weakest(certainties: Collection[Certainty]) -> Certainty:
    order = (Certainty.NO, Certainty.NOT_KNOWN, Certainty.YES)
    return min(certainties, key=order.index)
