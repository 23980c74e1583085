"""The list of instruments, on any day and with the knowledge of any moment."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound
from kurul.kernel.temporal.facts import certainly, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.turkish import fold
from kurul.rooms.law.models import (
    ENDINGS,
    FormerEntry,
    Instrument,
    InstrumentKind,
    ProvisionKind,
    ProvisionWording,
    Relation,
)
from kurul.rooms.law.queries.force import Days, Force, endings_of, force

IN_FORCE, ENDED = "in_force", "ended"
EXACT, PARTLY, NOT_KNOWN = "exact", "partly", "not_known"  # how well the day of signature is known


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty fields do not narrow."""

    text: str = ""
    kind: str = ""
    year: int | None = None  # certainly signed or published in that year
    known: str = ""  # how well the day of signature is known
    force: str = ""  # certainly in force on the day, or certainly ended by it

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self != Filters()


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: int
    code: str
    kind: Translated
    number: str
    title: Translated
    issued: Bound
    gazetted: Bound
    gazette_number: str
    issuing_body: Translated
    basis: str
    inferred: frozenset[str]
    force: Force

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        return self.force.status


def labels(ids: Iterable[int]) -> dict[int, str]:
    """Names for references, as they are held now: one query."""
    return {row.pk: str(row) for row in Instrument.objects.filter(pk__in=set(ids))}


# --- the list ---------------------------------------------------------------------------------------------------------

_SHOWN = (
    "instrument_number",
    "instrument_code",
    "kind__name",
    "number",
    "title",
    "issued_from",
    "issued_to",
    "gazetted_from",
    "gazetted_to",
    "in_force_from",
    "in_force_to",
    "gazette_number",
    "issuing_body",
    "basis",
    "inferred",
)
ORDERS = {
    "title": ("title_key",),
    "kind": ("kind__order", "title_key"),
    "number": ("has_no_number", "number"),
    "issued": ("issued_unknown", "issued_from", "issued_to"),
    "gazetted": ("gazetted_unknown", "gazetted_from", "gazetted_to"),
}
_LAST = {"has_no_number", "issued_unknown", "gazetted_unknown"}  # what is not there comes last, whichever way one sorts


def listing(
    filters: Filters,
    look: Look,
    actor: Actor,
    *,
    order: str = "title",
    language: str = "tr",
    start: int = 0,
    size: int = 50,
) -> tuple[Row, ...]:
    """A page of the list: two queries whatever the size. `order` is a key of ORDERS, "-" before it reverses."""
    keys = ORDERS[order.lstrip("-")]
    shown = [*_SHOWN, *(key for key in keys if key not in _SHOWN)]
    rows = _together([_sortable(part, language).values(*shown) for part in _narrowed(filters, look, actor)])
    turned = "-" if order.startswith("-") else ""
    ordering = [key if key in _LAST else f"{turned}{key}" for key in keys]
    found = list(rows.order_by(*ordering, "instrument_number")[start : start + size])
    endings = endings_of([values["instrument_number"] for values in found], look)
    return tuple(_row(values, endings.get(values["instrument_number"], []), look) for values in found)


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many instruments the list has: one query."""
    return _together([part.values("instrument_number") for part in _narrowed(filters, look, actor)]).count()


def _together(parts: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _held(look: Look, actor: Actor) -> list[QuerySet[Any, Any]]:
    """The entries that the office held to be right at the moment looked from: the present ones, and former ones."""
    present = visible_to(Instrument.objects.order_by(), actor).annotate(
        instrument_number=F("pk"), instrument_code=F("code")
    )
    moment = look.known_at
    if moment is None:
        return [present]
    former = visible_to(FormerEntry.objects.all(), actor).annotate(
        instrument_number=F("instrument_id"), instrument_code=F("instrument__code")
    )
    return [
        present.filter(recorded_at__lte=moment),
        former.filter(recorded_at__lte=moment, superseded_at__gt=moment),
    ]


def _narrowed(filters: Filters, look: Look, actor: Actor) -> list[QuerySet[Any, Any]]:
    return [_filtered(rows, filters, look) for rows in _held(look, actor)]


def _filtered(rows: QuerySet[Any, Any], filters: Filters, look: Look) -> QuerySet[Any, Any]:
    own = "pk" if rows.model is Instrument else "instrument_id"
    if filters.text.strip():
        wanted = fold(filters.text)
        said = ProvisionWording.objects.known_at(look.known_at).filter(search_text__contains=wanted)
        rows = rows.filter(
            Q(search_text__contains=wanted) | Q(**{f"{own}__in": said.values("provision__instrument_id")})
        )
    if filters.force:
        rows = _by_force(rows, filters.force, own, look)
    if filters.kind:
        rows = rows.filter(kind__code=filters.kind)
    if filters.year is not None:
        whole = Bound.year(filters.year)
        rows = rows.filter(
            Q(issued_from__gte=whole.earliest, issued_to__lte=whole.latest)
            | Q(gazetted_from__gte=whole.earliest, gazetted_to__lte=whole.latest)
        )
    if filters.known:
        rows = rows.filter(_KNOWN[filters.known])
    return rows


def _by_force(rows: QuerySet[Any, Any], wanted: str, own: str, look: Look) -> QuerySet[Any, Any]:
    """Those that certainly have ended by the day, or those that certainly are in force on it."""
    whole = Relation.objects.known_at(look.known_at).filter(
        kind__in=ENDINGS, target_provision__isnull=True, target_id=OuterRef(own)
    )
    if wanted == ENDED:
        return rows.filter(Exists(whole.filter(certainly(look.day))))
    return rows.filter(~Exists(whole.filter(possibly(look.day))), in_force_to__lte=look.day)


_UNKNOWN = Q(issued_from=BEGINNING, issued_to=FAR)
_KNOWN = {
    EXACT: Q(issued_from=F("issued_to")),
    PARTLY: ~Q(issued_from=F("issued_to")) & ~_UNKNOWN,
    NOT_KNOWN: _UNKNOWN,
}


def _sortable(rows: QuerySet[Any, Any], language: str) -> QuerySet[Any, Any]:
    def flag(condition: Q) -> Case:
        return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())

    return rows.annotate(
        title_key=SortKey(language, "sort_keys"),
        has_no_number=flag(Q(number="")),
        issued_unknown=flag(_UNKNOWN),
        gazetted_unknown=flag(Q(gazetted_from=BEGINNING, gazetted_to=FAR)),
    )


def _row(values: Mapping[str, Any], endings: Sequence[Relation], look: Look) -> Row:
    issued = Bound(values["issued_from"], values["issued_to"])
    gazetted = Bound(values["gazetted_from"], values["gazetted_to"])
    in_force = Bound(values["in_force_from"], values["in_force_to"])
    return Row(
        id=values["instrument_number"],
        code=values["instrument_code"],
        kind=values["kind__name"],
        number=values["number"],
        title=values["title"],
        issued=issued,
        gazetted=gazetted,
        gazette_number=values["gazette_number"],
        issuing_body=values["issuing_body"],
        basis=values["basis"],
        inferred=frozenset(values["inferred"]),
        force=force(look.day, Days(issued, gazetted, in_force), endings),
    )


@dataclass(frozen=True)
class Known:
    """How many instruments there are by how well the day of their signature is known."""

    exact: int
    partly: int
    not_known: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.exact + self.partly + self.not_known


def known_days(look: Look, actor: Actor) -> Known:
    """How well the days of signature are known: one query (two for an earlier knowledge)."""
    bounds = [Bound(*row) for rows in _held(look, actor) for row in rows.values_list("issued_from", "issued_to")]
    exact = sum(bound.is_exact for bound in bounds)
    unknown = sum(bound == Bound.unknown() for bound in bounds)
    return Known(exact, len(bounds) - exact - unknown, unknown)


def years(look: Look, actor: Actor) -> list[int]:
    """The years in which some instrument was certainly signed or published, latest first."""
    columns = ("issued_from", "issued_to", "gazetted_from", "gazetted_to")
    rows = [row for held in _held(look, actor) for row in held.values_list(*columns)]
    found = {first.year for row in rows for first, last in (row[:2], row[2:]) if first.year == last.year}
    return sorted(found, reverse=True)


@dataclass(frozen=True)
class KindRow:
    """One kind, how it is cited and addressed, and how many instruments are of it."""

    id: int
    code: str
    name: Translated
    reference: Translated
    eli_template: str
    instruments: int


def counted_kinds(look: Look, actor: Actor) -> list[KindRow]:
    """All kinds in their order, with how many instruments there are of each: two queries."""
    counts = Counter(kind for rows in _held(look, actor) for kind in rows.values_list("kind", flat=True))
    return [
        KindRow(kind.pk, kind.code, kind.name, kind.reference, kind.eli_template, counts[kind.pk]) for kind in kinds()
    ]


def kinds() -> list[InstrumentKind]:
    """All kinds, in their order."""
    return list(InstrumentKind.objects.all())


def provision_kinds() -> list[ProvisionKind]:
    """All kinds of provisions, the wider first."""
    return list(ProvisionKind.objects.all())
