"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.imports.undoing import NEEDED
from kurul.kernel.imports.undoing_terms import LAID_DOWN
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import contributions
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.law import queries, reference_files, search
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, Provision
from kurul.rooms.law.permissions import can_keep

KINDS_COUNTED = {
    "instrument": _("instrument"),
    "kind": _("kind of instrument"),
    "relation": _("relation between instruments"),
    "provision": _("provision"),
    "enclosing provision": _("provision that encloses others"),
    "kind of provision": _("kind of provision"),
}


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
    imports.name_kinds(lambda: KINDS_COUNTED)
    searchable(
        Instrument,
        label=pgettext_lazy("navigation", "Law"),
        route="law:instrument",
        order=40,
        texts=search.texts,
        sources=search.SOURCES,
        schemes={search.GAZETTE: _("official gazette"), "code": _("code")},
    )
    contributions.register(NEEDED, order=5)(needed_to_take_back)
    contributions.register(LAID_DOWN, order=5)(laid_down)
    navigation.register("who", pgettext_lazy("navigation", "Law"), "law:list", order=40)


def needed_to_take_back(*, touched: frozenset[type[Model]], by: Actor) -> Iterator[tuple[str, Decision]]:
    """Law is taken back by who may enter and correct it."""
    yield Instrument._meta.app_label, can_keep(by)


def laid_down(*, at: datetime, now: datetime) -> Iterator[None]:
    """What the office held instruments to be that are taken back stays readable, as after a correction."""
    names = [field.attname for field in Entry._meta.fields]
    FormerEntry.objects.bulk_create(
        (
            FormerEntry(
                **{name: getattr(row, name) for name in names}, instrument=row, version=row.version, superseded_at=now
            )
            for row in Instrument.objects.filter(recorded_at=at)
        ),
        batch_size=500,
    )
    return iter(())
