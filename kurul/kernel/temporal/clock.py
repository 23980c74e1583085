"""The only place that reads the clock. Everything else is given its day.

In a demonstration or a test the day may be pinned (`KURUL_PINNED_DAY`): it then governs both clocks, the day in law and
the moment of recording. The hours go on, so that what is entered one after the other stays in order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_simulated: ContextVar[datetime | None] = ContextVar("kurul_simulated_moment", default=None)


def now() -> datetime:
    """The present moment, aware; the simulated one inside `at()`, on the pinned day where one is pinned."""
    simulated = _simulated.get()
    if simulated is not None:
        return simulated
    moment = timezone.now()
    pinned: date | None = settings.KURUL_PINNED_DAY
    if pinned is None:
        return moment
    return timezone.localtime(moment).replace(year=pinned.year, month=pinned.month, day=pinned.day)


def today() -> date:
    """The present day in the government's time zone."""
    return timezone.localtime(now()).date()


def day_of(moment: datetime) -> date:
    """The day in the government's time zone on which a moment lies."""
    return timezone.localtime(moment).date()


def is_simulated() -> bool:
    """Whether the moment is a simulated one; such writes are marked in the log."""
    return _simulated.get() is not None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Pretend that it is `moment` (aware), for loading history under a simulated recording time."""
    if timezone.is_naive(moment):
        raise ValueError("A simulated moment needs a time zone.")
    token = _simulated.set(moment)
    try:
        yield
    finally:
        _simulated.reset(token)
