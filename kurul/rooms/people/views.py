"""The pages of the room: load, one call, show or lead on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots
from kurul.kernel.audit.queries import history
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.web import exports, negotiation
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, TimelineEntry
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text
from kurul.rooms.people import actions, forms, queries, wording
from kurul.rooms.people.models import Person
from kurul.rooms.people.permissions import KEEP_PEOPLE, SEE_PEOPLE, can_keep, can_link, can_see, can_see_links
from kurul.rooms.people.tables import PersonTable


@needs(SEE_PEOPLE)
def people(request: PageRequest) -> HttpResponseBase:
    """The list of persons, as they are called on the day looked at."""
    form = forms.ListFilters(request.GET)
    filters = form.filters

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Row, ...]:
        key = order[0] if order else "name"
        return queries.listing(filters, request.look, request.actor, order=key, start=start, size=stop - start)

    total = queries.how_many(filters, request.look, request.actor)
    hidden = () if can_see_links(request.actor) else ("account",)
    table = PersonTable(Rows(fetch, total), request=request, caption=_("Persons"), exclude=hidden)
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"form": form, "filters": filters, "table": table, "may_keep": can_keep(request.actor).allowed}
    return page(request, "people/list.html", context, fragment="people/_list.html")


@anonymous
def person(request: PageRequest, pk: int) -> HttpResponse:
    """One person, as called on the day looked at; open to whom the gate lets through; linked data for who asks."""
    form = negotiation.form_asked(request)
    if form is not None:
        export = negotiation.empty(form)
        if not slots.contributions.ask(
            queries.LINKED_DATA, person=pk, look=request.look, actor=request.actor, export=export
        ):
            raise Http404
        return negotiation.answer(export, f"person-{pk}")
    found = queries.page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    top = Link(_("Persons"), address("people:list", look=request.look) if can_see(request.actor) else "")
    context = {
        "trail": [top, Link(str(found.name))],
        "person": found,
        "standing": slots.panels.on("people.standing", found, request.look, request.actor),
        "life": [TimelineEntry(n.when, wording.LIFE[n.code] % {"name": n.name}, basis=n.basis) for n in found.life],
        "panels": slots.panels.on("people.person", found, request.look, request.actor),
        "history": history(Ref("people.person", pk), request.actor, limit=20),
        "may_keep": can_keep(request.actor).allowed and request.look.is_now,
        "may_link": can_link(request.actor).allowed and request.look.is_now,
        "shows_links": can_see_links(request.actor).allowed,
    }
    return negotiation.varying(page(request, "people/person.html", context))


@needs(KEEP_PEOPLE)
def enter(request: PageRequest) -> HttpResponse:
    """Enter a person."""
    form = forms.EnterForm(request.POST or None)
    if request.method == "POST":
        made = submit(form, actions.enter_person, by=request.actor)
        if made is not None:
            messages.success(request, _("The person was entered."))
            return redirect("people:person", made.pk)
    context = {"form": form, "title": _("Enter a person"), "send": _("Enter"), "warns_of_doubles": True}
    return page(request, "people/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_PEOPLE)
def rename(request: PageRequest, pk: int) -> HttpResponse:
    """Record a new name from a day on."""
    return _change(request, pk, forms.RenameForm, actions.rename, _("Record a new name"), _name_now)


@needs(KEEP_PEOPLE)
def correct_name(request: PageRequest, pk: int) -> HttpResponse:
    """Correct a name that was entered wrongly."""
    day = Bound.on(request.look.day)
    return _change(request, pk, forms.CorrectNameForm, actions.correct_name, _("Correct the name"), _name_now, day=day)


@needs(MANAGE_ACCOUNTS)
def link_account(request: PageRequest, pk: int) -> HttpResponse:
    """Record which account is the person's."""
    return _change(request, pk, forms.LinkForm, actions.link_account, _("Link an account"), lambda _page: {})


@needs(MANAGE_ACCOUNTS)
def end_link(request: PageRequest, pk: int, link_pk: int) -> HttpResponse:
    """Record that an account is no longer the person's."""
    shown, link = queries.page(pk, request.look, request.actor), queries.link_to_change(pk, link_pk, request.actor)
    if shown is None or link is None:
        raise Http404
    form = forms.EndLinkForm(request.POST or None)
    if request.method == "POST" and submit(form, actions.end_link, link=link, by=request.actor) is not None:
        messages.success(request, _("Recorded."))
        return redirect("people:person", pk)
    context = {"form": form, "person": shown, "title": _("End the link to the account"), "send": _("Record")}
    return page(request, "people/form.html", context, status=422 if form.is_bound else 200)


def _name_now(shown: queries.Page) -> dict[str, Any]:
    return {part: getattr(shown.name, part) for part in forms.NAME}


def _change(
    request: PageRequest,
    pk: int,
    form_class: type[KurulForm],
    action: Callable[..., Any],
    title: Text,
    now: Callable[[queries.Page], dict[str, Any]],
    **fixed: Any,
) -> HttpResponse:
    """The form of one change, prefilled with what holds `now`; back to the person's page when it is recorded."""
    shown = queries.page(pk, request.look, request.actor)
    if shown is None:
        raise Http404
    form = form_class(request.POST or None, initial={"version": shown.version, **now(shown)})
    if request.method == "POST":
        held = Person.objects.get(pk=pk)
        if submit(form, action, person=held, by=request.actor, **fixed) is not None:
            messages.success(request, _("Recorded."))
            return redirect("people:person", pk)
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(shown.version)
    context = {"form": form, "person": shown, "title": title, "send": _("Record")}
    return page(request, "people/form.html", context, status=422 if form.is_bound else 200)
