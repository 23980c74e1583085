"""The list of meetings, the page of one, its day, and the pack."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots
from kurul.kernel.references import Ref
from kurul.kernel.translated import active_language
from kurul.kernel.turkish import fold
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs, signed_in
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text, sentence
from kurul.rooms.boards import actions, forms
from kurul.rooms.boards.actions import Planned
from kurul.rooms.boards.models import Board, Meeting, MeetingState
from kurul.rooms.boards.permissions import CONVENE, can_approve, can_convene, can_record
from kurul.rooms.boards.queries import boards as board_queries
from kurul.rooms.boards.queries import meeting_page as queries
from kurul.rooms.boards.queries import meetings as lists
from kurul.rooms.boards.queries.cadences import cadences
from kurul.rooms.boards.queries.closed import closed_reader
from kurul.rooms.boards.queries.names import choices, visible_names
from kurul.rooms.boards.tables import MeetingTable
from kurul.rooms.boards.typst.pack import write_pack
from kurul.rooms.boards.views.lists import list_page
from kurul.rooms.boards.views.shown import log_page, meeting_title, meeting_trail

PAGE = "boards:meeting"


@anonymous
def meetings(request: PageRequest) -> HttpResponseBase:
    """The meetings of all boards, latest first."""
    names = visible_names(request.look, request.actor)
    form = forms.MeetingFilters(request.GET, boards=choices(names), years=lists.years(request.look, request.actor))
    return list_page(
        request,
        form,
        MeetingTable,
        _("Meetings"),
        how_many=lists.how_many,
        listing=partial(lists.listing, names=names),
        first="-day",
        template="boards/meetings.html",
        fragment="boards/_meetings.html",
    )


@anonymous
def meeting(request: PageRequest, pk: int) -> HttpResponse:
    """One meeting: what is planned, what happens, what came of it."""
    found = shown_meeting(request, pk, subjects=True)
    held = found.meeting
    may = request.look.is_now and not found.is_closed
    may_convene = may and can_convene(request.actor, held.board_id).allowed
    may_record = may and can_record(request.actor, held.board_id).allowed
    context = {
        "trail": meeting_trail(held.board_id, str(found.board_name), held.number, request.look),
        "page": found,
        "meeting": held,
        "may_convene": may_convene,
        "may_record": may_record,
        "may_arrange": may_convene and (found.is_before or found.is_open),
        "may_open": may_record and found.is_before and held.day <= request.look.day,
        "may_approve": may and found.is_over and can_approve(request.actor, held.board_id).allowed,
        "panels": slots.panels.on("boards.meeting", found, request.look, request.actor),
    }
    return page(request, "boards/meeting.html", context)


def shown_meeting(request: PageRequest, pk: int, *, texts: bool = False, subjects: bool = False) -> queries.Page:
    """The meeting as this reader may see it; Http404 when there is none."""
    found = queries.page(pk, request.look, request.actor, texts=texts, subjects=subjects)
    if found is None:
        raise Http404
    return found


def found_meeting(request: PageRequest, pk: int) -> queries.Head:
    """The meeting alone, without what stands on its page; Http404 when there is none."""
    found = queries.head(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


@anonymous
def meeting_log(request: PageRequest, pk: int) -> HttpResponse:
    """What was recorded about a meeting."""
    held = found_meeting(request, pk).meeting
    label = meeting_title(held.number, held.day)
    scopes = closed_reader(request.actor, request.look).scopes_of_board(held.board_id)
    return log_page(request, Ref("boards.meeting", pk), Link(label, address(PAGE, pk, look=request.look)), scopes)


@needs(CONVENE)
def plan(request: PageRequest, pk: int) -> HttpResponse:
    """Plan a meeting of a board; says by which day the board has to meet."""
    shown = board_queries.head(pk, request.look, request.actor)
    if shown is None:
        raise Http404
    form = forms.PlanForm(request.POST or None)
    if request.method == "POST":
        planned = submit(form, actions.plan_meeting, board=Board.objects.get(pk=pk), by=request.actor)
        if planned is not None:
            _tell(request, planned)
            return redirect(PAGE, planned.meeting.pk)
    context = {
        "form": form,
        "title": _("Plan a meeting"),
        "send": _("Plan the meeting"),
        "about": Link(str(shown.name), address("boards:board", pk)),
        "duty": cadences([pk], request.look)[pk],
    }
    return page(request, "boards/form.html", context, status=422 if form.is_bound else 200)


def _tell(request: PageRequest, planned: Planned) -> None:
    """What came of planning: the warnings, and what placed itself on the agenda."""
    for finding in planned.warnings:
        messages.warning(request, sentence(finding))
    if not planned.warnings:
        messages.success(request, _("The meeting is planned, within the interval of the board."))
    if planned.items:
        said = _("%(count)s items that wait for the board placed themselves on the agenda.")
        messages.info(request, said % {"count": len(planned.items)})


@needs(CONVENE)
def reschedule(request: PageRequest, pk: int) -> HttpResponse:
    """Move a meeting to another day, time or place."""

    def now(shown: queries.Head) -> dict[str, Any]:
        held = shown.meeting
        return {"day": held.day, "starts": held.starts, "place": held.place}

    return _change(request, pk, forms.RescheduleForm, actions.reschedule_meeting, _("Move the meeting"), now)


@needs(CONVENE)
def cancel(request: PageRequest, pk: int) -> HttpResponse:
    """Cancel a meeting."""
    return _change(request, pk, forms.CancelForm, actions.cancel_meeting, _("Cancel the meeting"))


def _change(
    request: PageRequest,
    pk: int,
    form_class: type[KurulForm],
    action: Callable[..., Any],
    title: Text,
    now: Callable[[queries.Head], dict[str, Any]] = lambda _shown: {},
) -> HttpResponse:
    shown = found_meeting(request, pk)
    form = form_class(request.POST or None, initial={"version": shown.meeting.version, **now(shown)})
    if request.method == "POST":
        done = submit(form, action, meeting=shown.meeting, by=request.actor)
        if done is not None:
            _tell_moved(request, done)
            return redirect(PAGE, pk)
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(shown.meeting.version)
    return meeting_form(request, shown, form, title, _("Record"))


def _tell_moved(request: PageRequest, done: Planned | Meeting) -> None:
    for finding in done.warnings if isinstance(done, Planned) else ():
        messages.warning(request, sentence(finding))
    messages.success(request, _("Recorded."))


def meeting_form(
    request: PageRequest,
    shown: queries.Head,
    form: KurulForm,
    title: Text,
    send: Text,
    template: str = "boards/form.html",
) -> HttpResponse:
    """A form about a meeting, with the way back to it."""
    held = shown.meeting
    label = f"{shown.board_name} · {meeting_title(held.number, held.day)}"
    context = {"form": form, "title": title, "send": send, "about": Link(label, address(PAGE, held.pk)), "page": shown}
    return page(request, template, context, status=422 if form.is_bound else 200)


@signed_in
def pack(request: PageRequest, pk: int) -> HttpResponse:
    """The board pack as a PDF in the active language, as this reader may see it."""
    shown = found_meeting(request, pk)
    if shown.state is MeetingState.CANCELLED:
        raise Http404
    made = write_pack(shown.meeting, request.look, request.actor, language=active_language())
    name = re.sub(r"[^a-z0-9]+", "-", fold(str(shown.board_name))).strip("-") or "pack"
    file = f"{name}-{shown.meeting.day.isoformat()}.pdf"
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, file) or "inline"
    return response
