"""Tables: sortable by links, paged, stacked on a phone, exported as they are shown.

    class BodyTable(Table):
        name = TranslatedColumn(verbose_name=_("Name"), to="organisations:organisation")
        posts = NumberColumn(verbose_name=_("Posts"))
        since = DayColumn(verbose_name=_("Since"))

    table = BodyTable(rows, request=request, caption=_("Public bodies"))

`rows` is a list (sorted and paged in memory, with Turkish sort keys), or a `Rows` whose query sorts and pages.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import urlencode

import django_tables2
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django_tables2.data import TableData

from kurul.kernel import turkish
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.web import days, marks
from kurul.kernel.web.addresses import address, around_number
from kurul.kernel.web.cells import reading
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.statuses import status_of
from kurul.kernel.wording import Text

Row = TypeVar("Row")
Exported = str | int | float | Decimal | date | datetime | None
PER_PAGE = 50
MOST_PER_PAGE = 500


class Column(django_tables2.Column):
    """A column of text; the base of the others.

    `to` is the route that a cell links to and `by` the attribute of the row that goes into the address; the link keeps
    the day that is looked at. A row without that attribute's value has no link.
    """

    # Whether a cell of an export depends on its value alone, and few values come again and again: states, kinds.
    repeats = False

    def __init__(self, *args: Any, to: str = "", by: str = "pk", repeats: bool | None = None, **kwargs: Any) -> None:
        if repeats is not None:
            self.repeats = repeats
        if to:
            kwargs["linkify"] = _linked(to, by)
        super().__init__(*args, **kwargs)

    def value(self, **arguments: Any) -> Exported:
        """What the exports hold."""
        return exported(arguments["value"])


def _linked(route: str, by: str) -> Callable[..., str | None]:
    resolve = reading(by)

    def url(record: Any, table: Any) -> str | None:
        argument = resolve(record)
        if type(argument) is int and argument >= 0:
            before, after = table.around(route)
            return f"{before}{argument}{after}"
        return None if argument is None else address(route, argument, query=table.looking)

    return url


class TranslatedColumn(Column):
    """A text in several languages, in the active one where there is one."""

    def render(self, value: Translated) -> str:
        """The text, with `lang` when it is another language; an empty one says "not published"."""
        said = value.best()
        if said is None:
            return format_html('<span class="muted">{}</span>', gettext("not published"))
        return format_html('<span lang="{}">{}</span>', said.language, said.text)


class NumberColumn(Column):
    """A number: right-aligned, in figures of equal width."""

    attrs = {"cell": {"class": "number-cell"}}

    def render(self, value: int | float | Decimal) -> str:
        """With the signs of the active language."""
        return number_text(value)


class DayColumn(Column):
    """A day, exact or not."""

    attrs = {"cell": {"class": "day-cell"}}

    def render(self, value: Bound | date) -> str:
        """In a <time> element."""
        return days.day_html(value)


class PeriodColumn(Column):
    """From a day to a day, both included."""

    def render(self, value: Period) -> str:
        """With both in <time> elements."""
        return days.period_html(value)


class BasisColumn(Column):
    """On what the record rests, in a word."""

    repeats = True

    def render(self, value: str) -> str:
        """Stated, inferred or illustrative."""
        return str(Basis(value).label)

    def value(self, **arguments: Any) -> Exported:
        """The same word in the exports."""
        return self.render(arguments["value"])


class StatusColumn(Column):
    """A status: icon, word and colour. The value is its code."""

    repeats = True

    def render(self, value: str) -> str:
        """The badge."""
        return marks.status(value)

    def value(self, **arguments: Any) -> Exported:
        """The word."""
        return str(status_of(arguments["value"]).label)


def exported(value: Any) -> Exported:
    """A cell's value as a file holds it: numbers and exact days as such, all else as the text that is read."""
    match value:
        case None | int() | float() | Decimal() | datetime() | date():
            return value
        case Bound():
            return value.day or days.day_text(value)
        case Period():
            return days.period_text(value)
        case Promise():
            return str(value)
    return str(value) or None


def sort_key(value: Any) -> tuple[int, Any]:
    """For sorting in memory: what is missing comes last, texts in the order of the active language's alphabet."""
    match value:
        case None | "":
            return (1, "")
        case Bound():
            return (0, (value.earliest, value.latest))
        case Period():
            return (0, (value.start.earliest, value.end.latest))
        case str() | Translated() | Promise():
            language = active_language()
            text = str(value)
            return (0, turkish.sort_key(text, language)) if text else (1, "")
    return (0, value)


class ListRows(TableData):
    """A small list, sorted in memory."""

    def __init__(self, rows: Sequence[Any]) -> None:
        super().__init__(list(rows))
        self.data: list[Any]

    def __len__(self) -> int:
        return len(self.data)

    def order_by(self, aliases: Sequence[str]) -> None:
        """Sort by the columns named, the most important first; "-name" is descending, what is missing stays last."""
        for alias in reversed(aliases):
            column = self.table.columns[alias.lstrip("-")]
            accessors = column.column.order_by or (column.accessor,)
            for accessor in reversed(accessors):
                self._sort(django_tables2.A(accessor), descending=alias.startswith("-"))

    def _sort(self, accessor: Any, *, descending: bool) -> None:
        keyed = [(sort_key(accessor.resolve(row, quiet=True)), row) for row in self.data]
        known = [pair for pair in keyed if pair[0][0] == 0]
        known.sort(key=lambda pair: pair[0][1], reverse=descending)
        self.data = [row for _key, row in known] + [row for key, row in keyed if key[0] == 1]


class Rows(TableData, Generic[Row]):
    """Rows that the query sorts and cuts: for lists too long for memory.

    `fetch(order, start, stop)` gives the rows from `start` up to, not including, `stop`, in the order of the columns'
    names ("-name": descending; empty: the query's own order). `total` is how many there are. `lines(order)`, where it
    is given, reads all of them for a file, each as the values of its cells that the columns would give: for exports of
    lists so long that cutting them, and asking a column for every cell, costs. `every(order)` reads all of them as
    rows, where only the cutting costs.
    """

    def __init__(
        self,
        fetch: Callable[[tuple[str, ...], int, int], Sequence[Row]],
        total: int,
        lines: Callable[[tuple[str, ...]], Iterable[Sequence[Exported]]] | None = None,
        every: Callable[[tuple[str, ...]], Iterable[Row]] | None = None,
    ) -> None:
        super().__init__([])
        self.fetch = fetch
        self.total = total
        self.lines = lines
        self.every = every
        self.order: tuple[str, ...] = ()

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Row]:
        """All rows, some hundred at a time unless they can be read at once; for the exports."""
        if self.every is not None:
            yield from self.every(self.order)
            return
        for start in range(0, self.total, MOST_PER_PAGE):
            yield from self[start : min(start + MOST_PER_PAGE, self.total)]

    def __getitem__(self, key: slice) -> Sequence[Row]:
        start, stop, _step = key.indices(self.total)
        return self.fetch(self.order, start, stop)

    def order_by(self, aliases: Sequence[str]) -> None:
        """Remember the order; the query applies it."""
        self.order = tuple(str(alias) for alias in aliases)


class Table(django_tables2.Table):
    """The base of all tables. Read from the address: `sort` (a column, "-" before it: descending) and `page`."""

    rows_per_page: ClassVar[int] = PER_PAGE

    def __init__(
        self, rows: "Sequence[Any] | Rows[Any]", *, request: HttpRequest | None = None, caption: Text = "", **more: Any
    ) -> None:
        self.caption = caption
        self._around: dict[str, tuple[str, str]] = {}
        more.setdefault("template_name", "components/table.html")
        more.setdefault("order_by_field", "sort")
        more.setdefault("default", "–")
        super().__init__(rows if isinstance(rows, TableData) else ListRows(rows), **more)
        if request is not None:
            self._read(request)

    def _read(self, request: HttpRequest) -> None:
        """Order and page from the address; what makes no sense there is passed over."""
        self.request = request
        asked = request.GET.get(self.prefixed_order_by_field)
        if asked:
            self.order_by = [asked]
        self.paginator = Paginator(self.rows, self._per_page(request))
        self.page = self.paginator.get_page(request.GET.get(self.prefixed_page_field))

    def _per_page(self, request: HttpRequest) -> int:
        """What the table has by itself; the address may ask for another number within reason."""
        asked = request.GET.get(self.prefixed_per_page_field, "")
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 0
        return min(wanted, MOST_PER_PAGE) or self.rows_per_page

    @cached_property
    def looking(self) -> str:
        """The query that keeps the day looked at, for the links of the cells."""
        look = getattr(getattr(self, "request", None), "look", None)
        return urlencode(look.parameters) if look else ""

    def around(self, route: str) -> tuple[str, str]:
        """What stands before and after a record's number in the address of its page, with the day looked at."""
        if route not in self._around:
            before, after = around_number(route)
            self._around[route] = before, f"{after}?{self.looking}" if self.looking else after
        return self._around[route]

    @property
    def total(self) -> int:
        """How many rows there are on all pages."""
        return len(self.data)
