"""The cells of tables, drawn and exported in bulk.

django-tables2 looks anew, for every cell, at what the column's functions want to be given and at the attributes of the
cell. Here this is looked at once for each table; what a cell shows is the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db import models
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django_tables2.columns.base import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import A, signature

Call = Callable[[Mapping[str, Any]], Any]
_wanted = lru_cache(maxsize=2048)(signature)


def reading(accessor: str) -> Callable[[Any], Any]:
    """What finds the value at the end of "parent__id" in a record; None where it is not to be found."""
    whole = A(accessor)
    steps = whole.bits

    def read(record: Any) -> Any:
        current = record
        for step in steps:
            if isinstance(current, dict | list | models.Model):
                return whole.resolve(record, quiet=True)
            current = getattr(current, step, None)
            if callable(current):
                return whole.resolve(record, quiet=True)
            if current is None:
                break
        return current

    return read


def caller(function: Callable[..., Any]) -> Call:
    """The function, called with those of the offered arguments that it wants; None when one of them is not offered."""
    wanted, catches_all = _wanted(getattr(function, "__func__", function))
    if hasattr(function, "__func__"):
        wanted = wanted[1:]  # without the object whose method it is
    if catches_all:
        return lambda offered: function(**offered)
    if wanted == ("value",):
        return lambda offered: function(offered["value"])

    def call(offered: Mapping[str, Any]) -> Any:
        try:
            arguments = {name: offered[name] for name in wanted}
        except KeyError:
            return None
        return function(**arguments)

    return call


class Cells:
    """The columns of one table, ready to draw or to export any number of rows."""

    def __init__(self, table: Any, columns: Iterable[BoundColumn]) -> None:
        self.table = table
        self.columns = list(columns)
        self._reads = [reading(column.accessor) for column in self.columns]

    def _each(
        self, functions: list[Call], missing: list[Any], rows: Iterable[BoundRow], *, of_model: str
    ) -> Iterator[list[Any]]:
        columns = [
            (column, column.column, column.column.empty_values, read, function, default)
            for column, read, function, default in zip(self.columns, self._reads, functions, missing, strict=True)
        ]
        for row in rows:
            record = row.record
            if isinstance(record, models.Model):  # whose choices have words of their own
                cell = getattr(row, of_model)
                yield [cell(column.name) for column in self.columns]
                continue
            offered = {"record": record, "table": self.table, "bound_row": row}
            cells = []
            for bound, column, empty, read, function, default in columns:
                value = read(record)
                if value in empty:
                    cells.append(default)
                    continue
                offered.update(value=value, column=column, bound_column=bound)
                cells.append(function(offered))
            yield cells

    def drawn(self, rows: Iterable[BoundRow]) -> Iterator[list[Any]]:
        """For each row what stands in its cells, links included."""
        functions = [_linking(column) for column in self.columns]
        missing = [column.default for column in self.columns]
        return self._each(functions, missing, rows, of_model="get_cell")

    def values(self, rows: Iterable[BoundRow]) -> Iterator[list[Any]]:
        """For each row what its cells are in a file: None where there is nothing."""
        functions = [_repeating(caller(column.value), column) for column in self.columns]
        return self._each(functions, [None] * len(self.columns), rows, of_model="get_cell_value")

    def html(self, rows: Iterable[BoundRow], context: Context) -> SafeString:
        """The rows as <tr>: the first cell is the head of its row, the others say on a phone what they are."""
        classes = [column.attrs["td"].get("class") for column in self.columns]
        frames = [
            _frame(column, css, is_first=not place)
            for place, (column, css) in enumerate(zip(self.columns, classes, strict=True))
        ]
        lines = []
        for cells in self.drawn(rows):
            lines.append("<tr>")
            for (before, after), cell in zip(frames, cells, strict=True):
                shown = conditional_escape(cell) if isinstance(cell, str) else render_value_in_context(cell, context)
                lines += (before, shown, after)
            lines.append("</tr>\n")
        return SafeString("".join(lines))


def _repeating(call: Call, column: BoundColumn) -> Call:
    """A function of a column with few different values, each asked for once; see `Column.repeats`."""
    if not getattr(column.column, "repeats", False):
        return call
    known: dict[Any, Any] = {}

    def answer(offered: Mapping[str, Any]) -> Any:
        value = offered["value"]
        if value not in known:
            known[value] = call(offered)
        return known[value]

    return answer


def _linking(column: BoundColumn) -> Call:
    render = caller(column.render)
    link = column.link
    if not link:
        return render

    if link.attrs or not callable(link.url):

        def whole(offered: Mapping[str, Any]) -> Any:
            return link(render(offered), **offered)

        return whole
    url = caller(link.url)

    def linked(offered: Mapping[str, Any]) -> Any:
        content, href = render(offered), url(offered)
        return content if href is None else SafeString(f'<a href="{escape(href)}">{conditional_escape(content)}</a>')

    return linked


def _frame(column: BoundColumn, css: str | None, *, is_first: bool) -> tuple[str, str]:
    """What stands before and after the content of a cell in this column."""
    styled = format_html(' class="{}"', css) if css else ""
    if is_first:
        return format_html('<th scope="row"{}>', styled), "</th>"
    return format_html('<td{} data-label="{}"><span class="cell">', styled, column.header), "</span></td>"
