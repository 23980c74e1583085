"""What this room shows on the pages of actions, plans and bodies."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.slots import Panel
from kurul.kernel.temporal.look import Look
from kurul.rooms.monitoring import queries, tables
from kurul.rooms.monitoring.tables.showing import why_of
from kurul.rooms.strategy.public import ElementPage, PlanTree

SHOWN_PERIODS = 6


def on_action(found: ElementPage, look: Look, _actor: Actor) -> Panel | None:
    """How an action stands and why, the body's rating beside the reviewer's."""
    if not found.item.is_action:
        return None
    line = queries.judged(found.item, found.plan.id, look)
    context = {"line": line, "why": why_of(line), "plan_id": found.plan.id}
    return Panel("standing", _("How it stands"), "monitoring/panels/action.html", context)


def on_plan(found: PlanTree, look: Look, actor: Actor) -> Panel | None:
    """The latest period of a plan with its rates, and the way to the scorecard."""
    latest = queries.latest_period(found.head, look)
    rates = latest.rates if latest else None
    context = {
        "row": latest,
        "plan_id": found.head.id,
        "reporting": tables.share(rates.handed_in, rates) if rates else None,
        "on_time": tables.share(rates.in_time, rates) if rates else None,
    }
    return Panel("monitoring", _("Monitoring"), "monitoring/panels/plan.html", context)


def on_organisation(body: Any, look: Look, _actor: Actor) -> Panel | None:
    """The reports that a body owed, and how many of them came in time."""
    found = queries.rates_of_body(body.id, look)[:SHOWN_PERIODS]
    if not found:
        return None
    rows = [
        {
            "period": period,
            "rates": rates,
            "reporting": tables.share(rates.handed_in, rates),
            "on_time": tables.share(rates.in_time, rates),
        }
        for period, rates in found
    ]
    return Panel(
        "reports",
        _("Reports owed"),
        "monitoring/panels/organisation.html",
        {"rows": rows, "narrowed": f"organisation={body.id}"},
    )
