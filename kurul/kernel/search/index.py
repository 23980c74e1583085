"""Keeps the index a copy of the truth: refreshed with every write, made anew on demand, checked on demand."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q

from kurul.kernel.references import Ref
from kurul.kernel.search import filling, grams
from kurul.kernel.search.models import SearchEntry, SearchWord
from kurul.kernel.search.numbers import Numbers
from kurul.kernel.search.texts import SPAN, WORD, Searchable, SearchText, Span, searchable_of, searchables
from kurul.kernel.temporal import bulk
from kurul.kernel.turkish import fold

Item = TypeVar("Item")
BATCH = 1000  # records at a time
_STORED = ("id", "kind", "record", "part", "label", "language", "text", "head", "haystack", "is_closed", *SPAN)
_COLUMNS = ("record", "part", "label", "language", "text", *SPAN, "is_closed")


@dataclass(frozen=True)
class Difference:
    """A text that the index lacks, or one that it holds and the truth does not."""

    ref: Ref
    text: str
    is_missing: bool


def words_of(text: str) -> set[str]:
    """The words of a text by which mistyped words are guessed: folded, of three letters or more."""
    return set(WORD.findall(fold(text)))


def batched(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """The items in order, so many at a time."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch


def refresh(model: type[models.Model] | str, ids: Iterable[int]) -> None:
    """Bring the entries of these records up to date, and of those whose texts contain their names.

    To be called inside the transaction that changed them; nothing happens for a kind that cannot be found.
    """
    kind = model if isinstance(model, str) else model._meta.label_lower
    numbers = ids if isinstance(ids, Numbers) else Numbers(ids)
    found = searchable_of(kind)
    if found is not None:
        for batch in batched(numbers, BATCH):
            _refresh(found, batch)
    for other in searchables():
        if kind in other.follows:
            following = Numbers()
            for batch in batched(numbers, BATCH):
                following.add(other.follows[kind](batch))
            done = numbers if other is found else ()
            for batch in batched((number for number in following if number not in done), BATCH):
                _refresh(other, batch)


def refresh_subjects(subjects: Iterable[str], moment: datetime) -> None:
    """After a write: refresh what its events are about. A bulk action names no record (number 0): then all of the kind
    of which a row was recorded or superseded at the moment of the write."""
    by_kind: dict[str, set[int]] = {}
    for subject in set(subjects):
        ref = Ref.read(subject)
        by_kind.setdefault(ref.kind, set()).add(ref.id)
    for kind, ids in sorted(by_kind.items()):
        found = searchable_of(kind)
        numbers = Numbers(ids - {0})
        if found is not None and 0 in ids:
            numbers.add(_touched(found, moment, most=_fill(found)))
        refresh(kind, numbers)


def _fill(found: Searchable) -> int | None:
    """Enter the records that are new to the index, where the room has a way for that; the highest of the others."""
    if found.in_sql is None:
        return None
    last = filling.last_record(found)
    _enter_new(found, after=last)
    return last


def _enter_new(found: Searchable, after: int) -> int:
    """Enter the records with numbers above `after`, of which the index holds nothing; how many entries that makes."""
    count = filling.fill(found, after)
    return count + sum(_refresh(found, batch) for batch in batched(Numbers(filling.left(found, after)), BATCH))


def _touched(found: Searchable, moment: datetime, most: int | None) -> Iterator[int]:
    """The records of which something was written at the moment, up to the number `most`; some come several times."""
    for source, column in found.sources.items():
        written = Q(recorded_at=moment)
        if any(one.name == "superseded_at" for one in source._meta.concrete_fields):
            written |= Q(superseded_at=moment)
        if most is not None:
            written &= Q(**{f"{column}__lte": most})
        yield from source._default_manager.filter(written).order_by().values_list(column, flat=True).iterator()


def _refresh(found: Searchable, ids: Collection[int]) -> int:
    """Enter what the index lacks of these records, and take out what it has too much; how many it lacked."""
    truth = Counter(found.texts(ids))
    gone: list[int] = []
    lost: set[str] = set()
    for pk, said in _held(found, ids):
        if truth[said] > 0:
            truth[said] -= 1
        else:
            gone.append(pk)
            lost |= words_of(said.text)
    count = _enter(found, truth.elements())
    for batch in batched(gone, BATCH):
        SearchEntry.objects.filter(pk__in=batch).delete()
    if lost:
        grams.forget_words(lost)
    return count


def _held(found: Searchable, ids: Collection[int]) -> Iterator[tuple[int, SearchText]]:
    rows = SearchEntry.objects.filter(kind=found.kind, record__in=list(ids)).values("pk", *_COLUMNS)
    return ((row["pk"], _said(row)) for row in rows)


def _said(row: dict[str, Any]) -> SearchText:
    return SearchText(
        row["record"], row["part"], row["text"], Span.of(row), row["language"], row["label"], row["is_closed"]
    )


def _enter(found: Searchable, texts: Iterable[SearchText]) -> int:
    """Store these entries and the words that occur in them; how many."""
    count = 0
    last = 0
    for batch in batched(texts, 5 * BATCH):
        first = (last or filling.last_number(found)) + 1
        last = first + len(batch) - 1
        bulk.insert(SearchEntry, _STORED, [_row(found, said, number) for number, said in enumerate(batch, start=first)])
        filling.enter_words(set().union(*(words_of(said.text) for said in batch)))
        count += len(batch)
    return count


def _row(found: Searchable, said: SearchText, number: int) -> tuple[bulk.Stored, ...]:
    """The row of an entry, in the order of `_STORED`."""
    span = said.span
    days = map(bulk.day, (span.valid_from, span.valid_from_latest, span.valid_to_earliest, span.valid_to))
    until = None if span.superseded_at is None else bulk.moment(span.superseded_at)
    texts = (said.part, said.label, said.language, said.text, said.head, f" {fold(said.text)}")
    return (number, found.kind, said.record, *texts, said.is_closed, *days, bulk.moment(span.recorded_at), until)


def reindex() -> dict[str, int]:
    """Make the whole index anew from the records, all or nothing; how many entries each kind has."""
    with transaction.atomic(), grams.rebuilt_at_the_end():
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        return {found.kind: _entered_anew(found) for found in searchables()}


def _entered_anew(found: Searchable) -> int:
    if found.in_sql is not None:
        return _enter_new(found, after=0)
    return sum(_enter(found, found.texts(batch)) for batch in _batches(found))


def _batches(found: Searchable) -> Iterator[Sequence[int]]:
    numbers = found.model._base_manager.order_by("pk").values_list("pk", flat=True)
    return batched(numbers.iterator(), BATCH)


def differences() -> Iterator[Difference]:
    """Where the index differs from the truth; nothing when it is a true copy."""
    for found in searchables():
        for batch in _batches(found):
            truth = Counter(found.texts(batch))
            held = Counter(said for _pk, said in _held(found, batch))
            for is_missing, surplus in ((True, truth - held), (False, held - truth)):
                for said in surplus.elements():
                    yield Difference(Ref(found.kind, said.record), said.text, is_missing)
    known = [found.kind for found in searchables()]
    yield from _of_nothing(known)


def _of_nothing(known: Collection[str]) -> Iterator[Difference]:
    """Entries of kinds that nobody registers, and of records that are not there."""
    rows = SearchEntry.objects.exclude(kind__in=known)
    for found in searchables():
        there = found.model._base_manager.order_by().values("pk")
        rows |= SearchEntry.objects.filter(kind=found.kind).exclude(record__in=there)
    for kind, record, text in rows.values_list("kind", "record", "text"):
        yield Difference(Ref(kind, record), text, is_missing=False)
