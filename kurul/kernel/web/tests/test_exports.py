"""Exports hold exactly what the table shows, on all its pages, and nothing that a spreadsheet would run."""

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils.translation import override

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web import exports
from kurul.kernel.web.tables import Column, DayColumn, Exported, NumberColumn, StatusColumn, Table, TranslatedColumn
from kurul.kernel.web.tests.make import asking

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Body:
    """A row."""

    name: Translated
    note: str = ""
    posts: int | Decimal | None = None
    since: Bound | None = None
    state: str = "done"


class BodyTable(Table):
    """A column of each kind, one of them not for exports."""

    name = TranslatedColumn(verbose_name="Name")
    note = Column(verbose_name="Note")
    posts = NumberColumn(verbose_name="Posts")
    since = DayColumn(verbose_name="Since")
    state = StatusColumn(verbose_name="State")
    more = Column(verbose_name="", exclude_from_export=True, empty_values=())

    def render_more(self) -> str:
        """A link on the page."""
        return "more"


ROWS = [
    Body(Translated(tr="Iğdır; Ltd."), "=1+1", -5, Bound.on(date(2016, 7, 19)), "late"),
    Body(Translated(en="Board"), '@SUM("a")', Decimal("1234.5"), Bound.month(2016, 7)),
    Body(Translated(), "two\nlines", None, Bound.unknown()),
]


def asked(query: str, rows: list[Body] = ROWS, caption: str = "Kamu Kurumları") -> HttpResponseBase | None:
    request = asking(f"/bodies/{query}", look=Look(date(2019, 1, 15)))
    with override("en"):
        return exports.asked(request, BodyTable(rows, request=request, caption=caption))


def body_of(response: HttpResponseBase | None) -> bytes:
    assert response is not None
    return b"".join(response)


def sheet(content: bytes) -> list[list[tuple[str, str]]]:
    """The rows of the first sheet: (type, text) of each cell; type "n" is a number."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.iter(f"{SHEET}c")]
        for row in root.iter(f"{SHEET}row")
    ]


@pytest.mark.parametrize("query", ["", "?export=", "?export=pdf", "?export=CSV"])
def test_page_is_shown_when_no_known_format_is_asked_for(query: str) -> None:
    assert asked(query) is None


def test_csv_holds_all_rows_with_days_and_numbers_as_such() -> None:
    text = body_of(asked("?export=csv")).decode()
    assert text.startswith("\ufeffName,Note,Posts,Since,State\r\n")
    assert list(csv.reader(io.StringIO(text[1:])))[1:] == [
        ["Iğdır; Ltd.", "'=1+1", "-5", "2016-07-19", "Late"],
        ["Board", '\'@SUM("a")', "1234.5", "July 2016", "Done"],
        ["", "two\nlines", "", "not known", "Done"],
    ]


def test_json_holds_title_day_columns_and_rows() -> None:
    answer = json.loads(body_of(asked("?export=json")))
    assert answer["title"] == "Kamu Kurumları"
    assert answer["as_of"] == "2019-01-15"
    assert answer["columns"] == {
        "name": "Name",
        "note": "Note",
        "posts": "Posts",
        "since": "Since",
        "state": "State",
    }
    assert answer["rows"][0] == {
        "name": "Iğdır; Ltd.",
        "note": "=1+1",
        "posts": -5,
        "since": "2016-07-19",
        "state": "Late",
    }
    assert answer["rows"][2]["posts"] is None


def test_json_without_rows_is_json() -> None:
    assert json.loads(body_of(asked("?export=json", [])))["rows"] == []


def test_xlsx_has_numbers_and_days_as_such_and_never_a_formula() -> None:
    content = body_of(asked("?export=xlsx"))
    head, first, second, third = sheet(content)
    assert [text for _kind, text in head] == ["Name", "Note", "Posts", "Since", "State"]
    assert first == [
        ("inlineStr", "Iğdır; Ltd."),
        ("inlineStr", "'=1+1"),
        ("n", "-5"),
        ("n", "42570"),
        ("inlineStr", "Late"),
    ]
    assert second[3] == ("inlineStr", "July 2016")
    assert third == [("inlineStr", "two\nlines"), ("inlineStr", "not known"), ("inlineStr", "Done")]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_day_before_excels_first_year_is_text() -> None:
    rows = [Body(Translated(tr="Divan"), since=Bound.on(date(1868, 4, 1)))]
    assert ("inlineStr", "1868-04-01") in sheet(body_of(asked("?export=xlsx", rows)))[1]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_made_harmless(text: str) -> None:
    assert exports.harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=1", "", -1, Decimal("-1.5"), None, date(2016, 7, 19)])
def test_everything_else_stays_as_it_is(value: Exported) -> None:
    assert exports.harmless(value) == value


@pytest.mark.parametrize("separator", [";", ",", "|", "\t", "\n"])
@pytest.mark.parametrize("text", ["Ankara{}=1+1{}x", "Ankara{} @SUM(A1){}", "{}{}+1", "Ankara{}-1{}"])
def test_no_way_to_split_a_csv_leaves_a_formula(separator: str, text: str) -> None:
    """An Excel that splits at semicolons takes our quotes inside a line for ordinary characters."""
    written = body_of(asked("?export=csv", [Body(Translated(tr="Kurul"), text.format(separator, separator))])).decode()
    for cell in re.split(r"[;,|\t\r\n]", written):
        assert not cell.strip(' "').startswith(("=", "+", "-", "@"))


def test_what_separates_words_and_no_formula_stays_as_it_is() -> None:
    text = "Ankara; İzmir, 1-2; a=b"
    rows = list(csv.reader(io.StringIO(body_of(asked("?export=csv", [Body(Translated(), text)])).decode()[1:])))
    assert rows[1][1] == text


def test_export_has_all_pages_in_the_order_of_the_address() -> None:
    rows = [Body(Translated(tr=f"N{number:03}")) for number in range(120)]
    lines = body_of(asked("?export=csv&sort=-name&page=2", rows)).decode().splitlines()
    assert len(lines) == 121
    assert lines[1].startswith("N119")
    assert lines[-1].startswith("N000")


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Kamu Kurumları", "kamu-kurumlari-2019-01-15.csv"),
        ("Şûra / İzleme: 2018–19", "sura-izleme-2018-19-2019-01-15.csv"),
        ("", "kurul-2019-01-15.csv"),
    ],
)
def test_file_is_named_after_title_and_day(caption: str, name: str) -> None:
    response = asked("?export=csv", caption=caption)
    assert response is not None
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_export_speaks_the_language_of_the_page_although_it_is_sent_later() -> None:
    response = asked("?export=csv")
    with override("tr"):
        assert b"July 2016" in body_of(response)


def test_list_page_offers_exports_of_what_is_filtered(client: Client) -> None:
    text = client.get("/style-guide/list/?status=sample.vacant&page=1").content.decode()
    assert 'href="?status=sample.vacant&amp;export=csv"' in text
    lines = b"".join(client.get("/style-guide/list/?status=sample.vacant&export=csv")).splitlines()
    assert len(lines) == 31
