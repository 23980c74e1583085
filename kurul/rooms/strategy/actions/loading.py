"""Loading a whole plan from a file: all or nothing, in bulk, as one event with a digest over its rows.

A plan that is there already is filled where it lacks something that the file has; what differs stays as it is recorded
and is reported.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.slots import contributions
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.law.public import Instrument
from kurul.rooms.strategy import rules, wording
from kurul.rooms.strategy.actions.elements import wording_columns
from kurul.rooms.strategy.actions.plan_file import (
    ElementLine,
    PlanFile,
    ProgressLine,
    ProgressRow,
    ProgressStored,
    SchemeLine,
)
from kurul.rooms.strategy.models import (
    Coordination,
    Element,
    Inclusion,
    Involvement,
    Measure,
    Plan,
    PlanWording,
    Role,
    Schedule,
    Scheme,
    Standing,
    State,
    Step,
    SuccessCriterion,
    Tier,
    Wording,
    planned_columns,
)
from kurul.rooms.strategy.permissions import can_draft

# A higher room stores what a file says of progress: `function(plan, rows, by) -> iterable of ProgressStored`.
PROGRESS_IMPORT = "strategy.progress_import"


@writes
def load_plan(
    *,
    content: PlanFile,
    bodies: Mapping[str, int],
    instrument: Instrument | None,
    by: Actor,
    report: Report,
) -> Plan:
    """Enter a plan that was adopted elsewhere, or fill what is recorded of it; `bodies`: organisation by name.

    Raises Refused with all findings by file and row; bodies that are not in `bodies` are left out (the caller warns).
    """
    require(can_draft(by, ()))
    refuse_if(_problems(content))
    tiers = _tiers(content.scheme)
    plan = Plan.objects.filter(code=content.code).first()
    if plan is None:
        plan = _enter_plan(content, tiers, instrument, bodies)
        report.created["plan"] += 1
    else:
        fills = [_fill_plan(plan, content, instrument, bodies)]
        (report.changed if any(fills) else report.unchanged)["plan"] += 1
    _enter_criteria(plan, content, report)
    elements = _enter_elements(plan, content, tiers, bodies, report)
    rows = [_plain(asdict(line)) for line in content.elements]
    record(wording.PLAN_LOADED, plan, by=by, rows=rows, instrument=instrument)
    _hand_over_progress(plan, content.progress, elements, bodies, by, report)
    return plan


def _plain(value: Any) -> Any:
    """The row as it goes into the digest of the log."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def _problems(content: PlanFile) -> Iterator[Finding]:
    """What stands against loading the file, each finding with its file and row."""
    present = {line.code for line in content.elements}
    depths = {tier.code: depth for depth, tier in enumerate(content.scheme.tiers, start=1)}
    depth_of = {line.code: depths[line.tier] for line in content.elements}
    seen: set[str] = set()
    for line in content.elements:
        missing = list(rules.parent_is_in_file(line.code, line.parent, present))
        parent_depth = depth_of.get(line.parent) if line.parent else None
        found = gather(
            rules.has_a_code(line.code),
            rules.code_is_free(line.code, seen),
            missing,
            [] if missing else rules.parent_fits(depths[line.tier], parent_depth),
            rules.period_is_possible(line.dates.planned) if line.dates else None,
        )
        for finding in found:
            yield Finding(finding.code, finding.field, {**finding.params, "file": line.file, "row": line.row})
        seen.add(line.code)


def _tiers(scheme: SchemeLine) -> dict[str, Tier]:
    kept, _made = Scheme.objects.get_or_create(code=scheme.code, defaults={"name": scheme.name})
    return {
        line.code: Tier.objects.get_or_create(
            scheme=kept,
            code=line.code,
            defaults={
                "depth": depth,
                "name": line.name,
                "plural": line.plural,
                "holds_actions": line.holds_actions,
                "is_numbered": line.is_numbered,
            },
        )[0]
        for depth, line in enumerate(scheme.tiers, start=1)
    }


def _enter_plan(
    content: PlanFile, tiers: Mapping[str, Tier], instrument: Instrument | None, bodies: Mapping[str, int]
) -> Plan:
    scheme = next(iter(tiers.values())).scheme
    plan = Plan.objects.create(
        code=content.code,
        scheme=scheme,
        instrument=instrument,
        published_totals=dict(content.published_totals),
        source=content.source,
    )
    common: dict[str, Any] = {
        "plan": plan,
        "instrument": instrument,
        **facts.columns(Period.since(content.since)),
    }
    PlanWording.objects.create(
        **common,
        title=content.title,
        vision=content.vision,
        inferred_languages=sorted(content.inferred_languages),
    )
    Standing.objects.create(
        **common,
        state=State.ADOPTED_ELSEWHERE if _has_gaps(content, bodies) else State.ADOPTED,
        basis=content.covers_basis,
        **planned_columns(content.covers),
    )
    if content.coordinator in bodies:
        Coordination.objects.create(**common, organisation_id=bodies[content.coordinator])
    return plan


def _has_gaps(content: PlanFile, bodies: Mapping[str, int]) -> bool:
    holding = {tier.code for tier in content.scheme.tiers if tier.holds_actions}
    equipment = [
        rules.Equipment(
            code=line.code,
            owner=any(b.role == Role.RESPONSIBLE and b.basis == Basis.STATED and b.name in bodies for b in line.bodies),
            dates=line.dates is not None and Bound.unknown() not in (line.dates.planned.start, line.dates.planned.end),
            steps=bool(line.steps),
            measure=False,  # no known form of file carries indicators
        )
        for line in content.elements
        if line.tier in holding
    ]
    known = Counter(line.tier for line in content.elements)
    return any(rules.adoption_gaps(equipment, content.published_totals, known, {}))


def _fill_plan(plan: Plan, content: PlanFile, instrument: Instrument | None, bodies: Mapping[str, int]) -> bool:
    """Link the plan to what was not loaded the first time; whether anything was."""
    filled = False
    if plan.instrument_id is None and instrument is not None:
        plan.instrument = instrument
        plan.version += 1
        plan.save(update_fields=["instrument", "version"])
        filled = True
    has_coordinator = Coordination.objects.known_at().filter(plan=plan).exists()
    if not has_coordinator and content.coordinator in bodies:
        Coordination.objects.create(
            plan=plan,
            instrument=instrument,
            organisation_id=bodies[content.coordinator],
            **facts.columns(Period.since(content.since)),
        )
        filled = True
    return filled


def _enter_criteria(plan: Plan, content: PlanFile, report: Report) -> None:
    there = set(SuccessCriterion.objects.filter(plan=plan).values_list("code", flat=True))
    columns = facts.columns(Period.since(content.since))
    for order, line in enumerate(content.criteria, start=1):
        if line.code in there:
            report.unchanged["criterion"] += 1
            continue
        made = SuccessCriterion.objects.create(plan=plan, code=line.code, order=order, basis=line.basis)
        Measure.objects.create(indicator=made, name=line.name, basis=line.basis, **columns)
        report.created["criterion"] += 1


def _enter_elements(
    plan: Plan, content: PlanFile, tiers: Mapping[str, Tier], bodies: Mapping[str, int], report: Report
) -> dict[str, Element]:
    there = {element.code: element for element in plan.elements.all()}
    new = [line for line in content.elements if line.code not in there]
    elements = dict(there)
    places = _places(content.elements)
    for tier in tiers.values():
        lines = [line for line in new if line.tier == tier.code]
        made = Element.objects.bulk_create(
            Element(
                plan=plan,
                tier=tier,
                parent=elements[line.parent] if line.parent else None,
                code=line.code,
                order=places[line.code],
                basis=line.basis,
                source=line.source,
            )
            for line in lines
        )
        elements |= {element.code: element for element in made}
        if made:
            report.created[tier.code] += len(made)
    made_now = {line.code for line in new}
    _enter_facts(content, elements, bodies, made_now, report)
    return elements


def _places(lines: Sequence[ElementLine]) -> dict[str, int]:
    """The place of each element among the parts of its parent, as the file orders them."""
    seen: Counter[str | None] = Counter()
    places = {}
    for line in lines:
        seen[line.parent] += 1
        places[line.code] = seen[line.parent]
    return places


def _enter_facts(
    content: PlanFile,
    elements: Mapping[str, Element],
    bodies: Mapping[str, int],
    made_now: set[str],
    report: Report,
) -> None:
    held = _held(elements)
    rows: dict[type[Any], list[Any]] = {Inclusion: [], **{model: [] for model in _SAID}}
    common_columns = facts.columns(Period.since(content.since))
    for line in content.elements:
        element = elements[line.code]
        common = {"element": element, **common_columns}
        said = _said(line, common, bodies)
        if line.code in made_now:
            rows[Inclusion].append(Inclusion(**common, basis=line.basis))
            new = said
        else:
            new = {model: made for model, made in said.items() if made and _is_missing(made, held[model], element.pk)}
            (report.changed if new else report.unchanged)[line.tier] += 1
            _compare(line, held[Wording].get(element.pk), report)
        for model, made in new.items():
            rows[model].extend(made)
    for model, made_rows in rows.items():
        model.objects.bulk_create(made_rows)
        if model in (Involvement, Step) and made_rows:
            report.created[model._meta.model_name] += len(made_rows)


_SAID: tuple[type[Any], ...] = (Wording, Schedule, Involvement, Step)


def _held(elements: Mapping[str, Element]) -> dict[type[Any], dict[int, Any]]:
    """For each sort of fact the elements of which it is recorded, with one of the rows; a statement before a hint."""
    ids = [element.pk for element in elements.values()]
    held: dict[type[Any], dict[int, Any]] = {}
    for model in _SAID:
        rows = list(model.objects.known_at().filter(element_id__in=ids).in_order())
        rows.sort(key=lambda row: row.basis != Basis.INFERRED)
        held[model] = {row.element_id: row for row in rows}
    return held


def _is_missing(made: Sequence[Any], held: Mapping[int, Any], element: int) -> bool:
    """Whether nothing of the sort is recorded, or only a hint that gives way to what the file now states."""
    row = held.get(element)
    if row is None:
        return True
    is_better = row.basis == Basis.INFERRED and any(new.basis != Basis.INFERRED for new in made)
    if is_better:
        facts.supersede([row])
    return is_better


def _said(line: ElementLine, common: dict[str, Any], bodies: Mapping[str, int]) -> dict[type[Any], list[Any]]:
    """What the file says of an element, as rows that are not stored yet; what it does not say makes no row."""
    rows: dict[type[Any], list[Any]] = {model: [] for model in _SAID}
    if line.title or line.summary:
        only_inferred = bool(line.title) and set(line.title) <= set(line.inferred_languages)
        basis = Basis.INFERRED if only_inferred else Basis.STATED
        columns = wording_columns(line.title, line.summary, line.inferred_languages)
        rows[Wording].append(Wording(**common, basis=basis, **columns))
    if line.dates:
        rows[Schedule].append(
            Schedule(
                **common,
                basis=line.dates.basis,
                continues_after=line.dates.continues_after,
                needs_budget=line.dates.needs_budget,
                **planned_columns(line.dates.planned),
            )
        )
    known = [body for body in line.bodies if body.name in bodies]
    for order, body in enumerate(known, start=1):
        rows[Involvement].append(
            Involvement(**common, organisation_id=bodies[body.name], role=body.role, order=order, basis=body.basis)
        )
    not_known = planned_columns(Period(Bound.unknown(), Bound.unknown()))
    for order, title in enumerate(line.steps, start=1):
        rows[Step].append(Step(**common, order=order, title=title, basis=Basis.STATED, **not_known))
    return rows


def _compare(line: ElementLine, held: Wording | None, report: Report) -> None:
    if held is not None and line.title and held.title != line.title:
        params = {"code": line.code, "what": str(held.title)}
        report.warn(line.file, line.row, Finding("strategy.row_differs", "title", params))


def _hand_over_progress(
    plan: Plan,
    lines: Sequence[ProgressLine],
    elements: Mapping[str, Element],
    bodies: Mapping[str, int],
    by: Actor,
    report: Report,
) -> None:
    """Let the room above store statuses and reports, in this same transaction; say so where there is none."""
    if not lines:
        return
    rows = [
        ProgressRow(
            element=elements[line.code],
            organisation_id=bodies.get(line.body) if line.body else None,
            period_label=line.period_label,
            status=line.status,
            text=line.text,
            evidence=line.evidence,
            file=line.file,
            row=line.row,
        )
        for line in lines
    ]
    answers: list[ProgressStored] = contributions.ask(PROGRESS_IMPORT, plan=plan, rows=rows, by=by)
    for answer in answers:
        if answer.created:
            report.created[answer.kind] += answer.created
        if answer.unchanged:
            report.unchanged[answer.kind] += answer.unchanged
    if not answers:
        report.warn(lines[0].file, 0, Finding("strategy.progress_not_stored", None, {"count": len(rows)}))
