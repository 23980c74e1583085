"""Reads the log as its bytes stand in the database, in batches, so that a changed byte cannot hide behind a conversion.

On SQLite a column may hold anything, also bytes that are no text; PostgreSQL keeps to the types of its columns.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BinaryField, F, Func, QuerySet

from kurul.kernel.audit.events import Columns, Secret
from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue

BATCH = 2000  # events held in memory at a time

_TRUTHS: dict[str | None, bool] = {"0": False, "1": True, "false": False, "true": True}


class AsStored(Func):
    """The bytes of a column; NULL when SQLite stores something of another class than `storage` there."""

    output_field = BinaryField()

    def __init__(self, name: str, storage: str = "text") -> None:
        super().__init__(F(name), storage=storage)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Bytes of a value of the right storage class."""
        template = "CASE WHEN TYPEOF(%(expressions)s) = '%(storage)s' THEN CAST(%(expressions)s AS BLOB) END"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Bytes of the value's text."""
        template = "CONVERT_TO((%(expressions)s)::text, 'UTF8')"
        return super().as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it stands in the database."""

    columns: Columns
    digest: str | None

    @property
    def seq(self) -> int:
        """Its number."""
        return self.columns.seq


@dataclass(frozen=True, slots=True)
class StoredHead:
    """The head as it stands in the database."""

    seq: int
    digest: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some events in order, with the index entries and personal values whose event lies among or between them.

    The last batch holds no events, but entries and values of events that do not exist, and the head (None: gone).
    """

    events: tuple[StoredEvent, ...]
    subjects: dict[int, list[str | None]] = field(default_factory=dict)
    secrets: dict[int, list[Secret]] = field(default_factory=dict)
    head: StoredHead | None = None
    is_last: bool = False


def batches(size: int = BATCH) -> Iterator[Batch]:
    """The whole log in order, `size` events at a time. Writes that end meanwhile are read too."""
    after: int | None = None
    while True:
        events = _events(after, size)
        if events:
            last = events[-1].seq
            yield Batch(events, _subjects(after, last), _secrets(after, last))
            after = last
            continue
        last_batch = Batch((), _subjects(after, None), _secrets(after, None), _head(), is_last=True)
        if not _grew(after):  # otherwise a write has just ended, and what was read may belong to its events
            yield last_batch
            return


def stored_event(seq: int) -> StoredEvent | None:
    """One event as it stands in the database."""
    found = _events(seq - 1, 1)
    return found[0] if found and found[0].seq == seq else None


def _events(after: int | None, size: int) -> tuple[StoredEvent, ...]:
    names = ("at", "kind", "subject", "by", "audience", "body", "previous", "digest")
    rows = _following(AuditEvent.objects.all(), "seq", after, None).order_by("seq")
    found = rows.values_list("seq", AsStored("simulated", "integer"), *(AsStored(name) for name in names))[:size]
    return tuple(_event(*row) for row in found)


def _event(seq: int, simulated: Any, *stored: Any) -> StoredEvent:
    at, kind, subject, by, audience, body, previous, digest = (_text(value) for value in stored)
    said = _text(simulated)
    columns = Columns(seq, at, _TRUTHS.get(said, said), kind, subject, by, audience, body, previous)
    return StoredEvent(columns, digest)


def _subjects(after: int | None, last: int | None) -> dict[int, list[str | None]]:
    rows = _following(EventSubject.objects.all(), "event_id", after, last)
    found: dict[int, list[str | None]] = defaultdict(list)
    for event, ref in rows.values_list("event_id", AsStored("ref")):
        found[event].append(_text(ref))
    return found


def _secrets(after: int | None, last: int | None) -> dict[int, list[Secret]]:
    rows = _following(PersonalValue.objects.all(), "event_id", after, last)
    found: dict[int, list[Secret]] = defaultdict(list)
    for event, *stored in rows.values_list("event_id", *(AsStored(name) for name in ("path", "salt", "value"))):
        found[event].append(Secret(*(_text(part) or "" for part in stored)))
    return found


def _head() -> StoredHead | None:
    rows = AuditHead.objects.values_list("seq", AsStored("digest"), AsStored("at"))
    found = [StoredHead(seq, _text(digest), _text(at)) for seq, digest, at in rows]
    return found[0] if len(found) == 1 else None


def _grew(after: int | None) -> bool:
    return _following(AuditEvent.objects.all(), "seq", after, None).exists()


def _following(rows: QuerySet[Any], key: str, after: int | None, last: int | None) -> QuerySet[Any]:
    if after is not None:
        rows = rows.filter(**{f"{key}__gt": after})
    return rows if last is None else rows.filter(**{f"{key}__lte": last})


def _text(stored: Any) -> str | None:
    return None if stored is None else bytes(stored).decode("utf-8", "surrogateescape")
