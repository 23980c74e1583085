"""Units that matter: the rules by which they count, many entered at once, and the statement that all are recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Refused, Stale, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions.changes import found
from kurul.rooms.organisations.models import Completeness, Kind, Level, Organisation, UnitRule
from kurul.rooms.organisations.permissions import can_found, can_keep


@dataclass(frozen=True)
class UnitLine:
    """One line of a file of units: either what it means, or what is wrong with it; `row` counts from 1."""

    row: int
    text: str
    body: Organisation | None = None
    name: Translated | None = None
    kind: Kind | None = None
    level: Level | None = None
    period: Period | None = None
    findings: tuple[Finding, ...] = ()


@writes
def define_unit_rule(
    *,
    code: str,
    name: Translated,
    kinds: Sequence[Kind],
    expected_of: Sequence[Kind],
    by: Actor,
    usual_level: Level | None = None,
    source: str = "",
) -> UnitRule:
    """Say which kinds of units count for a matter and which bodies should have one. Raises Refused, NotPermitted."""
    require(can_found(by, ()))
    refuse_if(rules.has_a_name(name), rules.counts_something(len(kinds), len(expected_of)))
    before = UnitRule.objects.filter(code=code).first()
    told = _told(before) if before else None
    order = before.order if before else UnitRule.objects.count() * 10 + 10
    said = {"name": name, "usual_level": usual_level, "source": source, "order": order}
    made, _new = UnitRule.objects.update_or_create(code=code, defaults=said)
    made.kinds.set(kinds)
    made.expected_of.set(expected_of)
    record(wording.RULE_DEFINED, made, by=by, before=told, after=_told(made))
    return made


@writes
def state_completeness(
    *, organisation: Organisation, period: Period, by: Actor, instrument: Instrument | None = None
) -> Completeness:
    """All units of this body are recorded: what is not recorded it does not have in this period.

    Raises Refused, Conflict (already stated), NotPermitted.
    """
    require(can_keep(by, queries.with_those_above(organisation.pk, Look.today())))
    refuse_if(rules.period_is_possible(period, field="last_day"))
    stated = [row.period for row in Completeness.objects.known_at().filter(organisation=organisation)]
    refuse_if(rules.overlaps_no_other(stated, period), as_=Conflict)
    made = Completeness.objects.create(organisation=organisation, instrument=instrument, **facts.columns(period))
    record(wording.COMPLETENESS_STATED, organisation, by=by, after=facts.state(made), instrument=instrument)
    return made


@writes
def withdraw_completeness(*, completeness: Completeness, reason: str, by: Actor) -> None:
    """It was wrong that all units of the body were recorded. Raises Refused (no reason), Stale, NotPermitted."""
    require(can_keep(by, queries.with_those_above(completeness.organisation_id, Look.today())))
    row = Completeness.objects.select_for_update().get(pk=completeness.pk)
    if row.is_superseded:
        raise Stale
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    record(wording.COMPLETENESS_WITHDRAWN, row.organisation, by=by, before=facts.state(row), reason=reason)


@writes
def enter_units(*, lines: Sequence[UnitLine], by: Actor, instrument: Instrument | None = None) -> list[Organisation]:
    """Enter the units of all lines, or none. Raises Refused with what each line is refused for, NotPermitted."""
    tried = _try(lines, by, instrument)
    refuse_if(*(_in_line(line, finding) for line, result in tried for finding in _findings(result)), as_=Conflict)
    made = [result for _line, result in tried if isinstance(result, Organisation)]
    refuse_if(rules.has_lines(len(made)))
    record(
        wording.UNITS_ENTERED,
        made[0],
        by=by,
        rows=[{"row": line.row, "text": line.text} for line in lines],
        after={"units": [unit.pk for unit in made]},
        instrument=instrument,
    )
    return made


def rehearse_units(
    *, lines: Sequence[UnitLine], by: Actor, instrument: Instrument | None = None
) -> list[tuple[UnitLine, tuple[Finding, ...]]]:
    """What each line would be refused for, if anything: all are entered, looked at, and taken back."""
    try:
        _rehearse(lines=lines, by=by, instrument=instrument)
    except _Rehearsed as rehearsed:
        return rehearsed.outcome


class _Rehearsed(Exception):
    """Ends the transaction of a rehearsal, and carries out of it what was seen."""

    def __init__(self, outcome: list[tuple[UnitLine, tuple[Finding, ...]]]) -> None:
        super().__init__()
        self.outcome = outcome


@writes
def _rehearse(*, lines: Sequence[UnitLine], by: Actor, instrument: Instrument | None) -> NoReturn:
    raise _Rehearsed([(line, _findings(result)) for line, result in _try(lines, by, instrument)])


def _try(
    lines: Sequence[UnitLine], by: Actor, instrument: Instrument | None
) -> list[tuple[UnitLine, Organisation | tuple[Finding, ...]]]:
    tried: list[tuple[UnitLine, Organisation | tuple[Finding, ...]]] = []
    for line in lines:
        if line.findings or line.body is None or line.name is None or line.kind is None or line.period is None:
            tried.append((line, line.findings))
            continue
        given: dict[str, Any] = {"name": line.name, "kind": line.kind, "level": line.level, "period": line.period}
        try:
            tried.append((line, found(**given, parent=line.body, instrument=instrument, by=by)))
        except Refused as refused:
            tried.append((line, refused.findings))
    return tried


def _findings(result: Organisation | tuple[Finding, ...]) -> tuple[Finding, ...]:
    return () if isinstance(result, Organisation) else result


def _in_line(line: UnitLine, finding: Finding) -> Finding:
    return Finding("organisations.line_refused", "lines", {"row": line.row, "finding": finding})


def _told(rule: UnitRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": dict(rule.name),
        "kinds": sorted(kind.code for kind in rule.kinds.all()),
        "expected_of": sorted(kind.code for kind in rule.expected_of.all()),
        "usual_level": rule.usual_level.code if rule.usual_level else None,
        "source": rule.source,
    }
