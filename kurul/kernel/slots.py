"""The three ways in which a higher room reaches a lower one. There are no others, and no signals.

- panels: a higher room shows itself on a lower room's page;
- contributions: a higher room adds rows to what a lower room asks for;
- reactions: a higher room acts on an event of a lower one, in the same transaction, in the order of their numbers.

Rooms fill them in `AppConfig.ready()`; `kurul slots` prints what is registered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kurul.kernel.wording import EventKind, Text


@dataclass(frozen=True)
class Panel:
    """What a higher room shows on a page: a title, a template of its own and what the template needs."""

    key: str
    title: Text
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Tab:
    """A view of a record page of its own, for panels that would make the page long and slow."""

    key: str
    title: Text


@dataclass(frozen=True)
class _Entry:
    order: int
    name: str
    function: Callable[..., Any]
    tab: Tab | None = None


class _Slots:
    """Functions by the name of the place that they fill, each place in the order of the numbers."""

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry]] = {}

    def _add(self, place: str, order: int, function: Callable[..., Any], tab: Tab | None = None) -> None:
        name = f"{function.__module__}.{function.__qualname__}"
        entries = self._entries.setdefault(place, [])
        if any(entry.order == order and entry.name != name for entry in entries):
            raise ValueError(f"Two functions want the number {order} at {place}.")
        if all(entry.name != name for entry in entries):
            entries.append(_Entry(order, name, function, tab))
            entries.sort(key=lambda entry: entry.order)

    def _at(self, place: str) -> list[Callable[..., Any]]:
        return [entry.function for entry in self._entries.get(place, [])]

    def listed(self) -> list[tuple[str, int, str]]:
        """(place, number, function) of everything registered, in order."""
        return [(place, e.order, e.name) for place, found in sorted(self._entries.items()) for e in found]


class Panels(_Slots):
    """`function(record, look, actor) -> Panel | None`."""

    def register(
        self, place: str, *, order: int, tab: Tab | None = None
    ) -> Callable[[Callable[..., Panel | None]], Callable[..., Panel | None]]:
        """Show a panel on the pages of `place` ("organisations.organisation"): on the first view, or on `tab`."""

        def add(function: Callable[..., Panel | None]) -> Callable[..., Panel | None]:
            self._add(place, order, function, tab)
            return function

        return add

    def on(self, place: str, record: Any, look: Any, actor: Any, *, tab: str = "") -> list[Panel]:
        """The panels to show on this view of the page; a function that returns None shows nothing."""
        wanted = [entry for entry in self._entries.get(place, []) if (entry.tab.key if entry.tab else "") == tab]
        shown = (entry.function(record, look, actor) for entry in wanted)
        return [panel for panel in shown if panel is not None]

    def tabs(self, place: str) -> list[Tab]:
        """The views that panels have asked for, in their order, each once."""
        found = {entry.tab.key: entry.tab for entry in self._entries.get(place, []) if entry.tab}
        return list(found.values())


class Contributions(_Slots):
    """`function(**question) -> iterable of rows`; the asking room defines the type of the rows."""

    def register(self, question: str, *, order: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Answer a question of a lower room ("boards.agenda")."""

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            self._add(question, order, function)
            return function

        return add

    def ask(self, question: str, **arguments: Any) -> list[Any]:
        """All rows that higher rooms contribute, in their order."""
        return [row for function in self._at(question) for row in function(**arguments)]


class Reactions(_Slots):
    """`function(subject, event, by)` inside the transaction of the write that recorded the event."""

    def register(self, kind: EventKind, *, order: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """React to events of this kind."""

        def add(function: Callable[..., None]) -> Callable[..., None]:
            self._add(kind.code, order, function)
            return function

        return add

    def run(self, kind: EventKind, subject: Any, event: Any, by: Any) -> None:
        """Called by `record()`."""
        for function in self._at(kind.code):
            function(subject, event, by)


panels = Panels()
contributions = Contributions()
reactions = Reactions()
