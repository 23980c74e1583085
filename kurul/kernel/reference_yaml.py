"""Reads the reference files: YAML in which a line's comment `# inferred` says that no source states its value.

Plain YAML readers drop comments; here they decide how a record is marked, so that nothing inferred passes for stated.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kurul.kernel import plain_yaml
from kurul.kernel.plain_yaml import NotReadable as NotReadable


@dataclass(frozen=True)
class Stated:
    """The values of a file, and which of them are inferred, by their path such as ("central", 3, "parent")."""

    values: Any
    inferred: frozenset[tuple[str | int, ...]]
    rows: dict[tuple[str | int, ...], int]  # line of each mapping in a list, counted from 1

    def is_inferred(self, *path: str | int) -> bool:
        """Whether the value at this path, or one that contains it on the same line, carries the mark."""
        return path in self.inferred


def read(path: Path) -> Stated:
    """Read a reference file. Raises NotReadable, UnicodeDecodeError, OSError."""
    text = path.read_text(encoding="utf-8")
    marked = {number for number, line in enumerate(text.splitlines()) if "# inferred" in line}
    root, values = plain_yaml.composed(text)
    inferred: set[tuple[str | int, ...]] = set()
    rows: dict[tuple[str | int, ...], int] = {}
    _walk(root, (), marked, inferred, rows)
    return Stated(values, frozenset(inferred), rows)


def _walk(
    node: yaml.Node | None, path: tuple[str | int, ...], marked: set[int], inferred: set[Any], rows: dict[Any, int]
) -> None:
    if isinstance(node, yaml.MappingNode):
        rows[path] = node.start_mark.line + 1
        for key, value in node.value:
            below = (*path, key.value)
            if key.start_mark.line in marked:
                inferred.add(below)
            _walk(value, below, marked, inferred, rows)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            if value.start_mark.line in marked:
                inferred.add((*path, index))
            _walk(value, (*path, index), marked, inferred, rows)
