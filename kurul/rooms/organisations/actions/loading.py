"""Loading many bodies at once from a file: all or nothing, in bulk, as one event with a digest over its rows."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis
from kurul.kernel.references import Ref
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import rules, wording
from kurul.rooms.organisations.actions.applying import name_columns
from kurul.rooms.organisations.models import (
    Classification,
    Existence,
    Identifier,
    Kind,
    Level,
    Name,
    Organisation,
    Placement,
)
from kurul.rooms.organisations.permissions import can_found

Key = tuple[str, str]  # scheme and value of the number by which a later load finds the body again


@dataclass(frozen=True)
class Line:
    """One body as a file gives it; `row` counts from 1 in `file`."""

    key: Key
    name: Translated
    kind: str
    period: Period
    file: str
    row: int
    abbreviation: str = ""
    level: str | None = None
    parent: Key | None = None
    basis: Basis = Basis.STATED
    parent_basis: Basis = Basis.STATED
    role_note: Translated = field(default_factory=Translated)
    source: str = ""

    def digested(self) -> dict[str, Any]:
        """The row as it goes into the digest of the log."""
        plain = asdict(self)
        return {
            **plain,
            "key": list(self.key),
            "parent": list(self.parent) if self.parent else None,
            "name": dict(self.name),
            "role_note": dict(self.role_note),
            "period": str(self.period),
        }


@writes
def load(
    *,
    lines: Sequence[Line],
    kinds: Mapping[str, Translated],
    units: Iterable[str],
    levels: Mapping[str, tuple[int, Translated]],
    by: Actor,
    report: Report,
    source: str,
) -> None:
    """Enter all bodies of a file that are not there yet; `report` gets counts and problems by row.

    A row that names an unknown parent, the same key twice or no name is refused (the import is then undone as a whole).
    A body that is there under its key stays as it is; a different name in the file is a warning.
    """
    require(can_found(by, ()))
    kind_of = _kinds(kinds, set(units))
    level_of = {
        code: Level.objects.get_or_create(code=code, defaults={"rank": rank, "name": name})[0]
        for code, (rank, name) in levels.items()
    }
    known = _known(line.key for line in lines) | _known(line.parent for line in lines if line.parent)
    new = _fit_to_enter(lines, known, report, (kind_of, level_of))
    if not report.refused:
        _compare(lines, known, report)
        _enter(new, known, kind_of, level_of)
        report.created.update({"organisation": len(new)} if new else {})
    record(
        wording.LOADED,
        Ref("organisations.organisation", 0),
        by=by,
        rows=[line.digested() for line in lines],
        after={"source": source, "created": len(new), "unchanged": len(lines) - len(new)},
    )


def _kinds(names: Mapping[str, Translated], units: set[str]) -> dict[str, Kind]:
    return {
        code: Kind.objects.get_or_create(
            code=code, defaults={"name": name, "is_unit": code in units, "order": order * 10}
        )[0]
        for order, (code, name) in enumerate(names.items(), start=1)
    }


def _known(keys: Iterable[Key]) -> dict[Key, int]:
    wanted = set(keys)
    rows = Identifier.objects.known_at().filter(scheme__in={scheme for scheme, _ in wanted})
    found = rows.values_list("scheme", "value", "organisation_id")
    return {(scheme, value): number for scheme, value, number in found if (scheme, value) in wanted}


def _fit_to_enter(
    lines: Sequence[Line], known: Mapping[Key, int], report: Report, classes: tuple[Container[str], Container[str]]
) -> list[Line]:
    seen = Counter(line.key for line in lines)
    parents = set(known) | set(seen)
    # Those already there keep the parents that they have; among the others the file alone can close a circle.
    above = {line.key: line.parent for line in lines if line.key not in known}
    new = []
    for line in lines:
        problems = [
            *gather(rules.has_a_name(line.name), rules.period_is_possible(line.period)),
            *([Finding("organisations.key_twice", None, {"key": line.key[1]})] if seen[line.key] > 1 else []),
            *(
                [Finding("organisations.parent_not_in_file", None, {"key": line.parent[1]})]
                if line.parent and line.parent not in parents
                else []
            ),
            *_unknown_class(line, *classes),
            *([Finding("organisations.parent_cycle", "parent")] if line.key in _chain(line, above) else []),
        ]
        for problem in problems:
            report.refuse(line.file, line.row, problem)
        if not problems and line.key not in known:
            new.append(line)
    return new


def _unknown_class(line: Line, kinds: Container[str], levels: Container[str]) -> Iterator[Finding]:
    if line.kind not in kinds:
        yield Finding("organisations.class_not_known", "kind", {"code": line.kind})
    if line.level and line.level not in levels:
        yield Finding("organisations.class_not_known", "level", {"code": line.level})


def _chain(line: Line, above: Mapping[Key, Key | None]) -> set[Key]:
    """The keys above a line, as far as new lines go."""
    chain: set[Key] = set()
    parent = line.parent
    while parent is not None and parent not in chain:
        chain.add(parent)
        parent = above.get(parent)
    return chain


def _compare(lines: Sequence[Line], known: Mapping[Key, int], report: Report) -> None:
    numbers = {line.key: known[line.key] for line in lines if line.key in known}
    latest = {
        row.organisation_id: row.name
        for row in Name.objects.known_at().filter(organisation_id__in=numbers.values()).in_order()
    }
    for line in lines:
        if line.key in numbers:
            report.unchanged["organisation"] += 1
            held = latest.get(numbers[line.key])
            if held is not None and held != line.name:
                params = {"held": str(held), "given": str(line.name)}
                report.warn(line.file, line.row, Finding("organisations.name_differs", None, params))


def _enter(
    new: Sequence[Line], known: dict[Key, int], kind_of: Mapping[str, Kind], level_of: Mapping[str, Level]
) -> None:
    made = Organisation.objects.bulk_create(
        [Organisation(role_note=line.role_note, source=line.source, basis=line.basis) for line in new], batch_size=1000
    )
    numbers = known | {line.key: body.pk for line, body in zip(new, made, strict=True)}
    rows: dict[type[Any], list[Any]] = {Existence: [], Name: [], Classification: [], Identifier: [], Placement: []}
    for line, body in zip(new, made, strict=True):
        common = {"organisation": body, "basis": line.basis, **facts.columns(line.period)}
        rows[Existence].append(Existence(**common))
        rows[Name].append(Name(**common, **name_columns(line.name, line.abbreviation)))
        level = level_of[line.level] if line.level else None
        rows[Classification].append(Classification(**common, kind=kind_of[line.kind], level=level))
        rows[Identifier].append(Identifier(**common, scheme=line.key[0], value=line.key[1]))
        if line.parent:
            placed = {**common, "basis": line.parent_basis}
            rows[Placement].append(Placement(**placed, parent_id=numbers[line.parent]))
    for model, made_rows in rows.items():
        model.objects.bulk_create(made_rows, batch_size=1000)
