"""Pages of periods: the list, one period with what is owed in it, and what the coordinator does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kurul.kernel.audit.queries import history
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted, Refused
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import sentence
from kurul.rooms.monitoring import actions, forms, queries, tables
from kurul.rooms.monitoring.models import MonitoringPeriod, State
from kurul.rooms.monitoring.permissions import COORDINATE
from kurul.rooms.strategy.public import Plan


@anonymous
def periods(request: PageRequest) -> HttpResponseBase:
    """All periods that were opened by the day looked at."""
    rows = tables.period_lines(queries.period_rows(request.look, request.actor))
    table = tables.PeriodTable(rows, request=request, caption=_("Monitoring periods"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"table": table, "may_open": request.actor.holds(COORDINATE)}
    return page(request, "monitoring/periods.html", context)


@anonymous
def period(request: PageRequest, pk: int) -> HttpResponseBase:
    """One period: who owes what, what came in, and how much of it in time."""
    found = _found(request, pk)
    form = forms.ReportFilters(request.GET, found=found)
    filters = form.filters
    rows = [row for row in found.reports if filters.fits(row)]
    caption = _("Reports of %(period)s") % {"period": found.row.code}
    table = tables.ReportTable(tables.report_lines(rows), request=request, caption=caption)
    if (file := exports.asked(request, table)) is not None:
        return file
    row = found.row
    context = {
        "trail": _trail(request, found),
        "found": found,
        "row": row,
        "form": form,
        "filters": filters,
        "table": table,
        "counts": _counts(request, found),
        "reporting": tables.share(row.rates.handed_in, row.rates),
        "on_time": tables.share(row.rates.in_time, row.rates),
        "matrix": [] if filters.is_narrow else found.matrix,
        "behind": sum(one.state in {State.EXPECTED, State.DRAFT, State.RETURNED} for one in found.reports),
        "may_coordinate": request.look.is_now
        and queries.may_coordinate(request.actor, row.plan_id, request.look).allowed,
        "is_past_due": row.due is not None and request.look.day > row.due,
        "history": history(
            Ref("monitoring.monitoringperiod", pk), request.actor, limit=20, known_at=request.look.known_at
        ),
    }
    return page(request, "monitoring/period.html", context, fragment="monitoring/_reports.html")


def _counts(request: PageRequest, found: queries.PeriodPage) -> list[tuple[str, int, str]]:
    """How many reports are where: the status, the number, and the address of exactly these rows."""
    is_past_due = found.row.due is not None and request.look.day > found.row.due
    return [
        (
            queries.STATUS[queries.OVERDUE if is_past_due and state == State.EXPECTED else state],
            found.counts[state],
            address("monitoring:period", found.row.id, look=request.look, query=f"state={state}") + "#reports",
        )
        for state in queries.STATUS
        if found.counts[state]
    ]


def _trail(request: PageRequest, found: queries.PeriodPage) -> list[Link]:
    row = found.row
    return [
        Link(_("Monitoring"), address("monitoring:periods", look=request.look)),
        Link(row.plan, address("strategy:plan", row.plan_id, look=request.look)),
        Link(row.code),
    ]


def _found(request: PageRequest, pk: int) -> queries.PeriodPage:
    found = queries.period_page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


@needs(COORDINATE)
def open_period(request: PageRequest) -> HttpResponse:
    """Open a new period of a plan."""
    asked = request.GET.get("plan", "")
    initial = {"plan": int(asked)} if asked.isascii() and asked.isdigit() and len(asked) < 19 else {}
    plans = visible_to(Plan.objects.all(), request.actor)
    form = forms.OpenPeriodForm(request.POST or None, initial=initial, plans=plans)
    if request.method == "POST":
        made = submit(form, actions.open_period, by=request.actor)
        if made is not None:
            owed = made.reports.count()
            messages.success(
                request,
                ngettext(
                    "The period is open; %(count)s report is expected.",
                    "The period is open; %(count)s reports are expected.",
                    owed,
                )
                % {"count": owed},
            )
            return redirect("monitoring:period", made.pk)
    context = {"form": form, "title": _("Open a monitoring period"), "send": _("Open the period")}
    return page(request, "monitoring/form.html", context, status=422 if form.is_bound else 200)


@needs(COORDINATE)
@require_POST
def close_period(request: PageRequest, pk: int) -> HttpResponse:
    """Close the period."""
    return _change(
        request,
        pk,
        lambda one, version: actions.close_period(period=one, by=request.actor, version=version),
        lambda _made: _("The period is closed."),
    )


@needs(COORDINATE)
@require_POST
def expect_reports(request: PageRequest, pk: int) -> HttpResponse:
    """Ask also the bodies that became responsible since."""

    def told(count: Any) -> str:
        return ngettext("%(n)s more report is expected.", "%(n)s more reports are expected.", count) % {"n": count}

    return _change(
        request, pk, lambda one, version: actions.expect_reports(period=one, by=request.actor, version=version), told
    )


@needs(COORDINATE)
@require_POST
def remind(request: PageRequest, pk: int) -> HttpResponse:
    """Remind all bodies that are behind."""

    def told(count: Any) -> str:
        return ngettext("%(n)s body was reminded.", "%(n)s bodies were reminded.", count) % {"n": count}

    return _change(request, pk, lambda one, _version: actions.remind(period=one, by=request.actor), told)


def _change(
    request: PageRequest, pk: int, act: Callable[[MonitoringPeriod, int], Any], told: Callable[[Any], Any]
) -> HttpResponse:
    """Do one thing with a period and say what came of it, on its page."""
    _found(request, pk)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    try:
        made = act(MonitoringPeriod.objects.get(pk=pk), version)
    except NotPermitted:
        raise
    except Refused as refused:
        for finding in refused.findings:
            messages.error(request, sentence(finding))
    else:
        messages.success(request, told(made))
    return redirect("monitoring:period", pk)
