"""Days as registries write them: a pattern tells where year, month and day stand, and so how exact the day is."""

import re
from datetime import date
from functools import lru_cache

from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, NotADay

_PARTS = {"yyyy": r"(?P<year>\d{4})", "mm": r"(?P<month>\d{1,2})", "dd": r"(?P<day>\d{1,2})", "*": r".*"}
_TOKEN = re.compile(r"yyyy|mm|dd|\*")

DEFAULT = ("yyyy-mm-dd", "yyyy-mm", "yyyy")


@lru_cache(maxsize=200)
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression of a pattern such as "dd.mm.yyyy", "yyyy-mm-dd*" (anything may follow) or "yyyy".

    Raises ValueError when it names no year, or a part twice, or a day without a month.
    """
    parts = _TOKEN.findall(pattern)
    dated = [part for part in parts if part != "*"]
    if "yyyy" not in dated or len(set(dated)) != len(dated) or ("dd" in dated and "mm" not in dated):
        raise ValueError(pattern)
    expression, at = "", 0
    for token in _TOKEN.finditer(pattern):
        expression += re.escape(pattern[at : token.start()]) + _PARTS[token.group()]
        at = token.end()
    return re.compile(expression + re.escape(pattern[at:]))


def exact(text: str) -> date:
    """The one day that a text names as 2016-07-19; raises NotADay for any other."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotADay(text) from error


def refusal(error: NotADay, file: str = "") -> Refused:
    """The refusal of a file in which this stands where a day is expected."""
    return Refused(Finding("kernel.day_in_file", None, {"file": file, "row": 0, "text": error.text}))


@lru_cache(maxsize=5000)
def read(text: str, patterns: tuple[str, ...]) -> Bound:
    """The day that a text gives by the first pattern that fits, as exact as it is; raises NotADay."""
    try:
        return _read(text, patterns)
    except ValueError as error:  # Python's own says in English what a month is
        raise NotADay(text) from error


def _read(text: str, patterns: tuple[str, ...]) -> Bound:
    for pattern in patterns:
        found = compiled(pattern).fullmatch(text)
        if found is None:
            continue
        parts = {name: int(value) for name, value in found.groupdict().items()}
        if "day" in parts:
            return Bound.read(date(parts["year"], parts["month"], parts["day"]).isoformat())
        if "month" in parts:
            return Bound.read(f"{parts['year']:04d}-{parts['month']:02d}")
        return Bound.read(f"{parts['year']:04d}")
    raise ValueError(text)
