"""The one moment that all rows of a running write carry. Set by `@writes`, asked by the facts it records."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_moment: ContextVar[datetime | None] = ContextVar("kurul_write_moment", default=None)


class NotWriting(RuntimeError):
    """Something was to be written outside an action: a programming error."""


def write_moment() -> datetime:
    """The moment of the running write; raises NotWriting outside one."""
    moment = _moment.get()
    if moment is None:
        raise NotWriting("Facts are recorded only inside an action decorated with @writes.")
    return moment


def is_writing() -> bool:
    """Whether a write is running: what is read now may still be undone."""
    return _moment.get() is not None


@contextmanager
def writing_at(moment: datetime) -> Iterator[None]:
    """Fix the moment of a write; only `@writes` does this."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
