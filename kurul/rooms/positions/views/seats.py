"""Posts & CIOs: the board of seats, the seat of one body, and the statement that a body is recorded completely."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kurul.kernel.temporal.look import Look
from kurul.kernel.web import charts, exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, Tab
from kurul.kernel.web.days import day_text
from kurul.kernel.web.forms import PeriodForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.statuses import status_of
from kurul.rooms.organisations.public import Organisation, labels, with_those_above
from kurul.rooms.positions import actions, forms, queries, wording
from kurul.rooms.positions.permissions import KEEP_POSTS, can_keep_posts
from kurul.rooms.positions.queries import Coverage
from kurul.rooms.positions.rules import SeatState
from kurul.rooms.positions.tables import SeatTable, StretchTable

SEATS = "positions:seats"


@anonymous
def seats(request: PageRequest) -> HttpResponseBase:
    """The CIO seats on the day looked at: one tile per body, narrowed by state, with the coverage over the years."""
    board = queries.board(request.look, request.actor)
    asked = request.GET.get("state", "")
    state = asked if asked in wording.STATES else ""
    shown = [seat for seat in board.seats if state in ("", seat.state)]
    table = SeatTable(shown, request=request, caption=_("CIO seats"), order_by="organisation")
    if (file := exports.asked(request, table)) is not None:
        return file
    table.paginate(per_page=max(len(shown), 1))
    as_table = request.GET.get("view") == "table"
    context = {
        "board": board,
        "state": state,
        "tabs": _tabs(board.today, state, request.look, as_table),
        "table": table,
        "shown": [row.record for row in table.rows],
        "as_table": as_table,
        "other_view": address(SEATS, look=request.look, query=_query(state, not as_table)),
        "chart": _chart(board.years, request.look) if board.seats else None,
        "because": wording.BECAUSE,
    }
    return page(request, "positions/seats.html", context, fragment="positions/_seats.html")


def _query(state: str, as_table: bool) -> str:
    parts = [f"state={state}" if state else "", "view=table" if as_table else ""]
    return "&".join(part for part in parts if part)


def _tabs(today: Coverage, state: str, look: Look, as_table: bool) -> list[Tab]:
    """One view per state that there is; each count leads to the seats that it counts."""
    found = [Tab(_("All"), address(SEATS, look=look, query=_query("", as_table)), not state, today.total)]
    for each in SeatState:
        if today.of(each) or each == state:
            url = address(SEATS, look=look, query=_query(each, as_table))
            found.append(Tab(wording.STATES[each], url, each == state, today.of(each)))
    return found


def _chart(years: Iterable[Coverage], look: Look) -> charts.Chart:
    """The seats by state at the end of each year and on the day looked at; each number leads to its seats."""
    wholes = []
    for one in years:
        then = Look(one.day, look.known_at)
        segments = [
            charts.Segment(
                status_of(f"positions.{state}"), one.of(state), address(SEATS, look=then, query=f"state={state}")
            )
            for state in SeatState
        ]
        wholes.append(charts.Stack(str(one.day.year), segments))
    description = _("How the seats stood at the end of each year; the last bar is %(day)s.") % {
        "day": day_text(look.day)
    }
    return charts.stacks("coverage", _("Coverage over the years"), description, wholes)


@anonymous
def seat(request: PageRequest, pk: int) -> HttpResponseBase:
    """The CIO seat of one body: how it stands and why, and who held it over time. `pk` is the organisation's."""
    found = queries.seat_page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    body = found.seat.organisation
    stretches = StretchTable(
        list(reversed(found.stretches)), organisation=pk, request=request, caption=_("The seat over time")
    )
    if (file := exports.asked(request, stretches)) is not None:
        return file
    above = with_those_above(pk, request.look)
    may_keep = can_keep_posts(request.actor, above).allowed and request.look.is_now
    context = {
        "trail": [Link(pgettext("navigation", "Posts & CIOs"), address(SEATS, look=request.look)), Link(str(body))],
        "seat": found.seat,
        "when": found.when,
        "because": wording.BECAUSE[found.seat.because],
        "rules": found.rules,
        "stretches": stretches,
        "may_keep": may_keep,
    }
    return page(request, "positions/seat.html", context)


@needs(KEEP_POSTS)
def completeness(request: PageRequest, pk: int) -> HttpResponse:
    """State that all posts and holders of a body are recorded. `pk` is the organisation's."""
    body = Organisation.objects.filter(pk=pk).first()
    if body is None:
        raise Http404
    form: PeriodForm = forms.CompletenessForm(request.POST or None)
    if request.method == "POST":
        stated = submit(form, actions.state_completeness, organisation=body, by=request.actor)
        if stated is not None:
            messages.success(request, _("Recorded."))
            return redirect("organisations:organisation", pk)
    context = {
        "form": form,
        "title": _("State that all posts and holders are recorded"),
        "lead": _("From then on a post that is not here does not exist, and one without a holder is vacant."),
        "send": _("Record"),
        "about": Link(labels([pk]).get(pk, ""), address("organisations:organisation", pk)),
    }
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)
