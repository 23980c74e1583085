"""What instruments do to each other, as an instrument's page tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.law.models import ENDINGS, Instrument, ProvisionWording, Relation, RelationKind
from kurul.rooms.law.queries import citing
from kurul.rooms.law.queries.provisions import cited


class Side(StrEnum):
    """On which side of a relation an instrument stands."""

    ACTS = "acts"
    IS_MET = "is_met"


@dataclass(frozen=True)
class Told:
    """One relation as the page of one of its two instruments tells it."""

    id: int
    kind: str
    side: Side
    other: Instrument
    other_cited: str  # the other instrument, with its provision where one is named
    own_cited: str  # the provision of the page's own instrument; empty for the whole
    own_provision: int | None
    day: Bound
    certainty: Certainty
    basis: str
    relation: Relation
    adds: bool = False  # the amendment adds the provision, which did not stand before

    @property
    def words(self) -> str:
        """Kind and side in one: "amends", "amends_met"."""
        return self.kind if self.side is Side.ACTS else f"{self.kind}_met"


def told(instrument: int, look: Look, actor: Actor) -> tuple[Told, ...]:
    """All relations of an instrument by the knowledge looked with, by the day of their effect: three queries,
    one more where provisions are amended."""
    rows = visible_to(Relation.objects.known_at(look.known_at), actor).filter(
        Q(instrument_id=instrument) | Q(target_id=instrument)
    )
    related = ("instrument__kind", "target__kind", "provision__instrument__kind", "target_provision__instrument__kind")
    found = list(rows.select_related(*related).in_order())
    named = [one for row in found for one in (row.provision, row.target_provision) if one is not None]
    names = cited(named, look) if named else {}
    amending = [row.pk for row in found if row.kind == RelationKind.AMENDS and row.target_provision_id is not None]
    adding = _adding(amending, look) if amending else set()
    lines = [_told(row, instrument, look, names, adds=row.pk in adding) for row in found]
    return tuple(sorted(lines, key=lambda line: (line.day == Bound.unknown(), line.day)))


def _adding(amending: list[int], look: Look) -> set[int]:
    """Those of the amendments that gave a provision its first wording: they added it."""
    known = ProvisionWording.objects.known_at(look.known_at)
    earlier = known.filter(provision=OuterRef("provision"), valid_from__lt=OuterRef("valid_from"))
    first = known.filter(~Exists(earlier), came_by__in=amending)
    return set(first.values_list("came_by", flat=True))


def _told(row: Relation, instrument: int, look: Look, names: dict[int, str], *, adds: bool) -> Told:
    acts = row.instrument_id == instrument
    own, other = (row.instrument, row.target) if acts else (row.target, row.instrument)
    own_provision, other_provision = (
        (row.provision, row.target_provision) if acts else (row.target_provision, row.provision)
    )
    other_cited = citing.cite(other.code, other.particulars)
    if other_provision is not None:
        other_cited = names.get(other_provision.pk, other_cited)
    whole = citing.cite(own.code, own.particulars)
    own_cited = names.get(own_provision.pk, "") if own_provision else ""
    return Told(
        id=row.pk,
        kind=row.kind,
        side=Side.ACTS if acts else Side.IS_MET,
        other=other,
        other_cited=other_cited,
        own_cited="" if own_cited == whole else own_cited.removeprefix(whole).lstrip(", "),
        own_provision=own_provision.pk if own_provision else None,
        day=row.period.start,
        certainty=row.period.on(look.day),
        basis=row.basis,
        relation=row,
        adds=adds,
    )


def endings_in(told: Iterable[Told]) -> list[Relation]:
    """Of the relations of an instrument those that repeal or replace it as a whole."""
    return [
        line.relation
        for line in told
        if line.side is Side.IS_MET and line.kind in ENDINGS and line.relation.target_provision_id is None
    ]


def relation_to_change(pk: int, actor: Actor) -> Relation | None:
    """A relation that is held true now, for a form; None when there is none to see."""
    rows = visible_to(Relation.objects.known_at(), actor).select_related("instrument__kind", "target__kind")
    return rows.filter(pk=pk).first()


def bases() -> dict[int, set[int]]:
    """On which instruments each instrument rests, at any time, as it is held now: one query."""
    found: dict[int, set[int]] = {}
    rows = Relation.objects.known_at().filter(kind=RelationKind.RESTS_ON)
    for instrument, target in rows.values_list("instrument_id", "target_id"):
        found.setdefault(instrument, set()).add(target)
    return found
