"""What this room makes known to the kernel when the program starts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.search.texts import searchable
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.law import queries, reference_files, search
from kurul.rooms.law.models import Instrument


def register() -> None:
    """References, statuses, import profiles, search, navigation."""
    references.register(Instrument, url_name="law:instrument", labels=queries.labels)
    register_status("law.issued", pgettext_lazy("instrument", "Issued"), Step.DONE)
    register_status("law.not_yet", _("Not yet issued"), Step.NEUTRAL)
    register_status("law.day_not_known", _("Day not known"), Step.NOT_KNOWN)
    for profile in reference_files.PROFILES:
        imports.register(profile)
    searchable(
        Instrument,
        label=pgettext_lazy("navigation", "Law"),
        route="law:instrument",
        order=40,
        texts=search.texts,
        sources=search.SOURCES,
        schemes={search.GAZETTE: _("official gazette"), "code": _("code")},
    )
    navigation.register("who", pgettext_lazy("navigation", "Law"), "law:list", order=40)
