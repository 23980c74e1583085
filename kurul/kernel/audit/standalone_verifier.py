#!/usr/bin/env python3
"""Checks an exported audit log of Kurul without Kurul: plain Python 3, nothing to install.

    python standalone_verifier.py events.jsonl [--head SEQ:DIGEST]

Each line of the export is {"digest": …, "event": …} in canonical JSON (sorted keys, no spaces, UTF-8), the last one
{"head": {"at": …, "digest": …, "seq": …}}. An event's digest is the SHA-256 of its canonical JSON and its "previous"
the digest of the event before it (64 zeros before the first). Personal values, where exported, must match their
commitment in the event: the SHA-256 of [path, salt, value]. Give with --head a head that was kept elsewhere: only that
finds a log that was cut or written anew. Exit status: 0 when the log is whole, 1 when it is not.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


def canonical(value: Any) -> bytes:
    """The one JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def sha256(value: Any) -> str:
    """The digest of its canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


def check_event(entry: Any, before: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one event; `before` has at, digest and seq of the event before it."""
    event = entry["event"]
    if event["seq"] != before["seq"] + 1:
        yield f"event {event['seq']} follows event {before['seq']}"
    if event["previous"] != before["digest"]:
        yield f"event {event['seq']} does not follow from the event before it"
    if sha256(event) != entry["digest"]:
        yield f"event {event['seq']} is not as it was written"
    if event["at"] < (before["at"] or ""):
        yield f"event {event['seq']} is dated before the event ahead of it"
    for path, (salt, value) in entry.get("personal", {}).items():
        if sha256([path, salt, value]) != event["body"]["personal"].get(path):
            yield f"the personal value {path} of event {event['seq']} is not the one that was recorded"


def check_log(lines: Iterable[bytes], outside: str | None = None) -> Iterator[str]:
    """What is wrong with an export, given line by line, and with regard to a head kept outside (SEQ:DIGEST)."""
    before: dict[str, Any] = {"at": None, "digest": "0" * 64, "seq": 0}
    heads: list[Any] = []
    outside_found = outside in (None, f"0:{before['digest']}")
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line.decode())
            if canonical(entry) + b"\n" != line:
                yield f"line {number} is not canonical JSON"
            if "head" in entry:
                heads.append(entry["head"])
                continue
            if heads:
                yield f"line {number} stands after the head"
            yield from check_event(entry, before)
            event = entry["event"]
            before = {"at": event["at"], "digest": entry["digest"], "seq": event["seq"]}
            outside_found = outside_found or outside == f"{before['seq']}:{before['digest']}"
        except UNREADABLE:
            yield f"line {number} is not a line of an exported log"
    if heads != [before]:
        yield f"the log ends with event {before['seq']}, which is not what its head says"
    if not outside_found:
        yield f"the log does not hold the event that {outside} names: it was cut or replaced"


def main() -> int:
    """Check the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", help="the file that `kurul audit export` wrote")
    parser.add_argument("--head", metavar="SEQ:DIGEST", help="as `kurul audit head` printed it earlier")
    arguments = parser.parse_args()
    problems = 0
    with open(arguments.export, "rb") as lines:
        for problem in check_log(lines, arguments.head):
            problems += 1
            sys.stdout.write(problem + "\n")
    sys.stdout.write(f"problems found: {problems}\n" if problems else "the log is whole\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
