"""Pages of reports: reading one, writing it, and taking the steps of its chain."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kurul.kernel.refusals import NotPermitted, Refused
from kurul.kernel.temporal import clock
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, TimelineEntry
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs, signed_in
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import sentence
from kurul.rooms.monitoring import actions, forms, queries, wording
from kurul.rooms.monitoring.models import Report, State
from kurul.rooms.monitoring.permissions import COORDINATE, REPORT

STEPS = {
    State.CONSOLIDATED.value: (actions.consolidate, _("The report was consolidated.")),
    State.APPROVED.value: (actions.approve, _("The report was approved.")),
    State.ACCEPTED.value: (actions.accept_report, _("The report was accepted. It is public now and counts.")),
}


@anonymous
def report(request: PageRequest, pk: int) -> HttpResponse:
    """One report as this reader may see it."""
    found = _found(request, pk)
    is_now = request.look.is_now
    step = found.next_step.outcome if found.next_step else ""
    context = {
        "trail": _trail(request, found),
        "report": found,
        "told": [_told(one) for one in found.story],
        "status": queries.status_of_state(found.state, is_overdue=found.is_late),
        "button": wording.STEP_BUTTONS.get(step, ""),
        "outcome": step,
        "may_write": is_now and found.may_take and found.is_editable,
        "may_take": is_now and found.may_take and not found.is_editable and not found.is_closed,
        "may_rate": is_now and request.actor.holds(COORDINATE) and not found.is_editable and found.may_coordinate,
        "may_repeat": _may_repeat(found),
    }
    return page(request, "monitoring/report.html", context)


def _found(request: PageRequest, pk: int) -> queries.ReportPage:
    found = queries.report_page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


def _trail(request: PageRequest, found: queries.ReportPage) -> list[Link]:
    look = request.look
    return [
        Link(_("Monitoring"), address("monitoring:periods", look=look)),
        Link(found.period.code, address("monitoring:period", found.period.pk, look=look)),
        Link(f"{found.element.code} · {found.organisation.abbreviation or found.organisation}"),
    ]


def _may_repeat(found: queries.ReportPage) -> bool:
    """Whether “no change” is offered: not when something was asked for, nor when a reason for lateness is needed."""
    is_new = found.state in {State.EXPECTED, State.DRAFT}
    return is_new and bool(found.previous_period) and not found.is_closed and not found.is_late


def _told(one: queries.Told) -> TimelineEntry:
    told = wording.TOLD[one.what] % {"reason": one.reason}
    with_reason = one.reason and one.what not in {"rated"}
    details = (Link(one.reason),) if with_reason else ()
    return TimelineEntry(clock.day_of(one.at), told, actor=one.by, recorded_at=one.at, details=details)


def _record(pk: int) -> Report:
    return Report.objects.select_related("period__plan", "element", "organisation").get(pk=pk)


@needs(REPORT)
def write(request: PageRequest, pk: int) -> HttpResponse:
    """Write the report, prefilled; keep it as a draft, or hand it in."""
    shown = _found(request, pk)
    if not shown.is_editable:
        return redirect("monitoring:report", pk)
    form = forms.ReportForm(
        request.POST or None,
        initial=_initial(request, shown),
        scale=shown.period.scale_id,
        indicators=tuple(one.row for one in shown.measured),
        late=shown.is_late,
    )
    if request.method == "POST":
        done = _written(request, pk, form)
        if done is not None:
            return done
    context = {
        "form": form,
        "report": shown,
        "trail": _trail(request, shown),
        "may_repeat": _may_repeat(shown),
    }
    return page(request, "monitoring/write.html", context, status=422 if form.is_bound else 200)


def _written(request: PageRequest, pk: int, form: forms.ReportForm) -> HttpResponse | None:
    """Keep what was typed, then hand it in if that was asked for; None when the form is to be shown again."""
    record = _record(pk)
    if submit(form, actions.save_draft, report=record, by=request.actor) is None:
        if form.is_stale:
            form.renew(record.version)
        return None
    if request.POST.get("do") != "hand_in":
        messages.success(request, _draft_kept(record, request))
        return redirect("monitoring:report", pk)
    try:
        actions.submit_report(
            report=record,
            by=request.actor,
            version=record.version,
            late_reason=form.cleaned_data.get("late_reason", ""),
        )
    except NotPermitted:
        raise
    except Refused as refused:
        # What was typed is kept as a draft already; the next attempt builds on it.
        for finding in refused.findings:
            form.add_error(form.field_of(finding), ValidationError(sentence(finding), code=finding.code))
        record.refresh_from_db()
        form.renew(record.version)
        return None
    messages.success(request, _("The report was handed in."))
    return redirect("monitoring:report", pk)


def _draft_kept(record: Report, request: PageRequest) -> Any:
    is_late = record.period.due is not None and request.look.day > record.period.due
    return (
        _("Kept as a late draft; it is not handed in yet.")
        if is_late
        else _("Kept as a draft; it is not handed in yet.")
    )


def _initial(request: PageRequest, shown: queries.ReportPage) -> dict[str, Any]:
    """What was written so far; else what was accepted last; a grade of another scale does not fit and is left open."""
    entry = shown.entry if shown.entry and shown.reads_drafts else None
    source = entry or (queries.last_accepted(_record(shown.id), request.look) if shown.previous_period else None)
    initial: dict[str, Any] = {"version": shown.version}
    if source is not None:
        initial |= {
            "grade": source.grade_id,
            "percent": source.percent,
            "text": source.text,
            "obstacles": source.obstacles,
            "evidence": forms.written_evidence(source.links),
            **{f"value_{indicator}": value.normalize() for indicator, value in source.values.items()},
        }
    return initial


@needs(REPORT)
@require_POST
def no_change(request: PageRequest, pk: int) -> HttpResponse:
    """Hand in that nothing has changed since the last accepted report."""
    _found(request, pk)
    reason = request.POST.get("late_reason", "")
    return _taken(request, pk, actions.no_change, _("Handed in: no change."), "monitoring:write", late_reason=reason)


@signed_in
@require_POST
def take_step(request: PageRequest, pk: int, outcome: str) -> HttpResponse:
    """Take the step of the chain that leads to `outcome`."""
    _found(request, pk)
    if outcome not in STEPS:
        raise Http404
    action, told = STEPS[outcome]
    return _taken(request, pk, action, told, "monitoring:report")


def _taken(request: PageRequest, pk: int, action: Any, told: Any, otherwise: str, **more: Any) -> HttpResponse:
    """Run the action on the version that was read; back to the report, or to `otherwise` with what stood against it."""
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    try:
        action(report=_record(pk), by=request.actor, version=version, **more)
    except NotPermitted:
        raise
    except Refused as refused:
        for finding in refused.findings:
            messages.error(request, sentence(finding))
        return redirect(otherwise, pk)
    messages.success(request, told)
    return redirect("monitoring:report", pk)


@signed_in
def give_back(request: PageRequest, pk: int) -> HttpResponse:
    """Return the report to the reporting body, with a reason."""
    shown = _found(request, pk)
    form = forms.ReturnForm(request.POST or None, initial={"version": shown.version})
    if request.method == "POST":
        if submit(form, actions.return_report, report=_record(pk), by=request.actor) is not None:
            messages.success(request, _("The report was returned."))
            return redirect("monitoring:report", pk)
        if form.is_stale:
            form.renew(shown.version)
    elif not shown.may_take or shown.is_editable:
        return redirect("monitoring:report", pk)
    context = {"form": form, "report": shown, "title": _("Return the report"), "send": _("Return it")}
    return page(request, "monitoring/form.html", context, status=422 if form.is_bound else 200)


@needs(COORDINATE)
def rate(request: PageRequest, pk: int) -> HttpResponse:
    """The reviewer's own rating of the progress."""
    shown = _found(request, pk)
    form = forms.RateForm(request.POST or None, scale=shown.period.scale_id)
    if request.method == "POST" and submit(form, actions.rate, report=_record(pk), by=request.actor) is not None:
        messages.success(request, _("The rating was recorded."))
        return redirect("monitoring:report", pk)
    context = {"form": form, "report": shown, "title": _("Rate the progress"), "send": _("Record the rating")}
    return page(request, "monitoring/form.html", context, status=422 if form.is_bound else 200)
