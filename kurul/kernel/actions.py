"""How Kurul writes: `@writes` around an action, `record` at its end.

All writes stand in one order. The outermost `@writes` opens the transaction and takes the lock on the head of the audit
chain; its moment lies after that of every earlier write. So whoever asks what was known at a moment gets the same
answer for ever (see docs/adr on the two clocks and the chain).
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from kurul.kernel import slots
from kurul.kernel.audit import chain
from kurul.kernel.audit.events import PendingEvent, RowsDigest
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted
from kurul.kernel.remembering import forgetting
from kurul.kernel.rules import Finding
from kurul.kernel.search.index import refresh_subjects
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.moment import NotWriting, write_moment, writing_at
from kurul.kernel.wording import EventKind

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class NothingRecorded(RuntimeError):
    """An action changed something without remembering it: a programming error."""


@dataclass
class Writing:
    """The write that is running."""

    moment: datetime
    simulated: bool
    events: list[PendingEvent] = field(default_factory=list)


_writing: ContextVar[Writing | None] = ContextVar("kurul_writing", default=None)


def writes(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Make a function an action: one transaction, one moment, and at least one event in the log."""

    @functools.wraps(function)
    def action(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        running = _writing.get()
        if running is not None:
            return _inner(running, function, *args, **kwargs)
        with forgetting(), transaction.atomic():
            head = chain.lock_head()
            moment = clock.now()
            if head.at is not None and moment <= head.at:
                moment = head.at + timedelta(microseconds=1)
            writing = Writing(moment, clock.is_simulated())
            token = _writing.set(writing)
            try:
                with writing_at(moment):
                    result = _remembering(writing, function, *args, **kwargs)
            finally:
                _writing.reset(token)
            refresh_subjects(_refs(writing.events), writing.moment)
            chain.append(head, writing.events)
            return result

    return action


def _refs(events: Iterable[PendingEvent]) -> Iterator[str]:
    for event in events:
        yield event.subject
        yield from event.about


def _inner(writing: Writing, function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """An action inside another. Refused, it leaves nothing of itself, even where the outer one passes over that."""
    before = len(writing.events)
    try:
        with transaction.atomic():
            return _remembering(writing, function, *args, **kwargs)
    except BaseException:
        del writing.events[before:]
        raise


def _remembering(writing: Writing, function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    before = len(writing.events)
    result = function(*args, **kwargs)
    if len(writing.events) == before:
        raise NothingRecorded(f"{function.__module__}.{function.__qualname__} recorded nothing.")
    return result


def require(decision: Decision) -> None:
    """Refuse with the decision's reason unless it allows."""
    if not decision.allowed:
        raise NotPermitted(Finding("kernel.not_permitted", None, {"reason": decision.reason}))


def record(
    kind: EventKind,
    subject: models.Model | Ref,
    *,
    by: Actor,
    about: Iterable[models.Model | Ref] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    instrument: models.Model | Ref | None = None,
    personal: Mapping[str, str] | None = None,
    rows: Iterable[Any] | RowsDigest | None = None,
    audience: str = "",
) -> None:
    """Remember what was done, and let higher rooms react to it.

    `about` are further records in whose history it belongs; `personal` maps paths such as "after.name" to personal
    values that must stay erasable; `rows` are the rows of a bulk action, or their digest, which alone is kept;
    `audience` is the capability that reading the event takes ("": whoever may see the subject).
    """
    writing = _writing.get()
    if writing is None:
        raise NotWriting("record() is called only inside an action decorated with @writes.")
    event = PendingEvent(
        kind=kind.code,
        subject=str(Ref.of(subject)),
        about=tuple(str(Ref.of(other)) for other in about),
        by=by.ref,
        at=writing.moment,
        simulated=writing.simulated,
        before=before,
        after=after,
        reason=reason,
        instrument="" if instrument is None else str(Ref.of(instrument)),
        personal=dict(personal or {}),
        rows=rows,
        audience=audience,
    )
    writing.events.append(event)
    slots.reactions.run(kind, subject, event, by)


__all__ = ["NotWriting", "NothingRecorded", "record", "require", "write_moment", "writes"]
