"""The limit for the difference of two days: what happened after the one and until the other, by hand in SQL.

As the page answers it: how many changes of each group, and the first fifty, of the whole government or of one body with
all that stood below it on either day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

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
GROUPS += ("holders", "cio", "lines", "delegations", "boards", "law")
STARTS, ENDS = ("valid_from", "valid_from_latest"), ("valid_to_earliest", "valid_to")
RESTRUCTURED = "e.kind IN ('split', 'merged', 'absorbed', 'transferred')"
Found = tuple[str, str, int, int]  # group, what, record, fact


def difference(
    first: str, last: str, counting: Collection[int], body: int | None = None
) -> tuple[dict[str, int], list[Found]]:
    """How many changes there are of each group, and the first fifty; which posts count as CIO seats is told."""
    inside = None if body is None else {body} | subtree(body, first) | subtree(body, last)
    parts = _parts(_Asked(first, last, inside), counting)
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


Part = tuple[str, str]  # a SELECT, and the column of the latest day


@dataclass(frozen=True)
class _Asked:
    """Between which days, and of which bodies (None: all)."""

    first: str
    last: str
    inside: set[int] | None

    def happened(self, days: tuple[str, str]) -> str:
        """The condition of a row that began (or, by ENDS, ended) in between for certain."""
        if days == ENDS:
            return (
                "e.superseded_at IS NULL AND e.valid_to_earliest < '9999-12-31' "
                f"AND e.valid_to_earliest > '{self.first}' "
                f"AND e.valid_to_earliest <= '{self.last}' AND e.valid_to <= '{self.last}'"
            )
        exactly = f"e.{days[1]} > '{self.first}' AND e.{days[1]} <= '{self.last}' AND e.{days[0]} > '{self.first}'"
        return f"e.superseded_at IS NULL AND {exactly}"

    def part(self, table: str, group: str, what: str, record: str, days: tuple[str, str], more: str = "") -> Part:
        """The narrow rows of one sort of change."""
        said = f"'{group}' AS grp, '{what}' AS what"
        order = days[0] if days == ENDS else days[1]  # the one of which there is an index
        columns = f"{said}, e.{record} AS record, e.id AS fact, e.{order} AS latest"
        return f"SELECT {columns} FROM {table} e WHERE {self.happened(days)} {more}", f"e.{order}"

    def belongs(self, *columns: str) -> str:
        """The condition of a fact about a post: the post, or one of several, stood in one of the bodies in between."""
        if self.inside is None:
            return ""
        stood = " OR ".join(
            "EXISTS (SELECT 1 FROM positions_postplacement q WHERE q.superseded_at IS NULL "
            f"AND q.post_id = e.{column} AND q.valid_from <= '{self.last}' AND q.valid_to > '{self.first}' "
            f"AND {_plus()}q.organisation_id IN (SELECT number FROM within))"
            for column in columns
        )
        return f"AND ({stood})"


def _plus() -> str:
    return "+" if connection.vendor == "sqlite" else ""


def _other(table: str, owner: str, one: str, same: str) -> str:
    return (
        f"AND NOT EXISTS (SELECT 1 FROM {table} x WHERE x.superseded_at IS NULL AND x.{owner} = e.{owner} "
        f"AND x.{one} = e.{same})"
    )


def _parts(asked: _Asked, counting: Collection[int]) -> list[Part]:
    return [*_of_bodies(asked), *_of_posts(asked, counting), *_of_powers(asked)]


def _of_bodies(asked: _Asked) -> Iterator[Part]:
    mine = "" if asked.inside is None else f"AND {_plus()}e.organisation_id IN (SELECT number FROM within)"
    born = _other("organisations_existence", "organisation_id", "valid_from", "valid_from")
    died = _other("organisations_existence", "organisation_id", "valid_to", "valid_to")
    stays = _other("organisations_placement", "organisation_id", "valid_from", "valid_to_earliest")
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
        yield asked.part(f"organisations_{table}", group, what, "organisation_id", days, f"{more} {mine}")
    took_part = (
        "AND EXISTS (SELECT 1 FROM organisations_changepart p WHERE p.event_id = e.id "
        "AND p.organisation_id IN (SELECT number FROM within))"
    )
    rebuilt = f"AND {RESTRUCTURED} {'' if asked.inside is None else took_part}"
    days = ("day_earliest", "day_latest")
    yield asked.part("organisations_changeevent", "restructuring", "restructured", "id", days, rebuilt)


def _of_posts(asked: _Asked, counting: Collection[int]) -> Iterator[Part]:
    new = _other("positions_postexistence", "post_id", "valid_from", "valid_from")
    belongs = asked.belongs("post_id")
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
        yield asked.part(f"positions_{table}", "cio", what, "post_id", days, f"{counts} {more} {belongs}")
        counts = f"AND e.post_id NOT IN ({seats})" if counting else ""
        yield asked.part(f"positions_{table}", group, what, "post_id", days, f"{counts} {more} {belongs}")


def _of_powers(asked: _Asked) -> Iterator[Part]:
    """Reporting lines, and delegations, which concern the bodies of both posts."""
    new = _other("positions_postexistence", "post_id", "valid_from", "valid_from")
    died = _other("positions_postexistence", "post_id", "valid_to", "valid_to")
    follows = _other("positions_reportingline", "post_id", "valid_from", "valid_to_earliest")
    belongs = asked.belongs("post_id")
    yield asked.part("positions_reportingline", "lines", "reports", "post_id", STARTS, f"{new} {belongs}")
    left = f"{died} {follows} {belongs}"
    yield asked.part("positions_reportingline", "lines", "reports_no_more", "post_id", ENDS, left)
    both = asked.belongs("from_post_id", "to_post_id")
    for what, days in (("delegated", STARTS), ("delegation_ended", ENDS)):
        yield asked.part("positions_delegation", "delegations", what, "from_post_id", days, both)
