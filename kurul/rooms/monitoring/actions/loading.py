"""Storing what a plan's files say of progress: published reports, so they come in as accepted."""

import re
from collections.abc import Sequence

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring import wording
from kurul.rooms.monitoring.models import (
    Chain,
    ChainStep,
    Entry,
    EvidenceLink,
    Grade,
    Meaning,
    MonitoringPeriod,
    Report,
    Scale,
    State,
    Transition,
    Where,
)
from kurul.rooms.monitoring.permissions import COORDINATE, REPORT, can_arrange
from kurul.rooms.strategy.public import Plan, ProgressRow, ProgressStored

# What the words of known files stand for; any other word is kept as it is and stands for nothing known.
MEANINGS = {
    "not started": Meaning.NOT_STARTED,
    "in progress": Meaning.IN_PROGRESS,
    "complete": Meaning.DONE,
    "completed": Meaning.DONE,
}
LINK = re.compile(r"([^()\n]*)\((https?://[^\s)]+)\)|(https?://[^\s)]+)")


@writes
def store_progress(*, plan: Plan, rows: Sequence[ProgressRow], by: Actor) -> list[ProgressStored]:
    """Keep each row as an accepted report of the body in a closed period of that name; days stay not known.

    A second time nothing changes. Raises Refused with file and row where a row names no body, NotPermitted.
    """
    require(can_arrange(by))
    refuse_if(
        Finding("monitoring.reporter_missing", None, {"code": row.element.code, "file": row.file, "row": row.row})
        for row in rows
        if row.organisation_id is None
    )
    scale = _scale(plan, rows)
    periods, made = _periods(plan, rows, scale)
    known = set(Report.objects.filter(period__plan=plan).values_list("period_id", "element_id", "organisation_id"))
    grades = {grade.code: grade for grade in Grade.objects.filter(scale=scale)}
    new = [row for row in rows if (periods[row.period_label].pk, row.element.pk, row.organisation_id) not in known]
    for row in new:
        _store(row, periods[row.period_label], grades.get(row.status or ""), by)
    told = [{"file": row.file, "row": row.row, "text": row.text, "evidence": row.evidence} for row in rows]
    record(wording.PROGRESS_LOADED, plan, by=by, rows=told, after={"created": len(new)})
    return [
        ProgressStored("monitoring period", made, len(periods) - made),
        ProgressStored("progress report", len(new), len(rows) - len(new)),
    ]


def _scale(plan: Plan, rows: Sequence[ProgressRow]) -> Scale:
    """The words of the files as a scale of their own; a word that it lacks makes no new version but joins its end."""
    code = f"status-{plan.scheme.code}"[:60]
    scale, _is_new = Scale.objects.get_or_create(
        code=code, scale_version="1", defaults={"name": Translated(en="Status as published"), "source": plan.source}
    )
    held = set(scale.grades.values_list("code", flat=True))
    words = dict.fromkeys(row.status for row in rows if row.status and row.status not in held)
    Grade.objects.bulk_create(
        Grade(
            scale=scale,
            code=word,
            name=Translated(en=word),
            meaning=MEANINGS.get(word.lower(), Meaning.NOT_KNOWN),
            order=order,
        )
        for order, word in enumerate(words, start=len(held) + 1)
    )
    return scale


def _chain() -> Chain:
    """Handed in and accepted: what was published went through no hands that the files name."""
    chain, is_new = Chain.objects.get_or_create(
        code="as-published", defaults={"name": Translated(tr="Yayımlandığı gibi", en="As published")}
    )
    if is_new:
        steps = (
            (State.SUBMITTED, Translated(tr="Kurum bildirir", en="The body reports"), REPORT, Where.BODY),
            (State.ACCEPTED, Translated(tr="Yayımlanır", en="It is published"), COORDINATE, Where.COORDINATOR),
        )
        for order, (outcome, name, capability, where) in enumerate(steps, start=1):
            ChainStep.objects.create(
                chain=chain, order=order, outcome=outcome, name=name, capability=capability, where=where
            )
    return chain


def _periods(plan: Plan, rows: Sequence[ProgressRow], scale: Scale) -> tuple[dict[str, MonitoringPeriod], int]:
    """The period of each label, closed as soon as it is made; and how many were made."""
    held = {period.code: period for period in MonitoringPeriod.objects.filter(plan=plan)}
    number = max((period.number for period in held.values()), default=0)
    found: dict[str, MonitoringPeriod] = {}
    made = 0
    for label in dict.fromkeys(row.period_label for row in rows):
        code = label[:60]
        if code not in held:
            made += 1
            held[code] = MonitoringPeriod.objects.create(
                plan=plan,
                number=number + made,
                code=code,
                name=Translated(en=label),
                chain=_chain(),
                scale=scale,
                closed_at=write_moment(),
                source=plan.source,
            )
        found[label] = held[code]
    return found, made


def _store(row: ProgressRow, period: MonitoringPeriod, grade: Grade | None, by: Actor) -> None:
    assert row.organisation_id is not None  # refused before
    report = Report.objects.create(
        period=period,
        element=row.element,
        organisation_id=row.organisation_id,
        state=State.ACCEPTED,
        next_step=None,
    )
    entry = Entry.objects.create(
        report=report, number=1, grade=grade, text=row.text, evidence_note=row.evidence, by=by.ref
    )
    links = [(match[1] or "", match[2] or match[3]) for match in LINK.finditer(row.evidence)]
    EvidenceLink.objects.bulk_create(
        EvidenceLink(entry=entry, order=order, title=title.strip(" -*:;,.")[:300], url=url)
        for order, (title, url) in enumerate({url: (title, url) for title, url in links}.values(), start=1)
    )
    for state in (State.SUBMITTED, State.ACCEPTED):
        Transition.objects.create(report=report, entry=entry, state=state, by=by.ref)
