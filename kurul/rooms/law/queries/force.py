"""Whether an instrument is in force on a day, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.models import ENDINGS, Relation

IN_FORCE, NOT_IN_FORCE, FORCE_NOT_KNOWN = "law.in_force", "law.not_in_force", "law.force_not_known"
_STATUS = {Certainty.YES: IN_FORCE, Certainty.NO: NOT_IN_FORCE, Certainty.NOT_KNOWN: FORCE_NOT_KNOWN}

# Why it is so: the templates have a sentence for each.
STANDS, ENDED, NOT_ISSUED, NOT_YET, START_NOT_KNOWN, END_NOT_KNOWN = (
    "stands",
    "ended",
    "not_issued",
    "not_yet",
    "start_not_known",
    "end_not_known",
)


class Dated(Protocol):
    """What has the three days of an instrument: its particulars, or just its days."""

    @property
    def issued(self) -> Bound: ...

    @property
    def gazetted(self) -> Bound: ...

    @property
    def in_force(self) -> Bound: ...


@dataclass(frozen=True)
class Days:
    """The days of an instrument's signature, publication and entry into force."""

    issued: Bound
    gazetted: Bound
    in_force: Bound


@dataclass(frozen=True)
class Force:
    """Whether an instrument is in force on the day looked at; `ending` is what ended it, or may have ended it."""

    certainty: Certainty
    why: str
    start: Bound
    ending: Relation | None = None

    @property
    def status(self) -> str:
        """The code of its status."""
        return _STATUS[self.certainty]


def issued_by(day: date, issued: Bound, gazetted: Bound) -> Certainty:
    """Whether the instrument had been issued by the day: by its signature or, if nothing is known of that, its
    publication."""
    known = issued if issued != Bound.unknown() else gazetted
    return _by(day, known)


def _by(day: date, known: Bound) -> Certainty:
    if known.latest <= day:
        return Certainty.YES
    return Certainty.NO if day < known.earliest else Certainty.NOT_KNOWN


def force(day: date, said: Dated, endings: Sequence[Relation]) -> Force:
    """In force from the day of entry into force until what repeals or replaces it takes effect.

    `endings` are the relations that repeal or replace the whole instrument. Nothing is concluded from silence but this:
    an instrument of which no repeal is recorded counts as not repealed.
    """
    start = said.in_force
    by_certainty = {ending.period.on(day): ending for ending in reversed(endings)}
    if (ended := by_certainty.get(Certainty.YES)) is not None:
        return Force(Certainty.NO, ENDED, start, ended)
    has_begun = _by(day, start)
    if has_begun is Certainty.NO:
        return Force(Certainty.NO, NOT_YET, start)
    if has_begun is Certainty.NOT_KNOWN and issued_by(day, said.issued, said.gazetted) is Certainty.NO:
        return Force(Certainty.NO, NOT_ISSUED, start)
    perhaps = by_certainty.get(Certainty.NOT_KNOWN)
    if perhaps is not None:
        return Force(Certainty.NOT_KNOWN, END_NOT_KNOWN, start, perhaps)
    if has_begun is Certainty.NOT_KNOWN:
        return Force(Certainty.NOT_KNOWN, START_NOT_KNOWN, start)
    return Force(Certainty.YES, STANDS, start)


def endings_of(instruments: Iterable[int], look: Look) -> dict[int, list[Relation]]:
    """What repeals or replaces each of the instruments as a whole, by the knowledge looked with: one query."""
    rows = Relation.objects.known_at(look.known_at).filter(
        target_id__in=set(instruments), kind__in=ENDINGS, target_provision__isnull=True
    )
    found: dict[int, list[Relation]] = {}
    for row in rows.select_related("instrument__kind").in_order():
        found.setdefault(row.target_id, []).append(row)
    return found


def ended_on(look: Look) -> list[Relation]:
    """The relations by which instruments, or provisions, certainly stand repealed or replaced on the day: one query."""
    rows = Relation.objects.as_of(look.day, look.known_at).filter(kind__in=ENDINGS)
    return list(rows.select_related("instrument__kind", "target__kind").in_order())
