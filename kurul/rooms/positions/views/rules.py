"""The rules by which posts count, the roles that follow from them, and the words of the room."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.audit.queries import history
from kurul.kernel.references import Ref
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.forms import KurulForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text
from kurul.rooms.positions import actions, forms, queries
from kurul.rooms.positions.models import EquivalenceRule
from kurul.rooms.positions.permissions import KEEP_RULES, can_keep_rules

PAGE = "positions:rules"
HISTORY = 5  # entries of each rule


@anonymous
def rules(request: PageRequest) -> HttpResponse:
    """The rules by which posts count as CIO-equivalents on the day looked at, and the roles that follow from posts."""
    found = queries.rules_on(request.look)
    seats = Link(pgettext_lazy("navigation", "Posts & CIOs"), address("positions:seats", look=request.look))
    told = [entry for one in found for entry in history(Ref.of(one.terms.rule), request.actor, limit=HISTORY)]
    context = {
        "trail": [seats, Link(_("Rules of equivalence"))],
        "rules": found,
        "roles": queries.roles_on(request.look),
        "exceptions": queries.exceptions_known(request.look),
        "kinds": queries.kinds(),
        "functions": queries.functions(),
        "history": told,
        "may_keep": can_keep_rules(request.actor).allowed and request.look.is_now,
    }
    return page(request, "positions/rules.html", context)


def _enter(
    request: PageRequest, form: KurulForm, action: Callable[..., Any], title: Text, **values: Any
) -> HttpResponse:
    """The form of one entry; back to the rules when it is recorded."""
    if request.method == "POST":
        made = submit(form, action, by=request.actor, **values)
        if made is not None:
            messages.success(request, _("Recorded."))
            return redirect(PAGE)
    about = Link(_("Rules of equivalence"), address(PAGE))
    context = {"form": form, "title": title, "send": _("Record"), "about": about}
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_RULES)
def enter_kind(request: PageRequest) -> HttpResponse:
    """Enter a kind of post."""
    return _enter(request, forms.WordForm(request.POST or None), actions.enter_post_kind, _("Enter a kind of post"))


@needs(KEEP_RULES)
def enter_function(request: PageRequest) -> HttpResponse:
    """Enter a function that a portfolio can have."""
    return _enter(request, forms.WordForm(request.POST or None), actions.enter_function, _("Enter a function"))


@needs(KEEP_RULES)
def enter_rule(request: PageRequest) -> HttpResponse:
    """Enter a rule of equivalence."""
    return _enter(request, forms.RuleForm(request.POST or None), actions.enter_equivalence_rule, _("Enter a rule"))


@needs(KEEP_RULES)
def end_rule(request: PageRequest, pk: int) -> HttpResponse:
    """Record the end of a rule of equivalence."""
    rule = EquivalenceRule.objects.filter(pk=pk).first()
    if rule is None:
        raise Http404
    form = forms.EndRuleForm(request.POST or None)
    return _enter(request, form, actions.end_equivalence_rule, _("Record the end of the rule"), rule=rule)


@needs(KEEP_RULES)
def give_role(request: PageRequest) -> HttpResponse:
    """Record which role follows from a kind of post or from a rule."""
    title = _("Record which role follows")
    return _enter(request, forms.RoleForm(request.POST or None), actions.give_role, title)
