"""Loading boards from a file: all or nothing, as one event with a digest over its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.boards import wording
from kurul.rooms.boards.models import Board, Charter, SeatRule, SeatSource
from kurul.rooms.boards.permissions import can_charter
from kurul.rooms.boards.rules import charters as rules
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Identifier
from kurul.rooms.positions.public import PostKind


@dataclass(frozen=True)
class GivenTerms:
    """What the file says of a board for a period; `convener` and `instrument` by the codes that the file uses."""

    name: Translated
    period: Period
    convener: str | None = None
    instrument: str | None = None
    months: int | None = None
    cadence_note: Translated = field(default_factory=Translated)
    members_note: Translated = field(default_factory=Translated)
    status_note: Translated = field(default_factory=Translated)
    is_label: bool = False

    def said(self) -> dict[str, Any]:
        """As plain values, for the digest."""
        texts = {name: dict(getattr(self, name)) for name in ("name", "cadence_note", "members_note", "status_note")}
        plain = {"convener": self.convener, "instrument": self.instrument, "months": self.months}
        return {**texts, **plain, "is_label": self.is_label, "period": str(self.period)}


@dataclass(frozen=True)
class GivenSeats:
    """Which posts the file seats in a board."""

    by: str  # as in `SeatSource`
    selector: str
    basis: Basis = Basis.STATED


@dataclass(frozen=True)
class GivenBoard:
    """One board as a file gives it; `row` counts from 1 in `file`. The terms follow on one another."""

    code: str
    terms: Sequence[GivenTerms]
    seats: Sequence[GivenSeats]
    file: str
    row: int
    source: str = ""
    basis: Basis = Basis.STATED

    def said(self) -> dict[str, Any]:
        """As plain values, for the digest."""
        seats = [[seat.by, seat.selector, seat.basis.value] for seat in self.seats]
        return {"code": self.code, "basis": self.basis.value, "seats": seats, "terms": [t.said() for t in self.terms]}


@dataclass(frozen=True)
class _Known:
    """What the rows of a file refer to, by the codes of the file."""

    conveners: Mapping[str, int]
    instruments: Mapping[str, Instrument]
    kinds: frozenset[str]


@writes
def load(*, boards: Sequence[GivenBoard], scheme: str, by: Actor, report: Report) -> None:
    """Enter the boards that are not there yet. Conveners are found by their number in the `scheme` of the bodies.

    A convener, an instrument or a kind of post that is not known refuses its row. A board that is there under its code
    stays as it is; if the file says something else of it, that is a warning.
    """
    require(can_charter(by))
    known = _known(boards, scheme)
    held = {board.code: board for board in Board.objects.filter(code__in=[given.code for given in boards])}
    for given in boards:
        for finding in _findings(given, known):
            report.refuse(given.file, given.row, finding)
    if not report.refused:
        for given in boards:
            if given.code in held:
                report.unchanged["board"] += 1
                _compare(given, held[given.code], report)
            else:
                _enter(given, known)
                report.created["board"] += 1
    rows = [given.said() for given in boards]
    record(wording.LOADED, Ref("boards.board", 0), by=by, rows=rows, after={"created": report.created["board"]})


def _known(boards: Sequence[GivenBoard], scheme: str) -> _Known:
    terms = [terms for given in boards for terms in given.terms]
    conveners = Identifier.objects.known_at().filter(scheme=scheme, value__in={t.convener for t in terms if t.convener})
    codes = {t.instrument for t in terms if t.instrument}
    kinds = {seat.selector for given in boards for seat in given.seats if seat.by == SeatSource.KIND}
    return _Known(
        dict(conveners.values_list("value", "organisation_id")),
        {instrument.code: instrument for instrument in Instrument.objects.filter(code__in=codes)},
        frozenset(PostKind.objects.filter(code__in=kinds).values_list("code", flat=True)),
    )


def _findings(given: GivenBoard, known: _Known) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for terms in given.terms:
        found += gather(
            rules.has_a_name(terms.name),
            rules.period_is_possible(terms.period),
            rules.interval_is_possible(terms.months),
        )
        if terms.convener and terms.convener not in known.conveners:
            found.append(Finding("boards.convener_unknown", None, {"abbreviation": terms.convener}))
        if terms.instrument and terms.instrument not in known.instruments:
            found.append(Finding("boards.instrument_unknown", None, {"code": terms.instrument}))
    for seat in given.seats:
        if seat.by == SeatSource.KIND and seat.selector not in known.kinds:
            found.append(Finding("boards.kind_unknown", None, {"kind": seat.selector}))
    return tuple(found)


def _compare(given: GivenBoard, board: Board, report: Report) -> None:
    held = [(row.name, row.cadence_months) for row in Charter.objects.known_at().filter(board=board).in_order()]
    if held != [(terms.name, terms.months) for terms in given.terms]:
        report.warn(given.file, given.row, Finding("boards.differs", None, {"code": given.code}))


def _enter(given: GivenBoard, known: _Known) -> None:
    with resting_on(given.basis):
        board = Board.objects.create(code=given.code, source=given.source)
        for terms in given.terms:
            Charter.objects.create(
                board=board,
                name=terms.name,
                convener_id=known.conveners.get(terms.convener or ""),
                instrument=known.instruments.get(terms.instrument or ""),
                cadence_months=terms.months,
                cadence_note=terms.cadence_note,
                members_note=terms.members_note,
                status_note=terms.status_note,
                is_label=terms.is_label,
                **facts.columns(terms.period),
            )
    whole = Period(given.terms[0].period.start, given.terms[-1].period.end)
    for seat in given.seats:
        with resting_on(seat.basis):
            SeatRule.objects.create(board=board, by=seat.by, selector=seat.selector, **facts.columns(whole))
