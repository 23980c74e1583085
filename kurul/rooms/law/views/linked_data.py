"""Instruments as linked data, for programs that ask for it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse

from kurul.kernel.web.request import PageRequest
from kurul.rooms.law import eli, queries

HTML = "text/html"


def wanted_format(request: PageRequest) -> eli.Format | None:
    """The form in which linked data is asked for, by `?format=` or by the Accept header; None: the page."""
    named = next((one for one in eli.FORMATS if one.ending == request.GET.get("format")), None)
    if named is not None:
        return named
    preferred = request.get_preferred_type([HTML, *(one.media_type for one in eli.FORMATS)])
    return next((one for one in eli.FORMATS if one.media_type == preferred), None)


def eli_url(request: PageRequest, path: str | None) -> str:
    """The address of an ELI that keeps the day looked at; empty where there is none."""
    parameters = urlencode(request.look.parameters)
    return f"/eli/{path}?{parameters}".rstrip("?") if path else ""


def as_linked_data(
    request: PageRequest,
    wanted: eli.Format,
    found: queries.Page,
    tree: queries.Tree,
    relations: Sequence[queries.Told],
) -> HttpResponse:
    """The instrument on the day looked at, as RDF."""
    base = f"{request.scheme}://{request.get_host()}"
    graph = eli.graph(found, tree, relations, base=base, day=request.look.day)
    response = HttpResponse(eli.written(graph, wanted), content_type=f"{wanted.media_type}; charset=utf-8")
    response["Vary"] = "Accept"
    return response
