"""How connections to PostgreSQL ask: parameters are bound by the server, which keeps the plans of repeated queries."""

from typing import Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper

PREPARED_MOST = 300  # statements that a connection keeps planned; pages ask more than psycopg's hundred
MOST_BOUND = 65_535  # parameters that the server takes


def set_up(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """When a connection is opened, for psycopg takes these only there."""
    if connection.vendor == "postgresql" and connection.settings_dict["OPTIONS"].get("server_side_binding"):
        opened: Any = connection.connection
        opened.prepared_max = PREPARED_MOST
        opened.cursor_factory = Cursor
        opened.server_cursor_factory = ServerCursor


def _taken(cursor: psycopg.Cursor[Any], query: Any, parameters: Any) -> tuple[Any, Any]:
    """A query as the server takes it: where it has too many parameters, they stand in its text."""
    if parameters is None or len(parameters) <= MOST_BOUND:
        return query, parameters
    with psycopg.ClientCursor(cursor.connection) as plain:
        return plain.mogrify(query, parameters), None


class Cursor(psycopg.Cursor[Any]):
    """A cursor that asks with any number of parameters."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """As psycopg's own."""
        return super().execute(*_taken(self, query, params), **more)


class ServerCursor(psycopg.ServerCursor[Any]):
    """The same where rows are read as they come."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """As psycopg's own."""
        return super().execute(*_taken(self, query, params), **more)
