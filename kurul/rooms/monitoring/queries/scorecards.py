"""How the actions of a plan stand, judged by the written rule, and what follows for what they serve."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import TranslatedField
from kurul.rooms.monitoring.models import Rating, State, Transition
from kurul.rooms.monitoring.queries.moments import happened, has_happened
from kurul.rooms.monitoring.queries.periods import PeriodRow, owed_in, owed_in_plan, periods_of
from kurul.rooms.monitoring.rules.status import Claim, Evidence, Judgement, Reading, RollUp, judge, roll_up
from kurul.rooms.organisations.public import Named
from kurul.rooms.strategy.public import Item, PlanTree, tree

Key = tuple[int, int]  # an action and the number of a period


@dataclass(frozen=True)
class Accepted:
    """What an accepted report says of an action."""

    report_id: int
    period: str
    number: int
    at: datetime
    grade: Claim | None
    rating: Claim | None
    values: Mapping[int, Decimal]

    @property
    def claim(self) -> Claim | None:
        """The rating that counts: the reviewer's where there is one."""
        return self.rating or self.grade


@dataclass(frozen=True)
class Memory:
    """What was accepted on the actions of a plan by the day looked at, in the order of the periods."""

    accepted: Mapping[int, tuple[Accepted, ...]] = field(default_factory=dict)
    closed: Mapping[int, tuple[str, date]] = field(default_factory=dict)  # number of the period → code, day
    owed: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Line:
    """One element of the plan with how it stands; `judgement` for actions, `rolled` for what they serve."""

    item: Item
    status: str
    judgement: Judgement | None = None
    rolled: RollUp | None = None
    before: str = ""  # at the end of the period before; empty: there was none
    report_id: int | None = None  # the accepted report that counts
    self_rating: Claim | None = None
    rating: Claim | None = None

    @property
    def depth(self) -> int:
        """How far below the plan it stands, from 1."""
        return len(self.item.path) + 1

    @property
    def has_changed(self) -> bool:
        """Whether it stands otherwise than at the end of the period before."""
        return bool(self.before) and self.before != self.status


@dataclass(frozen=True)
class LineFilters:
    """What a scorecard is narrowed to; narrowed, it shows actions only."""

    status: str = ""
    body: int | None = None
    under: int | None = None  # an element that they serve

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered away."""
        return bool(self.status or self.body or self.under)

    def fits(self, line: Line) -> bool:
        """Whether the line is shown."""
        owner = line.item.responsible
        return not self.is_narrow or (
            line.item.is_action
            and self.status in {"", line.status}
            and (self.body is None or (owner is not None and owner.organisation.id == self.body))
            and (self.under is None or self.under in line.item.path)
        )


@dataclass(frozen=True)
class BodyLine:
    """A responsible body with how its actions stand."""

    organisation: Named
    rolled: RollUp
    actions: tuple[Line, ...]


@dataclass(frozen=True)
class Change:
    """An action that stands otherwise than before."""

    line: Line
    before: str
    after: str


@dataclass(frozen=True)
class Scorecard:
    """How a plan stands at the end of a period, or on the day looked at while the period is open."""

    tree: PlanTree
    period: PeriodRow | None
    previous: PeriodRow | None
    periods: tuple[PeriodRow, ...]  # all of the plan, the latest first
    day: date
    lines: tuple[Line, ...]
    bodies: tuple[BodyLine, ...]
    total: RollUp

    @property
    def actions(self) -> tuple[Line, ...]:
        """The lines of the actions."""
        return tuple(line for line in self.lines if line.item.is_action)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The actions that stand otherwise than at the end of the period before."""
        return tuple(Change(line, line.before, line.status) for line in self.actions if line.has_changed)


def scorecard(plan: int, look: Look, actor: Actor, *, period: int | None = None) -> Scorecard | None:
    """The scorecard of a plan, by default for its latest period; None when there is no such plan or period to see."""
    found = tree(plan, look, actor, with_steps=False)
    if found is None:
        return None
    rows = periods_of(found.head, look)  # the latest first
    place = next((place for place, row in enumerate(rows) if row.id == period), 0 if period is None else None)
    if place is None:
        return None
    shown = rows[place] if rows else None
    previous = rows[place + 1] if place + 1 < len(rows) else None
    memory = remembered(plan, look)
    # An earlier period is judged at its end, the latest one on the day looked at.
    day = shown.closed_on if shown and shown.closed_on and place else look.day
    before = {}
    if previous is not None:
        before_day = previous.closed_on or day
        before = {item.id: _judged(item, memory, previous.number, before_day).status for item in found.actions}
    number = shown.number if shown else None
    actions = {
        item.id: replace(_judged(item, memory, number, day), before=before.get(item.id, "")) for item in found.actions
    }
    lines = tuple(actions[item.id] if item.is_action else _rolled(item, found, actions, before) for item in found.items)
    return Scorecard(
        tree=found,
        period=shown,
        previous=previous,
        periods=rows,
        day=day,
        lines=lines,
        bodies=_bodies(actions.values()),
        total=roll_up(line.status for line in actions.values()),
    )


def standings(found: PlanTree, look: Look) -> dict[int, Line]:
    """How every element of a plan stands on the day looked at: two queries beside those of the tree."""
    memory = remembered(found.head.id, look)
    actions = {item.id: _judged(item, memory, None, look.day) for item in found.actions}
    return {item.id: actions.get(item.id) or _rolled(item, found, actions, {}) for item in found.items}


def judged(item: Item, plan: int, look: Look) -> Line:
    """How one action stands on the day looked at: two queries."""
    return _judged(item, remembered(plan, look, element=item.id), None, look.day)


def remembered(plan: int, look: Look, *, element: int | None = None) -> Memory:
    """What was accepted on the actions of a plan, or on one of them: two queries."""
    taken = Transition.objects.filter(happened(look), state=State.ACCEPTED, report__period__plan_id=plan)
    if element is None:
        owed = owed_in_plan(plan, look)
    else:
        taken = taken.filter(report__element_id=element)
        owed = owed_in(Q(period__plan_id=plan, element_id=element), look)
    last = Rating.objects.filter(happened(look), report=OuterRef("report")).order_by("-recorded_at", "-pk")
    rated = taken.annotate(
        rated_meaning=Subquery(last.values("grade__meaning")[:1]),
        rated_name=Subquery(last.values("grade__name")[:1], output_field=TranslatedField()),
        # One row for each value; one for an entry without values.
        measured=F("entry__values__indicator_id"),
        found_to_be=F("entry__values__value"),
    )
    rows: dict[int, Any] = {}
    values: dict[int, dict[int, Decimal]] = {}
    for row in rated.select_related("report__period", "entry__grade").order_by("report__period__number", "recorded_at"):
        rows.setdefault(row.pk, row)
        if row.measured is not None:
            values.setdefault(row.entry_id, {})[row.measured] = row.found_to_be
    accepted: dict[int, list[Accepted]] = {}
    for row in rows.values():
        accepted.setdefault(row.report.element_id, []).append(_accepted(row, values))
    return Memory(
        accepted={number: tuple(listed) for number, listed in accepted.items()},
        closed={
            one.number: (one.code, clock.day_of(one.closed_at))
            for one in owed
            if one.closed_at is not None and has_happened(one.closed_at, look)
        },
        owed=frozenset((one.element_id, one.number) for one in owed),
    )


def _accepted(row: Any, values: Mapping[int, dict[int, Decimal]]) -> Accepted:
    period, grade = row.report.period, row.entry.grade
    return Accepted(
        report_id=row.report_id,
        period=period.code,
        number=period.number,
        at=row.recorded_at,
        grade=Claim(grade.meaning, grade.name or grade.code, period.code) if grade else None,
        rating=Claim(row.rated_meaning, row.rated_name or row.rated_meaning, period.code, by_reviewer=True)
        if row.rated_meaning
        else None,
        values=values.get(row.entry_id, {}),
    )


def _judged(item: Item, memory: Memory, upto: int | None, day: date) -> Line:
    """The judgement on one action by the reports of the periods up to `upto` (None: all), on a day."""
    known = [
        one
        for one in memory.accepted.get(item.id, ())
        if (upto is None or one.number <= upto) and clock.day_of(one.at) <= day
    ]
    last = known[-1] if known else None
    missed = tuple(
        code
        for number, (code, closed) in sorted(memory.closed.items())
        if last is not None
        and last.number < number
        and (upto is None or number <= upto)
        and closed <= day
        and (item.id, number) in memory.owed
    )
    evidence = Evidence(
        day=day,
        planned=item.dates.planned if item.dates else None,
        original=item.dates.original if item.dates else None,
        reported=last.period if last else "",
        claim=last.claim if last else None,
        self_rating=last.grade if last else None,
        missed=missed,
        readings=tuple(_readings(item, known, day)),
    )
    found = judge(evidence)
    return Line(
        item=item,
        status=found.status,
        judgement=found,
        report_id=last.report_id if last else None,
        self_rating=last.grade if last else None,
        rating=last.rating if last else None,
    )


def _readings(item: Item, known: list[Accepted], day: date) -> Iterable[Reading]:
    """Each indicator against the latest of its targets that is due, with the last value that was accepted."""
    for indicator in item.indicators:
        due = [target for target in indicator.targets if target.due <= day]
        if due:
            actual = next((one.values[indicator.id] for one in reversed(known) if indicator.id in one.values), None)
            name = indicator.name or indicator.code
            yield Reading(name, due[-1].value, due[-1].due, actual, indicator.direction)


def _rolled(item: Item, found: PlanTree, actions: Mapping[int, Line], before: Mapping[int, str]) -> Line:
    below = [actions[action.id] for action in found.actions_under(item.id)]
    rolled = roll_up(line.status for line in below)
    earlier = roll_up(before[line.item.id] for line in below if line.item.id in before) if before else None
    return Line(item=item, status=rolled.status, rolled=rolled, before=earlier.status if earlier else "")


def _bodies(actions: Iterable[Line]) -> tuple[BodyLine, ...]:
    """The responsible bodies by name, each with its actions; actions without one are nobody's."""
    named: dict[int, Named] = {}
    lines: dict[int, list[Line]] = {}
    for line in actions:
        responsible: Any = line.item.responsible
        if responsible is not None:
            named[responsible.organisation.id] = responsible.organisation
            lines.setdefault(responsible.organisation.id, []).append(line)
    return tuple(
        BodyLine(body, roll_up(line.status for line in lines[number]), tuple(lines[number]))
        for number, body in sorted(named.items(), key=lambda one: str(one[1]))
    )


@dataclass(frozen=True)
class ValueRow:
    """What an indicator was found to be."""

    indicator_id: int
    day: date
    value: Decimal


def accepted_values(indicators: Iterable[int], look: Look) -> tuple[ValueRow, ...]:
    """What accepted reports say of indicators; without a last day of the period acceptance counts. One query."""
    taken = Transition.objects.filter(happened(look), state=State.ACCEPTED, entry__values__indicator_id__in=indicators)
    columns = ("entry__values__indicator_id", "entry__values__value", "report__period__last_day", "recorded_at")
    return tuple(
        ValueRow(indicator, last_day or clock.day_of(at), value)
        for indicator, value, last_day, at in taken.values_list(*columns)
    )
