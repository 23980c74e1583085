"""Posts as a file gives them, and what their statements mean as columns. Nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.loading import Given
from kurul.kernel.translated import Translated
from kurul.rooms.positions.models import (
    Absence,
    Appointment,
    Capacity,
    PortfolioEntry,
    PostExistence,
    PostFact,
    PostIdentifier,
    PostPlacement,
    PostTerms,
    PostTitle,
    ReportingLine,
)

Key = tuple[str, str]  # scheme and value of the identifier by which a later load finds the post again
ALWAYS = Period.since(Bound.unknown())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What every statement has: when, by which instrument (its number), on what it rests (None: as the post does)."""

    period: Period
    instrument: int | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleGiven(Stated):
    """The post is called so and is of this kind, by its code."""

    title: Translated
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementGiven(Stated):
    """The post belongs to this organisation, by its number."""

    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionGiven(Stated):
    """This function, by its code, belongs to the portfolio."""

    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsGiven(Stated):
    """On which terms the post is held; see PostTerms."""

    grade: str = ""
    grade_note: str = ""
    tenure: str = ""
    full_time: Decimal | None = None
    other_duties: str = ""
    rated_by: str = ""
    reviewed_by: str = ""
    is_key: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven(Stated):
    """The post reports to this one, by its key."""

    superior: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentGiven(Stated):
    """This person, by number, holds the post; `row` counts from 1 in `file`."""

    person: int
    file: str
    row: int
    capacity: str = Capacity.SUBSTANTIVE.value
    absence: str = Absence.NONE.value
    left_early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGiven:
    """One post as a file gives it. Statements of one sort follow each other; `row` counts from 1 in `file`."""

    key: Key
    file: str
    row: int
    existence: tuple[Stated, ...]
    titles: tuple[TitleGiven, ...]
    placements: tuple[PlacementGiven, ...]
    portfolio: tuple[FunctionGiven, ...] = ()
    terms: tuple[TermsGiven, ...] = ()
    appointments: tuple[AppointmentGiven, ...] = ()
    lines: tuple[LineGiven, ...] | None = None  # None: the source says nothing of them, and what is held stays
    further: tuple[Key, ...] = ()
    holders_allowed: int = 1
    source: str = ""
    basis: Basis = Basis.STATED


@dataclass(frozen=True)
class Codes:
    """Which records the codes of a file stand for."""

    kinds: Mapping[str, int]
    functions: Mapping[str, int]


def statements(one: PostGiven, codes: Codes) -> dict[type[PostFact], list[Given]]:
    """All that a file says of a post, by sort of fact. Codes must be known."""
    keys = ({"scheme": scheme, "value": value, "instrument_id": None} for scheme, value in (one.key, *one.further))
    return {
        PostExistence: [_given(one, said, {}) for said in one.existence],
        PostTitle: [_given(one, said, {"title": said.title, "kind_id": codes.kinds[said.kind]}) for said in one.titles],
        PostPlacement: [_given(one, said, {"organisation_id": said.organisation}) for said in one.placements],
        PortfolioEntry: [_given(one, said, {"function_id": codes.functions[said.function]}) for said in one.portfolio],
        PostTerms: [_given(one, said, dict(_terms(said))) for said in one.terms],
        PostIdentifier: [Given(ALWAYS, key, one.basis.value) for key in keys],
    }


def appointments(one: PostGiven) -> list[tuple[AppointmentGiven, Given]]:
    """Who a file says holds the post, each with its columns (without the place)."""
    return [
        (said, _given(one, said, {name: getattr(said, source) for name, source in _APPOINTMENT.items()}))
        for said in one.appointments
    ]


_APPOINTMENT = {"person_id": "person", "capacity": "capacity", "absence": "absence", "left_early": "left_early"}
TERMS = ("grade", "grade_note", "tenure", "full_time", "other_duties", "rated_by", "reviewed_by", "is_key")


def _terms(said: TermsGiven) -> Iterator[tuple[str, Any]]:
    for name in TERMS:
        yield name, getattr(said, name)


def _given(one: PostGiven, said: Stated, values: dict[str, Any]) -> Given:
    basis = said.basis or one.basis
    return Given(said.period, {**values, "instrument_id": said.instrument}, basis.value)


# Within what two statements of a sort may not certainly overlap: the columns of the constraint beside the post.
SCOPES: dict[type[PostFact], tuple[str, ...]] = {
    PostExistence: (),
    PostTitle: (),
    PostPlacement: (),
    PortfolioEntry: ("function_id",),
    PostTerms: (),
    PostIdentifier: ("scheme", "value"),
    Appointment: ("person_id", "capacity"),
    ReportingLine: (),
}


def scope_of(model: type[PostFact], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What the statement may not certainly overlap within."""
    return tuple(values[name] for name in SCOPES[model])


def kinds_of(posts: Iterable[PostGiven]) -> set[str]:
    """The codes of all kinds that posts are given."""
    return {said.kind for one in posts for said in one.titles}
