"""Days as Popolo writes them: 1962, 1962-05 or 1962-05-03; the end of a period is its last day."""

import re
from typing import Any

from kurul.kernel.temporal.bounds import Bound, NotADay, Period, Precision, day_after

POPOLO = "popolo"  # the scheme of an id that is no address
NOT_SAID = "und"  # the language of a text of which no language is said (BCP 47)
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T.*")
_SAYABLE = (Precision.DAY, Precision.MONTH, Precision.YEAR)


def said(bound: Bound) -> str | None:
    """The text of a bound, or None for one that Popolo cannot say (unknown, by, between, open)."""
    return str(bound) if bound.precision in _SAYABLE else None


def days_of(period: Period) -> dict[str, str]:
    """`start_date` and `end_date` of a period, as far as Popolo can say them."""
    days = {"start_date": said(period.start), "end_date": said(period.last_day)}
    return {name: text for name, text in days.items() if text}


def dated(period: Period) -> dict[str, str]:
    """The days of a period; beside them our own `period` where they do not say all of it."""
    days = days_of(period)
    return days if _as_days(days) == period else {**days, "period": str(period)}


def _as_days(days: dict[str, str]) -> Period:
    return period_of(read_day(days.get("start_date")), read_day(days.get("end_date")))


def read_period(item: dict[str, Any], start: str = "start_date", end: str = "end_date") -> Period:
    """The period of a record: our own `period`, else its days. Raises ValueError for what is no day."""
    if text := item.get("period"):
        return read_text(text)
    return period_of(read_day(item.get(start)), read_day(item.get(end)))


def read_text(text: object) -> Period:
    """Read "start/end" as `Period` writes it. Raises ValueError."""
    start, slash, end = str(text).partition("/")
    if not slash:
        raise ValueError(f"{text!r} is not a period.")
    return Period(Bound.read(start), Bound.read(end))


def read_day(text: object) -> Bound | None:
    """The day that a text names, without its hour; None for none. Raises ValueError for what is no day."""
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise NotADay(str(text))
    timed = _WITH_TIME.fullmatch(text)
    return Bound.read(timed[1] if timed else text)


def period_of(start: Bound | None, last: Bound | None) -> Period:
    """From the first through the last day; no first day: not known since when, no last day: no end."""
    return Period(start or Bound.unknown(), day_after(last) if last else Bound.open())
