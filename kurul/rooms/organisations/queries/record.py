"""What the page of one body shows on the day looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.until_written import answer
from kurul.rooms.organisations import rules
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Completeness,
    Identifier,
    Kind,
    Level,
    Name,
    Scheme,
)
from kurul.rooms.organisations.queries import hierarchy
from kurul.rooms.organisations.queries.changes import changes_of, names_ever, sides_of, told
from kurul.rooms.organisations.queries.life import BEGINNINGS, ENDINGS, LifeEvent, Said, life, said_of
from kurul.rooms.organisations.queries.reading import STATUS, Named, nearest
from kurul.rooms.organisations.queries.succession import Succession, predecessors, successors
from kurul.rooms.organisations.queries.tree import Sub, parts


@dataclass(frozen=True)
class BorneNumber:
    """A number that the body bears, with the name of its scheme and the address that the scheme gives it."""

    fact: Identifier
    label: str
    url: str

    @property
    def id(self) -> int:
        """The number of the row."""
        return self.fact.pk

    @property
    def scheme(self) -> str:
        """The code of the scheme."""
        return self.fact.scheme

    @property
    def value(self) -> str:
        """The number itself."""
        return self.fact.value


@dataclass(frozen=True)
class Page:
    """Everything that the page of one organisation shows on the day looked at."""

    id: int
    name: Named
    existence: Period | None
    certainty: Certainty
    chain: tuple[Named, ...]  # those above, nearest first
    identifiers: tuple[BorneNumber, ...]
    parts: tuple[Sub, ...]
    life: tuple[LifeEvent, ...]
    role_note: Translated
    source: str
    basis: str
    version: int
    day: date
    facts: dict[str, Any] = field(default_factory=dict)  # the row behind each statement, by its field
    said: Said | None = None  # all that is said of it, for the picture of its life
    parents: dict[int, Named] = field(default_factory=dict)  # under whom it ever stood, by their latest names
    before: tuple[Succession, ...] = ()  # the line of its predecessors
    after: tuple[Succession, ...] = ()
    relatives: dict[int, Named] = field(default_factory=dict)  # the bodies of both lines
    completeness: Completeness | None = None  # the statement that holds on the day that all its units are recorded
    also: tuple[tuple[Named, Affiliation], ...] = ()  # bodies to which it also belongs, or may, on the day
    perhaps_under: Named | None = None  # where it is not known for sure whether it stood under another body

    @property
    def is_unsure(self) -> dict[str, bool]:
        """For each statement whether a bound of its period leaves open that it holds on the day."""
        return {name: fact.period.on(self.day) is Certainty.NOT_KNOWN for name, fact in self.facts.items() if fact}

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        return STATUS[self.certainty]

    @property
    def parent(self) -> Named | None:
        """The body directly above."""
        return self.chain[0] if self.chain else None

    @property
    def kind(self) -> Kind | None:
        """Its kind on the day; None where it has none, or is not there."""
        found = self._classification
        return found.kind if found else None

    @property
    def level(self) -> Level | None:
        """Its level on the day; None where it has none, or is not there."""
        found = self._classification
        return found.level if found else None

    @property
    def _classification(self) -> Classification | None:
        found: Classification | None = self.facts["classification"]
        return found if found and found.period.on(self.day) is not Certainty.NO else None

    @property
    def last_under(self) -> Named | None:
        """Under which body it stood last, where it is gone on the day; None where it exists, or is not there yet."""
        if self.certainty is not Certainty.NO or self.said is None:
            return None
        past = [row for row in self.said.placements if row.period.end.latest <= self.day]
        return self.parents.get(past[-1].parent_id) if past else None

    @property
    def turn(self) -> LifeEvent | None:
        """What ended it before the day looked at, else what begins it after; None where it exists, or may."""
        if self.certainty is not Certainty.NO:
            return None
        ended = [one for one in self.life if one.code in {"abolished", *ENDINGS} and one.when.latest <= self.day]
        begins = (one for one in self.life if one.code in {"founded", *BEGINNINGS} and one.when.earliest > self.day)
        return ended[-1] if ended else next(begins, None)


def on_day(rows: Sequence[Any], day: date) -> Any:
    """The row that holds on the day, else the one that may hold, else the nearest one; None where there is none."""
    for wanted in (Certainty.YES, Certainty.NOT_KNOWN):
        found = next((row for row in rows if row.period.on(day) is wanted), None)
        if found is not None:
            return found
    return nearest(rows, day)


def _holding(rows: Sequence[Any], day: date) -> Any:
    """The row that holds or may hold on the day; None where none does."""
    found = on_day(rows, day)
    return found if found is not None and found.period.on(day) is not Certainty.NO else None


def page(pk: int, look: Look, actor: Actor, *, language: str = "tr", whole: bool = True) -> Page | None:
    """One organisation on the day looked at, with its life; None when there is none to see: about ten queries.

    Not `whole`: without its parts and identifiers, for the views of the page that do not show them. Of a body that
    does not exist on the day is told what it last was (or is to be), and what became of it.
    """
    said = said_of(pk, look, actor, with_identifiers=whole)
    if not said.existences:
        return None  # there is none to see, or by the knowledge looked with nobody had heard of it
    first: Any = said.existences[0]
    organisation = first.organisation
    day = look.day
    existence, name = on_day(said.existences, day), on_day(said.names, day)
    is_gone = existence.period.on(day) is Certainty.NO
    classification = (on_day if is_gone else _holding)(said.classifications, day)
    placement = _holding(said.placements, day)
    above = hierarchy.chains([pk], look)[pk]
    events = changes_of(pk, look, actor) if whole or is_gone else []
    sides = sides_of(events) if events else {}
    before, after = _lines(pk, look, sides.values())
    parents = {row.parent_id for row in said.placements}
    others = {number for pair in sides.values() for side in pair for number in side}
    relatives = {number for link in (*before, *after) for number in (link.of, link.to)}
    also = _affiliations(pk, day, look.known_at) if whole and first.is_affiliated else []
    names = names_ever({*above, *parents, *others, *relatives, *(row.parent_id for row in also)}, look)
    perhaps = placement.parent_id if placement and not above else None
    return Page(
        id=pk,
        name=_named(pk, name, day),
        existence=existence.period,
        certainty=existence.period.on(day),
        chain=tuple(_named(number, on_day(names[number], day), day) for number in above if number in names),
        identifiers=_numbers([row for row in said.identifiers if _holding([row], day)]),
        parts=parts(pk, look, actor, language=language) if whole else (),
        life=life(pk, said, names, told(events, sides, names)),
        role_note=organisation.role_note,
        source=organisation.source,
        basis=organisation.basis,
        version=organisation.version,
        facts={"existence": existence, "name": name, "classification": classification, "placement": placement},
        day=day,
        said=said,
        parents={number: _named(number, names[number][-1], day) for number in parents if number in names},
        before=before,
        after=after,
        relatives={number: _named(number, on_day(names[number], day), day) for number in relatives if number in names},
        completeness=_stated(pk, look) if whole and first.is_stated_complete else None,
        also=tuple((_named(row.parent_id, on_day(names.get(row.parent_id, []), day), day), row) for row in also),
        perhaps_under=_named(perhaps, on_day(names[perhaps], day), day) if perhaps in names else None,
    )


def _lines(
    pk: int, look: Look, sides: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]
) -> tuple[tuple[Succession, ...], tuple[Succession, ...]]:
    """Those before and after the body; asked for only where one of its own changes has other bodies in it."""
    others = [(before, after) for before, after in sides if {*before, *after} - {pk}]
    came = any(pk in after and (pk not in before or set(before) - set(after)) for before, after in others)
    went = any(pk in before and (pk not in after or set(after) - set(before)) for before, after in others)
    return predecessors(pk, look) if came else (), successors(pk, look) if went else ()


def _numbers(rows: Sequence[Identifier]) -> tuple[BorneNumber, ...]:
    """The numbers in the order of their schemes, those of schemes that nobody defined last: one query for any."""
    if not rows:
        return ()
    schemes = answer("organisations.schemes", _schemes)

    def key(row: Identifier) -> tuple[int, str, int]:
        return (schemes[row.scheme].order if row.scheme in schemes else 10**6, row.scheme, row.place)

    found = []
    for row in sorted(rows, key=key):
        scheme = schemes.get(row.scheme)
        url = rules.address_of(scheme.uri_template, row.value) if scheme else ""
        found.append(BorneNumber(row, str(scheme) if scheme else row.scheme, url))
    return tuple(found)


def _schemes() -> dict[str, Scheme]:
    """The schemes by their codes; of a code that was given anew the one that counts now, else that taken back last."""
    every = Scheme.ever.order_by(F("withdrawn_at").asc(nulls_last=True))
    return {scheme.code: scheme for scheme in every}


def _stated(pk: int, look: Look) -> Completeness | None:
    return next(iter(_completeness(pk, look.day, look.known_at)), None)


@prepared
def _completeness(pk: int, day: date, known_at: datetime | None) -> QuerySet[Completeness]:
    return Completeness.objects.as_of(day, known_at).filter(organisation_id=pk).order_by("pk")


@prepared
def _affiliations(pk: int, day: date, known_at: datetime | None) -> QuerySet[Affiliation]:
    return Affiliation.objects.possibly_as_of(day, known_at).filter(organisation_id=pk)


def _named(pk: int, name: Name | None, day: date) -> Named:
    return Named(pk, name.name, name.abbreviation, name.period.on(day)) if name else Named(pk, Translated())
