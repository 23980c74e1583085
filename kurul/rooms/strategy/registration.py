"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.imports.undoing import NEEDED
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import Panel, Tab, contributions, panels
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.kernel.wording import Text
from kurul.rooms.law.public import RESTS_ON, Part, Resting, resting
from kurul.rooms.organisations.public import CONSEQUENCES, Consequence
from kurul.rooms.strategy import ogp_nap5, queries, search, tr_plan
from kurul.rooms.strategy.models import (
    Coordination,
    Element,
    Inclusion,
    Involvement,
    Measure,
    Plan,
    PlanWording,
    Role,
    Schedule,
    Standing,
    Target,
    Tier,
    Wording,
)
from kurul.rooms.strategy.models import Step as PlannedStep
from kurul.rooms.strategy.permissions import can_draft

SHOWN_ACTIONS = 12  # on the page of a body


def register() -> None:
    """References, statuses, import profiles, panels, search, navigation."""
    contributions.register(NEEDED, order=50)(needed_to_take_back)
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
    imports.name_kinds(kinds_counted)
    panels.register("organisations.organisation", order=60, tab=Tab("plan", _("Plan and reports")))(actions_of_body)
    contributions.register(RESTS_ON, order=60)(resting_on_law)
    _register_search()
    contributions.register(CONSEQUENCES, order=60)(actions_of_bodies)
    navigation.register("plan", _("Plans"), "strategy:plans", order=10)


def kinds_counted() -> dict[str, Text]:
    """What imports count: plans, what stands in them, and the elements of each tier by its name."""
    tiers = {tier.code: str(tier) for tier in Tier.objects.all()}
    return {
        **tiers,
        "plan": _("plan"),
        "criterion": _("criterion"),
        "involvement": _("institution of an element"),
        "step": _("step of an action"),
    }


def actions_of_body(body: Any, look: Look, actor: Actor) -> Panel | None:
    """The actions in which a body takes part."""
    found = queries.engagements(body.id, look, actor)
    if not found:
        return None
    context = {"engagements": found[:SHOWN_ACTIONS], "more": max(len(found) - SHOWN_ACTIONS, 0)}
    return Panel("actions", _("Actions of plans"), "strategy/panels/organisation.html", context)


def resting_on_law(*, instruments: frozenset[int], look: Look, actor: Actor, most: int | None) -> Iterator[Resting]:
    """The plans that rest on these instruments on the day, and what is said by them of plans, their elements and
    indicators."""

    def part(kind: Text, facts: type[Fact], of: str, **conditions: Any) -> Part:
        labels = queries.plan_labels if of.endswith("plan_id") else queries.element_labels
        route = "strategy:plan" if of.endswith("plan_id") else "strategy:element"
        return Part(kind, visible_to(facts._default_manager.filter(**conditions), actor), of, route, labels)

    plans = visible_to(Standing.objects.all(), actor)
    parts = [
        Part(_("Plan"), plans, "plan_id", "strategy:plan", queries.plan_labels, instrument="plan__instrument_id"),
        part(_("State of a plan"), Standing, "plan_id"),
        part(_("Wording of a plan"), PlanWording, "plan_id"),
        part(_("Coordination of a plan"), Coordination, "plan_id"),
        part(_("Element of a plan"), Inclusion, "element_id"),
        part(_("Wording of an element"), Wording, "element_id"),
        part(_("Dates of an element"), Schedule, "element_id"),
        part(_("Institution of an element"), Involvement, "element_id"),
        part(_("Step of an action"), PlannedStep, "element_id"),
        part(_("Indicator of an element"), Measure, "indicator__element_id", indicator__element__isnull=False),
        part(_("Indicator of a plan"), Measure, "indicator__plan_id", indicator__element__isnull=True),
        part(_("Target of an indicator"), Target, "indicator__plan_id"),
    ]
    return resting(parts, instruments=instruments, look=look, most=most)


def _register_search() -> None:
    searchable(
        Plan,
        label=_("Plans"),
        route="strategy:plan",
        order=70,
        texts=search.plan_texts,
        sources=search.PLAN_SOURCES,
        schemes={"code": _("code")},
    )
    searchable(
        Element,
        label=_("Parts of plans"),
        route="strategy:element",
        order=80,
        texts=search.element_texts,
        sources=search.ELEMENT_SOURCES,
        about=search.about_elements,
        follows={"strategy.plan": search.elements_of},
        schemes={"code": _("code")},
    )


def actions_of_bodies(*, organisations: Sequence[int], day: date, look: Look, actor: Actor) -> Iterator[Consequence]:
    """The actions in which bodies take part that a reorganisation would end or move."""
    for element, role in queries.parts_played(organisations, look, actor):
        yield Consequence(_("Action"), str(element), "strategy:element", element.id, Role(role).label)


def needed_to_take_back(*, touched: frozenset[type[Model]], by: Actor) -> Iterator[tuple[str, Decision]]:
    """Plans are loaded, and taken back, for the whole government."""
    yield Plan._meta.app_label, can_draft(by, ())
