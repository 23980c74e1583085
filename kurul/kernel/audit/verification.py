"""Checks the whole log: every event, the links between them, the index, the personal values and the head.

Memory stays flat, however long the log is. What somebody with all rights on the database can still do is cut the tail
or write the whole log anew; only a head that was kept outside finds that (`kurul audit head`, printed in minutes).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kurul.kernel.audit import stored
from kurul.kernel.audit.chain import Head
from kurul.kernel.audit.events import NO_DIGEST, Secret, commitment

MOST_LISTED = 100  # further problems are only counted


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where: `code` for programs, `sentence` for people, `seq` None when it is no single event."""

    code: str
    seq: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found. `problems` lists the first ones, `problem_count` counts all."""

    events: int
    personal_values: int
    erased: int
    head: Head
    problems: tuple[Problem, ...]
    problem_count: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem_count == 0


def verify(head: str | None = None, *, batch_size: int = stored.BATCH) -> Report:
    """Check the log, and that it still holds the event of a head kept outside (`SEQ:DIGEST`; else ValueError)."""
    check = _Check(None if head is None else Head.read(head))
    for batch in stored.batches(batch_size):
        if batch.is_last:
            check.end(batch)
        else:
            check.take(batch)
    return Report(
        events=check.events,
        personal_values=check.personal_values,
        erased=check.erased,
        head=Head(check.seq, check.digest),
        problems=tuple(check.problems),
        problem_count=check.problem_count,
    )


class _Check:
    """One pass over the log: where it stands, and what it found."""

    def __init__(self, outside: Head | None) -> None:
        self.outside = outside
        self.events = self.personal_values = self.erased = self.problem_count = 0
        self.seq, self.digest, self.at = 0, NO_DIGEST, ""
        self.outside_seen = outside is None or (outside.seq == 0 and outside.digest == NO_DIGEST)
        self.problems: list[Problem] = []

    def take(self, batch: stored.Batch) -> None:
        """Check some events with their index entries and personal values."""
        for event in batch.events:
            body = self._contents(event) if self._link(event) else None
            subjects, secrets = batch.subjects.pop(event.seq, []), batch.secrets.pop(event.seq, [])
            if body is not None:
                self._index(event, body, subjects)
                self._personal(event, body, secrets)
        self._strays(batch)

    def end(self, batch: stored.Batch) -> None:
        """Check what follows the last event: nothing but the head."""
        self._strays(batch)
        found = batch.head
        if found is None:
            if self.events:
                self._object("head_missing", None, _("The head of the log is missing."))
        elif (found.seq, found.digest, found.at or "") != (self.seq, self.digest, self.at):
            self._object(
                "head_differs",
                None,
                _("The head of the log names event %(named)s, but the log ends with event %(last)s or another content.")
                % {"named": found.seq, "last": self.seq},
            )
        if self.outside is not None and not self.outside_seen:
            self._object(
                "tail_cut",
                self.outside.seq,
                _("The log holds no event %(seq)s, which the head kept outside names: it was cut off.")
                % {"seq": self.outside.seq},
            )

    def _link(self, event: stored.StoredEvent) -> bool:
        """Check number, links and digest; whether the event is as it was written."""
        columns, expected = event.columns, self.seq + 1
        self.events += 1
        if event.seq > expected:
            missing = {"count": event.seq - expected, "first": expected}
            sentence = _("Events are missing from number %(first)s on; how many: %(count)s.") % missing
            self._object("missing", expected, sentence)
        elif event.seq < expected:
            self._object("number", event.seq, _("Event %(seq)s stands before the first one.") % {"seq": event.seq})
        if columns.previous != self.digest:
            sentence = _("Event %(seq)s does not follow from the event before it.") % {"seq": event.seq}
            self._object("link", event.seq, sentence)
        as_written = columns.digest() == event.digest
        if not as_written:
            sentence = _("Event %(seq)s is not as it was written.") % {"seq": event.seq}
            self._object("digest", event.seq, sentence)
        if (columns.at or "") < self.at:
            sentence = _("Event %(seq)s is dated before the event ahead of it.") % {"seq": event.seq}
            self._object("order", event.seq, sentence)
        self.seq, self.digest, self.at = event.seq, event.digest or "", columns.at or ""
        self._outside(event)
        return as_written

    def _outside(self, event: stored.StoredEvent) -> None:
        if self.outside is None or event.seq != self.outside.seq:
            return
        self.outside_seen = True
        if event.digest != self.outside.digest:
            sentence = _("Event %(seq)s is not the one that the head kept outside names: the log was replaced.")
            self._object("replaced", event.seq, sentence % {"seq": event.seq})

    def _contents(self, event: stored.StoredEvent) -> dict[str, Any] | None:
        """What an event says that is as it was written; None, and a problem, when Kurul cannot have written it."""
        try:
            body = json.loads(event.columns.body or "")
        except (ValueError, RecursionError):
            body = None
        if isinstance(body, dict):
            about, personal = body.get("about"), body.get("personal")
            if isinstance(about, list) and isinstance(personal, dict) and _are_texts(about, personal.values()):
                return body
        sentence = _("Event %(seq)s holds what Kurul does not write.") % {"seq": event.seq}
        self._object("foreign", event.seq, sentence)
        return None

    def _index(self, event: stored.StoredEvent, body: dict[str, Any], found: Iterable[str | None]) -> None:
        if {event.columns.subject, *body["about"]} != set(found):
            sentence = _("Event %(seq)s is listed in the history of other records than it names.") % {"seq": event.seq}
            self._object("index", event.seq, sentence)

    def _personal(self, event: stored.StoredEvent, body: dict[str, Any], found: Iterable[Secret]) -> None:
        present = {secret.path: secret for secret in found}
        for path, committed in body["personal"].items():
            secret = present.pop(path, None)
            self.personal_values += 1
            if secret is None:
                self.erased += 1
            elif commitment(secret.path, secret.salt, secret.value) != committed:
                self._personal_problem(event.seq, path)
        for path in present:
            self._personal_problem(event.seq, path)

    def _personal_problem(self, seq: int, path: str) -> None:
        sentence = _("The personal value %(path)s of event %(seq)s is not the one that was recorded.")
        self._object("personal", seq, sentence % {"path": path, "seq": seq})

    def _strays(self, batch: stored.Batch) -> None:
        for seq in sorted({*batch.subjects, *batch.secrets}, key=str):
            sentence = _("There is an index entry or a personal value of event %(seq)s, which does not exist.")
            self._object("stray", None, sentence % {"seq": seq})

    def _object(self, code: str, seq: int | None, sentence: str) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_LISTED:
            self.problems.append(Problem(code, seq, sentence))


def _are_texts(*groups: Iterable[Any]) -> bool:
    return all(isinstance(element, str) for group in groups for element in group)
