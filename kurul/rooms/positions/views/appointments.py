"""Appointing, ending, correcting, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.people.public import KEEP_PEOPLE, names_of
from kurul.rooms.positions import actions, forms, queries
from kurul.rooms.positions.models import Appointment, Post
from kurul.rooms.positions.permissions import APPOINT
from kurul.rooms.positions.views.lines import about_post

PAGE = "positions:post"


@needs(APPOINT)
def appoint(request: PageRequest, pk: int) -> HttpResponse:
    """Record that somebody holds the post."""
    post = visible_to(Post.objects.all(), request.actor).filter(pk=pk).first()
    if post is None:
        raise Http404
    form = forms.AppointmentForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and submit(form, actions.appoint, post=post, by=request.actor) is not None:
        messages.success(request, _("The appointment was recorded."))
        return redirect(PAGE, pk)
    return _form(request, form, pk, _("Record an appointment"))


@needs(APPOINT)
def end(request: PageRequest, pk: int, appointment_pk: int) -> HttpResponse:
    """Record that a holder left or will leave."""
    held = _held(request, pk, appointment_pk)
    form = forms.EndForm(request.POST or None)
    if request.method == "POST":
        ended = submit(form, actions.end_appointment, appointment=held, by=request.actor)
        if ended is not None:
            messages.success(request, _("Recorded."))
            return redirect(PAGE, pk)
    return _form(request, form, pk, _("Record the end of the appointment"), held)


@needs(APPOINT)
def correct(request: PageRequest, pk: int, appointment_pk: int) -> HttpResponse:
    """Correct an appointment that was entered wrongly."""
    held = _held(request, pk, appointment_pk)
    form = forms.CorrectForm(request.POST or None, initial=_said(held), actor=request.actor)
    if request.method == "POST":
        corrected = submit(form, actions.correct_appointment, appointment=held, by=request.actor)
        if corrected is not None:
            messages.success(request, _("Corrected. What was held before stays readable in the history."))
            return redirect(PAGE, pk)
    return _form(request, form, pk, _("Correct the appointment"), held)


@needs(APPOINT)
def withdraw(request: PageRequest, pk: int, appointment_pk: int) -> HttpResponse:
    """Withdraw an appointment that never was."""
    held = _held(request, pk, appointment_pk)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST":
        # Withdrawing gives nothing back: what tells a refusal is the form.
        submit(form, actions.withdraw_appointment, appointment=held, by=request.actor)
        if form.is_valid():
            messages.success(request, _("Withdrawn. It stays readable in the history."))
            return redirect(PAGE, pk)
    return _form(request, form, pk, _("Withdraw the appointment"), held)


def _held(request: PageRequest, pk: int, appointment_pk: int) -> Appointment:
    """The appointment, also one that has been superseded since its page was opened: the action says so."""
    rows = visible_to(Appointment.objects.all(), request.actor).select_related("post", "person", "instrument")
    found = rows.filter(pk=appointment_pk, post_id=pk).first()
    if found is None:
        raise Http404
    return found


def _said(held: Appointment) -> dict[str, Any]:
    return {
        "person": held.person,
        "capacity": held.capacity,
        "absence": held.absence,
        "first_day": held.period.start,
        "last_day": held.period.last_day,
        "instrument": held.instrument,
    }


def _form(request: PageRequest, form: KurulForm, pk: int, title: Text, held: Appointment | None = None) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "send": _("Record"),
        "about": about_post(pk, request.look),
        "held": held,
        "person": names_of([held.person_id], request.look).get(held.person_id, "") if held else "",
        "may_enter_person": request.actor.holds(KEEP_PEOPLE),
        "holders": queries.holders_on([pk], request.look, request.actor)[pk],
    }
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)
