"""Entering what a source says about many bodies, as one write: the door for every profile, table and format."""

from collections.abc import Iterable, Mapping
from typing import Literal

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report, RowsRefused
from kurul.kernel.references import Ref
from kurul.kernel.temporal import bulk
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import wording
from kurul.rooms.organisations.actions.register import plain
from kurul.rooms.organisations.actions.register.classes import kinds_of, levels_of, schemes_of
from kurul.rooms.organisations.actions.register.finding_bodies import chunks
from kurul.rooms.organisations.actions.register.happenings import Happenings
from kurul.rooms.organisations.actions.register.intake import BATCH, Intake, Put
from kurul.rooms.organisations.actions.register.linking import Linking
from kurul.rooms.organisations.actions.register.said import (
    Body,
    Key,
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    SaidScheme,
)
from kurul.rooms.organisations.actions.register.spool import Spool
from kurul.rooms.organisations.models import Affiliation, Classification, Existence, Identifier, Name, Placement
from kurul.rooms.organisations.permissions import can_found

ANALYSED_AFTER = (1, 10, 50)  # batches: what is new fills tables of which PostgreSQL knows nothing yet
FACTS = (Existence, Name, Classification, Placement, Affiliation, Identifier)

__all__ = [
    "Body",
    "Key",
    "SaidAffiliation",
    "SaidChange",
    "SaidClass",
    "SaidName",
    "SaidNumber",
    "SaidPlace",
    "SaidScheme",
    "load_register",
]


@writes
def load_register(
    *,
    bodies: Iterable[Body],
    kinds: Mapping[str, Translated],
    by: Actor,
    report: Report,
    source: str,
    units: Iterable[str] = (),
    levels: Mapping[str, tuple[int, Translated]] | None = None,
    schemes: Mapping[str, SaidScheme] | None = None,
    changes: Iterable[SaidChange] = (),
    dangling: Literal["refuse", "warn"] = "refuse",
) -> None:
    """Enter what `source` says about bodies, units and their changes; `report` gets counts and problems by row.

    `bodies` is read once, in batches, so a file of any size takes little memory; a parent may stand after its parts.
    `changes` is read when all bodies are there.
    `kinds`, `levels` (rank and name) and `schemes` by code are made where they are missing; `units` are the kinds that
    are units.
    `dangling` says what becomes of a parent, or a body of a change, that is nowhere to be found or does not exist on
    the day, and of a further number that is another body's: the row is refused, or that is left out with a warning.

    A body is found again by its key. What the same source said of it before gives way to what it says now and counts
    as changed; what people or other sources recorded stays, and a contradiction to it is a warning.

    All rows carry the moment of this write, and one event with a digest over all that was said remembers it.
    Raises RowsRefused when any row was refused, NotPermitted.
    """
    require(can_found(by, ()))
    is_forgiving = dangling == "warn"
    with Spool[Put]() as spool, plain.staging(), bulk.Ahead() as ahead:
        classes = kinds_of(kinds, set(units)), levels_of(levels or {})
        intake = Intake(report, source, *classes, schemes_of(schemes or {}), spool, ahead)
        with bulk.overlaps_checked_at_the_end(FACTS):
            for number, batch in enumerate(chunks(bodies, BATCH), start=1):
                intake.take(batch)
                report.went_on(len(batch))
                if number in ANALYSED_AFTER:
                    bulk.analyse(FACTS, entered=number * BATCH)
            ahead.wait()
            Linking(intake, leaves_out_dangling=is_forgiving).run()
        Happenings(intake, leaves_out_dangling=is_forgiving).run(changes)
    if report.refused:
        raise RowsRefused
    counts = {"created": report.created, "changed": report.changed, "unchanged": report.unchanged}
    after = {"source": source, **{outcome: dict(counted) for outcome, counted in counts.items()}}
    record(wording.LOADED, Ref("organisations.organisation", 0), by=by, rows=intake.digest, after=after)
