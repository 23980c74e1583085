"""Reading a mapping file: YAML in which every key is known, every value checked, every mistake named with its line.

What the keys mean is said by who uses them (see docs/imports.md); here are the parts that all mappings share.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kurul.kernel import reference_yaml
from kurul.kernel.imports.tables import FORMATS, TableForm
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated

Step = str | int
Parser = Callable[["At"], Any]
LARGEST_NUMBER = 1000
LANGUAGE = re.compile(r"[a-z]{2,3}")


class NotAMapping(Refused):
    """The mapping file is wrong in one place; the finding carries file, row and what to do."""


@dataclass(frozen=True)
class At:
    """A value of the file and where it stands."""

    value: Any
    path: tuple[Step, ...]
    file: str
    lines: Mapping[tuple[Step, ...], int]

    def wrong(self, problem: str, **params: object) -> NotAMapping:
        """The refusal of this value; `problem` is the end of a code "kernel.mapping_…"."""
        path = self.path
        while path not in self.lines and path:
            path = path[:-1]
        where = ".".join(str(step) for step in self.path) or "-"
        said = {"file": self.file, "row": self.lines.get(path, 0), "where": where, **params}
        return NotAMapping(Finding(f"kernel.mapping_{problem}", None, said))

    def below(self, key: Step) -> "At":
        """The value under a key."""
        return At(self.value[key], (*self.path, key), self.file, self.lines)


def opened(path: Path) -> At:
    """The whole file. Raises NotAMapping when it is no YAML."""
    try:
        stated = reference_yaml.read(path)
    except (reference_yaml.NotReadable, UnicodeDecodeError, RecursionError) as error:
        line = error.line if isinstance(error, reference_yaml.NotReadable) else 0
        params = {"file": path.name, "row": line, "problem": str(error)}
        raise NotAMapping(Finding("kernel.mapping_not_yaml", None, params)) from error
    return At(stated.values, (), path.name, stated.rows)


def record(at: At, known: Mapping[str, Parser], required: Sequence[str] = ()) -> dict[str, Any]:
    """A mapping with known keys only; absent ones are absent from the answer."""
    if not isinstance(at.value, dict):
        raise at.wrong("not_a_record", known=", ".join(known))
    for key in at.value:
        if key not in known:
            raise at.wrong("key_not_known", key=key, known=", ".join(known))
    for key in required:
        if key not in at.value:
            raise at.wrong("key_missing", key=key)
    return {key: known[key](at.below(key)) for key in at.value}


def text(at: At) -> str:
    """A text that is not empty; numbers are taken as they are written."""
    if isinstance(at.value, bool) or not isinstance(at.value, str | int) or str(at.value) == "":
        raise at.wrong("not_a_text")
    return str(at.value)


def flag(at: At) -> bool:
    """true or false."""
    if not isinstance(at.value, bool):
        raise at.wrong("not_a_flag")
    return at.value


def number(at: At) -> int:
    """A whole number from 0 to 1000: lines of headings, ranks."""
    if isinstance(at.value, bool) or not isinstance(at.value, int) or not 0 <= at.value <= LARGEST_NUMBER:
        raise at.wrong("not_a_number")
    return at.value


def one_of(*choices: str) -> Parser:
    """One of some words."""

    def read(at: At) -> str:
        if at.value not in choices:
            raise at.wrong("not_one_of", choices=", ".join(choices))
        return str(at.value)

    return read


def several(parser: Parser) -> Parser:
    """A list, or one value in place of a list of one."""

    def read(at: At) -> tuple[Any, ...]:
        if not isinstance(at.value, list):
            return (parser(at),)
        return tuple(parser(at.below(index)) for index in range(len(at.value)))

    return read


def by_code(parser: Parser) -> Parser:
    """A mapping of codes to values."""

    def read(at: At) -> dict[str, Any]:
        if not isinstance(at.value, dict):
            raise at.wrong("not_a_record", known="…")
        return {str(key): parser(at.below(key)) for key in at.value}

    return read


def translated(at: At) -> Translated:
    """A text by language: {tr: …, en: …}."""
    return Translated(by_language(text)(at))


def by_language(parser: Parser) -> Parser:
    """Values by the code of a language."""

    def read(at: At) -> dict[str, Any]:
        found = by_code(parser)(at)
        for key in found:
            if not LANGUAGE.fullmatch(key):
                raise at.wrong("not_a_language", key=key)
        return found

    return read


def table_form(at: At) -> TableForm:
    """How the table is laid out."""
    known = {
        "format": one_of(*FORMATS),
        "encoding": several(text),
        "delimiter": lambda one: "\t" if one.value in ("tab", "\t") else _one_character(one),
        "header": number,
        "columns": several(text),
        "sheet": text,
    }
    said = record(at, known)
    if "encoding" in said:
        said["encodings"] = said.pop("encoding")
        for encoding in said["encodings"]:
            try:
                "".encode(encoding)
            except (LookupError, ValueError):  # "undefined" is an encoding that knows no text
                raise at.wrong("not_an_encoding", key=encoding) from None
    return TableForm(**said)


def _one_character(at: At) -> str:
    if not isinstance(at.value, str) or len(at.value) != 1:
        raise at.wrong("not_a_character")
    return at.value


def bound(at: At) -> Bound:
    """A day as Kurul writes it: 2016-07-19, 2016-07, 2016, ..2016-07-19 or ?."""
    try:
        return Bound.read(str(at.value))
    except ValueError as error:
        raise at.wrong("not_a_day") from error
