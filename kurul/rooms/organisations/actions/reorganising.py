"""A reorganisation: drafted, filled with steps, rehearsed, then applied as one write or withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.db.models import Max

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.refusals import Conflict, Refused, Stale, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations import queries, rules, wording
from kurul.rooms.organisations.actions import changes, restructuring, touching
from kurul.rooms.organisations.actions.steps import MadeBody, arguments_of, bodies_in, made_in, plain, renumbered
from kurul.rooms.organisations.actions.touching import Hanging, Touched
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    Organisation,
    Reorganisation,
    ReorganisationState,
    ReorganisationStep,
)
from kurul.rooms.organisations.permissions import KEEP_REGISTRY, can_found

ACTIONS: Mapping[str, Any] = {
    ChangeKind.FOUNDED: changes.found,
    ChangeKind.RENAMED: changes.rename,
    ChangeKind.MOVED: changes.move,
    ChangeKind.RECLASSIFIED: changes.reclassify,
    ChangeKind.SPLIT: restructuring.split,
    ChangeKind.MERGED: restructuring.merge,
    ChangeKind.ABSORBED: restructuring.absorb,
    ChangeKind.TRANSFERRED: restructuring.transfer,
    ChangeKind.ABOLISHED: changes.abolish,
}
SECRET = KEEP_REGISTRY  # a draft is for who keeps the registry there, in the log too


@dataclass(frozen=True)
class Outcome:
    """What one step would do, or why it would be refused."""

    step: ReorganisationStep
    findings: tuple[Finding, ...] = ()
    ends: frozenset[int] = frozenset()
    begins: frozenset[int] = frozenset()
    moves: frozenset[int] = frozenset()  # units that come under another body, and what stands below them
    lost: tuple[queries.Consequence, ...] = ()  # what hung on bodies that end
    along: tuple[queries.Consequence, ...] = ()  # what hangs on units that move
    gone: tuple[queries.Consequence, ...] = ()  # what hangs no longer on bodies that go on
    come: tuple[queries.Consequence, ...] = ()  # what hangs on them from then on


@dataclass(frozen=True)
class Rehearsal:
    """A reorganisation as it would be if it were applied now: nothing of it is kept."""

    outcomes: tuple[Outcome, ...]
    conflicts: tuple[Finding, ...]  # between the steps, or with what changed since the draft
    names: Mapping[int, str] = field(default_factory=dict)  # of all bodies in it, those made by it too

    @property
    def is_sound(self) -> bool:
        """Whether it could be applied as it stands."""
        return not self.conflicts and not any(outcome.findings for outcome in self.outcomes)


def can_prepare(by: Actor, under: Organisation | None) -> Decision:
    """May draft and apply a reorganisation within this body; of none, within the whole government."""
    return can_found(by, queries.with_those_above(under.pk if under else None, Look.today()))


@writes
def draft(
    *,
    title: Translated,
    day: Bound,
    by: Actor,
    under: Organisation | None = None,
    instrument: Instrument | None = None,
    note: str = "",
) -> Reorganisation:
    """Begin a reorganisation. Raises Refused, NotPermitted."""
    require(can_prepare(by, under))
    refuse_if(rules.has_a_name(title))
    made = Reorganisation.objects.create(title=title, under=under, instrument=instrument, note=note, **_columns(day))
    record(wording.REORGANISATION_DRAFTED, made, by=by, after=told(made), audience=SECRET)
    return made


@writes
def revise(
    *,
    reorganisation: Reorganisation,
    title: Translated,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
    note: str = "",
) -> Reorganisation:
    """The draft bears another title, day or instrument. Raises Refused, Stale, NotPermitted."""
    row = _claim(reorganisation, version, by)
    refuse_if(rules.has_a_name(title))
    before = told(row)
    row.title, row.instrument, row.note = title, instrument, note
    row.day_earliest, row.day_latest = day.earliest, day.latest
    row.save(update_fields=["title", "instrument", "note", "day_earliest", "day_latest"])
    record(wording.REORGANISATION_REVISED, row, by=by, before=before, after=told(row), audience=SECRET)
    return row


@writes
def add_step(
    *, reorganisation: Reorganisation, change: ChangeKind, by: Actor, version: int, **arguments: Any
) -> ReorganisationStep:
    """One more step, at the end; what it takes is what the action of its kind takes. Raises Stale, NotPermitted.

    Whether it would be refused the rehearsal says: the steps before it decide that.
    """
    row = _claim(reorganisation, version, by)
    kept = {name: plain(value) for name, value in arguments.items()}
    last = row.steps.aggregate(last=Max("order"))["last"] or 0
    step = ReorganisationStep.objects.create(
        reorganisation=row, order=last + 1, kind=change, arguments=kept, versions=_versions(kept)
    )
    record(
        wording.STEP_ADDED, row, by=by, after={"step": step.order, "kind": change, "arguments": kept}, audience=SECRET
    )
    return step


@writes
def revise_step(*, step: ReorganisationStep, by: Actor, version: int, **arguments: Any) -> ReorganisationStep:
    """The step takes other values; its kind and the body that it is about stay. Raises Refused, Stale, NotPermitted.

    Bodies that it named before stay as they were when it was drafted; only those named anew are taken as they are now.
    """
    row = _claim(step.reorganisation, version, by)
    revised = row.steps.get(pk=step.pk)
    kept = {name: plain(value) for name, value in arguments.items()}
    if "organisation" in revised.arguments:
        kept = {"organisation": revised.arguments["organisation"], **kept}
    refuse_if(rules.something_changes(revised.arguments, kept, field=None))
    before, drafted = {"step": revised.order, "arguments": revised.arguments}, revised.versions
    revised.arguments = kept
    revised.versions = {pk: drafted.get(pk, now) for pk, now in _versions(kept).items()}
    revised.save(update_fields=["arguments", "versions"])
    after = {"step": revised.order, "arguments": kept}
    record(wording.STEP_REVISED, row, by=by, before=before, after=after, audience=SECRET)
    return revised


@writes
def move_step(*, step: ReorganisationStep, earlier: bool, by: Actor, version: int) -> ReorganisationStep:
    """The step changes places with the one before it, or after it; what names the bodies of either follows.

    Raises Refused (it is the first or last, or one names what the other makes), Stale, NotPermitted.
    """
    row = _claim(step.reorganisation, version, by)
    steps = list(row.steps.all())
    place = next(index for index, one in enumerate(steps) if one.pk == step.pk)
    other = place - 1 if earlier else place + 1
    refuse_if(rules.has_a_neighbour(other, len(steps)))
    first, second = steps[min(place, other)], steps[max(place, other)]
    needed = {made.step for made in made_in(list(second.arguments.values()))}
    refuse_if(rules.needs_nothing_of(second.order, needed, first.order))
    swapped = {first.order: second.order, second.order: first.order}
    for one, order in ((first, 0), (second, first.order), (first, second.order)):  # no two bear one number at any time
        row.steps.filter(pk=one.pk).update(order=order)
    for one in steps:
        if any(made.step in swapped for made in made_in(list(one.arguments.values()))):
            row.steps.filter(pk=one.pk).update(arguments=renumbered(one.arguments, swapped))
    record(
        wording.STEP_MOVED,
        row,
        by=by,
        before={"order": [one.order for one in steps]},
        after={"order": [swapped.get(one.order, one.order) for one in steps]},
        audience=SECRET,
    )
    return row.steps.get(pk=step.pk)


@writes
def drop_step(*, step: ReorganisationStep, by: Actor, version: int) -> None:
    """The step is left out; the others keep their numbers. Raises Stale, NotPermitted."""
    row = _claim(step.reorganisation, version, by)
    before = {"step": step.order, "kind": step.kind, "arguments": step.arguments}
    step.delete()
    record(wording.STEP_DROPPED, row, by=by, before=before, audience=SECRET)


@writes
def take_as_they_are(*, reorganisation: Reorganisation, by: Actor, version: int) -> None:
    """The bodies that changed since the draft are looked at and taken as they now are. Raises Stale, NotPermitted."""
    row = _claim(reorganisation, version, by)
    for step in row.steps.all():
        step.versions = _versions(step.arguments)
        step.save(update_fields=["versions"])
    record(wording.REORGANISATION_REVISED, row, by=by, after={"versions": "taken as they are"}, audience=SECRET)


@writes
def withdraw(*, reorganisation: Reorganisation, reason: str, by: Actor, version: int) -> Reorganisation:
    """The draft will not be applied. Raises Refused (no reason), Stale, NotPermitted."""
    row = _claim(reorganisation, version, by)
    refuse_if(rules.has_a_reason(reason))
    row.state, row.settled_at, row.reason = ReorganisationState.WITHDRAWN, write_moment(), reason
    row.save(update_fields=["state", "settled_at", "reason"])
    record(wording.REORGANISATION_WITHDRAWN, row, by=by, reason=reason, audience=SECRET)
    return row


@writes
def apply(*, reorganisation: Reorganisation, by: Actor, version: int) -> Reorganisation:
    """All steps at once, or none: each with its own event in the log, and one for the whole.

    Raises Conflict with what every refused step and every contradiction objects to, Stale, NotPermitted.
    """
    row = _claim(reorganisation, version, by)
    steps = list(row.steps.all())
    refuse_if(rules.has_steps(len(steps)))
    refuse_if(_conflicts(steps), as_=Conflict)
    outcomes = _run(row, steps, by, ask=False)
    refuse_if(*(_in_step(outcome) for outcome in outcomes), as_=Conflict)
    row.state, row.settled_at = ReorganisationState.APPLIED, write_moment()
    row.save(update_fields=["state", "settled_at"])
    events = ChangeEvent.objects.filter(recorded_at=write_moment())
    events.update(reorganisation=row)
    touched = Organisation.objects.filter(change_parts__event__in=events).distinct()
    record(
        wording.REORGANISATION_APPLIED,
        row,
        by=by,
        about=touched,
        after={**told(row), "steps": len(steps)},
        instrument=row.instrument,
    )
    return row


def rehearse(*, reorganisation: Reorganisation, by: Actor) -> Rehearsal:
    """Apply all steps, look at what came of it, and take everything back: what it says is what would be.

    Raises NotPermitted.
    """
    try:
        _rehearse(reorganisation=reorganisation, by=by)
    except _Rehearsed as rehearsed:
        return rehearsed.rehearsal


class _Rehearsed(Exception):
    """Ends the transaction of a rehearsal, and carries out of it what was seen."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal


@writes
def _rehearse(*, reorganisation: Reorganisation, by: Actor) -> NoReturn:
    require(can_prepare(by, reorganisation.under))
    steps = list(reorganisation.steps.all())
    conflicts = _conflicts(steps)  # before the steps themselves change the bodies
    outcomes = _run(reorganisation, steps, by, ask=True)
    numbers = {number for outcome in outcomes for number in outcome.ends | outcome.begins | outcome.moves}
    names = queries.told_apart(numbers, Look(reorganisation.day.latest))
    raise _Rehearsed(Rehearsal(tuple(outcomes), conflicts, names))


def _run(reorganisation: Reorganisation, steps: Sequence[ReorganisationStep], by: Actor, *, ask: bool) -> list[Outcome]:
    """Carry out the steps in their order; a refused one leaves nothing of itself and the next is tried."""
    made: dict[MadeBody, Organisation] = {}
    look = Look(reorganisation.day.latest)
    outcomes = []
    for step in steps:
        action, last = ACTIONS[step.kind], touching.last_event()
        try:
            arguments = arguments_of(step, reorganisation, made)
            before = touching.hanging_before(action, arguments, look, by) if ask else None
            result = action(**arguments, by=by)
        except Refused as refused:
            outcomes.append(Outcome(step, refused.findings))
            continue
        bodies = result if isinstance(result, list) else [result] if isinstance(result, Organisation) else []
        made.update({MadeBody(step.order, place): body for place, body in enumerate(bodies)})
        outcomes.append(_seen(step, touching.touched_since(last, look), before, look, by) if before else Outcome(step))
    return outcomes


def _seen(step: ReorganisationStep, touched: Touched, before: Hanging, look: Look, by: Actor) -> Outcome:
    """What the step that was just carried out did, and what became of all that hung on the bodies before."""
    after = touching.hanging_on(touched, look, by)
    return Outcome(
        step,
        ends=touched.ends,
        begins=touched.begins,
        moves=touched.moves,
        lost=before.on_ends,
        along=after.on_moves,
        gone=before.without(after),
        come=after.without(before),
    )


def _conflicts(steps: Sequence[ReorganisationStep]) -> tuple[Finding, ...]:
    """Bodies that changed since the draft, and steps that contradict each other."""
    numbers = {int(number) for step in steps for number in step.versions}
    now = dict(Organisation.objects.filter(pk__in=numbers).values_list("pk", "version"))
    labels = queries.labels(numbers)
    drafted = [(step.order, int(pk), version) for step in steps for pk, version in step.versions.items()]
    touched = [(step.order, step.kind, _subjects(step)) for step in steps]
    return gather(rules.unchanged_since_draft(drafted, now, labels), rules.steps_agree(touched, labels))


def _subjects(step: ReorganisationStep) -> tuple[frozenset[int], frozenset[int]]:
    """The bodies that the step is about, and those of them that it ends."""
    about = bodies_in([step.arguments.get("organisation"), *step.arguments.get("others", [])])
    own = bodies_in(step.arguments.get("organisation"))
    match step.kind:
        case ChangeKind.ABOLISHED | ChangeKind.MERGED:
            ends = about
        case ChangeKind.ABSORBED:
            ends = about - own
        case ChangeKind.SPLIT if not step.arguments.get("goes_on"):
            ends = own
        case _:
            ends = set()
    return frozenset(about), frozenset(ends)


def _in_step(outcome: Outcome) -> tuple[Finding, ...]:
    """What was objected to in a step, with its number."""
    return tuple(
        Finding("organisations.step_refused", None, {"step": outcome.step.order, "finding": finding})
        for finding in outcome.findings
    )


def _versions(arguments: Mapping[str, Any]) -> dict[str, int]:
    numbers = bodies_in(list(arguments.values()))
    return {
        str(pk): version for pk, version in Organisation.objects.filter(pk__in=numbers).values_list("pk", "version")
    }


def claim(reorganisation: Reorganisation, version: int, by: Actor) -> Reorganisation:
    """Check the right, and that nobody changed it meanwhile; take the next version."""
    require(can_prepare(by, reorganisation.under))
    claimed = Reorganisation.objects.filter(pk=reorganisation.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale
    return Reorganisation.objects.select_related("instrument", "under").get(pk=reorganisation.pk)


def _claim(reorganisation: Reorganisation, version: int, by: Actor) -> Reorganisation:
    """Claim what is still a draft."""
    row = claim(reorganisation, version, by)
    refuse_if(rules.is_a_draft(row.state == ReorganisationState.DRAFT))
    return row


def _columns(day: Bound) -> dict[str, Any]:
    return {"day_earliest": day.earliest, "day_latest": day.latest}


def told(row: Reorganisation) -> dict[str, Any]:
    """A reorganisation for the log."""
    return {
        "title": dict(row.title),
        "under": row.under_id,
        "day": str(row.day),
        "instrument": row.instrument_id,
        "note": row.note,
        "state": row.state,
    }
