"""Tables as they come: CSV of any encoding, delimiter and line end, lines of JSON, workbooks. Read in a stream.

A row keeps the number of the physical line on which it begins, so that a problem can be found in the file.
"""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kurul.kernel.imports import json_process, workbook_process
from kurul.kernel.imports.child import AskedTooMuch, values
from kurul.kernel.imports.workbook_process import cell_text as cell_text
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding

WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")
DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000  # characters; the csv module stops at 131,072, and real registries have longer ones
CHUNK = 1 << 20  # bytes that are decoded at a time to find the encoding
FORMATS = ("csv", "jsonl", "workbook")


class NotATable(ValueError):
    """The file cannot be read as the table that it should be; `line` counts from 1, 0 stands for the whole file."""

    def __init__(self, problem: str, line: int = 0, **params: object) -> None:
        self.problem, self.line, self.params = problem, line, params
        super().__init__(problem)

    def refusal(self, **more: object) -> Refused:
        """The refusal of the file; `more` are further parameters of its sentence."""
        return Refused(Finding(f"kernel.table_{self.problem}", None, {**more, **self.params, "row": self.line}))


@dataclass(frozen=True)
class TableForm:
    """How a table is laid out. Empty `columns`: they are named by the header row."""

    format: str = ""  # "csv", "jsonl", "workbook"; empty: told by the name of the file
    encodings: tuple[str, ...] = ("utf-8",)  # tried in this order
    delimiter: str = ""  # empty: the one that stands most often in the header row
    header: int = 1  # physical line of the headings; 0: there are none
    columns: tuple[str, ...] = ()
    sheet: str = ""  # empty: the first one


# For tables of which nobody said how they are encoded: what spreadsheets in Turkish write.
GUESSED = TableForm(encodings=("utf-8", "windows-1254"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells by the name of their column, without blanks around; a cell of JSON may hold a list."""

    file: str
    line: int
    cells: Mapping[str, Any]

    def text(self, column: str) -> str:
        """The cell as one text; empty when it is not there."""
        value = self.cells.get(column, "")
        return "; ".join(value) if isinstance(value, list) else value

    def texts(self, column: str) -> list[str]:
        """The values of the cell: those of a list, or the text itself; none when it is empty."""
        value = self.cells.get(column, "")
        return list(value) if isinstance(value, list) else ([value] if value else [])


def rows(path: Path, form: TableForm) -> Iterator[Row]:
    """All rows that are not empty. Raises NotATable (not decodable, no such sheet, no header), OSError."""
    match form.format or told_format(path):
        case "workbook":
            yield from _with_names(path.name, _of_workbook(path, form), form)
        case "jsonl":
            yield from _of_json_lines(path, form)
        case _:
            yield from _with_names(path.name, _of_csv(path, form), form)


def columns(path: Path, form: TableForm) -> tuple[str, ...]:
    """The names of the columns, as far as the first row tells them."""
    for row in rows(path, form):
        return tuple(row.cells)
    return ()


def told_format(path: Path) -> str:
    """What the name of a file says of its format."""
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return "workbook"
    return "jsonl" if suffix in (".jsonl", ".ndjson") else "csv"


def encoding_of(path: Path, encodings: Sequence[str]) -> str:
    """The first of the encodings in which the whole file can be read. Raises NotATable with the first bad line."""
    with path.open("rb") as file:
        mark = file.read(4)
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    elif b"\0" in _beginning(path):
        raise NotATable("binary")
    line = 0
    for encoding in encodings:
        line = _undecodable(path, encoding)
        if not line:
            return "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    raise NotATable("encoding", line, encodings=", ".join(encodings))


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(CHUNK)


def _undecodable(path: Path, encoding: str) -> int:
    """The line that cannot be decoded, from 1; 0 when all can."""
    decoder = codecs.getincrementaldecoder(encoding)()
    before = 1
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return before + chunk[: error.start].count(b"\n")
            before += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return before
    return 0


def _of_csv(path: Path, form: TableForm) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    encoding = encoding_of(path, form.encodings)
    delimiter = form.delimiter or _delimiter(path, encoding, form)
    # newline="" lets the reader see CR, LF and CR LF alike as ends of lines, and keep those inside of cells.
    with path.open(encoding=encoding, newline="") as file:
        # Strictly: else a quotation mark that nobody closed makes the rest of the file one cell, without a word.
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, [cell.strip() for cell in cells]
                line = reader.line_num + 1
        except csv.Error as error:
            raise no_row(str(error), line) from error


def no_row(said: str, line: int) -> NotATable:
    """What is wrong with the row that begins on this line."""
    if "expected after" in said or "unexpected end" in said:
        return NotATable("quotes", line)
    if "field limit" in said:
        return NotATable("cell_too_long", line, most=LONGEST_CELL)
    return NotATable("csv", line, said=said)


def _delimiter(path: Path, encoding: str, form: TableForm) -> str:
    with path.open(encoding=encoding, newline="") as file:
        first = ""
        for _ in range(max(form.header, 1)):
            first = file.readline()
    return max(DELIMITERS, key=first.count)


def _of_workbook(path: Path, form: TableForm) -> Iterator[tuple[int, list[str]]]:
    """The rows as another process reads them, so that a workbook that asks for too much cannot end this one."""
    try:
        for line, value in enumerate(values(workbook_process, path, form.sheet), start=1):
            if isinstance(value, dict):
                raise NotATable(**value)
            yield line, value
    except AskedTooMuch:
        raise NotATable("workbook_too_large") from None


def _with_names(file: str, lines: Iterator[tuple[int, list[str]]], form: TableForm) -> Iterator[Row]:
    names = form.columns
    for line, cells in lines:
        if line < form.header or not any(cells):
            continue
        if not names and form.header:
            names = _names(cells, line)
            continue
        if line == form.header:
            continue  # the headings are there, but the form names the columns itself
        if not names:
            names = tuple(str(number) for number in range(1, len(cells) + 1))
        if len(cells) > len(names) and any(cells[len(names) :]):
            raise NotATable("cells", line, more=len(cells), columns=len(names))
        yield Row(file, line, dict(zip(names, cells, strict=False)))


def _names(cells: Sequence[str], line: int) -> tuple[str, ...]:
    """The headings; columns without one get their number, those that stand twice are refused."""
    names = tuple(cell or f"#{number}" for number, cell in enumerate(cells, start=1))
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotATable("twice", line, columns=", ".join(twice))
    return names


def _of_json_lines(path: Path, form: TableForm) -> Iterator[Row]:
    """The rows as another process reads them, see `_of_workbook`."""
    try:
        for value in values(json_process, path, encoding_of(path, form.encodings)):
            if isinstance(value, dict):
                raise NotATable(**value)
            line, record = value
            cells: dict[str, Any] = {}
            try:
                _flatten(record, "", cells)
            except RecursionError as error:
                raise NotATable("json", line, said=str(error)) from error
            yield Row(path.name, line, cells)
    except AskedTooMuch:
        raise NotATable("json_too_large") from None


def _flatten(value: Any, path: str, cells: dict[str, Any]) -> None:
    """Objects become columns such as "details.slug", lists of objects "parents[].id" with a list of texts each."""
    match value:
        case dict():
            for key, below in value.items():
                _flatten(below, f"{path}.{key}" if path else key, cells)
        case list():
            cells.setdefault(path, [])
            for element in value:
                if isinstance(element, dict):
                    inner: dict[str, Any] = {}
                    _flatten(element, f"{path}[]", inner)
                    for column, text in inner.items():
                        cells.setdefault(column, []).extend(text if isinstance(text, list) else [text])
                else:
                    cells[path].append(cell_text(element))
        case _:
            cells[path] = cell_text(value)
