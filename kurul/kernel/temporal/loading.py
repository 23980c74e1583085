"""What a later file of a source does to what the same source said before: pure comparison, for bulk loaders.

A source may take back and replace only what it stated itself. What people entered, or another source stated, stays; a
statement that would certainly hold beside it is blocked and reported.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import connection, models

from kurul.kernel.temporal import bulk
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.moment import write_moment

FactType = TypeVar("FactType", bound=Fact)


class Load(models.Model):
    """That a source was loaded: all facts that it stated then were recorded at this one moment."""

    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(default=write_moment, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.source} at {self.recorded_at}"


def stored(value: Any) -> bulk.Stored:
    """A value of any column of a fact, except decimals, as `bulk.insert` takes it."""
    match value:
        case None:
            return None
        case str():
            return str(value)
        case int():
            return int(value) if connection.vendor == "sqlite" or not isinstance(value, bool) else str(value).lower()
        case datetime():
            return bulk.moment(value)
        case date():
            return value.isoformat()
    return bulk.as_json(value)


@dataclass(frozen=True, slots=True)
class Given:
    """One dated statement of a file: its columns by attribute name, without those of its period."""

    period: Period
    values: Mapping[str, Any]
    basis: str


@dataclass
class Settled(Generic[FactType]):
    """What is to be done with the statements of one subject and sort."""

    new: list[Given] = field(default_factory=list)
    kept: list[FactType] = field(default_factory=list)
    gone: list[FactType] = field(default_factory=list)
    blocked: list[tuple[Given, FactType]] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.new or self.gone)


def settle(
    held: Iterable[FactType],
    given: Sequence[Given],
    moments: Collection[datetime],
    *,
    scope: Callable[[Mapping[str, Any]], Any] = lambda values: None,
) -> Settled[FactType]:
    """Compare what is held with what a source now gives. `moments` are those at which the source was loaded before.

    `scope(values)` says within what two statements may not certainly overlap (None: all of one subject).
    """
    left = list(given)
    settled: Settled[FactType] = Settled()
    others: list[FactType] = []
    for row in held:
        same = next((one for one in left if _is(row, one)), None)
        if same is not None:
            left.remove(same)
            settled.kept.append(row)
        elif row.recorded_at in moments:
            settled.gone.append(row)
        else:
            others.append(row)
    settled.kept += others
    for one in left:
        stands = next((row for row in others if _beside(row, one, scope)), None)
        if stands is None:
            settled.new.append(one)
        else:
            settled.blocked.append((one, stands))
    return settled


def _is(row: Fact, one: Given) -> bool:
    return (
        row.period == one.period
        and row.basis == one.basis
        and all(getattr(row, name) == value for name, value in one.values.items())
    )


def _beside(row: Fact, one: Given, scope: Callable[[Mapping[str, Any]], Any]) -> bool:
    """Whether both would certainly hold on one day in one scope, or say the same with other bounds."""
    said = {name: getattr(row, name) for name in one.values}
    if scope(said) != scope(one.values):
        return False
    return row.period.certainly_overlaps(one.period) or said == dict(one.values)
