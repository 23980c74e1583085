"""What this room makes known to the kernel when the program starts."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel import imports, references
from kurul.kernel.identity.scopes import register_scope_kind
from kurul.kernel.search.texts import searchable
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.organisations import permissions, queries, reference_files, search
from kurul.rooms.organisations.models import Organisation


def register() -> None:
    """References, scopes, statuses, import profiles, search, navigation."""
    references.register(
        Organisation,
        url_name="organisations:organisation",
        labels=queries.labels,
        meant=queries.meant,
        suggested=queries.suggested,
    )
    register_scope_kind(permissions.SCOPE, label=lambda number: queries.labels([number])[number])
    register_status("organisations.exists", _("Exists"), Step.DONE)
    register_status("organisations.perhaps", _("Not known whether it existed"), Step.NOT_KNOWN)
    register_status("organisations.gone", _("Does not exist"), Step.NEUTRAL, icon="cancelled")
    for profile in reference_files.PROFILES:
        imports.register(profile)
    kind = Organisation._meta.label_lower
    searchable(
        Organisation,
        label=_("Organisations"),
        route="organisations:organisation",
        order=10,
        texts=search.texts,
        sources=search.SOURCES,
        about=search.about,
        follows={kind: search.parts_of},
    )
    navigation.register("who", _("Organisations"), "organisations:list", order=10)
