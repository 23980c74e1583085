"""One report: its chain with who and when, what it says, what was measured, and what may be done with it now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring.models import (
    ChainStep,
    Entry,
    EvidenceLink,
    IndicatorValue,
    MonitoringPeriod,
    Rating,
    Report,
    State,
    Transition,
    Where,
)
from kurul.rooms.monitoring.permissions import COORDINATE, can_coordinate, can_take, follows, is_of_the_body
from kurul.rooms.monitoring.queries.chains import from_reporting
from kurul.rooms.monitoring.queries.moments import happened, has_happened
from kurul.rooms.monitoring.rules import cycle
from kurul.rooms.organisations.public import Named, names_on, with_those_above
from kurul.rooms.strategy.public import (
    IndicatorRow,
    Part,
    coordinator_of,
    indicators_of,
    titles_of,
)

ACCOUNT = "account:"


@dataclass(frozen=True)
class EntryRow:
    """What the report said at one time."""

    id: int
    number: int
    grade: Translated | None
    grade_id: int | None
    meaning: str
    percent: int | None
    text: str
    obstacles: str
    evidence_note: str
    language: str
    no_change: bool
    recorded_at: datetime
    by: str
    values: Mapping[int, Decimal]  # by the indicator
    links: tuple[tuple[str, str], ...]  # title and address
    basis: str


@dataclass(frozen=True)
class StepRow:
    """One step of the chain: taken, the one whose turn it is, or still to come."""

    outcome: str
    name: Translated
    taken_at: datetime | None
    by: str
    is_next: bool
    is_late: bool = False
    reason: str = ""


@dataclass(frozen=True)
class RatingRow:
    """What a reviewer thinks of the progress."""

    grade: Translated
    meaning: str
    text: str
    recorded_at: datetime
    by: str


@dataclass(frozen=True)
class Told:
    """One thing that happened to the report; `what` is the state that it led to, or "rated"."""

    what: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Returned:
    """Why the report was returned, by whom and when."""

    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Measured:
    """An indicator from baseline over its target to what was measured."""

    row: IndicatorRow
    target: Decimal | None
    due: date | None
    actual: Decimal | None


@dataclass(frozen=True)
class ReportPage:
    """Everything that the page of one report shows to this reader."""

    id: int
    period: MonitoringPeriod
    element: Part
    organisation: Named
    state: str
    steps: tuple[StepRow, ...]
    entry: EntryRow | None  # the latest that the reader may read
    written_by: str
    rating: RatingRow | None
    returned: Returned | None  # while it is returned
    story: tuple[Told, ...]  # newest first; empty for those who do not follow it
    measured: tuple[Measured, ...]
    previous_period: str  # in which a report of the body on this action was accepted last; for its writers
    is_inside: bool  # the reader follows the report, accepted or not
    reads_drafts: bool
    next_step: ChainStep | None
    may_take: bool
    may_coordinate: bool
    is_late: bool  # the deadline has passed on the day looked at
    is_closed: bool
    basis: str
    version: int
    bodies: tuple[int, ...]  # the reporting body and those above it

    @property
    def is_editable(self) -> bool:
        """Whether the reporting body holds the pen."""
        return self.state in cycle.EDITABLE


def report_page(pk: int, look: Look, actor: Actor) -> ReportPage | None:
    """One report as this reader may see it; None when there is none to see."""
    rows = visible_to(Report.objects.filter(happened(look, "expected_at")), actor)
    report = rows.filter(pk=pk).select_related("period__plan", "element").first()
    if report is None:
        return None
    period = report.period
    taken = list(Transition.objects.filter(happened(look), report=report))
    bodies = with_those_above(report.organisation_id, look)
    reads_drafts = is_of_the_body(actor, bodies)
    chain = list(ChainStep.objects.filter(chain_id=period.chain_id))
    step = next((one for one in chain if one.order == report.next_step), None)
    coordinators = _coordinators(period.plan_id, step, look, actor)
    is_inside = follows(actor, bodies, coordinators)
    state = report.state if look.is_now else (taken[-1].state if taken else State.EXPECTED.value)
    if state != State.ACCEPTED and not is_inside:
        return None  # it was accepted only later
    read = None if reads_drafts else {one.entry_id for one in taken if is_inside or one.state == State.ACCEPTED}
    entry = _readable(report, read, look)
    ratings = list(Rating.objects.filter(happened(look), report=report).select_related("grade"))
    names = _names([*taken, *ratings, *([entry] if entry else [])], actor)
    indicators = indicators_of([report.element_id], look).get(report.element_id, ())
    previous = _last_accepted(report, look) if reads_drafts and state in cycle.EDITABLE else None
    return ReportPage(
        id=pk,
        period=period,
        element=_part(report, look),
        organisation=_named(report.organisation_id, look),
        state=state,
        steps=_steps(chain, taken if is_inside else [], report, names),
        entry=entry,
        written_by=names.get(entry.by, "") if entry else "",
        rating=_rating(ratings[-1] if ratings else None, names),
        returned=_returned(taken, names) if state == State.RETURNED and is_inside else None,
        story=_story(taken, ratings, names) if is_inside else (),
        measured=tuple(_measured(row, entry, look.day) for row in indicators),
        previous_period=previous.report.period.code if previous else "",
        is_inside=is_inside,
        reads_drafts=reads_drafts,
        next_step=step,
        may_take=_takes(step, actor, bodies, coordinators, look),
        may_coordinate=can_coordinate(actor, coordinators).allowed,
        is_late=cycle.is_late(look.day, period.due),
        is_closed=has_happened(period.closed_at, look),
        basis=report.basis,
        version=report.version,
        bodies=bodies,
    )


def _readable(report: Report, read: set[int] | None, look: Look) -> EntryRow | None:
    """The latest entry that the reader may read: None in `read` is for the body's own people, who read its drafts.

    As the gate of entries says, others read what was handed in, and the public what was accepted.
    """
    entries = Entry.objects.filter(happened(look), report=report)
    return _entry(entries if read is None else entries.filter(pk__in=read))


def _named(organisation: int, look: Look) -> Named:
    return names_on([organisation], look).get(organisation, Named(organisation, Translated()))


def last_accepted(report: Report, look: Look) -> EntryRow | None:
    """What was accepted last on the same action of the same body, before this period: at most four queries."""
    found = _last_accepted(report, look)
    return _entry(Entry.objects.filter(pk=found.entry_id)) if found else None


def _last_accepted(report: Report, look: Look) -> Transition | None:
    earlier = Transition.objects.filter(
        happened(look),
        state=State.ACCEPTED,
        report__element_id=report.element_id,
        report__organisation_id=report.organisation_id,
        report__period__plan_id=report.period.plan_id,
        report__period__number__lt=report.period.number,
    )
    return earlier.select_related("report__period").order_by("report__period__number", "recorded_at").last()


def _coordinators(plan: int, step: ChainStep | None, look: Look, actor: Actor) -> tuple[int, ...]:
    """The coordinator of the plan and those above it; nothing is read where no right of the actor counts."""
    acts_there = step is not None and step.where == Where.COORDINATOR and actor.holds(step.capability)
    if not acts_there and not actor.holds(COORDINATE):
        return ()
    return with_those_above(coordinator_of(plan, look), look)


def _takes(
    step: ChainStep | None, actor: Actor, bodies: tuple[int, ...], coordinators: tuple[int, ...], look: Look
) -> bool:
    if step is None or not actor.holds(step.capability):
        return False
    at = coordinators if step.where == Where.COORDINATOR else from_reporting(step, bodies, look)
    return can_take(actor, step.capability, at).allowed


def _part(report: Report, look: Look) -> Part:
    title = titles_of([report.element_id], look).get(report.element_id, Translated())
    return Part(report.element_id, report.element.code, title, True)


def _entry(rows: Any) -> EntryRow | None:
    row = rows.select_related("grade").order_by("number").last()
    if row is None:
        return None
    values = dict(IndicatorValue.objects.filter(entry=row).values_list("indicator_id", "value"))
    links = tuple(EvidenceLink.objects.filter(entry=row).values_list("title", "url"))
    return EntryRow(
        id=row.pk,
        number=row.number,
        grade=row.grade.name if row.grade else None,
        grade_id=row.grade_id,
        meaning=row.grade.meaning if row.grade else "",
        percent=row.percent,
        text=row.text,
        obstacles=row.obstacles,
        evidence_note=row.evidence_note,
        language=row.language,
        no_change=row.no_change,
        recorded_at=row.recorded_at,
        by=row.by,
        values=values,
        links=links,
        basis=row.basis,
    )


def _names(written: Iterable[Transition | Rating | EntryRow], actor: Actor) -> dict[str, str]:
    """Who did what, by the reference in the log; the public does not learn it."""
    if not actor.is_authenticated:
        return {}
    refs = {one.by for one in written}
    numbers = {int(ref.removeprefix(ACCOUNT)) for ref in refs if ref.startswith(ACCOUNT)}
    found = Account.objects.filter(pk__in=numbers).values_list("pk", "display_name") if numbers else ()
    return {f"{ACCOUNT}{number}": name for number, name in found}


def _steps(
    chain: list[ChainStep], taken: list[Transition], report: Report, names: Mapping[str, str]
) -> tuple[StepRow, ...]:
    """The chain in its order, each step with the last time it was taken since the report was last returned."""
    since = max((place for place, one in enumerate(taken) if one.state == State.RETURNED), default=-1)
    last = {one.state: one for one in taken[since + 1 :]}
    found = []
    for step in chain:
        one = last.get(step.outcome)
        late = one is not None and step.outcome == State.SUBMITTED and bool(one.reason)
        found.append(
            StepRow(
                outcome=step.outcome,
                name=step.name,
                taken_at=one.recorded_at if one else None,
                by=names.get(one.by, "") if one else "",
                is_next=one is None and step.order == report.next_step,
                is_late=late,
                reason=one.reason if one else "",
            )
        )
    return tuple(found)


def _rating(row: Rating | None, names: Mapping[str, str]) -> RatingRow | None:
    if row is None:
        return None
    return RatingRow(row.grade.name, row.grade.meaning, row.text, row.recorded_at, names.get(row.by, ""))


def _story(taken: list[Transition], ratings: list[Rating], names: Mapping[str, str]) -> tuple[Told, ...]:
    steps = [Told(one.state, one.recorded_at, names.get(one.by, ""), one.reason) for one in taken]
    rated = [Told("rated", one.recorded_at, names.get(one.by, ""), str(one.grade)) for one in ratings]
    in_order = sorted((*steps, *rated), key=lambda one: one.at)
    return tuple(reversed(in_order))  # of one moment, too, the later step first


def _returned(taken: list[Transition], names: Mapping[str, str]) -> Returned | None:
    last = next((one for one in reversed(taken) if one.state == State.RETURNED), None)
    return Returned(last.reason, last.recorded_at, names.get(last.by, "")) if last else None


def _measured(row: IndicatorRow, entry: EntryRow | None, day: date) -> Measured:
    """With the next target that falls due, else the last one."""
    target = next((one for one in row.targets if one.due >= day), row.targets[-1] if row.targets else None)
    return Measured(
        row=row,
        target=target.value if target else None,
        due=target.due if target else None,
        actual=entry.values.get(row.id) if entry else None,
    )
