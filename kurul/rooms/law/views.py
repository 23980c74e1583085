"""The pages of the room: load, one call, show or lead on."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import slots
from kurul.kernel.audit.queries import history
from kurul.kernel.provenance import Basis
from kurul.kernel.references import Ref
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text
from kurul.rooms.law import actions, forms, queries
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.permissions import KEEP_INSTRUMENTS, can_keep
from kurul.rooms.law.tables import InstrumentTable, KindTable


@anonymous
def instruments(request: PageRequest) -> HttpResponseBase:
    """The list of instruments, by the knowledge looked with."""
    form = forms.ListFilters(request.GET, look=request.look, actor=request.actor)
    filters = form.filters

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Row, ...]:
        key, language = (order[0] if order else "title"), active_language()
        return queries.listing(
            filters, request.look, request.actor, order=key, language=language, start=start, size=stop - start
        )

    total = queries.how_many(filters, request.look, request.actor)
    under_the_day = () if "export" in request.GET else ("gazette_number",)
    table = InstrumentTable(Rows(fetch, total), request=request, caption=_("Legal instruments"), exclude=under_the_day)
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {
        "form": form,
        "filters": filters,
        "table": table,
        "known": queries.known_days(request.look, request.actor),
        "may_keep": can_keep(request.actor).allowed,
    }
    return page(request, "law/list.html", context, fragment="law/_list.html")


@anonymous
def kinds(request: PageRequest) -> HttpResponseBase:
    """What kinds of instruments there are, and how many of each."""
    rows = queries.counted_kinds(request.look, request.actor)
    table = KindTable(rows, request=request, caption=_("Kinds of instruments"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"table": table, "may_keep": can_keep(request.actor).allowed}
    return page(request, "law/kinds.html", context)


@anonymous
def instrument(request: PageRequest, pk: int) -> HttpResponse:
    """One instrument, by the knowledge looked with."""
    found = queries.page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    context = {
        "trail": [Link(pgettext_lazy("navigation", "Law"), address("law:list", look=request.look)), Link(str(found))],
        "instrument": found,
        "marks": _marks(found),
        "other_titles": _other_titles(found),
        "source_url": found.said.source if found.said.source.startswith(("https://", "http://")) else "",
        "panels": slots.panels.on("law.instrument", found, request.look, request.actor),
        "history": history(Ref("law.instrument", pk), request.actor, limit=20),
        "may_keep": can_keep(request.actor).allowed and request.look.is_now,
    }
    return page(request, "law/instrument.html", context)


def _marks(found: queries.Page) -> dict[str, str]:
    """The basis to show beside each value: inferred ones are marked, texts by the language they are shown in."""
    marks = dict.fromkeys(found.inferred, Basis.INFERRED.value)
    for name in ("title", "issuing_body", "relevance", "status_note"):
        said = getattr(found.said, name).best()
        if said is not None:
            marks[name] = marks.get(f"{name}.{said.language}", "")
    if found.basis != Basis.STATED:
        marks["title"] = found.basis
    return marks


def _other_titles(found: queries.Page) -> list[dict[str, Any]]:
    """The title in the languages other than the one shown above."""
    title, shown = found.said.title, found.said.title.best()
    return [
        {"code": code, "label": str(label), "text": title[code], "is_inferred": f"title.{code}" in found.inferred}
        for code, label in settings.LANGUAGES
        if code in title and shown is not None and code != shown.language
    ]


@needs(KEEP_INSTRUMENTS)
def enter(request: PageRequest) -> HttpResponse:
    """Enter a new instrument."""
    form = forms.EnterForm(request.POST or None, initial={"issued": "?", "gazetted": "?"})
    if request.method == "POST":
        made = submit(form, actions.enter_instrument, by=request.actor)
        if made is not None:
            messages.success(request, _("The instrument was entered. Now enter what it establishes."))
            return redirect("law:instrument", made.pk)
    context = {"form": form, "title": _("Enter an instrument"), "send": _("Enter"), "asks_for_kind": True}
    return page(request, "law/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_INSTRUMENTS)
def enter_kind(request: PageRequest) -> HttpResponse:
    """Enter a new kind of instrument."""
    form = forms.KindForm(request.POST or None)
    if request.method == "POST" and submit(form, actions.enter_kind, by=request.actor) is not None:
        messages.success(request, _("The kind was entered."))
        return redirect("law:kinds")
    context = {"form": form, "title": _("Enter a kind of instrument"), "send": _("Enter")}
    return page(request, "law/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_INSTRUMENTS)
def correct(request: PageRequest, pk: int) -> HttpResponse:
    """Correct what is held wrongly of an instrument."""
    held = _held(request, pk)
    said = {name: getattr(held.particulars, name) for name in forms.PARTICULARS}
    form = forms.CorrectForm(request.POST or None, initial={**said, "version": held.version})
    if not held.inferred and held.basis == Basis.STATED:
        del form.fields["stated"]
    return _change(request, held, form, actions.correct_instrument, _("Correct the instrument"), instrument=held)


@needs(KEEP_INSTRUMENTS)
def enter_provision(request: PageRequest, pk: int) -> HttpResponse:
    """Enter what an article, paragraph or item establishes."""
    held = _held(request, pk)
    form = forms.ProvisionForm(request.POST or None, initial={"version": held.version})
    return _change(request, held, form, actions.enter_provision, _("Enter a provision"), instrument=held)


@needs(KEEP_INSTRUMENTS)
def correct_provision(request: PageRequest, pk: int, provision_pk: int) -> HttpResponse:
    """Correct what is held wrongly of a provision."""
    held = _held(request, pk)
    provision = queries.provision_to_change(pk, provision_pk, request.actor)
    if provision is None:
        raise Http404
    said = {"label": provision.label, "text": provision.text, "version": held.version}
    form = forms.CorrectProvisionForm(request.POST or None, initial=said)
    return _change(request, held, form, actions.correct_provision, _("Correct the provision"), provision=provision)


def _held(request: PageRequest, pk: int) -> Instrument:
    held = queries.instrument_to_change(pk, request.actor)
    if held is None:
        raise Http404
    return held


def _change(
    request: PageRequest, held: Instrument, form: VersionedForm, action: Callable[..., Any], title: Text, **subject: Any
) -> HttpResponse:
    """The form of one change; back to the instrument's page when it is recorded."""
    if request.method == "POST":
        if submit(form, action, by=request.actor, **subject) is not None:
            messages.success(request, _("Recorded."))
            return redirect("law:instrument", held.pk)
        if form.is_stale:
            form.renew(held.version)
    context = {"form": form, "instrument": held, "title": title, "send": _("Record")}
    return page(request, "law/form.html", context, status=422 if form.is_bound else 200)
