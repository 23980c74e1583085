"""The list of bodies on a day: which ones stand on a page of it, what each line says, how many there are.

A page is found in two steps: first the numbers of its bodies, out of an index where there is one, then their lines. So
it costs the same however many bodies there are and however long their history is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import asking, visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import certainly, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey
from kurul.kernel.turkish import fold
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Identifier,
    Name,
    Organisation,
    OrganisationFact,
)
from kurul.rooms.organisations.queries import hierarchy
from kurul.rooms.organisations.queries.by_class import classed, counted
from kurul.rooms.organisations.queries.reading import Filters, Named, Row, described, few, names_on, on_day

_FIELDS = (
    "pk",
    "basis",
    "called__pk",
    "called__name",
    "called__abbreviation",
    "classified__kind__name",
    "classified__level__name",
    "placed__parent_id",
    "above__name",
    "above__abbreviation",
    "existing__valid_from_latest",
    "existing__valid_to_earliest",
)
_FEW = 1000
_AT_ONCE = 1000
_CLASSES = {
    "kind": ("classified__kind__order", "classified__kind_id"),
    "level": ("classified__level__rank", "classified__level_id"),
}


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
    """A part of the list: two queries whatever its size, more where names are not sure and where it ends.

    `order` is name, kind or level, "-" before it reverses; bodies that lack it come last.
    """
    return lines(_numbers(filters, look, actor, order, language, start, start + size), look, actor)


def whole_list(
    filters: Filters, look: Look, actor: Actor, *, order: str = "name", language: str = "tr"
) -> Iterator[Row]:
    """All lines of the list, for exports: their numbers at once, the lines a thousand at a time."""
    numbers = _numbers(filters, look, actor, order, language, 0, None)
    for start in range(0, len(numbers), _AT_ONCE):
        yield from lines(numbers[start : start + _AT_ONCE], look, actor)


def _numbers(
    filters: Filters, look: Look, actor: Actor, order: str, language: str, start: int, stop: int | None
) -> list[int]:
    """The numbers of the bodies on a part of the list, in its order; without `stop` to the end."""
    if order.lstrip("-") == "name":
        is_reverse = order.startswith("-")
        return _by_name(filters, look, actor, reverse=is_reverse, language=language, start=start, stop=stop)
    return _by_class(filters, look, actor, order=order, start=start, stop=stop)


def lines(numbers: Sequence[int], look: Look, actor: Actor) -> tuple[Row, ...]:
    """The lines of these bodies in the order given, as far as they exist or may exist and may be seen: two queries."""
    if not numbers:
        return ()
    found: dict[int, dict[str, Any]] = {}
    for values in _described(tuple(numbers), look.day, look.known_at, actor=asking(actor, Organisation)):
        known = found.get(values["pk"])
        if known is None or (not _is_sure(known, look) and _is_sure(values, look)):
            found[values["pk"]] = values
    rows = [found[number] for number in numbers if number in found]
    # Whose name is not sure on the day is called what it may be called.
    unnamed = {row["pk"] for row in rows if row["called__pk"] is None}
    unnamed |= {row["placed__parent_id"] for row in rows if row["placed__parent_id"] and row["above__name"] is None}
    names = names_on(unnamed, look) if unnamed else {}
    return tuple(_row(values, names, look) for values in rows)


@prepared
def _described(numbers: tuple[int, ...], day: date, known_at: datetime | None, *, actor: Actor) -> Any:
    look = Look(day, known_at)
    rows = described(look, actor).annotate(above=on_day("placed__parent__names", look))
    return rows.filter(pk__in=numbers).values(*_FIELDS)


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many rows the list has in all: one query, and another one when somebody has written since."""

    def count() -> int:
        existing = _existing(look, sure=not filters.perhaps)
        if filters.perhaps:  # what may have existed twice counts once
            existing = existing.values("organisation_id").distinct()
        return int(_seen(narrowed(existing, "organisation_id", filters, look), actor).count())

    return answer(("organisations.how_many", filters, look, asking(actor, Organisation)), count)


def how_many_perhaps(filters: Filters, look: Look, actor: Actor) -> int:
    """How many more the list would have with those of which it is not known whether they existed on the day."""

    def count() -> int:
        unsure: Any = Existence.objects.known_at(look.known_at).filter(possibly(look.day)).exclude(certainly(look.day))
        also_sure = _existing(look, sure=True).filter(organisation_id=OuterRef("organisation_id"))
        unsure = unsure.filter(~Exists(also_sure)).values("organisation_id").distinct()
        return int(_seen(narrowed(unsure, "organisation_id", filters, look), actor).count())

    return answer(("organisations.how_many_perhaps", filters, look, asking(actor, Organisation)), count)


def _existing(look: Look, *, sure: bool) -> Any:
    rows = Existence.objects.known_at(look.known_at)
    return rows.filter(certainly(look.day) if sure else possibly(look.day))


def _by_name(
    filters: Filters, look: Look, actor: Actor, *, reverse: bool, language: str, start: int, stop: int | None
) -> list[int]:
    """The numbers of one part of the list by name: those with a name on the day, then those without."""
    who = asking(actor, Organisation)
    if filters.text or start:
        found = list(_in_order(_facts(Name, filters, look, who), language, reverse=reverse)[start:stop])
    else:  # where everybody begins
        found = _first(
            filters.under,
            look.day,
            look.known_at,
            filters=replace(filters, under=None),
            actor=who,
            language=language,
            reverse=reverse,
            stop=stop,
        )
    if stop is not None and len(found) == stop - start:
        return found
    if start + len(found) >= how_many(filters, look, actor):
        return found
    total = answer(("organisations.named", filters, look, who), _facts(Name, filters, look, who).count)
    passed = max(start - total, 0)
    until = None if stop is None else passed + stop - start - len(found)
    return [*found, *_lacking("name", filters, look, who)[passed:until]]


def _by_class(filters: Filters, look: Look, actor: Actor, *, order: str, start: int, stop: int | None) -> list[int]:
    """The numbers of one part of the list by kind or level: those that are of one on the day, then the others."""
    who, column = asking(actor, Organisation), f"{order.lstrip('-')}_id"
    rows = _facts(Classification, filters, look, who)
    question = ("organisations.by_class", filters, look, order, who)
    counts = answer(question, lambda: counted(rows, column, order))
    found = classed(rows, column, counts, start, stop)
    if (stop is not None and len(found) == stop - start) or start + len(found) >= how_many(filters, look, actor):
        return found
    passed = max(start - sum(count for _class, count in counts), 0)
    until = None if stop is None else passed + stop - start - len(found)
    return [*found, *_lacking(column, filters, look, who)[passed:until]]


def _facts(model: type[OrganisationFact], filters: Filters, look: Look, actor: Actor) -> Any:
    """What holds on the day of the bodies that the filters let through."""
    exists = Exists(_existing(look, sure=not filters.perhaps).filter(organisation_id=OuterRef("organisation_id")))
    facts = model.objects.as_of(look.day, look.known_at).filter(exists)
    return _seen(narrowed(facts, "organisation_id", filters, look), actor)


def _lacking(what: str, filters: Filters, look: Look, actor: Actor) -> Any:
    """The numbers of the bodies that the filters let through and of which no name ("name"), or no kind or level (its
    column) is known on the day."""
    if what == "name":
        facts: Any = Name.objects.as_of(look.day, look.known_at)
    else:
        facts = Classification.objects.as_of(look.day, look.known_at).filter(**{f"{what}__isnull": False})
    bodies = _existing(look, sure=not filters.perhaps)
    bodies = bodies.exclude(Exists(facts.filter(organisation_id=OuterRef("organisation_id"))))
    bodies = _seen(narrowed(bodies, "organisation_id", filters, look), actor).order_by("organisation_id")
    numbers = bodies.values_list("organisation_id", flat=True).distinct()
    # To find the last few all bodies have to be looked at.
    found = answer(("organisations.lacking", what, filters, look, actor), lambda: few(numbers))
    return numbers if found is None else found


def in_order(order: str, language: str) -> tuple[Any, ...]:
    """The order of the list for rows of `described`: what lacks that by which they are ordered comes last."""
    column = order.lstrip("-")
    keys: list[Any] = [SortKey(language, "called__sort_keys")] if column == "name" else [*map(F, _CLASSES[column])]
    is_reverse = order.startswith("-")
    return (*(key.desc(nulls_last=True) if is_reverse else key.asc(nulls_last=True) for key in keys), "pk")


def _in_order(named: Any, language: str, *, reverse: bool) -> Any:
    key = SortKey(language, "sort_keys")
    ordered = named.order_by(key.desc() if reverse else key.asc(), "organisation_id")
    return ordered.values_list("organisation_id", flat=True)


@prepared
def _first(
    under: int | None, day: date, known_at: datetime | None, *, filters: Filters, actor: Actor, language: str,
    reverse: bool, stop: int | None,
) -> Any:  # fmt: skip
    named = _facts(Name, replace(filters, under=under), Look(day, known_at), actor)
    return _in_order(named, language, reverse=reverse)[:stop]


def _seen(facts: Any, actor: Actor) -> Any:
    """Facts about bodies that the actor may see; where all are public nothing is asked for."""
    bodies: QuerySet[Organisation] = visible_to(Organisation.objects.all(), actor)
    return facts.filter(organisation_id__in=bodies.values("pk")) if bodies.query.where else facts


def narrowed(rows: Any, whose: str, filters: Filters, look: Look) -> Any:
    """Rows about bodies (`whose` is the column with the body's number) that the filters let through."""
    if filters.text:
        rows = rows.filter(_ever_called(filters.text, whose, look))
    if filters.kind or filters.level:
        classes = Classification.objects.as_of(look.day, look.known_at)
        if filters.kind:
            classes = classes.filter(kind__code=filters.kind)
        if filters.level:
            classes = classes.filter(level__code=filters.level)
        rows = rows.filter(**{f"{whose}__in": classes.values("organisation_id")})
    if filters.scheme:
        borne = Identifier.objects.possibly_as_of(look.day, look.known_at).filter(scheme=filters.scheme)
        rows = rows.filter(**{f"{whose}__in": borne.order_by().values("organisation")})
    if filters.under is not None:
        rows = rows.filter(**{f"{whose}__in": hierarchy.below([filters.under], look).values("node")}).exclude(
            **{whose: filters.under}
        )
    return rows


def _ever_called(text: str, whose: str, look: Look) -> Q:
    """Condition: the body ever had such a name, or this number, by the knowledge looked with.

    Few are best looked up by their numbers, many best met on the way through the list; no database knows beforehand.
    """
    wanted = Q(search_text__contains=fold(text)) | Q(abbreviation__iexact=text.strip())
    named = Name.objects.known_at(look.known_at).filter(wanted).values_list("organisation_id", flat=True)
    borne = Identifier.objects.known_at(look.known_at).filter(value__iexact=text.strip())
    numbered = borne.values_list("organisation_id", flat=True)

    def few_numbers() -> list[int] | None:
        numbers = [*named[: _FEW + 1], *numbered[: _FEW + 1]]
        return numbers if len(numbers) <= _FEW else None

    numbers = answer(("organisations.ever_called", text, look.known_at), few_numbers)
    if numbers is not None:
        return Q(**{f"{whose}__in": numbers})
    return Q(**{f"{whose}__in": named}) | Q(**{f"{whose}__in": numbered})


def _is_sure(values: dict[str, Any], look: Look) -> bool:
    return bool(values["existing__valid_from_latest"] <= look.day < values["existing__valid_to_earliest"])


def _row(values: dict[str, Any], names: dict[int, Named], look: Look) -> Row:
    named = names.get(values["pk"]) or Named(values["pk"], values["called__name"], values["called__abbreviation"] or "")
    parent = values["placed__parent_id"]
    if parent is not None and parent not in names and values["above__name"] is not None:
        above: Named | None = Named(parent, values["above__name"], values["above__abbreviation"])
    else:
        above = names.get(parent)
    return Row(
        id=values["pk"],
        name=named.name,
        abbreviation=named.abbreviation,
        kind=values["classified__kind__name"] or None,
        level=values["classified__level__name"] or None,
        parent=above,
        certainty=Certainty.YES if _is_sure(values, look) else Certainty.NOT_KNOWN,
        basis=values["basis"],
    )
