"""The bare framework: the same rows in plain Django views, without rights, history, shell or middleware."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine
from django.urls import path

PAGE = Engine().from_string(
    "<!doctype html><html><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1><table>"
    "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}"
    "</table></body></html>"
)
LIST_SQL = """
    SELECT o.id, n.name, n.abbreviation, k.name, l.name, p.parent_id
    FROM organisations_organisation o
    JOIN organisations_existence e ON e.organisation_id = o.id AND e.superseded_at IS NULL
         AND e.valid_from_latest <= %s AND e.valid_to_earliest > %s
    LEFT JOIN organisations_name n ON n.organisation_id = o.id AND n.superseded_at IS NULL
         AND n.valid_from_latest <= %s AND n.valid_to_earliest > %s
    LEFT JOIN organisations_classification c ON c.organisation_id = o.id AND c.superseded_at IS NULL
         AND c.valid_from_latest <= %s AND c.valid_to_earliest > %s
    LEFT JOIN organisations_kind k ON k.id = c.kind_id
    LEFT JOIN organisations_level l ON l.id = c.level_id
    LEFT JOIN organisations_placement p ON p.organisation_id = o.id AND p.superseded_at IS NULL
         AND p.valid_from_latest <= %s AND p.valid_to_earliest > %s
"""
SUBTREE_SQL = """
    WITH RECURSIVE below(node) AS (
        SELECT organisation_id FROM organisations_placement
        WHERE parent_id = %s AND superseded_at IS NULL AND valid_from_latest <= %s AND valid_to_earliest > %s
        UNION
        SELECT p.organisation_id FROM organisations_placement p JOIN below b ON p.parent_id = b.node
        WHERE p.superseded_at IS NULL AND p.valid_from_latest <= %s AND p.valid_to_earliest > %s
    ) SELECT node FROM below
"""
_sort_key = {"sqlite": "json_extract(n.sort_keys, '$.tr')", "postgresql": "n.sort_keys ->> 'tr'"}


def list_rows(day: str, size: int = 50) -> list[tuple[object, ...]]:
    """The first rows of the list in one hand-written query."""
    with connection.cursor() as cursor:
        order = f" ORDER BY {_sort_key[connection.vendor]}, o.id LIMIT {size:d}"
        cursor.execute(LIST_SQL + order, [day] * 8)
        return cursor.fetchall()


def record_row(pk: int, day: str) -> tuple[object, ...]:
    """One organisation in one hand-written query."""
    with connection.cursor() as cursor:
        cursor.execute(LIST_SQL + " WHERE o.id = %s", [*[day] * 8, pk])
        found: tuple[object, ...] = cursor.fetchone()
        return found


def subtree(pk: int, day: str) -> set[int]:
    """Everything below an organisation in one hand-written query."""
    with connection.cursor() as cursor:
        cursor.execute(SUBTREE_SQL, [pk, day, day, day, day])
        return {row[0] for row in cursor.fetchall()}


def list_page(request: HttpRequest) -> HttpResponse:
    """The list as a bare page."""
    rows = list_rows(request.GET["as_of"])
    return HttpResponse(PAGE.render(Context({"title": "Bodies", "rows": rows})))


def record_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation as a bare page."""
    rows = [record_row(pk, request.GET["as_of"])]
    return HttpResponse(PAGE.render(Context({"title": "Body", "rows": rows})))


def list_json(request: HttpRequest) -> HttpResponse:
    """The list as bare JSON."""
    return JsonResponse({"items": list_rows(request.GET["as_of"])}, json_dumps_params={"default": str})


def at_its_own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The only middleware: both handlers run in one process, so this one's requests are told where they belong."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.__dict__["urlconf"] = "benchmarks.bare"
        return get_response(request)

    return handle


urlpatterns = [
    path("organisations/", list_page),
    path("organisations/<int:pk>/", record_page),
    path("api/organisations", list_json),
]
