"""Powers: who may decide what today and why, which posts hold a power, what they delegate."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.actions import require
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import exports
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs, signed_in
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.kernel.wording import Text
from kurul.rooms.organisations.public import Organisation, with_those_above
from kurul.rooms.positions import actions, forms, queries
from kurul.rooms.positions.models import Delegation, Post, Power, PowerHeld
from kurul.rooms.positions.permissions import DELEGATE, KEEP_RULES, can_delegate, can_keep_rules
from kurul.rooms.positions.tables import BESIDE, DelegationTable, WhoMayTable
from kurul.rooms.positions.views.lines import POWERS, about_post, trail_of, views_of_post

LIST = "positions:powers"


@anonymous
def who_may(request: PageRequest) -> HttpResponseBase:
    """Who may use a power on the day looked at, and why; `?power=&organisation=&amount=`."""
    asked = "power" in request.GET
    form = forms.WhoMayForm(request.GET if asked else None, actor=request.actor)
    answer = submit(form, _answer, request=request) if asked else None
    table = None
    if answer is not None:
        table = WhoMayTable(answer.candidates, answer=answer, request=request, caption=_("Who may decide"))
        if (file := exports.asked(request, table)) is not None:
            return file
    shown = [row.record for row in table.paginated_rows] if table else []
    context = {
        "form": form,
        "answer": answer,
        "table": table,
        "may": [one for one in shown if one.may],
        "may_not": [one for one in shown if not one.may],
        "has_powers": bool(queries.all_powers()),
        "may_keep": can_keep_rules(request.actor).allowed and request.look.is_now,
    }
    status = 422 if asked and answer is None else 200
    return page(request, "positions/who_may.html", context, fragment="positions/_who_may.html", status=status)


def _answer(
    *, request: PageRequest, power: Power, organisation: Organisation | None, amount: Decimal | None
) -> queries.WhoMay:
    body = organisation.pk if organisation else None
    return queries.who_may(power, body, amount, request.look, request.actor)


@anonymous
def powers(request: PageRequest) -> HttpResponse:
    """Every power, and which posts hold it in their own right on the day looked at."""
    found = queries.powers_page(request.look, request.actor)
    seats = Link(pgettext_lazy("navigation", "Posts & CIOs"), address("positions:seats", look=request.look))
    context = {
        "trail": [seats, Link(_("Powers"))],
        "powers": [
            (power, found.held.get(power.pk, ()), found.delegated.get(power.pk, ()), found.how_many.get(power.pk, 0))
            for power in found.powers
        ],
        "may_keep": can_keep_rules(request.actor).allowed and request.look.is_now,
        "may_delegate": request.look.is_now and request.actor.may(DELEGATE).allowed,
    }
    return page(request, "positions/powers.html", context)


@anonymous
def delegations(request: PageRequest) -> HttpResponseBase:
    """What is delegated on the day looked at or to come, of all powers or of one: `?power=`."""
    form = forms.DelegationFilters(request.GET)
    filters = queries.DelegationFilters(**form.chosen)

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Delegated, ...]:
        key = order[0] if order else "-since"
        return queries.delegations(filters, request.look, request.actor, order=key, start=start, size=stop - start)

    total = queries.how_many_delegations(filters, request.look)
    aside = () if "export" in request.GET else BESIDE
    table = DelegationTable(Rows(fetch, total), request=request, caption=_("Delegations"), exclude=aside)
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"form": form, "filters": filters, "table": table}
    return page(request, "positions/delegations.html", context, fragment="positions/_delegations.html")


def _kept(
    request: PageRequest,
    form: KurulForm,
    action: Callable[..., Any],
    title: Text,
    back: Link,
    *,
    lead: Text = "",
    **values: Any,
) -> HttpResponse:
    """The form of one entry; back to where one came from when it is recorded."""
    if request.method == "POST":
        # What is withdrawn gives nothing back: what tells a refusal is the form.
        submit(form, action, by=request.actor, **values)
        if form.is_valid():
            messages.success(request, _("Recorded."))
            return redirect(str(back.url))
    context = {"form": form, "title": title, "lead": lead, "send": _("Record"), "about": back}
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)


def _to_powers() -> Link:
    return Link(_("Powers"), address(LIST))


@needs(KEEP_RULES)
def enter_power(request: PageRequest) -> HttpResponse:
    """Enter a power."""
    return _kept(request, forms.PowerForm(request.POST or None), actions.enter_power, _("Enter a power"), _to_powers())


@needs(KEEP_RULES)
def give_power(request: PageRequest) -> HttpResponse:
    """Record which post, or kind of post, holds a power in its own right."""
    form = forms.GivePowerForm(request.POST or None, actor=request.actor)
    return _kept(request, form, actions.give_power, _("Record who holds a power"), _to_powers())


@needs(KEEP_RULES)
def end_power(request: PageRequest, pk: int) -> HttpResponse:
    """Record that a power is no longer held so."""
    held = _held(request, pk)
    form = forms.EndPowerForm(request.POST or None)
    title = _("Record that the power is no longer held so")
    return _kept(request, form, actions.end_power, title, _to_powers(), lead=_whose(held, request.look), held=held)


@needs(KEEP_RULES)
def withdraw_power(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw an entry of who holds a power, because it never was so."""
    held = _held(request, pk)
    form = forms.WithdrawForm(request.POST or None)
    title = _("Withdraw who holds the power")
    return _kept(request, form, actions.withdraw_power, title, _to_powers(), lead=_whose(held, request.look), held=held)


def _held(request: PageRequest, pk: int) -> PowerHeld:
    held = visible_to(PowerHeld.objects.all(), request.actor).select_related("power", "post_kind").filter(pk=pk).first()
    if held is None:
        raise Http404
    return held


def _whose(held: PowerHeld, look: Look) -> str:
    """Which power an entry is about, and whose: of a post, or of every post of a kind."""
    if held.post_id is None:
        return f"{held.power} · {gettext('every post of the kind')} {held.post_kind}"
    return f"{held.power} · {queries.titles_in_full([held.post_id], look).get(held.post_id, '')}"


# --- of one post ------------------------------------------------------------------------------------------------------


@anonymous
def post_powers(request: PageRequest, pk: int) -> HttpResponse:
    """What a post may decide in its own right on the day looked at, and what it has delegated and received."""
    found = queries.post_powers(pk, request.look, request.actor)
    if found is None:
        raise Http404
    body = found.post.organisation
    may = request.look.is_now and _may_delegate(request, pk, body.id if body else None)
    context = {
        "trail": trail_of(found.post, request.look, Link(pgettext_lazy("tab", "Powers"))),
        "tabs": views_of_post(pk, POWERS, request.look),
        "page": found,
        "may_delegate": may,
        "may_keep": can_keep_rules(request.actor).allowed and request.look.is_now,
    }
    return page(request, "positions/post_powers.html", context)


def _may_delegate(request: PageRequest, post: int, body: int | None) -> bool:
    """Whether to show the way in: asked of the database only for whoever is signed in."""
    if not request.actor.is_authenticated:
        return False
    if request.actor.holds(DELEGATE) and can_delegate(
        request.actor, with_those_above(body, request.look), is_own_post=False
    ):
        return True
    return actions.is_in_post(request.actor, post)


@signed_in
def delegate(request: PageRequest, pk: int) -> HttpResponse:
    """Record what a post delegates; whoever is in it may, and who has the right."""
    post = visible_to(Post.objects.all(), request.actor).filter(pk=pk).first()
    if post is None:
        raise Http404
    titled = queries.titles_on([pk], request.look).get(pk)
    body = titled.organisation.id if titled and titled.organisation else None
    own = actions.is_in_post(request.actor, pk)
    require(can_delegate(request.actor, with_those_above(body, request.look), is_own_post=own))
    form = forms.DelegateForm(request.POST or None, actor=request.actor)
    back = about_post(pk, request.look, POWERS)
    lead = _("The post stays accountable for what is decided in its place.")
    return _kept(request, form, actions.delegate, _("Record a delegation"), back, lead=lead, from_post=post)


@signed_in
def revoke_delegation(request: PageRequest, pk: int) -> HttpResponse:
    """Record the end of a delegation."""
    found, back = _delegation(request, pk)
    form = forms.RevokeForm(request.POST or None)
    title = _("Record the end of the delegation")
    return _kept(
        request, form, actions.revoke_delegation, title, back, lead=_said(found, request.look), delegation=found
    )


@signed_in
def correct_delegation(request: PageRequest, pk: int) -> HttpResponse:
    """Correct what was recorded of a delegation."""
    found, back = _delegation(request, pk)
    form = forms.CorrectDelegationForm(request.POST or None, delegation=found, actor=request.actor)
    title = _("Correct the delegation")
    lead = _("What was recorded before stays readable in the history.")
    return _kept(request, form, actions.correct_delegation, title, back, lead=lead, delegation=found)


@signed_in
def withdraw_delegation(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw a delegation that never was."""
    found, back = _delegation(request, pk)
    form = forms.WithdrawForm(request.POST or None)
    title = _("Withdraw the delegation")
    return _kept(
        request, form, actions.withdraw_delegation, title, back, lead=_said(found, request.look), delegation=found
    )


def _delegation(request: PageRequest, pk: int) -> tuple[Delegation, Link]:
    """The delegation, if the reader may end it, and the way back to the post that gave it."""
    rows = visible_to(Delegation.objects.all(), request.actor)
    found = rows.select_related("power", "from_post", "to_post").filter(pk=pk).first()
    if found is None:
        raise Http404
    giver = queries.titles_on([found.from_post_id], request.look).get(found.from_post_id)
    body = giver.organisation.id if giver and giver.organisation else None
    own = actions.is_in_post(request.actor, found.from_post_id)
    require(can_delegate(request.actor, with_those_above(body, request.look), is_own_post=own))
    return found, about_post(found.from_post_id, request.look, POWERS)


def _said(found: Delegation, look: Look) -> str:
    taker = queries.titles_in_full([found.to_post_id], look).get(found.to_post_id, "")
    return f"{found.power} → {taker}"
