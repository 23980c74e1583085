"""Units that matter: which bodies have one, at which level, since when, and how that changed over the years.

Has, has not and not known are told apart. Silence is "not known" until it is stated that all units of a body are
recorded. Everything is read once and judged in memory, so any number of days costs the same queries.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.turkish import sort_key
from kurul.rooms.organisations.models import (
    Classification,
    Completeness,
    Existence,
    Kind,
    KindGroup,
    Level,
    Organisation,
    Placement,
    UnitRule,
)
from kurul.rooms.organisations.queries.reading import Named, names_on

PERHAPS, UNKNOWN = "perhaps", "unknown"
DEEPEST = 12  # so many bodies above a unit are looked through for the one that it belongs to


class UnitState(StrEnum):
    """Whether a body has such a unit; the order of the columns."""

    RAISED = "raised"  # it has one that stands above the usual level
    HAS = "has"
    HAS_NOT = "has_not"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class UnitRow:
    """One body that should have such a unit, and the one that stands highest."""

    body: int
    kind: Kind
    state: UnitState
    unit: int | None = None
    level: Level | None = None
    since: Bound | None = None  # since when the unit exists
    level_since: Bound | None = None
    further: int = 0  # how many more such units it has
    name: Named | None = None
    unit_name: Named | None = None

    @property
    def status(self) -> str:
        """The code of its status."""
        return f"organisations.unit_{self.state}"


@dataclass(frozen=True)
class UnitCoverage:
    """How many bodies stand in which state on a day."""

    day: date
    counts: Mapping[UnitState, int]
    levels: Mapping[int | None, int] = field(default_factory=dict)  # of those that have one, by the number of the level
    perhaps: int = 0  # further bodies of which it is not known whether they existed on the day

    def of(self, state: UnitState) -> int:
        """How many are in this state."""
        return self.counts.get(state, 0)

    @property
    def total(self) -> int:
        """How many bodies there are for sure."""
        return sum(self.counts.values())

    @property
    def having(self) -> int:
        """How many have one, raised or not."""
        return self.of(UnitState.HAS) + self.of(UnitState.RAISED)

    @property
    def share_having(self) -> float | None:
        """The share that has one, in per cent; None where there is no body."""
        return 100 * self.having / self.total if self.total else None

    @property
    def share_raised(self) -> float | None:
        """Of those that have one the share that has been raised, in per cent; None where none has one."""
        return 100 * self.of(UnitState.RAISED) / self.having if self.having else None


@dataclass(frozen=True)
class UnitFilters:
    """What the rows are narrowed to."""

    state: str = ""  # a state, "having" for has and raised, or "perhaps": bodies not known to exist on the day
    group: str = ""
    level: str = ""  # its code, or "unknown"

    def fit(self, row: UnitRow) -> bool:
        """Whether the row stays."""
        states = {UnitState.HAS, UnitState.RAISED} if self.state == "having" else {self.state}
        group = row.kind.group.code if row.kind.group else ""
        level = row.level.code if row.level else ""
        level_fits = level == self.level or (self.level == UNKNOWN and row.unit is not None and row.level is None)
        return (
            (not self.state or self.state == PERHAPS or row.state in states)
            and (not self.group or group == self.group)
            and (not self.level or level_fits)
        )


@dataclass(frozen=True)
class _Fact:
    """One row of a fact, as far as the judgement needs it."""

    period: Period
    what: Any = None


Rows = dict[int, list[_Fact]]


class Survey:
    """All that is known of one rule's bodies and units, ready to be judged on any day: about ten queries in all."""

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

    # --- counted ------------------------------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> list[KindGroup | None]:
        """The groups of the kinds that should have such a unit, in their order; None for kinds without a group."""
        found = {kind.group for pk, kind in self.kinds.items() if pk in self._expected}
        return sorted(found, key=lambda group: (group is None, group.order if group else 0))

    def coverage(self, day: date, rows: Iterable[UnitRow] | None = None) -> dict[KindGroup | None, UnitCoverage]:
        """How many bodies of each group stand in which state on the day."""
        judged = self.rows(day) if rows is None else list(rows)
        perhaps = Counter(row.kind.group_id for row in self.rows(day, existing=Certainty.NOT_KNOWN))
        found = {}
        for group in self.groups:
            mine = [row for row in judged if row.kind.group == group]
            levels = Counter(row.level.pk if row.level else None for row in mine if row.unit is not None)
            found[group] = UnitCoverage(
                day, Counter(row.state for row in mine), levels, perhaps[group.pk if group else None]
            )
        return found

    def named(self, rows: Iterable[UnitRow]) -> list[UnitRow]:
        """The rows with the names of the day, in the order of the bodies' names: one query."""
        listed = list(rows)
        numbers = {row.body for row in listed} | {row.unit for row in listed if row.unit is not None}
        names = names_on(numbers, self.look)
        language = active_language()

        def named(number: int | None) -> Named | None:
            return None if number is None else names.get(number) or Named(number, Translated())

        made = [UnitRow(**{**vars(row), "name": named(row.body), "unit_name": named(row.unit)}) for row in listed]
        return sorted(made, key=lambda row: sort_key(str(row.name), language))


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
