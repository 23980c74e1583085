"""The lists of instruments and of the kinds of them; entering and correcting."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.provenance import Basis
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text
from kurul.rooms.law import actions, forms, queries
from kurul.rooms.law.models import InstrumentKind, ProvisionKind
from kurul.rooms.law.permissions import KEEP_INSTRUMENTS, can_keep
from kurul.rooms.law.tables import InstrumentTable, KindTable, ProvisionKindTable
from kurul.rooms.law.views.changing import change, held_instrument


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
        "repealed": queries.how_many_on_repealed(request.look, request.actor),
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
    context = {"table": table, "of": "instruments", "may_keep": can_keep(request.actor).allowed}
    return page(request, "law/kinds.html", context)


@anonymous
def provision_kinds(request: PageRequest) -> HttpResponseBase:
    """What kinds of provisions there are, how one is cited and addressed."""
    table = ProvisionKindTable(queries.provision_kinds(), request=request, caption=_("Kinds of provisions"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"table": table, "of": "provisions", "may_keep": can_keep(request.actor).allowed}
    return page(request, "law/kinds.html", context)


@needs(KEEP_INSTRUMENTS)
def enter(request: PageRequest) -> HttpResponse:
    """Enter a new instrument."""
    form = forms.EnterForm(request.POST or None, initial={"issued": "?", "gazetted": "?", "in_force": "?"})
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
    return _kind(request, forms.KindForm(request.POST or None), actions.enter_kind, _("Enter a kind of instrument"))


@needs(KEEP_INSTRUMENTS)
def change_kind(request: PageRequest, pk: int) -> HttpResponse:
    """Call, cite or address a kind of instruments otherwise."""
    kind = get_object_or_404(visible_to(InstrumentKind.objects.all(), request.actor), pk=pk)
    form = forms.ChangeKindForm(request.POST or None, initial=vars(kind))
    return _kind(request, form, actions.change_kind, _("Change a kind of instrument"), kind=kind)


@needs(KEEP_INSTRUMENTS)
def enter_provision_kind(request: PageRequest) -> HttpResponse:
    """Enter a new kind of provision."""
    form = forms.ProvisionKindForm(request.POST or None)
    return _kind(
        request, form, actions.enter_provision_kind, _("Enter a kind of provision"), back="law:provision_kinds"
    )


@needs(KEEP_INSTRUMENTS)
def change_provision_kind(request: PageRequest, pk: int) -> HttpResponse:
    """Call, cite or address a kind of provisions otherwise."""
    kind = get_object_or_404(visible_to(ProvisionKind.objects.all(), request.actor), pk=pk)
    form = forms.ChangeProvisionKindForm(request.POST or None, initial=vars(kind))
    title = _("Change a kind of provision")
    return _kind(request, form, actions.change_provision_kind, title, back="law:provision_kinds", kind=kind)


def _kind(
    request: PageRequest,
    form: KurulForm,
    action: Callable[..., Any],
    title: Text,
    *,
    back: str = "law:kinds",
    **subject: Any,
) -> HttpResponse:
    if request.method == "POST" and submit(form, action, by=request.actor, **subject) is not None:
        messages.success(request, _("Recorded."))
        return redirect(back)
    context = {"form": form, "title": title, "send": _("Record"), "back": reverse(back)}
    return page(request, "law/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_INSTRUMENTS)
def correct(request: PageRequest, pk: int) -> HttpResponse:
    """Correct what is held wrongly of an instrument."""
    held = held_instrument(request, pk)
    said = {name: getattr(held.particulars, name) for name in forms.PARTICULARS}
    form = forms.CorrectForm(request.POST or None, initial={**said, "version": held.version})
    if not held.inferred and held.basis == Basis.STATED:
        del form.fields["stated"]
    return change(request, held, form, actions.correct_instrument, _("Correct the instrument"), instrument=held)
