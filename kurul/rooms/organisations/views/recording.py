"""Recording what happens to several bodies at once, and the page on which a change is chosen."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from kurul.kernel.translated import active_language
from kurul.kernel.web.addresses import address
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.organisations import actions, forms, queries
from kurul.rooms.organisations.permissions import KEEP_REGISTRY
from kurul.rooms.organisations.views.bodies import change_form
from kurul.rooms.organisations.wording import CHANGES, CHOICES

# The form of each change, by its kind.
ROUTES = {
    "renamed": "organisations:rename",
    "moved": "organisations:move",
    "reclassified": "organisations:reclassify",
    "split": "organisations:split",
    "merged": "organisations:merge",
    "absorbed": "organisations:absorb",
    "transferred": "organisations:transfer",
    "abolished": "organisations:abolish",
}


@needs(KEEP_REGISTRY)
def choose_change(request: PageRequest, pk: int) -> HttpResponse:
    """What can happen to a body, each change in a sentence, with the way to its form."""
    found = queries.page(pk, request.look, request.actor, language=active_language(), whole=False)
    if found is None:
        raise Http404
    choices = [
        {"label": CHOICES[kind], "text": CHANGES[kind], "url": address(route, pk)} for kind, route in ROUTES.items()
    ]
    unit = f"{address('organisations:found')}?parent={pk}"
    choices.append({"label": _("A new unit under it"), "text": CHANGES["founded"], "url": unit})
    return page(request, "organisations/choose.html", {"organisation": found, "choices": choices})


def _parts(shown: queries.Page) -> dict[str, Any]:
    return {"parts": [(sub.organisation.id, str(sub.organisation)) for sub in shown.parts]}


def _as_it_is(shown: queries.Page) -> dict[str, Any]:
    """Where the new bodies most often stand, and what they most often are: as the old one."""
    parent = f"#{shown.parent.id} {shown.parent}" if shown.parent else None
    kinds = {f"kind_{number}": shown.kind for number in (1, 2)}
    return {"parent": parent, "kind": shown.kind, "level": shown.level, **kinds}


@needs(KEEP_REGISTRY)
def split(request: PageRequest, pk: int) -> HttpResponse:
    """Record that new bodies come out of this one."""
    title, lead = _("Record a split"), CHANGES["split"]
    return change_form(request, pk, forms.SplitForm, actions.split, title, now=_as_it_is, more=_parts, lead=lead)


@needs(KEEP_REGISTRY)
def merge(request: PageRequest, pk: int) -> HttpResponse:
    """Record that this body and others become a new one."""
    title, lead = _("Record a merger"), CHANGES["merged"]
    return change_form(request, pk, forms.MergeForm, actions.merge, title, now=_as_it_is, lead=lead)


@needs(KEEP_REGISTRY)
def absorb(request: PageRequest, pk: int) -> HttpResponse:
    """Record that this body takes others in."""
    title, lead = _("Record that it takes in others"), CHANGES["absorbed"]
    return change_form(request, pk, forms.AbsorbForm, actions.absorb, title, lead=lead)


@needs(KEEP_REGISTRY)
def transfer(request: PageRequest, pk: int) -> HttpResponse:
    """Record that units or functions go to another body."""
    title, lead = _("Record a transfer"), CHANGES["transferred"]
    return change_form(request, pk, forms.TransferForm, actions.transfer, title, more=_parts, lead=lead)
