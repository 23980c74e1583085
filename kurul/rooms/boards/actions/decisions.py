"""Decisions, and what their addressees report."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Stale, refuse_if
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.boards import wording
from kurul.rooms.boards.models import (
    AgendaItem,
    Decision,
    DecisionAddressee,
    ExecutionReport,
    FollowUpNote,
    Meeting,
    MeetingState,
)
from kurul.rooms.boards.permissions import READ_CLOSED, can_confirm, can_note, can_record
from kurul.rooms.boards.rules import decisions as rules
from kurul.rooms.boards.rules import meetings
from kurul.rooms.boards.rules.decisions import Execution
from kurul.rooms.organisations.public import Organisation, names_on

DECIDING = (MeetingState.OPEN.value, MeetingState.HELD.value)


@writes
def decide(
    *,
    meeting: Meeting,
    text: Translated,
    addressees: Sequence[Organisation],
    by: Actor,
    due: Bound | None = None,
    item: AgendaItem | None = None,
) -> Decision:
    """Record what the meeting decided, whom it addresses, and by when it is due (None: no day was set).

    Higher rooms react to the event DECIDED in the same transaction. Raises Refused, NotPermitted.
    """
    require(can_record(by, meeting.board_id))
    held = Meeting.objects.select_related("board").get(pk=meeting.pk)
    bodies = [organisation.pk for organisation in addressees]
    term = due or Bound.open()
    known = {body for body, named in names_on(bodies, Look(held.day)).items() if named.certainty is not Certainty.NO}
    refuse_if(
        meetings.state_allows(held.state, DECIDING),
        rules.has_a_text(text),
        rules.has_addressees(bodies),
        rules.addressed_once(bodies),
        rules.addressees_exist(bodies, known),
        rules.due_not_before_decision(term, held.day),
        rules.item_is_of_the_meeting(item.meeting_id if item else None, held.pk),
    )
    decision = _numbered(held, text, term, item)
    DecisionAddressee.objects.bulk_create(
        DecisionAddressee(decision=decision, organisation=organisation) for organisation in addressees
    )
    after = {"number": decision.number, "text": dict(text), "addressees": bodies, "due": str(term)}
    about = [held, held.board, *addressees]
    record(wording.DECIDED, decision, by=by, about=about, after=after, audience=_audience(decision))
    return decision


@writes
def confirm_decision(
    *,
    decision: Decision,
    organisation: Organisation,
    state: Execution,
    by: Actor,
    evidence: str = "",
    day: date | None = None,
) -> ExecutionReport:
    """An addressee reports how far it carried the decision out, since `day` (None: today), with its evidence.

    Raises Refused (not addressed, no evidence, nothing new, a day out of time, superseded), NotPermitted.
    """
    require(can_confirm(by, organisation.pk))
    since, today = day or clock.today(), clock.today()
    rows = {row.organisation_id: row for row in DecisionAddressee.objects.filter(decision=decision)}
    refuse_if(rules.is_addressed(organisation.pk, rows))
    addressee = rows[organisation.pk]
    running = ExecutionReport.objects.known_at().filter(addressee=addressee).in_order().last()
    refuse_if(
        rules.is_not_superseded(_successor(decision)),
        rules.has_evidence(state, evidence),
        rules.confirmed_in_time(since, decision.decided_on, today),
        rules.confirmed_after_last(since, running.period.start.latest if running else None),
        rules.execution_changes(Execution(running.state) if running else Execution.OPEN, state),
    )
    report = _reported(addressee, running, since, state, evidence.strip())
    record(
        wording.EXECUTION_REPORTED,
        decision,
        by=by,
        about=[organisation],
        before=facts.state(running) if running else None,
        after={**facts.state(report), "organisation": organisation.pk},
        audience=_audience(decision),
    )
    return report


@writes
def supersede_decision(
    *, decision: Decision, successor: Decision, by: Actor, version: int, reason: str = ""
) -> Decision:
    """A later decision takes the place of this one. Raises Refused, Stale, NotPermitted."""
    require(can_record(by, decision.board_id))
    if not Decision.objects.filter(pk=decision.pk, version=version).update(version=version + 1):
        raise Stale
    held = Decision.objects.get(pk=decision.pk)
    refuse_if(
        rules.is_not_superseded(_successor(held)),
        rules.successor_is_later(held.order, successor.order),
    )
    held.superseded_by = successor
    held.save(update_fields=["superseded_by"])
    record(
        wording.SUPERSEDED,
        held,
        by=by,
        about=[successor],
        before={"superseded_by": None},
        after={"superseded_by": successor.number},
        reason=reason,
        audience=_audience(held),
    )
    return held


@writes
def add_note(*, decision: Decision, text: str, by: Actor, organisation: Organisation | None = None) -> FollowUpNote:
    """Write down something while following a decision up. Raises Refused (no text), NotPermitted."""
    addressees = frozenset(decision.addressees.values_list("organisation_id", flat=True))
    require(can_note(by, decision.board_id, addressees))
    refuse_if(rules.note_says_something(text))
    note = FollowUpNote.objects.create(
        decision=decision, organisation=organisation, text=text.strip(), day=clock.today(), author_id=by.account_id
    )
    record(wording.NOTED, decision, by=by, after={"text": note.text}, audience=READ_CLOSED)
    return note


def _numbered(meeting: Meeting, text: Translated, due: Bound, item: AgendaItem | None) -> Decision:
    year = meeting.day.year
    taken = Decision.objects.filter(board=meeting.board, year=year)
    sequence = (taken.aggregate(Max("sequence"))["sequence__max"] or 0) + 1
    return Decision.objects.create(
        board=meeting.board,
        meeting=meeting,
        item=item,
        year=year,
        sequence=sequence,
        text=text,
        search_text=f"{year}/{sequence}\n{text.folded}",
        decided_on=meeting.day,
        due_from=due.earliest,
        due_to=due.latest,
        is_restricted=item is not None and item.is_restricted,
    )


def _reported(
    addressee: DecisionAddressee, running: ExecutionReport | None, since: date, state: Execution, evidence: str
) -> ExecutionReport:
    """The new state takes over from the running one; two of one day are one, the later counts."""
    said: dict[str, Any] = {"state": state.value, "evidence": evidence}
    if running is None:
        columns = facts.columns(Period.since(since))
        return ExecutionReport.objects.create(addressee=addressee, **said, **columns)
    if running.period.start == Bound.on(since):
        return facts.correct(running, **said)
    return facts.change(running, Bound.on(since), **said)[1]


def _successor(decision: Decision) -> str:
    return decision.superseded_by.number if decision.superseded_by else ""


def _audience(decision: Decision) -> str:
    return READ_CLOSED if decision.is_restricted else ""
