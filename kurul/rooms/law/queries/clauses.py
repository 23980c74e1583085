"""The list of provisions over all instruments: what stands where, and on which of them nothing rests."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import BEGINNING, FAR, Certainty, Period
from kurul.kernel.temporal.facts import held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.turkish import fold
from kurul.rooms.law.models import Citation, Instrument, Provision, ProvisionWording, Relation, RelationKind
from kurul.rooms.law.queries import citing
from kurul.rooms.law.queries.force import endings_of, force
from kurul.rooms.law.queries.provisions import steps_of

CITED, ORPHAN = "cited", "orphan"


@dataclass(frozen=True)
class ClauseFilters:
    """What the list of provisions is narrowed to; empty fields do not narrow."""

    text: str = ""
    instrument: int | None = None
    kind: str = ""
    resting: str = ""  # something rests on it, or nothing does

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != ClauseFilters()


@dataclass(frozen=True)
class Clause:
    """One line of the list: a provision as it stands, or may stand, on the day."""

    id: int
    instrument: int
    cited: str
    text: Translated
    period: Period
    certainty: Certainty  # whether it stands in the text of its instrument
    status: str  # the code that says whether that is in force
    citations: int
    basis: str


def clauses(
    filters: ClauseFilters, look: Look, actor: Actor, *, language: str, start: int = 0, size: int = 50
) -> tuple[Clause, ...]:
    """A page of the provisions that stand, or may stand, on the day, by instrument and order: five queries."""
    rows = _narrowed(filters, look, actor).order_by(*_as_cited(language), "provision__order", "pk")
    found = list(rows.select_related("provision")[start : start + size])
    numbers = [row.provision_id for row in found]
    steps = steps_of(numbers, look)
    instruments: Mapping[int, Instrument] = Instrument.ever.select_related("kind").in_bulk(
        {row.provision.instrument_id for row in found}
    )
    endings = endings_of(instruments, look)
    status = {pk: force(look.day, one, endings.get(pk, [])).status for pk, one in instruments.items()}
    counted = _counted(look, actor, pk__in=numbers)
    return tuple(
        Clause(
            id=row.provision_id,
            instrument=row.provision.instrument_id,
            cited=_cited(instruments[row.provision.instrument_id], steps.get(row.provision_id, ())),
            text=row.text,
            period=row.period,
            certainty=row.period.on(look.day),
            status=status[row.provision.instrument_id],
            citations=counted.get(row.provision_id, 0),
            basis=row.basis,
        )
        for row in found
    )


def _as_cited(language: str) -> tuple[Any, ...]:
    """The order in which readers look for instruments as they are cited: by kind, number (9 before 10) and title."""
    entry = "provision__instrument__"
    title = SortKey(language, f"{entry}sort_keys").asc(nulls_last=True)
    return (
        f"{entry}kind__order",
        f"{entry}kind__code",
        Length(f"{entry}number"),
        f"{entry}number",
        title,
        f"{entry}code",
    )


def how_many_clauses(filters: ClauseFilters, look: Look, actor: Actor) -> int:
    """How many provisions the list has: one query."""
    return _narrowed(filters, look, actor).count()


def _cited(instrument: Instrument, steps: tuple[citing.Step, ...]) -> str:
    return citing.cite(instrument.code, instrument.particulars, steps)


def _citations(look: Look, actor: Actor) -> Any:
    return visible_to(Citation.objects.all(), actor).filter(held_true(look.known_at), possibly(look.day))


def _bases(look: Look, actor: Actor) -> Any:
    """The relations by which instruments are based on provisions."""
    rows = visible_to(Relation.objects.filter(kind=RelationKind.RESTS_ON), actor)
    return rows.filter(held_true(look.known_at), possibly(look.day))


def _counted(look: Look, actor: Actor, **of: Any) -> dict[int, int]:
    """How much rests on each provision: one query. `of` narrows the provisions: pk__in, or instrument_id."""
    numbers = Provision.objects.filter(**of).order_by().values("pk")
    cited = _citations(look, actor).filter(provision_id__in=numbers).order_by().values_list("provision_id")
    based = _bases(look, actor).filter(target_provision_id__in=numbers).order_by().values_list("target_provision_id")
    return dict(Counter(number for (number,) in cited.union(based, all=True)))


def _not_issued(day: date) -> Q:
    """Condition: the instrument had certainly not been issued by the day; see `force.issued_by`."""
    entry = "provision__instrument__"
    unknown = Q(**{f"{entry}issued_from": BEGINNING, f"{entry}issued_to": FAR})
    return (~unknown & Q(**{f"{entry}issued_from__gt": day})) | (unknown & Q(**{f"{entry}gazetted_from__gt": day}))


def _narrowed(filters: ClauseFilters, look: Look, actor: Actor) -> Any:
    rows = visible_to(ProvisionWording.objects.all(), actor).filter(held_true(look.known_at), possibly(look.day))
    # Where it is not known on which day a wording changed, both may hold: the later one is listed.
    later = ProvisionWording.objects.filter(
        held_true(look.known_at), possibly(look.day), Q(pk__gt=OuterRef("pk")), provision_id=OuterRef("provision_id")
    )
    rows = rows.filter(~Exists(later)).exclude(_not_issued(look.day))
    if filters.text.strip():
        rows = rows.filter(search_text__contains=fold(filters.text))
    if filters.instrument is not None:
        rows = rows.filter(provision__instrument_id=filters.instrument)
    if filters.kind:
        rows = rows.filter(kind__code=filters.kind)
    if filters.resting:
        provision = OuterRef("provision_id")
        cited = Exists(_citations(look, actor).filter(provision_id=provision))
        based = Exists(_bases(look, actor).filter(target_provision_id=provision))
        # What has no text of its own only holds others together: that nothing rests on it is no finding.
        rows = rows.filter(cited | based) if filters.resting == CITED else rows.filter(~cited, ~based).exclude(text={})
    return rows


def how_many_citations(instrument: int, look: Look, actor: Actor) -> dict[int, int]:
    """How much rests on each provision of an instrument on the day: one query."""
    return _counted(look, actor, instrument_id=instrument)
