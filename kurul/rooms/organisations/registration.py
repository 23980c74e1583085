"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import granted_label
from kurul.kernel.identity.models import Grant
from kurul.kernel.identity.scopes import register_scope_kind
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.undoing import HELD_AGAIN, MENTIONED, NEEDED
from kurul.kernel.imports.undoing_terms import TERMS_USED
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import Panel, contributions, panels
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.clock import day_of
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import navigation
from kurul.kernel.web.days import day_text
from kurul.kernel.web.statuses import Step, register_status
from kurul.kernel.wording import Text
from kurul.rooms.law.public import RESTS_ON, Part, Resting, resting
from kurul.rooms.organisations import (
    permissions,
    queries,
    reference_files,
    registers,
    registry_terms,
    search,
    w3c_org,
    wording,
)
from kurul.rooms.organisations.forms.differences import BY_RECORD
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Identifier,
    Kind,
    KindGroup,
    Level,
    Load,
    Name,
    Organisation,
    Placement,
    Reorganisation,
    ReorganisationState,
    ReorganisationStep,
    Scheme,
)
from kurul.rooms.organisations.queries.search_in_sql import IN_SQL
from kurul.rooms.organisations.registers import own_tables


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
    register_status("organisations.draft", pgettext_lazy("reorganisation", "Draft"), Step.NEUTRAL, icon="draft")
    register_status("organisations.applied", pgettext_lazy("reorganisation", "Applied"), Step.DONE)
    register_status(
        "organisations.withdrawn", pgettext_lazy("reorganisation", "Withdrawn"), Step.NEUTRAL, icon="cancelled"
    )
    register_status(
        "organisations.taken_back", pgettext_lazy("reorganisation", "Taken back"), Step.NEUTRAL, icon="cancelled"
    )
    register_status("organisations.unit_raised", wording.UNIT_STATES["raised"], Step.DONE)
    register_status("organisations.unit_has", wording.UNIT_STATES["has"], Step.ON_TRACK)
    register_status("organisations.unit_has_not", wording.UNIT_STATES["has_not"], Step.LATE)
    register_status("organisations.unit_not_known", wording.UNIT_STATES["not_known"], Step.NOT_KNOWN)
    references.register(Reorganisation, url_name="organisations:reorganisation", labels=queries.reorganisation_titles)
    _register_imports()
    contributions.register(HELD_AGAIN, order=10)(still_of_its_source)
    contributions.register(NEEDED, order=10)(needed_to_take_back)
    contributions.register(MENTIONED, order=10)(grants_for)
    contributions.register(TERMS_USED, order=10)(terms_used)
    contributions.register(RESTS_ON, order=10)(resting_on_law)
    kind = Organisation._meta.label_lower
    searchable(
        Organisation,
        label=_("Bodies"),
        route="organisations:organisation",
        order=10,
        texts=search.texts,
        sources=search.SOURCES,
        about=search.about,
        follows={kind: search.parts_of},
        schemes=search.scheme_words,
        in_sql=IN_SQL,
    )
    contributions.register(queries.CONSEQUENCES, order=90)(grants)
    navigation.register("who", _("Bodies"), "organisations:list", order=10)
    navigation.register("who", pgettext_lazy("navigation", "Units"), "organisations:unit_rules", order=15)


def _register_imports() -> None:
    for profile in (*reference_files.PROFILES, registry_terms.PROFILE, *registers.profiles(), w3c_org.PROFILE):
        imports.register(profile)
    imports.register_mapped(own_tables.MAPPED)
    imports.name_kinds(lambda: wording.KINDS_COUNTED)
    panels.register("imports.run", order=10)(known_by_import)


def grants_for(*, subject: type[Model], created: QuerySet[Any]) -> Iterator[tuple[Text, int]]:
    """Rights that somebody has for one of these bodies."""
    if subject is Organisation:
        scopes = {str(permissions.scope_of(number)) for number in created.values_list("pk", flat=True)}
        held = Grant.objects.known_at().filter(scope__startswith=permissions.SCOPE).values_list("scope", flat=True)
        if count := sum(scope in scopes for scope in held):
            yield _("grants"), count


def known_by_import(run: ImportRun, look: Look, actor: Actor) -> Panel | None:
    """How many changes of each sort an import made known, with the way to all that became known on its day."""
    if run.at is None or run.state != ImportState.STORED:
        return None
    day, before = day_of(run.at), run.at - timedelta(microseconds=1)
    counts = queries.differences(Between(day, day, learnt=(before, run.at)), actor).counts
    if not any(counts.values()):
        return None
    named = [(label, counts[code]) for code, label in queries.groups().items() if counts.get(code)]
    asked = urlencode({"by": BY_RECORD, "from": (day - timedelta(days=1)).isoformat(), "to": day.isoformat()})
    return Panel(
        "known", _("What became known by it"), "organisations/panels/known_by_import.html",
        {"counts": named, "day": day_text(day), "query": asked},
    )  # fmt: skip


def still_of_its_source(*, since: datetime, now: datetime) -> Iterator[None]:
    """What an undone import had superseded was said by the same source before: its next file may change it again."""
    for source in Load.objects.filter(recorded_at=since).values_list("source", flat=True):
        Load.objects.create(source=source, recorded_at=now)
    return iter(())


def resting_on_law(*, instruments: frozenset[int], look: Look, actor: Actor, most: int | None) -> Iterator[Resting]:
    """What is said of bodies on the day by these instruments."""
    said = (
        (_("Existence of a body"), Existence),
        (_("Name of a body"), Name),
        (_("Kind or level of a body"), Classification),
        (_("Place of a body"), Placement),
        (_("Number of a body"), Identifier),
    )
    parts = [
        Part(
            kind,
            visible_to(facts.objects.all(), actor),
            "organisation_id",
            "organisations:organisation",
            queries.labels,
        )
        for kind, facts in said
    ]
    return resting(parts, instruments=instruments, look=look, most=most)


def grants(*, organisations: Sequence[int], day: date, look: Look, actor: Actor) -> Iterator[queries.Consequence]:
    """The rights that hold in the bodies on the day: whose, as far as the reader may know, else only how many."""
    scopes = [str(permissions.scope_of(number)) for number in organisations]
    held = Grant.objects.possibly_as_of(look.day, look.known_at).filter(scope__in=scopes)
    seen = list(visible_to(held, actor).select_related("account"))
    for grant in seen:
        label = f"{grant.account}: {granted_label(grant.granted) or grant.granted}"
        yield queries.Consequence(_("Right"), label, "", grant.pk, _("holds in the body"))
    hidden = held.count() - len(seen)
    if hidden:
        label = ngettext("%(count)s right of an account", "%(count)s rights of accounts", hidden) % {"count": hidden}
        yield queries.Consequence(_("Right"), label, "", 0, _("holds in the body"))


def needed_to_take_back(*, touched: frozenset[type[Model]], by: Actor) -> Iterator[tuple[str, Decision]]:
    """Bodies are loaded, and taken back, for the whole government."""
    yield Organisation._meta.app_label, permissions.can_found(by, ())


def terms_used(*, terms: Sequence[Model]) -> Iterator[tuple[int, str]]:
    """Kinds that a group counts or a drafted step names, levels that one names, schemes in which numbers are borne."""
    named: list[str] = []
    if any(isinstance(term, Kind | Level) for term in terms):
        steps = ReorganisationStep.objects.filter(reorganisation__state=ReorganisationState.DRAFT)
        named = [str(arguments) for arguments in steps.values_list("arguments", flat=True)]
    for term in terms:
        if isinstance(term, Kind) and term.group_id is not None:
            yield term.pk, KindGroup._meta.label_lower
        if isinstance(term, Kind | Level):
            said = f"'{'kind' if isinstance(term, Kind) else 'level'}': '{term.code}'"
            count = sum(said in text for text in named)
            if count:
                yield term.pk, f"{ReorganisationStep._meta.label_lower}:{count}"
        if isinstance(term, Scheme):
            count = Identifier.objects.known_at().filter(scheme=term.code).count()
            if count:
                yield term.pk, f"{Identifier._meta.label_lower}:{count}"
