"""What instruments do to each other: amend, repeal, replace, rest on; recorded, corrected, withdrawn."""

from dataclasses import dataclass

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.changes import take_next_version
from kurul.rooms.law.models import ENDINGS, Instrument, Provision, ProvisionWording, Relation, RelationKind
from kurul.rooms.law.queries import bases


@dataclass(frozen=True)
class Act:
    """By which instrument something is done, by which of its provisions if that is known, and from which day on."""

    instrument: Instrument
    day: Bound
    provision: Provision | None = None

    @property
    def plain(self) -> dict[str, object]:
        """The same as plain values, for the log."""
        return {
            "instrument": self.instrument.code,
            "provision": self.provision.pk if self.provision else None,
            "day": str(self.day),
        }


@writes
def relate_instruments(
    *,
    kind: RelationKind,
    act: Act,
    target: Instrument,
    by: Actor,
    version: int,
    target_provision: Provision | None = None,
) -> Relation:
    """Record that an instrument amends, repeals, replaces or rests on `target`, from a day on.

    That a provision is amended or repealed is recorded with its wording (`amend_provision`, `repeal_provision`); here
    `target_provision` says on which provision an instrument rests. `version` is that of the target.
    Raises Refused, Stale, NotPermitted.
    """
    held = take_next_version(target, version, by)
    relation = relate(kind, act, target=held, target_provision=target_provision)
    record(
        wording.RELATED[kind.value],
        held,
        by=by,
        about=[act.instrument, *([target_provision] if target_provision else [])],
        after={"kind": kind.value, "target": held.code, **act.plain},
        instrument=act.instrument,
    )
    return relation


@writes
def correct_relation(*, relation: Relation, day: Bound, reason: str, by: Actor, version: int) -> Relation:
    """The office held the wrong day of effect; the wordings that came or ended by it move with it.

    `version` is that of the target. Raises Refused, Stale, NotPermitted.
    """
    held = take_next_version(relation.target, version, by)
    before, act = relation.period.start, Act(relation.instrument, day, relation.provision)
    refuse_if(
        rules.has_a_reason(reason),
        rules.something_changes(before, day),
        objections(RelationKind(relation.kind), act, held, relation.target_provision, besides=relation),
    )
    came, ended = _came_by(relation), _ended_by(relation)
    periods = {row.pk: Period(day, row.period.end) for row in came}
    periods |= {row.pk: Period(row.period.start, day) for row in ended}
    impossible = any(not period.is_possible for period in periods.values())
    refuse_if(rules.stands_on(day, []) if impossible else None)
    new = facts.correct(relation, Period(day, relation.period.end))
    facts.supersede([*came, *ended])
    for row in ended:
        facts.write_anew(row, periods[row.pk], ended_by=new, basis=row.basis)
    for row in came:
        facts.write_anew(row, periods[row.pk], came_by=new, basis=row.basis)
    record(
        wording.RELATION_CORRECTED,
        held,
        by=by,
        about=[relation.instrument],
        before={"kind": relation.kind, "day": str(before)},
        after={"kind": relation.kind, "day": str(day)},
        reason=reason,
    )
    return new


@writes
def withdraw_relation(*, relation: Relation, reason: str, by: Actor, version: int) -> None:
    """It was never so: nothing amended, repealed, replaced it or rested on it. Wordings are again what they were.

    Raises Refused (what it inserted has parts, or was amended since), Stale, NotPermitted.
    """
    held = take_next_version(relation.target, version, by)
    came, ended = _came_by(relation), _ended_by(relation)
    continued = {row.provision_id: row for row in came}
    inserted = [row for row in came if row.provision_id not in {one.provision_id for one in ended}]
    hanging = ProvisionWording.objects.known_at().filter(parent__in=[row.provision_id for row in inserted])
    later = [row.pk for row in inserted if row.ended_by_id is not None]
    refuse_if(rules.has_a_reason(reason), rules.has_no_parts([*hanging.values_list("pk", flat=True), *later]))
    facts.supersede([*came, *ended])
    for row in ended:
        follower = continued.get(row.provision_id)
        end = follower.period.end if follower else Bound.open()
        facts.write_anew(
            row, Period(row.period.start, end), ended_by=follower.ended_by if follower else None, basis=row.basis
        )
    facts.withdraw(relation)
    record(
        wording.RELATION_WITHDRAWN,
        held,
        by=by,
        about=[relation.instrument],
        before={"kind": relation.kind, "instrument": relation.instrument.code, "day": str(relation.period.start)},
        reason=reason,
    )


def relate(kind: RelationKind, act: Act, *, target: Instrument, target_provision: Provision | None = None) -> Relation:
    """Make the relation row inside a running action. Raises Refused."""
    refuse_if(objections(kind, act, target, target_provision))
    return Relation.objects.create(
        kind=kind,
        instrument=act.instrument,
        provision=act.provision,
        target=target,
        target_provision=target_provision,
        **facts.columns(Period.since(act.day)),
    )


def objections(
    kind: RelationKind,
    act: Act,
    target: Instrument,
    target_provision: Provision | None,
    *,
    besides: Relation | None = None,
) -> tuple[Finding, ...]:
    """What the rules object to in this relation; `besides` is the relation that it takes the place of."""
    held = Relation.objects.known_at()
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    ending = held.filter(kind__in=ENDINGS, target_provision__isnull=True)
    of_target = [row.period for row in ending.filter(target=target)]
    of_actor = list(ending.filter(target=act.instrument))
    same = held.filter(kind=kind, instrument=act.instrument, target=target, target_provision=target_provision)
    ends_whole = kind in ENDINGS and target_provision is None
    issued = target.issued if target.issued != Bound.unknown() else target.gazetted
    return gather(
        rules.effect_is_one_day(act.day),
        rules.acts_on_another(act.instrument.pk, target.pk),
        rules.provision_is_of(act.instrument.pk, _home(act.provision), field="provision"),
        rules.provision_is_of(target.pk, _home(target_provision), field="target_provision"),
        rules.target_exists(act.day, issued),
        rules.actor_is_in_force(act.day, [row.period.start for row in of_actor]),
        rules.is_repealed_once(of_target, act.day) if ends_whole else rules.target_still_stands(act.day, of_target),
        rules.does_not_repeal_its_repealer(target.pk, [row.instrument_id for row in of_actor]) if ends_whole else None,
        rules.does_not_rest_in_a_circle(act.instrument.pk, target.pk, bases())
        if kind == RelationKind.RESTS_ON
        else None,
        rules.is_not_related_already([row.period for row in same], act.day),
    )


def _home(provision: Provision | None) -> int | None:
    return provision.instrument_id if provision else None


def _came_by(relation: Relation) -> list[ProvisionWording]:
    return list(ProvisionWording.objects.known_at().filter(came_by=relation))


def _ended_by(relation: Relation) -> list[ProvisionWording]:
    return list(ProvisionWording.objects.known_at().filter(ended_by=relation))
