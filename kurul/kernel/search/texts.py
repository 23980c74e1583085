"""What rooms tell the search: which of their records can be found, and by which texts.

    searchable(
        Organisation,
        label=_("Bodies"), route="organisations:organisation", order=10,
        texts=search.texts, sources={Name: "organisation_id"}, about=search.about,
    )

`texts(ids)` is the truth about some records; the index is a copy of it.
"""

import re
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import HEAD, Part
from kurul.kernel.temporal.bounds import BEGINNING, OPEN
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.kernel.wording import Text

WORD = re.compile(r"[^\W\d_]{3,60}")  # of folded texts: by these, mistyped words are guessed
_ROOM = 40  # bits: so many entries one kind can have


@dataclass(frozen=True)
class Span:
    """When a text holds, as four columns of a fact, and from when to when it was known."""

    valid_from: date
    valid_from_latest: date
    valid_to_earliest: date
    valid_to: date
    recorded_at: datetime
    superseded_at: datetime | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Span":
        """The columns of a fact, read with `values(*SPAN)`."""
        return cls(*(row[name] for name in SPAN))

    @classmethod
    def always(cls, recorded_at: datetime, superseded_at: datetime | None = None, first: date = BEGINNING) -> "Span":
        """A text that holds on every day (from `first` on) since it was recorded."""
        return cls(first, first, OPEN, OPEN, recorded_at, superseded_at)

    def together_with(self, other: "Span") -> "Span | None":
        """When both hold and both were known; None when they never do, or never were, at once."""
        ends = [moment for moment in (self.superseded_at, other.superseded_at) if moment is not None]
        both = Span(
            max(self.valid_from, other.valid_from),
            max(self.valid_from_latest, other.valid_from_latest),
            min(self.valid_to_earliest, other.valid_to_earliest),
            min(self.valid_to, other.valid_to),
            max(self.recorded_at, other.recorded_at),
            min(ends, default=None),
        )
        known = both.superseded_at is None or both.recorded_at < both.superseded_at
        return both if known and both.valid_from < both.valid_to else None


SPAN = ("valid_from", "valid_from_latest", "valid_to_earliest", "valid_to", "recorded_at", "superseded_at")


@dataclass(frozen=True)
class SearchText:
    """One text by which a record is found."""

    record: int
    part: Part
    text: str
    span: Span
    language: str = ""
    label: str = ""  # the scheme of a number, the article of a text
    is_closed: bool = False

    @property
    def head(self) -> str:
        """The beginning of the folded text."""
        return fold(self.text)[:HEAD]


def in_languages(record: int, part: Part, texts: Translated, span: Span, **more: Any) -> Iterable[SearchText]:
    """One text for each language in which something is said."""
    return (SearchText(record, part, text, span, language, **more) for language, text in texts.items())


@dataclass(frozen=True)
class InSql:
    """What a room's `texts` says once more as SQL, so that the records of a large load need not pass through here.

    `texts(vendor)` gives SELECTs with the columns record, part, label, language, text, folded and those of `SPAN`,
    `left(vendor)` one of the records of which these do not say all. Each has two parameters, or several times these
    two: the records from which number to which.
    """

    texts: Callable[[str], Iterable[str]]
    left: Callable[[str], str]


@dataclass(frozen=True)
class Searchable:
    """The records of one model, as the search knows them."""

    model: type[models.Model]
    label: Text
    route: str
    order: int
    texts: Callable[[Collection[int]], Iterable[SearchText]]
    sources: Mapping[Any, str]
    about: Callable[[Collection[int], Look, Actor], Mapping[int, Iterable[Text | Translated]]] | None = None
    readable: Callable[[Look, Actor], Q] | None = None
    follows: Mapping[str, Callable[[Collection[int]], Iterable[int]]] = field(default_factory=dict)
    schemes: Callable[[], Mapping[str, Text | Translated]] = dict
    in_sql: InSql | None = None

    @property
    def kind(self) -> str:
        """The label of the model, as references bear it."""
        return self.model._meta.label_lower

    @property
    def numbers(self) -> range:
        """The numbers that entries of this kind bear: they lie together, so that one kind is searched by itself."""
        return numbers_of(self.kind)


def numbers_of(kind: str) -> range:
    """The numbers of the entries of a kind of record, the same everywhere."""
    place = zlib.crc32(kind.encode()) >> 12
    return range((place << _ROOM) + 1, (place + 1) << _ROOM)


_searchables: dict[str, Searchable] = {}


def searchable(
    model: type[models.Model],
    *,
    label: Text,
    route: str,
    order: int,
    texts: Callable[[Collection[int]], Iterable[SearchText]],
    sources: Mapping[Any, str],
    about: Callable[[Collection[int], Look, Actor], Mapping[int, Iterable[Text | Translated]]] | None = None,
    readable: Callable[[Look, Actor], Q] | None = None,
    follows: Mapping[str, Callable[[Collection[int]], Iterable[int]]] | None = None,
    schemes: Mapping[str, Text] | Callable[[], Mapping[str, Text | Translated]] | None = None,
    in_sql: InSql | None = None,
) -> None:
    """Let records of `model` be found. What each is found by is `texts(ids)`.

    - `sources` are the tables that the texts are read from, with the column that names the record: after a bulk action
      the records are refreshed of which a row was recorded or superseded in it.
    - `about(ids, look, actor)` gives what tells equally named records apart: some texts, each of its own language.
    - `readable(look, actor)` narrows the entries that the actor may read, where that is less than the records that may
      be seen.
    - `follows` names other kinds of record whose names these texts contain, or with which these are written: kind →
      function from their numbers to those of the records here.
    - `schemes` are words for the labels of numbers, where these are no words; a function where they are data.
    - `in_sql` says what `texts` says once more as SQL.

    Raises ValueError when two kinds want the same numbers for their entries; rename a model then.
    """
    words = schemes if callable(schemes) else lambda: schemes or {}
    made = Searchable(model, label, route, order, texts, sources, about, readable, follows or {}, words, in_sql)
    for other in _searchables.values():
        if other.kind != made.kind and other.numbers == made.numbers:
            raise ValueError(f"{made.kind} and {other.kind} want the same numbers in the search.")
    _searchables[made.kind] = made


def searchables() -> list[Searchable]:
    """Everything that can be found, in its order."""
    return sorted(_searchables.values(), key=lambda one: (one.order, one.kind))


def searchable_of(kind: str) -> Searchable | None:
    """What is registered for a kind of record."""
    return _searchables.get(kind)
