"""The whole list of bodies for files: one query of plain values, read as it comes, each text in the language wanted."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Value
from django.db.models.functions import Coalesce

from kurul.kernel.exports import batches
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey
from kurul.rooms.organisations.queries.listing import in_order, narrowed, whole_list
from kurul.rooms.organisations.queries.reading import Filters, Named, Row, described, kinds, levels, names_on, on_day

_AT_ONCE = 2000


class Line(NamedTuple):
    """One line of the list in one language; empty texts are not known."""

    name: str
    abbreviation: str
    kind: str
    level: str
    parent: str
    status: Certainty
    basis: str


def exported_list(filters: Filters, look: Look, actor: Actor, *, order: str, language: str) -> Iterator[Line]:
    """All lines of the list, in the order of `whole_list`; the memory that it takes does not grow with them."""
    if filters.perhaps:  # what may have existed twice stands in several rows: these have to be compared
        yield from (_line(row, language) for row in whole_list(filters, look, actor, order=order, language=language))
        return
    kind_of = {kind.pk: kind.name.text_in(language) for kind in kinds()}
    level_of = {level.pk: level.name.text_in(language) for level in levels()}
    for rows in batches(_rows(filters, look, actor, order, language), _AT_ONCE):
        names = _further_names(rows, look)
        for number, called, short, kind, level, parent, above, above_short, basis in rows:
            if called is None and number in names:
                called, short = names[number].name.text_in(language), names[number].abbreviation
            if above is None and parent in names:
                above, above_short = names[parent].name.text_in(language), names[parent].abbreviation
            yield Line(
                called or "",
                short or "",
                kind_of.get(kind, ""),
                level_of.get(level, ""),
                above or above_short or "",
                Certainty.YES,
                basis,
            )


def _rows(filters: Filters, look: Look, actor: Actor, order: str, language: str) -> Iterator[Any]:
    bodies = described(look, actor, perhaps=False).annotate(above=on_day("placed__parent__names", look))
    rows: Any = narrowed(bodies, "pk", filters, look).order_by(*in_order(order, language))
    told: Iterator[Any] = rows.values_list(
        "pk",
        _spoken("called__name", language),
        "called__abbreviation",
        "classified__kind_id",
        "classified__level_id",
        "placed__parent_id",
        _spoken("above__name", language),
        "above__abbreviation",
        "basis",
    ).iterator(_AT_ONCE)
    return told


def _spoken(column: str, language: str) -> Any:
    """The text in the first of the languages of the installation in which there is one, the wanted one before all."""
    languages = dict.fromkeys((language, *(code for code, _name in settings.LANGUAGES)))
    return Coalesce(*(SortKey(code, column) for code in languages), Value(None))


def _further_names(rows: Any, look: Look) -> dict[int, Named]:
    """The names of those that have none for sure on the day, or none in a language of the installation."""
    wanted = {row[0] for row in rows if row[1] is None}
    wanted |= {row[5] for row in rows if row[5] is not None and row[6] is None}
    return names_on(wanted, look) if wanted else {}


def _line(row: Row, language: str) -> Line:
    above = row.parent
    return Line(
        row.name.text_in(language),
        row.abbreviation,
        row.kind.text_in(language) if row.kind else "",
        row.level.text_in(language) if row.level else "",
        (above.name.text_in(language) or above.abbreviation) if above else "",
        row.certainty,
        row.basis,
    )
