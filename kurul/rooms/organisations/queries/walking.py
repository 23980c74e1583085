"""Long lists of what stands in bodies, in the order of the bodies' names: met on the way through an index.

The rows of such a list (posts, appointments) are neither sorted nor read beyond the part that is asked for. What
belongs to one body stands together, also where many units are called alike.
"""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import SortKey
from kurul.kernel.turkish import fold
from kurul.rooms.organisations.models import Name

FAR = 3000  # names that are passed at most


def bodies_of_part(
    rows: Any, look: Look, *, language: str, reverse: bool, start: int, stop: int
) -> tuple[list[int], int]:
    """The bodies in which the rows from `start` to `stop` stand, in order, and how many rows stand before the first.

    `rows` have the column `organisation_id`. Three queries. Of a part that does not lie near the beginning only so much
    is found: few rows that stand far behind are better sorted than met.
    """
    here = rows.filter(organisation_id=OuterRef("organisation_id")).order_by()
    key = SortKey(language, "sort_keys")
    # Every key is at least empty. Said so, SQLite goes through the index of the keys and not through all of the day.
    names: Any = Name.objects.as_of(look.day, look.known_at).filter(GreaterThanOrEqual(key, ""))
    names = names.order_by(*((key.desc(), "-organisation_id") if reverse else (key.asc(), "organisation_id")))
    far = Name.objects.filter(pk__in=names.values("pk")[FAR : FAR + 1])  # out of the index alone
    for last in filter(None, far.values_list(key, flat=True)):
        names = names.filter((GreaterThanOrEqual if reverse else LessThanOrEqual)(key, last))
    met = names.filter(Exists(here)).values_list("organisation_id", flat=True)
    if not start:  # each has at least one row
        return list(met[:stop]), 0
    many = Subquery(here.values("organisation_id").annotate(many=Count("pk")).values("many"))
    bodies: list[int] = []
    passed = reached = 0
    for body, number in met.annotate(many=many).values_list("organisation_id", "many")[:stop]:
        reached += number
        if reached <= start:
            passed = reached
        else:
            bodies.append(body)
        if reached >= stop:
            break
    return bodies, passed


def ever_called(text: str, look: Look) -> Any:
    """The names, by the knowledge looked with, that contain a text: rows not read yet."""
    return Name.objects.known_at(look.known_at).filter(search_text__contains=fold(text))
