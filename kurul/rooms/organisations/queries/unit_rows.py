"""What is told of units that matter: the row of a body, how many bodies stand how, what rows are narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.models import Kind, Level
from kurul.rooms.organisations.queries.reading import Named

PERHAPS, UNKNOWN = "perhaps", "unknown"


class UnitState(StrEnum):
    """Whether a body has such a unit; the order of the columns."""

    RAISED = "raised"  # it has one that stands above the usual level
    HAS = "has"
    HAS_NOT = "has_not"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class UnitRow:
    """One body that should have such a unit, and the one that stands highest."""

    body: int
    kind: Kind
    state: UnitState
    unit: int | None = None
    level: Level | None = None
    since: Bound | None = None  # since when the unit exists
    level_since: Bound | None = None
    further: int = 0  # how many more such units it has
    name: Named | None = None
    unit_name: Named | None = None

    @property
    def status(self) -> str:
        """The code of its status."""
        return f"organisations.unit_{self.state}"


@dataclass(frozen=True)
class UnitCoverage:
    """How many bodies stand in which state on a day."""

    day: date
    counts: Mapping[UnitState, int]
    levels: Mapping[int | None, int] = field(default_factory=dict)  # of those that have one, by the number of the level
    perhaps: int = 0  # further bodies of which it is not known whether they existed on the day

    def of(self, state: UnitState) -> int:
        """How many are in this state."""
        return self.counts.get(state, 0)

    @property
    def total(self) -> int:
        """How many bodies there are for sure."""
        return sum(self.counts.values())

    @property
    def having(self) -> int:
        """How many have one, raised or not."""
        return self.of(UnitState.HAS) + self.of(UnitState.RAISED)

    @property
    def share_having(self) -> float | None:
        """The share that has one, in per cent; None where there is no body."""
        return 100 * self.having / self.total if self.total else None

    @property
    def share_raised(self) -> float | None:
        """Of those that have one the share that has been raised, in per cent; None where none has one."""
        return 100 * self.of(UnitState.RAISED) / self.having if self.having else None


@dataclass(frozen=True)
class UnitFilters:
    """What the rows are narrowed to."""

    state: str = ""  # a state, "having" for has and raised, or "perhaps": bodies not known to exist on the day
    group: str = ""
    level: str = ""  # its code, or "unknown"

    def fit(self, row: UnitRow) -> bool:
        """Whether the row stays."""
        states = {UnitState.HAS, UnitState.RAISED} if self.state == "having" else {self.state}
        group = row.kind.group.code if row.kind.group else ""
        level = row.level.code if row.level else ""
        level_fits = level == self.level or (self.level == UNKNOWN and row.unit is not None and row.level is None)
        return (
            (not self.state or self.state == PERHAPS or row.state in states)
            and (not self.group or group == self.group)
            and (not self.level or level_fits)
        )
