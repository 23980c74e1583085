"""Loading many instruments at once from a file: all or nothing, in bulk, as one event with a digest over its rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis, current_basis
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding, gather
from kurul.kernel.translated import Translated
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.changes import objections
from kurul.rooms.law.actions.columns import basis_of, columns, inferred_in, search_text
from kurul.rooms.law.models import Instrument, InstrumentKind, Particulars, Provision
from kurul.rooms.law.permissions import can_keep


@dataclass(frozen=True)
class Statement:
    """One provision as a file gives it."""

    label: str
    text: Translated
    is_inferred: bool = False


@dataclass(frozen=True)
class Line:
    """One instrument as a file gives it; `row` counts from 1 in `file`. Its kind need not be stored yet."""

    code: str
    particulars: Particulars
    file: str
    row: int
    provisions: tuple[Statement, ...] = ()
    marked: frozenset[str] = frozenset()  # which values no source states

    def digested(self) -> dict[str, Any]:
        """The row as it goes into the digest of the log."""
        provisions = [[statement.label, dict(statement.text)] for statement in self.provisions]
        return {"code": self.code, **self.particulars.plain, "provisions": provisions, "marked": sorted(self.marked)}


@writes
def load(*, lines: Sequence[Line], by: Actor, report: Report, source: str) -> None:
    """Enter all instruments of a file that are not there yet; `report` gets counts and problems by row.

    A row that the rules object to is refused (the import is then undone as a whole). An instrument that is there under
    its code stays as it is; where the file says something else is a warning.
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
        provisions = sum(len(line.provisions) for line in new)
        report.created.update({"provision": provisions} if provisions else {})
    record(
        wording.LOADED,
        Ref("law.instrument", 0),
        by=by,
        about=made,
        rows=[line.digested() for line in lines],
        after={"source": source, "created": len(new), "unchanged": len(lines) - len(new)},
    )


def _held(lines: Iterable[Line]) -> Iterable[Instrument]:
    return Instrument.objects.filter(code__in=[line.code for line in lines]).select_related("kind")


def _fit_to_enter(lines: Sequence[Line], held: Mapping[str, Instrument], report: Report) -> list[Line]:
    seen = Counter(line.code for line in lines)
    new = []
    for line in lines:
        twice = Finding("law.code_twice", "code", {"code": line.code}) if seen[line.code] > 1 else None
        empty = [rules.provision_says_something(said.label, said.text) for said in line.provisions]
        problems = gather(rules.code_is_plain(line.code), objections(line.particulars), twice, *empty)
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


def _enter(new: Sequence[Line], kinds: Mapping[str, InstrumentKind]) -> list[Instrument]:
    made = Instrument.objects.bulk_create([_instrument(line, kinds) for line in new], batch_size=500)
    Provision.objects.bulk_create(
        (
            Provision(
                instrument=instrument,
                label=said.label,
                text=said.text,
                order=order,
                basis=Basis.INFERRED.value if said.is_inferred else current_basis(),
            )
            for line, instrument in zip(new, made, strict=True)
            for order, said in enumerate(line.provisions, start=1)
        ),
        batch_size=500,
    )
    return made


def _instrument(line: Line, kinds: Mapping[str, InstrumentKind]) -> Instrument:
    said = line.particulars
    inferred = inferred_in(said, line.marked)
    texts = [(provision.label, provision.text) for provision in line.provisions]
    return Instrument(
        code=line.code,
        **{**columns(said), "kind": kinds[said.kind.code]},
        inferred=inferred,
        basis=basis_of(said.title, inferred, current_basis()),
        search_text=search_text(line.code, said, texts),
    )
