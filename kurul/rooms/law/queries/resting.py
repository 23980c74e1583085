"""What rests on law: the question that higher rooms answer, and the citations that this room keeps itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Value, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Ref, referable, shown
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.facts import PERIOD_COLUMNS, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.law.models import Citation, Relation, RelationKind
from kurul.rooms.law.queries.citing import cite
from kurul.rooms.law.queries.force import ended_on

# The question: ask(RESTS_ON, instruments=…, look=…, actor=…, most=…) → Resting rows of those that hold, or may hold, on
# the day looked at. Of each kind at most `most` (None: all; COUNTED: one without a label); `total` tells how many there
# are.
RESTS_ON = "law.rests_on"
COUNTED = 0
LISTED = 200  # of each kind on a page of its own; the exports hold all


CITATION: Text = _("Citation of a provision")
BASED: Text = _("Instrument based on it")


@dataclass(frozen=True)
class Resting:
    """One statement of a room that rests on an instrument."""

    kind: Text  # what the statement is: "Appointment", "Name of a body"
    label: str  # of the record that it is about
    route: str  # of that record's page; `pk` None: the page takes no number
    pk: int | None
    period: Period
    certainty: Certainty
    instrument: int
    basis: str
    total: int  # how many of this kind rest on the instruments asked about
    code: str  # of the kind, the same in every language
    provision: int | None = None
    citation: int | None = None  # where it is a citation, which

    @property
    def arguments(self) -> tuple[int, ...]:
        """What the route takes."""
        return () if self.pk is None else (self.pk,)


@dataclass(frozen=True)
class Part:
    """One kind of statement that a room contributes: facts already cut to what the actor may see."""

    kind: Text
    facts: Any  # a queryset of facts
    record: str  # path from a fact to the number by which `labels` names it
    route: str
    labels: Callable[[Iterable[int]], dict[int, str]]
    instrument: str = "instrument_id"  # path from a fact to the instrument
    number: str | None = ""  # path from a fact to the number in the route; "": the same; None: the route takes none


def resting(parts: Sequence[Part], *, instruments: Collection[int], look: Look, most: int | None) -> Iterator[Resting]:
    """The answer of a room: one query over all its parts, and those for the labels of each kind of record (for COUNTED
    none)."""
    if not instruments:
        return
    chosen = [_chosen(number, part, instruments, look, most) for number, part in enumerate(parts)]
    rows = list(chosen[0].union(*chosen[1:], all=True) if len(chosen) > 1 else chosen[0])
    wanted: dict[Callable[..., dict[int, str]], set[int]] = {}
    for number, record, *_rest in rows:
        wanted.setdefault(parts[number].labels, set()).add(record)
    names = {labels: labels(ids) if most != COUNTED else dict.fromkeys(ids, "") for labels, ids in wanted.items()}
    rows.sort(key=lambda row: (row[0], row[-1]))
    for part_number, record, page, instrument, first, first_latest, last_earliest, last, basis, total, _rank in rows:
        part = parts[part_number]
        if record not in names[part.labels]:
            continue
        period = Period(Bound(first, first_latest), Bound(last_earliest, last))
        yield Resting(
            kind=part.kind,
            label=names[part.labels][record],
            route=part.route,
            pk=None if part.number is None else page,
            period=period,
            certainty=period.on(look.day),
            instrument=instrument,
            basis=basis,
            total=total,
            code=f"{part.facts.model._meta.app_label}-{part_number}",
        )


# The names must not be those of columns of any fact.
_COLUMNS = (
    *("of_part", "about_record", "page_number", "on_instrument"),
    *PERIOD_COLUMNS,
    *("basis", "of_all", "rank_in_part"),
)


def _chosen(number: int, part: Part, instruments: Collection[int], look: Look, most: int | None) -> Any:
    rows = part.facts.filter(held_true(look.known_at), possibly(look.day), **{f"{part.instrument}__in": instruments})
    rows = rows.order_by().annotate(
        of_part=Value(number),
        about_record=F(part.record),
        page_number=F(part.number or part.record),
        on_instrument=F(part.instrument),
        of_all=Window(Count("pk")),
        rank_in_part=Window(RowNumber(), order_by=("-valid_from_latest", "pk")),
    )
    if most is not None:
        rows = rows.filter(rank_in_part__lte=max(most, 1))
    return rows.values_list(*_COLUMNS)


def resting_on(instruments: Collection[int], look: Look, actor: Actor, *, most: int | None = LISTED) -> list[Resting]:
    """What rests on the instruments: statements of other rooms, and citations of their provisions."""
    if not instruments:
        return []
    asked = contributions.ask(RESTS_ON, instruments=frozenset(instruments), look=look, actor=actor, most=most)
    found: list[Resting] = list(asked)
    return [*found, *on_provisions(look, actor, most=most, instruments=instruments)]


def on_provisions(
    look: Look,
    actor: Actor,
    *,
    most: int | None = None,
    instruments: Collection[int] | None = None,
    provisions: Collection[int] | None = None,
) -> list[Resting]:
    """What rests on these provisions, or on any of these instruments, by what this room keeps itself: records that cite
    a provision, and instruments that are based on it. Two queries, and two for each kind of record that cites.

    Records that the actor may not see are left out, and not counted.
    """
    cited = _citing(look, actor, most, instruments, provisions)
    return [*cited, *_based(look, actor, most, instruments, provisions)]


def _based(
    look: Look, actor: Actor, most: int | None, instruments: Collection[int] | None, provisions: Collection[int] | None
) -> list[Resting]:
    rows = visible_to(Relation.objects.possibly_as_of(look.day, look.known_at), actor)
    rows = rows.filter(kind=RelationKind.RESTS_ON).select_related("instrument__kind")
    if instruments is not None:
        rows = rows.filter(target_id__in=instruments)
    if provisions is not None:
        rows = rows.filter(target_provision_id__in=provisions)
    held = list(rows)
    return [
        Resting(
            kind=BASED,
            label=cite(row.instrument.code, row.instrument.particulars),
            route="law:instrument",
            pk=row.instrument_id,
            period=row.period,
            certainty=row.period.on(look.day),
            instrument=row.target_id,
            basis=row.basis,
            total=len(held),
            code="law-based",
            provision=row.target_provision_id,
        )
        for row in held[: _cut(most)]
    ]


def _citing(
    look: Look, actor: Actor, most: int | None, instruments: Collection[int] | None, provisions: Collection[int] | None
) -> list[Resting]:
    rows = visible_to(Citation.objects.possibly_as_of(look.day, look.known_at), actor)
    if instruments is not None:
        rows = rows.filter(provision__instrument_id__in=instruments)
    if provisions is not None:
        rows = rows.filter(provision_id__in=provisions)
    held = list(rows.select_related("provision"))
    seen = _labels({row.record for row in held}, actor, with_names=most != COUNTED)
    told = [row for row in held if row.record in seen]
    return [_cited(row, seen[row.record], look, len(told)) for row in told[: _cut(most)]]


def _cut(most: int | None) -> int | None:
    return None if most is None else max(most, 1)


def _labels(refs: set[Ref], actor: Actor, *, with_names: bool) -> dict[Ref, str]:
    """The records that the actor may see, by name or just that they are there: one or two queries for each kind."""
    if with_names:
        named = shown(refs, lambda queryset: visible_to(queryset, actor))
        return {ref: one.label for ref, one in named.items()}
    found: dict[Ref, str] = {}
    for kind in {ref.kind for ref in refs}:
        known = referable(kind)
        if known is not None:
            rows = known.model._default_manager.filter(pk__in=[ref.id for ref in refs if ref.kind == kind])
            found |= {Ref(kind, pk): "" for pk in visible_to(rows, actor).values_list("pk", flat=True)}
    return found


def _cited(row: Citation, label: str, look: Look, total: int) -> Resting:
    ref: Ref = row.record
    known = referable(ref.kind)
    assert known is not None  # only what is registered is shown
    return Resting(
        kind=CITATION,
        label=label,
        route=known.url_name,
        pk=ref.id,
        period=row.period,
        certainty=row.period.on(look.day),
        instrument=row.provision.instrument_id,
        basis=row.basis,
        total=total,
        code="law-citation",
        provision=row.provision_id,
        citation=row.pk,
    )


def in_all(rows: Iterable[Resting]) -> int:
    """How many statements there are behind rows that may be cut."""
    return sum({row.code: row.total for row in rows}.values())


@dataclass(frozen=True)
class Repealed:
    """One statement that rests on something which stands repealed or replaced on the day."""

    resting: Resting
    ended_by: Relation


def on_repealed(look: Look, actor: Actor, *, most: int | None = LISTED) -> list[Repealed]:
    """Everything that rests on law which certainly stands repealed or replaced on the day looked at, over all rooms."""
    return [found for group in _on_repealed(look, actor, most) for found in group]


def how_many_on_repealed(look: Look, actor: Actor) -> int:
    """How many they are: the same without reading them all."""
    return sum(in_all(found.resting for found in group) for group in _on_repealed(look, actor, COUNTED))


def _on_repealed(look: Look, actor: Actor, most: int | None) -> tuple[list[Repealed], list[Repealed]]:
    """What rests on whole instruments that ended; what cites provisions that did, of instruments that did not."""
    ended = ended_on(look)
    whole = {row.target_id: row for row in ended if row.target_provision_id is None}
    parts = {
        row.target_provision_id: row
        for row in ended
        if row.target_provision_id is not None and row.target_id not in whole
    }
    on_whole = [Repealed(row, whole[row.instrument]) for row in resting_on(whole.keys(), look, actor, most=most)]
    citing = on_provisions(look, actor, most=most, provisions=parts.keys()) if parts else []
    return on_whole, [Repealed(row, parts[row.provision]) for row in citing if row.provision is not None]
