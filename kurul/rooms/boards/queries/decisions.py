"""The register of decisions: what was decided, who has to carry it out, by when, and how far that is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.facts import certainly, held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.kernel.wording import Text
from kurul.rooms.boards.models import Decision, DecisionAddressee, ExecutionReport, FollowUpNote, Meeting
from kurul.rooms.boards.models.decisions import ExecutionState
from kurul.rooms.boards.queries.bodies import with_bodies_above
from kurul.rooms.boards.queries.closed import ClosedReader, closed_reader
from kurul.rooms.boards.queries.lists import cut
from kurul.rooms.boards.queries.names import charter_names
from kurul.rooms.boards.rules.decisions import Execution, Shown, standing, standing_of_all
from kurul.rooms.organisations.public import Named, within


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
class Addressee:
    """A body that a decision addresses, and how it stands on the day."""

    id: int
    organisation: Named
    above: Named | None  # the body that a unit belongs to, without which its name says little
    shown: Shown
    reported: Execution | None  # what it reported last
    evidence: str
    since: Bound | None  # since when, by its report
    basis: str

    @property
    def status(self) -> str:
        """The code of its status."""
        return f"boards.{self.shown}"

    @property
    def reported_label(self) -> Text:
        """What it reported last, in words; empty for nothing."""
        return ExecutionState(self.reported.value).label if self.reported else ""

    def __str__(self) -> str:
        return f"{self.organisation}, {self.above}" if self.above else str(self.organisation)


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
    decisions = list(rows.select_related("superseded_by"))
    if not decisions:
        return ()
    called = charter_names({decision.board_id for decision in decisions}, look) if names is None else names
    successors = _successors(decisions, look)
    addressed = _addressed(decisions, look, successors, naming=naming)
    reader = closed_reader(actor, look)
    return tuple(
        Row(**_columns(decision, addressed[decision.pk], called, successors, reader)) for decision in decisions
    )


def page(pk: int, look: Look, actor: Actor) -> Page | None:
    """One decision on the day looked at; None when there is none to see."""
    noted = FollowUpNote.objects.filter(_known(look), decision=OuterRef("pk"), day__lte=look.day)
    rows = taken(look, actor).annotate(is_noted=Exists(noted))
    decision = rows.select_related("meeting", "item", "superseded_by").filter(pk=pk).first()
    if decision is None:
        return None
    successors = _successors([decision], look)
    addressed = _addressed([decision], look, successors)[pk]
    names = charter_names([decision.board_id], look)
    columns = _columns(decision, addressed, names, successors, closed_reader(actor, look))
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
    addressed: tuple[Addressee, ...],
    names: Mapping[int, Translated],
    successors: dict[int, Decision],
    reader: ClosedReader,
) -> dict[str, Any]:
    bodies = [one.organisation.id for one in addressed]
    withheld = decision.is_restricted and not reader.reads_decision(decision.board_id, bodies)
    successor = successors.get(decision.superseded_by_id or 0)
    shown = Shown.SUPERSEDED if successor else standing_of_all([one.shown for one in addressed])
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
        "addressees": () if withheld else addressed,
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


def _addressed(
    decisions: Sequence[Decision], look: Look, successors: Mapping[int, Decision], *, naming: bool = True
) -> dict[int, tuple[Addressee, ...]]:
    """Whom each decision addresses, with what they had reported by the day: three queries, without `naming` one."""
    found: dict[int, list[Addressee]] = {decision.pk: [] for decision in decisions}
    by_pk = {decision.pk: decision for decision in decisions}
    rows = list(_reporting(by_pk, look))
    names, above = with_bodies_above({row["organisation_id"] for row in rows}, look) if naming else ({}, {})
    for row in rows:
        decision = by_pk[row["decision_id"]]
        reported = Execution(row["said__state"]) if row["said__state"] else None
        replaced = decision.superseded_by_id in successors
        found[decision.pk].append(
            Addressee(
                id=row["pk"],
                organisation=names.get(row["organisation_id"]) or Named(row["organisation_id"], Translated()),
                above=above.get(row["organisation_id"]),
                shown=standing(reported or Execution.OPEN, decision.due, look.day, superseded=replaced),
                reported=reported,
                evidence=row["said__evidence"] or "",
                since=Bound(row["said__valid_from"], row["said__valid_from_latest"]) if reported else None,
                basis=row["said__basis"] or row["basis"],
            )
        )
    return {pk: tuple(addressees) for pk, addressees in found.items()}


def _reporting(decisions: Iterable[int], look: Look) -> Iterable[dict[str, Any]]:
    """The addressees, each joined with what it certainly reported by the day."""
    holds = held_true(look.known_at, "reports__") & certainly(look.day, "reports__")
    columns = ("state", "evidence", "valid_from", "valid_from_latest", "basis")
    return (
        DecisionAddressee.objects.filter(decision_id__in=decisions)
        .annotate(said=FilteredRelation("reports", condition=holds))
        .order_by("pk")
        .values("pk", "decision_id", "organisation_id", "basis", *(f"said__{name}" for name in columns))
    )


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


def of_meeting(meeting: Meeting, look: Look, actor: Actor, board_name: Translated) -> tuple[Row, ...]:
    """The decisions that a meeting took, in their order: at most five queries."""
    found = taken(look, actor).filter(meeting=meeting).order_by("sequence")
    return rows_of(found, look, actor, {meeting.board_id: board_name})
