"""Which kinds are counted together: the groups, and what changes them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.organisations import actions, forms, queries
from kurul.rooms.organisations.models import KindGroup
from kurul.rooms.organisations.permissions import KEEP_REGISTRY

LEAD = _("The group holds for every day, so that the numbers of different years can be compared.")
GROUPS, GROUP = "organisations:groups", "organisations:group"


def _found(code: str) -> KindGroup:
    found = next((group for group in queries.kind_groups() if group.code == code), None)
    if found is None:
        raise Http404
    return found


def _may_define(request: PageRequest) -> bool:
    return request.actor.may(KEEP_REGISTRY).allowed and request.look.is_now


@anonymous
def groups(request: PageRequest) -> HttpResponse:
    """The groups with their kinds, the kinds that none counts, and the units that matter with theirs."""
    context = {
        "groups": queries.kind_groups(),
        "others": queries.kinds_without_group(),
        "rules": queries.unit_rules(),
        "may_define": _may_define(request),
    }
    return page(request, "organisations/groups.html", context)


@anonymous
def group(request: PageRequest, code: str) -> HttpResponse:
    """One group: its kinds, and how it came to be so."""
    found = _found(code)
    context = {
        "found": found,
        "trail": [Link(_("Kinds counted together"), address(GROUPS, look=request.look)), Link(str(found))],
        "may_define": _may_define(request),
        "history": history(Ref.of(found), request.actor, known_at=request.look.known_at),
    }
    return page(request, "organisations/group.html", context)


@needs(KEEP_REGISTRY)
def new_group(request: PageRequest) -> HttpResponse:
    """Define a group of kinds."""
    form = forms.KindGroupForm(request.POST or None, is_new=True, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.define_group, by=request.actor)
        if made is not None:
            messages.success(request, _("Recorded."))
            return redirect(GROUP, made.code)
    back = Link(_("Kinds counted together"), address(GROUPS))
    context = {"form": form, "title": _("Define a group of kinds"), "lead": LEAD, "send": _("Save"), "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_REGISTRY)
def edit_group(request: PageRequest, code: str) -> HttpResponse:
    """Name a group otherwise, or let it count other kinds."""
    found = _found(code)
    initial = {"name": found.name, "kinds": found.kinds.all(), "version": found.version}
    form = forms.KindGroupForm(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST" and submit(form, actions.revise_group, group=found, by=request.actor) is not None:
        messages.success(request, _("Recorded."))
        return redirect(GROUP, code)
    return _asked(request, found, form, _("Edit the group"), LEAD, _("Save"))


@needs(KEEP_REGISTRY)
def remove_group(request: PageRequest, code: str) -> HttpResponse:
    """Give a group up."""
    found = _found(code)
    form = forms.RemoveGroupForm(request.POST or None, initial={"version": found.version}, actor=request.actor)
    if request.method == "POST":
        was_valid = form.is_valid()
        submit(form, actions.remove_group, group=found, by=request.actor)
        if was_valid and form.is_valid():
            messages.success(request, _("The group was given up."))
            return redirect(GROUPS)
    lead = _("Its kinds are then counted in no group; the bodies themselves stay as they are.")
    return _asked(request, found, form, _("Give the group up"), lead, _("Give up"))


def _asked(
    request: PageRequest, found: KindGroup, form: VersionedForm, title: Any, lead: Any, send: Any
) -> HttpResponse:
    if form.is_stale:
        form.renew(KindGroup.objects.get(pk=found.pk).version)
    back = Link(str(found), address(GROUP, found.code))
    context = {"form": form, "title": title, "lead": lead, "send": send, "back": back}
    return page(request, "organisations/back_form.html", context, status=422 if form.is_bound else 200)
