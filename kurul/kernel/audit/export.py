"""Writes the log as JSON lines that `standalone_verifier.py` checks without Kurul.

Each line is canonical JSON: `{"digest":…,"event":…}`, with `"personal"` (path to [salt, value]) when personal values
are asked for. The last line is the head: `{"head":{"at":…,"digest":…,"seq":…}}`. An event stands there byte by byte as
it was hashed.
"""

import json
from typing import IO, Any

from kurul.kernel.audit import stored
from kurul.kernel.audit.events import NO_DIGEST, Secret


def export_log(file: IO[bytes], *, personal: bool = False) -> int:
    """Write the whole log to a binary file; returns the number of events. Memory stays flat.

    What was exported with personal values can no longer be erased there, so they are left out unless asked for.
    """
    count = 0
    for batch in stored.batches():
        for event in batch.events:
            file.write(_line(event, batch.secrets.get(event.seq, []) if personal else []))
            count += 1
        if batch.is_last:
            file.write(_bytes({"head": _head(batch.head, count)}) + b"\n")
    return count


def _head(head: stored.StoredHead | None, events: int) -> dict[str, Any] | None:
    """Null when it is gone; a log that was never written to needs none."""
    if head is None:
        return None if events else {"at": None, "digest": NO_DIGEST, "seq": 0}
    return {"at": head.at, "digest": head.digest, "seq": head.seq}


def _line(event: stored.StoredEvent, secrets: list[Secret]) -> bytes:
    line = b'{"digest":' + _bytes(event.digest) + b',"event":' + event.columns.line()
    if secrets:
        line += b',"personal":' + _bytes({secret.path: [secret.salt, secret.value] for secret in secrets})
    return line + b"}\n"


def _bytes(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "surrogateescape")
