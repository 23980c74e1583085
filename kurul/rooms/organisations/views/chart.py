"""The organisation chart of a body, as a page, as SVG and as a sheet of paper."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import charts
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link
from kurul.kernel.web.days import day_text
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.sheets import sheet
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.queries import ChartNode

LEVELS = 2  # below the body, unless the address says otherwise
PAGE, CHART = "organisations:organisation", "organisations:chart"


@anonymous
def chart(request: PageRequest, pk: int) -> HttpResponse:
    """The body and what stands below it on the day looked at, drawn."""
    asked = request.GET.get("levels", "")
    known = len(asked) == 1 and asked.isascii() and asked.isdigit() and 1 <= int(asked) <= queries.DEEPEST
    levels = int(asked) if known else LEVELS
    found = queries.chart(pk, request.look, request.actor, depth=levels, language=active_language())
    if found is None:
        raise Http404
    title = _("Organisation chart: %(name)s") % {"name": found.body}
    description = _description(found, request.look)
    picture = charts.hierarchy("hierarchy", title, description, _box(found, levels, request.look))
    if request.GET.get("export") in ("svg", "pdf"):
        return _file(request, picture, title, f"{description} {picture.drawing.key}".strip())
    context = {
        "found": found,
        "picture": picture,
        "trail": [
            Link(_("Bodies"), address("organisations:list", look=request.look)),
            Link(str(found.body), address(PAGE, pk, look=request.look)),
            Link(_("Organisation chart")),
        ],
        "levels": [(number, number == levels) for number in range(1, queries.DEEPEST + 1)],
    }
    return page(request, "organisations/chart.html", context)


def _description(found: ChartNode, look: Look) -> str:
    count = _count(found) - 1
    parts = ngettext("%(count)s body or unit below it", "%(count)s bodies and units below it", count) % {"count": count}
    return _("%(parts)s, as of %(day)s.") % {"parts": parts, "day": day_text(look.day)}


def _count(node: ChartNode) -> int:
    return 1 + sum(_count(part) for part in node.parts)


def _box(node: ChartNode, levels: int, look: Look) -> charts.Box:
    said = node.body.name.best()
    details = [str(one) for one in (node.body.abbreviation, node.level or node.kind, node.head) if str(one)]
    parts = [_box(part, levels, look) for part in node.parts]
    if node.hidden and node.parts:
        parts.append(
            charts.Box(
                _more(node.hidden), address("organisations:list", look=look, query=f"under={node.body.id}&perhaps=on")
            )
        )
    elif node.hidden:
        details.append(_more(node.hidden))
    leads_on = bool(node.hidden and not node.parts)
    url = address(CHART, node.body.id, look=look, query=f"levels={levels}") if leads_on else ""
    return charts.Box(
        name=str(node.body) or _("name not known"),
        url=url or address(PAGE, node.body.id, look=look),
        key=node.body.id,
        language=said.language if said and said.language != active_language() else "",
        details=details,
        is_unsure=node.certainty is not Certainty.YES,
        parts=parts,
    )


def _more(count: int) -> str:
    return ngettext("show %(count)s more", "show %(count)s more", count) % {"count": count}


def _file(request: PageRequest, picture: charts.Chart, title: str, description: str) -> HttpResponse:
    svg = render_to_string(
        "charts/hierarchy_picture.html",
        {"drawing": picture.drawing, "alone": True, "title": title, "description": description},
    )
    form = request.GET["export"]
    if form == "pdf":
        line = f"Kurul · {day_text(request.look.day)}"
        response = HttpResponse(sheet(svg, title, line, description), content_type="application/pdf")
    else:
        response = HttpResponse(svg, content_type="image/svg+xml")
    name = f"kurul-{picture.drawing.root.key}-{request.look.day.isoformat()}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
