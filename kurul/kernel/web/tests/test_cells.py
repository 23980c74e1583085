"""Cells drawn in bulk show and export what django-tables2 itself would."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.template import Context
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kurul.kernel.identity.models import Account
from kurul.kernel.identity.tests import make
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.cells import Cells
from kurul.kernel.web.tables import Column, NumberColumn, StatusColumn, Table, TranslatedColumn


@dataclass(frozen=True)
class Inner:
    """Something that a row points at."""

    pk: int
    title: str


@dataclass(frozen=True)
class Line:
    """A row with something of every sort."""

    pk: int
    name: Translated
    plain: str
    count: int | None
    state: str
    inner: Inner | None

    def loud(self) -> str:
        return self.plain.upper()


def _link(record: Line, value: str) -> str | None:
    return f"/x/?a=1&b={record.pk}" if value != "none" else None


class Lines(Table):
    """A column of every sort."""

    name = TranslatedColumn(to="sample-record")
    plain = Column(linkify=_link)
    count = NumberColumn()
    state = StatusColumn()
    inner = Column(accessor="inner__title", default="nothing")
    loud = Column(accessor="loud")
    given = Column(accessor="plain")

    def render_given(self, record: Line, value: str, bound_column: Any) -> str:
        return format_html("<b>{}</b>{}{}", value, record.pk, bound_column.name)

    def value_given(self, value: str, record: Line) -> str:
        return f"{record.pk}: {value}"


ROWS = [
    Line(1, Translated(tr="Çay", en="Tea"), "<b>&", 1234, "late", Inner(7, 'a"b')),
    Line(2, Translated(), "none", None, "done", None),
    Line(3, Translated(tr="Yalnız Türkçe"), "=1+1", 0, "late", Inner(8, "")),
]


@pytest.fixture
def table(settings) -> Lines:
    settings.ROOT_URLCONF = "kurul.kernel.web.tests.urls"
    settings.LANGUAGE_CODE = "en"
    request = RequestFactory().get("/")
    request.__dict__["look"] = Look(date(2016, 7, 19))
    return Lines(ROWS, request=request)


def test_cells_show_what_the_library_shows(table: Lines) -> None:
    drawn = [[str(cell) for cell in cells] for cells in Cells(table, table.columns).drawn(table.rows)]
    assert drawn == [[str(cell) for cell in row] for row in table.rows]
    assert "as_of=2016-07-19" in drawn[0][0]


def test_cells_export_what_the_library_exports(table: Lines) -> None:
    values = list(Cells(table, table.columns).values(table.rows))
    assert values == [[row.get_cell_value(column.name) for column in table.columns] for row in table.rows]


def test_what_is_typed_is_escaped_and_what_is_drawn_is_not(table: Lines) -> None:
    html = Cells(table, table.columns).html(table.rows, Context())
    assert isinstance(html, SafeString)
    assert '<a href="/x/?a=1&amp;b=1">&lt;b&gt;&amp;</a>' in html
    assert "<b>&lt;b&gt;&amp;</b>1given" in html
    assert html.count('<th scope="row">') == html.count("<tr>") == 3
    assert '<td class="number-cell" data-label="Count"><span class="cell">1,234</span></td>' in html


@pytest.mark.django_db
def test_records_of_the_database_are_left_to_the_library() -> None:
    """Their choices have words of their own (get_FOO_display)."""

    class Accounts(Table):
        """Rows that are records."""

        basis = Column()

    made = make.account()
    table = Accounts([Account.objects.get(pk=made.pk)])
    assert list(Cells(table, table.columns).drawn(table.rows)) == [[made.get_basis_display()]]
