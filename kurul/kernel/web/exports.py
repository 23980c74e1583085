"""Exports of exactly what a table shows, all its pages: CSV, XLSX, JSON.

    table = BodyTable(rows, request=request, caption=_("Public bodies"))
    if (file := exports.asked(request, table)) is not None:
        return file

A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers and days stay what they are.
In CSV so does the part of a text behind a separator: an Excel that splits at semicolons reads no quotes of ours, and
would run "Ankara;=1+1" as a formula in a cell of its own.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import xlsxwriter
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import override

from kurul.kernel.translated import active_language
from kurul.kernel.turkish import LONGEST_KEPT, fold
from kurul.kernel.web.cells import Cells
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Exported, Rows, Table

FORMATS = ("csv", "xlsx", "json")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What spreadsheets take for the beginning of a formula, and the characters that they skip before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Within a text: the beginning of a formula behind what some spreadsheet takes for the end of a cell.
_SIGN_OF_FORMULA = re.compile(r"[=+\-@\t\r]")
_FORMULA_INSIDE = re.compile(r"(?<=[;,|\t\r\n])(\s*)(?=[=+\-@])")
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_FIRST_YEAR_OF_EXCEL = 1900
_PARCEL = 32_768  # characters
_BYTE_ORDER_MARK = "\ufeff"  # tells Excel that the file is UTF-8


def asked(request: PageRequest, table: Table) -> HttpResponseBase | None:
    """The file that `?export=csv|xlsx|json` asks for, named after the table's caption and the day; else None."""
    wanted = request.GET.get("export")
    if wanted not in FORMATS:
        return None
    make = {"csv": csv_file, "xlsx": xlsx_file, "json": json_file}[wanted]
    response = make(table, request.look.day)
    response["Content-Disposition"] = content_disposition_header(True, file_name(table, request.look.day, wanted))
    return response


def file_name(table: Table, day: date, ending: str) -> str:
    """ "Kamu kurumları" on 19 July 2016 → "kamu-kurumlari-2016-07-19.csv"."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(str(table.caption))).strip("-") or "kurul"
    return f"{words}-{day.isoformat()}.{ending}"


def harmless(value: Exported) -> Exported:
    """A text that no spreadsheet takes for a formula; everything else as it is."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def harmless_however_split(value: Exported) -> Exported:
    """The same for a file that a spreadsheet may split at other separators than ours, whatever is quoted."""
    found = harmless(value)
    return _FORMULA_INSIDE.sub(r"\1'", found) if isinstance(found, str) else found


def lines(table: Table) -> Iterator[Sequence[Exported]]:
    """The headings, then every row of every page, in the order shown. Hidden columns are left out."""
    columns = [column for column in table.columns if not column.column.exclude_from_export]
    yield [str(column.header) for column in columns]
    if isinstance(table.data, Rows) and table.data.lines is not None:
        yield from table.data.lines(table.data.order)
    else:
        yield from Cells(table, columns).values(table.rows)


def csv_file(table: Table, _day: date) -> StreamingHttpResponse:
    """UTF-8 with a byte order mark, commas, days as 2016-07-19; written while it is sent."""
    language = active_language()

    def written() -> Iterator[str]:
        held = io.StringIO(_BYTE_ORDER_MARK)
        held.seek(0, io.SEEK_END)
        write = csv.writer(held).writerow
        # The response is sent after the middleware has put the language back.
        with override(language):
            for line in lines(table):
                write(
                    [
                        _as_text(value) if isinstance(value, str) and len(value) <= LONGEST_KEPT else _cell(value)
                        for value in line
                    ]
                )
                # Every piece costs a server a call, and a line is a small one.
                if held.tell() >= _PARCEL:
                    yield held.getvalue()
                    held.seek(0)
                    held.truncate()
        yield held.getvalue()

    return StreamingHttpResponse(written(), content_type="text/csv; charset=utf-8")


@lru_cache(maxsize=4096)
def _as_text(text: str) -> str:
    """Most columns hold few words, each of them many times; and few texts have a sign that begins a formula."""
    return _cell(text) if _SIGN_OF_FORMULA.search(text) else text


def _cell(value: Exported) -> str:
    return _plain(harmless_however_split(value))


def in_parcels(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in pieces of some size: every piece costs a server a call, and a line is a small one."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _PARCEL:
            yield "".join(held)
            held.clear()
            size = 0
    yield "".join(held)


def _plain(value: Exported) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def json_file(table: Table, day: date) -> StreamingHttpResponse:
    """{"title", "as_of", "columns": {name: heading}, "rows": [{name: value}]}; written while it is sent."""
    language = active_language()

    def written() -> Iterator[str]:
        with override(language):
            columns = [column for column in table.columns if not column.column.exclude_from_export]
            names = [column.name for column in columns]
            head = {
                "title": str(table.caption),
                "as_of": day,
                "columns": {column.name: str(column.header) for column in columns},
            }
            yield _json(head)[:-1] + ', "rows": ['
            rows = lines(table)
            next(rows)
            for index, line in enumerate(rows):
                yield (", " if index else "") + _json(dict(zip(names, line, strict=True)))
            yield "]}"

    return StreamingHttpResponse(in_parcels(written()), content_type="application/json")


_json = DjangoJSONEncoder(ensure_ascii=False).encode


def xlsx_file(table: Table, _day: date) -> FileResponse:
    """One sheet with a frozen, filterable head; written row by row into a temporary file."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 (FileResponse closes it after sending)
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "remove_timezone": True})
    bold, day_format = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    title = _NOT_IN_SHEET_NAME.sub(" ", str(table.caption)).strip()[:_LONGEST_SHEET_NAME].strip()
    sheet = book.add_worksheet(title or "Kurul")
    sheet.freeze_panes(1, 0)
    width = 0
    for number, line in enumerate(lines(table)):
        width = len(line)
        for column, value in enumerate(line):
            _write_cell(sheet, number, column, harmless(value), bold if number == 0 else day_format)
    sheet.autofilter(0, 0, table.total, max(width - 1, 0))
    sheet.set_column(0, max(width - 1, 0), 24)
    book.close()
    made.seek(0)
    return FileResponse(made, content_type=XLSX_TYPE)


def _write_cell(sheet: Any, row: int, column: int, value: Exported, form: Any) -> None:
    """Numbers and days as such, everything else as text; never a formula or a link."""
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float() | Decimal():
            sheet.write_number(row, column, value)
        case datetime():
            sheet.write_string(row, column, timezone.localtime(value).isoformat(timespec="minutes"))
        case date() if value.year >= _FIRST_YEAR_OF_EXCEL:
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), form)  # noqa: DTZ001
        case _:
            sheet.write_string(row, column, _plain(value), form if row == 0 else None)
