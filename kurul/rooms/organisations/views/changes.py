"""Change events: the list, the page of one, and what is corrected or withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.rooms.organisations import actions, forms, queries
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    Classification,
    Completeness,
    Existence,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.permissions import KEEP_REGISTRY, can_keep
from kurul.rooms.organisations.tables import ChangeTable


@anonymous
def changes(request: PageRequest) -> HttpResponseBase:
    """What happened to bodies, and what is to come; those without a legal basis can be looked at alone."""
    kind = request.GET.get("kind", "")
    filters = queries.ChangeFilters(
        kind if kind in ChangeKind.values else "", without_instrument=bool(request.GET.get("without"))
    )

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Change, ...]:
        key = order[0] if order else "-day"
        return queries.changes(filters, request.look, request.actor, order=key, start=start, size=stop - start)

    table = ChangeTable(
        Rows(fetch, queries.how_many_changes(filters, request.look, request.actor)),
        request=request,
        caption=_("Changes of bodies"),
    )
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"table": table, "filters": filters, "kinds": ChangeKind.choices}
    return page(request, "organisations/changes.html", context, fragment="organisations/_changes.html")


@anonymous
def change(request: PageRequest, pk: int) -> HttpResponse:
    """One change: what was there before and after it, its legal basis, what it caused."""
    found = queries.change_page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    may_keep = request.actor.holds(KEEP_REGISTRY) and request.look.is_now and not found.is_superseded
    instrument = found.change.instrument
    context = {
        "found": found,
        "change": found.change,
        "trail": [Link(_("Changes"), address("organisations:changes", look=request.look)), Link(found.change.label)],
        "basis": Link(str(instrument), address("law:instrument", instrument.pk)) if instrument else None,
        "may_keep": may_keep and found.cause is None and _may_mend(request, found),
    }
    return page(request, "organisations/change.html", context)


def _may_mend(request: PageRequest, found: queries.ChangePage) -> bool:
    bodies = {*found.change.before, *found.change.after}
    return all(can_keep(request.actor, queries.with_those_above(body, request.look)).allowed for body in bodies)


def _event(request: PageRequest, pk: int) -> ChangeEvent:
    rows = visible_to(ChangeEvent.objects.known_at(), request.actor).select_related("instrument")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@needs(KEEP_REGISTRY)
def correct_change(request: PageRequest, pk: int) -> HttpResponse:
    """Correct the day, the legal basis or the note of a change."""
    event = _event(request, pk)
    initial = {"day": event.day, "instrument": event.instrument, "note": event.note}
    form = forms.CorrectEventForm(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST":
        corrected = submit(form, actions.correct_event, event=event, by=request.actor)
        if corrected is not None:
            messages.success(request, _("Corrected; what the change had written follows it."))
            return redirect("organisations:change", corrected.pk)
    return _form(request, form, _("Correct the change"), _("Correct"), Link(event.get_kind_display(), _url(event)))


@needs(KEEP_REGISTRY)
def withdraw_change(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw a change that never took place."""
    event = _event(request, pk)
    body = event.parts.order_by("side", "pk").first()
    form = forms.WithdrawForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        submit(form, actions.withdraw_event, event=event, by=request.actor)
        if form.is_valid() and not form.errors:
            messages.success(request, _("Withdrawn; everything stands as if it had never been recorded."))
            still_there = body is not None and queries.page(body.organisation_id, request.look, request.actor)
            return (
                redirect("organisations:organisation", body.organisation_id)
                if still_there and body is not None
                else redirect("organisations:changes")
            )
    lead = _("What it wrote is taken back, and what it ended goes on. The log keeps that it was recorded.")
    return _form(
        request,
        form,
        _("Withdraw the change"),
        pgettext_lazy("of bodies", "Withdraw"),
        Link(event.get_kind_display(), _url(event)),
        lead,
    )


def _url(event: ChangeEvent) -> str:
    return address("organisations:change", event.pk)


def _form(
    request: PageRequest, form: KurulForm, title: Any, send: Any, back: Link, lead: Any = "", never: str = ""
) -> HttpResponse:
    context = {"form": form, "title": title, "send": send, "back": back, "lead": lead, "never": never}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


# --- single entries ---------------------------------------------------------------------------------------------------

FACTS: Mapping[str, tuple[type[OrganisationFact], type[forms.CorrectFactForm], Any]] = {
    "existence": (Existence, forms.CorrectExistenceForm, _("Correct when it exists")),
    "classification": (Classification, forms.CorrectClassificationForm, _("Correct kind or level")),
    "placement": (Placement, forms.CorrectPlacementForm, _("Correct under which body it stands")),
}


def _fact(model: type[OrganisationFact], pk: int, fact_pk: int) -> Any:
    rows = model._default_manager.known_at().select_related("instrument")
    found = rows.filter(pk=fact_pk, organisation=pk).first()
    if found is None:
        raise Http404
    return found


@needs(KEEP_REGISTRY)
def correct_fact(request: PageRequest, pk: int, sort: str, fact_pk: int) -> HttpResponse:
    """Correct one entry about a body that was wrong, with its reason."""
    if sort not in FACTS:
        raise Http404
    model, form_class, title = FACTS[sort]
    row = _fact(model, pk, fact_pk)
    period = row.period
    last = Bound.open() if period.end.is_open else period.last_day
    own = {name: getattr(row, name) for name in form_class.columns}
    initial = {"first_day": period.start, "last_day": last, "instrument": row.instrument, **own}
    form = form_class(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST" and submit(form, actions.correct_fact, fact=row, by=request.actor) is not None:
        messages.success(request, _("Corrected."))
        return redirect("organisations:organisation", pk)
    never = address("organisations:withdraw_fact", pk, sort, fact_pk) if sort in WITHDRAWN else ""
    return _form(request, form, title, _("Correct"), _body(request, pk), never=never)


# What may be withdrawn as if it had never been so; that a body existed is withdrawn with its founding.
WITHDRAWN: Mapping[str, type[OrganisationFact]] = {
    "classification": Classification,
    "placement": Placement,
    "completeness": Completeness,
}


@needs(KEEP_REGISTRY)
def withdraw_fact(request: PageRequest, pk: int, sort: str, fact_pk: int) -> HttpResponse:
    """Withdraw one entry about a body that was never so."""
    if sort not in WITHDRAWN:
        raise Http404
    row = _fact(WITHDRAWN[sort], pk, fact_pk)
    form = forms.WithdrawForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        submit(form, actions.withdraw_fact, fact=row, by=request.actor)
        if form.is_valid() and not form.errors:
            messages.success(request, _("Withdrawn."))
            return redirect("organisations:organisation", pk)
    return _form(request, form, _("Withdraw the entry"), pgettext_lazy("of bodies", "Withdraw"), _body(request, pk))


def _body(request: PageRequest, pk: int) -> Link:
    found = queries.page(pk, request.look, request.actor, language=active_language(), whole=False)
    if found is None:
        raise Http404
    return Link(str(found.name), address("organisations:organisation", pk))
