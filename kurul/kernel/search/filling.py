"""Entries of records that are new to the index, made by the database itself out of the rows that were stored.

After a load of a whole register nothing of it is in the index yet: there is nothing to compare, and what a room's
`texts` would read, fold and hand back, the database can copy, because folded texts are stored with the names.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Max

from kurul.kernel.search import grams
from kurul.kernel.search.models import HEAD, Part, SearchEntry, SearchWord
from kurul.kernel.search.texts import SPAN, WORD, Searchable

AT_ONCE = 10_000  # records
_FEW = 1000  # records for which it does not pay to put the trigrams off
_WORDS_AT_ONCE = 5000
_SAID = ("part", "label", "language", "text")


def last_record(found: Searchable) -> int:
    """The highest number of a record of this kind that stands in the index; above it all are new to it."""
    return SearchEntry.objects.filter(kind=found.kind).aggregate(last=Max("record"))["last"] or 0


def last_number(found: Searchable) -> int:
    """The highest number of an entry of this kind, or the one before the first."""
    numbers = found.numbers
    rows = SearchEntry.objects.filter(pk__gte=numbers.start, pk__lt=numbers.stop)
    return rows.aggregate(last=Max("pk"))["last"] or numbers.start


def fill(found: Searchable, after: int) -> int:
    """Enter all records with numbers above `after`, of which the index holds nothing; how many entries that makes."""
    last = found.model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    if last <= after:
        return 0
    before = last_number(found)
    with grams.added_at_the_end(found.numbers, before, is_worth_it=last - after > _FEW):
        number = before
        for first in range(after + 1, last + 1, AT_ONCE):
            made = _fill(found, number, first, min(first + AT_ONCE - 1, last))
            _enter_words(number, number + made)
            number += made
    return number - before


def _fill(found: Searchable, number: int, first: int, last: int) -> int:
    assert found.in_sql is not None
    count = 0
    columns = ", ".join(("id", "kind", "record", *_SAID, "head", "haystack", "is_closed", *SPAN))
    said, span = ", ".join(f"said.{name}" for name in _SAID), ", ".join(f"said.{name}" for name in SPAN)
    once = " OFFSET 0" if connection.vendor == "postgresql" else ""  # else it folds each text twice
    with connection.cursor() as cursor:
        for select in found.in_sql.texts(connection.vendor):
            cursor.execute(
                f"INSERT INTO {SearchEntry._meta.db_table} ({columns}) "  # noqa: S608 (ours, and the room's)
                f"SELECT %s + row_number() OVER (), %s, said.record, {said}, substr(said.folded, 1, {HEAD}), "
                f"' ' || said.folded, %s, {span} FROM ({select}{once}) AS said",
                [number + count, found.kind, False, *[first, last] * (select.count("%s") // 2)],
            )
            count += cursor.rowcount
    return count


def _enter_words(after: int, last: int) -> None:
    """The words of these entries; those of a place are the words of names that stand in the index by themselves."""
    rows: Any = SearchEntry.objects.filter(pk__gt=after, pk__lte=last).exclude(part=Part.PLACE)
    words: set[str] = set()
    for haystack in rows.order_by().values_list("haystack", flat=True).iterator(_WORDS_AT_ONCE):
        words.update(WORD.findall(haystack))
    enter_words(words)


def enter_words(words: set[str]) -> None:
    """Have these known as words that occur."""
    new = (SearchWord(word=word, padded=f" {word} ") for word in sorted(words))
    SearchWord.objects.bulk_create(new, batch_size=_FEW, ignore_conflicts=True)


def left(found: Searchable, after: int) -> Iterator[int]:
    """The records above `after` of which `fill` did not enter all."""
    assert found.in_sql is not None
    last = found.model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(found.in_sql.left(connection.vendor), [after + 1, last])
        while rows := cursor.fetchmany(_FEW):
            yield from (record for (record,) in rows)
