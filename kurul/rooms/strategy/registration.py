"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import Panel, Tab, contributions, panels
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import navigation
from kurul.kernel.web.search import MOST_PER_ROOM, SEARCH, Hit
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.organisations.public import CONSEQUENCES, Consequence
from kurul.rooms.strategy import ogp_nap5, queries, tr_plan
from kurul.rooms.strategy.models import Element, Plan, Role

SHOWN_ACTIONS = 12  # on the page of a body


def register() -> None:
    """References, statuses, import profiles, panels, search, navigation."""
    references.register(Plan, url_name="strategy:plan", labels=queries.plan_labels)
    references.register(Element, url_name="strategy:element", labels=queries.element_labels)
    register_status("strategy.draft", _("Draft"), Step.NEUTRAL, icon="draft")
    register_status("strategy.adopted", _("Adopted"), Step.DONE)
    register_status("strategy.adopted_elsewhere", _("Adopted elsewhere"), Step.NEUTRAL)
    register_status("strategy.in_plan", _("In the plan"), Step.NEUTRAL)
    register_status("strategy.perhaps_in_plan", _("Not known whether in the plan"), Step.NOT_KNOWN)
    register_status("strategy.not_in_plan", _("Not in the plan"), Step.NEUTRAL, icon="cancelled")
    for profile in (tr_plan.PROFILE, ogp_nap5.PROFILE):
        imports.register(profile)
    panels.register("organisations.organisation", order=60, tab=Tab("plan", _("Plan and reports")))(actions_of_body)
    panels.register("law.instrument", order=60)(plans_of_instrument)
    contributions.register(SEARCH, order=60)(found_elements)
    contributions.register(CONSEQUENCES, order=60)(actions_of_bodies)
    navigation.register("plan", _("Plans"), "strategy:plans", order=10)


def actions_of_body(body: Any, look: Look, actor: Actor) -> Panel | None:
    """The actions in which a body takes part."""
    found = queries.engagements(body.id, look, actor)
    if not found:
        return None
    context = {"engagements": found[:SHOWN_ACTIONS], "more": max(len(found) - SHOWN_ACTIONS, 0)}
    return Panel("actions", _("Actions of plans"), "strategy/panels/organisation.html", context)


def plans_of_instrument(instrument: Any, look: Look, actor: Actor) -> Panel | None:
    """The plans that rest on an instrument."""
    found = queries.plans_under(instrument.id, look, actor)
    return (
        Panel("plans", _("Plans resting on it"), "strategy/panels/instrument.html", {"plans": found}) if found else None
    )


def found_elements(*, text: str, look: Look, actor: Actor) -> Iterator[Hit]:
    """Plans and their elements whose code, title or summary contains the text."""
    for plan in queries.plans_called(text, look, actor, most=MOST_PER_ROOM):
        yield Hit(_("Plan"), plan.title, "strategy:plan", plan.id, plan.code)
    for part, tier in queries.elements_called(text, look, actor, most=MOST_PER_ROOM):
        yield Hit(tier, part.title or part.code, "strategy:element", part.id, part.code)


def actions_of_bodies(*, organisations: Sequence[int], day: date, look: Look, actor: Actor) -> Iterator[Consequence]:
    """The actions in which bodies take part that a reorganisation would end or move."""
    for element, role in queries.parts_played(organisations, look, actor):
        yield Consequence(_("Action"), str(element), "strategy:element", element.id, Role(role).label)
