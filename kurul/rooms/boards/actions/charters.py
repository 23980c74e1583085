"""Boards, their charters and their seats."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.boards import wording
from kurul.rooms.boards.models import Board, Charter, Role, SeatRule, SeatSource
from kurul.rooms.boards.permissions import can_charter, can_keep
from kurul.rooms.boards.rules import charters as rules
from kurul.rooms.boards.rules.charters import QuorumRule
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.positions.public import Post


@dataclass(frozen=True)
class Terms:
    """What a charter says. `cadence_months` None: no interval is published; `quorum` None: there is no quorum rule."""

    name: Translated
    convener: Organisation | None = None
    cadence_months: int | None = None
    cadence_note: Translated = field(default_factory=Translated)
    is_label: bool = False
    members_note: Translated = field(default_factory=Translated)
    status_note: Translated = field(default_factory=Translated)
    quorum: QuorumRule | None = None

    @classmethod
    def of(cls, charter: Charter) -> "Terms":
        """What a recorded charter says."""
        return cls(
            name=charter.name,
            convener=charter.convener,
            cadence_months=charter.cadence_months,
            cadence_note=charter.cadence_note,
            is_label=charter.is_label,
            members_note=charter.members_note,
            status_note=charter.status_note,
            quorum=charter.quorum,
        )

    def columns(self) -> dict[str, Any]:
        """The columns of a charter that says so."""
        share = self.quorum.share if self.quorum else None
        return {
            "name": self.name,
            "convener": self.convener,
            "cadence_months": self.cadence_months,
            "cadence_note": self.cadence_note,
            "is_label": self.is_label,
            "members_note": self.members_note,
            "status_note": self.status_note,
            "quorum_number": self.quorum.number if self.quorum else None,
            "quorum_numerator": share.numerator if share else None,
            "quorum_denominator": share.denominator if share else None,
            "quorum_more_than": bool(self.quorum and self.quorum.more_than),
            "quorum_basis": self.quorum.basis if self.quorum else "",
        }

    def findings(self) -> Iterable[Finding]:
        """What the rules object to."""
        yield from rules.has_a_name(self.name)
        yield from rules.interval_is_possible(self.cadence_months)
        yield from rules.quorum_is_possible(self.quorum)
        yield from rules.quorum_has_a_basis(self.quorum)


@writes
def charter_board(
    *, code: str, terms: Terms, period: Period, by: Actor, instrument: Instrument | None = None, source: str = ""
) -> Board:
    """Enter a board that exists on these terms for `period`.

    Raises Refused (no name, impossible period, interval or quorum), Conflict (the code is taken), NotPermitted.
    """
    require(can_charter(by))
    refuse_if(terms.findings(), rules.period_is_possible(period))
    refuse_if(rules.code_is_free(code, Board.objects.filter(code=code).exists()), as_=Conflict)
    board = Board.objects.create(code=code, source=source)
    charter = Charter.objects.create(board=board, instrument=instrument, **terms.columns(), **facts.columns(period))
    _remember(wording.CHARTERED, board, by, after=charter)
    return board


@writes
def amend_charter(
    *, board: Board, terms: Terms, day: Bound, by: Actor, version: int, instrument: Instrument | None = None
) -> Charter:
    """Other terms hold from `day` on. Raises Refused, Stale, NotPermitted."""
    _may_change(board, version, by)
    running = _running(board, day)
    refuse_if(terms.findings(), rules.begins_inside(running.period if running else None, day))
    assert running is not None
    refuse_if(rules.something_changes(Terms.of(running), terms))
    ended, new = facts.change(running, day, instrument=instrument, **terms.columns())
    _remember(wording.CHARTER_AMENDED, board, by, before=ended, after=new)
    return new


@writes
def correct_charter(*, charter: Charter, terms: Terms, reason: str, by: Actor, version: int) -> Charter:
    """These terms were entered wrongly. Raises Refused, Stale, NotPermitted."""
    _may_change(charter.board, version, by)
    if charter.is_superseded:
        raise Stale
    refuse_if(terms.findings(), rules.has_a_reason(reason), rules.something_changes(Terms.of(charter), terms))
    new = facts.correct(charter, **terms.columns())
    _remember(wording.CHARTER_CORRECTED, charter.board, by, before=charter, after=new, reason=reason)
    return new


@writes
def end_charter(
    *, board: Board, day: Bound, by: Actor, version: int, instrument: Instrument | None = None, reason: str = ""
) -> Charter:
    """The board no longer meets from `day` on; its seats end with it. Raises Refused, Stale, NotPermitted."""
    _may_change(board, version, by)
    running = _running(board, day)
    refuse_if(rules.begins_inside(running.period if running else None, day))
    assert running is not None
    ended = facts.end(running, day)
    for seat in SeatRule.objects.known_at().filter(board=board, valid_to__gt=day.latest):
        if Period(seat.period.start, day).is_possible:
            facts.end(seat, day)
        else:
            facts.withdraw(seat)
    _remember(wording.CHARTER_AMENDED, board, by, before=running, after=ended, reason=reason, instrument=instrument)
    return ended


@writes
def give_seats(
    *,
    board: Board,
    period: Period,
    by: Actor,
    source: str,
    selector: str = "",
    post: Post | None = None,
    role: str = Role.MEMBER,
    instrument: Instrument | None = None,
) -> SeatRule:
    """Posts sit in the board for `period`: those of an equivalence rule or of a kind (`selector`), or one `post`.

    Raises Refused (no posts named, impossible period), Conflict (they sit there already), NotPermitted.
    """
    require(can_keep(by, board.pk))
    wanted = str(post.pk) if source == SeatSource.POST and post else "" if source == SeatSource.POST else selector
    refuse_if(rules.seat_names_its_posts(source, wanted), rules.period_is_possible(period))
    given = SeatRule.objects.known_at().filter(board=board, by=source, selector=wanted)
    refuse_if(rules.seat_is_given_once(period, [row.period for row in given]), as_=Conflict)
    seat = SeatRule.objects.create(
        board=board,
        by=source,
        selector=wanted,
        post=post if source == SeatSource.POST else None,
        role=role,
        instrument=instrument,
        **facts.columns(period),
    )
    _remember(wording.SEAT_GIVEN, board, by, after=seat)
    return seat


@writes
def end_seats(*, seat: SeatRule, day: Bound, by: Actor, reason: str = "") -> SeatRule:
    """These posts no longer sit in the board from `day` on. Raises Refused, Stale, NotPermitted."""
    require(can_keep(by, seat.board_id))
    if seat.is_superseded or not SeatRule.objects.known_at().filter(pk=seat.pk).exists():
        raise Stale
    refuse_if(rules.begins_inside(seat.period, day))
    ended = facts.end(seat, day)
    _remember(wording.SEAT_ENDED, seat.board, by, before=seat, after=ended, reason=reason)
    return ended


def _may_change(board: Board, version: int, by: Actor) -> None:
    """Check the right, and that nobody else changed the board since `version` was read; take the next version."""
    require(can_keep(by, board.pk))
    if not Board.objects.filter(pk=board.pk, version=version).update(version=version + 1):
        raise Stale


def _running(board: Board, day: Bound) -> Charter | None:
    return Charter.objects.possibly_as_of(day.latest).filter(board=board).first()


def _remember(
    kind: Any,
    board: Board,
    by: Actor,
    *,
    after: Charter | SeatRule,
    before: Charter | SeatRule | None = None,
    reason: str = "",
    instrument: Instrument | None = None,
) -> None:
    record(
        kind,
        board,
        by=by,
        reason=reason,
        before=facts.state(before) if before else None,
        after=facts.state(after),
        instrument=instrument or after.instrument,
    )
