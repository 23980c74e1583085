"""The page of one instrument, and the list of what rests on it."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import slots
from kurul.kernel.audit.queries import history
from kurul.kernel.provenance import Basis
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.web import exports, negotiation
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, TimelineEntry
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.rooms.law import queries
from kurul.rooms.law.permissions import can_keep
from kurul.rooms.law.tables import RestingTable
from kurul.rooms.law.views.linked_data import as_linked_data, eli_url
from kurul.rooms.law.wording import ACTING, ADDING, MET

MOST_NODES = 300  # provisions shown at once; of larger instruments the first level only, the rest one click away


@anonymous
def instrument(request: PageRequest, pk: int) -> HttpResponseBase:
    """One instrument, by the knowledge looked with; as linked data for programs that ask for it."""
    relations = queries.told(pk, request.look, request.actor)
    found = queries.page(pk, request.look, request.actor, told=relations)
    if found is None:
        raise Http404
    counts = queries.how_many_citations(pk, request.look, request.actor)
    tree = queries.tree(pk, request.look, request.actor, citations=counts)
    if (form := negotiation.form_asked(request)) is not None:
        return as_linked_data(request, form, found, tree, relations)
    resting = queries.resting_on([pk], request.look, request.actor, most=queries.COUNTED)
    may_keep = can_keep(request.actor).allowed and request.look.is_now
    context = {
        "trail": [_law(request), Link(str(found))],
        "instrument": found,
        "marks": _marks(found),
        "other_titles": _other_titles(found),
        "source_url": found.said.source if found.said.source.startswith(("https://", "http://")) else "",
        "tree": tree,
        "standing": 0 if found.issued is Certainty.NO else tree.standing,
        "is_whole": tree.count <= MOST_NODES,
        "own_query": f"instrument={pk}",
        "eli_url": eli_url(request, found.eli),
        "relations": relations,
        "timeline": [_entry(line, request) for line in relations],
        "resting": [_counted(row, request) for row in resting],
        "resting_total": queries.in_all(resting),
        "panels": slots.panels.on("law.instrument", found, request.look, request.actor),
        "history": history(Ref("law.instrument", pk), request.actor, limit=20),
        "may_keep": may_keep,
    }
    return negotiation.varying(page(request, "law/instrument.html", context))


@anonymous
def resting(request: PageRequest, pk: int) -> HttpResponseBase:
    """Everything that rests on one instrument on the day looked at."""
    found = queries.page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    most = None if "export" in request.GET else queries.LISTED
    wanted = request.GET.get("what", "")
    rows = queries.resting_on([pk], request.look, request.actor, most=most)
    if wanted:
        rows = [row for row in rows if row.code == wanted]
    table = RestingTable(rows, request=request, caption=_("What rests on it"), exclude=("on", "ended", "ended_on"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {
        "trail": [
            _law(request),
            Link(str(found), address("law:instrument", pk, look=request.look)),
            Link(table.caption),
        ],
        "instrument": found,
        "table": table,
        "total": queries.in_all(rows),
        "is_narrow": bool(wanted),
    }
    return page(request, "law/resting.html", context)


def _law(request: PageRequest) -> Link:
    return Link(pgettext_lazy("navigation", "Law"), address("law:list", look=request.look))


def _counted(row: queries.Resting, request: PageRequest) -> dict[str, Any]:
    """A kind of statement that rests on the instrument, how many there are, and where they are listed."""
    url = address("law:resting", row.instrument, look=request.look, query=f"what={row.code}")
    return {"kind": row.kind, "total": row.total, "url": url}


def _entry(line: queries.Told, request: PageRequest) -> TimelineEntry:
    words = (ACTING if line.side is queries.Side.ACTS else MET)[line.kind] if not line.adds else ADDING[line.side]
    sentence = f"{line.own_cited}: {words}" if line.own_cited else words
    other = Link(line.other_cited, address("law:instrument", line.other.pk, look=request.look))
    changes = (
        Link(_("Correct the day"), address("law:correct_relation", line.id)),
        Link(_("Withdraw"), address("law:withdraw_relation", line.id)),
    )
    may_change = can_keep(request.actor).allowed and request.look.is_now
    return TimelineEntry(
        day=line.day,
        sentence=sentence,
        basis=line.basis,
        details=(other, *(changes if may_change else ())),
    )


def _marks(found: queries.Page) -> dict[str, str]:
    """The basis to show beside each value: inferred ones are marked, texts by the language they are shown in."""
    marks = dict.fromkeys(found.inferred, Basis.INFERRED.value)
    for name in ("title", "issuing_body", "relevance", "status_note"):
        said = getattr(found.said, name).best()
        if said is not None:
            marks[name] = marks.get(f"{name}.{said.language}", "")
    if found.basis != Basis.STATED:
        marks["title"] = found.basis
    return marks


def _other_titles(found: queries.Page) -> list[dict[str, Any]]:
    """The title in the languages other than the one shown above."""
    title, shown = found.said.title, found.said.title.best()
    return [
        {"code": code, "label": str(label), "text": title[code], "is_inferred": f"title.{code}" in found.inferred}
        for code, label in settings.LANGUAGES
        if code in title and shown is not None and code != shown.language
    ]
