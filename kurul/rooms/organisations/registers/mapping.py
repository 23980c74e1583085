"""What a mapping file of a register says, checked: which tables, and what of a row means what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kurul.kernel.imports.cells import Cell, Condition, DayCell, cell, condition, day_cell
from kurul.kernel.imports.mapping import (
    At,
    Parser,
    bound,
    by_code,
    by_language,
    flag,
    number,
    one_of,
    opened,
    record,
    several,
    table_form,
    text,
    translated,
)
from kurul.kernel.imports.tables import TableForm
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import SaidScheme
from kurul.rooms.organisations.rules import CHECKS

ROWS = ("bodies", "states", "attestations")


@dataclass(frozen=True)
class KeyCell:
    """A number in a scheme, read from a row."""

    scheme: Cell
    cell: Cell
    passes_over_itself: bool = False  # a body that names itself as its parent has none


@dataclass(frozen=True)
class AboveCells:
    """A body that rows name besides their own (a department, a province) and that has no row of its own."""

    key: KeyCell
    name: Mapping[str, Cell]
    kind: Cell


@dataclass(frozen=True)
class Paths:
    """A column that holds the whole path ("Ministry - Office - Unit"): what is below the parent's is a row's own.

    The own part stands in a further column, named like the first with ".own" behind it.
    """

    column: str
    key: str
    parent: str
    join: str


@dataclass(frozen=True)
class TableMapping:
    """How the rows of one table, or of several alike, are read."""

    files: tuple[str, ...]
    key: KeyCell
    name: Mapping[str, Cell]
    form: TableForm = field(default_factory=TableForm)
    rows: str = "bodies"
    ignore: tuple[Condition, ...] = ()
    alias_of: KeyCell | None = None
    ignores_twins: bool = False  # exact duplicates of a row are passed over, with a warning
    attested: Bound | None = None  # the day on which the table speaks
    attested_cell: DayCell | None = None  # … told by each row, or by the name of the file (column "file")
    abbreviation: Cell | None = None
    kind: Cell | None = None
    level: Cell | None = None
    parent: KeyCell | None = None
    also: tuple[KeyCell, ...] = ()
    numbers: tuple[KeyCell, ...] = ()
    begins: DayCell | None = None
    ends: DayCell | None = None
    ends_on_last_day: bool = False
    ended: Condition | None = None  # it has ended, even where no day is given
    note: Mapping[str, Cell] = field(default_factory=dict)
    source: Cell | None = None
    above: tuple[AboveCells, ...] = ()
    successors: KeyCell | None = None
    paths: Paths | None = None

    def columns(self) -> set[str]:
        """The columns that must be there for the mapping to mean anything."""
        cells: list[Cell | None] = [self.key.cell, *self.name.values(), *self.note.values()]
        cells += [self.abbreviation, self.kind, self.level, self.source]
        keys = [key for key in (self.parent, self.alias_of, self.successors, *self.also, *self.numbers) if key]
        cells += [one for key in keys for one in (key.cell, key.scheme)] + [self.key.scheme]
        cells += [day.cell for day in (self.begins, self.ends, self.attested_cell) if day]
        cells += [said.cell for said in (*self.ignore, self.ended) if said]
        for one in self.above:
            cells += [one.key.cell, one.kind, *one.name.values()]
        made = {"file", *([f"{self.paths.column}.own"] if self.paths else [])}
        own = {self.paths.column, self.paths.key, self.paths.parent} if self.paths else set()
        return (own | {column for one in cells if one and not one.is_optional for column in one.named()}) - made


@dataclass(frozen=True)
class RegisterMapping:
    """A whole mapping file."""

    profile: str
    title: Translated
    tables: tuple[TableMapping, ...]
    kinds: Mapping[str, Translated]
    units: frozenset[str] = frozenset()
    levels: Mapping[str, tuple[int, Translated]] = field(default_factory=dict)
    schemes: Mapping[str, SaidScheme] = field(default_factory=dict)
    warns_of_dangling: bool = False
    besides: tuple[str, ...] = ()  # files of the folder in which no bodies stand


def read_mapping(path: Path) -> RegisterMapping:
    """Read and check a mapping file. Raises NotAMapping with its line and what to do."""
    at = opened(path)
    known: dict[str, Parser] = {
        "profile": text,
        "title": translated,
        "about": text,
        "tables": several(_table),
        "kinds": by_code(translated),
        "units": several(text),
        "levels": by_code(_level),
        "schemes": by_code(_scheme),
        "dangling": one_of("refuse", "warn"),
        "besides": several(text),
    }
    said = record(at, known, ("profile", "title", "tables"))
    kinds = said.get("kinds", {})
    for code in said.get("units", ()):
        if code not in kinds:
            raise at.below("units").wrong("not_one_of", choices=", ".join(kinds))
    return RegisterMapping(
        profile=said["profile"],
        title=said["title"],
        tables=said["tables"],
        kinds=kinds,
        units=frozenset(said.get("units", ())),
        levels=said.get("levels", {}),
        schemes=said.get("schemes", {}),
        warns_of_dangling=said.get("dangling") == "warn",
        besides=said.get("besides", ()),
    )


def _table(at: At) -> TableMapping:
    known: dict[str, Parser] = {
        "files": several(text),
        "table": table_form,
        "rows": one_of(*ROWS),
        "ignore": several(condition),
        "alias_of": _key,
        "twins": one_of("refuse", "ignore"),
        "attested": _attested,
        "key": _key,
        "name": by_language(cell),
        "abbreviation": cell,
        "kind": cell,
        "level": cell,
        "parent": _key,
        "also": several(_key),
        "numbers": several(_key),
        "begins": day_cell,
        "ends": day_cell,
        "ends_on": one_of("last day", "first day after"),
        "ended": condition,
        "note": by_language(cell),
        "source": cell,
        "above": several(_above),
        "successors": _key,
        "paths": _paths,
    }
    said = record(at, known, ("key", "name"))
    attested = said.pop("attested", None)
    renamed = {
        "form": said.pop("table", TableForm()),
        "ignores_twins": said.pop("twins", "refuse") == "ignore",
        "ends_on_last_day": said.pop("ends_on", "") == "last day",
        "attested": attested if isinstance(attested, Bound) else None,
        "attested_cell": attested if isinstance(attested, DayCell) else None,
    }
    said.setdefault("files", ("*",))
    if said.get("rows") == "states" and "begins" not in said:
        raise at.wrong("key_missing", key="begins")
    if said.get("rows") == "attestations" and attested is None:
        raise at.wrong("key_missing", key="attested")
    return TableMapping(**said, **renamed)


def _attested(at: At) -> Bound | DayCell:
    return day_cell(at) if isinstance(at.value, dict) else bound(at)


def _key(at: At) -> KeyCell:
    known: dict[str, Parser] = {"scheme": _scheme_cell, "value": cell, "itself": one_of("refuse", "ignore")}
    said = record(at, known, ("scheme", "value"))
    return KeyCell(said["scheme"], said["value"], said.get("itself") == "ignore")


def _scheme_cell(at: At) -> Cell:
    """The code of a scheme, or a record that says where it stands."""
    return cell(at) if isinstance(at.value, dict) else Cell(fixed=text(at))


def _paths(at: At) -> Paths:
    known: dict[str, Parser] = {"column": text, "key": text, "parent": text, "join": text}
    return Paths(**record(at, known, tuple(known)))


def _above(at: At) -> AboveCells:
    said = record(at, {"key": _key, "name": by_language(cell), "kind": cell}, ("key", "name", "kind"))
    return AboveCells(said["key"], said["name"], said["kind"])


def _level(at: At) -> tuple[int, Translated]:
    said = record(at, {"rank": number, "name": translated}, ("rank", "name"))
    return said["rank"], said["name"]


def _scheme(at: At) -> SaidScheme:
    known: dict[str, Parser] = {"name": translated, "uri": text, "check": one_of(*CHECKS), "several": flag}
    said: dict[str, Any] = record(at, known, ("name",))
    return SaidScheme(said["name"], said.get("uri", ""), said.get("check", ""), not said.get("several", False))
