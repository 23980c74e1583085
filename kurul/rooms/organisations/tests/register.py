"""Short ways to say what a source says, for the tests of loading."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kurul.kernel import imports
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import Body, SaidChange, SaidClass, SaidName, SaidPlace, load_register

SINCE = Period.since(date(2010, 1, 1))


def body(value: str, name: str = "", *, parent: str = "", period: Period = SINCE, row: int = 1, **more: Any) -> Body:
    """A body of the scheme "test", of one kind."""
    return Body(
        **{
            "key": ("test", value),
            "exists": (period,),
            "names": (SaidName(name=Translated(tr=name or f"Kurum {value}")),),
            "classes": (SaidClass(kind="agency"),),
            "places": (SaidPlace(parent=("test", parent)),) if parent else (),
            "file": "f.csv",
            "row": row,
            **more,
        }
    )


def load(
    *bodies: Body,
    changes: Iterable[SaidChange] = (),
    source: str = "test",
    dry_run: bool = False,
    report: imports.Report | None = None,
    **more: Any,
) -> imports.Report:
    """Load as a profile would; the outcome is in the report."""

    def read(_files: Any, by: Actor, into: imports.Report) -> None:
        kinds = {"agency": Translated(tr="Kurum"), "office": Translated(tr="Ofis")}
        load_register(bodies=bodies, changes=changes, kinds=kinds, by=by, report=into, source=source, **more)

    profile = imports.Profile(source, source, read)
    return imports.run(profile, [], Actor.operator(), dry_run=dry_run, report=report)


def codes(report: imports.Report) -> list[tuple[int, str]]:
    """Row and code of all refusals."""
    return [(remark.row, remark.code) for remark in report.refused]


def warned(report: imports.Report) -> list[tuple[int, str]]:
    """Row and code of all warnings."""
    return [(remark.row, remark.code) for remark in report.warnings]
