"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.imports.undoing import HELD_AGAIN, NEEDED
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import contributions
from kurul.kernel.web import navigation
from kurul.rooms.people import queries, search
from kurul.rooms.people.models import Person, PersonLoad
from kurul.rooms.people.permissions import can_keep


def register() -> None:
    """References, search, navigation."""
    references.register(
        Person,
        url_name="people:person",
        labels=queries.labels,
        meant=queries.meant,
        suggested=queries.suggested,
        typed=_("The whole name, or the person's number after a #."),
    )
    searchable(
        Person,
        label=_("Persons"),
        route="people:person",
        order=30,
        texts=search.texts,
        sources=search.SOURCES,
        readable=search.readable,
    )
    contributions.register(HELD_AGAIN, order=20)(still_of_its_source)
    contributions.register(NEEDED, order=20)(needed_to_take_back)
    imports.name_kinds(lambda: {"person": _("person")})
    navigation.register("who", _("Persons"), "people:list", order=50)


def still_of_its_source(*, since: datetime, now: datetime) -> Iterator[None]:
    """What an undone import had superseded was said by the same source before: its next file may change it again."""
    for source in PersonLoad.objects.filter(recorded_at=since).values_list("source", flat=True):
        PersonLoad.objects.create(source=source, recorded_at=now)
    return iter(())


def needed_to_take_back(*, touched: frozenset[type[Model]], by: Actor) -> Iterator[tuple[str, Decision]]:
    """Persons are taken back by who may enter and correct them."""
    yield Person._meta.app_label, can_keep(by)
