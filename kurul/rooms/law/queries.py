"""What the pages and other rooms read of instruments and provisions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated
from kurul.kernel.turkish import fold
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, InstrumentKind, Particulars, Provision

# Whether an instrument had been issued by the day looked at, as a status.
STATUS = {
    Certainty.YES: "law.issued",
    Certainty.NO: "law.not_yet",
    Certainty.NOT_KNOWN: "law.day_not_known",
}
EXACT, PARTLY, NOT_KNOWN = "exact", "partly", "not_known"  # how well the day of signature is known


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty fields do not narrow."""

    text: str = ""
    kind: str = ""
    year: int | None = None  # certainly signed or published in that year
    known: str = ""  # how well the day of signature is known

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
    certainty: Certainty
    basis: str
    inferred: frozenset[str]

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        return STATUS[self.certainty]


@dataclass(frozen=True)
class Clause:
    """A provision as it is shown; without a number it is one that stood in a former entry."""

    label: str
    text: Translated
    basis: str
    id: int | None = None


@dataclass(frozen=True)
class Page:
    """Everything that the page of one instrument shows, by the knowledge looked with."""

    id: int
    code: str
    said: Particulars
    certainty: Certainty
    provisions: tuple[Clause, ...]
    basis: str
    inferred: frozenset[str]
    version: int

    def __str__(self) -> str:
        return " · ".join(part for part in (self.said.number, str(self.said.title)) if part) or self.code

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        return STATUS[self.certainty]


def issued_by(day: date, issued: Bound, gazetted: Bound) -> Certainty:
    """Whether the instrument had been issued by the day: by its signature or, if nothing is known of that, its
    publication."""
    known = issued if issued != Bound.unknown() else gazetted
    if known.latest <= day:
        return Certainty.YES
    return Certainty.NO if day < known.earliest else Certainty.NOT_KNOWN


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
    """A page of the list: one query whatever the size. `order` is a key of ORDERS, "-" before it reverses."""
    keys = ORDERS[order.lstrip("-")]
    shown = [*_SHOWN, *(key for key in keys if key not in _SHOWN)]
    rows = _together([_sortable(part, language).values(*shown) for part in _narrowed(filters, look, actor)])
    turned = "-" if order.startswith("-") else ""
    ordering = [key if key in _LAST else f"{turned}{key}" for key in keys]
    found = rows.order_by(*ordering, "instrument_number")[start : start + size]
    return tuple(_row(values, look) for values in found)


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
    return [_filtered(rows, filters) for rows in _held(look, actor)]


def _filtered(rows: QuerySet[Any, Any], filters: Filters) -> QuerySet[Any, Any]:
    if filters.text.strip():
        rows = rows.filter(search_text__contains=fold(filters.text))
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


def _row(values: Mapping[str, Any], look: Look) -> Row:
    issued = Bound(values["issued_from"], values["issued_to"])
    gazetted = Bound(values["gazetted_from"], values["gazetted_to"])
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
        certainty=issued_by(look.day, issued, gazetted),
        basis=values["basis"],
        inferred=frozenset(values["inferred"]),
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
    """One kind, and how many instruments are of it."""

    code: str
    name: Translated
    instruments: int


def counted_kinds(look: Look, actor: Actor) -> list[KindRow]:
    """All kinds in their order, with how many instruments there are of each: two queries."""
    counts = Counter(kind for rows in _held(look, actor) for kind in rows.values_list("kind", flat=True))
    return [KindRow(kind.code, kind.name, counts[kind.pk]) for kind in kinds()]


def kinds() -> list[InstrumentKind]:
    """All kinds, in their order."""
    return list(InstrumentKind.objects.all())


# --- one instrument ---------------------------------------------------------------------------------------------------


def page(pk: int, look: Look, actor: Actor) -> Page | None:
    """One instrument as it was held by the knowledge looked with; None when there is none to see."""
    instrument = visible_to(Instrument.objects.select_related("kind"), actor).filter(pk=pk).first()
    if instrument is None:
        return None
    moment = look.known_at
    if moment is None or instrument.recorded_at <= moment:
        provisions = visible_to(Provision.objects.all(), actor).filter(instrument_id=pk).order_by("order")
        clauses = tuple(Clause(row.label, row.text, row.basis, row.pk) for row in provisions)
        return _page(instrument, instrument, clauses, look)
    former = visible_to(FormerEntry.objects.select_related("kind"), actor).filter(
        instrument_id=pk, recorded_at__lte=moment, superseded_at__gt=moment
    )
    entry = former.first()
    if entry is None:
        return None  # by the knowledge looked with, nobody had entered it
    clauses = tuple(Clause(said["label"], Translated(said["text"]), said["basis"]) for said in entry.provisions)
    return _page(instrument, entry, clauses, look)


def _page(instrument: Instrument, entry: Entry, clauses: tuple[Clause, ...], look: Look) -> Page:
    return Page(
        id=instrument.pk,
        code=instrument.code,
        said=entry.particulars,
        certainty=issued_by(look.day, entry.issued, entry.gazetted),
        provisions=clauses,
        basis=entry.basis,
        inferred=frozenset(entry.inferred),
        version=instrument.version,
    )


def instrument_to_change(pk: int, actor: Actor) -> Instrument | None:
    """The record itself, for a form; None when there is none to see."""
    return visible_to(Instrument.objects.select_related("kind"), actor).filter(pk=pk).first()


def provision_to_change(instrument_id: int, pk: int, actor: Actor) -> Provision | None:
    """A provision of that instrument, for a form; None when there is none to see."""
    rows = visible_to(Provision.objects.select_related("instrument"), actor)
    return rows.filter(instrument_id=instrument_id, pk=pk).first()
