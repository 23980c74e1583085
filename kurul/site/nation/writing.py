"""Rows into tables as fast as each database takes them: COPY on PostgreSQL, prepared inserts on SQLite.

The tables are named by their models and filled column by column: a million rows are no million actions. The databases'
own constraints still judge every row.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

_AT_ONCE = 20_000  # rows held before they are written
ILLUSTRATIVE = "illustrative"
_FACT = (
    "basis", "valid_from", "valid_from_latest", "valid_to_earliest", "valid_to", "recorded_at", "superseded_at",
)  # fmt: skip


class Tables:
    """Takes rows and writes them in bulk, numbered from 1; `counts` and `digest` tell of all that went in.

    Rows of a table are written in the order given; `flush` writes what is still held.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        # By table the columns that are the same in all its rows: numbers that the database gives, not in the digest.
        self.shared: dict[str, dict[str, Any]] = {}
        self._held: dict[str, list[tuple[Any, ...]]] = {}
        self._columns: dict[str, tuple[str, ...]] = {}
        self._seal = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256 over all rows: the same seed gives the same nation, whatever the database."""
        return self._seal.hexdigest()

    def add(self, label: str, columns: tuple[str, ...], *values: Any) -> int:
        """One row with its basis; returns its number."""
        self.counts[label] += 1
        number = self.counts[label]
        held = self._held.setdefault(label, [])
        self._columns.setdefault(label, ("id", "basis", *columns))
        held.append((number, ILLUSTRATIVE, *values))
        if len(held) >= _AT_ONCE:
            self.flush()
        return number

    def state(self, label: str, version: Sequence[Any], columns: tuple[str, ...], *values: Any) -> int:
        """One fact: the version gives start, end, recorded and superseded."""
        start, end, recorded, superseded = version
        return self.add(label, (*_FACT[1:], *columns), *start, *end, recorded, superseded, *values)

    def flush(self) -> None:
        """Write what is held, tables that others point at first (they are held first)."""
        for label, rows in self._held.items():
            if rows:
                self._seal.update(repr((label, rows)).encode())
                _write(label, self._columns[label], rows, self.shared.get(label, {}))
                rows.clear()


def _write(label: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], shared: Mapping[str, Any]) -> None:
    quote = connection.ops.quote_name
    model = apps.get_model(label)
    table = quote(model._meta.db_table)
    alike = {**shared, **_unsaid(model, (*columns, *shared))}
    if alike:
        columns, more = (*columns, *alike), tuple(alike.values())
        rows = [(*row, *more) for row in rows]
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 (names of models)


def _unsaid(model: type[models.Model], columns: Collection[str]) -> dict[str, Any]:
    """The columns of which nothing is said, with what a new record has there by itself."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.column and field.column not in columns and field.has_default() and field.default is not None:
            found[field.column] = field.get_db_prep_save(field.get_default(), connection)
    return found


def renumber(labels: Iterable[str]) -> None:
    """Let the databases go on counting behind the numbers given here."""
    tables = [apps.get_model(label) for label in labels]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def measure_tables() -> None:
    """Let the database count its rows anew, so that it plans for what is there.

    PostgreSQL also notes which pages all may see, without which no index answers alone; within a transaction it cannot.
    """
    vacuums = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if vacuums else "ANALYZE")
