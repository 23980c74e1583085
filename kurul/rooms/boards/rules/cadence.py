"""Meeting as often as promised: the gaps between meetings, breaches of the interval, and the day by which to meet.

The interval is a duty without tolerance. It counts from the last meeting or from the day on which it was set, whichever
is later. Silence is no proof: without a published interval, or before a first meeting is recorded, nothing is judged.
"""

import calendar
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Period

SOURCE = (
    "Kurul: a published meeting interval is a duty (charter of the board); Court of Accounts 2006, boards that fade"
)


class Standing(StrEnum):
    """How a board stands towards its interval on a day."""

    KEPT = "kept"
    BREACHED = "breached"
    NOT_JUDGED = "not_judged"


class Why(StrEnum):
    """Why the cadence cannot be judged."""

    NO_INTERVAL = "no_interval"
    NO_MEETING = "no_meeting"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True)
class Term:
    """What the charter says for a period: at most so many months between two meetings; None: not published."""

    period: Period
    months: int | None

    def holds_on(self, day: date) -> bool:
        """Whether it certainly holds on the day."""
        return self.period.start.latest <= day < self.period.end.earliest


@dataclass(frozen=True)
class Gap:
    """From one meeting to the next. `end` None: none yet; `due`: the last day that keeps the duty, None: no duty."""

    start: date
    end: date | None
    due: date | None


@dataclass(frozen=True)
class Breach:
    """Days on which the board was overdue, both included; the last is that of the late meeting.

    `is_running`: it has not met since; the last day is then the day looked at.
    """

    first_day: date
    last_day: date
    is_running: bool

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True)
class Cadence:
    """How a board met up to a day, and how it stands on that day."""

    day: date
    standing: Standing
    why: Why | None
    months: int | None  # the interval in force on the day
    meetings: tuple[date, ...]
    gaps: tuple[Gap, ...]
    breaches: tuple[Breach, ...]
    meet_by: date | None  # the last day on which the next meeting keeps the duty

    @property
    def days_left(self) -> int | None:
        """Days until a breach begins: 0 means that today is the last good day; negative means overdue since."""
        return None if self.meet_by is None else (self.meet_by - self.day).days

    @property
    def days_over(self) -> int:
        """Days since the last good day; 0 while it is kept or not judged."""
        return max(0, -(self.days_left or 0))

    @property
    def last_meeting(self) -> date | None:
        """The last meeting counted."""
        return self.meetings[-1] if self.meetings else None

    @property
    def judged(self) -> int:
        """How many gaps between two meetings stood under a published interval."""
        return sum(1 for gap in self.gaps if gap.end is not None and gap.due is not None)

    @property
    def kept(self) -> int:
        """How many of these kept it."""
        return sum(1 for gap in self.gaps if gap.end is not None and gap.due is not None and gap.end <= gap.due)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later; the last day of the month where there is no such day."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))


def due_after(meeting: date, terms: Sequence[Term], until: date | None = None) -> date | None:
    """The last day on which the next meeting keeps the duty; None when no published interval asks for one.

    `until`: the day of the next meeting; an interval set after it no longer counts for this gap.
    """
    for term in sorted(terms, key=lambda term: term.period.start.latest):
        start = max(meeting, term.period.start.latest)
        if term.months is None or start >= term.period.end.earliest or (until is not None and start >= until):
            continue
        due = add_months(start, term.months)
        if due < term.period.end.earliest:
            return due
    return None


def cadence(days: Collection[date], terms: Sequence[Term], day: date) -> Cadence:
    """Judge the meetings held on `days`, as far as they lie not after `day`, by the intervals in force."""
    met = tuple(sorted({held for held in days if held <= day}))
    following: tuple[date | None, ...] = (*met[1:], None)
    gaps = tuple(
        Gap(start, end, due_after(start, terms, end)) for start, end in zip(met, following, strict=False) if met
    )
    breaches = tuple(breach for gap in gaps if (breach := _breach(gap, day)) is not None)
    running = next((term for term in terms if term.holds_on(day)), None)
    why = _why_not(running, met)
    meet_by = gaps[-1].due if why is None else None
    standing = Standing.NOT_JUDGED
    if why is None:
        standing = Standing.BREACHED if meet_by is not None and day > meet_by else Standing.KEPT
    return Cadence(day, standing, why, running.months if running else None, met, gaps, breaches, meet_by)


def _why_not(running: Term | None, met: Sequence[date]) -> Why | None:
    if running is None:
        return Why.NOT_IN_FORCE
    if running.months is None:
        return Why.NO_INTERVAL
    return None if met else Why.NO_MEETING


def _breach(gap: Gap, day: date) -> Breach | None:
    last = gap.end or day
    if gap.due is None or last <= gap.due:
        return None
    return Breach(gap.due + timedelta(days=1), last, is_running=gap.end is None)


@rule("boards.outside_duty", source=SOURCE)
def keeps_the_duty(planned: date, meet_by: date | None) -> Iterator[Finding]:
    """A meeting is planned for a day not later than the one by which the board has to meet. A warning, no refusal."""
    if meet_by is not None and planned > meet_by:
        params = {"meet_by": meet_by, "days": (planned - meet_by).days}
        yield Finding("boards.outside_duty", "day", params)
