"""To whom a post reports, and what reports to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, Tab
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.rooms.organisations.public import with_those_above
from kurul.rooms.positions import actions, forms, queries
from kurul.rooms.positions.models import Post, ReportingLine
from kurul.rooms.positions.permissions import KEEP_POSTS, can_keep_posts

PAGE, LINE, POWERS = "positions:post", "positions:line", "positions:post_powers"


def views_of_post(pk: int, current: str, look: Look) -> list[Tab]:
    """The views of one post: what it is, to whom it reports, what it may decide."""
    views = ((PAGE, _("Overview")), (LINE, _("Reporting line")), (POWERS, pgettext_lazy("tab", "Powers")))
    return [Tab(label, address(route, pk, look=look), route == current) for route, label in views]


def trail_of(post: queries.Titled, look: Look, last: Link | None = None) -> list[Link]:
    """The way to a post, or to a view of it."""
    trail = [Link(_("Posts"), address("positions:list", look=look))]
    if post.organisation:
        url = address("organisations:organisation", post.organisation.id, look=look)
        trail.append(Link(str(post.organisation), url))
    if last is None:
        return [*trail, Link(str(post.title))]
    return [*trail, Link(str(post.title), address(PAGE, post.id, look=look)), last]


def about_post(pk: int, look: Look, route: str = PAGE) -> Link:
    """Which post a form is about, and the way back to it: by title, organisation and the body above a unit."""
    return Link(str(queries.titles_in_full([pk], look).get(pk, "")), address(route, pk))


@anonymous
def line(request: PageRequest, pk: int) -> HttpResponse:
    """The reporting line of a post on the day looked at: from the top down to it, and the posts below."""
    found = queries.line_page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    body = found.post.organisation
    above = with_those_above(body.id, request.look) if body else ()
    context = {
        "trail": trail_of(found.post, request.look, Link(_("Reporting line"))),
        "tabs": views_of_post(pk, LINE, request.look),
        "page": found,
        "may_keep": request.look.is_now and can_keep_posts(request.actor, above).allowed,
        "lines": [(row, found.superiors.get(row.superior_id)) for row in found.lines],
    }
    return page(request, "positions/line.html", context)


@needs(KEEP_POSTS)
def set_superior(request: PageRequest, pk: int) -> HttpResponse:
    """Record to whom a post reports from a day on."""
    post = visible_to(Post.objects.all(), request.actor).filter(pk=pk).first()
    if post is None:
        raise Http404
    form = forms.SuperiorForm(request.POST or None, initial={"version": post.version}, actor=request.actor)
    if request.method == "POST":
        # That a post reports to nobody any more gives nothing back: what tells a refusal is the form.
        submit(form, actions.set_superior, post=post, by=request.actor)
        if form.is_valid():
            messages.success(request, _("Recorded."))
            return redirect(LINE, pk)
        if form.is_stale:
            form.renew(Post.objects.get(pk=pk).version)
    context = {
        "form": form,
        "title": _("Record to whom the post reports"),
        "send": _("Record"),
        "about": about_post(pk, request.look, LINE),
    }
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)


@needs(KEEP_POSTS)
def correct_superior(request: PageRequest, pk: int, line_pk: int) -> HttpResponse:
    """Correct what was recorded of whom a post reports to."""
    held = _held(request, pk, line_pk)
    said: dict[str, Any] = {"superior": held.superior, "instrument": held.instrument}
    said |= {"first_day": held.period.start, "last_day": held.period.last_day}
    form = forms.CorrectSuperiorForm(request.POST or None, initial=said, actor=request.actor)
    corrected = (
        submit(form, actions.correct_superior, line=held, by=request.actor) if request.method == "POST" else None
    )
    if corrected is not None:
        messages.success(request, _("Corrected. What was held before stays readable in the history."))
        return redirect(LINE, pk)
    context = {
        "form": form,
        "title": _("Correct whom the post reports to"),
        "lead": _("What was recorded before stays readable in the history."),
        "send": _("Record"),
        "about": about_post(pk, request.look, LINE),
    }
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)


def _held(request: PageRequest, pk: int, line_pk: int) -> ReportingLine:
    """The line, also one that has been superseded since its page was opened: the action says so."""
    rows = visible_to(ReportingLine.objects.all(), request.actor).select_related("superior", "instrument")
    held = rows.filter(pk=line_pk, post_id=pk).first()
    if held is None:
        raise Http404
    return held


@needs(KEEP_POSTS)
def withdraw_superior(request: PageRequest, pk: int, line_pk: int) -> HttpResponse:
    """Withdraw an entry of whom a post reports to, because it never was so."""
    held = _held(request, pk, line_pk)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST":
        submit(form, actions.withdraw_superior, line=held, by=request.actor)
        if form.is_valid():
            messages.success(request, _("Withdrawn. It stays readable in the history."))
            return redirect(LINE, pk)
    superior = queries.titles_in_full([held.superior_id], request.look).get(held.superior_id, "")
    context = {
        "form": form,
        "title": _("Withdraw whom the post reports to"),
        "lead": str(superior),
        "send": _("Withdraw"),
        "about": about_post(pk, request.look, LINE),
    }
    return page(request, "positions/form.html", context, status=422 if form.is_bound else 200)
