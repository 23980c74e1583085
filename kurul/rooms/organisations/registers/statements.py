"""What one row says: read, with every problem at its place, before it is known what other rows say of the same body."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kurul.kernel.imports import Report
from kurul.kernel.imports.cells import Cell, NotInMap
from kurul.kernel.imports.tables import Row
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, NotADay, Period, day_after, day_before
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import SaidAffiliation, SaidNumber, SaidPlace
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.registers.mapping import AboveCells, KeyCell, TableMapping


@dataclass(frozen=True, slots=True)
class Above:
    """A body that a row names besides its own."""

    key: Key
    name: Translated
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What one row says of one body."""

    key: Key
    file: str
    row: int
    period: Period
    name: Translated
    abbreviation: str = ""
    kind: str = ""
    level: str = ""
    parents: tuple[Key, ...] = ()
    also: tuple[Key, ...] = ()
    numbers: tuple[Key, ...] = ()
    attested: Bound | None = None
    note: Translated = field(default_factory=Translated)
    source: str = ""
    above: tuple[Above, ...] = ()
    successors: tuple[Key, ...] = ()
    alias_of: Key | None = None

    @property
    def linked(self) -> Period | None:
        """For how long it stands where the table says: on the day on which that speaks, since when is not said.

        None: for as long as the body exists (the table does not say on which day it speaks).
        """
        if self.attested is None:
            return None
        last = day_before(self.period.end)
        latest = self.attested.latest if self.period.end.is_open else min(self.attested.latest, last.latest)
        return Period(Bound(min(self.period.start.earliest, latest), latest), self.period.end)

    @property
    def places(self) -> tuple[SaidPlace, ...]:
        """Its parent, where the source says which one it is."""
        if len(self.parents) != 1:
            return ()
        return (SaidPlace(parent=self.parents[0], row=self.row, period=self.linked),)

    @property
    def affiliations(self) -> tuple[SaidAffiliation, ...]:
        """What it also belongs to; of several parents none is taken for the main one."""
        if len(self.parents) < 2 and not self.also:
            return ()
        several = self.parents if len(self.parents) > 1 else ()
        keys = dict.fromkeys((*several, *(key for key in self.also if key not in self.parents)))
        return tuple(SaidAffiliation(parent=key, row=self.row, period=self.linked) for key in keys)

    @property
    def further_numbers(self) -> tuple[SaidNumber, ...]:
        """Its numbers besides the key."""
        return tuple(SaidNumber(scheme=scheme, value=value, row=self.row) for scheme, value in self.numbers)


class Unreadable(ValueError):
    """A cell says nothing that can be taken."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


def statement(row: Row, table: TableMapping, report: Report) -> Statement | None:
    """What the row says; None when it is refused, which the report then says."""
    try:
        key = _one(row, table.key)
        attested = _attested(row, table)
        made = Statement(
            key=key,
            file=row.file,
            row=row.line,
            period=_period(row, table, attested),
            name=_translated(row, table.name),
            abbreviation=_text(row, table.abbreviation),
            kind=_text(row, table.kind),
            level=_text(row, table.level),
            parents=_parents(row, table.parent, key),
            also=tuple(other for cell in table.also for other in _all(row, cell)),
            numbers=tuple(other for cell in table.numbers for other in _all(row, cell)),
            attested=attested,
            note=_translated(row, table.note),
            source=_text(row, table.source),
            above=tuple(above for cells in table.above for above in _above(row, cells)),
            successors=_all(row, table.successors),
            alias_of=next(iter(_all(row, table.alias_of)), None),
        )
    except Unreadable as error:
        report.refuse(row.file, row.line, error.finding)
        return None
    if table.abbreviation is not None and not made.abbreviation and any(map(row.text, table.abbreviation.columns)):
        params = {"text": next(filter(None, map(row.text, table.abbreviation.columns)))}
        report.warn(row.file, row.line, Finding("organisations.no_abbreviation", None, params))
    if len(made.parents) > 1:
        params = {"parents": ", ".join(value for _scheme, value in made.parents)}
        report.warn(row.file, row.line, Finding("organisations.several_parents", None, params))
    return made


def _one(row: Row, key: KeyCell) -> Key:
    return _text(row, key.scheme), _text(row, key.cell)


def _all(row: Row, key: KeyCell | None) -> tuple[Key, ...]:
    if key is None:
        return ()
    values = _texts(row, key.cell)
    return tuple((_text(row, key.scheme), value) for value in values)


def _parents(row: Row, parent: KeyCell | None, own: Key) -> tuple[Key, ...]:
    found = _all(row, parent)
    return tuple(key for key in found if key != own) if parent and parent.passes_over_itself else found


def _text(row: Row, cell: Cell | None) -> str:
    if cell is None:
        return ""
    try:
        return cell.text(row)
    except NotInMap as error:
        raise _not_mapped(cell, error) from error


def _texts(row: Row, cell: Cell) -> list[str]:
    try:
        return cell.texts(row)
    except NotInMap as error:
        raise _not_mapped(cell, error) from error


def _not_mapped(cell: Cell, error: NotInMap) -> Unreadable:
    params = {"column": ", ".join(cell.named()), "text": str(error)}
    return Unreadable(Finding("organisations.cell_not_mapped", None, params))


def _translated(row: Row, cells: Mapping[str, Cell]) -> Translated:
    return Translated({language: _text(row, cell) for language, cell in cells.items()})


def _above(row: Row, cells: AboveCells) -> list[Above]:
    name, kind = _translated(row, cells.name), _text(row, cells.kind)
    return [Above(key, name, kind) for key in _all(row, cells.key)]


def _attested(row: Row, table: TableMapping) -> Bound | None:
    if table.attested_cell is None:
        return table.attested
    try:
        return table.attested_cell.read(row)
    except NotADay as error:
        raise _no_day(table.attested_cell.cell, error) from error


def _no_day(cell: Cell, error: NotADay) -> Unreadable:
    params = {"column": ", ".join(cell.named()), "text": error.text}
    return Unreadable(Finding("organisations.cell_not_a_day", None, params))


def _period(row: Row, table: TableMapping, attested: Bound | None) -> Period:
    """When the row holds. Not told: since a day not known, by the day on which the table speaks at the latest."""
    begin, end = _day(row, table, "begins"), _day(row, table, "ends")
    if end is not None and table.ends_on_last_day:
        end = day_after(end)
    if end is None:
        has_ended = table.ended is not None and table.ended.holds(row)
        end = _by(attested) if has_ended else Bound.open()
    if begin is None:
        begin = _by(attested)
        last = day_before(end)
        if not end.is_open and begin.latest > last.latest:  # what has ended by a day began before it
            begin = Bound.by(last.latest)
    if begin.is_open:
        raise Unreadable(Finding("organisations.period_missing", "start"))
    return Period(begin, end)


def _day(row: Row, table: TableMapping, which: str) -> Bound | None:
    cell = table.begins if which == "begins" else table.ends
    if cell is None:
        return None
    try:
        return cell.read(row)
    except NotADay as error:
        raise _no_day(cell.cell, error) from error


def _by(attested: Bound | None) -> Bound:
    return Bound.unknown() if attested is None else Bound.by(attested.latest)
