"""Reads of the log: the history of one record, and the whole log for auditors. The number of queries never grows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.text import format_lazy

from kurul.kernel.actions import require
from kurul.kernel.audit.changes import Body, Change, read_body
from kurul.kernel.audit.models import AuditEvent, EventSubject, PersonalValue
from kurul.kernel.audit.permissions import audiences_of, can_read_log
from kurul.kernel.audit.wording import ERASED, NOBODY, OFFICIAL, OPERATOR, PARTS, SYSTEM, WITHHELD
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.references import Ref
from kurul.kernel.wording import Text, event_sentence

PAGE = 50
ACCOUNT = "account:"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One event as people read it. `is_restricted`: it took place, but the reader does not learn what it says."""

    seq: int
    at: datetime
    simulated: bool
    kind: str
    subject: str
    sentence: str
    by: Text
    changes: tuple[Change, ...] = ()
    reason: Text = ""
    instrument: str = ""
    about: tuple[str, ...] = ()
    rows: int | None = None
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What an auditor looks for; days are days of the government's time zone, both included."""

    kind: str = ""
    subject: str = ""
    account: int | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the log, newest first; `number` counts from 1."""

    entries: tuple[HistoryEntry, ...]
    number: int
    total: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def history(
    ref: Ref | str,
    actor: Actor,
    *,
    limit: int = PAGE,
    before_seq: int | None = None,
    known_at: datetime | None = None,
    scopes: Iterable[Scope] = (),
) -> tuple[HistoryEntry, ...]:
    """The events whose subject is the record or that are about it, newest first, at most `limit`.

    Whether the actor may see the record now is for the caller to have asked (`visible_to`); events for an audience that
    the actor does not belong to are left out here. `scopes` are those of the record, in which a right to read such
    events counts; without them only one for the whole government does. For the next page pass the `seq` of the last
    entry as `before_seq`; `known_at` leaves out what was recorded after that moment.
    """
    audiences = audiences_of(actor, *scopes)
    found = EventSubject.objects.filter(ref=str(ref), event__audience__in=audiences)
    if before_seq is not None:
        found = found.filter(event_id__lt=before_seq)
    if known_at is not None:
        found = found.filter(event__at__lte=known_at)
    subjects = found.order_by("-event_id").select_related("event")[:limit]
    return _entries([subject.event for subject in subjects], actor, audiences)


def events(filters: Filters, actor: Actor, *, number: int = 1) -> Page:
    """A page of the whole log, for auditors; raises NotPermitted for others.

    What happened for an audience that even the auditor does not belong to is listed without what it says.
    """
    require(can_read_log(actor))
    found = AuditEvent.objects.filter(**_conditions(filters))
    first = (max(number, 1) - 1) * PAGE
    return Page(
        entries=_entries(found.order_by("-seq")[first : first + PAGE], actor, audiences_of(actor)),
        number=max(number, 1),
        total=found.count(),
    )


def counted_since(moment: datetime, kinds: Collection[str], actor: Actor) -> dict[str, int]:
    """How often each kind of event was recorded after the moment, as far as the actor may read it: one query.

    Events of all bodies are counted together: those for an audience take a right for the whole government.
    """
    rows = AuditEvent.objects.filter(at__gt=moment, kind__in=kinds, audience__in=audiences_of(actor))
    return dict(rows.values_list("kind").annotate(Count("seq")))


def _conditions(filters: Filters) -> dict[str, Any]:
    conditions: dict[str, Any] = {}
    if filters.kind:
        conditions["kind"] = filters.kind
    if filters.subject:
        conditions["subjects__ref"] = filters.subject
    if filters.account is not None:
        conditions["by"] = f"{ACCOUNT}{filters.account}"
    if filters.from_day is not None:
        conditions["at__gte"] = _midnight(filters.from_day)
    if filters.to_day is not None:
        conditions["at__lt"] = _midnight(filters.to_day + timedelta(days=1))
    return conditions


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _entries(found: Iterable[AuditEvent], actor: Actor, audiences: Collection[str]) -> tuple[HistoryEntry, ...]:
    rows = list(found)
    # The public reads what happened, not who typed it nor whose it was.
    names = _names(row.by for row in rows) if actor.is_authenticated else {}
    personal = _personal(rows) if actor.is_authenticated else {}
    missing = ERASED if actor.is_authenticated else WITHHELD
    entries = []
    for event in rows:
        by = _by(event.by, names)
        body = None
        if event.audience in audiences:
            body = read_body(event.body, personal.get(event.seq, {}), missing=missing)
        entries.append(_entry(event, by, body))
    return tuple(entries)


def said_by(ref: str) -> Text:
    """Who wrote something, in words, for officials who may know it: one query."""
    return _by(ref, _names([ref]))


def _names(refs: Iterable[str]) -> dict[str, str]:
    accounts = {int(ref.removeprefix(ACCOUNT)) for ref in refs if ref.startswith(ACCOUNT)}
    if not accounts:
        return {}
    found = Account.objects.filter(pk__in=accounts).values_list("pk", "display_name")
    return {f"{ACCOUNT}{number}": name for number, name in found}


def _personal(rows: list[AuditEvent]) -> Mapping[int, dict[str, str]]:
    values: dict[int, dict[str, str]] = defaultdict(dict)
    found = PersonalValue.objects.filter(event_id__in=[row.seq for row in rows])
    for seq, path, value in found.values_list("event_id", "path", "value"):
        values[seq][path] = value
    return values


def _by(ref: str, names: Mapping[str, str]) -> Text:
    if ref.startswith(ACCOUNT):
        return names.get(ref, OFFICIAL)
    kind, _, name = ref.partition(":")
    system = format_lazy(SYSTEM, name=PARTS.get(name, name))
    return {"operator": OPERATOR, "nobody": NOBODY, "system": system}.get(kind, ref)


class _Params(dict[str, Any]):
    """What a sentence may name: who did it and the fields of the event. A sentence written later may name more."""

    def __missing__(self, name: str) -> str:
        return "—"


def _entry(event: AuditEvent, by: Text, body: Body | None) -> HistoryEntry:
    told = _Params()
    if body is not None:
        told.update({c.field: c.before if c.after is None else c.after for c in body.changes})
        told.update(reason=body.reason, rows=body.rows)
    told["by"] = by
    return HistoryEntry(
        seq=event.seq,
        at=event.at,
        simulated=event.simulated,
        kind=event.kind,
        subject=event.subject,
        sentence=event_sentence(event.kind, told),
        by=by,
        changes=() if body is None else body.changes,
        reason="" if body is None else body.reason,
        instrument="" if body is None else body.instrument,
        about=() if body is None else body.about,
        rows=None if body is None else body.rows,
        is_restricted=body is None,
    )
