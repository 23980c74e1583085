"""One address, several forms: a page for people, linked data for programs that ask for it.

A program asks by its `Accept` header, a person follows a link with `?format=ttl`. Caches are told that the answer
varies.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from kurul.kernel.exports import Export
from kurul.kernel.linked_data.streams import TYPES
from kurul.kernel.web.request import PageRequest

HTML = "text/html"
Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True)
class OpenForm:
    """A link to a record as linked data."""

    label: str
    type: str
    query: str


OPEN_FORMS = tuple(
    OpenForm(label, TYPES[form], f"format={form}")
    for form, label in (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("rdf", "RDF/XML"))
)


def form_asked(request: PageRequest) -> str | None:
    """The form of linked data that the request prefers to a page ("ttl", "jsonld", "rdf"); None for the page.

    Raises Http404 for a form that there is not.
    """
    if "format" in request.GET:
        form = request.GET["format"]
        if form not in TYPES:
            raise Http404
        return form
    preferred = request.get_preferred_type([HTML, *TYPES.values()])
    return next((form for form, media_type in TYPES.items() if media_type == preferred), None)


def empty(form: str) -> Export:
    """Where a document of that form is written."""
    return Export(BytesIO(), form)


def answer(export: Export, name: str) -> HttpResponse:
    """The document as an answer; `name` is that of the file without its ending."""
    stream = export.stream
    assert isinstance(stream, BytesIO)
    response = HttpResponse(stream.getvalue(), content_type=f"{TYPES[export.form]}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.{export.form}"'
    return varying(response)


def varying(response: Response) -> Response:
    """The same answer, marked as one of several for its address."""
    patch_vary_headers(response, ["Accept"])
    return response
