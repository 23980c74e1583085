"""Numbers of a body, and the schemes that they belong to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.organisations import actions, forms, queries, wording
from kurul.rooms.organisations.models import Identifier, Organisation
from kurul.rooms.organisations.permissions import KEEP_REGISTRY


def _organisation(request: PageRequest, pk: int) -> Organisation:
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _shown(request: PageRequest, form: Any, title: Any, send: Any, organisation: Organisation) -> HttpResponse:
    name = queries.labels([organisation.pk]).get(organisation.pk, "")
    back = Link(name, address("organisations:organisation", organisation.pk))
    context = {"form": form, "title": title, "send": send, "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_REGISTRY)
def add_identifier(request: PageRequest, pk: int) -> HttpResponse:
    """Enter a number that a body bears."""
    body = _organisation(request, pk)
    form = forms.IdentifierForm(
        request.POST or None, initial={"version": body.version, "first_day": "?"}, actor=request.actor
    )
    if (
        request.method == "POST"
        and submit(form, actions.add_identifier, organisation=body, by=request.actor) is not None
    ):
        messages.success(request, _("The number was entered."))
        return redirect("organisations:organisation", pk)
    return _shown(request, form, _("Enter a number"), _("Enter"), body)


def _identifier(pk: int, identifier_pk: int) -> Identifier:
    rows = Identifier.objects.known_at().select_related("organisation", "instrument")
    found = rows.filter(pk=identifier_pk, organisation=pk).first()
    if found is None:
        raise Http404
    return found


@needs(KEEP_REGISTRY)
def correct_identifier(request: PageRequest, pk: int, identifier_pk: int) -> HttpResponse:
    """Correct a number that was entered wrongly."""
    row = _identifier(pk, identifier_pk)
    last = Bound.open() if row.period.end.is_open else row.period.last_day
    initial = {"value": row.value, "first_day": row.period.start, "last_day": last, "instrument": row.instrument}
    form = forms.CorrectIdentifierForm(request.POST or None, initial=initial, actor=request.actor)
    if (
        request.method == "POST"
        and submit(form, actions.correct_identifier, identifier=row, by=request.actor) is not None
    ):
        messages.success(request, _("Corrected."))
        return redirect("organisations:organisation", pk)
    return _shown(request, form, _("Correct the number"), _("Correct"), row.organisation)


@needs(KEEP_REGISTRY)
def end_identifier(request: PageRequest, pk: int, identifier_pk: int) -> HttpResponse:
    """Record that a number is no longer borne."""
    row = _identifier(pk, identifier_pk)
    form = forms.EndIdentifierForm(
        request.POST or None, initial={"version": row.organisation.version}, actor=request.actor
    )
    if request.method == "POST":
        if submit(form, actions.end_identifier, identifier=row, by=request.actor) is not None:
            messages.success(request, _("Recorded."))
            return redirect("organisations:organisation", pk)
        if form.is_stale:
            form.renew(Organisation.objects.get(pk=pk).version)
    return _shown(request, form, _("End the number"), _("Record"), row.organisation)


@anonymous
def schemes(request: PageRequest) -> HttpResponse:
    """The schemes of numbers that there are, how each is checked, and how many bodies bear one."""
    rows = [
        {"scheme": scheme, "check": wording.CHECKS.get(scheme.check_rule, ""), "count": count}
        for scheme, count in queries.schemes(request.look)
    ]
    context = {"rows": rows, "may_define": request.actor.may(KEEP_REGISTRY).allowed and request.look.is_now}
    return page(request, "organisations/schemes.html", context)


@needs(KEEP_REGISTRY)
def new_scheme(request: PageRequest) -> HttpResponse:
    """Define a scheme of numbers."""
    form = forms.SchemeForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and submit(form, actions.define_scheme, by=request.actor) is not None:
        messages.success(request, _("The scheme was defined."))
        return redirect("organisations:schemes")
    return _scheme_form(request, form, _("Define a scheme of numbers"))


@needs(KEEP_REGISTRY)
def scheme(request: PageRequest, code: str) -> HttpResponse:
    """Define a scheme anew."""
    found = next((one for one, _count in queries.schemes(request.look) if one.code == code), None)
    if found is None:
        raise Http404
    initial = {
        "name": found.name,
        "uri_template": found.uri_template,
        "check_rule": found.check_rule,
        "is_one_per_body": found.is_one_per_body,
    }
    form = forms.SchemeForm(request.POST or None, initial=initial, fixed_code=True, actor=request.actor)
    if request.method == "POST" and submit(form, actions.define_scheme, code=code, by=request.actor) is not None:
        messages.success(request, _("The scheme was defined."))
        return redirect("organisations:schemes")
    return _scheme_form(request, form, str(found))


def _scheme_form(request: PageRequest, form: Any, title: Any) -> HttpResponse:
    back = Link(_("Schemes of numbers"), address("organisations:schemes"))
    context = {"form": form, "title": title, "send": _("Save"), "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)
