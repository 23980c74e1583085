"""The course of a meeting: invited, opened, who came, closed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.boards import actions, forms
from kurul.rooms.boards.permissions import CONVENE, RECORD
from kurul.rooms.boards.queries.attendance import sheet
from kurul.rooms.boards.queries.meeting_page import Head
from kurul.rooms.boards.views.meetings import PAGE, found_meeting
from kurul.rooms.boards.views.shown import meeting_title


def _step(request: PageRequest, pk: int, action: Callable[..., Any], said: str) -> HttpResponse:
    """One step of a meeting; a refusal shows its page."""
    action(meeting=found_meeting(request, pk).meeting, by=request.actor)
    messages.success(request, said)
    return redirect(PAGE, pk)


@needs(CONVENE)
@require_POST
def invite(request: PageRequest, pk: int) -> HttpResponse:
    """Record that the invitations have gone out."""
    return _step(request, pk, actions.invite, _("Recorded: the invitations have gone out."))


@needs(RECORD)
@require_POST
def open_(request: PageRequest, pk: int) -> HttpResponse:
    """Open the meeting."""
    return _step(request, pk, actions.open_meeting, _("The meeting is open. Record who came."))


@needs(RECORD)
@require_POST
def close(request: PageRequest, pk: int) -> HttpResponse:
    """Close the meeting."""
    return _step(request, pk, actions.close_meeting, _("The meeting is closed. Now write its minutes."))


def _recorded(request: PageRequest, form: forms.AttendanceForm, shown: Head) -> bool:
    return submit(form, actions.record_attendance, meeting=shown.meeting, by=request.actor) is not None


@needs(RECORD)
def attendance(request: PageRequest, pk: int) -> HttpResponse:
    """Record who came, seat by seat on one screen."""
    shown = found_meeting(request, pk)
    found = sheet(shown.meeting, shown.charter, request.look, request.actor)
    form = forms.AttendanceForm(request.POST or None, sheet=found, actor=request.actor)
    if request.method == "POST" and _recorded(request, form, shown):
        messages.success(request, _("Recorded who came."))
        return redirect(PAGE, pk)
    held = shown.meeting
    context = {
        "form": form,
        "quorum": found.quorum,
        "meeting": held,
        "title": _("Who came"),
        "about": Link(f"{shown.board_name} · {meeting_title(held.number, held.day)}", address(PAGE, pk)),
    }
    status = 422 if form.is_bound else 200
    return page(request, "boards/attendance.html", context, fragment="boards/_presence_panel.html", status=status)
