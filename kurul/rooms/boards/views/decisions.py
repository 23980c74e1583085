"""The register of decisions, the page of one, deciding and following up."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots
from kurul.kernel.references import Ref
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs, signed_in
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.boards import actions, forms
from kurul.rooms.boards.models import AgendaItem, Decision, ExecutionReport
from kurul.rooms.boards.permissions import CONFIRM, RECORD, can_confirm, can_record, confirmable_bodies
from kurul.rooms.boards.queries import decisions as queries
from kurul.rooms.boards.queries import meeting_page
from kurul.rooms.boards.queries.closed import closed_reader
from kurul.rooms.boards.queries.names import choices, visible_names
from kurul.rooms.boards.queries.seats import seats_of
from kurul.rooms.boards.tables import DecisionTable
from kurul.rooms.boards.views.lists import list_page
from kurul.rooms.boards.views.shown import decision_entries, log_page, meeting_title
from kurul.rooms.organisations.public import Organisation, names_on

LIST, PAGE = "boards:decisions", "boards:decision"
MOST_SUCCESSORS = 200


@anonymous
def decisions(request: PageRequest) -> HttpResponseBase:
    """The register of decisions on the day looked at."""
    names = visible_names(request.look, request.actor)
    form = forms.DecisionFilters(request.GET, boards=choices(names), actor=request.actor)
    return list_page(
        request,
        form,
        DecisionTable,
        _("Register of decisions"),
        how_many=queries.how_many,
        listing=partial(queries.listing, names=names),
        first="-number",
        template="boards/decisions.html",
        fragment="boards/_decisions.html",
    )


@anonymous
def decision(request: PageRequest, pk: int) -> HttpResponse:
    """One decision on the day looked at: its text, whom it addresses, how far it is carried out."""
    found = _shown(request, pk)
    may = request.look.is_now and not found.is_withheld
    addressees = frozenset(one.organisation.id for one in found.addressees)
    mine = confirmable_bodies(request.actor, addressees) if may else frozenset()
    context = {
        "trail": [
            Link(_("Decisions"), address(LIST, look=request.look)),
            Link(str(found.board_name), address("boards:board", found.board, look=request.look)),
            Link(found.number),
        ],
        "decision": found,
        "confirmable": mine if found.superseded_by is None else frozenset(),
        "entries": decision_entries(found),
        "may_record": may and can_record(request.actor, found.board).allowed,
        "may_note": may and (bool(mine) or can_record(request.actor, found.board).allowed),
        "panels": slots.panels.on("boards.decision", found, request.look, request.actor),
    }
    return page(request, "boards/decision.html", context)


@anonymous
def decision_log(request: PageRequest, pk: int) -> HttpResponse:
    """What was recorded about a decision."""
    found = _shown(request, pk)
    addressees = [one.organisation.id for one in found.addressees]
    scopes = closed_reader(request.actor, request.look).scopes_of_decision(found.board, addressees)
    return log_page(request, Ref("boards.decision", pk), _about(found), scopes)


def _shown(request: PageRequest, pk: int) -> queries.Page:
    found = queries.page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


# --- deciding ---------------------------------------------------------------------------------------------------------


def _decide_form(request: PageRequest, shown: meeting_page.Head) -> forms.DecideForm:
    """The form by which a meeting decides: its items, and the bodies with a seat to tick."""
    held = shown.meeting
    agenda = meeting_page.agenda(held.pk, held.board_id, request.look, request.actor)
    items = [(item.id, f"{item.number}. {item.title}") for item in agenda if not item.is_withheld]
    sitting = seats_of(held.board_id, Look(held.day), request.actor)
    bodies = {seat.organisation.id: str(seat.body_name) for seat in sitting if seat.organisation}
    convener = shown.charter.convener_id if shown.charter else None
    if convener is not None and convener not in bodies:
        bodies |= {body: str(named) for body, named in names_on([convener], Look(held.day)).items()}
    given = request.GET.get("item", "")
    initial = {"item": int(given)} if given.isascii() and given.isdigit() and len(given) < 19 else {}
    offered = list(bodies.items())
    return forms.DecideForm(request.POST or None, items=items, bodies=offered, initial=initial, actor=request.actor)


@needs(RECORD)
def decide(request: PageRequest, pk: int) -> HttpResponse:
    """Record a decision of a meeting."""
    shown = meeting_page.head(pk, request.look, request.actor)
    if shown is None:
        raise Http404
    form = _decide_form(request, shown)

    def action(item: int | None, **given: Any) -> Decision:
        under = AgendaItem.objects.get(pk=item) if item else None
        return actions.decide(meeting=shown.meeting, item=under, **given)

    if request.method == "POST":
        made = submit(form, action, by=request.actor)
        if made is not None:
            messages.success(request, _("Decision %(number)s is recorded.") % {"number": made.number})
            return redirect(f"{reverse('boards:meeting', args=[pk])}#decisions")
    held = shown.meeting
    about = Link(f"{shown.board_name} · {meeting_title(held.number, held.day)}", address("boards:meeting", pk))
    return _form(request, form, _("Record a decision"), about, _("Record the decision"))


# --- following up -----------------------------------------------------------------------------------------------------


@needs(CONFIRM)
def confirm(request: PageRequest, pk: int, organisation: int) -> HttpResponse:
    """An addressee reports how far it carried the decision out."""
    found = _shown(request, pk)
    one = next((one for one in found.addressees if one.organisation.id == organisation), None)
    if one is None or not can_confirm(request.actor, organisation).allowed:
        raise Http404
    form = forms.ConfirmForm(request.POST or None, initial={"day": request.look.day, "evidence": one.evidence})

    def action(**given: Any) -> ExecutionReport:
        body, held = Organisation.objects.get(pk=organisation), Decision.objects.get(pk=pk)
        return actions.confirm_decision(decision=held, organisation=body, **given)

    if request.method == "POST" and submit(form, action, by=request.actor) is not None:
        messages.success(request, _("Recorded. Thank you."))
        return redirect(PAGE, pk)
    title = _("Report for %(body)s") % {"body": one}
    return _form(request, form, title, _about(found), _("Report"), found)


@needs(RECORD)
def supersede(request: PageRequest, pk: int) -> HttpResponse:
    """Another decision takes the place of this one."""
    found = _shown(request, pk)
    filters = queries.Filters(board=found.board)
    rows = queries.listing(filters, request.look, request.actor, order="-decided_on", size=MOST_SUCCESSORS)
    later = [(row.id, f"{row.number} – {str(row.text)[:80]}") for row in rows if row.order > found.order]
    form = forms.SupersedeForm(request.POST or None, later=later, initial={"version": found.version})

    def action(successor: int, **given: Any) -> Decision:
        held, new = Decision.objects.get(pk=pk), Decision.objects.get(pk=successor)
        return actions.supersede_decision(decision=held, successor=new, **given)

    if request.method == "POST":
        if submit(form, action, by=request.actor) is not None:
            messages.success(request, _("Recorded."))
            return redirect(PAGE, pk)
        if form.is_stale:
            form.renew(found.version)
    return _form(request, form, _("Replace the decision"), _about(found), _("Record"), found)


@signed_in
def add_note(request: PageRequest, pk: int) -> HttpResponse:
    """Add a follow-up note."""
    found = _shown(request, pk)
    if found.is_withheld:
        raise Http404
    form = forms.NoteForm(request.POST or None)
    held = Decision.objects.get(pk=pk)
    if request.method == "POST" and submit(form, actions.add_note, decision=held, by=request.actor) is not None:
        messages.success(request, _("The note was added."))
        return redirect(PAGE, pk)
    return _form(request, form, _("Add a follow-up note"), _about(found), _("Add"), found)


def _about(found: queries.Page) -> Link:
    return Link(f"{found.board_name} · {found.number}", address(PAGE, found.id))


def _form(
    request: PageRequest, form: KurulForm, title: Text, about: Link, send: Text, shown: queries.Page | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "send": send, "about": about, "decision": shown}
    return page(request, "boards/form.html", context, status=422 if form.is_bound else 200)
