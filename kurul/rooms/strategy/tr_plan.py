"""The reference file of the 2016-2019 National e-Government Strategy and Action Plan."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.actions import writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report
from kurul.kernel.provenance import Basis
from kurul.kernel.reference_yaml import NotReadable, Stated, read
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period, day_after
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Name
from kurul.rooms.strategy.actions import (
    BodyLine,
    CriterionLine,
    DatesLine,
    ElementLine,
    PlanFile,
    SchemeLine,
    TierLine,
    load_plan,
)
from kurul.rooms.strategy.models import Role

NAME = "tr-plan-2016-2019"
# The decision that adopted the plan; the file itself gives only the number and day of the gazette.
INSTRUMENT = "YPK-EDEVLET-2016"
SCHEME = SchemeLine(
    code="tr-strategy-and-action-plan",
    name=Translated(tr="Strateji ve eylem planı", en="Strategy and action plan"),
    tiers=(
        TierLine(
            "aim",
            Translated(tr="Stratejik amaç", en="Strategic aim"),
            Translated(tr="Stratejik amaçlar", en="Strategic aims"),
        ),
        TierLine("objective", Translated(tr="Hedef", en="Objective"), Translated(tr="Hedefler", en="Objectives")),
        TierLine(
            "action", Translated(tr="Eylem", en="Action"), Translated(tr="Eylemler", en="Actions"), holds_actions=True
        ),
    ),
)
_TOTALS = {"strategic_aims": "aim", "objectives": "objective", "actions": "action"}
_LANGUAGES = ("tr", "en")


def read_plan(path: Path) -> PlanFile:
    """Read the file into a `PlanFile`; raises Refused when it is not such a file. Nothing is stored.

    null stays "not published"; a value marked `# inferred` is carried as inferred.
    """
    try:
        stated = read(path)
        return _plan(stated, path.name)
    except (NotReadable, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        row = error.line if isinstance(error, NotReadable) else 0
        params = {"file": path.name, "row": row, "problem": f"{type(error).__name__}: {error}"}
        raise Refused(Finding("strategy.file_not_readable", None, params)) from error


@writes
def import_plan(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Load each file as a plan that was adopted elsewhere, linked to the instruments and bodies that are loaded."""
    for path in files:
        stated = read_plan(path)
        instrument = Instrument.objects.filter(code=stated.instrument).first()
        if instrument is None:
            report.warn(path.name, 0, Finding("strategy.instrument_not_loaded", None, {"code": stated.instrument}))
        bodies = _bodies(stated, path.name, report)
        load_plan(content=stated, bodies=bodies, instrument=instrument, by=by, report=report)


def _bodies(stated: PlanFile, file: str, report: Report) -> dict[str, int]:
    """The bodies that the file names by abbreviation; what is not loaded, or not unique, is a warning and left out."""
    named = {(stated.coordinator, 0)} if stated.coordinator else set()
    named |= {(body.name, line.row) for line in stated.elements for body in line.bodies}
    wanted = {name for name, _row in named}
    found: dict[str, set[int]] = {}
    rows = Name.objects.known_at().filter(abbreviation__in=wanted)
    for abbreviation, organisation in rows.values_list("abbreviation", "organisation_id"):
        found.setdefault(abbreviation, set()).add(organisation)
    for name, row in sorted(named, key=lambda pair: (pair[1], pair[0])):
        candidates = found.get(name, set())
        if not candidates:
            report.warn(file, row, Finding("strategy.organisation_not_loaded", None, {"name": name}))
        elif len(candidates) > 1:
            params = {"name": name, "count": len(candidates)}
            report.warn(file, row, Finding("strategy.organisation_ambiguous", None, params))
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


def _plan(stated: Stated, file: str) -> PlanFile:
    plan = stated.values["plan"]
    gazetted = plan["official_gazette"]["date"]
    start = Bound.read(plan["period_start"])
    return PlanFile(
        code=plan["id"],
        scheme=SCHEME,
        title=_texts(plan, "title"),
        vision=_texts(plan, "vision"),
        inferred_languages=(*_inferred(stated, ("plan",), "title"), *_inferred(stated, ("plan",), "vision")),
        # The day of the decision is not published; on the day of the gazette the plan stood at the latest.
        since=Bound.by(Bound.read(gazetted).latest) if gazetted else start,
        covers=Period(start, day_after(Bound.read(plan["period_end"]))),
        covers_basis=_basis(stated, "plan", "period_start", also=("plan", "period_end")),
        instrument=INSTRUMENT,
        coordinator=plan["coordinating_institution"] or "",
        published_totals={tier: plan["totals"][name] for name, tier in _TOTALS.items() if plan["totals"].get(name)},
        criteria=tuple(_criteria(stated)),
        elements=(*_aims(stated, file), *_objectives(stated, file), *_actions(stated, file)),
        source="\n".join(stated.values["sources"]),
    )


def _criteria(stated: Stated) -> Iterator[CriterionLine]:
    for index, gain in enumerate(stated.values["plan"].get("expected_gains") or ()):
        basis = _basis(stated, "plan", "expected_gains", also=("plan", "expected_gains", index))
        yield CriterionLine(code=gain["id"], name=_texts(gain, "text"), basis=basis)


def _aims(stated: Stated, file: str) -> Iterator[ElementLine]:
    for index, aim in enumerate(stated.values["strategic_aims"]):
        yield _line(stated, ("strategic_aims", index), aim, "aim", None, file)


def _objectives(stated: Stated, file: str) -> Iterator[ElementLine]:
    for index, objective in enumerate(stated.values["objectives"]):
        yield _line(stated, ("objectives", index), objective, "objective", objective["aim"], file)


def _actions(stated: Stated, file: str) -> Iterator[ElementLine]:
    # The file lists those known by title first and those known by number after them; the plan's order is by number.
    listed = sorted(enumerate(stated.values["actions"]), key=lambda entry: _numbers(entry[1]["code"]))
    for index, action in listed:
        yield _line(stated, ("actions", index), action, "action", action["objective"], file)


def _numbers(code: str) -> list[int]:
    return [int(part) for part in code.strip("E").split(".") if part.isdigit()]


def _line(
    stated: Stated, path: tuple[str, int], entry: dict[str, Any], tier: str, parent: str | None, file: str
) -> ElementLine:
    return ElementLine(
        tier=tier,
        code=entry["code"],
        parent=parent,
        file=file,
        row=stated.rows[path],
        title=_texts(entry, "title"),
        summary=Translated(en=entry.get("summary")),
        inferred_languages=_inferred(stated, path, "title"),
        dates=_dates(stated, path, entry),
        bodies=tuple(_involved(entry)),
        steps=tuple(Translated(en=step) for step in entry.get("implementation_steps") or ()),
        basis=_basis(stated, *path, "code_basis"),
        source=entry.get("source") or "",
    )


def _dates(stated: Stated, path: tuple[str, int], entry: dict[str, Any]) -> DatesLine | None:
    start, end = entry.get("start"), entry.get("end")
    marks = entry.get("continues_after_2019"), entry.get("needs_budget")
    if start is None and end is None and marks == (None, None):
        return None
    planned = Period(
        Bound.unknown() if start is None else Bound.read(start),
        Bound.unknown() if end is None else day_after(Bound.read(end)),
    )
    basis = _basis(stated, *path, "start", also=(*path, "end"))
    return DatesLine(planned, continues_after=marks[0], needs_budget=marks[1], basis=basis)


def _involved(entry: dict[str, Any]) -> Iterator[BodyLine]:
    """Who is stated to take part; `responsible_hint` is a conclusion of the compiler and stays one."""
    if entry.get("responsible"):
        yield BodyLine(entry["responsible"], Role.RESPONSIBLE)
    elif entry.get("responsible_hint"):
        yield BodyLine(entry["responsible_hint"], Role.RESPONSIBLE, Basis.INFERRED)
    for name in entry.get("related_institutions") or ():
        yield BodyLine(name, Role.RELATED)


def _texts(entry: dict[str, Any], name: str) -> Translated:
    return Translated({language: entry.get(f"{name}_{language}") for language in _LANGUAGES})


def _inferred(stated: Stated, path: tuple[str | int, ...], name: str) -> tuple[str, ...]:
    """The languages in which the text is marked as inferred."""
    return tuple(language for language in _LANGUAGES if stated.is_inferred(*path, f"{name}_{language}"))


def _basis(stated: Stated, *path: str | int, also: tuple[str | int, ...] = ()) -> Basis:
    is_inferred = stated.is_inferred(*path) or (bool(also) and stated.is_inferred(*also))
    return Basis.INFERRED if is_inferred else Basis.STATED


PROFILE = Profile(NAME, _("Reference file of the Turkish e-Government plan of 2016-2019"), import_plan)
