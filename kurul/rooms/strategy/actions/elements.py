"""Writers of elements: adding and taking out, wording, dates, and the bodies that take part."""

from typing import Any

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.strategy import rules, wording
from kurul.rooms.strategy.actions.claims import (
    claim,
    inclusion_of,
    may_keep,
    next_order,
    remember,
    running_on,
    supersede_and_write,
)
from kurul.rooms.strategy.actions.plans import exists_on
from kurul.rooms.strategy.models import (
    Element,
    Inclusion,
    Involvement,
    Plan,
    Role,
    Schedule,
    Tier,
    Wording,
    planned_columns,
)


@writes
def add_element(
    *,
    plan: Plan,
    tier: Tier,
    code: str,
    title: Translated,
    since: Bound,
    by: Actor,
    parent: Element | None = None,
    summary: Translated | None = None,
    order: int | None = None,
    instrument: Instrument | None = None,
    source: str = "",
) -> Element:
    """Add an aim, objective or action that is part of the plan from `since` on.

    Raises Refused (no title, wrong parent), Conflict (the code is taken in this plan), NotPermitted.
    """
    may_keep(plan, by)
    refuse_if(
        rules.has_a_code(code),
        rules.has_a_title(title),
        rules.parent_fits(
            tier.depth,
            parent.tier.depth if parent else None,
            same_plan=tier.scheme_id == plan.scheme_id and (parent is None or parent.plan_id == plan.pk),
        ),
        rules.in_plan_on(inclusion_of(parent), since) if parent else None,
    )
    refuse_if(rules.code_is_free(code, set(plan.elements.values_list("code", flat=True))), as_=Conflict)
    element = Element.objects.create(
        plan=plan,
        tier=tier,
        parent=parent,
        code=code.strip(),
        order=order or next_order(plan.elements.filter(parent=parent)),
        source=source,
    )
    common: dict[str, Any] = {"element": element, "instrument": instrument, **facts.columns(Period.since(since))}
    included = Inclusion.objects.create(**common)
    Wording.objects.create(**common, **wording_columns(title, summary or Translated()))
    after = {
        **facts.state(included),
        "code": element.code,
        "tier": tier.code,
        "parent": parent.code if parent else None,
        "title": dict(title),
    }
    record(wording.ADDED, element, by=by, after=after, instrument=instrument, about=[plan])
    return element


@writes
def take_out(
    *, element: Element, day: Bound, by: Actor, version: int, reason: str, instrument: Instrument | None = None
) -> Inclusion:
    """The element is no longer part of the plan from `day` on. Raises Refused while parts remain, Stale."""
    may_keep(element.plan, by)
    claim(element, version)
    running = running_on(Inclusion, day, element=element)
    parts = Inclusion.objects.known_at().filter(element__parent=element, valid_to__gt=day.latest).count()
    refuse_if(
        rules.begins_inside(running.period if running else None, day),
        rules.has_a_reason(reason),
        rules.leaves_no_parts(parts, day),
    )
    assert running is not None
    ended = facts.end(running, day, instrument=instrument)
    remember(wording.TAKEN_OUT, ended, by, before=running, reason=reason, about=(element.plan,))
    return ended


@writes
def reword(
    *,
    element: Element,
    title: Translated,
    summary: Translated,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> Wording:
    """The plan says it otherwise from `day` on; the wording until then stays on record. Raises Refused, Stale."""
    running = _wording_to_change(element, title, summary, day, by, version)
    refuse_if(rules.begins_inside(running.period, day) if running else None)
    columns = wording_columns(title, summary)
    ended, new = supersede_and_write(Wording, running, day, {"element": element}, instrument=instrument, **columns)
    remember(wording.REWORDED, new, by, before=ended)
    return new


@writes
def correct_wording(
    *, element: Element, title: Translated, summary: Translated, reason: str, day: Bound, by: Actor, version: int
) -> Wording:
    """The wording that holds on `day` was entered wrongly. Raises Refused (no reason, nothing there), Stale."""
    refuse_if(rules.has_a_reason(reason))
    running = _wording_to_change(element, title, summary, day, by, version)
    refuse_if(rules.in_plan_on(running.period if running else None, day))
    assert running is not None
    new = facts.correct(running, **wording_columns(title, summary))
    remember(wording.WORDING_CORRECTED, new, by, before=running, reason=reason)
    return new


def _wording_to_change(
    element: Element, title: Translated, summary: Translated, day: Bound, by: Actor, version: int
) -> Wording | None:
    may_keep(element.plan, by)
    claim(element, version)
    running = running_on(Wording, day, element=element)
    refuse_if(rules.has_a_title(title), rules.in_plan_on(inclusion_of(element), day))
    before = (running.title, running.summary) if running else None
    refuse_if(rules.something_changes(before, (title, summary), field="title"))
    return running


def wording_columns(title: Translated, summary: Translated, inferred: tuple[str, ...] = ()) -> dict[str, Any]:
    """The columns of a wording: the texts, and what search and sorting need of them."""
    return {
        "title": title,
        "summary": summary,
        "inferred_languages": sorted(inferred),
        "search_text": f"{title.folded}\n{summary.folded}".strip(),
        "sort_keys": title.sort_keys,
    }


@writes
def set_dates(
    *,
    element: Element,
    planned: Period,
    day: Bound,
    by: Actor,
    version: int,
    continues_after: bool | None = None,
    needs_budget: bool | None = None,
    instrument: Instrument | None = None,
) -> Schedule:
    """The action is planned for `planned`, as decided on `day`; what was planned before stays visible.

    Raises Refused (impossible period, nothing changes, not an action), Stale, NotPermitted.
    """
    running = _schedule_to_change(element, planned, (continues_after, needs_budget), day, by, version)
    refuse_if(rules.begins_inside(running.period, day) if running else None)
    columns = {**planned_columns(planned), "continues_after": continues_after, "needs_budget": needs_budget}
    ended, new = supersede_and_write(Schedule, running, day, {"element": element}, instrument=instrument, **columns)
    remember(wording.SCHEDULED, new, by, before=ended)
    return new


@writes
def correct_dates(
    *,
    element: Element,
    planned: Period,
    reason: str,
    day: Bound,
    by: Actor,
    version: int,
    continues_after: bool | None = None,
    needs_budget: bool | None = None,
) -> Schedule:
    """The dates that hold on `day` were entered wrongly. Raises Refused (no reason, nothing there), Stale."""
    refuse_if(rules.has_a_reason(reason))
    running = _schedule_to_change(element, planned, (continues_after, needs_budget), day, by, version)
    refuse_if(rules.in_plan_on(running.period if running else None, day))
    assert running is not None
    columns = {**planned_columns(planned), "continues_after": continues_after, "needs_budget": needs_budget}
    new = facts.correct(running, **columns)
    remember(wording.DATES_CORRECTED, new, by, before=running, reason=reason)
    return new


def _schedule_to_change(
    element: Element,
    planned: Period,
    marks: tuple[bool | None, bool | None],
    day: Bound,
    by: Actor,
    version: int,
) -> Schedule | None:
    may_keep(element.plan, by)
    claim(element, version)
    running = running_on(Schedule, day, element=element)
    refuse_if(
        rules.is_an_action(element.tier.holds_actions),
        rules.period_is_possible(planned),
        rules.in_plan_on(inclusion_of(element), day),
    )
    before = (running.planned, running.continues_after, running.needs_budget) if running else None
    refuse_if(rules.something_changes(before, (planned, *marks), field="planned"))
    return running


@writes
def involve(
    *,
    element: Element,
    organisation: Organisation,
    role: Role,
    period: Period,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> Involvement:
    """The body is responsible for the action, or related to it, for `period`. A mere hint gives way to what is entered.

    Raises Refused (body gone, impossible period), Conflict (another body is responsible, it takes part already), Stale.
    """
    may_keep(element.plan, by)
    claim(element, version)
    refuse_if(
        rules.is_an_action(element.tier.holds_actions),
        rules.period_is_possible(period, field="period"),
        rules.in_plan_on(inclusion_of(element), period.start),
        rules.body_exists(exists_on(organisation, period.start, by), period.start),
    )
    rows = list(Involvement.objects.known_at().filter(element=element))
    hints = [row for row in rows if row.basis == Basis.INFERRED]
    held = [rules.Held(row.organisation_id, row.role, row.period) for row in rows if row not in hints]
    refuse_if(
        rules.one_responsible(held, organisation.pk, role, period),
        rules.involved_once(held, organisation.pk, period),
        as_=Conflict,
    )
    about_the_same = [hint for hint in hints if hint.role == role or hint.organisation_id == organisation.pk]
    facts.supersede(hint for hint in about_the_same if hint.period.certainly_overlaps(period))
    new = Involvement.objects.create(
        element=element,
        organisation=organisation,
        role=role,
        order=len(held) + 1,
        instrument=instrument,
        **facts.columns(period),
    )
    remember(wording.INVOLVED, new, by, about=(organisation,))
    return new


@writes
def uninvolve(
    *,
    element: Element,
    organisation: Organisation,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> Involvement:
    """The body takes part no more from `day` on. Raises Refused (it does not take part then), Stale, NotPermitted."""
    may_keep(element.plan, by)
    claim(element, version)
    running = running_on(Involvement, day, element=element, organisation=organisation)
    refuse_if(rules.begins_inside(running.period if running else None, day))
    assert running is not None
    ended = facts.end(running, day, instrument=instrument)
    remember(wording.NO_LONGER_INVOLVED, ended, by, before=running, about=(organisation,))
    return ended
