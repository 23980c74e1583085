"""What an event is before it is stored, and the exact bytes over which the chain is hashed. No tables here.

An event is hashed as one line of canonical JSON with the keys at, audience, body, by, kind, previous, seq, simulated
and subject. Everything that is not searched for stands in the body. Personal values stand outside, see `Sealed`.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kurul.kernel.references import Ref

FORMAT = 1  # of the body; a later format gets a later number and both stay verifiable
NO_DIGEST = "0" * 64  # what the first event links back to
PLACES = ("before", "after")
SALT_BYTES = 32

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_sorted_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode


def canonical(value: Any) -> bytes:
    """The one JSON text of a value: keys sorted, no spaces, UTF-8, moments in UTC with microseconds, decimals as text.

    Raises TypeError for floats (they have no one text), for keys that are not text and for unknown types, and
    ValueError for moments without a time zone and for text that is not Unicode.
    """
    return _sorted_json(_plain(value)).encode()


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case float():
            raise TypeError("A float has no one canonical text: use Decimal.")
        case Decimal():
            if not value.is_finite():
                raise ValueError(f"{value} is not a number that can be recorded.")
            return str(value)
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case Ref():
            return str(value)
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                raise TypeError("Keys of a canonical mapping are text.")
            return {str(key): _plain(element) for key, element in value.items()}
        case list() | tuple():
            return [_plain(element) for element in value]
    raise TypeError(f"{type(value).__name__} has no canonical form: record plain values.")


def moment_text(moment: datetime) -> str:
    """`2016-07-19T08:30:00.000000Z`; always 27 characters, so the texts sort as the moments do."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone cannot be recorded.")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_moment(text: str) -> datetime:
    """The moment of a text that `moment_text` wrote; raises ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment_text(moment) != text:
        raise ValueError(f"{text!r} is not a moment as the log writes it.")
    return moment


@dataclass(frozen=True, slots=True)
class PendingEvent:
    """An event that the running write will append to the log.

    `personal` maps paths such as "after.name" (or "reason") to the personal values that stand there; `rows` are the
    rows of a bulk action, of which only count and digest are kept, read once, or their digest; `audience` is the code
    of the capability that reading takes ("": whoever may see the subject).
    """

    kind: str
    subject: str
    about: tuple[str, ...]
    by: str
    at: datetime
    simulated: bool = False
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str = ""
    instrument: str = ""
    personal: Mapping[str, str] = field(default_factory=dict)
    rows: "Iterable[Any] | RowsDigest | None" = None
    audience: str = ""

    @property
    def refs(self) -> tuple[str, ...]:
        """The subject and the further records in whose history the event stands, each once."""
        return tuple(dict.fromkeys((self.subject, *self.about)))


@dataclass(frozen=True, slots=True)
class Secret:
    """A personal value with the salt that keeps its commitment from being guessed."""

    path: str
    salt: str
    value: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """The body of an event as it is hashed, and the personal values that were taken out of it."""

    body: str
    secrets: tuple[Secret, ...]


def seal(pending: PendingEvent) -> Sealed:
    """Make the body; in place of personal values it holds salted commitments, so they can be erased later.

    Raises ValueError when a path of `personal` leads nowhere or to another value.
    """
    said: dict[str, Any] = {"before": _copy(pending.before), "after": _copy(pending.after), "reason": pending.reason}
    kept = tuple(
        Secret(path, secrets.token_hex(SALT_BYTES), _personal_text(path, value))
        for path, value in sorted(pending.personal.items())
    )
    for secret in kept:
        _take_out(said, secret)
    body = {
        **said,
        "about": list(pending.about),
        "format": FORMAT,
        "instrument": pending.instrument,
        "personal": {secret.path: commitment(secret.path, secret.salt, secret.value) for secret in kept},
        "rows": None if pending.rows is None else rows_digest(pending.rows),
    }
    return Sealed(canonical(body).decode(), kept)


def _copy(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else _plain(values)


def _personal_text(path: str, value: Any) -> str:
    # PostgreSQL stores no null character, and both databases shall take the same.
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(f"The personal value at {path} is not plain text.")
    return str(value)


def _take_out(said: dict[str, Any], secret: Secret) -> None:
    if secret.path == "reason":
        if said["reason"] != secret.value:
            raise ValueError("The personal reason is not the reason of the event.")
        said["reason"] = ""
        return
    place, *steps = secret.path.split(".")
    if place not in PLACES or not steps:
        raise ValueError(f"{secret.path!r} is not a path into before or after.")
    holder = said[place]
    for step in steps[:-1]:
        holder = holder.get(step) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or holder.get(steps[-1]) != secret.value:
        raise ValueError(f"The personal value at {secret.path} is not what the event says there.")
    del holder[steps[-1]]


def commitment(path: str, salt: str, value: str) -> str:
    """What the event holds in place of a personal value: SHA-256 over the canonical JSON of [path, salt, value]."""
    return hashlib.sha256(_json([path, salt, value]).encode("utf-8", "surrogateescape")).hexdigest()


class RowsDigest:
    """Count and SHA-256 over the canonical JSON lines of the rows of a bulk action, in their order.

    A loader adds each row as it passes by, so that none of them has to be kept until the event is sealed.
    """

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self.count = 0

    def add(self, row: Any) -> None:
        """Take one more row; raises what `canonical` raises."""
        self._sha256.update(canonical(row) + b"\n")
        self.count += 1

    def add_plain(self, row: Any) -> None:
        """Take one more row that consists of None, bool, int, text, lists and dicts with text keys only: quicker."""
        self._sha256.update(_sorted_json(row).encode() + b"\n")
        self.count += 1

    def said(self) -> dict[str, Any]:
        """As it stands in the event."""
        return {"count": self.count, "digest": self._sha256.hexdigest()}


def rows_digest(rows: "Iterable[Any] | RowsDigest") -> dict[str, Any]:
    """Count and digest of the rows, as they stand in the event."""
    if isinstance(rows, RowsDigest):
        return rows.said()
    digest = RowsDigest()
    for row in rows:
        digest.add(row)
    return digest.said()


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a stored event that are hashed, each as the text that stands in the database.

    None and texts that no event can hold are kept as they are: they come from a log that somebody changed, and must
    give a wrong digest rather than an error. Bytes that are no UTF-8 are carried as lone surrogates.
    """

    seq: int
    at: str | None
    simulated: bool | str | None
    kind: str | None
    subject: str | None
    by: str | None
    audience: str | None
    body: str | None
    previous: str | None

    def line(self) -> bytes:
        """The canonical JSON that is hashed. The body is put in as it is: any byte of it counts."""
        text = (
            f'{{"at":{_json(self.at)},"audience":{_json(self.audience)},"body":{self.body},"by":{_json(self.by)},'
            f'"kind":{_json(self.kind)},"previous":{_json(self.previous)},"seq":{_json(self.seq)},'
            f'"simulated":{_json(self.simulated)},"subject":{_json(self.subject)}}}'
        )
        return text.encode("utf-8", "surrogateescape")

    def digest(self) -> str:
        """SHA-256 over `line()`, in hexadecimal."""
        return hashlib.sha256(self.line()).hexdigest()
