"""The limit for the difference of two days: what happened after the one and until the other, by hand in SQL.

As the page answers it: how many changes of each group, and the first fifty, of the whole government or of one body with
all that stood below it on either day.
"""

from django.db import connection

from benchmarks.bare import rows_of, subtree

SIZE = 50
GROUPS: tuple[str, ...] = (
    "existence",
    "restructuring",
    "names",
    "places",
    "classes",
    "numbers",
    "posts",
    "post_places",
    "titles",
)
GROUPS += ("holders", "cio", "boards", "law")
STARTS, ENDS = ("valid_from", "valid_from_latest"), ("valid_to_earliest", "valid_to")
RESTRUCTURED = "e.kind IN ('split', 'merged', 'absorbed', 'transferred')"
Found = tuple[str, str, int, int]  # group, what, record, fact


def difference(
    first: str, last: str, counting: set[int], body: int | None = None
) -> tuple[dict[str, int], list[Found]]:
    """How many changes there are of each group, and the first fifty; which posts count as CIO seats is told."""
    inside = None if body is None else {body} | subtree(body, first) | subtree(body, last)
    parts = _parts(first, last, inside, counting)
    named = _within(inside)
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part" for sql, _latest in parts)
    counts: dict[str, int] = dict(rows_of(f"{named}SELECT grp, count(*) FROM ({union}) AS found GROUP BY grp"))
    cut = " UNION ALL ".join(
        f"SELECT * FROM ({sql} ORDER BY {latest} DESC, 3, 4 LIMIT {SIZE}) AS part" for sql, latest in parts
    )
    places = " ".join(f"WHEN '{group}' THEN {place}" for place, group in enumerate(GROUPS))
    plain = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    page = rows_of(
        f"{named}SELECT grp, what, record, fact FROM ({cut}) AS found "
        f"ORDER BY latest DESC, CASE grp {places} END, what{plain}, record, fact LIMIT {SIZE}"
    )
    return counts, page


def _within(inside: set[int] | None) -> str:
    if inside is None:
        return ""
    listed = ", ".join(map(str, sorted(inside)))
    if connection.vendor == "sqlite":
        return f"WITH within(number) AS MATERIALIZED (SELECT value FROM json_each('[{listed}]')) "
    return f"WITH within(number) AS MATERIALIZED (SELECT unnest(ARRAY[{listed}]::bigint[])) "


def _parts(first: str, last: str, inside: set[int] | None, counting: set[int]) -> list[tuple[str, str]]:
    parts: list[tuple[str, str]] = []
    plus = "+" if connection.vendor == "sqlite" else ""
    mine = "" if inside is None else f"AND {plus}e.organisation_id IN (SELECT number FROM within)"

    def began(days: tuple[str, str]) -> str:
        if days == ENDS:
            return (
                f"e.superseded_at IS NULL AND e.valid_to_earliest < '9999-12-31' AND e.valid_to_earliest > '{first}' "
                f"AND e.valid_to_earliest <= '{last}' AND e.valid_to <= '{last}'"
            )
        exactly = f"e.{days[1]} > '{first}' AND e.{days[1]} <= '{last}' AND e.{days[0]} > '{first}'"
        return f"e.superseded_at IS NULL AND {exactly}"

    def add(table: str, group: str, what: str, record: str, days: tuple[str, str], more: str = "") -> None:
        said = f"'{group}' AS grp, '{what}' AS what"
        order = days[0] if days == ENDS else days[1]  # the one of which there is an index
        columns = f"{said}, e.{record} AS record, e.id AS fact, e.{order} AS latest"
        parts.append((f"SELECT {columns} FROM {table} e WHERE {began(days)} {more}", f"e.{order}"))

    def other(table: str, owner: str, one: str, same: str) -> str:
        return (
            f"AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.superseded_at IS NULL AND x.{owner} = e.{owner} "
            f"AND x.{one} = e.{same})"
        )

    born = other("organisations_existence", "organisation_id", "valid_from", "valid_from")
    died = other("organisations_existence", "organisation_id", "valid_to", "valid_to")
    stays = other("organisations_placement", "organisation_id", "valid_from", "valid_to_earliest")
    for table, group, what, days, more in (
        ("existence", "existence", "founded", STARTS, ""),
        ("existence", "existence", "abolished", ENDS, ""),
        ("name", "names", "renamed", STARTS, born),
        ("classification", "classes", "reclassified", STARTS, born),
        ("placement", "places", "moved", STARTS, born),
        ("placement", "places", "left", ENDS, died + stays),
        ("identifier", "numbers", "numbered", STARTS, born),
        ("identifier", "numbers", "number_ended", ENDS, died),
    ):
        add(f"organisations_{table}", group, what, "organisation_id", days, f"{more} {mine}")
    took_part = (
        ""
        if inside is None
        else (
            "AND EXISTS (SELECT 1 FROM organisations_changepart p WHERE p.event_id = e.id "
            "AND p.organisation_id IN (SELECT number FROM within))"
        )
    )
    happened = ("day_earliest", "day_latest")
    rebuilt = f"AND {RESTRUCTURED} {took_part}"
    add("organisations_changeevent", "restructuring", "restructured", "id", happened, rebuilt)
    new = other("positions_postexistence", "post_id", "valid_from", "valid_from")
    belongs = (
        ""
        if inside is None
        else (
            "AND EXISTS (SELECT 1 FROM positions_postplacement q WHERE q.superseded_at IS NULL "
            f"AND q.post_id = e.post_id AND q.valid_from <= '{last}' AND q.valid_to > '{first}' "
            f"AND {plus}q.organisation_id IN (SELECT number FROM within))"
        )
    )
    seats = ", ".join(map(str, sorted(counting))) or "NULL"
    for table, group, what, days, more in (
        ("postexistence", "posts", "established", STARTS, ""),
        ("postexistence", "posts", "abolished", ENDS, ""),
        ("postplacement", "post_places", "moved", STARTS, new),
        ("posttitle", "titles", "retitled", STARTS, new),
        ("appointment", "holders", "taken_up", STARTS, ""),
        ("appointment", "holders", "left", ENDS, ""),
    ):
        counts = f"AND e.post_id IN ({seats})"
        add(f"positions_{table}", "cio", what, "post_id", days, f"{counts} {more} {belongs}")
        counts = f"AND e.post_id NOT IN ({seats})" if counting else ""
        add(f"positions_{table}", group, what, "post_id", days, f"{counts} {more} {belongs}")
    return parts
