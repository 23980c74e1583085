"""A whole plan as a file gives it, before anything is stored: what the readers of file formats produce."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.strategy.models import Element, Role


@dataclass(frozen=True)
class TierLine:
    """A tier of the scheme, from the top down."""

    code: str
    name: Translated
    plural: Translated
    holds_actions: bool = False
    is_numbered: bool = True


@dataclass(frozen=True)
class SchemeLine:
    """How the plan is built."""

    code: str
    name: Translated
    tiers: tuple[TierLine, ...]


@dataclass(frozen=True)
class BodyLine:
    """A body by the name that the file gives it."""

    name: str
    role: Role
    basis: Basis = Basis.STATED


@dataclass(frozen=True)
class DatesLine:
    """What the file says of the dates of an action."""

    planned: Period
    continues_after: bool | None = None
    needs_budget: bool | None = None
    basis: Basis = Basis.STATED


@dataclass(frozen=True)
class ElementLine:
    """One aim, objective or action as a file gives it; `row` counts from 1 in `file`."""

    tier: str
    code: str
    parent: str | None
    file: str
    row: int
    title: Translated = field(default_factory=Translated)
    summary: Translated = field(default_factory=Translated)
    inferred_languages: tuple[str, ...] = ()
    dates: DatesLine | None = None
    bodies: tuple[BodyLine, ...] = ()
    steps: tuple[Translated, ...] = ()
    basis: Basis = Basis.STATED
    source: str = ""


@dataclass(frozen=True)
class CriterionLine:
    """A success criterion of the plan."""

    code: str
    name: Translated
    basis: Basis = Basis.STATED


@dataclass(frozen=True)
class ProgressLine:
    """What a file says of the progress of an action; `status` and `period_label` in the file's own words."""

    code: str
    body: str | None
    period_label: str
    status: str | None
    text: str
    evidence: str
    file: str
    row: int


@dataclass(frozen=True)
class PlanFile:
    """A whole plan as read from files; nothing is stored yet."""

    code: str
    scheme: SchemeLine
    title: Translated
    since: Bound  # from when on what the file says is known to hold
    covers: Period
    elements: tuple[ElementLine, ...]
    vision: Translated = field(default_factory=Translated)
    inferred_languages: tuple[str, ...] = ()
    covers_basis: Basis = Basis.STATED
    instrument: str = ""
    coordinator: str = ""
    published_totals: Mapping[str, int] = field(default_factory=dict)
    criteria: tuple[CriterionLine, ...] = ()
    progress: tuple[ProgressLine, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class ProgressRow:
    """What is handed to the room that keeps progress: the action, the body that reports, and what was said."""

    element: Element
    organisation_id: int | None
    period_label: str
    status: str | None
    text: str
    evidence: str
    file: str
    row: int


@dataclass(frozen=True)
class ProgressStored:
    """The answer to `PROGRESS_IMPORT`: how many records of a kind were made, and how many were there already."""

    kind: str
    created: int
    unchanged: int = 0
