"""Keeps the index a copy of the truth: refreshed with every write, made anew on demand, checked on demand."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max, Q

from kurul.kernel.references import Ref
from kurul.kernel.search import grams
from kurul.kernel.search.models import SearchEntry, SearchWord
from kurul.kernel.search.texts import SPAN, Searchable, SearchText, Span, searchable_of, searchables
from kurul.kernel.turkish import fold

Item = TypeVar("Item")
BATCH = 1000  # records at a time
_WORD = re.compile(r"[^\W\d_]{3,60}")
_COLUMNS = ("record", "part", "label", "language", "text", *SPAN, "is_closed")


@dataclass(frozen=True)
class Difference:
    """A text that the index lacks, or one that it holds and the truth does not."""

    ref: Ref
    text: str
    is_missing: bool


def words_of(text: str) -> set[str]:
    """The words of a text by which mistyped words are guessed: folded, of three letters or more."""
    return set(_WORD.findall(fold(text)))


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
    numbers = sorted(set(ids))
    found = searchable_of(kind)
    if found is not None:
        for batch in batched(numbers, BATCH):
            _refresh(found, batch)
    for other in searchables():
        if kind in other.follows:
            for batch in batched(numbers, BATCH):
                _refresh(other, sorted(set(other.follows[kind](batch))))


def refresh_subjects(subjects: Iterable[str], moment: datetime) -> None:
    """After a write: refresh what its events are about. A bulk action names no record (number 0): then all of the kind
    of which a row was recorded or superseded at the moment of the write."""
    by_kind: dict[str, set[int]] = {}
    for subject in set(subjects):
        ref = Ref.read(subject)
        by_kind.setdefault(ref.kind, set()).add(ref.id)
    for kind, ids in sorted(by_kind.items()):
        found = searchable_of(kind)
        touched = _touched(found, moment) if found is not None and 0 in ids else set()
        refresh(kind, (ids | touched) - {0})


def _touched(found: Searchable, moment: datetime) -> set[int]:
    numbers: set[int] = set()
    for source, column in found.sources.items():
        written = Q(recorded_at=moment)
        if any(one.name == "superseded_at" for one in source._meta.concrete_fields):
            written |= Q(superseded_at=moment)
        numbers.update(source._default_manager.filter(written).values_list(column, flat=True))
    return numbers


def _refresh(found: Searchable, ids: Collection[int]) -> None:
    if not ids:
        return
    truth = Counter(found.texts(ids))
    gone: list[int] = []
    lost: set[str] = set()
    for pk, said in _held(found, ids):
        if truth[said] > 0:
            truth[said] -= 1
        else:
            gone.append(pk)
            lost |= words_of(said.text)
    _enter(found, truth.elements())
    for batch in batched(gone, BATCH):
        SearchEntry.objects.filter(pk__in=batch).delete()
    if lost:
        grams.forget_words(lost)


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
        first = (last or _last_number(found)) + 1
        last = first + len(batch) - 1
        made = (_entry(found, said, number) for number, said in enumerate(batch, start=first))
        SearchEntry.objects.bulk_create(made, batch_size=BATCH)
        words = set().union(*(words_of(said.text) for said in batch))
        new = (SearchWord(word=word, padded=f" {word} ") for word in sorted(words))
        SearchWord.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
        count += len(batch)
    return count


def _last_number(found: Searchable) -> int:
    numbers = found.numbers
    rows = SearchEntry.objects.filter(pk__gte=numbers.start, pk__lt=numbers.stop)
    return rows.aggregate(last=Max("pk"))["last"] or numbers.start


def _entry(found: Searchable, said: SearchText, number: int) -> SearchEntry:
    return SearchEntry(
        pk=number,
        kind=found.kind,
        record=said.record,
        part=said.part,
        label=said.label,
        language=said.language,
        text=said.text,
        head=said.head,
        haystack=f" {fold(said.text)}",
        is_closed=said.is_closed,
        **{name: getattr(said.span, name) for name in SPAN},
    )


def reindex() -> dict[str, int]:
    """Make the whole index anew from the records, all or nothing; how many entries each kind has."""
    with transaction.atomic(), grams.rebuilt_at_the_end():
        SearchEntry.objects.all().delete()
        SearchWord.objects.all().delete()
        return {
            found.kind: sum(_enter(found, found.texts(batch)) for batch in _batches(found)) for found in searchables()
        }


def _batches(found: Searchable) -> Iterator[Sequence[int]]:
    numbers = found.model._default_manager.order_by("pk").values_list("pk", flat=True)
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
        there = found.model._default_manager.order_by().values("pk")
        rows |= SearchEntry.objects.filter(kind=found.kind).exclude(record__in=there)
    for kind, record, text in rows.values_list("kind", "record", "text"):
        yield Difference(Ref(kind, record), text, is_missing=False)
