"""The agenda of a meeting: placing, changing, moving, taking off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kurul.kernel.web.page import submit
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.boards import actions, forms
from kurul.rooms.boards.models import AgendaItem
from kurul.rooms.boards.permissions import CONVENE, can_convene
from kurul.rooms.boards.views.meetings import PAGE, found_meeting, meeting_form

STEPS = {"up": -1, "down": 1}


@needs(CONVENE)
def place_item(request: PageRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda; `?subject=` is the record that it is about."""
    shown = found_meeting(request, pk)
    form = forms.ItemForm(request.POST or None, initial={"subject": request.GET.get("subject", "")})
    if (
        request.method == "POST"
        and submit(form, actions.place_item, meeting=shown.meeting, by=request.actor) is not None
    ):
        messages.success(request, _("The item stands at the end of the agenda."))
        return _to_agenda(pk)
    return meeting_form(request, shown, form, _("Put an item on the agenda"), _("Put on the agenda"))


@needs(CONVENE)
def amend_item(request: PageRequest, pk: int, item_pk: int) -> HttpResponse:
    """Change what an item says."""
    shown = found_meeting(request, pk)
    item = _item(request, pk, item_pk)
    now = {"title": item.title, "kind": item.kind, "note": item.note, "is_restricted": item.is_restricted}
    form = forms.ItemForm(request.POST or None, initial=now)

    def action(subject: Any, **given: Any) -> AgendaItem:
        return actions.amend_item(item=item, **given)

    if request.method == "POST" and submit(form, action, by=request.actor) is not None:
        messages.success(request, _("Recorded."))
        return _to_agenda(pk)
    return meeting_form(request, shown, form, _("Change the item"), _("Record"))


@needs(CONVENE)
@require_POST
def move_item(request: PageRequest, pk: int, item_pk: int) -> HttpResponse:
    """Move an item up or down."""
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    actions.move_item(item=_item(request, pk, item_pk), step=step, by=request.actor)
    return _to_agenda(pk, item_pk)


@needs(CONVENE)
@require_POST
def drop_item(request: PageRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take an item off the agenda."""
    actions.drop_item(item=_item(request, pk, item_pk), by=request.actor)
    messages.success(request, _("The item was taken off the agenda."))
    return _to_agenda(pk)


def _item(request: PageRequest, pk: int, item_pk: int) -> AgendaItem:
    item = AgendaItem.objects.select_related("meeting").filter(pk=item_pk, meeting_id=pk, is_dropped=False).first()
    if item is None or not can_convene(request.actor, item.meeting.board_id).allowed:
        raise Http404
    return item


def _to_agenda(pk: int, item: int | None = None) -> HttpResponse:
    return redirect(f"{reverse(PAGE, args=[pk])}#{f'item-{item}' if item else 'agenda'}")
