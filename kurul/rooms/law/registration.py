"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import navigation
from kurul.kernel.web.search import MOST_PER_ROOM, SEARCH, Hit
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.law import queries, reference_files
from kurul.rooms.law.models import Instrument, Provision


def register() -> None:
    """References, statuses, import profiles, search, navigation."""
    references.register(Instrument, url_name="law:instrument", labels=queries.labels)
    references.register(
        Provision,
        url_name="law:provision",
        labels=queries.provision_labels,
        meant=queries.provisions_meant,
        suggested=queries.provisions_suggested,
    )
    register_status("law.in_force", pgettext_lazy("instrument", "In force"), Step.DONE)
    register_status("law.not_in_force", pgettext_lazy("instrument", "Not in force"), Step.NEUTRAL, icon="cancelled")
    register_status("law.force_not_known", pgettext_lazy("instrument", "Not known"), Step.NOT_KNOWN)
    for profile in reference_files.PROFILES:
        imports.register(profile)
    contributions.register(SEARCH, order=40)(found_instruments)
    navigation.register("who", pgettext_lazy("navigation", "Law"), "law:list", order=40)


def found_instruments(*, text: str, look: Look, actor: Actor) -> Iterator[Hit]:
    """Instruments whose title, number, issuing body or provisions contain the text."""
    filters = queries.Filters(text=text)
    for row in queries.listing(filters, look, actor, language=active_language(), size=MOST_PER_ROOM):
        yield Hit(_("Legal instrument"), row.title, "law:instrument", row.id, row.number)
