"""What the pages, the API and other rooms read of bodies and units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, Expression, F, FilteredRelation, OuterRef, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import certainly, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated, active_language
from kurul.kernel.turkish import fold
from kurul.rooms.organisations.models import (
    Kind,
    Level,
    Name,
    Organisation,
)
from kurul.rooms.organisations.queries import hierarchy

SUGGESTED = 10  # bodies at most while somebody types

# Whether a body exists on the day looked at, as a status.
STATUS = {
    Certainty.YES: "organisations.exists",
    Certainty.NO: "organisations.gone",
    Certainty.NOT_KNOWN: "organisations.perhaps",
}


@dataclass(frozen=True)
class Named:
    """An organisation by its name on the day looked at."""

    id: int
    name: Translated
    abbreviation: str = ""
    certainty: Certainty = Certainty.YES

    def __str__(self) -> str:
        return str(self.name) or self.abbreviation


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty fields do not narrow."""

    text: str = ""
    kind: str = ""
    level: str = ""
    under: int | None = None
    perhaps: bool = False  # also those of which it is not known whether they existed on the day

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered away."""
        return bool(self.text or self.kind or self.level or self.under)


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: int
    name: Translated
    abbreviation: str
    kind: Translated | None
    level: Translated | None
    parent: Named | None
    certainty: Certainty
    basis: str

    @property
    def status(self) -> str:
        """The code of its status on the day looked at."""
        return STATUS[self.certainty]


@read_each
def names_on(ids: Iterable[int], look: Look) -> dict[int, Named]:
    """The name of each organisation on the day: one query. Where no name is sure, the possible one, marked so."""
    found: dict[int, Named] = {}
    rows = Name.objects.possibly_as_of(look.day, look.known_at).filter(organisation_id__in=set(ids))
    for row in rows:
        if row.organisation_id not in found:
            certainty = row.period.on(look.day)
            found[row.organisation_id] = Named(row.organisation_id, row.name, row.abbreviation, certainty)
    return found


@read_each
def labels(ids: Iterable[int]) -> dict[int, str]:
    """Names for references: today's, else the latest there is."""
    found: dict[int, str] = {}
    for row in Name.objects.known_at().filter(organisation_id__in=set(ids)).order_by("valid_from_latest"):
        found[row.organisation_id] = str(row.name) or row.abbreviation
    return found


def latest_names(ids: Iterable[int]) -> dict[int, Translated]:
    """The latest name that is held of each body, those to come included: one query."""
    rows = Name.objects.known_at().filter(organisation_id__in=set(ids)).order_by("valid_from_latest")
    return {row.organisation_id: row.name or Translated(x=row.abbreviation) for row in rows}


def described(look: Look, actor: Actor, *, perhaps: bool = True) -> Any:
    """Organisations that exist (or, with `perhaps`, may exist) on the day, joined with its name, class and parent.

    A queryset with the relations `existing`, `called`, `classified` and `placed` of that day, to filter and select by.
    """
    day, moment = look.day, look.known_at

    def that_day(relation: str, sure: bool = True) -> FilteredRelation:
        holds = certainly if sure else possibly
        return FilteredRelation(relation, condition=held_true(moment, f"{relation}__") & holds(day, f"{relation}__"))

    return (
        visible_to(Organisation.objects.all(), actor)
        .annotate(
            existing=that_day("existences", sure=not perhaps),
            called=that_day("names"),
            classified=that_day("classifications"),
            placed=that_day("placements"),
        )
        .filter(existing__isnull=False)
    )


def listing(
    filters: Filters,
    look: Look,
    actor: Actor,
    *,
    order: str = "name",
    language: str = "tr",
    start: int = 0,
    size: int = 50,
) -> tuple[Row, ...]:
    """A part of the list: two queries whatever the size. `order` is name, kind or level, "-" before it reverses."""
    rows = _narrowed(described(look, actor, perhaps=filters.perhaps), filters, look)
    keys: dict[str, Expression | F] = {
        "name": SortKey(language, "called__sort_keys"),
        "kind": F("classified__kind__order"),
        "level": F("classified__level__rank"),
    }
    key = keys[order.lstrip("-")]
    ordering = key.desc(nulls_last=True) if order.startswith("-") else key.asc(nulls_last=True)
    fields = (
        "pk",
        "basis",
        "called__pk",
        "called__name",
        "called__abbreviation",
        "classified__kind__name",
        "classified__level__name",
        "placed__parent_id",
        "existing__valid_from_latest",
        "existing__valid_to_earliest",
    )
    found = list(rows.order_by(ordering, "pk").values(*fields)[start : start + size])
    unnamed = [row["pk"] for row in found if row["called__pk"] is None]
    names = names_on({row["placed__parent_id"] for row in found if row["placed__parent_id"]} | set(unnamed), look)
    return tuple(_row(values, names, look) for values in found)


def _narrowed(rows: Any, filters: Filters, look: Look) -> Any:
    if filters.text:
        # Any name it ever had finds it, by the knowledge looked with.
        ever = Name.objects.known_at(look.known_at).filter(organisation=OuterRef("pk"))
        wanted = Q(search_text__contains=fold(filters.text)) | Q(abbreviation__iexact=filters.text.strip())
        rows = rows.filter(Exists(ever.filter(wanted)))
    if filters.kind:
        rows = rows.filter(classified__kind__code=filters.kind)
    if filters.level:
        rows = rows.filter(classified__level__code=filters.level)
    if filters.under is not None:
        rows = rows.filter(pk__in=hierarchy.within([filters.under], look) - {filters.under})
    return rows


def _row(values: dict[str, Any], names: dict[int, Named], look: Look) -> Row:
    own = names.get(values["pk"])
    sure = values["existing__valid_from_latest"] <= look.day < values["existing__valid_to_earliest"]
    sure_name = Named(values["pk"], values["called__name"], values["called__abbreviation"] or "")
    named = own or sure_name
    return Row(
        id=values["pk"],
        name=named.name,
        abbreviation=named.abbreviation,
        kind=values["classified__kind__name"] or None,
        level=values["classified__level__name"] or None,
        parent=names.get(values["placed__parent_id"]),
        certainty=Certainty.YES if sure else Certainty.NOT_KNOWN,
        basis=values["basis"],
    )


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many rows the list has in all: one query."""
    return _narrowed(described(look, actor, perhaps=filters.perhaps), filters, look).count()


def how_many_perhaps(filters: Filters, look: Look, actor: Actor) -> int:
    """How many more the list would have with those of which it is not known whether they existed on the day."""
    return how_many(replace(filters, perhaps=True), look, actor) - how_many(filters, look, actor)


def suggested(text: str, look: Look, actor: Actor) -> dict[int, str]:
    """Some bodies whose name on the day contains what is typed: one query."""
    rows = described(look, actor).filter(called__search_text__contains=fold(text))
    key = SortKey(active_language(), "called__sort_keys")
    return {number: str(name) for number, name in rows.order_by(key).values_list("pk", "called__name")[:SUGGESTED]}


def meant(text: str) -> dict[int, str]:
    """The bodies of today that a typed text means: the whole of a name, or the abbreviation."""
    whole = Q(abbreviation__iexact=text) | Q(search_text__regex=rf"(^|\n){re.escape(fold(text))}($|\n)")
    today = Look.today()
    rows = Name.objects.possibly_as_of(today.day).filter(whole)
    return {
        number: str(named) for number, named in names_on(rows.values_list("organisation_id", flat=True), today).items()
    }


def kinds() -> list[Kind]:
    """All kinds, in their order."""
    return list(Kind.objects.all())


def levels() -> list[Level]:
    """All levels, lowest first."""
    return list(Level.objects.all())


def nearest(rows: Any, day: date) -> Any:
    """Of rows of which none holds on the day the last that had begun by then, else the first to come."""
    in_order = sorted(rows, key=lambda row: (row.valid_from_latest, row.valid_to_earliest, row.pk))
    begun = [row for row in in_order if row.valid_from_latest <= day]
    return begun[-1] if begun else next(iter(in_order), None)
