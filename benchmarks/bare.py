"""The limit: hand-written SQL for the same answers, and the same rows in plain Django views without anything else."""

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine
from django.urls import path

from kurul.kernel.turkish import fold

PAGE = Engine().from_string(
    "<!doctype html><html><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1><table>"
    "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}"
    "</table></body></html>"
)
_sort_key = {"sqlite": "json_extract(n.sort_keys, '$.tr')", "postgresql": "(n.sort_keys ->> 'tr') COLLATE \"C\""}
Row = tuple[Any, ...]


def holds(alias: str, day: str) -> str:
    """Condition: the row is held true and certainly holds on the day (ours, never typed by anybody)."""
    certain = f"{alias}.valid_from_latest <= '{day}' AND {alias}.valid_to_earliest > '{day}'"
    return f"{alias}.superseded_at IS NULL AND {certain}"


def rows_of(sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _joined(day: str) -> str:
    return f"""
    SELECT o.id, n.name, n.abbreviation, k.name, l.name, p.parent_id, pn.name, o.basis
    FROM organisations_organisation o
    CROSS JOIN organisations_existence e
    LEFT JOIN organisations_name n ON n.organisation_id = o.id AND {holds("n", day)}
    LEFT JOIN organisations_classification c ON c.organisation_id = o.id AND {holds("c", day)}
    LEFT JOIN organisations_kind k ON k.id = c.kind_id
    LEFT JOIN organisations_level l ON l.id = c.level_id
    LEFT JOIN organisations_placement p ON p.organisation_id = o.id AND {holds("p", day)}
    LEFT JOIN organisations_name pn ON pn.organisation_id = p.parent_id AND {holds("pn", day)}
    WHERE e.organisation_id = o.id AND {holds("e", day)}
    """


def list_rows(day: str, size: int = 50) -> list[Row]:
    """The first rows of the list by name: their numbers out of the index over the names, then their lines."""
    first = rows_of(
        f"""
        SELECT n.organisation_id FROM organisations_name n WHERE {holds("n", day)} AND {_exists(day)}
        ORDER BY {_sort_key[connection.vendor]}, n.organisation_id LIMIT {size:d}
        """
    )
    return by_number(day, [number for (number,) in first])


def all_rows(day: str) -> Iterator[Row]:
    """The whole list in one statement, read as it comes."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{_joined(day)} ORDER BY {_sort_key[connection.vendor]}, o.id")
        while rows := cursor.fetchmany(1000):
            yield from rows


def _exists(day: str) -> str:
    existing = f"e.organisation_id = n.organisation_id AND {holds('e', day)}"
    return f"EXISTS (SELECT 1 FROM organisations_existence e WHERE {existing})"


def by_number(day: str, numbers: Collection[int]) -> list[Row]:
    """The lines of these organisations, in the order of the numbers."""
    if not numbers:
        return []
    found = rows_of(f"{_joined(day)} AND o.id IN ({', '.join(map(str, numbers))})")
    places = {number: place for place, number in enumerate(numbers)}
    return sorted(found, key=lambda row: places[row[0]])


def how_many(day: str) -> int:
    """How many bodies exist on the day: what every list says above its rows."""
    return int(rows_of(f"SELECT count(*) FROM organisations_existence e WHERE {holds('e', day)}")[0][0])


def subtree(pk: int, day: str) -> set[int]:
    """Everything below an organisation."""
    return {row[0] for row in rows_of(_below(day) + "SELECT node FROM below", [pk])}


def _below(day: str) -> str:
    return f"""
    WITH RECURSIVE below(node) AS (
        SELECT p.organisation_id FROM organisations_placement p WHERE p.parent_id = %s AND {holds("p", day)}
        UNION
        SELECT p.organisation_id FROM below b JOIN organisations_placement p ON {_is("p.parent_id", "b.node")}
        WHERE {holds("p", day)}
    )
    """


def _is(one: str, other: str) -> str:
    """Equality, as each database walks quickest by (SQLite would read the whole table into a filter first)."""
    return f"{one} >= {other} AND {one} <= {other}" if connection.vendor == "sqlite" else f"{one} = {other}"


def subtree_rows(pk: int, day: str, size: int = 50) -> list[Row]:
    """The first rows of everything below an organisation, by name."""
    first = rows_of(
        _below(day)
        + f"""
        SELECT n.organisation_id FROM organisations_name n
        WHERE n.organisation_id IN (SELECT node FROM below) AND {holds("n", day)} AND {_exists(day)}
        ORDER BY {_sort_key[connection.vendor]}, n.organisation_id LIMIT {size:d}
        """,
        [pk],
    )
    return by_number(day, [number for (number,) in first])


def ancestors(pk: int, day: str) -> list[int]:
    """Those above an organisation, nearest first."""
    return [
        row[0]
        for row in rows_of(
            f"""
            WITH RECURSIVE above(node, depth) AS (
                SELECT p.parent_id, 1 FROM organisations_placement p WHERE p.organisation_id = %s AND {holds("p", day)}
                UNION
                SELECT p.parent_id, a.depth + 1 FROM above a
                JOIN organisations_placement p ON {_is("p.organisation_id", "a.node")}
                WHERE {holds("p", day)}
            ) SELECT node FROM above ORDER BY depth
            """,
            [pk],
        )
    ]


def body(pk: int, day: str) -> list[Row]:
    """One organisation with its whole history, those above it, and its parts with theirs: in five statements."""
    facts = "valid_from, valid_from_latest, valid_to_earliest, valid_to"
    own = []
    for said, columns in (
        ("existence", ""),
        ("name", ", name, abbreviation"),
        ("classification", ", kind_id, level_id"),
        ("placement", ", parent_id"),
        ("identifier", ", scheme, value"),
    ):
        own += rows_of(
            f"SELECT {facts}{columns} FROM organisations_{said} "
            "WHERE organisation_id = %s AND superseded_at IS NULL ORDER BY valid_from_latest",
            [pk],
        )
    above = ancestors(pk, day)
    named = above and by_number(day, above)
    parts = rows_of(
        f"SELECT p.organisation_id FROM organisations_placement p WHERE p.parent_id = %s AND {holds('p', day)}", [pk]
    )
    counted = rows_of(
        f"SELECT q.parent_id, count(*) FROM organisations_placement p JOIN organisations_placement q "
        f"ON q.parent_id = p.organisation_id AND {holds('q', day)} "
        f"WHERE p.parent_id = %s AND {holds('p', day)} GROUP BY q.parent_id",
        [pk],
    )
    return [*own, *named, *by_number(day, [number for (number,) in parts]), *counted]


def found(text: str, day: str, size: int = 50) -> list[Row]:
    """Bodies by any name that they ever had, by their name on the day: the names are read once."""
    first = rows_of(
        f"""
        WITH ever AS (
            SELECT DISTINCT m.organisation_id FROM organisations_name m
            WHERE m.superseded_at IS NULL AND m.search_text LIKE %s
        )
        SELECT n.organisation_id FROM ever CROSS JOIN organisations_name n
        WHERE n.organisation_id = ever.organisation_id AND {holds("n", day)} AND {_exists(day)}
        ORDER BY {_sort_key[connection.vendor]}, n.organisation_id LIMIT {size:d}
        """,
        [f"%{fold(text)}%"],
    )
    return by_number(day, [number for (number,) in first])


def cio_seats(day: str) -> list[Row]:
    """For every ministry the posts that count by the rule, and who holds them on the day."""
    return rows_of(
        f"""
        WITH counted AS (
            SELECT pp.organisation_id, tt.post_id FROM positions_equivalenceterms t
            CROSS JOIN positions_posttitle tt
            JOIN positions_postplacement pp ON pp.post_id = tt.post_id AND {holds("pp", day)}
            WHERE {holds("t", day)} AND tt.kind_id = t.post_kind_id AND {holds("tt", day)} AND NOT EXISTS (
                SELECT 1 FROM positions_equivalencefunction f WHERE f.rule_id = t.rule_id AND f.is_required
                AND {holds("f", day)} AND NOT EXISTS (
                    SELECT 1 FROM positions_portfolioentry h
                    WHERE h.post_id = tt.post_id AND h.function_id = f.function_id AND {holds("h", day)}))
        )
        SELECT c.organisation_id, counted.post_id, a.person_id, a.capacity, nm.given_name, nm.family_name
        FROM positions_equivalenceterms t
        CROSS JOIN organisations_classification c
        LEFT JOIN counted ON counted.organisation_id = c.organisation_id
        LEFT JOIN positions_appointment a ON a.post_id = counted.post_id AND {holds("a", day)}
        LEFT JOIN people_personname nm ON nm.person_id = a.person_id AND nm.superseded_at IS NULL
        WHERE {holds("t", day)} AND c.kind_id = t.organisation_kind_id AND {holds("c", day)}
        ORDER BY c.organisation_id, counted.post_id
        """
    )


def who_may(power: str, pk: int, amount: Decimal, day: str) -> list[Row]:
    """Who may use a power in a body up to an amount: the posts by which it comes there, the most that each may decide,
    and who is in it: whoever acts where somebody does, else the holders.

    Knows only what the made-up nation has: powers held by kinds of posts in their own body, and delegations by posts
    for everywhere.
    """
    own = "+" if connection.vendor == "sqlite" else ""  # not by the index over powers, but by that over posts
    most = "min" if connection.vendor == "sqlite" else "least"
    return rows_of(
        f"""
        WITH RECURSIVE above(node) AS (
            SELECT CAST({pk:d} AS bigint)
            UNION
            SELECT p.parent_id FROM above a JOIN organisations_placement p ON {_is("p.organisation_id", "a.node")}
            WHERE {holds("p", day)}
        ), comes(post, up_to, goes_on) AS (
            SELECT tt.post_id, h.threshold, h.may_delegate FROM positions_power w
            CROSS JOIN positions_powerheld h CROSS JOIN above
            CROSS JOIN positions_postplacement pp CROSS JOIN positions_posttitle tt
            CROSS JOIN positions_postexistence e
            WHERE w.code = %s AND h.power_id = w.id AND {holds("h", day)} AND h.threshold >= %s
            AND {_is("pp.organisation_id", "above.node")} AND {holds("pp", day)}
            AND {_is("tt.post_id", "pp.post_id")} AND {_is("e.post_id", "pp.post_id")} AND {holds("e", day)}
            AND tt.kind_id = h.post_kind_id AND {holds("tt", day)}
            UNION
            SELECT d.to_post_id, {most}(c.up_to, d.threshold), d.may_pass_on FROM comes c
            CROSS JOIN positions_delegation d CROSS JOIN positions_power w
            CROSS JOIN positions_postexistence e
            WHERE d.from_post_id = c.post AND {holds("d", day)}
            AND {_is("e.post_id", "d.to_post_id")} AND {holds("e", day)}
            AND w.id = {own}d.power_id AND w.code = %s AND c.goes_on AND d.threshold >= %s
        ), found(post, up_to) AS (SELECT post, max(up_to) FROM comes GROUP BY post)
        SELECT f.post, f.up_to, tt.title, o.name, a.person_id, nm.given_name, nm.family_name FROM found f
        CROSS JOIN positions_posttitle tt CROSS JOIN positions_postplacement pp CROSS JOIN organisations_name o
        CROSS JOIN positions_appointment a
        LEFT JOIN people_personname nm ON nm.person_id = a.person_id AND nm.superseded_at IS NULL
        WHERE tt.post_id = f.post AND {holds("tt", day)} AND pp.post_id = f.post AND {holds("pp", day)}
        AND o.organisation_id = pp.organisation_id AND {holds("o", day)} AND a.post_id = f.post AND {holds("a", day)}
        AND (a.capacity = 'acting' OR (a.capacity = 'substantive' AND NOT EXISTS (
            SELECT 1 FROM positions_appointment b
            WHERE b.post_id = f.post AND b.capacity = 'acting' AND {holds("b", day)})))
        ORDER BY f.post, a.person_id
        """,
        [power, str(amount), power, str(amount)],
    )


def _page(title: str, rows: Sequence[Row]) -> HttpResponse:
    return HttpResponse(PAGE.render(Context({"title": title, "rows": rows})))


def list_page(request: HttpRequest) -> HttpResponse:
    """The list as a bare page, all of it or below one organisation."""
    day, under = request.GET["as_of"], request.GET.get("under")
    rows = subtree_rows(int(under), day) if under else list_rows(day)
    return _page(f"Bodies {how_many(day)}", rows)


def record_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation as a bare page."""
    return _page("Body", body(pk, request.GET["as_of"]))


def search_page(request: HttpRequest) -> HttpResponse:
    """What is found as a bare page."""
    return _page("Found", found(request.GET["q"], request.GET["as_of"], 20))


def list_json(request: HttpRequest) -> HttpResponse:
    """The list as bare JSON."""
    day = request.GET["as_of"]
    return JsonResponse({"items": list_rows(day), "total": how_many(day)}, json_dumps_params={"default": str})


def at_its_own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The only middleware: both handlers run in one process, so this one's requests are told where they belong."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.__dict__["urlconf"] = "benchmarks.bare"
        return get_response(request)

    return handle


urlpatterns = [
    path("organisations/", list_page),
    path("organisations/<int:pk>/", record_page),
    path("search/", search_page),
    path("api/organisations", list_json),
]
