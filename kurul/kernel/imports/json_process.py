"""Reads the records of a JSON array in a process of its own, with a ceiling of memory and of time.

A file of some megabytes may stand for gigabytes of lists within each other. Here only this process ends. It is run as a
program and imports nothing of Kurul.

    python json_process.py FILE

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


def said(file: str) -> Iterator[Any]:
    """What is written, value by value."""
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
        except (ValueError, RecursionError) as error:
            yield _problem(line, str(error))
            return
        if not isinstance(record, dict):
            yield _problem(line, type(record).__name__)
            return
        yield line, record
        at = _after_blank(text, at)
        if text[at : at + 1] == ",":
            at = _after_blank(text, at + 1)
        elif text[at : at + 1] != "]":
            yield _problem(line, text[at : at + 20])
            return
    yield None


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
    for value in said(sys.argv[1]):
        marshal.dump(value, sys.stdout.buffer)
