"""The records of a JSON array, each with the physical line on which it begins."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kurul.kernel.imports.tables import NotATable


def records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line and record, one after the other. Raises NotATable with the line that cannot be read, OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATable("encoding", 0, encodings="utf-8", file=path.name) from error
    decoder = json.JSONDecoder()
    at, line = _after_blank(text, 0), 1
    if text[at : at + 1] != "[":
        raise NotATable("json", 1, said="[", file=path.name)
    counted, at = 0, _after_blank(text, at + 1)
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        try:
            record, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise NotATable("json", line, said=str(error), file=path.name) from error
        if not isinstance(record, dict):
            raise NotATable("json", line, said=type(record).__name__, file=path.name)
        yield line, record
        at = _after_blank(text, at)
        if text[at : at + 1] == ",":
            at = _after_blank(text, at + 1)
        elif text[at : at + 1] != "]":
            raise NotATable("json", line, said=text[at : at + 20], file=path.name)


def _after_blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
