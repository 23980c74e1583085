"""`kurul report`: a period's scorecard, rates and report states without a browser."""

import json
from typing import Any, Literal

import click
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kurul.kernel.cli import DAY, kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.statuses import status_of
from kurul.rooms.monitoring import queries, tables
from kurul.rooms.monitoring.models import MonitoringPeriod
from kurul.rooms.monitoring.tables.showing import why_of, why_rolled


@kurul.command("report")
@click.option("--period", "code", required=True, help="Code of the period, such as 2017-H1.")
@click.option("--plan", help="Code of the plan; needed where several plans have a period of that code.")
@click.option("--as-of", type=DAY, help="Day looked at, as 2017-10-16; default: today.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Form of the answer.")
def report(code: str, plan: str | None, as_of: Any, form: Literal["table", "json"]) -> None:
    """Show how a plan stands in a period: scorecard with reasons, reporting and on-time rate, states of the reports.

    \b
    The JSON has plan, period, judged_on, status, why, counts, rates (owed, handed_in, in_time, accepted), states,
    elements (code, tier, status, before, by_original, why, organisation, self_rating, rating) and bodies.

    \b
    Examples:
      kurul report --period 2017-H1
      kurul report --period 2017-H1 --plan TR-EGOV-2016-2019 --format json
    """
    look = Look(as_of) if as_of else Look.today()
    period = _period(code, plan)
    card = queries.scorecard(period.plan_id, look, Actor.operator(), period=period.pk)
    page = queries.period_page(period.pk, look, Actor.operator())
    if card is None or page is None:
        raise Refused(_unknown(code, plan))
    if form == "json":
        click.echo(json.dumps(_as_json(card, page), ensure_ascii=False, indent=2))
    else:
        _say(card, page)


def _period(code: str, plan: str | None) -> MonitoringPeriod:
    """The one period of that code; raises Refused where there is none, or more than one."""
    found = MonitoringPeriod.objects.filter(code=code).select_related("plan")
    periods = list(found.filter(plan__code=plan) if plan else found)
    if not periods:
        raise Refused(_unknown(code, plan))
    if len(periods) > 1:
        plans = ", ".join(sorted(period.plan.code for period in periods))
        raise Refused(Finding("monitoring.several_plans", None, {"code": code, "plans": plans}))
    return periods[0]


def _unknown(code: str, plan: str | None) -> Finding:
    rows = MonitoringPeriod.objects.filter(plan__code=plan) if plan else MonitoringPeriod.objects.all()
    known = ", ".join(rows.order_by("plan", "number").values_list("code", flat=True)) or "–"
    return Finding("monitoring.no_such_period", None, {"code": code, "known": known})


def _as_json(card: queries.Scorecard, page: queries.PeriodPage) -> dict[str, Any]:
    row = page.row
    return {
        "plan": card.tree.head.code,
        "period": {
            "code": row.code,
            "first_day": row.first_day and row.first_day.isoformat(),
            "last_day": row.last_day and row.last_day.isoformat(),
            "due": row.due and row.due.isoformat(),
            "closed_on": row.closed_on and row.closed_on.isoformat(),
        },
        "judged_on": card.day.isoformat(),
        "status": card.total.status,
        "why": list(why_rolled(card.total).deciding),
        "counts": card.total.counts,
        "rates": {
            "owed": row.rates.owed,
            "handed_in": row.rates.handed_in,
            "in_time": row.rates.in_time,
            "accepted": row.rates.accepted,
        },
        "states": dict(sorted(page.counts.items())),
        "elements": [_element(line) for line in card.lines],
        "bodies": [
            {"organisation": str(one.organisation), "status": one.rolled.status, "counts": one.rolled.counts}
            for one in card.bodies
        ],
    }


def _element(line: queries.Line) -> dict[str, Any]:
    why, owner = why_of(line), line.item.responsible
    return {
        "code": line.item.code,
        "tier": line.item.tier.code,
        "title": dict(line.item.words.title),
        "organisation": str(owner.organisation) if owner else None,
        "status": line.status,
        "before": line.before or None,
        "by_original": (line.judgement.by_original if line.judgement else "") or None,
        "self_rating": str(line.self_rating.label) if line.self_rating else None,
        "rating": str(line.rating.label) if line.rating else None,
        "why": [*why.deciding, *why.others],
    }


def _say(card: queries.Scorecard, page: queries.PeriodPage) -> None:
    rates = page.row.rates
    click.echo(f"{card.tree.head} · {page.row.code}: {status_of(card.total.status).label}")
    click.echo(" ".join(why_rolled(card.total).deciding))
    columns = tables.PeriodTable.base_columns
    for name, count in (("reporting", rates.handed_in), ("on_time", rates.in_time)):
        click.echo(f"{columns[name].verbose_name}: {tables.share(count, rates) or '–'}")
    states = ", ".join(
        f"{status_of(queries.STATUS[state]).label} {count}" for state, count in sorted(page.counts.items())
    )
    click.echo(states)
    shown = RichTable(show_lines=False)
    scores = tables.ScoreTable.base_columns
    for name in ("code", "title", "organisation", "status", "why"):
        shown.add_column(str(scores[name].verbose_name))
    for line in card.lines:
        owner = line.item.responsible
        named = (owner.organisation.abbreviation or str(owner.organisation)) if owner else ""
        why = " ".join(why_of(line).deciding)
        cells = (line.item.code, str(line.item.words.title), named, str(status_of(line.status).label), why)
        shown.add_row(*(Text(cell) for cell in cells))
    Console().print(shown)
