"""Timing two things in turn, and the lines of the tables."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "31"))
_LONGEST = 20.0  # seconds for one pair of things at most; slow ones get fewer rounds, but never fewer than three
_FEWEST = 3


@dataclass(frozen=True)
class Figure:
    """Milliseconds at the median of the rounds; the ratio is the median of the ratios round by round.

    `busy` is how long our process worked for it: on a machine that others use too the rest was waiting for a turn.
    """

    what: str
    ours: float
    busy: float
    limit: float
    ratio: float
    goal: float

    def __str__(self) -> str:
        met = "yes" if self.ours <= self.goal else "**no**"
        numbers = (self.ours, self.busy, self.limit, self.ratio, self.goal)
        return f"| {self.what} | {' | '.join(f'{number:.1f}' for number in numbers)} | {met} |"


TABLE = (
    "| what | ours, ms | of it at work, ms | limit, ms | ratio | goal, ms | met |\n|---|---:|---:|---:|---:|---:|:---|"
)


def in_turn(what: str, ours: Callable[[], Any], limit: Callable[[], Any], goal: float | None = None) -> Figure:
    """Run both once to warm up, then in turn. Without a `goal` in milliseconds it is that of the query functions."""
    ours(), limit()
    pairs: list[tuple[float, float]] = []
    worked: list[float] = []
    started = time.perf_counter()
    while len(pairs) < ROUNDS:
        before = time.process_time()
        took = seconds(ours)
        worked.append(time.process_time() - before)
        pairs.append((took, seconds(limit)))
        if len(pairs) >= _FEWEST and time.perf_counter() - started > _LONGEST:
            break
    other = 1000 * statistics.median(limit for _ours, limit in pairs)
    return Figure(
        what,
        1000 * statistics.median(ours for ours, _limit in pairs),
        1000 * statistics.median(worked),
        other,
        statistics.median(ours / limit for ours, limit in pairs),
        max(3 * other, other + 10) if goal is None else goal,
    )


def seconds(run: Callable[[], Any]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """The lines of a table in Markdown."""
    yield TABLE
    yield from map(str, figures)
