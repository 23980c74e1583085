"""From what a source says to the rows of the tables, as plain tuples; and the rows held, to compare with."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kurul.kernel.refusals import Stale
from kurul.kernel.temporal import bulk
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.bulk import Stored
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions.applying import name_columns
from kurul.rooms.organisations.actions.register.said import Body, Said
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Existence,
    Identifier,
    Name,
    OrganisationFact,
    Placement,
)

if TYPE_CHECKING:
    from kurul.rooms.organisations.actions.register.comparing import Difference

Inserts = dict[type[OrganisationFact], list[tuple[Stored, ...]]]
# What tells two facts of one sort apart, besides their period; the order is that of `Wanted.value`.
VALUES: dict[type[OrganisationFact], tuple[str, ...]] = {
    Existence: (),
    Name: ("name", "abbreviation"),
    Classification: ("kind_id", "level_id"),
    Placement: ("parent_id",),
    Affiliation: ("parent_id",),
    Identifier: ("scheme", "value", "place"),
}
COMMON = (
    "organisation_id",
    "instrument_id",
    "basis",
    "valid_from",
    "valid_from_latest",
    "valid_to_earliest",
    "valid_to",
    "recorded_at",
)
FURTHER: dict[type[OrganisationFact], tuple[str, ...]] = VALUES | {
    Name: ("name", "abbreviation", "search_text", "sort_keys")
}


class Wanted(NamedTuple):
    """A fact that shall be held: what it says, for when, and on what it rests. (A plain tuple: it goes to disk.)"""

    value: tuple[Any, ...]
    period: Period
    basis: str
    instrument: int | None
    row: int

    @property
    def said(self) -> tuple[Any, ...]:
        """What is compared with a row held."""
        return self[:4]


@dataclass(frozen=True, slots=True)
class Held:
    """A fact that is held now."""

    pk: int
    value: tuple[Any, ...]
    period: Period
    basis: str
    instrument: int | None
    recorded_at: datetime

    @property
    def said(self) -> tuple[Any, ...]:
        """What is compared with a fact wanted."""
        return (self.value, self.period, self.basis, self.instrument)


def wanted(body: Body, said: Said, value: tuple[Any, ...]) -> Iterator[Wanted]:
    """The facts that one saying stands for: one for its period, or one for each period in which the body exists."""
    basis = str(said.basis or body.basis)
    instrument = said.instrument if said.instrument is not None else body.instrument
    row = said.row or body.row
    for period in body.exists if said.period is None else (said.period,):
        yield Wanted(value, period, basis, instrument, row)


def columns(model: type[OrganisationFact]) -> tuple[str, ...]:
    """The columns that `row_of` fills."""
    return (*COMMON, *FURTHER[model])


def row_of(model: type[OrganisationFact], organisation: int, fact: Wanted, moment: str) -> tuple[Stored, ...]:
    """The row of a fact, in the order of `columns`; `moment` as `bulk.moment` gives it."""
    value = _name(*fact.value) if model is Name else fact.value
    return (organisation, fact.instrument, fact.basis, *bulk.days(fact.period), moment, *value)


@lru_cache(maxsize=20_000)
def _name(name: Translated, abbreviation: str) -> tuple[Stored, ...]:
    """Texts, search text and sort keys; names that recur in a file are folded once."""
    made = name_columns(name, abbreviation)
    return (bulk.as_json(name), abbreviation, made["search_text"], bulk.as_json(made["sort_keys"]))


def held(model: type[OrganisationFact], organisations: Collection[int]) -> Mapping[int, list[Held]]:
    """What is held now of these bodies: one query."""
    found: defaultdict[int, list[Held]] = defaultdict(list)
    names = ("pk", *COMMON, *VALUES[model])
    for pk, organisation, instrument, basis, first, latest, earliest, last, recorded_at, *value in (
        model.objects.known_at().filter(organisation_id__in=organisations).in_order().values_list(*names)
    ):
        period = Period(Bound(first, latest), Bound(earliest, last))
        found[organisation].append(Held(pk, tuple(value), period, basis, instrument, recorded_at))
    return found


def insert(inserts: Inserts) -> None:
    """Enter the rows that were gathered, each sort at once."""
    for model, made in inserts.items():
        if made:
            bulk.insert(model, columns(model), made)
    inserts.clear()


def supersede(model: type[OrganisationFact], gives_way: Sequence[Held], moment: datetime) -> None:
    """Stop holding these rows to be true. Raises Stale when somebody else did so meanwhile."""
    if gives_way:
        held_rows = model.objects.known_at().filter(pk__in=[row.pk for row in gives_way])
        if held_rows.update(superseded_at=moment) != len(gives_way):
            raise Stale


def apply(
    model: type[OrganisationFact], organisation: int, change: "Difference", inserts: Inserts, moment: datetime
) -> None:
    """Let give way what does, and gather what takes its place."""
    supersede(model, change.gives_way, moment)
    stored = bulk.moment(moment)
    inserts[model] += [row_of(model, organisation, fact, stored) for fact in change.is_new]
