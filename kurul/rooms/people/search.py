"""By what persons are found: their names. Former names are for those who keep them."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span
from kurul.kernel.temporal.facts import possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.people.models import PersonName
from kurul.rooms.people.permissions import can_see

SOURCES = {PersonName: "person_id"}


def texts(ids: Collection[int]) -> Iterator[SearchText]:
    """The names of these persons: one query."""
    columns = ("person_id", "honorific", "given_name", "family_name", *SPAN)
    for row in PersonName.objects.filter(person_id__in=ids).values(*columns):
        name = " ".join(filter(None, (row["honorific"], row["given_name"], row["family_name"])))
        yield SearchText(row["person_id"], Part.NAME, name, Span.of(row))
        if row["honorific"]:  # whoever types the name alone means it exactly
            bare = " ".join(filter(None, (row["given_name"], row["family_name"])))
            yield SearchText(row["person_id"], Part.PLACE, bare, Span.of(row))


def readable(look: Look, actor: Actor) -> Q:
    """The names of the day for everybody, all names for those who see the list of persons."""
    return Q() if can_see(actor) else possibly(look.day)
