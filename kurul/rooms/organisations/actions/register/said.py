"""What a source says about bodies: values that every profile, table and format hands to `load_register`."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated

Key = tuple[str, str]  # scheme and value of the number by which a later load finds the body again


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something said for a period. None: for as long as the body exists. `row` 0: the row of the body itself."""

    period: Period | None = None
    row: int = 0
    basis: Basis | None = None  # None: the basis of the body
    instrument: int | None = None  # primary key of the law.Instrument it rests on


@dataclass(frozen=True, slots=True)
class SaidName(Said):
    """The body is called so."""

    name: Translated
    abbreviation: str = ""


@dataclass(frozen=True, slots=True)
class SaidClass(Said):
    """The body is of this kind and stands at this level; both by code."""

    kind: str
    level: str | None = None


@dataclass(frozen=True, slots=True)
class SaidPlace(Said):
    """The body stands under this parent."""

    parent: Key


@dataclass(frozen=True, slots=True)
class SaidAffiliation(Said):
    """The body also belongs to this one; what a source with several parents says where none of them is the main one."""

    parent: Key


@dataclass(frozen=True, slots=True)
class SaidNumber(Said):
    """The body carries this number in a scheme. Its key need not be repeated here."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class SaidScheme:
    """What sort of number a source brings; see the model Scheme for the meaning of each."""

    name: Translated
    uri_template: str = ""
    check_rule: str = ""
    is_one_per_body: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body or unit as a source gives it; `row` is the physical line of `file` on which it stands (from 1).

    `exists` are the periods of its existence, mostly one. `places`, `affiliations` and `numbers` may be None: the
    source says nothing of them, and what is held stays; an empty tuple says that there are none.
    """

    key: Key
    exists: tuple[Period, ...]
    names: tuple[SaidName, ...]
    classes: tuple[SaidClass, ...]
    file: str
    row: int
    places: tuple[SaidPlace, ...] | None = None
    affiliations: tuple[SaidAffiliation, ...] | None = None
    numbers: tuple[SaidNumber, ...] | None = None
    basis: Basis = Basis.STATED
    instrument: int | None = None
    role_note: Translated = field(default_factory=Translated)
    source: str = ""

    def digested(self) -> list[Any]:
        """The row as it goes into the digest of the log: plain values in a fixed order."""
        return [
            list(self.key),
            [said_period(period) for period in self.exists],
            [[dict(said.name), said.abbreviation, *_common(said)] for said in self.names],
            [[said.kind, said.level, *_common(said)] for said in self.classes],
            *(
                None if given is None else [[list(said.parent), *_common(said)] for said in given]
                for given in (self.places, self.affiliations)
            ),
            None if self.numbers is None else [[said.scheme, said.value, *_common(said)] for said in self.numbers],
            [str(self.basis), self.instrument, dict(self.role_note), self.source, self.file, self.row],
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidChange:
    """One change event as a source gives it: what happened on which day, from which bodies to which."""

    kind: str  # a value of ChangeKind
    day: Bound
    before: tuple[Key, ...]
    after: tuple[Key, ...]
    file: str
    row: int
    note: str = ""
    basis: Basis = Basis.STATED
    instrument: int | None = None

    def digested(self) -> list[Any]:
        """As it goes into the digest of the log."""
        sides = [[list(key) for key in side] for side in (self.before, self.after)]
        return [self.kind, str(self.day), *sides, str(self.basis), self.instrument, self.note, self.file, self.row]


@lru_cache(maxsize=20_000)
def said_period(period: Period) -> str:
    """The text of a period; the same few thousand periods return in every file."""
    return str(period)


def _common(said: Said) -> list[Any]:
    period = None if said.period is None else said_period(said.period)
    return [period, None if said.basis is None else str(said.basis), said.instrument]
