"""Who may read and change boards. What is published is public; closed items, drafts and notes are not."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import (
    AUDITOR,
    CIO,
    REGISTRY_CLERK,
    REPORTER,
    SECRETARIAT,
    Capability,
    capability,
)
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.identity.visibility import gate
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards import models
from kurul.rooms.organisations.public import SCOPE as ORGANISATION
from kurul.rooms.organisations.public import scope_of, with_those_above, within

KEEP_BOARDS = capability(
    "boards.keep_boards", _("Charter boards and give seats in them"), roles=(SECRETARIAT, REGISTRY_CLERK)
)
CONVENE = capability("boards.convene", _("Convene meetings and keep their agenda"), roles=(SECRETARIAT,))
RECORD = capability("boards.record", _("Record attendance, decisions and minutes"), roles=(SECRETARIAT,))
APPROVE = capability("boards.approve_minutes", _("Approve minutes"), roles=(SECRETARIAT,))
CONFIRM = capability("boards.confirm", _("Report how far decisions are carried out"), roles=(CIO, REPORTER))
READ_CLOSED = capability("boards.read_closed", _("Read closed items and decisions"), roles=(SECRETARIAT, CIO, AUDITOR))

SCOPE = "board"


def board_scope(board: int) -> Scope:
    """The scope that stands for one board."""
    return Scope(SCOPE, board)


@gate(
    models.Board,
    models.Charter,
    models.SeatRule,
    models.Meeting,
    models.AgendaItem,
    models.Attendance,
    models.Decision,
    models.DecisionAddressee,
    models.ExecutionReport,
)
def boards_are_public(queryset: Any, actor: Actor) -> Any:
    """That these exist is public. What a restricted item or decision says is held back by `queries.closed`."""
    return queryset


@gate(models.Minutes)
def drafts_are_the_secretariats(minutes: Any, actor: Actor) -> Any:
    """Approved minutes are public, drafts are read by those who write them."""
    return minutes.filter(Q(approved_on__isnull=False) | _where(actor, RECORD, "meeting__board"))


@gate(models.MinutesText)
def texts_follow_their_minutes(texts: Any, actor: Actor) -> Any:
    """As the minutes they belong to."""
    return texts.filter(Q(minutes__approved_on__isnull=False) | _where(actor, RECORD, "minutes__meeting__board"))


@gate(models.FollowUpNote)
def notes_are_internal(notes: Any, actor: Actor) -> Any:
    """Follow-up notes are read by whoever is signed in."""
    return notes if actor.is_authenticated else notes.none()


def can_charter(by: Actor) -> Decision:
    """May enter a new board: only for the whole government."""
    return by.may(KEEP_BOARDS)


def can_keep(by: Actor, board: int) -> Decision:
    """May change the charter and the seats of this board."""
    return _may(by, KEEP_BOARDS, board)


def can_convene(by: Actor, board: int) -> Decision:
    """May plan, move and cancel meetings of this board, and keep their agenda."""
    return _may(by, CONVENE, board)


def can_record(by: Actor, board: int) -> Decision:
    """May open and close meetings of this board, record attendance and decisions, and write minutes."""
    return _may(by, RECORD, board)


def can_approve(by: Actor, board: int) -> Decision:
    """May approve the minutes of this board's meetings."""
    return _may(by, APPROVE, board)


def can_confirm(by: Actor, organisation: int) -> Decision:
    """May report for this body how far it carried a decision out: a right there, above it, or for the government."""
    first = by.may(CONFIRM, scope_of(organisation))
    if first.allowed or not by.holds(CONFIRM):
        return first
    return by.may(CONFIRM, *(scope_of(number) for number in with_those_above(organisation, Look.today())))


def confirmable_bodies(by: Actor, addressees: frozenset[int]) -> frozenset[int]:
    """For which of these bodies the actor may report: at most one query."""
    if by.may(CONFIRM).allowed:
        return addressees
    return addressees & organisations_of(by, CONFIRM, Look.today()) if by.holds(CONFIRM) else frozenset()


def can_note(by: Actor, board: int, addressees: frozenset[int]) -> Decision:
    """May add a follow-up note: who records for the board, and who confirms for one of the addressees."""
    recording = can_record(by, board)
    if recording.allowed:
        return recording
    return next((found for body in addressees if (found := can_confirm(by, body)).allowed), recording)


def organisations_of(actor: Actor, capability_: Capability, look: Look) -> set[int]:
    """The bodies in which the actor holds the capability, with all that stand below them; government not counted."""
    held = {scope.id for scope in actor.scopes_for(capability_) if scope.kind == ORGANISATION and scope.id}
    return within(held, look)


def _may(by: Actor, capability_: Capability, board: int) -> Decision:
    """A right for the board itself, for the body that convenes it or one above, or for the whole government."""
    first = by.may(capability_, board_scope(board))
    if first.allowed or not by.holds(capability_):
        return first
    look = Look.today()
    conveners = _conveners(board, look)
    return by.may(capability_, *(scope_of(above) for body in conveners for above in with_those_above(body, look)))


def _conveners(board: int, look: Look) -> list[int]:
    charters = models.Charter.objects.possibly_as_of(look.day).filter(board_id=board, convener__isnull=False)
    return list(charters.values_list("convener_id", flat=True))


def _where(actor: Actor, capability_: Capability, path: str) -> Q:
    """Condition: the board at `path` is one for which the actor holds the capability."""
    scopes = actor.scopes_for(capability_)
    if GOVERNMENT in scopes:
        return Q(**{f"{path}__isnull": False})
    look = Look.today()
    boards = {scope.id for scope in scopes if scope.kind == SCOPE and scope.id}
    bodies = organisations_of(actor, capability_, look)
    if bodies:
        charters = models.Charter.objects.possibly_as_of(look.day).filter(convener_id__in=bodies)
        boards.update(charters.values_list("board_id", flat=True))
    return Q(**{f"{path}__in": boards})
