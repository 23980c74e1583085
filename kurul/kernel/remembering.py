"""What one page, one answer or one command has read already, so that it does not ask the database for it twice.

    with remembering():                        around each request (RememberingMiddleware), around a pack
        names_on([1, 2], look)                 one query
        names_on([2, 3], look)                 one query, for 3 alone

The memory belongs to the request and ends with it: no two people, and no two requests of one person, ever share one.
A write clears it, and while a write runs nothing is kept at all, so that actions decide on what the database says.
Outside `remembering()` every call reads.
"""

import functools
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.utils.translation import get_language

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")
Key = TypeVar("Key", bound=Hashable)


class Memory:
    """What was read, by function and question."""

    def __init__(self) -> None:
        self.once: dict[Hashable, Any] = {}
        self.each: dict[Hashable, dict[Any, Any]] = {}

    def clear(self) -> None:
        """Forget everything."""
        self.once.clear()
        self.each.clear()


_ABSENT = object()
_memory: ContextVar[Memory | None] = ContextVar("kurul_memory", default=None)
_writing: ContextVar[bool] = ContextVar("kurul_memory_writing", default=False)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep what is read until the end of the block. Inside another block the outer memory serves; in a write none."""
    if _memory.get() is not None or _writing.get():
        yield
        return
    token = _memory.set(Memory())
    try:
        yield
    finally:
        _memory.reset(token)


@contextmanager
def forgetting() -> Iterator[None]:
    """Around a write: nothing is kept while it runs, and what was read before it is forgotten. `@writes` does this."""
    kept = _memory.get()
    memory, writing = _memory.set(None), _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(writing)
        _memory.reset(memory)
        if kept is not None:
            kept.clear()


def read_once(function: Callable[Parameters, Value]) -> Callable[Parameters, Value]:
    """Ask once for the same arguments, which are hashable. The value is shared, so it is one that nobody changes."""

    @functools.wraps(function)
    def asked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Value:
        memory = _memory.get()
        if memory is None:
            return function(*args, **kwargs)
        question = (asked, get_language(), args, tuple(sorted(kwargs.items())))
        if question not in memory.once:
            memory.once[question] = function(*args, **kwargs)
        value: Value = memory.once[question]
        return value

    return asked


def read_each(
    function: Callable[Concatenate[Iterable[Key], Parameters], dict[Key, Value]],
) -> Callable[Concatenate[Iterable[Key], Parameters], dict[Key, Value]]:
    """Ask a bulk read, `function(keys, …) -> value by key`, only for the keys that it was not asked for yet.

    That a key has no value is remembered too. The function is not called for no keys. The values are shared, the
    dictionary is not.
    """

    @functools.wraps(function)
    def asked(keys: Iterable[Key], *args: Parameters.args, **kwargs: Parameters.kwargs) -> dict[Key, Value]:
        wanted = list(dict.fromkeys(keys))
        memory = _memory.get()
        if memory is None or not wanted:
            return function(wanted, *args, **kwargs) if wanted else {}
        known = memory.each.setdefault((asked, get_language(), args, tuple(sorted(kwargs.items()))), {})
        missing = [key for key in wanted if key not in known]
        if missing:
            found = function(missing, *args, **kwargs)
            known.update({key: found.get(key, _ABSENT) for key in missing})
        return {key: known[key] for key in wanted if known[key] is not _ABSENT}

    return asked
