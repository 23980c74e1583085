"""Loading many instruments at once from a file: all or nothing, in bulk, as one event with a digest over its rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import current_basis
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding, gather
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.changes import objections
from kurul.rooms.law.actions.columns import basis_of, columns, inferred_in, search_text
from kurul.rooms.law.actions.lines import Line, RelationLine
from kurul.rooms.law.actions.relations import Act, relate
from kurul.rooms.law.actions.statements import enter_provisions, objections_to
from kurul.rooms.law.models import Instrument, InstrumentKind, ProvisionKind, Relation
from kurul.rooms.law.permissions import can_keep


@writes
def load(
    *,
    lines: Sequence[Line],
    by: Actor,
    report: Report,
    source: str,
    relations: Sequence[RelationLine] = (),
    provision_kinds: Sequence[ProvisionKind] = (),
) -> None:
    """Enter all instruments and relations of a file that are not there yet; `report` gets counts and problems by row.

    `provision_kinds` are the kinds that the statements name; those that are not stored yet are entered. A row that the
    rules object to is refused (the import is then undone as a whole). An instrument that is there under its code stays
    as it is; where the file says something else is a warning.
    """
    require(can_keep(by))
    held = {row.code: row for row in _held(lines)}
    new = _fit_to_enter(lines, held, report)
    made: list[Instrument] = []
    if not report.refused:
        _compare(lines, held, report)
        kinds = _kinds(new, report)
        made = _enter(new, kinds)
        report.created.update({"instrument": len(made)} if made else {})
        enter_provisions(new, made, _provision_kinds(provision_kinds, report), report)
        _relate(relations, report)
    record(
        wording.LOADED,
        Ref("law.instrument", 0),
        by=by,
        about=made,
        rows=[*(line.digested() for line in lines), *(line.digested() for line in relations)],
        after={"source": source, "created": len(new), "unchanged": len(lines) - len(new)},
    )


def _held(lines: Iterable[Line]) -> Iterable[Instrument]:
    return Instrument.objects.filter(code__in=[line.code for line in lines]).select_related("kind")


def _fit_to_enter(lines: Sequence[Line], held: Mapping[str, Instrument], report: Report) -> list[Line]:
    seen = Counter(line.code for line in lines)
    new = []
    for line in lines:
        twice = Finding("law.code_twice", "code", {"code": line.code}) if seen[line.code] > 1 else None
        problems = gather(
            rules.code_is_plain(line.code), objections(line.particulars), twice, objections_to(line.provisions)
        )
        for problem in problems:
            report.refuse(line.file, line.row, problem)
        if not problems and line.code not in held:
            new.append(line)
    return new


def _compare(lines: Sequence[Line], held: Mapping[str, Instrument], report: Report) -> None:
    for line in lines:
        if line.code in held:
            report.unchanged["instrument"] += 1
            ours, theirs = held[line.code].particulars.plain, line.particulars.plain
            different = [name for name in ours if ours[name] != theirs[name]]
            if different:
                params = {"code": line.code, "fields": ", ".join(wording.value_name(name) for name in different)}
                report.warn(line.file, line.row, Finding("law.entry_differs", None, params))


def _kinds(new: Sequence[Line], report: Report) -> dict[str, InstrumentKind]:
    """The kinds that the new instruments name; those that are not there yet are entered."""
    kinds = {kind.code: kind for kind in InstrumentKind.objects.all()}
    for line in new:
        named = line.particulars.kind
        if named.code not in kinds:
            named.save(force_insert=True)
            kinds[named.code] = named
            report.created["kind"] += 1
            if not named.name:
                report.warn(line.file, line.row, Finding("law.kind_unnamed", "kind", {"kind": named.code}))
    return kinds


def _provision_kinds(named: Sequence[ProvisionKind], report: Report) -> dict[str, ProvisionKind]:
    """The kinds of provisions by code; those that are not stored yet are entered."""
    held = {kind.code: kind for kind in ProvisionKind.objects.all()}
    for kind in named:
        if kind.code not in held:
            kind.save(force_insert=True)
            held[kind.code] = kind
            report.created["kind of provision"] += 1
    return held


def _relate(relations: Sequence[RelationLine], report: Report) -> None:
    """Enter what the file says instruments do to each other, unless it is held already; by the rules for people."""
    codes = {code for line in relations for code in (line.instrument, line.target)}
    known = {row.code: row for row in Instrument.objects.filter(code__in=codes).select_related("kind")}
    for line in relations:
        instrument, target = known.get(line.instrument), known.get(line.target)
        if instrument is None or target is None:
            missing = line.instrument if instrument is None else line.target
            report.refuse(line.file, line.row, Finding("law.instrument_unknown", None, {"code": missing}))
            continue
        held = Relation.objects.known_at().filter(kind=line.kind, instrument=instrument, target=target)
        if held.exists():
            report.unchanged["relation"] += 1
            continue
        try:
            relate(line.kind, Act(instrument, line.day), target=target)
        except Refused as refused:
            for finding in refused.findings:
                report.refuse(line.file, line.row, finding)
        else:
            report.created["relation"] += 1


def _enter(new: Sequence[Line], kinds: Mapping[str, InstrumentKind]) -> list[Instrument]:
    return Instrument.objects.bulk_create([_instrument(line, kinds) for line in new], batch_size=500)


def _instrument(line: Line, kinds: Mapping[str, InstrumentKind]) -> Instrument:
    said = line.particulars
    inferred = inferred_in(said, line.marked)
    return Instrument(
        code=line.code,
        **{**columns(said), "kind": kinds[said.kind.code]},
        inferred=inferred,
        basis=basis_of(said.title, inferred, current_basis()),
        search_text=search_text(line.code, said),
    )
