"""Instruments as linked data, for programs that ask for it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse

from kurul.kernel.web import negotiation
from kurul.kernel.web.request import PageRequest
from kurul.rooms.law import eli, queries


def eli_url(request: PageRequest, path: str | None) -> str:
    """The address of an ELI that keeps the day looked at; empty where there is none."""
    parameters = urlencode(request.look.parameters)
    return f"/eli/{path}?{parameters}".rstrip("?") if path else ""


def as_linked_data(
    request: PageRequest, form: str, found: queries.Page, tree: queries.Tree, relations: Sequence[queries.Told]
) -> HttpResponse:
    """The instrument on the day looked at, as RDF in the form ("ttl", "jsonld", "rdf")."""
    base = f"{request.scheme}://{request.get_host()}"
    export = negotiation.empty(form)
    eli.write(eli.graph(found, tree, relations, base=base, day=request.look.day), export)
    return negotiation.answer(export, f"instrument-{found.id}")
