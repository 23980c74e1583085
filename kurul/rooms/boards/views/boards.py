"""The list of boards, the page of one, its charter and its seats."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots
from kurul.kernel.references import Ref
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.boards import actions, forms
from kurul.rooms.boards.models import Board, Charter, SeatRule
from kurul.rooms.boards.permissions import KEEP_BOARDS, can_charter, can_convene, can_keep
from kurul.rooms.boards.queries import boards as queries
from kurul.rooms.boards.queries import decisions, meeting_page
from kurul.rooms.boards.queries.closed import closed_reader
from kurul.rooms.boards.queries.seats import seats_of
from kurul.rooms.boards.tables import BoardTable
from kurul.rooms.boards.views.shown import cadence_strip, charter_entries, instrument_link, log_page, seat_rules

LIST, PAGE = "boards:list", "boards:board"
SHOWN_DECISIONS = 10
SHOWN_MEETINGS = 8


@anonymous
def boards(request: PageRequest) -> HttpResponseBase:
    """The boards on the day looked at."""
    ended = request.GET.get("ended") == "on"
    rows = queries.listing(request.look, request.actor, language=active_language(), ended=ended)
    table = BoardTable(rows, request=request, caption=_("Boards"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"table": table, "ended": ended, "may_charter": can_charter(request.actor).allowed}
    return page(request, "boards/list.html", context, fragment="boards/_list.html")


@anonymous
def board(request: PageRequest, pk: int) -> HttpResponse:
    """One board on the day looked at: how it meets, who sits in it, what it owes, what comes next."""
    found = queries.page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    context = {
        "trail": [Link(_("Boards"), address(LIST, look=request.look)), Link(str(found.name))],
        "board": found,
        "basis": instrument_link(found.charter.instrument),
        "open_query": f"board={pk}&state=open",
        "meetings_query": f"board={pk}",
        "strip": cadence_strip(found, request.look),
        "open_decisions": _owed(found, request),
        "agenda": _agenda(found, request),
        "recent": found.meetings[:SHOWN_MEETINGS],
        "charters": charter_entries(found.charters),
        "panels": slots.panels.on("boards.board", found, request.look, request.actor),
        "may_keep": request.look.is_now and can_keep(request.actor, pk).allowed,
        "may_convene": request.look.is_now and can_convene(request.actor, pk).allowed,
    }
    return page(request, "boards/board.html", context)


def _agenda(found: queries.Page, request: PageRequest) -> tuple[meeting_page.Item, ...]:
    coming = found.next_meeting
    return meeting_page.agenda(coming.id, coming.board, request.look, request.actor) if coming else ()


def _owed(found: queries.Page, request: PageRequest) -> tuple[decisions.Row, ...]:
    if not found.open:
        return ()
    filters, names = decisions.Filters(state="open", board=found.id), {found.id: found.name}
    return decisions.listing(
        filters, request.look, request.actor, order="due_or_none", size=SHOWN_DECISIONS, names=names
    )


@anonymous
def seats(request: PageRequest, pk: int) -> HttpResponse:
    """Who sits in a board on the day looked at; the board's page loads it as a part of itself."""
    found = _head(request, pk)
    sitting = seats_of(pk, request.look, request.actor)
    context = {
        "trail": [
            Link(_("Boards"), address(LIST, look=request.look)),
            Link(str(found.name), address(PAGE, pk, look=request.look)),
            Link(_("Seats")),
        ],
        "board": found,
        "seats": sitting,
        "seat_rules": seat_rules(sitting),
        "may_keep": request.look.is_now and can_keep(request.actor, pk).allowed,
    }
    return page(request, "boards/seats.html", context, fragment="boards/_seats_panel.html")


@anonymous
def board_log(request: PageRequest, pk: int) -> HttpResponse:
    """What was recorded about a board."""
    found = _head(request, pk)
    scopes = closed_reader(request.actor, request.look).scopes_of_board(pk)
    about = Link(str(found.name), address(PAGE, pk, look=request.look))
    return log_page(request, Ref("boards.board", pk), about, scopes)


def _head(request: PageRequest, pk: int) -> queries.Head:
    found = queries.head(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


@needs(KEEP_BOARDS)
def charter(request: PageRequest) -> HttpResponse:
    """Enter a new board."""
    form = forms.CharterForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.charter_board, by=request.actor)
        if made is not None:
            messages.success(request, _("The board was entered. Now say who sits in it."))
            return redirect(PAGE, made.pk)
    about = Link(_("Boards"), address(LIST))
    context = {"form": form, "title": _("Enter a board"), "send": _("Enter"), "about": about}
    return page(request, "boards/form.html", context, status=422 if form.is_bound else 200)


def _change(
    request: PageRequest,
    pk: int,
    form_class: type[KurulForm],
    action: Callable[..., Any],
    title: Text,
    now: Callable[[queries.Head], dict[str, Any]] = lambda _shown: {},
) -> HttpResponse:
    """The form of one change, prefilled with what holds `now`; back to the board's page when it is recorded."""
    shown = _head(request, pk)
    form = form_class(request.POST or None, initial={"version": shown.version, **now(shown)}, actor=request.actor)
    if request.method == "POST":
        if submit(form, action, by=request.actor) is not None:
            messages.success(request, _("Recorded."))
            return redirect(PAGE, pk)
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(shown.version)
    about = Link(str(shown.name), address(PAGE, pk))
    context = {"form": form, "title": title, "send": _("Record"), "about": about}
    return page(request, "boards/form.html", context, status=422 if form.is_bound else 200)


def _terms_now(shown: queries.Head) -> dict[str, Any]:
    return forms.terms_now(shown.charter)


@needs(KEEP_BOARDS)
def amend(request: PageRequest, pk: int) -> HttpResponse:
    """Record other terms from a day on."""

    def action(**given: Any) -> Charter:
        return actions.amend_charter(board=Board.objects.get(pk=pk), **given)

    return _change(request, pk, forms.AmendForm, action, _("Record new terms"), _terms_now)


@needs(KEEP_BOARDS)
def correct(request: PageRequest, pk: int) -> HttpResponse:
    """Correct terms that were entered wrongly: those that the board's page shows today."""

    def action(**given: Any) -> Charter:
        return actions.correct_charter(charter=_head(request, pk).charter, **given)

    return _change(request, pk, forms.CorrectForm, action, _("Correct the terms"), _terms_now)


@needs(KEEP_BOARDS)
def end(request: PageRequest, pk: int) -> HttpResponse:
    """Record that the board no longer meets."""

    def action(**given: Any) -> Charter:
        return actions.end_charter(board=Board.objects.get(pk=pk), **given)

    return _change(request, pk, forms.EndForm, action, _("Record the end of the board"))


@needs(KEEP_BOARDS)
def give_seats(request: PageRequest, pk: int) -> HttpResponse:
    """Give seats in the board."""

    def action(**given: Any) -> SeatRule:
        return actions.give_seats(board=Board.objects.get(pk=pk), **given)

    return _change(request, pk, forms.SeatsForm, action, _("Give seats"))


@needs(KEEP_BOARDS)
def end_seats(request: PageRequest, pk: int, seat_pk: int) -> HttpResponse:
    """Record that some posts no longer sit in the board."""
    seat = SeatRule.objects.filter(pk=seat_pk, board_id=pk).first()
    if seat is None:
        raise Http404

    def action(**given: Any) -> SeatRule:
        return actions.end_seats(seat=seat, **given)

    return _change(request, pk, forms.EndSeatsForm, action, _("End seats"))
