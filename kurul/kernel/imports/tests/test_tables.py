"""Tables come in whatever their encoding, delimiter and line ends; what cannot be read is named with its line."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kurul.kernel.imports import days
from kurul.kernel.imports.json_records import records
from kurul.kernel.imports.tables import NotATable, TableForm, cell_text, columns, no_row, rows
from kurul.kernel.temporal.bounds import Bound


def written(folder: Path, content: bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def read(path: Path, **form: Any) -> list[tuple[int, dict[str, object]]]:
    return [(row.line, dict(row.cells)) for row in rows(path, TableForm(**form))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1254"), ("\t", "utf-16"), ("|", "utf-8-sig")]
)
def test_any_line_end_delimiter_and_encoding(tmp_path: Path, end: str, delimiter: str, encoding: str) -> None:
    text = end.join([delimiter.join(("kod", "ad")), delimiter.join(("1", " İçişleri "))]) + end
    path = written(tmp_path, text.encode(encoding))
    assert read(path, encodings=("utf-8", encoding)) == [(2, {"kod": "1", "ad": "İçişleri"})]


def test_a_row_has_the_number_of_its_physical_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n1,"two\nlines"\n\n2,x\n')
    assert [line for line, _cells in read(path)] == [2, 5]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b'a,b\n1,x\n2,"open\n3,y\n4,z\n', "kernel.table_quotes", 3),
        (b'a,b\n1,"x" y\n', "kernel.table_quotes", 2),
        (b"a,b\n1,x\n2," + b"y" * 1_000_001 + b"\n", "kernel.table_cell_too_long", 3),
        (b'a,b\n1,"' + b"3,y\n" * 300_000, "kernel.table_cell_too_long", 2),
    ],
)
def test_a_row_that_cannot_be_told_is_named_by_its_first_line(
    tmp_path: Path, content: bytes, code: str, line: int
) -> None:
    """A quotation mark that nobody closes would make one cell of the rest of the file."""
    with pytest.raises(NotATable) as caught:
        read(written(tmp_path, content))
    assert (f"kernel.table_{caught.value.problem}", caught.value.line) == (code, line)


def test_quotation_marks_inside_of_cells_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n1,"the ""Board"""\n2,5" disk\n')
    assert [cells["b"] for _line, cells in read(path)] == ['the "Board"', '5" disk']


def test_headings_may_stand_lower_or_nowhere(tmp_path: Path) -> None:
    path = written(tmp_path, b"Register 2016\n\nkod,ad\n1,A\n")
    assert read(path, header=3) == [(4, {"kod": "1", "ad": "A"})]
    bare = written(tmp_path, b"1,A\n", "bare.csv")
    assert read(bare, header=0) == [(1, {"1": "1", "2": "A"})]
    assert read(bare, header=0, columns=("kod", "ad")) == [(1, {"kod": "1", "ad": "A"})]
    assert read(path, header=3, columns=("x", "y")) == [(4, {"x": "1", "y": "A"})]


def test_workbooks_give_whole_numbers_and_days_as_text(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("other")
        sheet = book.add_worksheet("units")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, heading in enumerate(("kod", "gün", "pay", "ad")):
            sheet.write_string(0, column, heading)
        sheet.write_number(1, 0, 24308110)
        sheet.write_number(1, 1, 42570, day)  # 19 July 2016
        sheet.write_number(1, 2, 0.5)
        sheet.write_string(1, 3, "Ç")
    assert read(path, sheet="units") == [(2, {"kod": "24308110", "gün": "2016-07-19", "pay": "0.5", "ad": "Ç"})]
    assert columns(path, TableForm(sheet="units")) == ("kod", "gün", "pay", "ad")
    assert [cell_text(value) for value in (None, True, 3.0)] == ["", "true", "3"]


def test_lines_of_json_are_rows(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"id": 7, "d": {"s": "x"}, "p": [{"id": "a"}, {"id": "b"}], "t": ["u"]}\n', "t.jsonl")
    assert read(path) == [(1, {"id": "7", "d.s": "x", "p": [], "p[].id": ["a", "b"], "t": ["u"]})]


def test_lines_of_json_in_another_encoding(tmp_path: Path) -> None:
    path = written(tmp_path, '{"ad": "İçişleri"}\r\n{"ad": "Ş"}'.encode("cp1254"), "t.jsonl")
    assert read(path, encodings=("utf-8", "cp1254")) == [(1, {"ad": "İçişleri"}), (2, {"ad": "Ş"})]


@pytest.mark.parametrize(
    ("content", "name", "form", "problem", "line"),
    [
        (b"kod\nok\n\xff\n", "t.csv", {}, "encoding", 3),
        (b"a,a\n1,2\n", "t.csv", {}, "twice", 1),
        (b"a,b\n1,2,3\n", "t.csv", {}, "cells", 2),
        (b"no workbook", "t.xlsx", {}, "workbook", 0),
        (b"{not json}\n", "t.jsonl", {}, "json", 1),
        (b"[1]\n", "t.jsonl", {}, "json", 1),
        (b'{"a": 1}\n\n{"a": 1\n', "t.jsonl", {}, "json", 3),
        (b'{"a": 1}\n{"a": "\xff"}\n', "t.jsonl", {}, "encoding", 2),
    ],
)
def test_what_is_no_table_is_named_with_its_line(
    tmp_path: Path, content: bytes, name: str, form: dict[str, object], problem: str, line: int
) -> None:
    with pytest.raises(NotATable) as caught:
        read(written(tmp_path, content, name), **form)
    assert (caught.value.problem, caught.value.line) == (problem, line)


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("units")
    with pytest.raises(NotATable) as caught:
        read(path, sheet="bodies")
    assert caught.value.params == {"sheet": "bodies", "sheets": "units"}


@pytest.mark.parametrize(
    ("text", "pattern", "said"),
    [
        ("19.07.2016", "dd.mm.yyyy", "2016-07-19"),
        ("2016-07-15T00:00:00.000+01:00", "yyyy-mm-dd*", "2016-07-15"),
        ("07/2016", "mm/yyyy", "2016-07"),
        ("2016", "yyyy", "2016"),
    ],
)
def test_a_day_is_as_exact_as_its_pattern(text: str, pattern: str, said: str) -> None:
    assert days.read(text, (pattern,)) == Bound.read(said)


@pytest.mark.parametrize("text", ["31.02.2016", "2016", "19.07.16"])
def test_what_does_not_fit_or_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        days.read(text, ("dd.mm.yyyy",))


@pytest.mark.parametrize("pattern", ["dd.mm", "yyyy-yyyy", "dd.yyyy", ""])
def test_patterns_without_a_year_or_with_a_day_alone_are_none(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        days.compiled(pattern)


def test_records_of_a_json_array_know_their_lines(tmp_path: Path) -> None:
    path = written(tmp_path, b'[\n {"a": 1},\n\n {"a":\n 2}\n]\n', "t.json")
    assert list(records(path)) == [(2, {"a": 1}), (4, {"a": 2})]


@pytest.mark.parametrize("content", [b"{}", b"[{]", b"[1]", b"[{} {}]", b"[{}", b"\xff"])
def test_what_is_no_array_of_records_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotATable):
        list(records(written(tmp_path, content, "t.json")))


def test_what_else_the_reader_of_csv_finds_wrong_is_said_in_its_words() -> None:
    found = no_row("something new", 3)
    assert (f"kernel.table_{found.problem}", found.line, found.params["said"]) == (
        "kernel.table_csv",
        3,
        "something new",
    )
