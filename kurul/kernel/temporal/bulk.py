"""Many fact rows at once: COPY on PostgreSQL, one prepared statement on SQLite, both inside the running transaction.

For loaders only. The constraints of the database hold as ever; what `save()` would compute is the caller's business.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

BLOCK = 500  # rows that go to PostgreSQL in one piece

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as tuples in the order of `names` (attribute names, as `organisation_id`).

    Values are None, numbers, text, days, moments, or mappings and lists for columns of JSON. Raises what the database
    raises (IntegrityError) when a constraint is broken.
    """
    columns = ", ".join(connection.ops.quote_name(_column(model, name)) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for block in _blocks(rows):
                    copy.write("".join(["\t".join([_copied(value) for value in row]) + "\n" for row in block]))
        else:
            marks = ", ".join(["%s"] * len(names))
            prepared = (tuple([_plain(value) for value in row]) for row in rows)
            statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of the model's own
            cursor.executemany(statement, prepared)


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def _blocks(rows: Iterable[Sequence[Any]]) -> Iterable[list[Sequence[Any]]]:
    block: list[Sequence[Any]] = []
    for row in rows:
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block


def _copied(value: Any) -> str:
    """A value in the text form of COPY."""
    match value:
        case None:
            return "\\N"
        case str():
            return value.translate(_ESCAPES)
        case bool():
            return "t" if value else "f"
        case int():
            return str(value)
        case datetime():
            return value.isoformat()
        case date():
            return _day(value)
    return json.dumps(_mapping(value)).translate(_ESCAPES)


def _plain(value: Any) -> Any:
    """A value as SQLite stores it."""
    match value:
        case None | str() | int():
            return value
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return _day(value)
    return json.dumps(_mapping(value))


def _mapping(value: Any) -> Any:
    return value if isinstance(value, list) else dict(value)


@lru_cache(maxsize=4096)
def _day(value: date) -> str:
    return value.isoformat()
