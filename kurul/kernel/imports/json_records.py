"""The records of a JSON array, each with the physical line on which it begins."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kurul.kernel.imports import json_process
from kurul.kernel.imports.child import AskedTooMuch, values
from kurul.kernel.imports.tables import NotATable


def records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line and record, one after the other. Raises NotATable with the line that cannot be read, OSError."""
    path.stat()
    try:
        for value in values(json_process, path):
            if isinstance(value, dict):
                raise NotATable(**value, file=path.name)
            yield value
    except AskedTooMuch:
        raise NotATable("json_too_large", 0, file=path.name) from None
