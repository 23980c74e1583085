"""What may not be recorded about decisions and about what their addressees did."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound

FOLLOW_UP = "Kurul: guides are issued and not adopted, so each addressee confirms for itself, with evidence"


class Execution(StrEnum):
    """How an addressee stands towards a decision. Overdue follows from the day and is never stored."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class Shown(StrEnum):
    """How a decision, or one of its addressees, stands on a day."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    DONE = "done"
    SUPERSEDED = "superseded"


def standing(execution: Execution, due: Bound, day: date, *, superseded: bool = False) -> Shown:
    """How an addressee stands on the day. With an imprecise due day it is overdue only when every such day is past."""
    if execution is Execution.DONE:
        return Shown.DONE
    if superseded:
        return Shown.SUPERSEDED
    if due.latest < day:
        return Shown.OVERDUE
    return Shown(execution.value)


def standing_of_all(addressees: Collection[Shown]) -> Shown:
    """A decision stands as its slowest addressee: overdue before open before in progress; done when all are."""
    for shown in (Shown.SUPERSEDED, Shown.OVERDUE, Shown.IN_PROGRESS):
        if shown in addressees:
            return shown
    if Shown.OPEN in addressees:
        return Shown.IN_PROGRESS if Shown.DONE in addressees else Shown.OPEN
    return Shown.DONE


@rule("boards.decision_without_text", source="Kurul: a decision says what is to be done")
def has_a_text(texts: Mapping[str, str]) -> Iterator[Finding]:
    """A decision has a text in at least one language."""
    if not texts:
        yield Finding("boards.decision_without_text", "text")


@rule("boards.decision_without_addressee", source=FOLLOW_UP)
def has_addressees(organisations: Sequence[int]) -> Iterator[Finding]:
    """A decision is addressed to at least one body."""
    if not organisations:
        yield Finding("boards.decision_without_addressee", "addressees")


@rule("boards.addressee_twice", source=FOLLOW_UP)
def addressed_once(organisations: Sequence[int]) -> Iterator[Finding]:
    """A body is addressed once by one decision."""
    if len(set(organisations)) < len(organisations):
        yield Finding("boards.addressee_twice", "addressees")


@rule("boards.addressee_unknown", source=FOLLOW_UP)
def addressees_exist(organisations: Sequence[int], known: Collection[int]) -> Iterator[Finding]:
    """A decision addresses bodies that may exist on the day of the decision."""
    if not set(organisations) <= set(known):
        yield Finding("boards.addressee_unknown", "addressees")


@rule("boards.due_before_decision", source="Kurul: nothing is due before it was decided")
def due_not_before_decision(due: Bound, decided: date) -> Iterator[Finding]:
    """A decision is due on the day it was taken or later."""
    if due.latest < decided:
        yield Finding("boards.due_before_decision", "due", {"due": due, "decided": decided})


@rule("boards.item_of_another_meeting", source="Kurul: a decision is taken under an item of its own meeting")
def item_is_of_the_meeting(item_meeting: int | None, meeting: int) -> Iterator[Finding]:
    """The item under which a decision is taken stands on the agenda of the meeting that takes it."""
    if item_meeting is not None and item_meeting != meeting:
        yield Finding("boards.item_of_another_meeting", "item")


@rule("boards.not_addressed", source=FOLLOW_UP)
def is_addressed(organisation: int, addressees: Collection[int]) -> Iterator[Finding]:
    """Only a body that a decision addresses confirms it."""
    if organisation not in addressees:
        yield Finding("boards.not_addressed", "organisation")


@rule("boards.evidence_missing", source=FOLLOW_UP)
def has_evidence(execution: Execution, evidence: str) -> Iterator[Finding]:
    """Whoever says that a decision is carried out names the evidence."""
    if execution is Execution.DONE and not evidence.strip():
        yield Finding("boards.evidence_missing", "evidence")


@rule("boards.confirmed_out_of_time", source="Kurul: what has not happened cannot be confirmed")
def confirmed_in_time(day: date, decided: date, today: date) -> Iterator[Finding]:
    """What is confirmed happened after the decision and not in the future."""
    if not decided <= day <= today:
        yield Finding("boards.confirmed_out_of_time", "day", {"decided": decided, "today": today})


@rule("boards.confirmed_before_last", source="Kurul: the steps of an execution stand in their order")
def confirmed_after_last(day: date, last: date | None) -> Iterator[Finding]:
    """A new state does not begin before the one that it replaces; of two on one day the later one counts."""
    if last is not None and day < last:
        yield Finding("boards.confirmed_before_last", "day", {"last": last})


@rule("boards.already_so", source="Kurul: a change that changes nothing would blur the history")
def execution_changes(before: Execution, after: Execution) -> Iterator[Finding]:
    """A confirmation says something new."""
    if before is after:
        yield Finding("boards.already_so", "state")


@rule("boards.superseded", source="Kurul: what another decision replaced is no longer owed")
def is_not_superseded(successor: str) -> Iterator[Finding]:
    """A decision that another one replaced is neither confirmed nor replaced again. `successor`: its number."""
    if successor:
        yield Finding("boards.superseded", None, {"number": successor})


@rule("boards.supersedes_wrongly", source="Kurul: only a later decision replaces an earlier one")
def successor_is_later(decided: tuple[date, int], successor: tuple[date, int]) -> Iterator[Finding]:
    """A decision is replaced by one that was taken after it. Days with the order within the day."""
    if successor <= decided:
        yield Finding("boards.supersedes_wrongly", "successor")


@rule("boards.note_missing", source="Kurul: a note says something")
def note_says_something(text: str) -> Iterator[Finding]:
    """A follow-up note has a text."""
    if not text.strip():
        yield Finding("boards.note_missing", "text")
