"""Minutes: the page that prints, the draft, the approval."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.boards import actions, forms
from kurul.rooms.boards.permissions import APPROVE, RECORD, can_approve, can_record
from kurul.rooms.boards.views.meetings import found_meeting, meeting_form, shown_meeting
from kurul.rooms.boards.views.shown import meeting_trail

MINUTES = "boards:minutes"


@anonymous
def minutes(request: PageRequest, pk: int) -> HttpResponse:
    """The minutes, assembled from the record: who came, what was said and decided; prints as they are."""
    shown = shown_meeting(request, pk, texts=True)
    held = shown.meeting
    may = request.look.is_now and shown.is_over and not shown.is_closed
    context = {
        "trail": meeting_trail(held.board_id, str(shown.board_name), held.number, request.look),
        "page": shown,
        "meeting": held,
        "came": shown.came,
        "may_write": may and can_record(request.actor, held.board_id).allowed,
        "may_approve": may and shown.minutes is not None and can_approve(request.actor, held.board_id).allowed,
    }
    return page(request, "boards/minutes.html", context)


@needs(RECORD)
def write_minutes(request: PageRequest, pk: int) -> HttpResponse:
    """Write the draft."""
    shown = shown_meeting(request, pk, texts=True)
    version = shown.minutes.version if shown.minutes else 0
    readable = [item for item in shown.items if not item.is_withheld]
    form = forms.MinutesForm(
        request.POST or None, items=readable, general=shown.general_text, initial={"version": version}
    )
    if request.method == "POST":
        if submit(form, actions.write_minutes, meeting=shown.meeting, by=request.actor) is not None:
            messages.success(request, _("The draft is kept. Read it once more, then approve it."))
            return redirect(MINUTES, pk)
        if form.is_stale:
            form.renew(version)
    return meeting_form(request, shown, form, _("Write the minutes"), _("Keep the draft"))


@needs(APPROVE)
@require_POST
def approve_minutes(request: PageRequest, pk: int) -> HttpResponse:
    """Approve the draft of the version that was read."""
    shown = found_meeting(request, pk)
    given = request.POST.get("version", "")
    version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    actions.approve_minutes(meeting=shown.meeting, version=version, by=request.actor)
    messages.success(request, _("The minutes are approved and closed."))
    return redirect(MINUTES, pk)
