"""Days and periods as people read them, in the active language: 19 Jul 2016, July 2016, on or before 19 Jul 2016.

What is not known says so; nothing is rounded to a day that nobody stated.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext

from kurul.kernel.temporal.bounds import BEGINNING, FAR, Bound, Period, Precision
from kurul.kernel.translated import active_language
from kurul.kernel.wording import show_with

Shown = Callable[[str, str], str]  # (machine-readable, as read) → what stands in the sentence
_SHORT_DAY = "d MMM y"
_MONTH = "LLLL y"


def as_bound(when: Bound | date) -> Bound:
    """A plain day is a bound that is exact."""
    return when if isinstance(when, Bound) else Bound.on(when)


def day_text(when: Bound | date | None) -> str:
    """The day in the active language; "not known" for None and for a bound of which nothing is known."""
    return _sentence(when, _plain)


def day_html(when: Bound | date | None) -> str:
    """The same with each day in a <time> element."""
    return _day_html(when, active_language())


def period_text(period: Period) -> str:
    """First and last day, both included, in the active language."""
    return _period(period, _plain)


def period_html(period: Period) -> str:
    """The same with each day in a <time> element."""
    return _period_html(period, active_language())


# The same days and periods stand many times on a page, and on many pages.
@lru_cache(maxsize=4096)
def _day_html(when: Bound | date | None, _language: str) -> str:
    return format_html("{}", _sentence(when, _time_element))


@lru_cache(maxsize=4096)
def _period_html(period: Period, _language: str) -> str:
    return format_html("{}", _period(period, _time_element))


def moment_text(moment: datetime) -> str:
    """Day and time in the government's time zone: 19 Jul 2016, 14:05."""
    local = timezone.localtime(moment)
    return f"{_formatted(local.date(), _SHORT_DAY)}, {format_time(local, 'HH:mm', locale=active_language())}"


def moment_html(moment: datetime) -> str:
    """The same in a <time> element."""
    machine = timezone.localtime(moment).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', machine, moment_text(moment))


def _plain(_machine: str, read: str) -> str:
    return read


def _time_element(machine: str, read: str) -> str:
    return format_html('<time datetime="{}">{}</time>', machine, read)


def _formatted(day: date, pattern: str) -> str:
    return _in_language(day, pattern, active_language())


@lru_cache(maxsize=4096)
def _in_language(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)


def _day(day: date, shown: Shown) -> str:
    return shown(day.isoformat(), _formatted(day, _SHORT_DAY))


def _filled(sentence: str, **days: str) -> str:
    """The translated sentence with its days; the days are marked up, the sentence is ours."""
    return format_html(sentence, **days)


def _sentence(when: Bound | date | None, shown: Shown) -> str:
    if when is None:
        return gettext("not known")
    bound = as_bound(when)
    match bound.precision:
        case Precision.OPEN:
            return gettext("no end")
        case Precision.UNKNOWN:
            return gettext("not known")
        case Precision.BY:
            return _filled(gettext("on or before {day}"), day=_day(bound.latest, shown))
        case Precision.BETWEEN if bound.latest == FAR:
            return _filled(gettext("on or after {day}"), day=_day(bound.earliest, shown))
        case Precision.BETWEEN:
            first, last = _day(bound.earliest, shown), _day(bound.latest, shown)
            return _filled(gettext("between {first} and {last}"), first=first, last=last)
    return _one(bound, shown)


def _one(bound: Bound, shown: Shown) -> str:
    """A bound that reads as one word: a day, a month or a year."""
    machine = str(bound)
    if bound.precision is Precision.YEAR:
        return shown(machine, machine)
    if bound.precision is Precision.MONTH:
        return shown(machine, _formatted(bound.earliest, _MONTH))
    return _day(bound.earliest, shown)


def _start(bound: Bound, shown: Shown) -> str:
    """The start of a period inside a sentence."""
    if bound.precision is Precision.BY:
        return _filled(gettext("{day} or earlier"), day=_day(bound.latest, shown))
    if bound.precision is Precision.UNKNOWN:
        return pgettext("the start of a period", "start not known")
    return _sentence(bound, shown)


def _end(period: Period, shown: Shown) -> str:
    """The last day where it can be named, else what is known of the first day after."""
    if period.end.precision is Precision.UNKNOWN:
        return pgettext("the end of a period", "end not known")
    last = period.last_day
    if last.precision in {Precision.DAY, Precision.MONTH, Precision.YEAR}:
        return _one(last, shown)
    if period.end.precision in {Precision.MONTH, Precision.YEAR}:
        return _filled(gettext("some day in {span}"), span=_one(period.end, shown))
    return _sentence(last, shown)


def _period(period: Period, shown: Shown) -> str:
    began = period.began
    start = _start(began, shown)
    if period.end.is_open:
        if period.start.earliest == BEGINNING and period.start.precision is Precision.UNKNOWN:
            return start
        return _filled(gettext("since {day}"), day=start)
    if began == period.last_day:
        return start
    return _filled(gettext("{first} – {last}"), first=start, last=_end(period, shown))


# In the sentences of rules too days stand as people read them.
for _kind, _text in ((date, day_text), (Bound, day_text), (Period, period_text), (datetime, moment_text)):
    show_with(_kind, _text)
