"""The steps of a reorganisation: added, edited, put into another order, left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.organisations import actions, forms, queries
from kurul.rooms.organisations.models import ChangeKind, Organisation, Reorganisation, ReorganisationStep
from kurul.rooms.organisations.permissions import KEEP_REGISTRY
from kurul.rooms.organisations.views.reorganisations import PAGE, draft_of, run_on
from kurul.rooms.organisations.views.steps_told import said_of
from kurul.rooms.organisations.wording import CHANGES, CHOICES


@needs(KEEP_REGISTRY)
def add_step(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """Add a step: first which body it is about, then the form of that change."""
    found = draft_of(request, pk)
    if kind not in ChangeKind.values:
        raise Http404
    subject, shown = None, None
    if kind != ChangeKind.FOUNDED:
        subject, asking = _subject(request)
        if subject is None:
            return _which_body(request, found, kind, asking)
        shown = queries.page(subject.pk, request.look, request.actor)
        if shown is None:
            raise Http404
    form = _form(request, kind, shown, queries.steps_of(pk, request.actor), _initial(kind, shown))
    if request.method == "POST":
        given = {"reorganisation": found, "change": ChangeKind(kind), "version": found.version, "by": request.actor}
        about = {"organisation": subject} if subject else {}
        if submit(form, actions.add_step, **given, **about) is not None:
            messages.success(request, _("The step was added."))
            return redirect(PAGE, pk)
    return _asked(request, found, kind, shown, form, CHOICES[kind], _("Add the step"))


@needs(KEEP_REGISTRY)
def edit_step(request: PageRequest, pk: int, order: int) -> HttpResponse:
    """Edit a step in the form in which it was added; the body that it is about stays."""
    found = draft_of(request, pk)
    step = _step(found, order)
    number = step.arguments.get("organisation", {}).get("body")
    shown = queries.page(number, request.look, request.actor) if number else None
    if number and shown is None:
        raise Http404
    before = [one for one in queries.steps_of(pk, request.actor) if one.order < order]
    initial = {**forms.filled_in(step), "version": found.version}
    form = _form(request, step.kind, shown, before, initial, versioned=True)
    if request.method == "POST":
        if submit(form, actions.revise_step, step=step, by=request.actor) is not None:
            messages.success(request, _("The step was revised."))
            return redirect(at_step(found, order))
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(Reorganisation.objects.get(pk=pk).version)
    title = _("Step %(order)s: %(change)s") % {"order": order, "change": CHOICES[step.kind]}
    return _asked(request, found, step.kind, shown, form, title, _("Save"))


def _form(
    request: PageRequest,
    kind: str,
    shown: queries.Page | None,
    before: Iterable[ReorganisationStep],
    initial: Mapping[str, Any],
    *,
    versioned: bool = False,
) -> KurulForm:
    """The form of a step that comes after those `before` it."""
    return forms.step_form(
        kind,
        request.POST or None,
        made=list(_made(before)),
        parts=[(sub.organisation.id, str(sub.organisation)) for sub in shown.parts] if shown else (),
        actor=request.actor,
        initial=initial,
        versioned=versioned,
    )


def _asked(
    request: PageRequest,
    found: Reorganisation,
    kind: str,
    shown: queries.Page | None,
    form: KurulForm,
    title: Text,
    send: Text,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": f"{shown.name}. {CHANGES[kind]}" if shown else CHANGES[kind],
        "send": send,
        "back": Link(str(found.title), address(PAGE, found.pk)),
    }
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


def _subject(request: PageRequest) -> tuple[Organisation | None, forms.StepKindForm]:
    asking = forms.StepKindForm(request.GET if "organisation" in request.GET else None, actor=request.actor)
    return (asking.cleaned_data["organisation"] if asking.is_bound and asking.is_valid() else None), asking


def _which_body(request: PageRequest, found: Reorganisation, kind: str, asking: forms.StepKindForm) -> HttpResponse:
    context = {
        "form": asking,
        "title": CHOICES[kind],
        "lead": CHANGES[kind],
        "back": Link(str(found.title), address(PAGE, found.pk)),
    }
    return page(request, "organisations/which_body.html", context, status=422 if asking.is_bound else 200)


def _initial(kind: str, shown: queries.Page | None) -> dict[str, Any]:
    if shown is None:
        return {}
    match kind:
        case ChangeKind.RENAMED:
            return {"name": shown.name.name, "abbreviation": shown.name.abbreviation}
        case ChangeKind.RECLASSIFIED | ChangeKind.MERGED:
            return {"kind": shown.kind, "level": shown.level}
        case ChangeKind.SPLIT:
            return {"kind_1": shown.kind, "kind_2": shown.kind}
    return {}


def _made(steps: Iterable[ReorganisationStep]) -> Iterable[tuple[actions.MadeBody, str]]:
    """The bodies that the steps so far would make, with their names."""
    for step in steps:
        new = step.arguments.get("new") or step.arguments.get("into") or []
        for place, one in enumerate(new if isinstance(new, list) else [new]):
            yield actions.MadeBody(step.order, place), said_of(one["new"]["name"], {})


def _step(found: Reorganisation, order: int) -> ReorganisationStep:
    step = found.steps.filter(order=order).first()
    if step is None:
        raise Http404
    return step


def at_step(found: Reorganisation, order: int) -> str:
    """The address of the reorganisation's page at one of its steps, where the keyboard then goes on."""
    return f"{address(PAGE, found.pk)}#step-{order}"


@needs(KEEP_REGISTRY)
@require_POST
def move_step(request: PageRequest, pk: int, order: int, way: str) -> HttpResponse:
    """Let a step change places with the one before it, or after it; back to where it now stands, or stayed."""
    found = draft_of(request, pk)
    step = _step(found, order)
    answer = run_on(
        request,
        found,
        _("The steps were put into another order."),
        actions.move_step,
        step=step,
        earlier=way == "earlier",
    )
    now = found.steps.filter(pk=step.pk).first()  # somebody may have left it out meanwhile
    return redirect(at_step(found, now.order)) if now else answer


@needs(KEEP_REGISTRY)
@require_POST
def drop_step(request: PageRequest, pk: int, order: int) -> HttpResponse:
    """Leave a step out."""
    found = draft_of(request, pk)
    return run_on(request, found, _("The step was left out."), actions.drop_step, step=_step(found, order))
