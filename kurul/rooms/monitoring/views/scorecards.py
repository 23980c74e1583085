"""The scorecard of a plan, at the end of a period or on the day looked at."""

from dataclasses import dataclass

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.web import charts, exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, Tab
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.statuses import status_of
from kurul.rooms.monitoring import forms, queries, tables
from kurul.rooms.monitoring.models import MonitoringPeriod
from kurul.rooms.monitoring.tables.showing import Why, why_of, why_rolled


@dataclass(frozen=True)
class Shown:
    """A line of the scorecard with its reasons in words."""

    line: queries.Line
    why: Why
    counts: tuple[tuple[str, int], ...]

    @property
    def narrowed(self) -> str:
        """The query that shows the actions that serve it."""
        return f"under={self.line.item.id}"


@dataclass(frozen=True)
class ShownBody:
    """A responsible body with how its actions stand."""

    body: queries.BodyLine
    why: Why
    counts: tuple[tuple[str, int], ...]

    @property
    def narrowed(self) -> str:
        """The query that shows its actions."""
        return f"body={self.body.organisation.id}"


@anonymous
def of_period(request: PageRequest, pk: int) -> HttpResponseBase:
    """How the plan stands at the end of a period."""
    found = visible_to(MonitoringPeriod.objects.all(), request.actor).filter(pk=pk).values_list("plan_id", flat=True)
    plan = found.first()
    card = queries.scorecard(plan, request.look, request.actor, period=pk) if plan else None
    return _page(request, card)


@anonymous
def of_plan(request: PageRequest, pk: int) -> HttpResponseBase:
    """How the plan stands on the day looked at."""
    return _page(request, queries.scorecard(pk, request.look, request.actor))


def _page(request: PageRequest, card: queries.Scorecard | None) -> HttpResponseBase:
    if card is None:
        raise Http404
    filters = forms.ScorecardFilters(request.GET).filters
    lines = [line for line in card.lines if filters.fits(line)]
    head = card.tree.head
    caption = _("Scorecard of %(plan)s") % {"plan": head}
    table = tables.ScoreTable([_row(line) for line in lines], request=request, caption=caption)
    if (file := exports.asked(request, table)) is not None:
        return file
    url = address("monitoring:scorecard", card.period.id) if card.period else address("monitoring:plan", head.id)
    context = {
        "trail": [
            Link(_("Monitoring"), address("monitoring:periods", look=request.look)),
            Link(str(head), address("strategy:plan", head.id, look=request.look)),
            Link(_("Scorecard")),
        ],
        "card": card,
        "plan": head,
        "url": url,
        "table": table,
        "is_narrow": filters.is_narrow,
        "lines": [_shown(line) for line in lines],
        "bodies": [ShownBody(one, why_rolled(one.rolled), tuple(one.rolled.counts.items())) for one in card.bodies],
        "total_why": why_rolled(card.total),
        "changes": [(change, why_of(change.line)) for change in card.changes],
        "chart": _chart(request, card, url) if card.total.total else None,
        "tabs": _tabs(request, card),
        "reporting": tables.share(card.period.rates.handed_in, card.period.rates) if card.period else None,
        "on_time": tables.share(card.period.rates.in_time, card.period.rates) if card.period else None,
    }
    return page(request, "monitoring/scorecard.html", context)


def _shown(line: queries.Line) -> Shown:
    counts = tuple(line.rolled.counts.items()) if line.rolled else ()
    return Shown(line, why_of(line), counts)


def _row(line: queries.Line) -> tables.ScoreLine:
    why = why_of(line)
    counts = line.rolled.counts if line.rolled else {line.status: 1}
    owner = line.item.responsible
    by_original = line.judgement.by_original if line.judgement else ""
    return tables.ScoreLine(
        id=line.item.id,
        code=line.item.code,
        tier=line.item.tier.name,
        title=line.item.words.title,
        organisation=owner.organisation if owner else None,
        status=line.status,
        by_original=by_original if by_original != line.status else "",
        before=line.before,
        self_rating=str(line.self_rating.label) if line.self_rating else "",
        rating=str(line.rating.label) if line.rating else "",
        why=" ".join((*why.deciding, *why.others)),
        **{name: counts.get(name, 0) for name in ("late", "at_risk", "not_known", "on_track", "done")},
    )


def _chart(request: PageRequest, card: queries.Scorecard, url: str) -> charts.Chart:
    """How many actions stand how; every part leads to its rows."""
    join = "&" if "?" in url else "?"
    look = "".join(f"&{name}={value}" for name, value in request.look.parameters.items())
    segments = [
        charts.Segment(status_of(status), count, f"{url}{join}status={status}{look}#lines")
        for status, count in card.total.counts.items()
    ]
    title = _("Actions by how they stand")
    whole = _("Overall: %(status)s") % {"status": status_of(card.total.status).label}
    return charts.stacks("standing", title, whole, [charts.Stack(title, segments)], of=_("What"))


def _tabs(request: PageRequest, card: queries.Scorecard) -> list[Tab]:
    shown = card.period.id if card.period else None
    return [
        Tab(row.code, address("monitoring:scorecard", row.id, look=request.look), row.id == shown)
        for row in card.periods
    ]
