"""The third part of a load: the change events that a source states, when all bodies are there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from kurul.kernel.imports import Outcome
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import bulk
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.actions.register.finding_bodies import bodies, carriers, chunks
from kurul.rooms.organisations.actions.register.intake import BATCH, Intake
from kurul.rooms.organisations.actions.register.said import Key, SaidChange
from kurul.rooms.organisations.actions.register.telling import number
from kurul.rooms.organisations.models import ChangeEvent, ChangeKind, ChangePart, Side

# What tells two events apart: kind, day, the bodies before and after, instrument, note, basis.
Signature = tuple[Any, ...]


class Happenings:
    """The change events of one load: those held already stay, those that the source no longer states give way."""

    def __init__(self, intake: Intake, *, leaves_out_dangling: bool) -> None:
        self.intake, self.leaves_out_dangling = intake, leaves_out_dangling
        self.kept: set[int] = set()
        self.states_any = False

    def run(self, changes: Iterable[SaidChange]) -> None:
        """Enter what is new, and supersede what the same source said before and no longer says."""
        for batch in chunks(changes, BATCH):
            self.states_any = True
            self._enter(batch)
        self._drop_the_rest()

    def _enter(self, batch: Sequence[SaidChange]) -> None:
        carried = carriers(key for change in batch for key in (*change.before, *change.after))
        resolved = []
        for change in batch:
            self.intake.digest.add_plain(change.digested())
            sides = self._sides(change, carried)
            if sides is not None:
                resolved.append((change, sides))
        held = _held({body for _change, sides in resolved for side in sides for body in side})
        new: dict[Signature, SaidChange] = {}
        for change, (before, after) in resolved:
            said = _signature(change.kind, change.day, before, after, change.instrument, change.note, str(change.basis))
            if said in held:
                self.kept.update(held[said])
                self.intake.report.unchanged["change_event"] += 1
            elif said in new:
                self.intake.report.warn(change.file, change.row, Finding("organisations.change_twice"))
            else:
                new[said] = change
        self._create(new)

    def _sides(self, change: SaidChange, carried: Any) -> tuple[set[int], set[int]] | None:
        """The bodies before and after; None when one of them is not to be found, or the kind is none."""
        if change.kind not in ChangeKind.values:
            finding = Finding("organisations.change_kind_not_known", None, {"kind": change.kind})
            self.intake.report.refuse(change.file, change.row, finding)
            return None
        missing = [
            key
            for key in dict.fromkeys((*change.before, *change.after))
            if key not in self.intake.refused and len(bodies(carried, key)) != 1
        ]
        say = self.intake.report.warn if self.leaves_out_dangling else self.intake.report.refuse
        for key in missing:
            say(change.file, change.row, Finding("organisations.change_body_missing", None, {"key": key[1]}))
        if missing or any(key in self.intake.refused for key in (*change.before, *change.after)):
            return None

        def numbers(keys: Iterable[Key]) -> set[int]:
            return {body for key in keys for body in bodies(carried, key)}

        return numbers(change.before), numbers(change.after)

    def _create(self, new: dict[Signature, SaidChange]) -> None:
        made = ChangeEvent.objects.bulk_create(
            ChangeEvent(
                kind=change.kind,
                day_earliest=change.day.earliest,
                day_latest=change.day.latest,
                instrument_id=change.instrument,
                note=change.note,
                basis=change.basis,
            )
            for change in new.values()
        )
        parts = [
            (event.pk, body, side)
            for event, said in zip(made, new, strict=True)
            for side, there in ((Side.BEFORE.value, said[2]), (Side.AFTER.value, said[3]))
            for body in sorted(there)
        ]
        bulk.insert(ChangePart, ("event_id", "organisation_id", "side"), parts)
        self.kept.update(event.pk for event in made)
        if made:
            self.intake.report.created["change_event"] += len(made)
        for change in new.values():
            self.intake.report.show(partial(_told, change))

    def _drop_the_rest(self) -> None:
        """What the source said before of the bodies that it speaks of now, and says no longer."""
        if not self.states_any:
            return
        before = ChangeEvent.objects.known_at().filter(recorded_at__in=self.intake.ours).exclude(pk__in=self.kept)
        gone = [
            event
            for event, organisation in before.values_list("pk", "parts__organisation_id")
            if organisation in self.intake.seen
        ]
        if gone:
            superseded = before.filter(pk__in=gone).update(superseded_at=self.intake.moment)
            self.intake.report.changed["change_event"] += superseded


def _held(organisations: set[int]) -> dict[Signature, list[int]]:
    """The events held now of which one of these bodies is a part."""
    parts: defaultdict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    found: defaultdict[Signature, list[int]] = defaultdict(list)
    for some in chunks(sorted(organisations)):
        events = ChangeEvent.objects.known_at().filter(
            pk__in=ChangePart.objects.filter(organisation_id__in=some).values("event")
        )
        for event, organisation, side in events.values_list("pk", "parts__organisation_id", "parts__side"):
            parts[event][0 if side == Side.BEFORE else 1].add(organisation)
        for row in events:
            said = _signature(row.kind, row.day, *parts[row.pk], row.instrument_id, row.note, row.basis)
            if row.pk not in found[said]:
                found[said].append(row.pk)
    return dict(found)


def _signature(
    kind: str, day: Bound, before: set[int], after: set[int], instrument: int | None, note: str, basis: str
) -> Signature:
    return (kind, day, frozenset(before), frozenset(after), instrument, note, basis)


def _told(change: SaidChange) -> Outcome:
    before, after = (", ".join(number(key) for key in side) for side in (change.before, change.after))
    return Outcome("created", "change_event", "", change.kind, str(change.day), before, after, change.file, change.row)
