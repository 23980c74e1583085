"""What a mapping reads from a row: cells and how their value is made, days, conditions."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kurul.kernel import turkish
from kurul.kernel.imports import days
from kurul.kernel.imports.mapping import At, Parser, by_code, flag, one_of, record, several, text
from kurul.kernel.imports.tables import Row
from kurul.kernel.temporal.bounds import Bound

LONGEST_PATTERN = 200  # characters
LONGEST_SEARCHED = 1000  # characters of a cell in which a pattern is searched
MOST_REPETITIONS = 8  # side by side in a pattern
CASES = ("title", "upper", "lower")


def shortened(key: str, most: int = 200) -> str:
    """A key that was made of texts of a file: where it would be longer than `most` characters, its beginning and a
    digest of the whole, so that two long ones stay two."""
    if len(key) <= most:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{key[: most - len(digest) - 1]}~{digest}"


class NotInMap(ValueError):
    """A cell holds a value for which the mapping says nothing."""


@dataclass(frozen=True)
class Cell:
    """What is read from a row, step by step: source, splitting, pattern, replacing, map, default."""

    columns: tuple[str, ...] = ()  # the first that is not empty
    template: str = ""  # "{column a}-{column b}"
    fixed: str = ""
    split: str = ""
    pattern: re.Pattern[str] | None = None  # its first group, or all of what it finds; no match: empty
    map: Mapping[str, str] = field(default_factory=dict)
    default: str = ""  # where the cell is empty
    otherwise: str = ""  # where the map says nothing
    is_inverted: bool = False  # "Health, Ministry of" and "Archives, The" are turned round
    case: str = ""
    is_optional: bool = False  # a table without the column is none the worse
    is_folded: bool = False  # for keys made of names: without case, accents, punctuation and a leading "The"

    def named(self) -> tuple[str, ...]:
        """The columns that it reads."""
        return (*self.columns, *re.findall(r"{([^{}]+)}", self.template))

    def text(self, row: Row) -> str:
        """The value; empty when there is none. Raises NotInMap."""
        if self._as_it_stands:
            said = row.cells.get(self._as_it_stands, "")
            if type(said) is str:
                return said.strip() or self.default
        elif self._constant:
            return self._constant
        found = self.texts(row)
        return found[0] if found else ""

    @cached_property
    def _as_it_stands(self) -> str:
        """The column, where nothing is made of its text: so are most cells of most tables, and rows are many."""
        is_made = self.fixed or self.template or self.split or self.pattern is not None or self.is_inverted
        return "" if is_made or self.case or self.map or self.is_folded or len(self.columns) != 1 else self.columns[0]

    @cached_property
    def _constant(self) -> str:
        """What is the same for all rows."""
        return self._made(self.fixed) if self.fixed and not self.map else ""

    def texts(self, row: Row) -> list[str]:
        """All values of the cell, each once, in their order. Raises NotInMap."""
        made = [made for raw in self._raw(row) if (made := self._made(raw))]
        return list(dict.fromkeys(made)) or ([self.default] if self.default else [])

    def _raw(self, row: Row) -> list[str]:
        if self.fixed:
            return [self.fixed]
        if self.template:
            return [re.sub(r"{([^{}]+)}", lambda found: row.text(found[1]), self.template)]
        raw = next((values for column in self.columns if (values := row.texts(column))), [])
        if self.split:
            return [part.strip() for value in raw for part in value.split(self.split) if part.strip()]
        return raw

    def _made(self, raw: str) -> str:
        value = raw
        if self.pattern is not None:
            found = self.pattern.search(value[:LONGEST_SEARCHED])
            value = "" if found is None else (found[1] if self.pattern.groups else found[0]) or ""
        if self.is_inverted:
            value = turned(value)
        if self.case:
            value = getattr(value, self.case)()
        if self.map and value:
            if value in self.map:
                value = self.map[value]
            elif self.otherwise:
                value = self.otherwise
            else:
                raise NotInMap(value)
        return folded(value) if self.is_folded else value.strip()


def turned(name: str) -> str:
    """ "Health, Ministry of" as "Ministry of Health", "Archives, The" as "The Archives"; other names as they are."""
    head, comma, tail = name.rpartition(", ")
    return f"{tail} {head}" if comma and re.fullmatch(r"The|.* (of|for|of the|for the)", tail) else name


def _pattern(at: At) -> re.Pattern[str]:
    """A regular expression that certainly ends soon: short, and repeating no group that repeats or chooses itself."""
    said = text(at)
    if len(said) > LONGEST_PATTERN:
        raise at.wrong("pattern_too_long", most=LONGEST_PATTERN)
    try:
        made = re.compile(said)
    except (re.error, RecursionError, OverflowError) as error:
        raise at.wrong("not_a_pattern", said=str(error)) from error
    if _may_run_away(said):
        raise at.wrong("pattern_too_slow")
    return made


def _may_run_away(pattern: str) -> bool:
    """Whether a quantifier stands behind a group in which there is a quantifier or a choice.

    Read from the text, not from the inside of `re`. An escaped character and one in a class are plain characters; in
    doubt (a quantifier as a literal in a verbose pattern) the answer is yes. "(?", which begins a group of a special
    kind, is no quantifier. Many repetitions side by side may be slow as well.
    """
    plain = re.sub(r"\\.", "x", pattern, flags=re.DOTALL)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "x", plain)
    groups, last, repetitions = [False], False, 0
    for place, character in enumerate(plain):
        if character == "(":
            groups.append(False)
        elif character == ")":
            last = groups.pop() if len(groups) > 1 else False
            groups[-1] |= last
        elif character in "*+?{" and plain[place - 1 : place] != "(":
            if plain[place - 1 : place] == ")" and last and character != "?":
                return True
            repetitions += character in "*+{"
            groups[-1] = True
        elif character == "|":
            groups[-1] = True
    return repetitions > MOST_REPETITIONS


def folded(name: str) -> str:
    """A name as a key: "The Arts Council & Co." as "arts-council-and-co"."""
    words = re.findall(r"\w+", turkish.fold(name.replace("&", " and ").replace("'", "").replace("’", "")))
    return "-".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


_CELL: dict[str, Parser] = {
    "column": several(text),
    "template": text,
    "fixed": text,
    "split": text,
    "pattern": _pattern,
    "map": by_code(text),
    "default": text,
    "otherwise": text,
    "inverted": flag,
    "folded": flag,
    "optional": flag,
    "case": one_of(*CASES),
}


def cell(at: At) -> Cell:
    """A cell: the name of a column, or a record that says how its value is made."""
    if isinstance(at.value, str | int) and not isinstance(at.value, bool):
        return Cell(columns=(text(at),))
    said = record(at, _CELL)
    if sum(key in said for key in ("column", "template", "fixed")) != 1:
        raise at.wrong("one_source")
    return Cell(
        columns=said.get("column", ()),
        template=said.get("template", ""),
        fixed=said.get("fixed", ""),
        split=said.get("split", ""),
        pattern=said.get("pattern"),
        map=said.get("map", {}),
        default=said.get("default", ""),
        otherwise=said.get("otherwise", ""),
        is_inverted=said.get("inverted", False),
        is_optional=said.get("optional", False),
        is_folded=said.get("folded", False),
        case=said.get("case", ""),
    )


@dataclass(frozen=True)
class DayCell:
    """A day that is read from a row."""

    cell: Cell
    patterns: tuple[str, ...] = days.DEFAULT
    open: frozenset[str] = frozenset()  # texts that stand for "no end"
    unknown: frozenset[str] = frozenset(("?",))  # texts that stand for "not known"

    def read(self, row: Row) -> Bound | None:
        """The day; None when the cell is empty. Raises NotADay."""
        said = self.cell.text(row)
        if not said:
            return None
        if said in self.open:
            return Bound.open()
        return Bound.unknown() if said in self.unknown else days.read(said, self.patterns)


def day_cell(at: At) -> DayCell:
    """A day: the name of a column, or a record with its patterns and markers."""
    if not isinstance(at.value, dict):
        return DayCell(cell(at))
    known = {**_CELL, "pattern": _CELL["pattern"], "days": several(_day_pattern), "open": several(text)}
    known["unknown"] = several(text)
    said = record(at, known)
    own = {key: at.value[key] for key in at.value if key in _CELL}
    return DayCell(
        cell(At(own, at.path, at.file, at.lines)),
        said.get("days", days.DEFAULT),
        frozenset(said.get("open", ())),
        frozenset(said.get("unknown", ("?",))),
    )


def _day_pattern(at: At) -> str:
    try:
        days.compiled(text(at))
    except ValueError as error:
        raise at.wrong("not_a_day_pattern") from error
    return text(at)


@dataclass(frozen=True)
class Condition:
    """Whether a row is meant: by the values of one cell, or by its being filled or empty."""

    cell: Cell
    values: frozenset[str] = frozenset()
    is_filled: bool | None = None

    def holds(self, row: Row) -> bool:
        """Whether the row is meant."""
        said = self.cell.text(row)
        return said in self.values if self.is_filled is None else bool(said) is self.is_filled


def condition(at: At) -> Condition:
    """A condition: {column: …, values: […]} or {column: …, filled: true}."""
    known = {**_CELL, "values": several(text), "filled": flag}
    said = record(at, known)
    if ("values" in said) is ("filled" in said):
        raise at.wrong("one_condition")
    own = {key: at.value[key] for key in at.value if key in _CELL}
    return Condition(cell(At(own, at.path, at.file, at.lines)), frozenset(said.get("values", ())), said.get("filled"))
