"""Reads the records of a JSON array, or of lines of JSON, in a process of its own, with a ceiling of memory and time.

A file of some megabytes may stand for gigabytes of lists within each other. Here only this process ends; whoever reads
what it writes holds one record at a time, so none may be very long. It is run as a program and imports nothing of
Kurul.

    python json_process.py FILE
    python json_process.py FILE ENCODING     of a file with one record on each line

Writes, each as one value of `marshal`: record by record its line and itself, and None behind the last; or, where the
file cannot be read, a record with `problem` and what belongs to it.
"""

import json
import marshal
import resource
import sys
from collections.abc import Iterator
from typing import Any

MOST_MEMORY = 1 << 30  # bytes of address space
MOST_TIME = 120  # seconds of the processor
LONGEST = 1 << 20  # characters of one record: as lists within lists some twenty times as many bytes


def said(file: str, encoding: str = "") -> Iterator[Any]:
    """What is written, value by value."""
    return _lines(file, encoding) if encoding else _array(file)


def _lines(file: str, encoding: str) -> Iterator[Any]:
    with open(file, encoding=encoding) as opened:
        for line, text in enumerate(opened, start=1):
            if not text.strip():
                continue
            if len(text) > LONGEST:
                yield _TOO_LONG
                return
            try:
                record = _taken(json.loads(text), text)
            except (ValueError, RecursionError) as error:
                yield _problem(line, str(error))
                return
            yield line, record
    yield None


def _array(file: str) -> Iterator[Any]:
    try:
        with open(file, encoding="utf-8-sig") as opened:
            text = opened.read()
    except UnicodeDecodeError:
        yield {"problem": "encoding", "line": 0, "encodings": "utf-8"}
        return
    decoder = json.JSONDecoder()
    at, line = _after_blank(text, 0), 1
    if text[at : at + 1] != "[":
        yield _problem(1, "[")
        return
    counted, at = 0, _after_blank(text, at + 1)
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        try:
            record, at = decoder.raw_decode(text, at)
            _taken(record, text[counted:at])
        except (ValueError, RecursionError) as error:
            yield _problem(line, str(error))
            return
        if at - counted > LONGEST:
            yield _TOO_LONG
            return
        yield line, record
        at = _after_blank(text, at)
        if text[at : at + 1] == ",":
            at = _after_blank(text, at + 1)
        elif text[at : at + 1] != "]":
            yield _problem(line, text[at : at + 20])
            return
    yield None


_TOO_LONG = {"problem": "json_too_large", "line": 0}


def _taken(record: Any, text: str) -> dict[str, Any]:
    """The record; raises ValueError for what is none, and for halves of characters, which can be written with a
    backslash but not stored."""
    if not isinstance(record, dict):
        raise ValueError(type(record).__name__)
    if "\\u" in text:
        json.dumps(record, ensure_ascii=False).encode()
    return record


def _problem(line: int, what: str) -> dict[str, Any]:
    return {"problem": "json", "line": line, "said": what}


def _after_blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_TIME, MOST_TIME))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for value in said(*sys.argv[1:]):
        marshal.dump(value, sys.stdout.buffer)
