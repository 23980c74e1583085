"""Instruments, provisions and relations as a file gives them."""

from dataclasses import dataclass
from typing import Any

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.law.models import Particulars, RelationKind


@dataclass(frozen=True)
class Statement:
    """One provision as a file gives it: the way to it by kind and label (empty: no label), and what it says."""

    path: tuple[tuple[str, str], ...]  # (("article", "2"), ("paragraph", "1"), ("item", "f"))
    text: Translated
    is_inferred: bool = False


@dataclass(frozen=True)
class RelationLine:
    """What a file says one instrument does to another; a day that it does not give is unknown."""

    kind: RelationKind
    instrument: str  # codes
    target: str
    day: Bound
    file: str
    row: int

    def digested(self) -> dict[str, Any]:
        """The row as it goes into the digest of the log."""
        return {"relation": self.kind.value, "instrument": self.instrument, "target": self.target, "day": str(self.day)}


@dataclass(frozen=True)
class Line:
    """One instrument as a file gives it; `row` counts from 1 in `file`. Its kind need not be stored yet."""

    code: str
    particulars: Particulars
    file: str
    row: int
    provisions: tuple[Statement, ...] = ()
    marked: frozenset[str] = frozenset()  # which values no source states

    def digested(self) -> dict[str, Any]:
        """The row as it goes into the digest of the log."""
        provisions = [[[*map(list, statement.path)], dict(statement.text)] for statement in self.provisions]
        return {"code": self.code, **self.particulars.plain, "provisions": provisions, "marked": sorted(self.marked)}
