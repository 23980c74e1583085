"""What this room makes known to the kernel when the program starts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import rights_source
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import contributions, panels
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.law.public import RESTS_ON
from kurul.rooms.organisations.public import CONSEQUENCES, DIFFERENCES, HEADS
from kurul.rooms.people.public import PUBLIC
from kurul.rooms.positions import queries, reference_files, search, wording
from kurul.rooms.positions.models import Post
from kurul.rooms.positions.queries import differences
from kurul.rooms.positions.registration import consequences, heads, on_pages


def register() -> None:
    """References, rights, import profiles, statuses, panels, search, navigation."""
    references.register(
        Post, url_name="positions:post", labels=queries.labels, meant=queries.meant, suggested=queries.suggested
    )
    rights_source(queries.rights_of)
    for profile in reference_files.PROFILES:
        imports.register(profile)
    _register_statuses()
    panels.register("organisations.organisation", order=20)(on_pages.of_organisation)
    panels.register("people.person", order=20)(on_pages.of_person)
    contributions.register(RESTS_ON, order=20)(on_pages.resting_on_law)
    contributions.register(PUBLIC, order=10)(holders_are_public)
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
        follows={"organisations.organisation": search.posts_of},
    )
    contributions.register(CONSEQUENCES, order=20)(consequences.posts)
    navigation.register("who", pgettext_lazy("navigation", "Posts & CIOs"), "positions:seats", order=20)


def _register_statuses() -> None:
    states = wording.STATES
    register_status("positions.filled", states["filled"], Step.ON_TRACK)
    register_status("positions.acting", states["acting"], Step.AT_RISK, icon="person")
    register_status("positions.vacant", states["vacant"], Step.LATE)
    register_status("positions.double_claim", states["double_claim"], Step.AT_RISK)
    register_status("positions.missing", states["missing"], Step.LATE, icon="cancelled")
    register_status("positions.not_known", states["not_known"], Step.NOT_KNOWN)


def holders_are_public(*, ids: frozenset[int]) -> set[int]:
    """Whoever holds or held a post is public by it."""
    return queries.public_holders(ids)
