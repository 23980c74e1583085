"""What changed since a day, appointments without an instrument, and exceptions from a rule."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text
from kurul.rooms.organisations.public import names_on
from kurul.rooms.positions import actions, forms, queries
from kurul.rooms.positions.models import EquivalenceException, Post
from kurul.rooms.positions.permissions import KEEP_RULES
from kurul.rooms.positions.tables import ChangeTable, UnfoundedTable
from kurul.rooms.positions.views.lines import about_post

PAGE = "positions:post"


@anonymous
def changes(request: PageRequest) -> HttpResponseBase:
    """The CIO seats that stand otherwise on the day looked at than on `?since=`; without one since the latest of the
    days that higher rooms name (the last meeting of a board).
    """
    offered = queries.days_to_compare(request.look, request.actor)
    given = request.GET if "since" in request.GET else None
    form = forms.SinceForm(given, initial={"since": offered[0].day if offered else None})
    since = form.cleaned_data["since"] if form.is_bound and form.is_valid() else None
    if not form.is_bound and offered:
        since = offered[0].day
    if since is not None and form.is_bound and since >= request.look.day:
        form.add_error("since", _("Choose a day before the one that you look at."))
        since = None
    found = queries.seat_changes(since, request.look, request.actor) if since else None
    table = None
    if found is not None:
        table = ChangeTable(found.changes, request=request, caption=_("Changed CIO seats"), order_by="organisation")
        if (file := exports.asked(request, table)) is not None:
            return file
    context = {
        "trail": [
            Link(pgettext_lazy("navigation", "Posts & CIOs"), address("positions:seats", look=request.look)),
            Link(_("What changed")),
        ],
        "form": form,
        "found": found,
        "table": table,
        "offered": [
            (one, address("positions:changes", look=request.look, query=f"since={one.day.isoformat()}"))
            for one in offered
        ],
        "then": address("positions:seats", look=Look(since, request.look.known_at), query="state=filled")
        if since
        else "",
    }
    status = 422 if form.is_bound and found is None else 200
    return page(request, "positions/changes.html", context, fragment="positions/_changes.html", status=status)


@anonymous
def without_instrument(request: PageRequest) -> HttpResponseBase:
    """Appointments of which no instrument is recorded."""
    form = forms.UnfoundedFilters(request.GET)
    filters = queries.Unfounded(**form.chosen)

    def order_of(order: tuple[str, ...]) -> dict[str, str]:
        return {"order": order[0] if order else "organisation", "language": active_language()}

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.HeldPost, ...]:
        return queries.without_instrument(
            filters, request.look, request.actor, **order_of(order), start=start, size=stop - start
        )

    def every(order: tuple[str, ...]) -> Iterator[queries.HeldPost]:
        return queries.all_without_instrument(filters, request.look, request.actor, **order_of(order))

    total = queries.how_many_without(filters, request.look, request.actor)
    table = UnfoundedTable(
        Rows(fetch, total, every=every), request=request, caption=_("Appointments without an instrument")
    )
    if (file := exports.asked(request, table)) is not None:
        return file
    under = names_on([filters.under], request.look).get(filters.under) if filters.under else None
    context = {"form": form, "filters": filters, "table": table, "under": under}
    fragment = "positions/_without_instrument.html"
    return page(request, "positions/without_instrument.html", context, fragment=fragment)


@needs(KEEP_RULES)
def except_post(request: PageRequest, pk: int) -> HttpResponse:
    """Record that a post counts, or does not count, by an instrument of its own."""
    post = visible_to(Post.objects.all(), request.actor).filter(pk=pk).first()
    if post is None:
        raise Http404
    form = forms.ExceptionForm(request.POST or None)
    return _kept(request, form, actions.except_post, _("Record an exception from the rule"), pk, post=post)


@needs(KEEP_RULES)
def end_exception(request: PageRequest, pk: int) -> HttpResponse:
    """Record the end of an exception."""
    found = _exception(request, pk)
    form = forms.EndPowerForm(request.POST or None)
    title = _("Record the end of the exception")
    return _kept(request, form, actions.end_exception, title, found.post_id, exception=found)


@needs(KEEP_RULES)
def withdraw_exception(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw an exception that never was."""
    found = _exception(request, pk)
    form = forms.WithdrawForm(request.POST or None)
    title = _("Withdraw the exception")
    return _kept(request, form, actions.withdraw_exception, title, found.post_id, exception=found)


def _exception(request: PageRequest, pk: int) -> EquivalenceException:
    found = visible_to(EquivalenceException.objects.all(), request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _kept(request: PageRequest, form: KurulForm, action: Any, title: Text, pk: int, **values: Any) -> HttpResponse:
    if request.method == "POST":
        submit(form, action, by=request.actor, **values)
        if form.is_valid():
            messages.success(request, _("Recorded."))
            return redirect(PAGE, pk)
    context = {"form": form, "title": title, "send": _("Record"), "about": about_post(pk, request.look)}
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)
