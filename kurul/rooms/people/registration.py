"""What this room makes known to the kernel when the program starts."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel import references
from kurul.kernel.search.texts import searchable
from kurul.kernel.web import navigation
from kurul.rooms.people import queries, search
from kurul.rooms.people.models import Person


def register() -> None:
    """References, search, navigation."""
    references.register(
        Person, url_name="people:person", labels=queries.labels, meant=queries.meant, suggested=queries.suggested
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
    navigation.register("who", _("Persons"), "people:list", order=50)
