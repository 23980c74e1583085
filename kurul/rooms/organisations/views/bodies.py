"""The list, the tree and the page of a body, and the changes of one body alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from kurul.kernel import slots
from kurul.kernel.audit.queries import HistoryEntry, history
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.web import exports, negotiation
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, Tab, TimelineEntry
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import page, submit
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Exported, Rows
from kurul.kernel.wording import Text
from kurul.rooms.organisations import actions, forms, queries, w3c_org, wording
from kurul.rooms.organisations.models import ChangeKind, Organisation, OrganisationFact
from kurul.rooms.organisations.permissions import KEEP_REGISTRY, can_keep
from kurul.rooms.organisations.tables import OrganisationTable, exported
from kurul.rooms.organisations.views.picture import life_chart
from kurul.rooms.organisations.wording import CHANGES

PLACE = "organisations.organisation"  # of the panels that higher rooms show here
RECORDED = "recorded"  # the view that shows the log
SHOWN_PARTS = 12  # on the page of a body; the rest is one click away


@anonymous
def organisations(request: PageRequest) -> HttpResponseBase:
    """The list of bodies and units on the day looked at."""
    form = forms.ListFilters(request.GET)
    filters = form.filters

    def fetch(order: tuple[str, ...], start: int, stop: int) -> tuple[queries.Row, ...]:
        key = order[0] if order else "name"
        return queries.listing(
            filters, request.look, request.actor, order=key, language=active_language(), start=start, size=stop - start
        )

    def lines(order: tuple[str, ...]) -> Iterator[tuple[Exported, ...]]:
        key, language = order[0] if order else "name", active_language()
        return exported(queries.exported_list(filters, request.look, request.actor, order=key, language=language))

    total = queries.how_many(filters, request.look, request.actor)
    table = OrganisationTable(Rows(fetch, total, lines), request=request, caption=_("Bodies and units"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {
        "form": form,
        "filters": filters,
        "table": table,
        "perhaps_query": _with(request, perhaps="on"),
        "perhaps": 0 if filters.perhaps else queries.how_many_perhaps(filters, request.look, request.actor),
        "under": queries.names_on([filters.under], request.look).get(filters.under) if filters.under else None,
        "may_found": request.actor.holds(KEEP_REGISTRY),
    }
    return page(request, "organisations/list.html", context, fragment="organisations/_list.html")


def _with(request: PageRequest, **more: str) -> str:
    """The query of this address with `more`; the day looked at is added by the link."""
    query = request.GET.copy()
    for name in ("as_of", "known_at", "page", "export"):
        query.pop(name, None)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


@anonymous
def tree(request: PageRequest) -> HttpResponse:
    """The hierarchy on the day looked at, one body opened at a time."""
    opened = request.GET.get("open", "")
    focus = int(opened) if opened.isascii() and opened.isdigit() and len(opened) < 19 else None
    chain = queries.with_those_above(focus, request.look)
    filters = queries.Filters()
    perhaps = queries.how_many_perhaps(filters, request.look, request.actor)
    levels = [queries.roots(request.look, request.actor, language=active_language(), perhaps=False)]
    if chain and chain[-1] not in {sub.organisation.id for sub in levels[0]}:
        perhaps = 0
        levels = [queries.roots(request.look, request.actor, language=active_language())]
    levels += [queries.parts(pk, request.look, request.actor, language=active_language()) for pk in reversed(chain)]
    lines = queries.branches(levels, tuple(reversed(chain)))
    context = {"branches": lines, "perhaps": perhaps}
    return page(request, "organisations/tree.html", context)


@anonymous
def organisation(request: PageRequest, pk: int) -> HttpResponse:
    """One body or unit on the day looked at: a page, or linked data for who asks for it."""
    form = negotiation.form_asked(request)
    if form is not None:
        export = negotiation.empty(form)
        if not w3c_org.document(pk, request.look, request.actor, export):
            raise Http404
        return negotiation.answer(export, f"organisation-{pk}")
    views = [slots.Tab("", _("Overview")), *slots.panels.tabs(PLACE), slots.Tab(RECORDED, _("Recorded"))]
    tab = request.GET.get("tab", "")
    if tab not in {view.key for view in views}:
        raise Http404
    found = queries.page(pk, request.look, request.actor, language=active_language(), whole=not tab)
    if found is None:
        raise Http404
    above = (pk, *(named.id for named in found.chain))
    may_keep = can_keep(request.actor, above).allowed and request.look.is_now
    route = "organisations:organisation"
    trail = [Link(str(named), address(route, named.id, look=request.look)) for named in reversed(found.chain)]
    context = {
        "trail": [
            Link(_("Bodies"), address("organisations:list", look=request.look)),
            *trail,
            Link(str(found.name)),
        ],
        "bases": {name: _basis(fact) for name, fact in found.facts.items()},
        "other_names": _other_names(found.name.name),
        "shown_parts": found.parts[:SHOWN_PARTS],
        "parts_url": address("organisations:list", look=request.look, query=f"under={pk}&perhaps=on"),
        "organisation": found,
        "turn": _turn(found.turn, request),
        "differences_query": urlencode({"body": f"#{pk} {found.name}"}),
        "life": [_told(event, may_keep=may_keep) for event in found.life],
        "picture": life_chart(found, request.look) if not tab else None,
        "came_from": _line(found.before, found.relatives, request),
        "went_to": _line(found.after, found.relatives, request),
        "tab": tab,
        "tabs": [_tab(view, pk, request, is_current=view.key == tab) for view in views],
        "panels": slots.panels.on(PLACE, found, request.look, request.actor, tab=tab),
        "history": _recorded(request, pk) if tab == RECORDED else (),
        "may_keep": may_keep,
    }
    return negotiation.varying(page(request, "organisations/organisation.html", context))


def _line(
    links: Iterable[queries.Succession], relatives: Mapping[int, queries.Named], request: PageRequest
) -> list[dict[str, Any]]:
    """The links of a line of successors, as sentences can be made of them."""
    return [
        {
            "of": relatives.get(link.of),
            "to": relatives.get(link.to),
            "label": ChangeKind(link.kind).label,
            "day": link.day,
            "url": address("organisations:change", link.event, look=request.look),
            "is_ahead": link.happened is not Certainty.YES,
        }
        for link in links
        if link.of in relatives and link.to in relatives
    ]


def _recorded(request: PageRequest, pk: int) -> tuple[HistoryEntry, ...]:
    return history(Ref(PLACE, pk), request.actor, limit=100, known_at=request.look.known_at)


def _tab(view: slots.Tab, pk: int, request: PageRequest, *, is_current: bool) -> Tab:
    query = f"tab={view.key}" if view.key else ""
    return Tab(view.title, address("organisations:organisation", pk, look=request.look, query=query), is_current)


def _told(event: queries.LifeEvent, *, may_keep: bool) -> TimelineEntry:
    """An entry of the life. Where a change was recorded it leads there; that its legal basis is missing is said."""
    sentence = wording.LIFE[event.code] % event.params
    details = [Link(event.note)] if event.note else []
    if event.change is not None:
        if event.instrument is None:
            details.append(Link(_("legal basis not known")))
        label = _("correct or withdraw") if may_keep else _("the change")
        details.append(Link(label, address("organisations:change", event.change)))
    return TimelineEntry(event.when, sentence, instrument=_basis(event), basis=event.basis, details=tuple(details))


def _turn(event: queries.LifeEvent | None, request: PageRequest) -> dict[str, Any] | None:
    """What ended the body before the day looked at, or begins it after: a sentence that leads to the change."""
    if event is None:
        return None
    url = address("organisations:change", event.change, look=request.look) if event.change else ""
    return {"text": wording.LIFE[event.code] % event.params, "url": url, "when": event.when}


def _basis(fact: OrganisationFact | queries.LifeEvent | None) -> Link | None:
    """The instrument on which a fact rests, with the address of its page."""
    if fact is None or fact.instrument is None:
        return None
    return Link(str(fact.instrument), address("law:instrument", fact.instrument.pk))


def _other_names(name: Translated) -> list[dict[str, str]]:
    """The name in the languages other than the one shown above."""
    shown = name.best()
    return [
        {"code": code, "label": get_language_info(code)["name_translated"], "text": name[code]}
        for code, _label in settings.LANGUAGES
        if code in name and shown is not None and code != shown.language
    ]


@needs(KEEP_REGISTRY)
def found(request: PageRequest) -> HttpResponse:
    """Enter a new body or unit."""
    initial = {"parent": _body(request.GET.get("parent"))}
    form = forms.FoundForm(request.POST or None, initial=initial, actor=request.actor)
    if request.method == "POST":
        made = submit(form, actions.found, by=request.actor)
        if made is not None:
            messages.success(request, _("The body was entered."))
            return redirect("organisations:organisation", made.pk)
    context = {"form": form, "title": _("Enter a body or unit"), "send": _("Enter")}
    return page(request, "organisations/form.html", context, status=422 if form.is_bound else 200)


def _body(typed: str | None) -> Organisation | None:
    known = typed and typed.isascii() and typed.isdigit() and len(typed) < 19
    return Organisation.objects.filter(pk=int(typed)).first() if known and typed else None


def change_form(
    request: PageRequest,
    pk: int,
    form_class: type[KurulForm],
    action: Callable[..., Any],
    title: Text,
    *,
    now: Callable[[queries.Page], dict[str, Any]] = lambda _page: {},
    more: Callable[[queries.Page], dict[str, Any]] | None = None,
    lead: Text = "",
    **fixed: Any,
) -> HttpResponse:
    """The form of one change, prefilled with what holds `now`; back to the body's page when it is recorded."""
    # Its parts and numbers are read only where the form asks `more` of them.
    shown = queries.page(pk, request.look, request.actor, language=active_language(), whole=more is not None)
    if shown is None:
        raise Http404
    initial = {"version": shown.version, **now(shown)}
    offered = more(shown) if more is not None else {}
    form = form_class(request.POST or None, initial=initial, actor=request.actor, **offered)
    if request.method == "POST":
        body = Organisation.objects.get(pk=pk)
        if submit(form, action, organisation=body, by=request.actor, **fixed) is not None:
            messages.success(request, _("Recorded."))
            return redirect("organisations:organisation", pk)
        if isinstance(form, VersionedForm) and form.is_stale:
            form.renew(shown.version)
    context = {"form": form, "organisation": shown, "title": title, "lead": lead, "send": _("Record")}
    return page(request, "organisations/form.html", context, status=422 if form.is_bound else 200)


def _name_now(shown: queries.Page) -> dict[str, Any]:
    return {"name": shown.name.name, "abbreviation": shown.name.abbreviation}


@needs(KEEP_REGISTRY)
def rename(request: PageRequest, pk: int) -> HttpResponse:
    """Record a new name from a day on."""
    return change_form(
        request, pk, forms.RenameForm, actions.rename, _("Record a new name"), now=_name_now, lead=CHANGES["renamed"]
    )


@needs(KEEP_REGISTRY)
def correct_name(request: PageRequest, pk: int) -> HttpResponse:
    """Correct a name that was entered wrongly."""
    day = Bound.on(request.look.day)
    title = _("Correct the name")
    return change_form(request, pk, forms.CorrectNameForm, actions.correct_name, title, now=_name_now, day=day)


@needs(KEEP_REGISTRY)
def move(request: PageRequest, pk: int) -> HttpResponse:
    """Record that it stands under another body from a day on."""
    return change_form(request, pk, forms.MoveForm, actions.move, _("Record a new parent"), lead=CHANGES["moved"])


@needs(KEEP_REGISTRY)
def reclassify(request: PageRequest, pk: int) -> HttpResponse:
    """Record another kind or level from a day on."""
    title = _("Record a new kind or level")
    return change_form(
        request,
        pk,
        forms.ReclassifyForm,
        actions.reclassify,
        title,
        now=lambda p: {"kind": p.kind, "level": p.level},
        lead=CHANGES["reclassified"],
    )


@needs(KEEP_REGISTRY)
def abolish(request: PageRequest, pk: int) -> HttpResponse:
    """Record the end of a body."""
    return change_form(
        request, pk, forms.AbolishForm, actions.abolish, _("Record the abolition"), lead=CHANGES["abolished"]
    )
