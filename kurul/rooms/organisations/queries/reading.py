"""What the pages, the API and other rooms read of bodies and units."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, FilteredRelation, Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import certainly, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey, Translated, active_language, joined
from kurul.kernel.turkish import fold
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.models import Identifier, Kind, Level, Name, Organisation, Scheme
from kurul.rooms.organisations.queries import hierarchy

_FEW = 1000
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
    scheme: str = ""  # those that bear a number of this scheme on the day

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered away."""
        return bool(self.text or self.kind or self.level or self.under or self.scheme)


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
    """The name of each organisation on the day: one query. Where no name is sure, the possible one, marked so.

    What does not exist on the day is spoken of all the same, by the name that it had last, else by its first one, with
    the certainty NO: one more query. Only what never had a name is absent.
    """
    wanted, found = set(ids), dict[int, Named]()
    for number, name, abbreviation, certainty in _names_on(tuple(wanted), look.day, look.known_at):
        if number not in found:
            found[number] = Named(number, name, abbreviation, Certainty(certainty))
    gone = wanted - found.keys()
    return found | _names_beside(gone, look) if gone else found


def _names_beside(ids: Collection[int], look: Look) -> dict[int, Named]:
    """The last name before the day, else the first one after it."""
    found: dict[int, Named] = {}
    for row in Name.objects.known_at(look.known_at).filter(organisation_id__in=ids).in_order():
        if row.organisation_id not in found or row.valid_from <= look.day:
            found[row.organisation_id] = Named(row.organisation_id, row.name, row.abbreviation, Certainty.NO)
    return found


@prepared
def _names_on(ids: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    rows: Any = Name.objects.possibly_as_of(day, known_at).filter(organisation_id__in=ids)
    return rows.values_list("organisation_id", "name", "abbreviation", "certainty")


@read_each
def labels(ids: Iterable[int]) -> dict[int, str]:
    """Names for references: today's, else the latest there is."""
    found: dict[int, str] = {}
    for row in Name.objects.known_at().filter(organisation_id__in=set(ids)).order_by("valid_from_latest"):
        found[row.organisation_id] = str(row.name) or row.abbreviation
    return found


def on_day(relation: str, look: Look, *, sure: bool = True) -> FilteredRelation:
    """The facts of a relation that hold (or, not `sure`, may hold) on the day, to join with."""
    holds = certainly if sure else possibly
    known = held_true(look.known_at, f"{relation}__")
    return FilteredRelation(relation, condition=known & holds(look.day, f"{relation}__"))


def told_apart(ids: Iterable[int], look: Look) -> dict[int, str]:
    """Names by which units of several bodies can be told apart: with the body above on the day. Three queries."""
    own = labels(ids)
    above = {number: chain[0] for number, chain in hierarchy.chains(own, look).items() if chain}
    parents = labels(above.values())
    return {
        number: f"{name} ({parents[above[number]]})" if above.get(number) in parents else name
        for number, name in own.items()
    }


def described(look: Look, actor: Actor, *, perhaps: bool = True) -> Any:
    """Organisations that exist (or, with `perhaps`, may exist) on the day, joined with its name, class and parent.

    A queryset with the relations `existing`, `called`, `classified` and `placed` of that day, to filter and select by.
    """
    return (
        visible_to(Organisation.objects.all(), actor)
        .annotate(
            existing=on_day("existences", look, sure=not perhaps),
            called=on_day("names", look),
            classified=on_day("classifications", look),
            placed=on_day("placements", look),
        )
        .filter(existing__isnull=False)
    )


def suggested(text: str, look: Look, actor: Actor) -> dict[int, str]:
    """Some bodies whose name on the day contains what is typed, each with the one above it: at most three queries."""
    rows = described(look, actor).filter(called__search_text__contains=fold(text))
    key = SortKey(active_language(), "called__sort_keys")
    found = rows.order_by(key).values_list("pk", "called__name")[:SUGGESTED]
    return _with_above({number: str(name) for number, name in found}, look)


def _with_above(names: Mapping[int, str], look: Look) -> dict[int, str]:
    """The names, each with that of the body above, for units of many bodies are called alike: at most two queries."""
    chains = hierarchy.chains(names, look) if names else {}
    above = {number: chain[0] for number, chain in chains.items() if chain}
    parents = names_on(above.values(), look) if above else {}
    return {
        number: joined([name, str(parents[above[number]])]) if above.get(number) in parents else name
        for number, name in names.items()
    }


def meant(text: str) -> dict[int, str]:
    """The bodies of today that a typed text means: the whole of a name, the abbreviation, or a number.

    Where it may mean several, each is named with the one above it."""
    whole = Q(abbreviation__iexact=text) | Q(search_text__regex=rf"(^|\n){re.escape(fold(text))}($|\n)")
    today = Look.today()
    numbers = set(Name.objects.possibly_as_of(today.day).filter(whole).values_list("organisation_id", flat=True))
    scheme, colon, value = text.partition(":")
    borne = Q(value__iexact=text) | (Q(scheme=scheme.strip(), value=value.strip()) if colon else Q(pk__in=()))
    numbers |= set(Identifier.objects.possibly_as_of(today.day).filter(borne).values_list("organisation_id", flat=True))
    found = {number: str(named) for number, named in names_on(numbers, today).items()}
    return _with_above(found, today) if len(found) > 1 else found


def schemes(look: Look) -> list[tuple[Scheme, int]]:
    """All schemes, in their order, each with how many bodies bear a number of it on the day: two queries."""
    borne = Identifier.objects.possibly_as_of(look.day, look.known_at).order_by()
    counts = dict(borne.values_list("scheme").annotate(Count("organisation", distinct=True)))
    return [(scheme, counts.get(scheme.code, 0)) for scheme in Scheme.ever.known_at(look.known_at)]


def kinds() -> list[Kind]:
    """All kinds, in their order; those taken back too, by which bodies were classified until then."""
    return list(answer("organisations.kinds", lambda: tuple(Kind.ever.all())))


def levels() -> list[Level]:
    """All levels, lowest first; those taken back too, on which bodies stood until then."""
    return list(answer("organisations.levels", lambda: tuple(Level.ever.all())))


def term(code: str) -> Kind | Level | str:
    """The kind or level of this code, else the code itself: at most two queries."""
    return Kind.objects.filter(code=code).first() or Level.objects.filter(code=code).first() or code


def few(numbers: Any) -> tuple[int, ...] | None:
    """The numbers that a query finds, to be kept until somebody writes; None where they are too many for that."""
    found = tuple(numbers[: _FEW + 1])
    return found if len(found) <= _FEW else None


def nearest(rows: Any, day: date) -> Any:
    """Of rows of which none holds on the day the last that had begun by then, else the first to come."""
    in_order = sorted(rows, key=lambda row: (row.valid_from_latest, row.valid_to_earliest, row.pk))
    begun = [row for row in in_order if row.valid_from_latest <= day]
    return begun[-1] if begun else next(iter(in_order), None)
