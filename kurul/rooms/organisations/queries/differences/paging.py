"""What changed as a long list of which only what is shown is read: counts by group, and pages, the latest first.

Every part is ordered by its own day, which an index serves, and gives no more rows than the page needs; so a page early
in the list costs what it shows, however long the time between the two days is.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from kurul.kernel.exports import batches
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.until_written import answer
from kurul.rooms.organisations.queries.differences.rows import ENTERED, GIVEN_UP, Found, Part, Within

BATCH = 500  # rows whose facts are read together, where something was learnt
COLUMNS = "source, grp, kept, what, record, fact, earliest, latest, placed"
_RECORD, _FACT, _PLACED = 5, 6, 9  # by their places among the columns: only the first part gives them names
LEARNT = "learnt"
Sql = tuple[str, list[Any]]


class Differences:
    """Every change between two days. Its length and its counts are one query, and none until somebody writes; each
    slice of it is one or two."""

    def __init__(self, parts: Sequence[Part], groups: Sequence[str], within: Within, *, is_learnt: bool) -> None:
        self._parts, self._groups, self._within, self._is_learnt = parts, groups, within, is_learnt

    @cached_property
    def _statements(self) -> list[tuple[str, Sql]]:
        """The parts in SQL, each with its group, without those in which there can be nothing."""
        return list(_in_sql(self._parts))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each group; remembered until somebody writes, for of decades it takes seconds.

        The statement itself is the question: it holds the days, the bodies and what the actor may see.
        """
        statement = self._counting()
        if statement is None:
            return {}
        sql, parameters = statement
        return answer((sql, tuple(map(str, parameters))), self.counted)

    def counted(self) -> dict[str, int]:
        """The same, counted anew."""
        statement = self._counting()
        if statement is None:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            return dict(cursor.fetchall())

    def _counting(self) -> Sql | None:
        parts = _together([sql for _group, sql in self._statements])
        if parts is None:
            return None
        sql, parameters = parts
        named, bodies = self._named_bodies()
        each = "SELECT DISTINCT source, grp, kept, record FROM"
        rows = f"{each} ({sql}) AS found" if self._is_learnt else sql
        counted = f"{named}SELECT grp, count(*) FROM ({rows}) AS counted GROUP BY grp"  # noqa: S608 - own names
        return counted, [*bodies, *parameters]

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, cut: slice) -> list[Found]:
        """The changes from `start` up to, not including, `stop`."""
        start, stop, _step = cut.indices(len(self))
        if start >= stop:
            return []
        statement = self._ordered(stop)
        assert statement is not None
        sql, parameters = statement
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} LIMIT {stop - start:d} OFFSET {start:d}", parameters)
            return self._found(cursor.fetchall())

    def __iter__(self) -> Iterator[Found]:
        """All of them, in one statement that is read as it comes."""
        statement = self._ordered(None)
        if statement is None:
            return
        with connection.chunked_cursor() as cursor:
            cursor.execute(*statement)
            while rows := cursor.fetchmany(BATCH):
                yield from self._found(rows)

    def _ordered(self, most: int | None) -> Sql | None:
        counts = self.counts if most is not None else None  # of a page: what has nothing need not be looked through
        wanted = [sql for group, sql in self._statements if counts is None or counts.get(group)]
        parts = _together(wanted, None if self._is_learnt else most)
        if parts is None:
            return None
        sql, parameters = parts
        if self._is_learnt:
            sql = _by_record(sql)
        places = " ".join(f"WHEN '{group}' THEN {place:d}" for place, group in enumerate(self._groups))
        plain = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
        order = f"placed DESC, CASE grp {places} END, what{plain}, record, fact, kept{plain}"
        named, bodies = self._named_bodies()
        listed = f"{named}SELECT {COLUMNS} FROM ({sql}) AS found ORDER BY {order}"  # noqa: S608 - own names
        return listed, [*bodies, *parameters]

    def _named_bodies(self) -> Sql:
        """The bodies to which the question is narrowed, as a common table: one parameter, however many there are."""
        if self._within is None:
            return "", []
        if connection.vendor == "sqlite":
            given: Any = json.dumps(sorted(self._within))
            listed = "SELECT value FROM json_each(%s)"
        else:
            given, listed = sorted(self._within), "SELECT unnest(%s::bigint[])"
        return f"WITH within(number) AS MATERIALIZED ({listed}) ", [given]

    def _found(self, rows: Iterable[Sequence[Any]]) -> list[Found]:
        listed = list(rows)
        sides = self._sides(listed) if self._is_learnt else {}
        return [
            Found(
                source=source,
                group=group,
                what=what,
                record=record,
                facts=tuple(sides[source, group, kept, record][0]) if self._is_learnt else (fact,),
                former=tuple(sides[source, group, kept, record][1]) if self._is_learnt else (),
                day=Bound(_day(earliest), _day(latest)),
                kept_group=kept,
            )
            for source, group, kept, what, record, fact, earliest, latest, _placed in listed
        ]

    def _sides(self, rows: Collection[Sequence[Any]]) -> dict[tuple[Any, ...], tuple[list[int], list[int]]]:
        """For each record of a group the facts that are held since, and those that were held before: one query."""
        records: dict[str, set[int]] = {}
        for row in rows:
            records.setdefault(row[1], set()).add(row[4])
        parts = [
            Part(one.group, one.rows.filter(**{f"{one.record}__in": some}), one.record, one.order)
            for one in self._parts
            for some in batches(records.get(one.group, ()), BATCH)
        ]
        statement = _together([sql for _group, sql in _in_sql(parts)])
        assert statement is not None
        named, bodies = self._named_bodies()
        sides: dict[tuple[Any, ...], tuple[list[int], list[int]]] = {}
        with connection.cursor() as cursor:
            cursor.execute(f"{named}{statement[0]}", [*bodies, *statement[1]])
            for source, group, kept, what, record, fact, *_days in cursor.fetchall():
                new, old = sides.setdefault((source, group, kept, record), ([], []))
                (old if what == GIVEN_UP else new).append(fact)
        return sides


def _in_sql(parts: Iterable[Part]) -> Iterator[tuple[str, Sql]]:
    for one in parts:
        with suppress(EmptyResultSet):
            sql, parameters = one.rows.query.sql_with_params()
            yield one.group, (sql, list(parameters))


def _together(statements: Sequence[Sql], most: int | None = None) -> Sql | None:
    """One statement for the rows of all parts, of each no more than the first `most`; None where there can be none."""
    cut = "" if most is None else f" ORDER BY {_PLACED} DESC, {_RECORD}, {_FACT} LIMIT {most:d}"
    parts = [f"{sql}{cut}" for sql, _parameters in statements]
    rows = [f"SELECT * FROM ({sql}) AS part" for sql in parts]  # noqa: S608 - own names
    if not parts:
        return None
    parameters = [one for _sql, given in statements for one in given]
    return " UNION ALL ".join([_named(parts[0]), *rows[1:]]), parameters


def _named(sql: str) -> str:
    """The first part gives the columns their names."""
    return f"SELECT * FROM (WITH part({COLUMNS}) AS ({sql}) SELECT * FROM part) AS part"  # noqa: S608 - own names


def _by_record(sql: str) -> str:
    """What was learnt of a record is one change, whatever number of facts was entered and given up."""
    new = f"MAX(CASE WHEN what = '{GIVEN_UP}' THEN 0 ELSE 1 END)"
    old = f"MAX(CASE WHEN what = '{GIVEN_UP}' THEN 1 ELSE 0 END)"
    what = f"CASE WHEN {new} = 1 AND {old} = 1 THEN '{LEARNT}' WHEN {new} = 1 THEN '{ENTERED}' ELSE '{GIVEN_UP}' END"
    days = "MAX(earliest) AS earliest, MAX(latest) AS latest, MAX(placed) AS placed"
    said = f"source, grp, kept, {what} AS what, record, MIN(fact) AS fact, {days}"
    return f"SELECT {said} FROM ({sql}) AS every GROUP BY source, grp, kept, record"  # noqa: S608 - own names


def _day(value: Any) -> date:
    """A day as the database gives it: SQLite gives texts."""
    return value if isinstance(value, date) else date.fromisoformat(value)
