"""What a search finds: by exact text, by its beginning, by its parts in any order, and by likeness.

Every entry carries when it holds and from when to when it was known. So a search by the knowledge of a moment shows
nothing that was recorded later, and a name that no longer holds is shown as a former one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db.models import Q
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.search import grams
from kurul.kernel.search.models import HEAD, Part
from kurul.kernel.search.shown import Hit, Match, Standing, shown
from kurul.kernel.search.texts import Searchable, searchables
from kurul.kernel.temporal.look import Look
from kurul.kernel.turkish import fold

SHOWN = 5  # of each kind, beside each other
MOST = 50  # counted of each kind; beyond, it is only said that there are more
MOST_OF_ONE = 500  # the same where one kind is looked at
LONGEST = 200  # letters of a typed text that count
MOST_WORDS = 8
ENOUGH = 3  # with so many found, or with one that is called just so, nothing is guessed
ENTRIES_A_RECORD = 3  # entries read at first for each record that is counted
GUESSES = 24  # words that a mistyped one is taken for, at most

Key: TypeAlias = tuple[int, int, int, float, int, str, int]


@dataclass(frozen=True)
class Group:
    """What was found of one kind. `has_more`: there are more than `count`, which then is only how far was counted."""

    found: Searchable
    hits: tuple[Hit, ...]
    count: int
    has_more: bool


@dataclass(frozen=True)
class Finding:
    """Everything that was found; the kind with the best hit comes first. `is_guess`: nothing fits as it was typed."""

    text: str
    groups: tuple[Group, ...] = ()
    is_guess: bool = False

    @property
    def hits(self) -> list[Hit]:
        """All hits that are shown, the best first."""
        return sorted((hit for group in self.groups for hit in group.hits), key=lambda hit: hit.rank)


@dataclass
class _Candidates:
    """The best match of each record of one kind that the actor may see."""

    found: Searchable
    matches: dict[int, tuple[Key, Match]] = field(default_factory=dict)

    @property
    def has_exact(self) -> bool:
        """Whether something is called just as it was typed."""
        return any(key[0] == 0 for key, _match in self.matches.values())

    def best(self, most: int) -> list[tuple[Key, Match]]:
        return sorted(self.matches.values(), key=lambda one: one[0])[:most]


def find(
    text: str,
    look: Look,
    actor: Actor,
    *,
    kind: str = "",
    start: int = 0,
    size: int = SHOWN,
    most: int | None = None,
) -> Finding:
    """What a text finds for this actor on the day, by the knowledge looked with; of one `kind` or of all.

    Of each kind the hits from `start` on, `size` at most. The cost follows what is found, not how much there is: of
    each kind `most` records are counted. Hidden records neither show nor count.
    """
    folded = fold(text)[:LONGEST].strip()
    kinds = [found for found in searchables() if kind in ("", found.kind)]
    if not folded:
        return Finding(text)
    limit = most or (MOST_OF_ONE if kind else MOST)
    asked = _Question(folded, look, actor, limit)
    candidates = asked.as_typed(kinds)
    is_guess = False
    if not any(one.has_exact for one in candidates) and sum(len(one.matches) for one in candidates) < ENOUGH:
        guessed = asked.guessed(kinds)
        is_guess = not any(one.matches for one in candidates)
        for one, more in zip(candidates, guessed, strict=True):
            one.matches = {**more.matches, **one.matches}
    chosen = [(one, one.best(limit)) for one in candidates if one.matches]
    chosen.sort(key=lambda pair: (pair[1][0][0][:4], pair[0].found.order))
    hits = shown({one.found.kind: best[start : start + size] for one, best in chosen}, folded, look, actor)
    groups = tuple(Group(one.found, hits[one.found.kind], len(best), len(one.matches) > limit) for one, best in chosen)
    return Finding(text, groups, is_guess and bool(groups))


class _Question:
    """One search: what was typed, on which day and by whom."""

    def __init__(self, folded: str, look: Look, actor: Actor, limit: int) -> None:
        self.folded, self.look, self.actor, self.limit = folded, look, actor, limit
        self.words = list(dict.fromkeys(folded.split()))[:MOST_WORDS]

    def as_typed(self, kinds: Sequence[Searchable]) -> list[_Candidates]:
        """By the whole text at the beginning, and by its words in any order."""
        groups = [[word] for word in self.words]
        return self._gathered(kinds, groups, with_beginnings=True, is_guess=False)

    def guessed(self, kinds: Sequence[Searchable]) -> list[_Candidates]:
        """By words that are written like those that were typed."""
        long = [word for word in self.words if len(word) >= grams.SHORTEST and not word.isdigit()]
        close = grams.close_words(long)
        groups = [sorted({word, *_likely(word, close.get(word, ()))}) for word in self.words]
        if all(len(group) == 1 for group in groups):
            return [_Candidates(found) for found in kinds]
        return self._gathered(kinds, groups, with_beginnings=False, is_guess=True)

    def _gathered(
        self, kinds: Sequence[Searchable], groups: list[list[str]], *, with_beginnings: bool, is_guess: bool
    ) -> list[_Candidates]:
        """Enough candidates of each kind. Where much of what was read is hidden, more is read."""
        gathered = {found.kind: _Candidates(found) for found in kinds}
        rows_a_part = ENTRIES_A_RECORD * self.limit
        open_kinds = list(kinds)
        while open_kinds:
            parts = [
                part
                for found in open_kinds
                for part in self._parts(found, groups, rows_a_part, with_beginnings=with_beginnings)
            ]
            by_kind: dict[str, list[tuple[Any, ...]]] = {}
            for row in grams.together(parts):
                by_kind.setdefault(row[0], []).append(row)
            still: list[Searchable] = []
            for found in open_kinds:
                rows = by_kind.get(found.kind, [])
                one = gathered[found.kind]
                one.matches = self._ranked(found, rows, is_guess=is_guess)
                if len(rows) >= rows_a_part and len(one.matches) <= self.limit:
                    still.append(found)
            open_kinds = still
            rows_a_part *= 10
        return [gathered[found.kind] for found in kinds]

    def _parts(
        self, found: Searchable, groups: list[list[str]], most: int, *, with_beginnings: bool
    ) -> Iterable[grams.Statement]:
        readable = found.readable(self.look, self.actor) if found.readable else Q()
        among = grams.Conditions.of(found, self.look, readable)
        if with_beginnings:
            yield grams.beginning_with(among, self.folded[:HEAD], most)
        if any(len(word) >= grams.SHORTEST for group in groups for word in group):
            for part in among.by_index():
                yield grams.containing(part, groups, most)

    def _ranked(
        self, found: Searchable, rows: Iterable[tuple[Any, ...]], *, is_guess: bool
    ) -> dict[int, tuple[Key, Match]]:
        best: dict[int, tuple[Key, Match]] = {}
        for _kind, record, pk, part, head, standing in rows:
            key = self._key(record, part, head, standing, is_guess=is_guess)
            if record not in best or key < best[record][0]:
                best[record] = (key, Match(record, pk, Part(part), Standing(standing), is_guess))
        seen = _seen(found, best.keys(), self.actor)
        return {record: pair for record, pair in best.items() if record in seen}

    def _key(self, record: int, part: str, head: str, standing: int, *, is_guess: bool) -> Key:
        """What is sorted by: how it fits, whether it holds on the day, what it is, how like it is."""
        likeness = -fuzz.token_sort_ratio(self.folded, head)
        tier = self._tier(head, is_guess=is_guess)
        place = (_PARTS if tier == 0 else _PARTS_OF_OTHERS)[part]
        return (tier, int(standing > 0), place, likeness, len(head), head, record)

    def _tier(self, head: str, *, is_guess: bool) -> int:
        if is_guess:
            return 4
        if head == self.folded[:HEAD]:
            return 0
        if head.startswith(self.folded):
            return 1
        starts = f" {head}"
        return 2 if all(f" {word}" in starts for word in self.words) else 3


_PARTS: Mapping[str, int] = {part.value: place for place, part in enumerate(Part)}
# A part of a number says little: it comes after names.
_PARTS_OF_OTHERS: Mapping[str, int] = {
    part.value: place for place, part in enumerate((Part.NAME, Part.ABBREVIATION, Part.PLACE, Part.NUMBER, Part.TEXT))
}


def _seen(found: Searchable, records: Collection[int], actor: Actor) -> Collection[int]:
    """Those of the records that the actor may see; a gate that lets everything through asks the database nothing."""
    if not records:
        return records
    rows = found.model._base_manager.filter(pk__in=list(records))  # taken back too: as known before, it is found
    visible = visible_to(rows, actor)
    return records if visible is rows else set(visible.values_list("pk", flat=True))


def _likely(word: str, close: Iterable[str]) -> list[str]:
    """The words that a typed one may have been meant for: one wrong letter in short words, three in long ones."""
    wrong = 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3
    near = sorted((distance, other) for other in close if (distance := OSA.distance(word, other)) <= wrong)
    return [other for _distance, other in near[:GUESSES]]
