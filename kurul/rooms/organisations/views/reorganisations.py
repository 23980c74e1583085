"""Reorganisations: drafted, filled with steps, looked at as they would be, applied as one or withdrawn."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted, Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import actions, forms, queries
from kurul.rooms.organisations.models import (
    ChangeKind,
    Reorganisation,
    ReorganisationState,
    ReorganisationStep,
)
from kurul.rooms.organisations.permissions import KEEP_REGISTRY, can_found, scope_of
from kurul.rooms.organisations.tables import ReorganisationTable
from kurul.rooms.organisations.views.reorganisation_log import in_words
from kurul.rooms.organisations.views.steps_told import STEP_WORDS, numbers_in, said_of
from kurul.rooms.organisations.wording import CHANGES, CHOICES

PAGE = "organisations:reorganisation"
KIND = "organisations.reorganisation"


@anonymous
def reorganisations(request: PageRequest) -> HttpResponseBase:
    """The reorganisations: those applied for everybody, drafts for those who keep the registry there."""
    rows = queries.reorganisations(request.look, request.actor)
    table = ReorganisationTable(rows, request=request, caption=gettext_lazy("Reorganisations"))
    if (file := exports.asked(request, table)) is not None:
        return file
    may_draft = request.actor.holds(KEEP_REGISTRY) and request.look.is_now
    return page(request, "organisations/reorganisations.html", {"table": table, "may_draft": may_draft})


@needs(KEEP_REGISTRY)
def new_reorganisation(request: PageRequest) -> HttpResponse:
    """Begin a reorganisation."""
    form = forms.ReorganisationForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.draft, by=request.actor)
        if made is not None:
            messages.success(request, _("The draft was begun. Add its steps."))
            return redirect(PAGE, made.pk)
    back = Link(_("Reorganisations"), address("organisations:reorganisations"))
    context = {"form": form, "title": _("Prepare a reorganisation"), "send": _("Begin"), "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


def _found(request: PageRequest, pk: int) -> Reorganisation:
    found = queries.reorganisation(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


def draft_of(request: PageRequest, pk: int) -> Reorganisation:
    """The draft, for who may change it."""
    found = _found(request, pk)
    if found.state != ReorganisationState.DRAFT or not _may_prepare(request, found):
        raise Http404
    return found


def _may_prepare(request: PageRequest, found: Reorganisation) -> bool:
    above = queries.with_those_above(found.under_id, Look.today())
    return can_found(request.actor, above).allowed


@anonymous
def reorganisation(request: PageRequest, pk: int) -> HttpResponse:
    """One reorganisation: its steps, or what came of it."""
    found = _found(request, pk)
    steps = queries.steps_of(pk, request.actor)
    state = found.as_known(request.look.known_at)
    is_draft = state == ReorganisationState.DRAFT
    above = queries.with_those_above(found.under_id, Look.today())
    may_prepare = request.look.is_now and can_found(request.actor, above).allowed
    may_change = may_prepare and is_draft
    scopes = [scope_of(number) for number in above]
    context = {
        "found": found,
        "trail": _trail(request, found, is_last=True),
        "steps": _told(steps, Look(found.day.latest)),
        "events": queries.events_of_reorganisation(pk, request.look, request.actor) if not is_draft else (),
        "is_draft": is_draft,
        "may_change": may_change,
        "may_take_back": may_prepare and state == ReorganisationState.APPLIED,
        "reason": found.reason if state != ReorganisationState.APPLIED else "",
        "status": f"organisations.{state}",
        "basis": Link(str(found.instrument), address("law:instrument", found.instrument.pk))
        if found.instrument
        else None,
        "under": queries.labels([found.under_id]).get(found.under_id, "") if found.under_id else "",
        "choices": _choices(found) if may_change else [],
        "history": in_words(
            history(Ref(KIND, pk), request.actor, known_at=request.look.known_at, scopes=scopes),
            Look(found.day.latest),
        ),
    }
    return page(request, "organisations/reorganisation.html", context)


def _trail(request: PageRequest, found: Reorganisation, *, is_last: bool) -> list[Link]:
    top = Link(_("Reorganisations"), address("organisations:reorganisations", look=request.look))
    return [top, Link(str(found.title), "" if is_last else address(PAGE, found.pk))]


def _choices(found: Reorganisation) -> list[dict[str, Any]]:
    return [
        {"label": CHOICES[kind], "text": text, "url": address("organisations:add_step", found.pk, kind)}
        for kind, text in CHANGES.items()
    ]


def _told(steps: Iterable[ReorganisationStep], look: Look) -> list[dict[str, Any]]:
    """The steps as sentences: which bodies, and what of them."""
    listed = list(steps)
    numbers = {number for step in listed for number in numbers_in(step.arguments)}
    names = queries.told_apart(numbers, look)
    return [
        {
            "step": step,
            "is_first": index == 0,
            "is_last": index == len(listed) - 1,
            "label": ChangeKind(step.kind).label,
            "lines": [
                (label, said)
                for name, label in STEP_WORDS.items()
                if name in step.arguments and (said := said_of(step.arguments[name], names))
            ],
        }
        for index, step in enumerate(listed)
    ]


@needs(KEEP_REGISTRY)
def revise(request: PageRequest, pk: int) -> HttpResponse:
    """Change title, day, legal basis or note of a draft."""
    found = draft_of(request, pk)
    initial = {
        "title": found.title,
        "day": found.day,
        "instrument": found.instrument,
        "note": found.note,
        "version": found.version,
    }
    form = forms.ReviseForm(request.POST or None, initial=initial, actor=request.actor)
    return _edit(request, found, form, actions.revise, _("Revise the draft"), _("Save"))


@needs(KEEP_REGISTRY)
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw a draft."""
    found = draft_of(request, pk)
    form = forms.WithdrawDraftForm(request.POST or None, initial={"version": found.version}, actor=request.actor)
    return _edit(request, found, form, actions.withdraw, _("Withdraw the draft"), pgettext("of bodies", "Withdraw"))


@needs(KEEP_REGISTRY)
def take_back(request: PageRequest, pk: int) -> HttpResponse:
    """Take back what an applied reorganisation brought, all or nothing."""
    found = _found(request, pk)
    if found.state != ReorganisationState.APPLIED or not _may_prepare(request, found):
        raise Http404
    form = forms.TakeBackForm(request.POST or None, initial={"version": found.version}, actor=request.actor)
    lead = _(
        "Its changes are withdrawn as one, the last one first, and what they ended goes on. If one cannot be, all stay."
    )
    return _edit(request, found, form, actions.take_back, _("Take the reorganisation back"), _("Take back"), lead=lead)


def _edit(
    request: PageRequest,
    found: Reorganisation,
    form: VersionedForm,
    action: Any,
    title: str,
    send: str,
    *,
    lead: str = "",
) -> HttpResponse:
    if request.method == "POST":
        if submit(form, action, reorganisation=found, by=request.actor) is not None:
            messages.success(request, _("Recorded."))
            return redirect(PAGE, found.pk)
        if form.is_stale:
            form.renew(Reorganisation.objects.get(pk=found.pk).version)
    back = Link(str(found.title), address(PAGE, found.pk))
    context = {"form": form, "title": title, "lead": lead, "send": send, "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


# --- preview and decision ---------------------------------------------------------------------------------------------


@needs(KEEP_REGISTRY)
def preview(request: PageRequest, pk: int) -> HttpResponse:
    """What would come of it: every step carried out, looked at, and taken back. Nothing is kept.

    Only on demand, for it writes. Who comes by another language, appearance or day is led to the draft.
    """
    if request.method != "POST":
        return redirect(address(PAGE, pk, look=request.look))
    found = draft_of(request, pk)
    rehearsal = actions.rehearse(reorganisation=found, by=request.actor)
    steps = [outcome.step for outcome in rehearsal.outcomes]
    told = {one["step"].order: one for one in _told(steps, Look(found.day.latest))}
    context = {
        "found": found,
        "trail": [*_trail(request, found, is_last=False), Link(_("Preview"))],
        "is_sound": rehearsal.is_sound and bool(rehearsal.outcomes),
        "conflicts": [sentence(finding) for finding in rehearsal.conflicts],
        "has_changed": any(one.code == "organisations.changed_since_draft" for one in rehearsal.conflicts),
        "outcomes": [_shown(outcome, told[outcome.step.order], rehearsal.names) for outcome in rehearsal.outcomes],
    }
    return page(request, "organisations/preview.html", context)


def _shown(outcome: actions.Outcome, told: dict[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    def named(numbers: Iterable[int]) -> list[str]:
        return sorted(names.get(number, f"#{number}") for number in numbers)

    return {
        **told,
        "problems": [sentence(finding) for finding in outcome.findings],
        "ends": named(outcome.ends),
        "begins": named(outcome.begins),
        "moves": named(outcome.moves),
        "lost": [_consequence(one) for one in outcome.lost],
        "along": [_consequence(one) for one in outcome.along],
        "gone": [_consequence(one) for one in outcome.gone],
        "come": [_consequence(one) for one in outcome.come],
    }


def _consequence(one: queries.Consequence) -> dict[str, Any]:
    return {"row": one, "url": address(one.route, one.pk) if one.route else ""}


@needs(KEEP_REGISTRY)
@require_POST
def apply(request: PageRequest, pk: int) -> HttpResponse:
    """Apply all steps as one, or none."""
    return run_on(request, draft_of(request, pk), _("The reorganisation was applied."), actions.apply)


@needs(KEEP_REGISTRY)
@require_POST
def take_as_they_are(request: PageRequest, pk: int) -> HttpResponse:
    """Take the bodies that changed since the draft as they now are."""
    return run_on(request, draft_of(request, pk), _("The bodies are taken as they are now."), actions.take_as_they_are)


def run_on(request: PageRequest, found: Reorganisation, done: str, action: Any, **given: Any) -> HttpResponse:
    """Run an action on the version that was seen; back to the reorganisation's page, with what was objected to."""
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    about = given or {"reorganisation": found}
    try:
        action(**about, version=version, by=request.actor)
    except NotPermitted:
        raise
    except Refused as refused:
        for finding in refused.findings:
            messages.error(request, _sentence(finding))
    else:
        messages.success(request, done)
    return redirect(PAGE, found.pk)


def _sentence(finding: Finding) -> str:
    return sentence(finding)
