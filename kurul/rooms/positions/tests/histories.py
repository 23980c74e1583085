"""A plain model of the two clocks: what was said, as a list of rows without a database, played beside the real actions.

The model knows no rule: when an action refuses, nothing was said. It only knows what a change, an end, a correction and
a withdrawal do to the rows of a line (all that is said of one thing of one sort).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from kurul.kernel.audit.chain import present_head
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal.bounds import Bound, Certainty, Period, day_after
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions as bodies
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Level,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions
from kurul.rooms.positions.models import Appointment, Capacity, Post
from kurul.rooms.positions.tests import make

YEARS = range(2008, 2021)
PROBES = [date(year, month, 15) for year in YEARS for month in (2, 8)]
BODIES, POSTS, LEVELS = 4, 2, 3
Line = tuple[str, int]  # a sort of fact, and of what it is said
Said = tuple[str, int, str, str]  # the line, the period and the value as texts

# What each sort of fact says, and the table that holds it.
TABLES: dict[str, tuple[type[Any], str, Callable[[Any], object]]] = {
    "exists": (Existence, "organisation_id", lambda row: ""),
    "name": (Name, "organisation_id", lambda row: row.name["tr"]),
    "parent": (Placement, "organisation_id", lambda row: row.parent_id),
    "level": (Classification, "organisation_id", lambda row: row.level_id),
    "holder": (Appointment, "post_id", lambda row: f"{row.person_id} {row.capacity}"),
}


@dataclass(frozen=True)
class Row:
    """One thing said for a period."""

    period: Period
    value: object


@dataclass
class Model:
    """All that is said now, line by line, in the order in which it was written; and what was known at each moment."""

    lines: dict[Line, list[Row]] = field(default_factory=dict)
    known: list[tuple[datetime, frozenset[Said]]] = field(default_factory=list)

    def say(self, line: Line, period: Period, value: object) -> None:
        self.lines.setdefault(line, []).append(Row(period, value))

    def running(self, line: Line, day: Bound) -> Row | None:
        """The row that a change on the day replaces: one that holds, else one that may hold, the earliest first."""
        at = day.latest
        rows = [row for row in self.lines.get(line, []) if row.period.on(at) is not Certainty.NO]
        order = sorted(rows, key=lambda row: (row.period.on(at) is not Certainty.YES, row.period.start.latest))
        return order[0] if order else None

    def rewrite(self, line: Line, row: Row, *instead: Row) -> None:
        self.lines[line].remove(row)
        self.lines[line] += instead

    def change(self, line: Line, day: Bound, value: object) -> None:
        row = self.running(line, day)
        assert row is not None
        ended = replace(row, period=Period(row.period.start, day))
        self.rewrite(line, row, ended, Row(Period(day, row.period.end), value))

    def end_all(self, body: int, day: Bound) -> None:
        existence = self.running(("exists", body), day)
        assert existence is not None
        self.rewrite(("exists", body), existence, replace(existence, period=Period(existence.period.start, day)))
        for sort in ("name", "parent", "level"):
            for row in list(self.lines.get((sort, body), [])):
                if row.period.end.latest > day.latest:
                    ended = Period(row.period.start, day)
                    self.rewrite((sort, body), row, *([replace(row, period=ended)] if ended.is_possible else []))

    def now(self) -> frozenset[Said]:
        return frozenset(
            (sort, number, str(row.period), str(row.value))
            for (sort, number), rows in self.lines.items()
            for row in rows
        )

    def remember(self) -> None:
        at = present_head().at
        assert at is not None
        self.known.append((at, self.now()))


@dataclass
class World:
    """The records that a history is about."""

    organisations: list[Organisation] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)

    @classmethod
    def prepared(cls, model: Model) -> "World":
        """Two bodies, two posts in the first of them, persons and levels, all of them known to the model."""
        world = cls(levels=[organisations.level(f"l{rank}", rank) for rank in range(1, LEVELS + 1)])
        for name in ("A", "B"):
            world.found(name, Period.since(date(2009, 1, 1)), None)(model)
        world.people = [make.person(name) for name in ("Ali", "Can", "Nur")]
        world.posts = [make.post(world.organisations[0], since=date(2009, 6, 1)) for _ in range(POSTS)]
        return world

    def found(self, name: str, period: Period, parent: Organisation | None) -> "Follow":
        common: dict[str, Any] = {"kind": organisations.kind(), "period": period, "by": make.OPERATOR}
        made = bodies.found(name=Translated(tr=name), level=self.levels[0], parent=parent, **common)
        self.organisations.append(made)

        def follow(model: Model) -> None:
            for sort, value in (("exists", ""), ("name", name), ("level", self.levels[0].pk)):
                model.say((sort, made.pk), period, value)
            if parent is not None:
                model.say(("parent", made.pk), period, parent.pk)

        return follow


def exact(years: range = YEARS) -> st.SearchStrategy[Bound]:
    return st.builds(
        lambda year, month: Bound.on(date(year, month, 1)), st.sampled_from(years), st.sampled_from([1, 5, 9])
    )


def bounds() -> st.SearchStrategy[Bound]:
    """Days as people know them: most of them exactly, some to the month, the year, "by" a day, or not at all."""
    day = exact()
    return st.one_of(
        day, day, day,
        day.map(lambda bound: Bound.month(bound.latest.year, bound.latest.month)),
        day.map(lambda bound: Bound.year(bound.latest.year)),
        day.map(lambda bound: Bound.by(bound.latest)),
        st.just(Bound.unknown()),
    )  # fmt: skip


def ends() -> st.SearchStrategy[Bound]:
    return st.one_of(st.just(Bound.open()), bounds())


_which = st.integers(0, BODIES - 1)
_name = st.sampled_from("CDEF")
steps = st.one_of(
    st.tuples(st.just("found"), _name, bounds(), ends(), st.one_of(st.none(), _which)),
    st.tuples(st.just("rename"), _which, bounds(), _name),
    st.tuples(st.just("correct_name"), _which, exact(), _name),
    st.tuples(st.just("move"), _which, bounds(), _which),
    st.tuples(st.just("move"), _which, exact(), _which),
    st.tuples(st.just("reclassify"), _which, bounds(), st.integers(0, LEVELS - 1)),
    st.tuples(st.just("abolish"), _which, bounds()),
    st.tuples(st.just("appoint"), st.integers(0, 1), st.integers(0, 2), bounds(), ends(), st.sampled_from(Capacity)),
    st.tuples(st.just("end"), st.integers(0, 5), bounds()),
    st.tuples(st.just("correct"), st.integers(0, 5), st.integers(0, 2), bounds(), ends()),
    st.tuples(st.just("withdraw"), st.integers(0, 5)),
)


Follow = Callable[["Model"], None]  # what the model does after an action that was not refused


def play(step: tuple[Any, ...], world: World, model: Model | None) -> bool:
    """Do it for real; where it is not refused, in the model too (None: nobody follows). Whether it was done."""
    verb, *given = step
    try:
        follow = _PLAYS[verb](world, *given)
    except Refused:
        return False
    if follow is not None and model is not None:
        follow(model)
    return follow is not None


def _found(world: World, name: str, start: Bound, end: Bound, parent: int | None) -> Follow | None:
    if len(world.organisations) >= BODIES:
        return None
    above = None if parent is None else world.organisations[parent % len(world.organisations)]
    return world.found(name, Period(start, end), above)


def _body(world: World, which: int) -> dict[str, Any]:
    body = world.organisations[which % len(world.organisations)]
    return {"organisation": body, "version": Organisation.objects.get(pk=body.pk).version, "by": make.OPERATOR}


def _rename(world: World, which: int, day: Bound, name: str) -> Follow:
    given = _body(world, which)
    bodies.rename(name=Translated(tr=name), day=day, **given)
    return lambda model: model.change(("name", given["organisation"].pk), day, name)


def _correct_name(world: World, which: int, day: Bound, name: str) -> Follow:
    given = _body(world, which)
    bodies.correct_name(name=Translated(tr=name), day=day, reason="it was wrong", **given)

    def follow(model: Model) -> None:
        line = ("name", given["organisation"].pk)
        row = model.running(line, day)
        assert row is not None
        model.rewrite(line, row, replace(row, value=name))

    return follow


def _move(world: World, which: int, day: Bound, to: int) -> Follow:
    given = _body(world, which)
    parent = world.organisations[to % len(world.organisations)]
    bodies.move(parent=parent, day=day, **given)

    def follow(model: Model) -> None:
        pk = given["organisation"].pk
        if model.running(("parent", pk), day) is not None:
            model.change(("parent", pk), day, parent.pk)
            return
        last = max(model.lines["exists", pk], key=lambda row: (row.period.start.latest, row.period.end.earliest))
        starts = [row.period.start for row in model.lines.get(("parent", pk), [])]
        later = [start for start in starts if start.earliest > day.latest]
        until = min(later, key=lambda start: (start.earliest, start.latest)) if later else last.period.end
        model.say(("parent", pk), Period(day, until), parent.pk)

    return follow


def _reclassify(world: World, which: int, day: Bound, level: int) -> Follow:
    given = _body(world, which)
    bodies.reclassify(kind=organisations.kind(), level=world.levels[level], day=day, **given)
    return lambda model: model.change(("level", given["organisation"].pk), day, world.levels[level].pk)


def _abolish(world: World, which: int, day: Bound) -> Follow:
    given = _body(world, which)
    bodies.abolish(day=day, **given)
    return lambda model: model.end_all(given["organisation"].pk, day)


def _appoint(world: World, post: int, who: int, start: Bound, end: Bound, capacity: Capacity) -> Follow:
    to, person, period = world.posts[post], world.people[who], Period(start, end)
    actions.appoint(post=to, person=person, period=period, capacity=capacity, by=make.OPERATOR)
    return lambda model: model.say(("holder", to.pk), period, f"{person.pk} {capacity}")


def _held(which: int) -> Appointment | None:
    rows = list(Appointment.objects.known_at().order_by("pk"))
    return rows[which % len(rows)] if rows else None


def _instead(appointment: Appointment, *rows: Row) -> Follow:
    """The row of the appointment gives way to others."""
    line, value = ("holder", appointment.post_id), f"{appointment.person_id} {appointment.capacity}"
    return lambda model: model.rewrite(line, Row(appointment.period, value), *rows)


def _end(_world: World, which: int, last_day: Bound) -> Follow | None:
    if (held := _held(which)) is None:
        return None
    actions.end_appointment(appointment=held, last_day=last_day, by=make.OPERATOR)
    ended = Row(Period(held.period.start, day_after(last_day)), f"{held.person_id} {held.capacity}")
    return _instead(held, ended)


def _correct(world: World, which: int, who: int, start: Bound, end: Bound) -> Follow | None:
    if (held := _held(which)) is None:
        return None
    period, person = Period(start, end), world.people[who]
    actions.correct_appointment(
        appointment=held, person=person, period=period, capacity=held.capacity, reason="wrong", by=make.OPERATOR
    )
    return _instead(held, Row(period, f"{person.pk} {held.capacity}"))


def _withdraw(_world: World, which: int) -> Follow | None:
    if (held := _held(which)) is None:
        return None
    actions.withdraw_appointment(appointment=held, reason="never", by=make.OPERATOR)
    return _instead(held)


_PLAYS: dict[str, Callable[..., Follow | None]] = {
    "found": _found,
    "rename": _rename,
    "correct_name": _correct_name,
    "move": _move,
    "reclassify": _reclassify,
    "abolish": _abolish,
    "appoint": _appoint,
    "end": _end,
    "correct": _correct,
    "withdraw": _withdraw,
}


# --- what must hold ---------------------------------------------------------------------------------------------------


def said_at(moment: datetime | None) -> frozenset[Said]:
    """What the database holds to have been known at the moment."""
    return frozenset(
        (sort, getattr(row, whose), str(row.period), str(value(row)))
        for sort, (model, whose, value) in TABLES.items()
        for row in model.objects.known_at(moment)
    )


def said_on(day: date, moment: datetime | None, *, sure: bool) -> frozenset[Said]:
    """The same, only what holds (or, not `sure`, may hold) on a day: by the database's own comparisons."""
    return frozenset(
        (sort, getattr(row, whose), str(row.period), str(value(row)))
        for sort, (model, whose, value) in TABLES.items()
        for row in (model.objects.as_of(day, moment) if sure else model.objects.possibly_as_of(day, moment))
    )


def overlaps() -> Iterator[tuple[Any, Any]]:
    """Two rows of one line that certainly hold on one day: none may be found."""
    for model in (Existence, Name, Placement, Classification):
        lines: dict[int, list[OrganisationFact]] = {}
        for row in model.objects.known_at().in_order():
            lines.setdefault(row.organisation_id, []).append(row)
        yield from _overlapping(lines)
    places: dict[Any, list[Any]] = {}
    for held in Appointment.objects.known_at().in_order():
        places.setdefault((held.post_id, held.capacity, held.place), []).append(held)
    yield from _overlapping(places)


def _overlapping(lines: dict[Any, list[Any]]) -> Iterator[tuple[Any, Any]]:
    for rows in lines.values():
        sure = [row for row in rows if row.period.is_certain_somewhere]
        yield from ((one, other) for one, other in pairwise(sure) if one.period.certainly_overlaps(other.period))


def circles() -> Iterator[tuple[date, int]]:
    """A day, and a body that stands, or may stand, under itself on it: none may be found."""
    rows = list(Placement.objects.known_at())
    days = {day for row in rows for day in (row.valid_from, row.valid_from_latest)}
    for day in sorted({*days, *PROBES}):
        above: dict[int, set[int]] = {}
        for row in rows:
            if row.period.on(day) is not Certainty.NO:
                above.setdefault(row.organisation_id, set()).add(row.parent_id)
        for body in above:
            reached: set[int] = set()
            frontier = {body}
            while frontier:
                frontier = {parent for one in frontier for parent in above.get(one, ())} - reached
                reached |= frontier
            if body in reached:
                yield day, body
