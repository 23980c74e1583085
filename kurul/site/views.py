"""The first page, the search, the choice of appearance."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from kurul.kernel.slots import contributions
from kurul.kernel.web.choosing import storable
from kurul.kernel.web.context import THEME_COOKIE, THEMES
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.search import SEARCH

DESK = "oversight:desk"
A_YEAR = 365 * 24 * 60 * 60  # seconds


@anonymous
@require_GET
def home(request: PageRequest) -> HttpResponse:
    """What Kurul answers, question by question; whoever is signed in starts at the Desk."""
    if request.actor.is_authenticated and request.look.is_now:
        try:
            return redirect(reverse(DESK))
        except NoReverseMatch:  # an installation without the oversight room
            pass
    return page(request, "site/home.html", {})


@anonymous
@require_GET
def search(request: PageRequest) -> HttpResponse:
    """What the rooms find for a text, each what this actor may see."""
    text = " ".join(storable(request.GET.get("q", "")).split())
    hits = contributions.ask(SEARCH, text=text, look=request.look, actor=request.actor) if text else []
    return page(request, "site/search.html", {"search_text": text, "hits": hits})


@anonymous
@require_POST
def theme(request: PageRequest) -> HttpResponse:
    """Remember light, dark or "as the device" for this browser, and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("site:home")
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response
