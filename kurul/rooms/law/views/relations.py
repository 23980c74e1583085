"""What instruments do to each other: entered, corrected, withdrawn; and what rests on law that is no longer there."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web import exports
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.law import actions, forms, queries
from kurul.rooms.law.models import Relation
from kurul.rooms.law.permissions import KEEP_INSTRUMENTS
from kurul.rooms.law.tables import RestingTable, repealed_rows
from kurul.rooms.law.views.changing import change, held_instrument


@anonymous
def on_repealed(request: PageRequest) -> HttpResponseBase:
    """Everything that rests on law which stands repealed or replaced on the day looked at."""
    most = None if "export" in request.GET else queries.LISTED
    found = queries.on_repealed(request.look, request.actor, most=most)
    table = RestingTable(repealed_rows(found), request=request, caption=_("Resting on repealed law"))
    if (file := exports.asked(request, table)) is not None:
        return file
    total = queries.how_many_on_repealed(request.look, request.actor) if len(found) >= queries.LISTED else len(found)
    return page(request, "law/on_repealed.html", {"table": table, "total": total})


@needs(KEEP_INSTRUMENTS)
def relate(request: PageRequest, pk: int) -> HttpResponse:
    """Enter what another instrument does to this one."""
    held = held_instrument(request, pk)
    form = forms.MetForm(request.POST or None, initial={"version": held.version, "day": "?"}, actor=request.actor)
    title = _("What another instrument does to it")
    lead = _("That one provision is amended or repealed is recorded on the page of that provision.")
    return change(request, held, form, actions.relate_instruments, title, target=held, lead=lead)


@needs(KEEP_INSTRUMENTS)
def act(request: PageRequest, pk: int) -> HttpResponse:
    """Enter what this instrument does to another one."""
    held = held_instrument(request, pk)
    form = forms.ActingForm(request.POST or None, initial={"day": "?"}, actor=request.actor)

    def acted(*, day: Any, **rest: Any) -> Relation:
        return actions.relate_instruments(act=actions.Act(held, day), **rest)

    return change(request, held, form, acted, _("What it does to another instrument"))


@needs(KEEP_INSTRUMENTS)
def correct_relation(request: PageRequest, pk: int) -> HttpResponse:
    """Correct the day on which an amendment or repeal takes effect."""
    held = _held(request, pk)
    said = {"day": held.period.start, "version": held.target.version}
    form = forms.CorrectRelationForm(request.POST or None, initial=said, actor=request.actor)
    title = _("Correct the day of effect")
    return change(request, held.target, form, actions.correct_relation, title, relation=held)


@needs(KEEP_INSTRUMENTS)
def withdraw_relation(request: PageRequest, pk: int) -> HttpResponse:
    """Take back an amendment or repeal that never was."""
    held = _held(request, pk)
    form = forms.ReasonForm(request.POST or None, initial={"version": held.target.version}, actor=request.actor)
    lead = _("Wordings are then again what they were before it.")
    title = _("It never was so")
    return change(request, held.target, form, actions.withdraw_relation, title, relation=held, lead=lead)


def _held(request: PageRequest, pk: int) -> Relation:
    found = queries.relation_to_change(pk, request.actor)
    if found is None:
        raise Http404
    return found
