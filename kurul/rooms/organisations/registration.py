"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Grant
from kurul.kernel.identity.scopes import register_scope_kind
from kurul.kernel.imports.undoing import HELD_AGAIN, MENTIONED
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import navigation
from kurul.kernel.web.search import MOST_PER_ROOM, SEARCH, Hit
from kurul.kernel.web.statuses import Step, register_status
from kurul.kernel.wording import Text
from kurul.rooms.organisations import permissions, queries, reference_files, registers, w3c_org
from kurul.rooms.organisations.models import Load, Organisation
from kurul.rooms.organisations.registers import own_tables


def register() -> None:
    """References, scopes, statuses, import profiles, navigation."""
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
    for profile in (*reference_files.PROFILES, *registers.profiles(), w3c_org.PROFILE):
        imports.register(profile)
    imports.register_mapped(own_tables.MAPPED)
    contributions.register(HELD_AGAIN, order=10)(still_of_its_source)
    contributions.register(MENTIONED, order=10)(grants_for)
    contributions.register(SEARCH, order=10)(found)
    navigation.register("who", _("Organisations"), "organisations:list", order=10)


def grants_for(*, subject: type[Model], created: QuerySet[Any]) -> Iterator[tuple[Text, int]]:
    """Rights that somebody has for one of these bodies."""
    if subject is Organisation:
        scopes = {str(permissions.scope_of(number)) for number in created.values_list("pk", flat=True)}
        held = Grant.objects.known_at().filter(scope__startswith=permissions.SCOPE).values_list("scope", flat=True)
        if count := sum(scope in scopes for scope in held):
            yield _("grants"), count


def still_of_its_source(*, since: datetime, now: datetime) -> Iterator[None]:
    """What an undone import had superseded was said by the same source before: its next file may change it again."""
    for source in Load.objects.filter(recorded_at=since).values_list("source", flat=True):
        Load.objects.create(source=source, recorded_at=now)
    return iter(())


def found(*, text: str, look: Look, actor: Actor) -> Iterator[Hit]:
    """Bodies by any of their names, those not known to exist on the day at the end."""
    filters = queries.Filters(text=text, perhaps=True)
    rows = queries.listing(filters, look, actor, language=active_language(), size=MOST_PER_ROOM)
    for row in sorted(rows, key=lambda row: row.certainty != Certainty.YES):
        kind = str(row.kind) if row.kind else _("Organisation")
        yield Hit(kind, row.name, "organisations:organisation", row.id, row.abbreviation)
