"""The first page, the search, the choice of appearance."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from kurul.kernel.search import finding
from kurul.kernel.search.texts import searchable_of
from kurul.kernel.web.choosing import SHORTEST, storable
from kurul.kernel.web.context import THEME_COOKIE, THEMES
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest

DESK = "oversight:desk"
HITS_PER_PAGE = 50
SUGGESTED = 8
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
    """What a text finds, as far as this actor may see it: some of each kind, or all of one kind, page by page."""
    text = _typed(request)
    asked = request.GET.get("kind", "")
    kind = searchable_of(asked)
    if asked and kind is None:
        raise Http404
    if kind is None:
        found = finding.find(text, request.look, request.actor)
        return page(request, "site/search.html", {"search_text": text, "found": found})
    first = _page_number(request.GET.get("page", ""))
    found = finding.find(
        text, request.look, request.actor, kind=kind.kind, start=(first - 1) * HITS_PER_PAGE, size=HITS_PER_PAGE
    )
    group = next(iter(found.groups), None)
    paginator = Paginator(range(group.count if group else 0), HITS_PER_PAGE)
    if first > paginator.num_pages:
        raise Http404
    context = {
        "search_text": text,
        "found": found,
        "kind": kind,
        "group": group,
        "all_query": urlencode({"q": text}),
        "pages": paginator.get_page(first) if paginator.num_pages > 1 else None,
    }
    return page(request, "site/search_kind.html", context)


@anonymous
@require_GET
def suggestions(request: PageRequest) -> HttpResponse:
    """The best hits while somebody types, for the list below the search field."""
    text = _typed(request)
    found = finding.find(text, request.look, request.actor, most=SUGGESTED) if len(text) >= SHORTEST else None
    hits = found.hits[:SUGGESTED] if found else []
    return render(request, "site/suggestions.html", {"hits": hits, "all_query": urlencode({"q": text})})


def _typed(request: PageRequest) -> str:
    return " ".join(storable(request.GET.get("q", "")).split())[: finding.LONGEST]


def _page_number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) <= 3 and int(typed) else 1


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
