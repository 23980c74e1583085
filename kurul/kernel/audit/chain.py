"""The end of the chain: one lock that orders all writes, and the only place that adds events."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Self

from kurul.kernel.audit.events import NO_DIGEST, Columns, PendingEvent, moment_text, seal
from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue

ONLY = 1  # the key of the one row of AuditHead
BATCH = 500


class BrokenLog(RuntimeError):
    """The log and its head do not fit together; nothing may be added until `kurul audit verify` has been read."""


@dataclass(frozen=True, slots=True)
class Head:
    """Number, digest and moment of the last event; of an empty log 0, zeros and None."""

    seq: int
    digest: str
    at: datetime | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `SEQ:DIGEST`, as `kurul audit head` prints it; raises ValueError."""
        match = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a head of the log: write SEQ:DIGEST (64 hexadecimal digits).")
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest}"


def lock_head() -> Head:
    """Wait for all earlier writes to end, then hold off all later ones until this transaction ends.

    Must be called in a transaction, before anything is read that the write depends upon. On SQLite the transaction
    itself holds the lock already (IMMEDIATE).
    """
    row = AuditHead.objects.select_for_update().filter(pk=ONLY).first()
    if row is None:
        # The very first write; another one may be making the head at the same time.
        AuditHead.objects.bulk_create([AuditHead(id=ONLY, seq=0, digest=NO_DIGEST)], ignore_conflicts=True)
        row = AuditHead.objects.select_for_update().get(pk=ONLY)
        if row.seq == 0 and AuditEvent.objects.exists():
            raise BrokenLog("The log has events but its head is gone.")
    return Head(row.seq, row.digest, row.at)


def present_head() -> Head:
    """The head as it stands now, without a lock: what to keep outside."""
    row = AuditHead.objects.filter(pk=ONLY).first()
    return Head(0, NO_DIGEST) if row is None else Head(row.seq, row.digest, row.at)


def append(head: Head, pending: Sequence[PendingEvent]) -> list[AuditEvent]:
    """Add the events of one write after `head` and move the head. Called once per write, under the lock.

    Raises ValueError when an event's moment does not lie after the head's or before that of the event ahead of it,
    BrokenLog when the head is not the one that was locked.
    """
    events: list[AuditEvent] = []
    subjects: list[EventSubject] = []
    values: list[PersonalValue] = []
    digest = head.digest
    _check_moments(head, pending)
    for seq, event in enumerate(pending, start=head.seq + 1):
        sealed = seal(event)
        events.append(_row(seq, event, sealed.body, digest))
        digest = events[-1].digest
        subjects += [EventSubject(ref=ref, event_id=seq) for ref in event.refs]
        values += [PersonalValue(event_id=seq, path=s.path, salt=s.salt, value=s.value) for s in sealed.secrets]
    if events:
        AuditEvent.objects.bulk_create(events, batch_size=BATCH)
        EventSubject.objects.bulk_create(subjects, batch_size=BATCH)
        PersonalValue.objects.bulk_create(values, batch_size=BATCH)
        _move(head, events[-1])
    return events


def _check_moments(head: Head, pending: Sequence[PendingEvent]) -> None:
    if pending and head.at is not None and pending[0].at <= head.at:
        raise ValueError("The moment of a write must lie after that of every earlier write.")
    if any(later.at < earlier.at for earlier, later in pairwise(pending)):
        raise ValueError("The events of a write must be in the order of their moments.")


def _row(seq: int, event: PendingEvent, body: str, previous: str) -> AuditEvent:
    row = AuditEvent(
        seq=seq,
        at=event.at,
        simulated=event.simulated,
        kind=event.kind,
        subject=event.subject,
        by=event.by,
        audience=event.audience,
        body=body,
        previous=previous,
    )
    row.digest = Columns(
        seq=row.seq,
        at=moment_text(row.at),
        simulated=row.simulated,
        kind=row.kind,
        subject=row.subject,
        by=row.by,
        audience=row.audience,
        body=row.body,
        previous=row.previous,
    ).digest()
    return row


def _move(head: Head, last: AuditEvent) -> None:
    moved = AuditHead.objects.filter(pk=ONLY, seq=head.seq, digest=head.digest).update(
        seq=last.seq, digest=last.digest, at=last.at
    )
    if moved != 1:
        raise BrokenLog("The head of the log moved while it was locked.")
