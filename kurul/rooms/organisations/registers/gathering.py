"""From the rows of all tables to bodies and changes: streamed where each row is a body, gathered where rows meet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Protocol

from kurul.kernel.imports import Report
from kurul.kernel.imports.tables import NotATable, Row, rows
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.rooms.organisations.actions import Body, SaidChange, SaidClass, SaidName
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.registers.joining import joined, joined_above
from kurul.rooms.organisations.registers.mapping import RegisterMapping, TableMapping
from kurul.rooms.organisations.registers.statements import Above, Statement, statement
from kurul.rooms.organisations.registers.succession import changes_of

Input = tuple[Path, TableMapping]


class Gathered(Protocol):
    """Bodies first, then the changes: each is read once."""

    def bodies(self) -> Iterator[Body]:
        """All bodies."""

    def changes(self) -> Iterator[SaidChange]:
        """All change events."""


def gathered(mapping: RegisterMapping, files: Sequence[Path], report: Report) -> Gathered:
    """What the files say. Raises Refused when a file, or a column of it, is not what the mapping expects."""
    inputs = _inputs(mapping, files, report)
    report.read += [path for path, _table in inputs]
    is_simple = len({id(table) for _path, table in inputs}) == 1 and all(
        table.rows == "bodies" and not (table.above or table.alias_of or table.successors or table.ignores_twins)
        for _path, table in inputs
    )
    return Streamed(inputs, report) if is_simple else Met(inputs, report)


@dataclass
class Streamed:
    """Each row is a body of its own: nothing has to be kept, so a file of any size will do."""

    inputs: Sequence[Input]
    report: Report

    def bodies(self) -> Iterator[Body]:
        """One body for each row."""
        for path, table in self.inputs:
            for _row, said in _statements(path, table, self.report):
                yield body_of(said)

    def changes(self) -> Iterator[SaidChange]:
        """None: a row with successors meets other rows."""
        return iter(())


@dataclass
class Met:
    """Rows that say something of the same body are brought together, in memory."""

    inputs: Sequence[Input]
    report: Report
    said: dict[Key, list[Statement]] = field(default_factory=dict)

    def bodies(self) -> Iterator[Body]:
        """One body for each key, and those that rows only name."""
        aliases: defaultdict[Key, list[Statement]] = defaultdict(list)
        above: defaultdict[Key, list[tuple[Above, Statement]]] = defaultdict(list)
        modes: dict[Key, str] = {}
        for path, table in self.inputs:
            for said in self._of_table(path, table):
                if said.alias_of is not None:
                    aliases[said.alias_of].append(said)
                    continue
                self.said.setdefault(said.key, []).append(said)
                modes.setdefault(said.key, table.rows)
                for named in said.above:
                    above[named.key].append((named, said))
        for key, statements in self.said.items():
            body = joined(statements, modes[key], aliases.pop(key, []), self.report)
            if body is not None:
                yield body
        for key, mentions in above.items():
            if key not in self.said:
                yield joined_above(mentions)
        for statements in aliases.values():
            for said in statements:
                params = {"key": (said.alias_of or said.key)[1]}
                self.report.warn(said.file, said.row, Finding("organisations.alias_of_none", None, params))

    def changes(self) -> Iterator[SaidChange]:
        """What became of bodies, as far as rows name their successors."""
        yield from changes_of(self.said)

    def _of_table(self, path: Path, table: TableMapping) -> Iterator[Statement]:
        seen: dict[tuple[str, ...], int] = {}
        for row, said in _statements(path, table, self.report):
            if table.ignores_twins:
                content = tuple(map(str, row.cells.values()))
                if content in seen:
                    finding = Finding("organisations.row_twice", None, {"first": seen[content]})
                    self.report.warn(row.file, row.line, finding)
                    continue
                seen[content] = row.line
            yield said


def body_of(said: Statement) -> Body:
    """The body that one row describes alone."""
    return Body(
        key=said.key,
        exists=(said.period,),
        names=(SaidName(name=said.name, abbreviation=said.abbreviation),),
        classes=(SaidClass(kind=said.kind, level=said.level or None),) if said.kind else (),
        places=said.places,
        affiliations=said.affiliations,
        numbers=said.further_numbers,
        file=said.file,
        row=said.row,
        role_note=said.note,
        source=said.source,
    )


def _statements(path: Path, table: TableMapping, report: Report) -> Iterator[tuple[Row, Statement]]:
    """The rows that describe a body, each with what it says. Raises NotATable with the file in its parameters."""
    is_first = True
    try:
        whole = _whole_paths(path, table)
        for row in rows(path, table.form):
            if is_first and table.form.format != "jsonl" and not path.name.endswith(".jsonl"):
                _columns_are_there(row, table)
            is_first = False
            cells = {**row.cells, **_own_path(row, table, whole), "file": path.name}
            row = Row(row.file, row.line, cells)
            if any(condition.holds(row) for condition in table.ignore):
                continue
            said = statement(row, table, report)
            if said is not None:
                yield row, said
    except NotATable as error:
        raise NotATable(error.problem, error.line, **{**error.params, "file": path.name}) from error


def _whole_paths(path: Path, table: TableMapping) -> dict[str, str]:
    """The whole path of each row by its key; nothing where the table has none."""
    if table.paths is None:
        return {}
    return {row.text(table.paths.key): row.text(table.paths.column) for row in rows(path, table.form)}


def _own_path(row: Row, table: TableMapping, whole: Mapping[str, str]) -> dict[str, str]:
    """What a row's path says beyond that of its parent; all of it where it does not go on from there."""
    if table.paths is None:
        return {}
    said, above = row.text(table.paths.column), whole.get(row.text(table.paths.parent))
    own = said if above is None else said.removeprefix(f"{above}{table.paths.join}")
    return {f"{table.paths.column}.own": own}


def _columns_are_there(row: Row, table: TableMapping) -> None:
    missing = sorted(table.columns() - set(row.cells))
    if missing:
        params = {"missing": ", ".join(missing), "present": ", ".join(row.cells)}
        raise NotATable("column_missing", table.form.header, **params)


def _inputs(mapping: RegisterMapping, files: Sequence[Path], report: Report) -> list[Input]:
    """Which file is read as which table: by its name; a single file of another name as the only table."""
    found: list[Input] = []
    for given in files:
        for path in sorted(given.iterdir()) if given.is_dir() else [given]:
            if path.is_dir():
                continue
            fitting = [table for table in mapping.tables if any(fnmatch(path.name, name) for name in table.files)]
            if not fitting and not given.is_dir() and len(mapping.tables) == 1:
                fitting = list(mapping.tables)
            found += [(path, table) for table in fitting[:1]]
            is_aside = path.name.startswith(("README", ".")) or any(fnmatch(path.name, n) for n in mapping.besides)
            if not fitting and not (given.is_dir() and is_aside):
                report.warn(path.name, 0, Finding("kernel.file_not_read", None, {"profile": mapping.profile}))
    if not found:
        names = ", ".join(name for table in mapping.tables for name in table.files)
        raise Refused(Finding("kernel.no_file_fits", None, {"names": names, "profile": mapping.profile}))
    order = {id(table): number for number, table in enumerate(mapping.tables)}
    return sorted(found, key=lambda pair: order[id(pair[1])])
