"""The list of bodies by kind or by level: the numbers of those that stand on a part of it.

How many there are of each kind is kept until somebody writes. So it is known of which kinds a part of the list is, and
its numbers come out of an index, however many bodies come before and after.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Count

from kurul.rooms.organisations.queries.reading import kinds, levels


class _Span(NamedTuple):
    """The part of the bodies of one class that stands on a part of the list."""

    number: int  # of the class
    start: int
    stop: int
    is_whole: bool


def classed(rows: Any, column: str, counts: Sequence[tuple[int, int]], start: int, stop: int | None) -> list[int]:
    """The numbers of one part of the list, in its order: at most three queries.

    `rows` are classifications of the day, `counts` how many there are of each class, in the order of the list.
    """
    spans = list(_spans(counts, start, stop))
    found: dict[int, list[int]] = {}
    whole = [span.number for span in spans if span.is_whole]
    if whole:
        of_them = rows.order_by().filter(**{f"{column}__in": whole}).values_list(column, "organisation_id")
        for number, body in sorted(of_them):  # not by the database: SQLite would pass over all bodies in their order
            found.setdefault(number, []).append(body)
    for span in spans:
        if not span.is_whole:  # only the first one and the last one
            of_it = rows.filter(**{column: span.number}).order_by("organisation_id")
            of_it = of_it.values_list("organisation_id", flat=True)
            found[span.number] = list(of_it[span.start : span.stop])
    return [body for span in spans for body in found.get(span.number, ())]


def _spans(counts: Sequence[tuple[int, int]], start: int, stop: int | None) -> Iterator[_Span]:
    passed = 0
    for number, count in counts:
        first, last = max(start - passed, 0), count if stop is None else min(stop - passed, count)
        if first < last:
            yield _Span(number, first, last, last - first == count)
        passed += count


def counted(rows: Any, column: str, order: str) -> tuple[tuple[int, int], ...]:
    """How many of these classifications there are of each kind or level, in the order of the list."""
    counts = dict(rows.order_by().values_list(column).annotate(Count("pk")))
    if column == "kind_id":
        terms = sorted((kind.order, kind.pk) for kind in kinds())
    else:
        terms = sorted((level.rank, level.pk) for level in levels())
    if order.startswith("-"):
        terms.reverse()
    return tuple((number, counts[number]) for _order, number in terms if number in counts)
