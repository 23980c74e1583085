"""Progress of long work on the terminal: a bar with counts. Silent when nobody watches (a pipe, a timer, a test)."""

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

Item = TypeVar("Item")


@dataclass(frozen=True)
class Step:
    """One bar. Call `advance` for each piece that is done."""

    bar: Progress
    task: TaskID

    def advance(self, count: int = 1) -> None:
        """`count` more pieces are done."""
        self.bar.advance(self.task, count)


@contextmanager
def steps(console: Console | None = None) -> Iterator[Progress]:
    """Room for several bars one under the other, on the error stream so that output can be piped away."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        yield bars


@contextmanager
def step(label: str, total: int | None = None, console: Console | None = None) -> Iterator[Step]:
    """One bar of `total` pieces (None: not known yet)."""
    with steps(console) as bars:
        yield Step(bars, bars.add_task(label, total=total))


def counted(
    items: Iterable[Item], label: str, total: int | None = None, console: Console | None = None
) -> Iterator[Item]:
    """The items, with a bar that counts them as they are worked on; `total` is asked of a list by itself."""
    if total is None and isinstance(items, Sized):
        total = len(items)
    with step(label, total, console) as bar:
        for item in items:
            yield item
            bar.advance()
