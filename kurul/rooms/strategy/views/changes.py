"""The forms that change plans: load, one action, back to the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound, day_before
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.strategy import actions, forms, queries
from kurul.rooms.strategy.models import Element, Indicator, Plan
from kurul.rooms.strategy.permissions import DETAIL_ACTIONS, KEEP_PLANS


@needs(KEEP_PLANS)
def draft_plan(request: PageRequest) -> HttpResponse:
    """Enter a new plan as a draft."""
    form = forms.DraftPlanForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.draft_plan, by=request.actor)
        if made is not None:
            messages.success(request, _("The draft was entered. Add its aims, objectives and actions."))
            return redirect("strategy:plan", made.pk)
    context = {"form": form, "title": _("Draft a plan"), "send": _("Enter the draft"), "offers_scheme": True}
    return page(request, "strategy/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_PLANS)
def define_scheme(request: PageRequest) -> HttpResponse:
    """Say how plans of one sort are built; then back to drafting one."""
    form = forms.SchemeForm(request.POST or None)
    if request.method == "POST" and submit(form, actions.define_scheme, by=request.actor) is not None:
        messages.success(request, _("Plans can now be built this way."))
        return redirect("strategy:draft_plan")
    context = {"form": form, "title": _("Define how plans are built"), "send": _("Record")}
    return page(request, "strategy/form.html", context, status=422 if form.is_bound else 200)


def _change(
    request: PageRequest,
    record: Plan | Element,
    form: KurulForm,
    action: Callable[..., Any],
    title: Text,
    **fixed: Any,
) -> HttpResponse:
    """The form of one change to a plan or element; back to its page when it is recorded."""
    route, name = ("strategy:plan", "plan") if isinstance(record, Plan) else ("strategy:element", "element")
    values = fixed or {name: record}
    if request.method == "POST":
        if submit(form, action, by=request.actor, **values) is not None:
            messages.success(request, _("Recorded."))
            return redirect(route, record.pk)
        if isinstance(form, VersionedForm) and form.is_stale:
            record.refresh_from_db(fields=["version"])
            form.renew(record.version)
    labels = queries.plan_labels if isinstance(record, Plan) else queries.element_labels
    context = {
        "form": form,
        "title": title,
        "send": _("Record"),
        "back": route,
        "record": record,
        "label": labels([record.pk])[record.pk],
    }
    return page(request, "strategy/form.html", context, status=422 if form.is_bound else 200)


def _plan(request: PageRequest, pk: int) -> Plan:
    found = visible_to(Plan.objects.all(), request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _element(request: PageRequest, pk: int) -> Element:
    found = visible_to(Element.objects.all(), request.actor).filter(pk=pk).select_related("plan", "tier").first()
    if found is None:
        raise Http404
    return found


@needs(KEEP_PLANS)
def adopt(request: PageRequest, pk: int) -> HttpResponse:
    """Record that a draft is in force."""
    plan = _plan(request, pk)
    form = forms.AdoptForm(request.POST or None, initial={"version": plan.version})
    return _change(request, plan, form, actions.adopt, _("Record the adoption"))


@needs(KEEP_PLANS)
def reword_plan(request: PageRequest, pk: int) -> HttpResponse:
    """Record another title or vision of a plan."""
    plan = _plan(request, pk)
    head = queries.head(pk, request.look, request.actor)
    now = {"title": head.title, "vision": head.vision} if head else {}
    form = forms.RewordPlanForm(request.POST or None, initial={"version": plan.version, **now})
    return _change(request, plan, form, actions.reword_plan, _("Record a new title or vision"))


@needs(KEEP_PLANS)
def name_coordinator(request: PageRequest, pk: int) -> HttpResponse:
    """Record who coordinates a plan."""
    plan = _plan(request, pk)
    form = forms.CoordinatorForm(request.POST or None, initial={"version": plan.version}, actor=request.actor)
    return _change(request, plan, form, actions.name_coordinator, _("Record who coordinates the plan"))


@needs(KEEP_PLANS)
def add_element(request: PageRequest, pk: int) -> HttpResponse:
    """Add an aim, objective or action to a plan."""
    plan = _plan(request, pk)
    tree = queries.tree(pk, request.look, request.actor)
    if tree is None:
        raise Http404
    under = request.GET.get("under", "")
    initial = {"parent": under if under.isascii() and under.isdigit() and len(under) < 19 else None}
    form = forms.AddElementForm(request.POST or None, initial=initial, plan=plan, tree=tree)
    return _change(request, plan, form, actions.add_element, _("Add to the plan"))


@needs(KEEP_PLANS)
def add_criterion(request: PageRequest, pk: int) -> HttpResponse:
    """Add a success criterion of a plan."""
    plan = _plan(request, pk)
    form = forms.MeasureForm(request.POST or None, initial={"version": plan.version})
    return _change(request, plan, form, actions.add_criterion, _("Add a success criterion"))


@needs(KEEP_PLANS)
def reword(request: PageRequest, pk: int) -> HttpResponse:
    """Record another wording of an element from a day on."""
    element = _element(request, pk)
    form = forms.RewordForm(request.POST or None, initial=_wording_now(request, element))
    return _change(request, element, form, actions.reword, _("Record a new wording"))


@needs(KEEP_PLANS)
def correct_wording(request: PageRequest, pk: int) -> HttpResponse:
    """Correct a wording that was entered wrongly."""
    element = _element(request, pk)
    form = forms.CorrectWordingForm(request.POST or None, initial=_wording_now(request, element))
    day = Bound.on(request.look.day)
    return _change(request, element, form, actions.correct_wording, _("Correct the wording"), element=element, day=day)


def _wording_now(request: PageRequest, element: Element) -> dict[str, Any]:
    words = queries.words(request.look, element_id=element.pk).get(element.pk, queries.Words())
    return {"version": element.version, "title": words.title, "summary": words.summary}


@needs(KEEP_PLANS)
def set_dates(request: PageRequest, pk: int) -> HttpResponse:
    """Record when an action is planned to run."""
    element = _element(request, pk)
    form = forms.SetDatesForm(request.POST or None, initial=_dates_now(request, element))
    return _change(request, element, form, actions.set_dates, _("Record the dates"))


@needs(KEEP_PLANS)
def correct_dates(request: PageRequest, pk: int) -> HttpResponse:
    """Correct dates that were entered wrongly."""
    element = _element(request, pk)
    form = forms.CorrectDatesForm(request.POST or None, initial=_dates_now(request, element))
    day = Bound.on(request.look.day)
    return _change(request, element, form, actions.correct_dates, _("Correct the dates"), element=element, day=day)


def _dates_now(request: PageRequest, element: Element) -> dict[str, Any]:
    initial: dict[str, Any] = {"version": element.version}
    dates = queries.dates(request.look, element_id=element.pk).get(element.pk)
    if dates is not None:
        said = {True: "yes", False: "no", None: ""}
        first, last = dates.planned.start, day_before(dates.planned.end)
        initial |= {
            "planned_first": first if first != Bound.unknown() else None,
            "planned_last": last if last != Bound.unknown() else None,
            "continues_after": said[dates.continues_after],
            "needs_budget": said[dates.needs_budget],
        }
    return initial


def _simple(
    request: PageRequest, pk: int, form_class: type[VersionedForm], action: Callable[..., Any], title: Text
) -> HttpResponse:
    """The form of a change that shows nothing of what holds now."""
    element = _element(request, pk)
    form = form_class(request.POST or None, initial={"version": element.version}, actor=request.actor)
    return _change(request, element, form, action, title)


@needs(KEEP_PLANS)
def involve(request: PageRequest, pk: int) -> HttpResponse:
    """Record that a body takes part in an action."""
    return _simple(request, pk, forms.InvolveForm, actions.involve, _("Record a body that takes part"))


@needs(KEEP_PLANS)
def uninvolve(request: PageRequest, pk: int) -> HttpResponse:
    """Record that a body takes part no more."""
    return _simple(request, pk, forms.UninvolveForm, actions.uninvolve, _("Record that a body takes part no more"))


@needs(KEEP_PLANS)
def take_out(request: PageRequest, pk: int) -> HttpResponse:
    """Record that an element leaves the plan."""
    return _simple(request, pk, forms.TakeOutForm, actions.take_out, _("Take it out of the plan"))


@needs(DETAIL_ACTIONS)
def add_step(request: PageRequest, pk: int) -> HttpResponse:
    """Add a step of an action."""
    return _simple(request, pk, forms.StepForm, actions.add_step, _("Add a step"))


@needs(DETAIL_ACTIONS)
def add_indicator(request: PageRequest, pk: int) -> HttpResponse:
    """Add an indicator of an action."""
    return _simple(request, pk, forms.MeasureForm, actions.add_indicator, _("Add an indicator"))


@needs(DETAIL_ACTIONS)
def set_target(request: PageRequest, pk: int) -> HttpResponse:
    """Set a target of an indicator, or of a success criterion."""
    rows = visible_to(Indicator.objects.all(), request.actor).select_related("plan", "element__plan", "element__tier")
    indicator = rows.filter(pk=pk).first()
    if indicator is None:
        raise Http404
    record = indicator.element or indicator.plan
    form = forms.TargetForm(request.POST or None, initial={"version": record.version})
    return _change(request, record, form, actions.set_target, _("Set a target"), indicator=indicator)
