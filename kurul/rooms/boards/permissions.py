"""Who may read and change boards. What is published is public; closed items, drafts and notes are not."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import ALLOWED, Actor, Decision
from kurul.kernel.identity.capabilities import (
    AUDITOR,
    CIO,
    REGISTRY_CLERK,
    REPORTER,
    SECRETARIAT,
    STRATEGY_OFFICER,
    Capability,
    capability,
)
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.identity.visibility import gate
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards import models
from kurul.rooms.organisations.public import SCOPE as ORGANISATION
from kurul.rooms.organisations.public import chains, reaching, scope_of, within
from kurul.rooms.positions.public import Capacity, Selectable, holdings_of, selectable

KEEP_BOARDS = capability(
    "boards.keep_boards", _("Charter boards and give seats in them"), roles=(SECRETARIAT, REGISTRY_CLERK)
)
CONVENE = capability("boards.convene", _("Convene meetings and keep their agenda"), roles=(SECRETARIAT,))
RECORD = capability("boards.record", _("Record attendance, decisions and minutes"), roles=(SECRETARIAT,))
APPROVE = capability("boards.approve_minutes", _("Approve minutes"), roles=(SECRETARIAT,))
CONFIRM = capability("boards.confirm", _("Report how far decisions are carried out"), roles=(CIO, REPORTER))
READ_CLOSED = capability("boards.read_closed", _("Read closed items and decisions"), roles=(SECRETARIAT, CIO, AUDITOR))
READ_NOTES = capability(
    "boards.read_notes",
    _("Read the follow-up notes on decisions that concern one's body or board"),
    roles=(SECRETARIAT, CIO, REPORTER, STRATEGY_OFFICER, AUDITOR),
)

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
def notes_are_for_those_concerned(notes: Any, actor: Actor) -> Any:
    """Notes are read by the addressees and those above them, the board's secretariat and members, and auditors."""
    if not actor.is_authenticated or actor.may(READ_NOTES):
        return notes if actor.is_authenticated else notes.none()
    look = Look.today()
    boards = {scope.id for scope in actor.scopes_for(READ_NOTES) if scope.kind == SCOPE and scope.id}
    concerned = _where(actor, RECORD, "decision__board") | Q(decision__board__in=boards | boards_of(actor, look))
    bodies = organisations_of(actor, READ_NOTES, look)
    if bodies:
        addressed = models.DecisionAddressee.objects.filter(decision=OuterRef("decision"), organisation_id__in=bodies)
        concerned |= Q(Exists(addressed))
    return notes.filter(concerned)


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
    return by.may(CONFIRM, *(scope_of(number) for number in reaching(by, organisation, Look.today(), CONFIRM)))


def confirmable_bodies(by: Actor, addressees: frozenset[int]) -> frozenset[int]:
    """For which of these bodies the actor may report: at most one query."""
    if by.may(CONFIRM).allowed:
        return addressees
    return addressees & organisations_of(by, CONFIRM, Look.today()) if by.holds(CONFIRM) else frozenset()


def can_note(by: Actor, board: int, addressees: frozenset[int]) -> Decision:
    """May add a follow-up note: who records for the board, and who confirms for one of the addressees."""
    recording = can_record(by, board)
    return ALLOWED if recording.allowed or confirmable_bodies(by, addressees) else recording


@read_once
def seat_rules(look: Look) -> tuple[models.SeatRule, ...]:
    """The seat rules of all boards that hold, or may hold, on the day, the most prominent roles first: one query."""
    rules = models.SeatRule.objects.possibly_as_of(look.day, look.known_at).select_related("instrument")
    ranks = [role.value for role in models.Role]
    return tuple(sorted(rules, key=lambda rule: (ranks.index(rule.role), rule.pk)))


def is_seated(rule: models.SeatRule, post: int, told: Selectable | None) -> bool:
    """Whether a rule gives a seat to a post of which this is certain (None: nothing is)."""
    match rule.by:
        case models.SeatSource.EQUIVALENCE:
            return rule.selector == CIO.code and told is not None and told.counts_as_cio
        case models.SeatSource.KIND:
            return told is not None and told.kind == rule.selector
    return rule.post_id == post


def boards_of(actor: Actor, look: Look) -> set[int]:
    """The boards in which the actor certainly sits on the day, through a post that is held or acted for.

    Whoever comes with a token sits there only if the token may read notes: a token never adds anything.
    """
    if actor.account_id is None or not (actor.token_scopes is None or READ_NOTES in actor.token_scopes):
        return set()
    held = {one.post for one in holdings_of(actor.account_id, look.day) if one.capacity != Capacity.SUBSTITUTE}
    sure = [rule for rule in seat_rules(look) if rule.period.on(look.day) is Certainty.YES] if held else []
    told = selectable(held, look) if sure else {}
    return {rule.board_id for rule in sure for post in held if is_seated(rule, post, told.get(post))}


def organisations_of(actor: Actor, capability_: Capability, look: Look) -> set[int]:
    """The bodies in which the actor holds the capability, with all that stand below them; government not counted."""
    held = {scope.id for scope in actor.scopes_for(capability_) if scope.kind == ORGANISATION and scope.id}
    return within(held, look)


def _may(by: Actor, capability_: Capability, board: int) -> Decision:
    """A right for the board itself, for the body that convenes it or one above, or for the whole government."""
    first = by.may(capability_, board_scope(board))
    if first.allowed or not by.holds(capability_):
        return first
    return by.may(capability_, *_scopes_of_conveners(board, Look.today()))


@read_once
def _scopes_of_conveners(board: int, look: Look) -> tuple[Scope, ...]:
    """Where else a right for the board counts: the bodies that convene it, and those above. Two queries."""
    charters = models.Charter.objects.possibly_as_of(look.day).filter(board_id=board, convener__isnull=False)
    conveners = set(charters.values_list("convener_id", flat=True))
    above = chains(conveners, look)
    return tuple(scope_of(number) for body in conveners for number in (body, *above[body]))


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
