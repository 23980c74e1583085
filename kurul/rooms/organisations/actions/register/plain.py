"""The short way for the usual body of a register: new, with one period, one name, one kind and one parent at most.

Its one row is staged in a temporary table, a batch at a time, and the database makes the facts out of it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from kurul.kernel.imports.rules import REFUSED, URI
from kurul.kernel.temporal import bulk
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.organisations import rules
from kurul.rooms.organisations.actions.applying import name_columns
from kurul.rooms.organisations.actions.register.checking import LONGEST_ABBREVIATION, LONGEST_NUMBER
from kurul.rooms.organisations.actions.register.classes import Schemes
from kurul.rooms.organisations.actions.register.rows import COMMON, Wanted
from kurul.rooms.organisations.actions.register.said import Body, Key
from kurul.rooms.organisations.actions.register.spool import Late
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Identifier,
    Kind,
    Level,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
)

_BODIES, _LINKS = "register_bodies", "register_links"
_FACT = (
    ("organisation_id", "bigint"),
    ("instrument_id", "bigint"),
    ("basis", "varchar(20)"),
    ("valid_from", "date"),
    ("valid_from_latest", "date"),
    ("valid_to_earliest", "date"),
    ("valid_to", "date"),
    ("scheme", "varchar(60)"),
    ("value", "varchar(400)"),
)
_BODY = (
    *_FACT,
    ("role_note", "json"),
    ("source", "text"),
    ("name", "json"),
    ("abbreviation", "varchar(60)"),
    ("search_text", "text"),
    ("sort_keys", "json"),
    ("kind_id", "bigint"),
    ("level_id", "bigint"),
)
# The facts that are made of a staged body, with their columns besides those of all facts.
_MADE: Mapping[type[OrganisationFact], str] = {
    Existence: "",
    Name: "name, abbreviation, search_text, sort_keys",
    Classification: "kind_id, level_id",
    Identifier: "scheme, value",
}
_SAID = ", ".join(COMMON[:-1])  # without the moment
Staged = tuple[bulk.Stored, ...]


class PlainLink(NamedTuple):
    """That a new body stands under another one. (A plain tuple: it goes to disk and into a table.)"""

    organisation: int
    instrument: int | None
    basis: str
    valid_from: str
    valid_from_latest: str
    valid_to_earliest: str
    valid_to: str
    scheme: str
    value: str
    key: Key
    file: str
    row: int
    body_row: int

    @property
    def stored(self) -> tuple[bulk.Stored, ...]:
        """The columns of the temporary table."""
        return self[:9]

    def late(self) -> Late:
        """The same for the long way."""
        first, latest, earliest, last = map(date.fromisoformat, self[3:7])
        fact = Wanted((), Period(Bound(first, latest), Bound(earliest, last)), self.basis, self.instrument, self.row)
        links = (((self.scheme, self.value), fact),)
        return Late(self.organisation, False, self.key, "", self.file, self.body_row, links, None, (), False)


def is_plain(body: Body, kinds: Collection[str], levels: Collection[str], schemes: Schemes) -> bool:
    """Whether the body can go the short way; then nothing stands against entering it. What is not plain may be so."""
    if len(body.exists) != 1 or len(body.names) != 1 or len(body.classes) > 1 or body.numbers or body.affiliations:
        return False
    called, (scheme, value), places = body.names[0], body.key, body.places or ()
    sayings = (called, *body.classes)
    if any(said.period is not None or said.basis is not None or said.instrument is not None for said in sayings):
        return False
    if len(places) > 1 or not all((place.period or body.exists[0]).is_possible for place in places):
        return False
    texts = (*called.name.values(), called.abbreviation, *body.role_note.values(), body.source, value)
    return (
        body.exists[0].is_possible
        and bool(called.name)
        and len(called.abbreviation) <= LONGEST_ABBREVIATION
        and all(said.kind in kinds and (not said.level or said.level in levels) for said in body.classes)
        and 0 < len(value) <= LONGEST_NUMBER
        and not value.isspace()
        and scheme != URI
        and scheme not in schemes.checks
        and not any(rules.is_a_scheme(scheme))
        and not any(map(REFUSED.search, texts))
    )


@contextmanager
def staging() -> Iterator[None]:
    """Have the temporary tables for the time of a load."""
    with connection.cursor() as cursor:
        for table, columns in ((_BODIES, _BODY), (_LINKS, _FACT)):
            said = ", ".join(f"{name} {_type(kind)}" for name, kind in columns)
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(f"CREATE TEMPORARY TABLE {table} ({said})")
        yield
        for table in (_BODIES, _LINKS):
            cursor.execute(f"DROP TABLE {table}")


def _type(kind: str) -> str:
    if kind == "json":
        return "jsonb" if connection.vendor == "postgresql" else "text"
    return kind


def enter(new: Sequence[tuple[int, Staged]], moment: datetime, ahead: bulk.Ahead) -> None:
    """Enter the bodies under these numbers with all facts except where they stand; it is done when `ahead` is."""
    if not new:
        return
    bulk.insert_into(_BODIES, [name for name, _kind in _BODY], ((number, *staged) for number, staged in new))
    ahead.send()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_table(Organisation)} (id, basis, role_note, source, version) "  # noqa: S608 (ours)
            f"SELECT organisation_id, basis, role_note, source, 1 FROM {_BODIES} ORDER BY organisation_id"
        )
        for model, more in _MADE.items():
            columns = f"{_SAID}, {more}" if more else _SAID
            only = "WHERE kind_id IS NOT NULL" if model is Classification else ""
            also, given = (", place", ", 0") if model is Identifier else ("", "")
            cursor.execute(
                f"INSERT INTO {_table(model)} ({columns}{also}, recorded_at) "  # noqa: S608 (ours)
                f"SELECT {columns}{given}, {_moment()} FROM {_BODIES} {only} ORDER BY organisation_id",
                [bulk.moment(moment)],
            )
        bulk.empty(_BODIES)


def staged(body: Body, kinds: Mapping[str, Kind], levels: Mapping[str, Level]) -> Staged:
    """The row that is staged for a plain body, all but its number."""
    called = body.names[0]
    made = name_columns(called.name, called.abbreviation)
    kind = level = None
    if body.classes:
        kind = kinds[body.classes[0].kind].pk
        level = levels[body.classes[0].level].pk if body.classes[0].level else None
    return (
        body.instrument,
        str(body.basis),
        *bulk.days(body.exists[0]),
        *body.key,
        bulk.as_json(body.role_note),
        body.source,
        bulk.as_json(called.name),
        called.abbreviation,
        made["search_text"],
        bulk.as_json(made["sort_keys"]),
        kind,
        level,
    )


def links(new: Sequence[tuple[int, Body]]) -> list[PlainLink]:
    """Where these bodies stand, as far as that is said."""
    return [
        PlainLink(
            number,
            place.instrument if place.instrument is not None else body.instrument,
            str(place.basis or body.basis),
            *bulk.days(place.period or body.exists[0]),
            *place.parent,
            body.key,
            body.file,
            place.row or body.row,
            body.row,
        )
        for number, body in new
        for place in body.places or ()
    ]


def link(batch: Sequence[PlainLink], moment: datetime) -> list[PlainLink]:
    """Place these bodies under their parents; those of which something has to be said are left and given back.

    Placed is who names a number that one body carries, once, and that exists, or may exist, when the placement begins.
    """
    bulk.insert_into(_LINKS, [name for name, _kind in _FACT], (one.stored for one in batch))
    placement, identifier, existence = map(_table, (Placement, Identifier, Existence))
    said = ", ".join(f"said.{name}" for name in COMMON[:-1])
    # Asked for each line by itself, in indexes: of tables that are being filled PostgreSQL knows too little to join.
    carrier = (
        "SELECT CASE WHEN count(*) = 1 THEN min(one.organisation_id) END "  # noqa: S608 (ours)
        f"FROM {identifier} AS one WHERE one.scheme = line.scheme AND one.value = line.value AND superseded_at IS NULL"
    )
    exists = (
        f"SELECT 1 FROM {existence} AS existing WHERE existing.organisation_id = said.parent_id "  # noqa: S608 (ours)
        "AND existing.superseded_at IS NULL AND existing.valid_to > said.valid_from "
        "AND existing.valid_from <= said.valid_from_latest LIMIT 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {placement} ({_SAID}, recorded_at, parent_id) "  # noqa: S608 (ours)
            f"WITH said AS MATERIALIZED (SELECT line.*, ({carrier}) AS parent_id FROM {_LINKS} AS line) "
            f"SELECT {said}, {_moment()}, said.parent_id FROM said "
            f"WHERE said.parent_id <> said.organisation_id AND ({exists}) IS NOT NULL",
            [bulk.moment(moment)],
        )
        left = cursor.rowcount != len(batch)
        placed = set[int]()
        if left:
            cursor.execute(
                f"SELECT said.organisation_id FROM {_LINKS} AS said WHERE EXISTS (SELECT 1 FROM {placement} AS made "  # noqa: S608
                "WHERE made.organisation_id = said.organisation_id)"
            )
            placed = {number for (number,) in cursor.fetchall()}
        bulk.empty(_LINKS)
    return [one for one in batch if one.organisation not in placed] if left else []


def _moment() -> str:
    return "CAST(%s AS timestamptz)" if connection.vendor == "postgresql" else "%s"


def _table(model: type[Organisation | OrganisationFact]) -> str:
    return model._meta.db_table
