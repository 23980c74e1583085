"""Bodies with one name, one kind and one parent each: the simple form of what `load_register` takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions.register import Body, Key, SaidClass, SaidName, SaidPlace, load_register


@dataclass(frozen=True)
class Line:
    """One body as a file gives it; `row` counts from 1 in `file`. No parent: the file says nothing of one."""

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
    """Enter the bodies of a file; see `load_register`, which says what becomes of those that are there already.

    Raises RowsRefused when a row names an unknown parent, the same key twice or no name; NotPermitted.
    """
    load_register(bodies=_bodies(lines), kinds=kinds, units=units, levels=levels, by=by, report=report, source=source)


def _bodies(lines: Iterable[Line]) -> Iterator[Body]:
    for line in lines:
        yield Body(
            key=line.key,
            exists=(line.period,),
            names=(SaidName(name=line.name, abbreviation=line.abbreviation),),
            classes=(SaidClass(kind=line.kind, level=line.level),),
            places=(SaidPlace(parent=line.parent, basis=line.parent_basis),) if line.parent else None,
            file=line.file,
            row=line.row,
            basis=line.basis,
            role_note=line.role_note,
            source=line.source,
        )
