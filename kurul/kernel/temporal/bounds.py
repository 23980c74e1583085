"""Days that may be imprecise or unknown, and periods between them. Plain Python: rules may use it.

A bound is the closed interval of days in which a first day (or the first day after) lies. Sentinels stand for what is
not known, so that comparing is always comparing two days: see the table in ARCHITECTURE.md.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

BEGINNING = date(1, 1, 1)  # nothing is known about how early
FAR = date(9999, 12, 30)  # nothing is known about how late
OPEN = date(9999, 12, 31)  # no end


class Certainty(StrEnum):
    """The three answers to "was it so on that day?"."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Precision(StrEnum):
    """How exactly a day is known; decides how it is shown."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    BY = "by"  # on that day or before
    BETWEEN = "between"
    UNKNOWN = "unknown"
    OPEN = "open"


class NotADay(ValueError):
    """A text that names no day, month or year; `text` is it, so that what people read can quote it."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a day.")
        self.text = text


_PATTERNS = {
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "year": re.compile(r"(\d{4})"),
}


@dataclass(frozen=True, order=True)
class Bound:
    """A day known to lie between two days, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError("The earliest possible day lies after the latest.")

    @classmethod
    def on(cls, day: date) -> "Bound":
        """Exactly that day."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> "Bound":
        """Some day of that month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> "Bound":
        """Some day of that year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def by(cls, day: date) -> "Bound":
        """That day or some day before it."""
        return cls(BEGINNING, day)

    @classmethod
    def between(cls, earliest: date, latest: date) -> "Bound":
        """Some day between the two, both included."""
        return cls(earliest, latest)

    @classmethod
    def unknown(cls) -> "Bound":
        """A day of which nothing is known."""
        return cls(BEGINNING, FAR)

    @classmethod
    def open(cls) -> "Bound":
        """No end (only for the end of a period)."""
        return cls(OPEN, OPEN)

    @classmethod
    def read(cls, text: str) -> "Bound":
        """Read `2016-07-19`, `2016-07`, `2016`, `..2016-07-19`, `2016-01-01..2016-06-30`, `?` or, for an open end, "".

        Raises NotADay when the text is none of these or no day of the calendar, and for the first and last days of the
        calendar, which stand for what is not known.
        """
        try:
            return cls._read(text)
        except ValueError as error:  # Python's own says in English what a month is
            raise NotADay(text) from error

    @classmethod
    def _read(cls, text: str) -> "Bound":
        text = text.strip()
        if text == "":
            return cls.open()
        if text == "?":
            return cls.unknown()
        if ".." in text:
            first, _, last = text.partition("..")
            if ".." in last:
                raise ValueError(f"{text!r} has more than two sides.")
            latest = cls.read(last) if last else cls(FAR, FAR)
            earliest = cls.read(first) if first else cls(BEGINNING, BEGINNING)
            return cls(earliest.earliest, latest.latest)
        for precision, pattern in _PATTERNS.items():
            if found := pattern.fullmatch(text):
                numbers = [int(part) for part in found.groups()]
                match precision:
                    case "day":
                        bound = cls.on(date(*numbers))
                    case "month":
                        bound = cls.month(*numbers)
                    case _:
                        bound = cls.year(*numbers)
                if not BEGINNING < bound.earliest <= bound.latest < FAR:
                    raise ValueError(f"{text!r} lies at the edge of the calendar.")
                return bound
        raise ValueError(f"{text!r} is not a day.")

    @property
    def precision(self) -> Precision:
        """How exactly the day is known."""
        if self.earliest == OPEN:
            return Precision.OPEN
        if self.earliest == self.latest:
            return Precision.DAY
        if self == Bound.unknown():
            return Precision.UNKNOWN
        if self.earliest == BEGINNING:
            return Precision.BY
        if self.latest == FAR:
            return Precision.BETWEEN
        if self == Bound.year(self.earliest.year):
            return Precision.YEAR
        if self == Bound.month(self.earliest.year, self.earliest.month):
            return Precision.MONTH
        return Precision.BETWEEN

    @property
    def is_exact(self) -> bool:
        """Whether it is one known day."""
        return self.precision is Precision.DAY

    @property
    def is_open(self) -> bool:
        """Whether it stands for "no end"."""
        return self.earliest == OPEN

    @property
    def day(self) -> date | None:
        """The day when it is known exactly, else None."""
        return self.earliest if self.is_exact else None

    def __str__(self) -> str:
        """The text that `read` reads."""
        match self.precision:
            case Precision.OPEN:
                return ""
            case Precision.UNKNOWN:
                return "?"
            case Precision.DAY:
                return self.earliest.isoformat()
            case Precision.MONTH:
                return self.earliest.isoformat()[:7]
            case Precision.YEAR:
                return self.earliest.isoformat()[:4]
        first = "" if self.earliest == BEGINNING else self.earliest.isoformat()
        last = "" if self.latest == FAR else self.latest.isoformat()
        return f"{first}..{last}"


@dataclass(frozen=True)
class Period:
    """Half-open: from its first day up to, not including, the first day after it."""

    start: Bound
    end: Bound

    def __post_init__(self) -> None:
        if self.start.is_open:
            raise ValueError("A period cannot start with an open bound.")

    @classmethod
    def since(cls, start: Bound | date, end: Bound | date | None = None) -> "Period":
        """From `start` on, up to the day before `end` (none: open)."""
        first = start if isinstance(start, Bound) else Bound.on(start)
        if end is None:
            return cls(first, Bound.open())
        return cls(first, end if isinstance(end, Bound) else Bound.on(end))

    @classmethod
    def through(cls, first_day: Bound | date, last_day: Bound | date | None) -> "Period":
        """From `first_day` through `last_day`, both included, as people write it (none: open)."""
        if isinstance(last_day, date):
            last_day = Bound.on(last_day)
        return cls.since(first_day, None if last_day is None else day_after(last_day))

    @property
    def began(self) -> Bound:
        """The first day as it can still be: what has ended by a day began before it. Not known stays not known."""
        last = self.last_day.latest
        if self.start.latest <= last or self.start == Bound.unknown() or self.start.earliest > last:
            return self.start
        return Bound(self.start.earliest, last)

    @property
    def is_possible(self) -> bool:
        """Whether the end can lie after the start at all."""
        return self.start.earliest < self.end.latest

    @property
    def last_day(self) -> Bound:
        """The last day included (open when there is none)."""
        return day_before(self.end)

    def on(self, day: date) -> Certainty:
        """Whether the day lies in the period."""
        if self.start.latest <= day < self.end.earliest:
            return Certainty.YES
        if self.start.earliest <= day < self.end.latest:
            return Certainty.NOT_KNOWN
        return Certainty.NO

    def certainly_overlaps(self, other: "Period") -> bool:
        """Whether some day certainly lies in both."""
        start = max(self.start.latest, other.start.latest)
        end = min(self.end.earliest, other.end.earliest)
        return start < end and self.is_certain_somewhere and other.is_certain_somewhere

    @property
    def is_certain_somewhere(self) -> bool:
        """Whether there is any day on which it certainly holds."""
        return self.start.latest < self.end.earliest

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


def day_after(bound: Bound) -> Bound:
    """The bound one day later; what is open or not known stays so."""
    return _moved(bound, 1)


def day_before(bound: Bound) -> Bound:
    """The bound one day earlier; what is open or not known stays so."""
    return _moved(bound, -1)


def _moved(bound: Bound, days: int) -> Bound:
    def move(day: date) -> date:
        return day if day in (BEGINNING, FAR, OPEN) else day + timedelta(days=days)

    return Bound(move(bound.earliest), move(bound.latest))
