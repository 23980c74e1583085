"""Queries that are asked on every page: built and turned into SQL once, then only asked.

    @prepared
    def _names(organisation: int, known_at: datetime | None) -> QuerySet[Name]:
        return Name.objects.known_at(known_at).filter(organisation_id=organisation).in_order()

    _names(7, None)      a list: the same rows as list(the query set)

Building a query set and turning it into SQL costs Django several times what the database needs for a few rows. The SQL
depends on the arguments by their shape alone (which are None, how many numbers a tuple holds); where each one goes in
it is found out once by varying it, and checked. So an argument may only be compared with: a query that looks different
for another value, or computes with it, is refused when it is first asked; so is one that reads while it is built.

An argument is an int, a str, a bool, a date, a datetime, None, or a tuple of different ints or different strs. What is
given by name is no argument in this sense: the query may be another one for each (`actor=`, where not all is public).

With a very long tuple the query is built anew each time and nothing of it is kept.
"""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

Parameters = ParamSpec("Parameters")
Row = TypeVar("Row")
_MOST = 512  # statements
_LONGEST = 4096  # values in a tuple: beyond that building the query costs little beside asking it, and keeping it much
_statements: OrderedDict[Any, "_Statement"] = OrderedDict()
_lock = threading.Lock()  # the threads of a web process share them


class _Statement:
    """One query in SQL, with the places of its arguments."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], arguments: Sequence[Any]) -> None:
        self._rows = cast(Any, build(*arguments))  # Django promises nothing of what is asked of it here
        if self._rows._prefetch_related_lookups:  # noqa: SLF001
            raise ValueError(f"{_name(build)} would read more than one query.")
        self._compiler = self._rows.query.get_compiler(connection=connection)
        self._sql, self._parameters = self._compiler.as_sql()
        self._places = [
            self._places_of(build, [*arguments[:number], _varied(argument), *arguments[number + 1 :]])
            for number, argument in enumerate(arguments)
        ]
        if self._filled(arguments) != tuple(self._parameters):
            raise ValueError(f"{_name(build)} does more with an argument than compare with it.")

    def _places_of(self, build: Callable[..., QuerySet[Any, Any]], varied: Sequence[Any]) -> list[int]:
        """Where the parameters are others when one argument is another."""
        sql, parameters = build(*varied).query.get_compiler(connection=connection).as_sql()
        if sql != self._sql:
            raise ValueError(f"{_name(build)} is another query for another argument.")
        return [place for place, old in enumerate(self._parameters) if old != parameters[place]]

    def _filled(self, arguments: Sequence[Any]) -> tuple[Any, ...]:
        filled = list(self._parameters)
        for argument, places in zip(arguments, self._places, strict=True):
            if not places:
                continue
            parts = [_as_parameter(part) for part in (argument if isinstance(argument, tuple) else (argument,))]
            for number, place in enumerate(places):  # a tuple stands there in its order, each time
                filled[place] = parts[number % len(parts)]
        return tuple(filled)

    def ask(self, arguments: Sequence[Any]) -> list[Any]:
        """The rows, made by Django's own way of reading them."""
        filled = self._filled(arguments)
        compiler = _twin(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # that of this thread
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, filled)
        rows = _twin(self._rows)
        rows._query = query = _twin(self._rows.query)  # noqa: SLF001 (a query set has no other way in)
        query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(rows._iterable_class(rows))  # noqa: SLF001


def prepared(build: Callable[Parameters, QuerySet[Any, Row]]) -> Callable[Parameters, list[Row]]:
    """Ask what `build` builds; it is called only for the first arguments of each shape."""

    @functools.wraps(build)
    def asked(*args: Parameters.args, **fixed: Parameters.kwargs) -> list[Row]:
        if () in args:
            return []  # a condition that nothing can meet
        if any(isinstance(argument, tuple) and len(argument) > _LONGEST for argument in args):
            return list(build(*args, **fixed))
        arguments = [_padded(argument) if isinstance(argument, tuple) else argument for argument in args]
        key = (build, connection.vendor, *map(_shape, arguments), *fixed.items())
        with _lock:
            statement = _statements.get(key)
        if statement is None:
            distinct = [_distinct(argument) if isinstance(argument, tuple) else argument for argument in arguments]
            try:
                with connection.execute_wrapper(_reading_nothing(_name(build))):
                    statement = _Statement(functools.partial(build, **fixed), distinct)
            except EmptyResultSet:  # Django sees that nothing can meet the condition
                return []
        with _lock:
            _statements[key] = statement
            _statements.move_to_end(key)
            while len(_statements) > _MOST:
                _statements.popitem(last=False)
        return statement.ask(arguments)

    return asked


def _reading_nothing(name: str) -> Callable[..., Any]:
    """What was read while a query is built (by a gate, say) would stand in it for ever."""

    def refuse(*_asked: Any) -> Any:
        raise ValueError(f"{name} reads from the database while it is built.")

    return refuse


def _twin(thing: Any) -> Any:
    """A shallow copy. The ways of copying of query sets, queries and compilers do more: a set would be read."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


def _name(build: Any) -> str:
    return str(getattr(build, "func", build).__qualname__)


def _shape(argument: Any) -> Any:
    if isinstance(argument, tuple):
        return (len(argument), type(argument[0]))
    return argument if isinstance(argument, bool) else type(argument)


def _padded(argument: tuple[Any, ...]) -> tuple[Any, ...]:
    """As many as the next power of two, the last one again and again, so that few statements serve all lengths."""
    return argument + argument[-1:] * ((1 << (len(argument) - 1).bit_length()) - len(argument))


def _distinct(argument: tuple[Any, ...]) -> tuple[Any, ...]:
    """So many different values of the same type: equal ones would be said once in a list."""
    return tuple(2 * n if isinstance(argument[0], int) else str(2 * n) for n in range(len(argument)))


def _varied(argument: Any) -> Any:
    """Another value of the same shape; of a tuple all that it holds is another."""
    if isinstance(argument, tuple):
        return tuple(_varied(part) for part in argument)
    if isinstance(argument, str):
        return f"{argument}1"
    if isinstance(argument, datetime):
        return argument + timedelta(seconds=1)
    if isinstance(argument, date):
        return argument + timedelta(days=1)
    return argument if argument is None or isinstance(argument, bool) else argument + 1


def _as_parameter(value: Any) -> Any:
    """As the database wants it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
