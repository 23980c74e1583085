"""The list of posts, the page of one, and the changes of what a post is."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots
from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.translated import active_language
from kurul.kernel.web import exports, negotiation
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, TimelineEntry
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text, sentence
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation, names_on, reaching
from kurul.rooms.positions import actions, forms, queries, w3c_org, wording
from kurul.rooms.positions.models import Post
from kurul.rooms.positions.permissions import APPOINT, KEEP_POSTS, can_appoint, can_keep_posts, can_keep_rules
from kurul.rooms.positions.tables import PostTable
from kurul.rooms.positions.views.lines import about_post, views_of_post

LIST, PAGE = "positions:list", "positions:post"


@anonymous
def posts(request: PageRequest) -> HttpResponseBase:
    """The list of posts on the day looked at."""
    form = forms.ListFilters(request.GET)
    filters = form.filters

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Row, ...]:
        return queries.listing(filters, request.look, request.actor, **_order(order), start=start, size=stop - start)

    def every(order: tuple[str, ...]) -> Iterator[queries.Row]:
        return queries.whole_list(filters, request.look, request.actor, **_order(order))

    total = queries.how_many(filters, request.look, request.actor)
    table = PostTable(Rows(fetch, total, every=every), request=request, caption=_("Posts"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {
        "form": form,
        "filters": filters,
        "table": table,
        "under": names_on([filters.under], request.look).get(filters.under) if filters.under else None,
        "may_establish": request.actor.holds(KEEP_POSTS),
    }
    return page(request, "positions/list.html", context, fragment="positions/_list.html")


def _order(order: tuple[str, ...]) -> dict[str, str]:
    return {"order": order[0] if order else "organisation", "language": active_language()}


@anonymous
def post(request: PageRequest, pk: int) -> HttpResponse:
    """One post on the day looked at: what it is, who holds it, why it counts; linked data for who asks for it."""
    form = negotiation.form_asked(request)
    if form is not None:
        export = negotiation.empty(form)
        if not w3c_org.post_document(pk, request.look, request.actor, export):
            raise Http404
        return negotiation.answer(export, f"post-{pk}")
    found = queries.post_page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    body = found.organisation
    above = reaching(request.actor, body.id if body else None, request.look, KEEP_POSTS, APPOINT)
    trail = [Link(_("Posts"), address(LIST, look=request.look))]
    if body:
        trail.append(Link(str(body), address("organisations:organisation", body.id, look=request.look)))
    context = {
        "trail": [*trail, Link(str(found.title))],
        "tabs": views_of_post(pk, PAGE, request.look),
        "post": found,
        "because": wording.OF_POST[found.seat.because],
        "holding": [(one, _holds(one)) for one in found.standing.holders],
        "bases": {name: instrument_link(fact.instrument) for name, fact in _based(found).items() if fact},
        "findings": [(holder, sentence(finding)) for holder, finding in found.findings],
        "life": [_told(event) for event in found.life],
        "panels": slots.panels.on("positions.post", found, request.look, request.actor),
        "history": history(Ref("positions.post", pk), request.actor, limit=20),
        "may_keep": can_keep_posts(request.actor, above).allowed and request.look.is_now,
        "may_appoint": can_appoint(request.actor, above).allowed and request.look.is_now,
        "may_except": can_keep_rules(request.actor).allowed and request.look.is_now,
    }
    return negotiation.varying(page(request, "positions/post.html", context))


def _holds(one: queries.Holder) -> Text:
    """What somebody in the post does there, in words that follow the name."""
    return wording.HOLDS[one.capacity, one.certainty is Certainty.YES]


def _based(found: queries.Page) -> dict[str, Any]:
    """What on the page has an instrument of its own, by its field."""
    return {**found.facts, "superior": found.superior}


def _told(event: queries.LifeEvent) -> TimelineEntry:
    said = wording.LIFE[event.code] % event.params
    return TimelineEntry(event.when, said, instrument=instrument_link(event.instrument), basis=event.basis)


def instrument_link(instrument: Instrument | None) -> Link | None:
    """The instrument with the address of its page."""
    return Link(str(instrument), address("law:instrument", instrument.pk)) if instrument else None


@needs(KEEP_POSTS)
def establish(request: PageRequest) -> HttpResponse:
    """Enter a post; `?organisation=` is the body from whose page one came."""
    given = request.GET.get("organisation", "")
    known = given.isascii() and given.isdigit() and len(given) < 19
    body = Organisation.objects.filter(pk=int(given)).first() if known else None
    form = forms.EstablishForm(request.POST or None, initial={"organisation": body}, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.establish_post, by=request.actor)
        if made is not None:
            messages.success(request, _("The post was entered."))
            return redirect(PAGE, made.pk)
    context = {"form": form, "title": _("Enter a post"), "send": _("Enter"), "about": Link(_("Posts"), address(LIST))}
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)


def _change(
    request: PageRequest,
    pk: int,
    form_class: type[KurulForm],
    action: Callable[..., Any],
    title: Text,
    now: Callable[[queries.Page], dict[str, Any]],
) -> HttpResponse:
    """The form of one change, prefilled with what holds `now`; back to the post's page when it is recorded."""
    shown = queries.post_page(pk, request.look, request.actor)
    if shown is None:
        raise Http404
    form = form_class(request.POST or None, initial={"version": shown.version, **now(shown)}, actor=request.actor)
    if request.method == "POST":
        held = Post.objects.get(pk=pk)
        # Abolishing gives nothing back: what tells a refusal is the form.
        submit(form, action, post=held, by=request.actor)
        if form.is_valid():
            messages.success(request, _("Recorded."))
            return redirect(PAGE, pk)
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(shown.version)
    about = about_post(pk, request.look)
    context = {"form": form, "title": title, "send": _("Record"), "about": about}
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_POSTS)
def retitle(request: PageRequest, pk: int) -> HttpResponse:
    """Record a new title or kind from a day on."""
    return _change(
        request,
        pk,
        forms.RetitleForm,
        actions.retitle_post,
        _("Record a new title or kind"),
        lambda shown: {"title": shown.title, "kind": shown.kind},
    )


@needs(KEEP_POSTS)
def move(request: PageRequest, pk: int) -> HttpResponse:
    """Record that the post belongs to another organisation from a day on."""
    return _change(request, pk, forms.MoveForm, actions.move_post, _("Record another organisation"), lambda _shown: {})


@needs(KEEP_POSTS)
def portfolio(request: PageRequest, pk: int) -> HttpResponse:
    """Record the portfolio from a day on."""
    return _change(
        request,
        pk,
        forms.PortfolioForm,
        actions.set_portfolio,
        _("Record the portfolio"),
        lambda shown: {"functions": [held.function.pk for held in shown.portfolio]},
    )


@needs(KEEP_POSTS)
def abolish(request: PageRequest, pk: int) -> HttpResponse:
    """Record the end of the post."""
    title = _("Record the abolition of the post")
    return _change(request, pk, forms.AbolishForm, actions.abolish_post, title, lambda _shown: {})
