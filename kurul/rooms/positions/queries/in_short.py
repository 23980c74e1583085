"""Facts about posts in short: as much of a row as a judgement needs. A whole row costs several times as much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kurul.kernel.temporal.bounds import Bound, Period

COLUMNS = ("post_id", "valid_from", "valid_from_latest", "valid_to_earliest", "valid_to")  # before what the row says


@dataclass(frozen=True)
class InShort:
    """What is said of a post, and when it is true in law."""

    post: int
    period: Period
    said: Any  # the column that was asked for; of several a tuple

    @property
    def valid_from_latest(self) -> date:
        """From when on it holds for sure."""
        return self.period.start.latest

    @property
    def valid_to_earliest(self) -> date:
        """Until when it holds for sure."""
        return self.period.end.earliest


def in_short(rows: Iterable[tuple[Any, ...]]) -> list[InShort]:
    """Rows read with `values_list(*COLUMNS, column)`, or with more columns behind them."""
    return [
        InShort(post, Period(Bound(a, b), Bound(c, d)), said[0] if len(said) == 1 else tuple(said))
        for post, a, b, c, d, *said in rows
    ]


def by_post(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[InShort]]:
    """The same by the numbers of the posts, in their order."""
    found: dict[int, list[InShort]] = {}
    for row in in_short(rows):
        found.setdefault(row.post, []).append(row)
    return found
