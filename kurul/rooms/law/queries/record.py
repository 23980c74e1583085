"""One instrument, as it is held by the knowledge looked with."""

from collections.abc import Sequence
from dataclasses import dataclass

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, Particulars
from kurul.rooms.law.queries import citing
from kurul.rooms.law.queries.force import Force, endings_of, force, issued_by
from kurul.rooms.law.queries.relations import Told, endings_in


@dataclass(frozen=True)
class Page:
    """What the page of one instrument shows beside its provisions and relations, by the knowledge looked with."""

    id: int
    code: str
    said: Particulars
    force: Force
    issued: Certainty  # whether it had been issued by the day looked at
    basis: str
    inferred: frozenset[str]
    version: int

    def __str__(self) -> str:
        return " · ".join(part for part in (self.said.number, str(self.said.title)) if part) or self.code

    @property
    def cited(self) -> str:
        """How it is cited in the active language: "Law 5018"."""
        return citing.cite(self.code, self.said)

    @property
    def eli(self) -> str | None:
        """Its path below /eli/; None where something for it is not known."""
        return citing.eli_path(self.said)

    @property
    def missing_for_eli(self) -> tuple[str, ...]:
        """What an ELI would need."""
        return citing.missing_for_eli(self.said)

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        return self.force.status


def page(pk: int, look: Look, actor: Actor, *, told: Sequence[Told] | None = None) -> Page | None:
    """One instrument as it was held by the knowledge looked with; None when there is none to see: at most three
    queries, one less where its relations are `told` already."""
    instrument = visible_to(Instrument.ever.select_related("kind"), actor).filter(pk=pk).first()
    if instrument is None:
        return None
    entry = _entry(instrument, look, actor)
    if entry is None:
        return None  # by the knowledge looked with, nobody had entered it
    return Page(
        id=pk,
        code=instrument.code,
        said=entry.particulars,
        force=force(look.day, entry, endings_of([pk], look).get(pk, []) if told is None else endings_in(told)),
        issued=issued_by(look.day, entry.issued, entry.gazetted),
        basis=entry.basis,
        inferred=frozenset(entry.inferred),
        version=instrument.version,
    )


def _entry(instrument: Instrument, look: Look, actor: Actor) -> Entry | None:
    moment = look.known_at
    if instrument.withdrawn_at is None and (moment is None or instrument.recorded_at <= moment):
        return instrument
    if moment is None:
        return None  # it was taken back with the import that had entered it
    former = visible_to(FormerEntry.objects.select_related("kind"), actor).filter(
        instrument=instrument, recorded_at__lte=moment, superseded_at__gt=moment
    )
    return former.first()


def instrument_to_change(pk: int, actor: Actor) -> Instrument | None:
    """The record itself, for a form; None when there is none to see."""
    return visible_to(Instrument.objects.select_related("kind"), actor).filter(pk=pk).first()
