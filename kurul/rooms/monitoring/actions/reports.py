"""Writers of reports: drafts, and the steps of the chain. What a report said before is never overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import gather
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import EventKind
from kurul.rooms.monitoring import wording
from kurul.rooms.monitoring.models import (
    ChainStep,
    Entry,
    EvidenceLink,
    Grade,
    IndicatorValue,
    Rating,
    Report,
    State,
    Transition,
)
from kurul.rooms.monitoring.permissions import READ_UNACCEPTED, can_coordinate, can_take
from kurul.rooms.monitoring.queries.chains import bodies_of_step, next_step
from kurul.rooms.monitoring.queries.report_page import EntryRow, last_accepted
from kurul.rooms.monitoring.rules import cycle
from kurul.rooms.organisations.public import with_those_above
from kurul.rooms.strategy.public import coordinator_of, indicators_of

EVENTS = {
    State.SUBMITTED: wording.SUBMITTED,
    State.CONSOLIDATED: wording.CONSOLIDATED,
    State.APPROVED: wording.APPROVED,
    State.ACCEPTED: wording.ACCEPTED,
    State.RETURNED: wording.RETURNED,
}


@dataclass(frozen=True)
class Content:
    """What a report says; `evidence` are pairs of title and address."""

    grade: Grade | None = None
    percent: int | None = None
    text: str = ""
    obstacles: str = ""
    values: Mapping[int, Decimal] = field(default_factory=dict)
    evidence: Sequence[tuple[str, str]] = ()
    language: str = ""
    no_change: bool = False


@writes
def save_draft(
    *,
    report: Report,
    by: Actor,
    version: int,
    grade: Grade | None = None,
    percent: int | None = None,
    text: str = "",
    obstacles: str = "",
    values: Mapping[int, Decimal] | None = None,
    evidence: Sequence[tuple[str, str]] = (),
    language: str = "",
) -> Entry:
    """Keep what was written, also after the deadline and after the period was closed; only the body's people read it.

    Raises Refused (impossible values, pen elsewhere), Stale, NotPermitted.
    """
    content = Content(grade, percent, text, obstacles, values or {}, evidence, language)
    return _keep(report, content, by, version)


@writes
def submit_report(*, report: Report, by: Actor, version: int, late_reason: str = "") -> Report:
    """Hand in what was written last. After the deadline it takes the reason why it is late.

    Raises Refused (nothing rated or said, closed period, lateness not explained), Stale, NotPermitted. What was
    written stays a draft whenever this refuses.
    """
    return _hand_in(report, by, version, late_reason)


@writes
def hand_in(*, report: Report, by: Actor, version: int, late_reason: str = "", **content: Any) -> Report:
    """Write and hand in at once, all or nothing, for whoever has no form between the two."""
    save_draft(report=report, by=by, version=version, **content)
    return submit_report(report=report, by=by, version=version + 1, late_reason=late_reason)


@writes
def no_change(*, report: Report, by: Actor, version: int, late_reason: str = "") -> Report:
    """Hand in that nothing has changed since the last accepted report of the body on this action.

    Raises Refused (there is none yet), and what `submit_report` raises.
    """
    earlier = last_accepted(report, Look.today())
    refuse_if(cycle.something_to_repeat(earlier is not None))
    assert earlier is not None
    _keep(report, _repeated(report, earlier), by, version)
    return _hand_in(report, by, version + 1, late_reason)


@writes
def consolidate(*, report: Report, by: Actor, version: int) -> Report:
    """The strategy development unit joins it with the others. Raises Refused, Stale, NotPermitted."""
    return _advance(report, State.CONSOLIDATED, by, version)


@writes
def approve(*, report: Report, by: Actor, version: int) -> Report:
    """The CIO-equivalent approves the report. Raises Refused, Stale, NotPermitted."""
    return _advance(report, State.APPROVED, by, version)


@writes
def accept_report(*, report: Report, by: Actor, version: int) -> Report:
    """The coordinator accepts the report; it becomes public and counts. Raises Refused, Stale, NotPermitted."""
    return _advance(report, State.ACCEPTED, by, version)


@writes
def return_report(*, report: Report, reason: str, by: Actor, version: int) -> Report:
    """Whoever's turn it is gives the report back to the reporting body, with a reason.

    Raises Refused (no reason, not handed in), Stale, NotPermitted.
    """
    refuse_if(cycle.can_be_returned(report.state), as_=Conflict)
    step = next_step(report)
    assert step is not None
    _may_take(report, step, by)
    refuse_if(cycle.has_a_reason(reason), cycle.period_is_open(report.period.closed_at is not None))
    _claim(report, version, state=State.RETURNED, next_step=1)
    _remember(report, State.RETURNED, by, reason=reason.strip())
    return report


@writes
def rate(*, report: Report, grade: Grade, by: Actor, text: str = "") -> Rating:
    """The coordinator's own rating of what was handed in, beside that of the body. Raises Refused, NotPermitted."""
    look = Look.today()
    require(can_coordinate(by, with_those_above(coordinator_of(report.period.plan_id, look), look)))
    refuse_if(cycle.can_be_rated(report.state), cycle.grade_fits(report.period.scale_id, grade.scale_id))
    rating = Rating.objects.create(report=report, grade=grade, text=text.strip(), by=by.ref)
    record(wording.RATED, report, by=by, rows=[{"grade": grade.code, "text": text.strip()}], audience=READ_UNACCEPTED)
    return rating


def _keep(report: Report, content: Content, by: Actor, version: int) -> Entry:
    _may_write(report, by)
    allowed = {row.id for row in indicators_of([report.element_id], Look.today()).get(report.element_id, ())}
    refuse_if(
        cycle.grade_fits(report.period.scale_id, content.grade.scale_id if content.grade else None),
        cycle.percent_is_possible(content.percent),
        gather(*(cycle.value_is_exact(value, field=f"value_{pk}") for pk, value in content.values.items())),
        gather(*(cycle.indicator_belongs(indicator, allowed) for indicator in content.values)),
        gather(*(cycle.is_web_address(url) for _title, url in content.evidence)),
    )
    state = State.RETURNED if report.state == State.RETURNED else State.DRAFT
    _claim(report, version, state=state)
    last = report.entries.order_by("-number").values_list("number", flat=True).first() or 0
    entry = Entry.objects.create(
        report=report,
        number=last + 1,
        grade=content.grade,
        percent=content.percent,
        text=content.text.strip(),
        obstacles=content.obstacles.strip(),
        language=content.language,
        no_change=content.no_change,
        by=by.ref,
    )
    _keep_parts(entry, content)
    # What a draft says is its writers' own: the log keeps a digest, so that a later change of it would be seen.
    record(
        wording.DRAFT_SAVED,
        report,
        by=by,
        after={"entry": entry.number},
        rows=[_said(content)],
        audience=READ_UNACCEPTED,
    )
    return entry


def _keep_parts(entry: Entry, content: Content) -> None:
    IndicatorValue.objects.bulk_create(
        IndicatorValue(entry=entry, indicator_id=indicator, value=value)
        for indicator, value in sorted(content.values.items())
    )
    EvidenceLink.objects.bulk_create(
        EvidenceLink(entry=entry, order=order, title=title, url=url)
        for order, (title, url) in enumerate(content.evidence, start=1)
    )


def _said(content: Content) -> dict[str, Any]:
    """The content as it goes into the digest."""
    return {
        "grade": content.grade.code if content.grade else None,
        "percent": content.percent,
        "text": content.text.strip(),
        "obstacles": content.obstacles.strip(),
        "values": {str(indicator): str(value) for indicator, value in sorted(content.values.items())},
        "evidence": [list(pair) for pair in content.evidence],
        "no_change": content.no_change,
    }


def _repeated(report: Report, earlier: EntryRow) -> Content:
    """The same again; a grade of another scale is looked up by its code, and left open where that has none such."""
    grade = Grade.objects.filter(pk=earlier.grade_id or 0).first()
    if grade is not None and grade.scale_id != report.period.scale_id:
        grade = Grade.objects.filter(scale_id=report.period.scale_id, code=grade.code).first()
    return Content(
        grade=grade,
        percent=earlier.percent,
        text=earlier.text,
        obstacles=earlier.obstacles,
        values=dict(earlier.values),
        evidence=earlier.links,
        language=earlier.language,
        no_change=True,
    )


def _hand_in(report: Report, by: Actor, version: int, late_reason: str) -> Report:
    _may_write(report, by)
    period, day = report.period, Look.today().day
    entry = report.entries.select_related("grade").order_by("number").last()
    refuse_if(
        cycle.period_is_open(period.closed_at is not None),
        cycle.has_a_grade(entry.grade.code if entry and entry.grade else None),
        cycle.says_something(entry.text if entry else ""),
        cycle.lateness_is_explained(day, period.due, late_reason),
    )
    reason = late_reason.strip() if cycle.is_late(day, period.due) else ""
    return _advance(report, State.SUBMITTED, by, version, reason=reason)


def _may_write(report: Report, by: Actor) -> None:
    """Who takes the first step of the chain writes the report, as long as it is with the body."""
    first = ChainStep.objects.get(chain_id=report.period.chain_id, order=1)
    _may_take(report, first, by)
    refuse_if(cycle.is_editable(report.state), as_=Conflict)


def _may_take(report: Report, step: ChainStep, by: Actor) -> None:
    require(can_take(by, step.capability, bodies_of_step(report, step, Look.today())))


def _advance(report: Report, outcome: State, by: Actor, version: int, *, reason: str = "") -> Report:
    """Take the step that leads to `outcome`, if it is its turn and the actor may."""
    step = next_step(report)
    refuse_if(cycle.is_at_step(outcome, step.outcome if step else None), as_=Conflict)
    assert step is not None
    _may_take(report, step, by)
    refuse_if(cycle.period_is_open(report.period.closed_at is not None))
    is_last = outcome == State.ACCEPTED
    _claim(report, version, state=outcome, next_step=None if is_last else step.order + 1)
    _remember(report, outcome, by, reason=reason)
    return report


def _claim(report: Report, version: int, **columns: Any) -> None:
    """Take the next version; Stale if somebody else moved the report since `version` was read."""
    rows = Report.objects.filter(pk=report.pk, version=version)
    if not rows.update(version=F("version") + 1, **columns):
        raise Stale
    report.refresh_from_db()


def _remember(report: Report, state: State, by: Actor, *, reason: str) -> None:
    entry = report.entries.order_by("number").last()
    assert entry is not None
    Transition.objects.create(report=report, entry=entry, state=state, reason=reason, by=by.ref)
    kind: EventKind = EVENTS[state]
    # Only the acceptance is public; whoever follows the report reads the other steps on its page.
    is_public = state == State.ACCEPTED
    record(
        kind,
        report,
        by=by,
        after={"entry": entry.number, "state": str(state)},
        reason=reason,
        about=[report.element, report.organisation] if is_public else [],
        audience="" if is_public else READ_UNACCEPTED,
    )
