"""Many fact rows at once: COPY on PostgreSQL, one prepared statement on SQLite, both inside the running transaction.

For loaders only. The constraints of the database hold as ever; what `save()` would compute is the caller's business.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Self

from django.db import IntegrityError, connection, models

from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.constraints import NoOverlap

BLOCK = 500  # rows that go to PostgreSQL in one piece

Stored = str | int | None  # what a value of a row is when it is handed over
_json = json.JSONEncoder().encode
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Stored]]) -> None:
    """Insert rows given as tuples in the order of `names` (attribute names, as `organisation_id`).

    Values are prepared: days, moments and JSON by the functions below. Raises what the database raises
    (IntegrityError) when a constraint is broken.
    """
    insert_into(model._meta.db_table, [_column(model, name) for name in names], rows)


def insert_into(table: str, columns: Sequence[str], rows: Iterable[Sequence[Stored]]) -> None:
    """The same for any table, as one that is there only for a while."""
    quote = connection.ops.quote_name
    said = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django gives its names to the errors of statements, but not to those of a COPY.
            with connection.wrap_database_errors, cursor.copy(f"COPY {quote(table)} ({said}) FROM STDIN") as copy:
                for block in _blocks(rows):
                    copy.write("".join(["\t".join([_copied(value) for value in row]) + "\n" for row in block]))
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {quote(table)} ({said}) VALUES ({marks})"  # noqa: S608 - names of our own
            for block in _blocks(rows):
                cursor.executemany(statement, block)


def empty(table: str) -> None:
    """Take all rows out of a temporary table, so that PostgreSQL need not pass over them from then on."""
    with connection.cursor() as cursor:
        cursor.execute(f"{'TRUNCATE' if connection.vendor == 'postgresql' else 'DELETE FROM'} {table}")


def analyse(tables: Iterable[type[models.Model]], *, entered: int) -> None:
    """While tables are being filled: let PostgreSQL look at those of which it knows fewer rows than were entered.

    It plans by what it saw last, which may be nothing. Where it knows of more rows already it plans well enough.
    """
    if connection.vendor != "postgresql":
        return
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        known = "SELECT relname FROM pg_class WHERE oid = ANY(CAST(%s AS regclass[])) AND reltuples < %s"
        cursor.execute(known, [names, entered])
        if unknown := ", ".join(name for (name,) in cursor.fetchall()):
            cursor.execute(f"ANALYZE {unknown}")


class Ahead:
    """Lets PostgreSQL work on statements while we prepare what comes next. SQLite works in our own process."""

    def __init__(self) -> None:
        self._sent = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> bool | None:
        return self._sent.__exit__(*error)

    def send(self) -> None:
        """From now on nothing that is executed is waited for. Whoever asks for rows waits for them; COPY is refused."""
        if connection.vendor == "postgresql":
            self._sent.enter_context(connection.wrap_database_errors)
            self._sent.enter_context(connection.connection.pipeline())

    def wait(self) -> None:
        """Until all that was sent is done. Raises what the database raises of any of it."""
        self._sent.close()


@contextmanager
def overlaps_checked_at_the_end(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """Inside a transaction: enter many rows, and let SQLite compare all of them with the others at the end at once.

    Its triggers do so for each row by itself, which costs as much as storing it. PostgreSQL has nothing to put off.
    Raises IntegrityError as the triggers would.
    """
    if connection.vendor != "sqlite":
        yield
        return
    quote = connection.ops.quote_name
    checked = [
        (model, constraint)
        for model in tables
        for constraint in model._meta.constraints
        if isinstance(constraint, NoOverlap)
    ]
    with connection.cursor() as cursor:
        last = {}
        for model, constraint in checked:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {quote(model._meta.db_table)}")  # noqa: S608 (ours)
            last[constraint.name] = cursor.fetchone()[0]
            cursor.execute(f"DROP TRIGGER {quote(f'{constraint.name}_insert')}")
        yield
        for model, constraint in checked:
            cursor.execute(constraint.broken_since(model, quote), [last[constraint.name]])
            if cursor.fetchone() is not None:
                raise IntegrityError(f"constraint failed: {constraint.name}")
            for name, statement in constraint.triggers(model, quote):
                if name.endswith("_insert"):
                    cursor.execute(statement)


def next_numbers(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nobody else gets, for rows to be inserted with them. Only inside a write: it alone writes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The name of the sequence is looked up once, not for each number.
            named = "SELECT CAST(pg_get_serial_sequence(%s, %s) AS regclass) AS name"
            sequence = f"WITH it AS MATERIALIZED ({named}) SELECT nextval(name) FROM it, generate_series(1, %s)"  # noqa: S608
            cursor.execute(sequence, [connection.ops.quote_name(table), "id", count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return list(range(first, first + count))


def days(period: Period) -> tuple[str, str, str, str]:
    """The four columns of a period, in the order of `facts.PERIOD_COLUMNS`."""
    start, end = period.start, period.end
    return (start.earliest.isoformat(), start.latest.isoformat(), end.earliest.isoformat(), end.latest.isoformat())


@lru_cache(maxsize=20_000)
def day(value: date) -> str:
    """A day as the database takes it."""
    return value.isoformat()


@lru_cache(maxsize=1000)
def moment(at: datetime) -> str:
    """A moment as the database takes it."""
    adapted = connection.ops.adapt_datetimefield_value(at)
    return adapted if isinstance(adapted, str) else at.isoformat()


def as_json(value: Any) -> str:
    """A value of a JSON column."""
    return _json(value if isinstance(value, list) else dict(value))


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def _blocks(rows: Iterable[Sequence[Stored]]) -> Iterable[list[Sequence[Stored]]]:
    block: list[Sequence[Stored]] = []
    for row in rows:
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block


def _copied(value: Stored) -> str:
    """A value in the text form of COPY."""
    if value is None:
        return "\\N"
    return value.translate(_ESCAPES) if isinstance(value, str) else str(value)
