"""By what bodies and units are found: every name they ever had, abbreviations, numbers, and where they stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from kurul.kernel.identity.actors import Actor
from kurul.kernel.prepared import prepared
from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span, in_languages
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.until_written import answer
from kurul.kernel.wording import Text
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Classification, Existence, Identifier, Name, Placement, Scheme

SOURCES = dict.fromkeys((Existence, Name, Identifier, Placement), "organisation_id")


def texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Everything by which these bodies are found: four queries."""
    own = list(Name.objects.filter(organisation_id__in=ids).values("organisation_id", "name", "abbreviation", *SPAN))
    for row in own:
        span = Span.of(row)
        yield from in_languages(row["organisation_id"], Part.NAME, row["name"], span)
        if row["abbreviation"]:
            yield SearchText(row["organisation_id"], Part.ABBREVIATION, row["abbreviation"], span)
    columns = ("organisation_id", "scheme", "value", *SPAN)
    for row in Identifier.objects.filter(organisation_id__in=ids).values(*columns):
        yield SearchText(row["organisation_id"], Part.NUMBER, row["value"], Span.of(row), label=row["scheme"])
    yield from _in_their_places(own, ids)


def _in_their_places(own: Iterable[dict[str, Any]], ids: Collection[int]) -> Iterator[SearchText]:
    """Names together with the names of the body above: units of one name are many."""
    above: dict[int, list[dict[str, Any]]] = {}
    for row in Placement.objects.filter(organisation_id__in=ids).values("organisation_id", "parent_id", *SPAN):
        above.setdefault(row["organisation_id"], []).append(row)
    called: dict[int, list[dict[str, Any]]] = {}
    parents = {row["parent_id"] for rows in above.values() for row in rows}
    for row in Name.objects.filter(organisation_id__in=parents).values("organisation_id", "name", *SPAN):
        called.setdefault(row["organisation_id"], []).append(row)
    for name in own:
        for placed in above.get(name["organisation_id"], ()):
            for parent in called.get(placed["parent_id"], ()):
                yield from _together(name, placed, parent)


def _together(name: dict[str, Any], placed: dict[str, Any], parent: dict[str, Any]) -> Iterator[SearchText]:
    there = Span.of(name).together_with(Span.of(placed))
    span = there.together_with(Span.of(parent)) if there else None
    if span is not None:
        for language in sorted(set(name["name"]) & set(parent["name"])):
            text = f"{name['name'][language]}, {parent['name'][language]}"
            yield SearchText(name["organisation_id"], Part.PLACE, text, span, language)


def parts_of(ids: Collection[int]) -> set[int]:
    """The bodies that ever stood directly under these: their texts contain the names of these."""
    return set(Placement.objects.filter(parent_id__in=ids).values_list("organisation_id", flat=True))


def about(ids: Collection[int], look: Look, actor: Actor) -> dict[int, tuple[Text, ...]]:
    """What each is and the body above it on the day, for a province and its town are called alike: three queries."""
    asked = tuple(set(ids))
    kinds = {number: name or code for number, code, name in reversed(_kinds(asked, look.day, look.known_at))}
    above = dict(reversed(_above(asked, look.day, look.known_at)))
    names = queries.names_on(above.values(), look) if above else {}
    return {number: (kinds.get(number, ""), str(names.get(above.get(number, 0), ""))) for number in asked}


@prepared
def _kinds(ids: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    rows = Classification.objects.possibly_as_of(day, known_at).filter(organisation_id__in=ids)
    return rows.values_list("organisation_id", "kind__code", "kind__name")


@prepared
def _above(ids: tuple[int, ...], day: date, known_at: datetime | None) -> Any:
    rows = Placement.objects.possibly_as_of(day, known_at).filter(organisation_id__in=ids)
    return rows.values_list("organisation_id", "parent_id")


def scheme_words() -> Mapping[str, Text | Translated]:
    """What the schemes of numbers are called: one query, and none until somebody writes."""
    return answer(
        "organisations.scheme_words", lambda: {one.code: one.name for one in Scheme.objects.all() if one.name}
    )
