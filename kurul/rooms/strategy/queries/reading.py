"""Reading facts of many identities at once: for each the row that holds on the day looked at, the sure one first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.facts import Fact, joined, joined_row
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.strategy.models import (
    Element,
    Inclusion,
    Indicator,
    Involvement,
    Role,
    Schedule,
    Step,
    Target,
    Wording,
)

FactType = TypeVar("FactType", bound=Fact)


@dataclass(frozen=True)
class Words:
    """What an element says. `inferred_languages`: whose title no source has, being a translation of our own."""

    title: Translated = field(default_factory=Translated)
    summary: Translated = field(default_factory=Translated)
    inferred_languages: frozenset[str] = frozenset()
    basis: str = ""
    search_text: str = ""
    sort_keys: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dates:
    """When an action is planned to run; `original` is what was planned at first, when that was otherwise."""

    planned: Period
    continues_after: bool | None
    needs_budget: bool | None
    basis: str
    original: Period | None = None

    @property
    def are_given(self) -> bool:
        """Whether both the start and the end are published, however precisely."""
        return is_given(self.planned.start) and is_given(self.planned.end)


@dataclass(frozen=True)
class Body:
    """A body that takes part in an action."""

    organisation: Named
    role: str
    basis: str
    order: int

    @property
    def is_hint(self) -> bool:
        """Whether no source states it: such a body owns nothing."""
        return self.basis == Basis.INFERRED

    @property
    def is_owner(self) -> bool:
        """Whether it answers for the action."""
        return self.role == Role.RESPONSIBLE and not self.is_hint


@dataclass(frozen=True)
class StepRow:
    """A step of an action."""

    order: int
    title: Translated
    planned: Period
    basis: str

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of its period."""
        return is_given(self.planned.start) or is_given(self.planned.end)


@dataclass(frozen=True)
class TargetRow:
    """A value to be reached by the end of a day."""

    due: Any  # a date
    value: Decimal
    basis: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with what it measures on the day looked at."""

    id: int
    code: str
    name: Translated
    unit: Translated
    direction: str
    baseline_value: Decimal | None
    baseline_day: Bound
    basis: str
    targets: tuple[TargetRow, ...]


def is_given(bound: Bound) -> bool:
    """Whether anything at all is known of a day."""
    return bound != Bound.unknown()


def on_the_day(model: type[FactType], look: Look, owner: str, **narrowed: Any) -> dict[int, FactType]:
    """By the id of the owner (a foreign key's name) the row of the day, a sure one before a possible one."""
    found: dict[int, FactType] = {}
    rows: Any = model._default_manager
    for row in rows.possibly_as_of(look.day, look.known_at).filter(**narrowed):
        found.setdefault(getattr(row, f"{owner}_id"), row)
    return found


def words(look: Look, **narrowed: Any) -> dict[int, Words]:
    """What each element says on the day: one query."""
    return {number: _words(row) for number, row in on_the_day(Wording, look, "element", **narrowed).items()}


def words_or_first(look: Look, **narrowed: Any) -> dict[int, Words]:
    """What each element says on the day; before it says anything, what it says first. One query."""
    found: dict[int, Wording] = {}
    for row in Wording.objects.known_at(look.known_at).filter(**narrowed).in_order():
        if row.element_id not in found or row.valid_from <= look.day < row.valid_to:
            found[row.element_id] = row
    return {number: _words(row) for number, row in found.items()}


def _words(row: Wording) -> Words:
    return Words(row.title, row.summary, frozenset(row.inferred_languages), row.basis, row.search_text, row.sort_keys)


def dates(look: Look, **narrowed: Any) -> dict[int, Dates]:
    """When each action is planned to run, as planned on the day and at first: one query."""
    found = {number: planned_on(rows, look) for number, rows in schedules(look, **narrowed).items()}
    return {number: planned for number, planned in found.items() if planned is not None}


def schedules(look: Look, **narrowed: Any) -> dict[int, tuple[Schedule, ...]]:
    """Every schedule that is or was in force for each action, the first one first: one query."""
    rows: dict[int, list[Schedule]] = {}
    for row in Schedule.objects.known_at(look.known_at).filter(**narrowed).select_related("instrument").in_order():
        rows.setdefault(row.element_id, []).append(row)
    return {number: tuple(known) for number, known in rows.items()}


def planned_on(known: Sequence[Schedule], look: Look) -> Dates | None:
    """What the schedules of one action say for the day, and what was planned at first."""
    running = [row for row in known if row.valid_from <= look.day < row.valid_to]
    if not running:
        return None
    sure = [row for row in running if row.valid_from_latest <= look.day < row.valid_to_earliest]
    now, first = (sure or running)[-1], known[0]
    original = first.planned if first.planned != now.planned else None
    return Dates(now.planned, now.continues_after, now.needs_budget, now.basis, original)


def bodies(look: Look, **narrowed: Any) -> dict[int, tuple[Body, ...]]:
    """Who takes part in each action on the day, responsible first: two queries."""
    rows = involvements(look, **narrowed)
    return named_bodies(rows, names_on({row.organisation_id for row in rows}, look))


def involvements(look: Look, **narrowed: Any) -> tuple[Involvement, ...]:
    """Which bodies take part in which actions on the day: one query."""
    rows: dict[tuple[int, int], Involvement] = {}
    for row in Involvement.objects.possibly_as_of(look.day, look.known_at).filter(**narrowed):
        rows.setdefault((row.element_id, row.organisation_id), row)
    return tuple(rows.values())


def named_bodies(rows: Iterable[Involvement], names: Mapping[int, Named]) -> dict[int, tuple[Body, ...]]:
    """The bodies of each action by their names, responsible first."""
    found: dict[int, list[Body]] = {}
    for row in rows:
        name = names.get(row.organisation_id, Named(row.organisation_id, Translated()))
        found.setdefault(row.element_id, []).append(Body(name, row.role, row.basis, row.order))
    return {number: tuple(sorted(listed, key=_rank)) for number, listed in found.items()}


def _rank(body: Body) -> tuple[bool, bool, int, int]:
    return (body.role != Role.RESPONSIBLE, body.is_hint, body.order, body.organisation.id)


def steps(look: Look, **narrowed: Any) -> dict[int, tuple[StepRow, ...]]:
    """The steps of each action on the day, in their order: one query."""
    rows: dict[tuple[int, int], Step] = {}
    for row in Step.objects.possibly_as_of(look.day, look.known_at).filter(**narrowed):
        rows.setdefault((row.element_id, row.order), row)
    found: dict[int, list[StepRow]] = {}
    for (element, order), row in sorted(rows.items()):
        found.setdefault(element, []).append(StepRow(order, row.title, row.planned, row.basis))
    return {number: tuple(listed) for number, listed in found.items()}


@dataclass(frozen=True)
class OfElement:
    """An element with what is said of it on the day: that it is in the plan, its words, when it is planned to run."""

    element: Element
    included: Inclusion
    words: Words
    dates: Dates | None


def elements(look: Look, **narrowed: Any) -> list[OfElement]:
    """The elements that are, or may be, part of their plan on the day: one query.

    Narrowed by the columns of `Element`.
    """
    rows: Any = Element.objects.filter(**narrowed).annotate(
        included=joined("inclusions", look.day, look.known_at, perhaps=True),
        worded=joined("wordings", look.day, look.known_at, perhaps=True),
        scheduled=joined("schedules", None, look.known_at),
    )
    found: dict[int, list[Any]] = {}
    for row in rows.filter(included__isnull=False).select_related("tier", "included", "worded", "scheduled"):
        found.setdefault(row.pk, []).append(row)
    return [
        OfElement(
            element=listed[0],
            included=surest(look, _rows(listed, "included")),
            words=_words(worded) if worded else Words(),
            dates=planned_on(in_order(_rows(listed, "scheduled")), look),
        )
        for listed in found.values()
        for worded in [surest(look, _rows(listed, "worded"))]
    ]


def in_order(rows: Iterable[FactType]) -> list[FactType]:
    """Facts by the day they began, earliest first."""
    return sorted(rows, key=lambda row: (row.valid_from_latest, row.valid_to_earliest, row.pk))


def surest(look: Look, rows: Iterable[FactType]) -> Any:
    """Of rows that hold, or may hold, on the day a sure one before a possible one, then the earliest; None for none."""
    return min(
        rows,
        key=lambda row: (row.period.on(look.day) is not Certainty.YES, row.valid_from_latest, row.pk),
        default=None,
    )


def indicators(look: Look, **narrowed: Any) -> dict[int | None, tuple[IndicatorRow, ...]]:
    """The indicators of each action (None: of the plan itself) with their targets on the day: one query.

    Narrowed by the columns of `Indicator`. One of which nothing was known by the knowledge looked with is left out.
    """
    rows: Any = Indicator.objects.filter(**narrowed).annotate(
        measured=joined("measures", look.day, look.known_at, perhaps=True),
        reached=joined("targets", look.day, look.known_at, perhaps=True),
    )
    by_indicator: dict[int, list[Any]] = {}
    known = rows.filter(measured__isnull=False).order_by("order", "pk")
    for row in known.select_related("measured", "reached"):
        by_indicator.setdefault(row.pk, []).append(row)
    found: dict[int | None, list[IndicatorRow]] = {}
    for listed in by_indicator.values():
        indicator, measure = listed[0], surest(look, _rows(listed, "measured"))
        row = IndicatorRow(
            id=indicator.pk,
            code=indicator.code,
            name=measure.name,
            unit=measure.unit,
            direction=measure.direction,
            baseline_value=measure.baseline_value,
            baseline_day=measure.baseline_day,
            basis=measure.basis,
            targets=_targets(_rows(listed, "reached"), look),
        )
        found.setdefault(indicator.element_id, []).append(row)
    return {number: tuple(listed) for number, listed in found.items()}


def _rows(records: Iterable[Any], name: str) -> list[Any]:
    """The facts that were read with a record under a name, each once."""
    return list({row.pk: row for one in records if (row := joined_row(one, name)) is not None}.values())


def _targets(rows: Iterable[Target], look: Look) -> tuple[TargetRow, ...]:
    """The targets of one indicator on the day, by the day on which they fall due."""
    by_due: dict[Any, list[Target]] = {}
    for row in rows:
        by_due.setdefault(row.due, []).append(row)
    sure = (surest(look, by_due[due]) for due in sorted(by_due))
    return tuple(TargetRow(row.due, row.value, row.basis) for row in sure)
