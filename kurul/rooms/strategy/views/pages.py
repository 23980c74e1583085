"""The pages that show plans: the list, a plan in four views, and one of its elements."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots, turkish
from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding, registry
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import charts, exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, Tab, TimelineEntry
from kurul.kernel.web.days import day_text, period_text
from kurul.kernel.web.numbers import number_text
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text, sentence
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import reaching
from kurul.rooms.strategy import actions, forms, queries, tables
from kurul.rooms.strategy.models import Tier
from kurul.rooms.strategy.permissions import DETAIL_ACTIONS, KEEP_PLANS, can_detail, can_keep
from kurul.rooms.strategy.views import gantt

IN_PLAN = {
    Certainty.YES: "strategy.in_plan",
    Certainty.NOT_KNOWN: "strategy.perhaps_in_plan",
    Certainty.NO: "strategy.not_in_plan",
}


@dataclass(frozen=True)
class TreeLine:
    """One element as the tree shows it, beside its bar."""

    item: queries.Item
    depth: int
    bar: gantt.Bar | None
    mark: queries.StatusMark | None
    remarks: tuple[str, ...]
    actions: str  # how many serve it, in words

    @property
    def query(self) -> str:
        """What narrows the list of actions to those that serve it."""
        return f"under={self.item.id}"


@dataclass(frozen=True)
class Gap:
    """One thing that adoption takes: how many actions lack it, and where these are listed."""

    label: Text
    count: int
    url: str


@dataclass(frozen=True)
class Chosen:
    """An indicator with its picture; none where no value is published."""

    indicator: queries.IndicatorRow
    chart: charts.Chart | None


@anonymous
def plans(request: PageRequest) -> HttpResponseBase:
    """All plans on the day looked at."""
    rows = tables.plan_lines(queries.plans(request.look, request.actor))
    table = tables.PlanTable(rows, request=request, caption=_("Plans"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"table": table, "may_draft": request.actor.holds(KEEP_PLANS)}
    return page(request, "strategy/plans.html", context, fragment="strategy/_plans.html")


@anonymous
def plan(request: PageRequest, pk: int) -> HttpResponse:
    """A plan as a tree beside its timeline."""
    tree = _tree(request, pk)
    marks = queries.status_marks(tree, request.look, request.actor)
    grid = gantt.grid(tree.head.covers, tree.items)
    served = Counter(number for action in tree.actions for number in action.path)
    lines = [
        TreeLine(
            item=item,
            depth=len(item.path) + 1,
            bar=grid.bar(item.dates) if grid and item.dates else None,
            mark=marks.get(item.id),
            remarks=tuple(_said(finding) for finding in tree.remarks(item)),
            actions=_counted(served[item.id], tree.tiers[-1]),
        )
        for item in tree.items
    ]
    context = {
        **_about(request, tree, "plan"),
        "lines": lines,
        "grid": grid,
        "has_marks": bool(marks),
        "day_x": grid.x(request.look.day) if grid and grid.first <= request.look.day < grid.last else None,
        "criteria": _chosen(tree.criteria, request.look, request),
        "sources": tree.head.source.splitlines(),
        "panels": slots.panels.on("strategy.plan", tree, request.look, request.actor),
        "history": history(Ref("strategy.plan", pk), request.actor, limit=20),
    }
    return page(request, "strategy/plan.html", context)


@anonymous
def actions_list(request: PageRequest, pk: int) -> HttpResponseBase:
    """The actions of a plan, narrowed and sorted."""
    tree = _tree(request, pk)
    form = forms.ActionFilters(request.GET, tree=tree)
    filters = form.filters
    total = queries.actions(tree, filters, size=0).total

    def fetch(order: tuple[str, ...], start: int, stop: int) -> list[tables.ActionLine]:
        listing = queries.actions(
            tree,
            filters,
            order=order[0].replace("planned", "start") if order else "plan",
            language=active_language(),
            start=start,
            size=stop - start,
        )
        return tables.action_lines(tree, listing.rows)

    caption = tree.tiers[-1].plural if tree.tiers else _("Actions")
    table = tables.ActionTable(Rows(fetch, total), request=request, caption=str(caption))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {**_about(request, tree, "actions"), "form": form, "filters": filters, "table": table}
    return page(request, "strategy/actions.html", context, fragment="strategy/_actions.html")


@anonymous
def responsibility(request: PageRequest, pk: int) -> HttpResponse:
    """Who owes what in a plan."""
    tree = _tree(request, pk)
    context = {
        **_about(request, tree, "responsibility"),
        "owed": queries.owed(tree),
        "unowned": queries.unowned(tree),
    }
    return page(request, "strategy/responsibility.html", context)


@anonymous
def gaps(request: PageRequest, pk: int) -> HttpResponse:
    """What the plan lacks of that which adoption takes, and what was never published."""
    tree = _tree(request, pk)
    missing = Counter(name for action in tree.actions for name in action.lacks)
    missing["title"] = sum(not action.words.title for action in tree.actions)
    known = [*forms.LACKS]
    rows = [
        Gap(forms.LACKS[name], missing[name], address("strategy:actions", pk, look=request.look, query=f"lacks={name}"))
        for name in known
    ]
    by_action = {f"strategy.{name}_missing" for name in known}
    own = [finding for finding in tree.gaps() if finding.code not in by_action]
    others: list[Finding] = contributions.ask(actions.ADOPTION_GAPS, plan=pk)
    context = {
        **_about(request, tree, "gaps"),
        "missing": rows,
        "sentences": [sentence(finding) for finding in (*own, *others)],
        "untitled": missing["title"],
        "remarks": [(action, _said(finding)) for action in tree.actions for finding in tree.remarks(action)],
        "rule": registry["strategy.adoption_gaps"],
    }
    return page(request, "strategy/gaps.html", context)


@anonymous
def element(request: PageRequest, pk: int) -> HttpResponse:
    """One aim, objective or action on the day looked at."""
    found = queries.element(pk, request.look, request.actor)
    if found is None:
        raise Http404
    item = found.item
    route = "strategy:element"
    trail = [
        Link(_("Plans"), address("strategy:plans", look=request.look)),
        Link(str(found.plan), address("strategy:plan", found.plan.id, look=request.look)),
        *(Link(_short(str(part)), address(route, part.id, look=request.look)) for part in found.chain),
        Link(item.code if item.tier.is_numbered else _short(str(item.words.title))),
    ]
    context = {
        "trail": trail,
        "element": found,
        "item": item,
        "plan": found.plan,
        "status": IN_PLAN[item.certainty],
        "remarks": [_said(finding) for finding in found.remarks],
        "title_is_inferred": active_language() in item.words.inferred_languages,
        "instrument": _instrument(found.plan.instrument),
        "schedules": _planned_over_time(found) if len(found.schedules) > 1 else [],
        "indicators": _chosen(item.indicators, request.look, request),
        "panels": slots.panels.on("strategy.action", found, request.look, request.actor),
        "history": history(Ref("strategy.element", pk), request.actor, limit=20),
        **_rights(request, found),
    }
    return page(request, "strategy/element.html", context)


def _tree(request: PageRequest, pk: int) -> queries.PlanTree:
    tree = queries.tree(pk, request.look, request.actor)
    if tree is None:
        raise Http404
    return tree


def _about(request: PageRequest, tree: queries.PlanTree, current: str) -> dict[str, Any]:
    """What all views of a plan show above themselves."""
    head, look = tree.head, request.look
    counts = tree.counts()
    views = {
        "plan": (_("Tree and timeline"), None),
        "actions": (_("List"), len(tree.actions)),
        "responsibility": (_("Who owes what"), None),
        "gaps": (_("What is missing"), None),
    }
    return {
        "plan": head,
        "tree": tree,
        "counts": counts,
        "action_count": counts[-1] if counts else None,
        "known_says": _known(counts[-1]) if counts else "",
        "covers_known": Bound.unknown() not in (head.covers.start, head.covers.end),
        "status": f"strategy.{head.state}",
        "title_is_inferred": active_language() in head.inferred_languages,
        "instrument": _instrument(head.instrument),
        "tabs": [
            Tab(label, address(f"strategy:{name}", head.id, look=look), name == current, count)
            for name, (label, count) in views.items()
        ],
        "trail": [Link(_("Plans"), address("strategy:plans", look=look)), Link(str(head))],
        "may_keep": _may_keep(request, head.coordinator.id if head.coordinator else None),
    }


def _counted(count: int, tier: Tier) -> str:
    """How many elements of a tier, in its own word: 1 action, 6 actions, 6 eylem."""
    return f"{number_text(count)} {_noun(count, tier)}"


def _noun(count: int, tier: Tier) -> str:
    """The word for so many elements of a tier; in Turkish a noun stays in the singular after a number."""
    name, plural = tier.name.best(), tier.plural.best()
    is_singular = count == 1 or plural is None or plural.language == "tr"
    said = name if is_singular else plural
    return turkish.lower(said.text, said.language) if said else tier.code


def _known(count: queries.TierCount) -> str:
    if count.published is None:
        return _counted(count.known, count.tier)
    words = {"known": count.known, "published": count.published, "tier": _noun(count.published, count.tier)}
    return gettext("%(known)s of %(published)s %(tier)s known") % words


def _may_keep(request: PageRequest, coordinator: int | None) -> bool:
    """Whether the links to the forms are shown; asking costs queries only for those who hold the right somewhere."""
    if not request.look.is_now:
        return False
    return can_keep(request.actor, reaching(request.actor, coordinator, request.look, KEEP_PLANS)).allowed


def _rights(request: PageRequest, found: queries.ElementPage) -> dict[str, bool]:
    coordinator = found.plan.coordinator.id if found.plan.coordinator else None
    may_keep = _may_keep(request, coordinator)
    may_detail = may_keep
    if not may_keep and request.look.is_now and request.actor.holds(DETAIL_ACTIONS):
        owner = found.item.responsible.organisation.id if found.item.responsible else None
        above = reaching(request.actor, owner, request.look, DETAIL_ACTIONS)
        may_detail = can_detail(request.actor, (), above).allowed and owner is not None
    return {"may_keep": may_keep, "may_detail": may_detail and found.item.is_action}


def _instrument(instrument: Instrument | None) -> Link | None:
    return Link(str(instrument), address("law:instrument", instrument.pk)) if instrument else None


def _said(finding: Finding) -> str:
    """The sentence of a finding, with its days as people read them."""
    params = {name: day_text(value) if isinstance(value, Bound) else value for name, value in finding.params.items()}
    return sentence(replace(finding, params=params))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _planned_over_time(found: queries.ElementPage) -> list[TimelineEntry]:
    """What was planned at first, and since when it is planned otherwise."""
    return [
        TimelineEntry(
            row.period.start,
            gettext("Planned for %(period)s") % {"period": period_text(row.planned)},
            instrument=_instrument(row.instrument),
            basis=row.basis,
            recorded_at=row.recorded_at,
        )
        for row in found.schedules
    ]


def _chosen(indicators: tuple[queries.IndicatorRow, ...], look: Look, request: PageRequest) -> list[Chosen]:
    """Each indicator with the picture of its baseline, targets and what was reached."""
    # Nothing can have been reached of what has no unit.
    reached = queries.actuals([row.id for row in indicators if row.unit], look, request.actor)
    return [Chosen(row, _drawn(row, reached.get(row.id, ()))) for row in indicators]


def _drawn(row: queries.IndicatorRow, reached: tuple[queries.Actual, ...]) -> charts.Chart | None:
    baseline = None
    if row.baseline_value is not None and row.baseline_day.day is not None:
        baseline = charts.Reading(row.baseline_day.day, float(row.baseline_value))
    targets = [charts.Reading(target.due, float(target.value)) for target in row.targets]
    actuals = [charts.Reading(actual.day, float(actual.value)) for actual in reached]
    if not (baseline or targets or actuals):
        return None
    last = row.targets[-1] if row.targets else None
    description = gettext("No target is set.")
    if last is not None:
        words = {"value": number_text(last.value), "unit": str(row.unit), "year": str(last.due.year)}
        description = gettext("To reach %(value)s %(unit)s by %(year)s.") % words
    return charts.indicator(
        f"indicator-{row.id}", str(row.name), description, baseline=baseline, targets=targets, actuals=actuals
    )
