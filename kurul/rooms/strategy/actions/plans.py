"""Writers of plans themselves: drafting, wording, coordinator, adoption."""

from collections.abc import Mapping, Sequence
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.slots import contributions
from kurul.kernel.temporal import clock, facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation, described, with_those_above
from kurul.rooms.strategy import queries, rules, wording
from kurul.rooms.strategy.actions.claims import claim, may_keep, remember, running_on, supersede_and_write
from kurul.rooms.strategy.models import Coordination, Plan, PlanWording, Scheme, Standing, State, Tier, planned_columns
from kurul.rooms.strategy.permissions import can_draft

# Higher rooms may add what a plan lacks: `function(plan) -> findings`, `plan` being its number.
ADOPTION_GAPS = "strategy.adoption_gaps"


@writes
def define_scheme(*, code: str, name: Translated, tiers: Sequence[tuple[Translated, Translated]], by: Actor) -> Scheme:
    """Say how plans of one sort are built: the tiers from the top down, each with its name for one and for several.

    The lowest tier holds the actions. Raises Refused (no name, no tier), Conflict (the code is taken), NotPermitted.
    """
    require(can_draft(by, ()))
    refuse_if(
        rules.has_a_code(code),
        rules.has_a_title(name, field="name"),
        rules.has_tiers([dict(one) for one, _several in tiers]),
    )
    refuse_if(rules.code_is_free(code, set(Scheme.objects.values_list("code", flat=True))), as_=Conflict)
    scheme = Scheme.objects.create(code=code.strip(), name=name)
    for depth, (one, several) in enumerate(tiers, start=1):
        Tier.objects.create(
            scheme=scheme,
            depth=depth,
            code=f"tier-{depth}",
            name=one,
            plural=several or one,
            holds_actions=depth == len(tiers),
        )
    after = {"code": scheme.code, "name": dict(name), "tiers": [dict(one) for one, _several in tiers]}
    record(wording.SCHEME_DEFINED, scheme, by=by, after=after)
    return scheme


@writes
def draft_plan(
    *,
    code: str,
    scheme: Scheme,
    title: Translated,
    covers: Period,
    by: Actor,
    vision: Translated | None = None,
    instrument: Instrument | None = None,
    coordinator: Organisation | None = None,
    published_totals: Mapping[str, int] | None = None,
    source: str = "",
) -> Plan:
    """Enter a plan that is not adopted yet; it covers the period `covers`.

    Raises Refused (no code or title, impossible period), Conflict (the code is taken), NotPermitted.
    """
    look = Look.today()
    require(can_draft(by, with_those_above(coordinator.pk if coordinator else None, look)))
    refuse_if(rules.has_a_code(code), rules.has_a_title(title), rules.period_is_possible(covers, field="period"))
    refuse_if(rules.code_is_free(code, set(Plan.objects.values_list("code", flat=True))), as_=Conflict)
    plan = Plan.objects.create(
        code=code.strip(),
        scheme=scheme,
        instrument=instrument,
        published_totals=dict(published_totals or {}),
        source=source,
    )
    since = facts.columns(Period.since(look.day))
    PlanWording.objects.create(plan=plan, title=title, vision=vision or Translated(), instrument=instrument, **since)
    Standing.objects.create(plan=plan, state=State.DRAFT, instrument=instrument, **planned_columns(covers), **since)
    if coordinator:
        Coordination.objects.create(plan=plan, organisation=coordinator, instrument=instrument, **since)
    after = {
        "code": plan.code,
        "scheme": scheme.code,
        "title": dict(title),
        "covers": str(covers),
        "coordinator": coordinator.pk if coordinator else None,
        "published_totals": plan.published_totals,
    }
    record(wording.DRAFTED, plan, by=by, after=after, instrument=instrument)
    return plan


@writes
def adopt(*, plan: Plan, day: Bound, by: Actor, version: int, instrument: Instrument | None = None) -> Standing:
    """The plan is in force from `day` on. Raises Refused with everything that it lacks, Stale, NotPermitted."""
    may_keep(plan, by)
    claim(plan, version)
    tree = queries.tree(plan.pk, Look(day.latest), by)
    running = running_on(Standing, day, plan=plan)
    is_draft = running is not None and running.state == State.DRAFT
    refuse_if([] if is_draft else [Finding("strategy.not_adoptable", "day")])
    assert running is not None
    refuse_if(
        rules.begins_inside(running.period, day),
        tree.gaps() if tree else (),
        contributions.ask(ADOPTION_GAPS, plan=plan.pk),
    )
    ended, new = supersede_and_write(
        Standing,
        running,
        day,
        {},
        state=State.ADOPTED,
        instrument=instrument,
    )
    remember(wording.ADOPTED, new, by, before=ended)
    return new


@writes
def reword_plan(
    *,
    plan: Plan,
    title: Translated,
    vision: Translated,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> PlanWording:
    """The plan is called otherwise, or has another vision, from `day` on. Raises Refused, Stale, NotPermitted."""
    may_keep(plan, by)
    claim(plan, version)
    running = running_on(PlanWording, day, plan=plan)
    refuse_if(rules.has_a_title(title), rules.begins_inside(running.period if running else None, day))
    assert running is not None
    refuse_if(rules.something_changes((running.title, running.vision), (title, vision), field="title"))
    said: dict[str, Any] = {"title": title, "vision": vision, "inferred_languages": [], "instrument": instrument}
    ended, new = supersede_and_write(PlanWording, running, day, {}, **said)
    remember(wording.PLAN_REWORDED, new, by, before=ended)
    return new


@writes
def name_coordinator(
    *, plan: Plan, organisation: Organisation, day: Bound, by: Actor, version: int, instrument: Instrument | None = None
) -> Coordination:
    """The body coordinates the plan from `day` on. Raises Refused (body gone, nothing changes), Stale, NotPermitted."""
    may_keep(plan, by)
    claim(plan, version)
    running = running_on(Coordination, day, plan=plan)
    refuse_if(
        rules.body_exists(exists_on(organisation, day, by), day),
        rules.something_changes(running.organisation_id if running else None, organisation.pk, field="organisation"),
        rules.begins_inside(running.period, day) if running else None,
    )
    ended, new = supersede_and_write(
        Coordination, running, day, {"plan": plan}, organisation=organisation, instrument=instrument
    )
    remember(wording.COORDINATOR_NAMED, new, by, before=ended, about=(organisation,))
    return new


def exists_on(organisation: Organisation, day: Bound, by: Actor) -> bool:
    """Whether the body exists, or may exist, on the day."""
    # An imprecise day is looked at from its end; what is not known to end is as good as today.
    looked_at = day.latest if day.is_exact else min(day.latest, clock.today())
    return described(Look(max(looked_at, day.earliest)), by).filter(pk=organisation.pk).exists()
