"""What a difference consists of, and what higher rooms contribute to it.

    @contributions.register(DIFFERENCES, order=20)
    def differences_of_posts() -> Iterable[DifferenceSource]: ...

A source gives narrow rows first, of which one query for all rooms counts what changed and another one reads the page
that is shown; only that is told in words.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, CharField, F, Func, QuerySet, Value

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.law.public import Instrument

DIFFERENCES = "organisations.differences"
DIFFERENCE_DAYS = "organisations.difference_days"  # days since when people ask: meetings of boards

Within = Collection[int] | None
STARTS, ENDS = ("valid_from", "valid_from_latest"), ("valid_to_earliest", "valid_to")
ENTERED, GIVEN_UP = "entered", "given_up"


@dataclass(frozen=True)
class Found:
    """One change, before it is told: of which source and group, what, to which record, by which facts.

    `facts` hold since, `former` held before; both are given where something was learnt.
    """

    source: str
    group: str
    what: str
    record: int
    facts: tuple[int, ...]
    former: tuple[int, ...]
    day: Bound
    kept_group: str = ""  # the group that its facts are of, where the source has put it into another one


@dataclass(frozen=True)
class Side:
    """What held on one side of a change; where it was learnt, with the period for which it is held."""

    text: Text | Translated
    period: Period | None = None


@dataclass(frozen=True)
class Difference:
    """One change in words. `name` is that of the record, which is shown on the page of `route` with `pk`."""

    day: Bound
    group: Text
    what: Text
    name: Text | Translated
    route: str
    pk: int
    before: tuple[Side, ...] = ()
    after: tuple[Side, ...] = ()
    instrument: Instrument | None = None


@dataclass(frozen=True)
class DifferenceDay:
    """A day since when people ask for what changed, such as that of the last meeting of a board."""

    label: Text | Translated
    day: date


class Inside(Func):
    """Condition: the column is the number of one of the bodies to which a question is narrowed.

    They stand in the common table `within` of the statement that `paging` puts together, once for all parts. The sign
    before the column keeps SQLite from looking up every one of them instead of what lies between the two days.
    """

    template = "%(expressions)s IN (SELECT number FROM within)"
    output_field = BooleanField()
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """The same without an index on the column."""
        return self.as_sql(compiler, connection, template=f"+{self.template}", **more)


@dataclass(frozen=True)
class Part:
    """Narrow rows of one group: source, group, kept group, what, record, fact, earliest and latest day, and by which of
    the two they are ordered."""

    group: str
    rows: QuerySet[Any, Any]
    record: str  # the column with the number of the record
    order: str  # the column by which they are ordered: that of the days of which there is an index


@dataclass(frozen=True)
class DifferenceSource:
    """What one room knows of differences.

    - `groups` are what a list can be narrowed to, each by its code.
    - `parts(between, actor, within)` gives what `part` or `parts_learnt` make, visible rows only; `within` are the
      bodies to which the question is narrowed, None: the whole government.
    - `told(rows, between, look, actor)` says each of these rows in words.
    """

    key: str
    groups: Mapping[str, Text]
    parts: Callable[[Between, Actor, Within], Iterable[Part]]
    told: Callable[[Sequence[Found], Between, Look, Actor], Mapping[Found, Difference]]


def part(
    rows: QuerySet[Any, Any],
    source: str,
    group: str,
    what: str,
    *,
    record: str,
    within: Within,
    inside: Any = None,
    days: tuple[str, str] = STARTS,
    kept_group: str = "",
) -> Part:
    """The narrow rows of a queryset. `record` is the column with its number; `inside` the condition under which a row
    belongs to the bodies `within` (see `Inside`), None where rows belong to no body.

    `kept_group` is the group that the facts are of, where they are listed in another one.
    """
    if within is not None:
        rows = rows.none() if inside is None else rows.filter(inside)
    texts = [Value(text, output_field=CharField()) for text in (source, group, kept_group, what)]
    order = days[0] if days == ENDS else days[1]
    listed = rows.order_by().values_list(*texts, F(record), F("pk"), F(days[0]), F(days[1]), F(order))
    return Part(group, listed, record, order)


def parts_learnt(
    rows: QuerySet[Any, Any],
    between: Between,
    source: str,
    group: str,
    **more: Any,
) -> list[Part]:
    """The narrow rows of what was entered and what was given up between two moments; `more` as `part` takes it."""
    return [
        part(rows.filter(condition), source, group, what, **more)
        for what, condition in ((ENTERED, between.entered()), (GIVEN_UP, between.given_up()))
    ]
