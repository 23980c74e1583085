"""What the page of one body shows on the day looked at."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.models import Identifier, Kind, Level, Name, Organisation
from kurul.rooms.organisations.queries import hierarchy
from kurul.rooms.organisations.queries.life import LifeEvent, life, said_of
from kurul.rooms.organisations.queries.reading import STATUS, Named, nearest
from kurul.rooms.organisations.queries.tree import Sub, parts


@dataclass(frozen=True)
class Page:
    """Everything that the page of one organisation shows on the day looked at."""

    id: int
    name: Named
    kind: Kind | None
    level: Level | None
    existence: Period | None
    certainty: Certainty
    chain: tuple[Named, ...]  # those above, nearest first
    identifiers: tuple[Identifier, ...]
    parts: tuple[Sub, ...]
    life: tuple[LifeEvent, ...]
    role_note: Translated
    source: str
    basis: str
    version: int
    day: date
    facts: dict[str, Any] = field(default_factory=dict)  # the row behind each statement, by its field
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

    Not `whole`: without its parts and identifiers, for the views of the page that do not show them.
    """
    organisation = visible_to(Organisation.objects.all(), actor).filter(pk=pk).first()
    said = said_of(pk, look, with_identifiers=whole)
    if organisation is None or not said.existences:
        return None  # there is none, or by the knowledge looked with nobody had heard of it
    day = look.day
    existence, name = on_day(said.existences, day), on_day(said.names, day)
    classification, placement = _holding(said.classifications, day), _holding(said.placements, day)
    above = hierarchy.chains([pk], look)[pk]
    names = _names_of({*above, *(row.parent_id for row in said.placements)}, look)
    perhaps = placement.parent_id if placement and not above else None
    return Page(
        id=pk,
        name=_named(pk, name, day),
        kind=classification.kind if classification else None,
        level=classification.level if classification else None,
        existence=existence.period,
        certainty=existence.period.on(day),
        chain=tuple(_named(number, on_day(names[number], day), day) for number in above if number in names),
        identifiers=tuple(sorted((r for r in said.identifiers if _holding([r], day)), key=lambda row: row.scheme)),
        parts=parts(pk, look, actor, language=language) if whole else (),
        life=life(said, names),
        role_note=organisation.role_note,
        source=organisation.source,
        basis=organisation.basis,
        version=organisation.version,
        facts={"existence": existence, "name": name, "classification": classification, "placement": placement},
        day=day,
        perhaps_under=_named(perhaps, on_day(names[perhaps], day), day) if perhaps in names else None,
    )


def _names_of(bodies: Collection[int], look: Look) -> dict[int, list[Name]]:
    """All names that bodies ever had, by the knowledge looked with: one query."""
    names: dict[int, list[Name]] = {}
    for row in Name.objects.known_at(look.known_at).filter(organisation_id__in=bodies).in_order():
        names.setdefault(row.organisation_id, []).append(row)
    return names


def _named(pk: int, name: Name | None, day: date) -> Named:
    return Named(pk, name.name, name.abbreviation, name.period.on(day)) if name else Named(pk, Translated())
