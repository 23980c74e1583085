"""What the forms of this room share: the record that is held, and one change to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.law import queries
from kurul.rooms.law.models import Instrument, Provision


def held_instrument(request: PageRequest, pk: int) -> Instrument:
    """The instrument of a form; raises Http404."""
    held = queries.instrument_to_change(pk, request.actor)
    if held is None:
        raise Http404
    return held


def held_provision(request: PageRequest, pk: int) -> Provision:
    """The provision of a form; raises Http404."""
    held = queries.provision_to_change(pk, request.actor)
    if held is None:
        raise Http404
    return held


def change(
    request: PageRequest,
    held: Instrument,
    form: KurulForm,
    action: Callable[..., Any],
    title: Text,
    *,
    provision: Provision | None = None,
    lead: Text = "",
    **subject: Any,
) -> HttpResponse:
    """The form of one change; back to the page of the provision or instrument when it is recorded.

    `subject` is what the action is given beside what the form holds; actions that return nothing are done all the same.
    """
    back = reverse("law:provision", args=[provision.pk]) if provision else reverse("law:instrument", args=[held.pk])
    if request.method == "POST":
        done = submit(form, _telling(action), by=request.actor, **subject)
        if done:
            messages.success(request, _("Recorded."))
            return redirect(back)
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(held.version)
    about = str(held)
    if provision is not None:
        about = queries.cited([provision], request.look)[provision.pk]
    context = {"form": form, "about": about, "back": back, "title": title, "lead": lead, "send": _("Record")}
    return page(request, "law/form.html", context, status=422 if form.is_bound else 200)


def _telling(action: Callable[..., Any]) -> Callable[..., bool]:
    """The same action, which tells that it was done."""

    def told(**arguments: Any) -> bool:
        action(**arguments)
        return True

    return told
