"""The register of decisions: what was decided, who has to carry it out, by when, and how far that is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.boards.models import Decision, DecisionAddressee, ExecutionReport, FollowUpNote, Meeting
from kurul.rooms.boards.models.decisions import ExecutionState
from kurul.rooms.boards.queries.addressees import Addressee, addressed
from kurul.rooms.boards.queries.closed import ClosedReader, closed_reader
from kurul.rooms.boards.queries.lists import cut
from kurul.rooms.boards.queries.names import charter_names
from kurul.rooms.boards.rules.decisions import Shown, standing_of_all
from kurul.rooms.organisations.public import within


@dataclass(frozen=True)
class Filters:
    """What the register is narrowed to; empty fields do not narrow. `state`: open, overdue, done or superseded."""

    text: str = ""
    state: str = ""
    board: int | None = None
    organisation: int | None = None  # as addressee: the body itself or a part of it
    waits_for: frozenset[int] = frozenset()  # one of these bodies, or a part of it, has not carried it out
    meeting: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows."""
        return self != Filters()


@dataclass(frozen=True)
class Row:
    """A decision as the register shows it. When it is withheld from the reader, text and addressees are empty."""

    id: int
    number: str
    order: tuple[date, int]
    board: int
    board_name: Translated
    meeting: int
    item: int | None
    text: Translated
    decided_on: date
    due: Bound
    shown: Shown
    addressees: tuple[Addressee, ...]
    superseded_by: Decision | None
    is_restricted: bool
    is_withheld: bool
    basis: str
    version: int

    @property
    def status(self) -> str:
        """The code of its status."""
        return "restricted" if self.is_withheld else f"boards.{self.shown}"

    @property
    def by_status(self) -> tuple[tuple[str, tuple[Addressee, ...]], ...]:
        """The addressees by the code of their status, the most pressing first."""
        order = (Shown.OVERDUE, Shown.OPEN, Shown.IN_PROGRESS, Shown.DONE, Shown.SUPERSEDED)
        groups = ((f"boards.{shown}", tuple(one for one in self.addressees if one.shown is shown)) for shown in order)
        return tuple((code, found) for code, found in groups if found)

    @property
    def due_or_none(self) -> Bound | None:
        """The due day; None when none was set."""
        return None if self.due.is_open else self.due


@dataclass(frozen=True)
class Page(Row):
    """Everything that the page of one decision shows on the day looked at."""

    meeting_day: date
    meeting_number: int
    item_title: Translated
    supersedes: tuple[Decision, ...] = ()
    notes: tuple[FollowUpNote, ...] = ()
    reports: tuple[ExecutionReport, ...] = field(default=())  # all that were known, for the timeline


def taken(look: Look, actor: Actor) -> QuerySet[Decision, Any]:
    """The decisions taken up to the day and known at the moment, annotated with how they stand.

    `is_replaced`: a later decision had taken its place by then; `is_pending`: some addressee had not carried it out.
    """
    known = Q() if look.known_at is None else Q(recorded_at__lte=look.known_at)
    pending = _pending(look)
    successor = Decision.objects.filter(known, supersedes=OuterRef("pk"), decided_on__lte=look.day)
    rows = visible_to(Decision.objects.filter(known, decided_on__lte=look.day), actor)
    return rows.annotate(is_pending=Exists(pending), is_replaced=Exists(successor))


def _pending(look: Look) -> QuerySet[DecisionAddressee, Any]:
    """Addressees of the decision of the outer query that had not carried it out by the day."""
    done = ExecutionReport.objects.as_of(look.day, look.known_at).filter(
        addressee=OuterRef("pk"), state=ExecutionState.DONE.value
    )
    return DecisionAddressee.objects.filter(~Exists(done), decision=OuterRef("pk"))


def in_state(state: str, day: date) -> Q:
    """Condition on rows of `taken`: open (overdue ones included), overdue, done or superseded."""
    match state:
        case "open":
            return Q(is_replaced=False, is_pending=True)
        case "overdue":
            return Q(is_replaced=False, is_pending=True, due_to__lt=day)
        case "done":
            return Q(is_replaced=False, is_pending=False)
        case "superseded":
            return Q(is_replaced=True)
    return Q()


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many decisions the register has."""
    return _narrowed(filters, look, actor).count()


def listing(
    filters: Filters,
    look: Look,
    actor: Actor,
    *,
    order: str = "-number",
    start: int = 0,
    size: int = 50,
    names: Mapping[int, Translated] | None = None,
    naming: bool = True,
) -> tuple[Row, ...]:
    """A part of the register. `order` is number, decided_on, due_or_none or board_name, "-" before it reverses.

    `names` of the boards, where they are known already; without `naming` the addressees come without their names.
    """
    keys = {
        "number": ("year", "sequence"),
        "decided_on": ("decided_on", "sequence"),
        "due_or_none": ("due_to",),
        "board_name": ("board__code",),
    }
    rows = cut(_narrowed(filters, look, actor), keys, order, ("-pk",), start, size)
    return rows_of(rows, look, actor, names, naming=naming)


def _narrowed(filters: Filters, look: Look, actor: Actor) -> QuerySet[Decision, Any]:
    rows = taken(look, actor).filter(in_state(filters.state, look.day))
    if filters.board is not None:
        rows = rows.filter(board_id=filters.board)
    if filters.meeting is not None:
        rows = rows.filter(meeting_id=filters.meeting)
    reader = closed_reader(actor, look)
    readable = Q() if reader.reads_all else Q(is_restricted=False)
    if filters.waits_for:
        bodies = within(filters.waits_for, look)
        own = Q() if bodies <= reader.bodies else readable
        rows = rows.filter(own, Exists(_pending(look).filter(organisation_id__in=bodies)))
    if filters.organisation is not None:
        bodies = within([filters.organisation], look)
        addressed = DecisionAddressee.objects.filter(decision=OuterRef("pk"), organisation_id__in=bodies)
        # Whom a closed decision addresses is closed too, except for those who may read it for this very body.
        own = Q() if filters.organisation in reader.bodies else readable
        rows = rows.filter(own, Exists(addressed))
    if filters.text:
        rows = rows.filter(readable, search_text__contains=fold(filters.text))
    return rows


def rows_of(
    rows: QuerySet[Decision, Any],
    look: Look,
    actor: Actor,
    names: Mapping[int, Translated] | None = None,
    *,
    naming: bool = True,
) -> tuple[Row, ...]:
    """The rows of these decisions of `taken`, in their order: at most five queries however many."""
    return _rows(list(rows.select_related("superseded_by")), look, actor, names, naming=naming)


def _rows(
    decisions: Sequence[Decision],
    look: Look,
    actor: Actor,
    names: Mapping[int, Translated] | None = None,
    *,
    naming: bool = True,
) -> tuple[Row, ...]:
    if not decisions:
        return ()
    called = charter_names({decision.board_id for decision in decisions}, look) if names is None else names
    successors = _successors(decisions, look)
    bodies = addressed(decisions, look, successors, naming=naming)
    reader = closed_reader(actor, look)
    return tuple(Row(**_columns(decision, bodies[decision.pk], called, successors, reader)) for decision in decisions)


def page(pk: int, look: Look, actor: Actor) -> Page | None:
    """One decision on the day looked at; None when there is none to see."""
    noted = FollowUpNote.objects.filter(_known(look), decision=OuterRef("pk"), day__lte=look.day)
    rows = taken(look, actor).annotate(is_noted=Exists(noted))
    decision = rows.select_related("meeting", "item", "superseded_by").filter(pk=pk).first()
    if decision is None:
        return None
    successors = _successors([decision], look)
    bodies = addressed([decision], look, successors)[pk]
    names = charter_names([decision.board_id], look)
    columns = _columns(decision, bodies, names, successors, closed_reader(actor, look))
    withheld = columns["is_withheld"]
    reports = ExecutionReport.objects.known_at(look.known_at).filter(addressee__decision_id=pk)
    # Whom the notes are for is asked only where there are some.
    shows_notes = decision.is_noted and not withheld
    notes = visible_to(decision.notes.filter(_known(look), day__lte=look.day), actor) if shows_notes else None
    return Page(
        **columns,
        meeting_day=decision.meeting.day,
        meeting_number=decision.meeting.number,
        item_title=decision.item.title if decision.item and not withheld else Translated(),
        supersedes=tuple(taken(look, actor).filter(superseded_by_id=pk)),
        notes=tuple(notes.select_related("author")) if notes is not None else (),
        reports=() if withheld else tuple(reports.select_related("addressee").in_order()),
    )


def _known(look: Look) -> Q:
    return Q() if look.known_at is None else Q(recorded_at__lte=look.known_at)


def _columns(
    decision: Decision,
    addressees: tuple[Addressee, ...],
    names: Mapping[int, Translated],
    successors: dict[int, Decision],
    reader: ClosedReader,
) -> dict[str, Any]:
    bodies = [one.organisation.id for one in addressees]
    withheld = decision.is_restricted and not reader.reads_decision(decision.board_id, bodies)
    successor = successors.get(decision.superseded_by_id or 0)
    shown = Shown.SUPERSEDED if successor else standing_of_all([one.shown for one in addressees])
    return {
        "id": decision.pk,
        "number": decision.number,
        "order": decision.order,
        "board": decision.board_id,
        "board_name": names.get(decision.board_id, Translated()),
        "meeting": decision.meeting_id,
        "item": decision.item_id,
        "text": Translated() if withheld else decision.text,
        "decided_on": decision.decided_on,
        "due": decision.due,
        "shown": shown,
        "addressees": () if withheld else addressees,
        "superseded_by": successor,
        "is_restricted": decision.is_restricted,
        "is_withheld": withheld,
        "basis": decision.basis,
        "version": decision.version,
    }


def _successors(decisions: Iterable[Decision], look: Look) -> dict[int, Decision]:
    """The decisions that had taken the place of some of these by the day and the knowledge looked with."""
    later = (decision.superseded_by for decision in decisions if decision.superseded_by is not None)
    return {
        one.pk: one
        for one in later
        if one.decided_on <= look.day and (look.known_at is None or one.recorded_at <= look.known_at)
    }


def counts(boards: Collection[int], look: Look, actor: Actor) -> dict[int, tuple[int, int]]:
    """For each board how many decisions are open (overdue ones included), and how many overdue: one query."""
    rows = (
        taken(look, actor)
        .filter(in_state("open", look.day), board_id__in=boards)
        .order_by()
        .values_list("board_id")
        .annotate(owed=Count("pk"), late=Count("pk", filter=Q(due_to__lt=look.day)))
    )
    return {board: (open_, overdue) for board, open_, overdue in rows}


def labels(ids: Iterable[int]) -> dict[int, str]:
    """Numbers for references."""
    return {decision.pk: decision.number for decision in Decision.objects.filter(pk__in=set(ids))}


def of_meetings(
    meetings: Collection[Meeting], look: Look, actor: Actor, names: Mapping[int, Translated]
) -> dict[int, tuple[Row, ...]]:
    """The decisions that each meeting took, in their order: at most four queries for all."""
    found = taken(look, actor).filter(meeting__in=meetings).order_by("sequence")
    return _by_meeting(meetings, rows_of(found, look, actor, names))


def of_meetings_and_open(
    meetings: Collection[Meeting], look: Look, actor: Actor, names: Mapping[int, Translated], *, most: int
) -> tuple[dict[int, tuple[Row, ...]], tuple[Row, ...]]:
    """The decisions that meetings took, and those of their boards that are open, the first due before the others.

    At most four queries for all. Of the open ones at most so many.
    """
    known = taken(look, actor)
    open_ = known.filter(in_state("open", look.day), board_id__in={meeting.board_id for meeting in meetings})
    wanted = Q(meeting__in=meetings) | Q(pk__in=open_.order_by("due_to", "-pk").values("pk")[:most])
    found = list(known.filter(wanted).order_by("sequence").select_related("superseded_by"))
    rows = {row.id: row for row in _rows(found, look, actor, names)}
    pending = [one for one in found if one.is_pending and not one.is_replaced]
    in_order = sorted(pending, key=lambda one: (one.due_to, -one.pk))
    return _by_meeting(meetings, rows.values()), tuple(rows[one.pk] for one in in_order[:most])


def _by_meeting(meetings: Collection[Meeting], rows: Iterable[Row]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, tuple[Row, ...]] = {meeting.pk: () for meeting in meetings}
    for row in rows:
        if row.meeting in found:
            found[row.meeting] = (*found[row.meeting], row)
    return found
