"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor, Decision, rights_source
from kurul.kernel.imports.undoing import HELD_AGAIN, NEEDED
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import contributions, panels
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.law.public import RESTS_ON
from kurul.rooms.organisations.public import CONSEQUENCES, DIFFERENCES, HEADS, READ, WRITTEN
from kurul.rooms.people.public import LINKED_DATA, PUBLIC
from kurul.rooms.positions import (
    fitara,
    organograms,
    popolo,
    queries,
    reference_files,
    search,
    us_officials,
    w3c_org,
    wording,
)
from kurul.rooms.positions.models import (
    EquivalenceFunction,
    EquivalenceTerms,
    Function,
    Post,
    PostKind,
    PostLoad,
    PostRole,
)
from kurul.rooms.positions.permissions import can_appoint, can_keep_posts, can_keep_rules
from kurul.rooms.positions.queries import differences
from kurul.rooms.positions.registration import consequences, heads, on_pages

RULES: frozenset[type[Model]] = frozenset((EquivalenceTerms, EquivalenceFunction, PostRole, PostKind, Function))
PROFILES = (
    *reference_files.PROFILES,
    *popolo.PROFILES,
    fitara.PROFILE,
    organograms.PROFILE,
    us_officials.PROFILE,
)

KINDS_COUNTED = {
    "post": _("post"),
    "post_kind": _("kind of post"),
    "function": _("function of a post"),
    "appointment": _("appointment"),
    "reporting_line": _("reporting line"),
    "equivalence_rule": _("rule of who counts as CIO"),
}


def register() -> None:
    """References, rights, import profiles, statuses, panels, search, navigation."""
    references.register(
        Post,
        url_name="positions:post",
        labels=queries.labels,
        meant=queries.meant,
        suggested=queries.suggested,
        typed=_(
            "The title, with the organisation behind a comma where several are called so; or its number after a #."
        ),
    )
    rights_source(queries.rights_of)
    for profile in PROFILES:
        imports.register(profile)
    imports.name_kinds(lambda: KINDS_COUNTED)
    _register_statuses()
    panels.register("organisations.organisation", order=20)(on_pages.of_organisation)
    panels.register("people.person", order=20)(on_pages.of_person)
    panels.register("people.standing", order=20)(on_pages.standing_of_person)
    contributions.register(RESTS_ON, order=20)(on_pages.resting_on_law)
    contributions.register(PUBLIC, order=10)(holders_are_public)
    contributions.register(LINKED_DATA, order=10)(w3c_org.person_document)
    contributions.register(HELD_AGAIN, order=30)(still_of_its_source)
    contributions.register(NEEDED, order=30)(needed_to_take_back)
    contributions.register(WRITTEN, order=20)(w3c_org.pieces_of)
    contributions.register(READ, order=20)(w3c_org.read_posts)
    contributions.register(HEADS, order=20)(heads.of_bodies)
    contributions.register(DIFFERENCES, order=20)(differences.source)
    searchable(
        Post,
        label=_("Posts"),
        route="positions:post",
        order=20,
        texts=search.texts,
        sources=search.SOURCES,
        about=search.about,
        follows={"organisations.organisation": search.posts_of, "positions.post": search.posts_beside},
        schemes=search.SCHEMES,
    )
    contributions.register(CONSEQUENCES, order=20)(consequences.posts)
    navigation.register("who", pgettext_lazy("navigation", "Posts & CIOs"), "positions:seats", order=20)
    navigation.register("who", pgettext_lazy("navigation", "Who may decide"), "positions:who_may", order=25)


def _register_statuses() -> None:
    states = wording.STATES
    register_status("positions.filled", states["filled"], Step.ON_TRACK)
    register_status("positions.acting", states["acting"], Step.AT_RISK, icon="person")
    register_status("positions.vacant", states["vacant"], Step.LATE)
    register_status("positions.double_claim", states["double_claim"], Step.AT_RISK)
    register_status("positions.missing", states["missing"], Step.LATE, icon="cancelled")
    register_status("positions.not_known", states["not_known"], Step.NOT_KNOWN)
    register_status("positions.no_seat", pgettext_lazy("seat", "No seat"), Step.NEUTRAL, icon="cancelled")
    register_status("positions.may", _("May decide"), Step.ON_TRACK)
    register_status("positions.may_perhaps", pgettext_lazy("power", "Not known"), Step.NOT_KNOWN)
    register_status("positions.may_not", _("May not"), Step.LATE, icon="cancelled")
    register_status("positions.delegated", pgettext_lazy("delegation", "Holds"), Step.ON_TRACK)
    register_status("positions.delegated_perhaps", pgettext_lazy("delegation", "Not known"), Step.NOT_KNOWN)
    register_status("positions.delegated_later", pgettext_lazy("delegation", "Begins later"), Step.NEUTRAL, icon="next")
    register_status("positions.delegation_revoked", pgettext_lazy("delegation", "Revoked"), Step.LATE, icon="cancelled")
    register_status("positions.delegation_ended", pgettext_lazy("delegation", "Ended"), Step.NEUTRAL, icon="cancelled")


def still_of_its_source(*, since: datetime, now: datetime) -> Iterator[None]:
    """What an undone import had superseded was said by the same source before: its next file may change it again."""
    for source in PostLoad.objects.filter(recorded_at=since).values_list("source", flat=True):
        PostLoad.objects.create(source=source, recorded_at=now)
    return iter(())


def holders_are_public(*, ids: frozenset[int]) -> set[int]:
    """Whoever holds or held a post is public by it."""
    return queries.public_holders(ids)


def needed_to_take_back(*, touched: frozenset[type[Model]], by: Actor) -> Iterator[tuple[str, Decision]]:
    """Posts and their holders are loaded for the whole government, rules and their words by who may keep rules."""
    label = Post._meta.app_label
    if touched & RULES:
        yield label, can_keep_rules(by)
    if any(model._meta.app_label == label for model in touched - RULES):
        yield label, can_keep_posts(by, ())
        yield label, can_appoint(by, ())
