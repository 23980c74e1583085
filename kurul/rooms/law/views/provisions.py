"""Provisions: the list of them, the page of one, and everything that is entered about one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import slots
from kurul.kernel.audit.queries import history
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Ref
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.rooms.law import actions, forms, queries
from kurul.rooms.law.models import Citation, ProvisionWording
from kurul.rooms.law.permissions import KEEP_INSTRUMENTS, can_keep
from kurul.rooms.law.tables import ClauseTable
from kurul.rooms.law.views.changing import change, held_instrument, held_provision
from kurul.rooms.law.views.linked_data import eli_url


@anonymous
def clauses(request: PageRequest) -> HttpResponseBase:
    """The list of provisions that stand on the day looked at; narrowed, those on which nothing rests."""
    form = forms.ClauseFiltersForm(request.GET)
    filters = form.filters

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Clause, ...]:
        look, actor, language = request.look, request.actor, active_language()
        return queries.clauses(filters, look, actor, language=language, start=start, size=stop - start)

    total = queries.how_many_clauses(filters, request.look, request.actor)
    table = ClauseTable(Rows(fetch, total), request=request, caption=pgettext_lazy("list", "Provisions"))
    if (file := exports.asked(request, table)) is not None:
        return file
    only = queries.page(filters.instrument, request.look, request.actor) if filters.instrument else None
    context = {"form": form, "filters": filters, "table": table, "only": only}
    return page(request, "law/clauses.html", context, fragment="law/_clauses.html")


@anonymous
def provision(request: PageRequest, pk: int) -> HttpResponse:
    """One provision on the day looked at: what it says, how it came to that, what rests on it."""
    held = queries.provision_to_change(pk, request.actor)
    found = queries.page(held.instrument_id, request.look, request.actor) if held else None
    if held is None or found is None:
        raise Http404
    counts = queries.how_many_citations(held.instrument_id, request.look, request.actor)
    tree = queries.tree(held.instrument_id, request.look, request.actor, citations=counts)
    node = tree.find(pk)
    if node is None:
        raise Http404  # by this day or this knowledge there is none
    law = Link(pgettext_lazy("navigation", "Law"), address("law:list", look=request.look))
    above = [
        Link(one.label or str(one.text)[:40], address("law:provision", one.id, look=request.look))
        for one in tree.above(node)
    ]
    context = {
        "trail": [
            law,
            Link(str(found), address("law:instrument", found.id, look=request.look)),
            *above,
            Link(node.label),
        ],
        "instrument": found,
        "provision": node,
        "versions": [(row, queries.Step(row.kind, row.label).cited()) for row in node.versions],
        "cited": queries.cite(found.code, found.said, node.steps),
        "eli": queries.eli_path(found.said, node.steps),
        "eli_url": eli_url(request, queries.eli_path(found.said, node.steps)),
        "citing": _citing(request, pk),
        "panels": slots.panels.on("law.provision", node, request.look, request.actor),
        "history": history(Ref("law.provision", pk), request.actor, limit=20),
        "may_keep": can_keep(request.actor).allowed and request.look.is_now,
    }
    return page(request, "law/provision.html", context)


def _citing(request: PageRequest, pk: int) -> list[dict[str, Any]]:
    """The records that cite the provision, each with the number of the citation while that can be changed."""
    rows = queries.on_provisions(request.look, request.actor, provisions=[pk])
    return [{"resting": row, "citation": row.citation if request.look.is_now else None} for row in rows]


@needs(KEEP_INSTRUMENTS)
def enter_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Enter what an article, paragraph or item establishes, as it first stood."""
    held = held_instrument(request, pk)
    form = forms.EnterProvisionForm(request.POST or None, initial={"version": held.version, **_under(request)})
    _offer(request, form, held.pk)
    lead = _("As it stood when the instrument was issued. What another instrument added later is entered as such.")
    return change(request, held, form, actions.enter_provision, _("Enter a provision"), instrument=held, lead=lead)


@needs(KEEP_INSTRUMENTS)
def insert_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Enter a provision that another instrument adds (9/A)."""
    held = held_instrument(request, pk)
    form = forms.InsertProvisionForm(
        request.POST or None, initial={"version": held.version, **_under(request)}, actor=request.actor
    )
    _offer(request, form, held.pk)
    title = _("Record an added provision")
    return change(request, held, form, actions.insert_provision, title, instrument=held)


@needs(KEEP_INSTRUMENTS)
def amend_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Enter the wording that another instrument gives a provision."""
    held = held_provision(request, pk)
    form = forms.AmendProvisionForm(
        request.POST or None, initial=_said(request, held.instrument_id, pk), actor=request.actor
    )
    form.initial["version"] = held.instrument.version
    _offer(request, form, held.instrument_id, besides=pk)
    title = _("Record an amendment")
    return change(request, held.instrument, form, _of_provision(actions.amend_provision, held), title, provision=held)


@needs(KEEP_INSTRUMENTS)
def repeal_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Enter that another instrument repeals a provision, with all that stands under it."""
    held = held_provision(request, pk)
    form = forms.RepealProvisionForm(
        request.POST or None, initial={"version": held.instrument.version}, actor=request.actor
    )
    title, lead = _("Record its repeal"), _("What stands under it is repealed with it.")
    action = _of_provision(actions.repeal_provision, held)
    return change(request, held.instrument, form, action, title, provision=held, lead=lead)


@needs(KEEP_INSTRUMENTS)
def correct_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Correct what is held wrongly of a wording; `?wording=` names an earlier one."""
    held = held_provision(request, pk)
    named = request.GET.get("wording", "")
    rows = visible_to(ProvisionWording.objects.known_at(), request.actor).filter(provision=held)
    corrected = rows.filter(pk=int(named)).first() if named.isascii() and named.isdigit() and len(named) < 18 else None
    form = forms.CorrectProvisionForm(
        request.POST or None, initial=_said(request, held.instrument_id, pk, corrected), actor=request.actor
    )
    form.initial["version"] = held.instrument.version
    _offer(request, form, held.instrument_id, besides=pk)
    action = _of_provision(actions.correct_provision, held, corrected=corrected)
    return change(request, held.instrument, form, action, _("Correct the provision"), provision=held)


@needs(KEEP_INSTRUMENTS)
def withdraw_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Take out a provision that was entered by mistake."""
    held = held_provision(request, pk)
    form = forms.ReasonForm(request.POST or None, initial={"version": held.instrument.version}, actor=request.actor)
    action = _of_provision(actions.withdraw_provision, held)
    lead = _("Only for what never stood in the instrument. What was repealed is recorded as repealed.")
    return change(request, held.instrument, form, action, _("Entered by mistake"), lead=lead)


@needs(KEEP_INSTRUMENTS)
def cite_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Enter that a record of any room rests on this provision."""
    held = held_provision(request, pk)
    form = forms.CiteForm(request.POST or None, actor=request.actor)
    title = _("Record what rests on it")
    action = _of_provision(actions.cite_provision, held)
    return change(request, held.instrument, form, action, title, provision=held)


@needs(KEEP_INSTRUMENTS)
def end_citation(request: PageRequest, pk: int) -> HttpResponse:
    """Enter that a record no longer rests on a provision."""
    held = _held_citation(request, pk)
    form = forms.EndCitationForm(request.POST or None, actor=request.actor)
    subject: dict[str, Any] = {"provision": held.provision, "citation": held}
    return change(
        request, held.provision.instrument, form, actions.end_citation, _("It rests on it no longer"), **subject
    )


@needs(KEEP_INSTRUMENTS)
def withdraw_citation(request: PageRequest, pk: int) -> HttpResponse:
    """Take back a citation that was entered by mistake."""
    held = _held_citation(request, pk)
    form = forms.WithdrawCitationForm(request.POST or None, actor=request.actor)
    subject: dict[str, Any] = {"provision": held.provision, "citation": held}
    title = _("It never rested on it")
    return change(request, held.provision.instrument, form, actions.withdraw_citation, title, **subject)


def _held_citation(request: PageRequest, pk: int) -> Citation:
    rows = visible_to(Citation.objects.known_at(), request.actor).select_related("provision__instrument__kind")
    return get_object_or_404(rows, pk=pk)


def _of_provision(action: Any, held: Any, **more: Any) -> Any:
    """The action on this provision."""

    def acted(**arguments: Any) -> Any:
        return action(provision=held, **more, **arguments)

    return acted


def _under(request: PageRequest) -> dict[str, str]:
    """Under which provision a new one is to stand, if the address says so."""
    named = request.GET.get("under", "")
    return {"parent": named} if named.isascii() and named.isdigit() and len(named) < 18 else {}


def _said(request: PageRequest, instrument: int, pk: int, wording: ProvisionWording | None = None) -> dict[str, Any]:
    """What the provision says now, to begin with."""
    node = queries.tree(instrument, request.look, request.actor).find(pk)
    said = wording or (node.wording if node else None)
    if said is None:
        raise Http404
    return {"parent": said.parent_id, "kind": said.kind_id, "label": said.label, "text": said.text}


def _offer(request: PageRequest, form: Any, instrument: int, *, besides: int = 0) -> None:
    tree = queries.tree(instrument, request.look, request.actor)
    for name in ("parent", "after"):
        if name in form.fields:
            form.fields[name].offer(tree, besides=besides)
