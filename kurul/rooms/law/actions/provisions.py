"""Provisions: entered as they first stood, amended, inserted and repealed by other instruments, corrected.

An amendment is a relation between two instruments and a new wording from its day on: the world moved. A correction
replaces what was recorded wrongly, for the same days: we were wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.changes import take_next_version
from kurul.rooms.law.actions.columns import wording_search_text
from kurul.rooms.law.actions.relations import Act, relate
from kurul.rooms.law.models import (
    FROM_THE_FIRST,
    Citation,
    Instrument,
    Provision,
    ProvisionKind,
    ProvisionWording,
    Relation,
    RelationKind,
)

STEP = 1024  # between two provisions, so that others can be inserted


@dataclass(frozen=True)
class Saying:
    """What a provision is and says: its place in the tree, its kind, its label, its text."""

    kind: ProvisionKind | None = None
    label: str = ""
    text: Translated = field(default_factory=Translated)
    parent: Provision | None = None

    @property
    def plain(self) -> dict[str, object]:
        """The same as plain values, for the log."""
        return {
            "parent": self.parent.pk if self.parent else None,
            "kind": self.kind.code if self.kind else None,
            "label": self.label.strip(),
            "text": dict(self.text),
        }

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a wording."""
        return {
            "parent": self.parent,
            "kind": self.kind,
            "label": self.label.strip(),
            "text": self.text,
            "search_text": wording_search_text(self.label, self.text),
        }


@writes
def enter_provision(
    *, instrument: Instrument, saying: Saying, by: Actor, version: int, after: Provision | None = None
) -> Provision:
    """Enter a provision as it first stood, behind `after` or at the end. Raises Refused, Stale, NotPermitted."""
    held = take_next_version(instrument, version, by)
    period = Period.since(FROM_THE_FIRST)
    refuse_if(objections(held, saying, period), rules.stands_in_its_instrument(held.pk, _home(after)))
    provision = _place(held, after)
    ProvisionWording.objects.create(provision=provision, **saying.columns, **facts.columns(period))
    record(wording.PROVISION_ENTERED, held, by=by, about=[provision], after=saying.plain)
    return provision


@writes
def amend_provision(*, provision: Provision, saying: Saying, act: Act, by: Actor, version: int) -> ProvisionWording:
    """Another instrument gives the provision a new wording from a day on.

    Raises Refused, Stale (`version` is that of the provision's instrument), NotPermitted.
    """
    held = take_next_version(provision.instrument, version, by)
    rows = wordings(provision)
    refuse_if(rules.stands_on(act.day, [row.period for row in rows]))
    old = _standing(rows, act.day)
    new_period = Period(act.day, old.period.end)
    refuse_if(
        objections(held, saying, new_period, besides=provision),
        rules.something_changes(_said(old), saying.plain),
    )
    relation = relate(RelationKind.AMENDS, act, target=held, target_provision=provision)
    facts.end(old, act.day, ended_by=relation)
    new = facts.write_anew(old, new_period, **saying.columns, came_by=relation, ended_by=old.ended_by)
    record(
        wording.PROVISION_AMENDED,
        held,
        by=by,
        about=[provision, act.instrument],
        before=_said(old),
        after={**saying.plain, **act.plain},
        instrument=act.instrument,
    )
    return new


@writes
def insert_provision(
    *, instrument: Instrument, saying: Saying, act: Act, by: Actor, version: int, after: Provision | None = None
) -> Provision:
    """Another instrument adds a provision (9/A) from a day on, behind `after`. Raises Refused, Stale, NotPermitted."""
    held = take_next_version(instrument, version, by)
    period = Period.since(act.day)
    above = [row.period for row in wordings(saying.parent)] if saying.parent else []
    refuse_if(
        objections(held, saying, period),
        rules.stands_in_its_instrument(held.pk, _home(after)),
        rules.parent_stands_on(act.day, above) if above else None,
    )
    provision = _place(held, after)
    relation = relate(RelationKind.AMENDS, act, target=held, target_provision=provision)
    ProvisionWording.objects.create(provision=provision, came_by=relation, **saying.columns, **facts.columns(period))
    record(
        wording.PROVISION_INSERTED,
        held,
        by=by,
        about=[provision, act.instrument],
        after={**saying.plain, **act.plain},
        instrument=act.instrument,
    )
    return provision


@writes
def repeal_provision(*, provision: Provision, act: Act, by: Actor, version: int) -> Relation:
    """Another instrument repeals the provision, and all that stands under it, from a day on.

    Raises Refused, Stale, NotPermitted.
    """
    held = take_next_version(provision.instrument, version, by)
    rows = wordings(provision)
    refuse_if(rules.stands_on(act.day, [row.period for row in rows]))
    parts = [wordings(part) for part in _below(provision, act.day)]
    everything = [row for found in (rows, *parts) for row in found]
    refuse_if(rules.is_not_changed_later(act.day, [row.period for row in everything]))
    relation = relate(RelationKind.REPEALS, act, target=held, target_provision=provision)
    for found in (rows, *parts):
        if any(rules.can_change_on(act.day, row.period) for row in found):
            facts.end(_standing(found, act.day), act.day, ended_by=relation)
    record(
        wording.PROVISION_REPEALED,
        held,
        by=by,
        about=[provision, act.instrument],
        before=_said(_standing(rows, act.day)),
        after=act.plain,
        instrument=act.instrument,
    )
    return relation


@writes
def correct_provision(
    *,
    provision: Provision,
    saying: Saying,
    reason: str,
    by: Actor,
    version: int,
    corrected: ProvisionWording | None = None,
) -> ProvisionWording:
    """The office held something wrong about one wording of the provision (`corrected`; else the latest).

    `version` is that of its instrument. Raises Refused, Stale, NotPermitted.
    """
    held = take_next_version(provision.instrument, version, by)
    rows = wordings(provision)
    old = rows[-1] if corrected is None else next((row for row in rows if row.pk == corrected.pk), rows[-1])
    refuse_if(
        rules.has_a_reason(reason),
        objections(held, saying, old.period, besides=provision),
        rules.something_changes(_said(old), saying.plain),
    )
    new = facts.correct(old, **saying.columns)
    record(
        wording.PROVISION_CORRECTED,
        held,
        by=by,
        about=[provision],
        before=_said(old),
        after=saying.plain,
        reason=reason,
    )
    return new


@writes
def withdraw_provision(*, provision: Provision, reason: str, by: Actor, version: int) -> None:
    """It was entered by mistake: there never was such a provision. Raises Refused, Stale, NotPermitted."""
    held = take_next_version(provision.instrument, version, by)
    rows = wordings(provision)
    later = [row.pk for row in rows if row.came_by_id is not None]
    refuse_if(
        rules.has_a_reason(reason),
        rules.has_no_parts([*parts_of(provision), *later]),
        rules.is_not_cited(Citation.objects.known_at().filter(provision=provision).count()),
    )
    for row in rows:
        facts.withdraw(row)
    before = _said(rows[-1])
    record(wording.PROVISION_WITHDRAWN, held, by=by, about=[provision], before=before, reason=reason)


def objections(
    instrument: Instrument, saying: Saying, period: Period, *, besides: Provision | None = None
) -> tuple[Finding, ...]:
    """What the rules object to in a provision of that instrument that says this for that period."""
    beside = ProvisionWording.objects.known_at().filter(
        provision__instrument=instrument, parent=saying.parent, kind=saying.kind
    )
    taken = [(row.label, row.period) for row in beside if besides is None or row.provision_id != besides.pk]
    own = besides.pk if besides else 0
    return gather(
        rules.provision_says_something(saying.label, saying.text),
        rules.label_has_a_kind(saying.label, saying.kind is not None),
        rules.label_is_free(saying.label, period, taken),
        rules.stands_in_its_instrument(instrument.pk, _home(saying.parent)),
        rules.stands_under_another(own, saying.parent.pk if saying.parent else None, _parents(instrument)),
    )


def wordings(provision: Provision) -> list[ProvisionWording]:
    """The wordings of a provision that are held true now, the earliest first."""
    return list(ProvisionWording.objects.known_at().filter(provision=provision).in_order())


def parts_of(provision: Provision) -> list[int]:
    """What stands under a provision on any day, as it is held now."""
    rows = ProvisionWording.objects.known_at().filter(parent=provision)
    return sorted(set(rows.values_list("provision_id", flat=True)))


def _below(provision: Provision, day: Bound) -> list[Provision]:
    """Everything that can stand under a provision on the day, however deep."""
    rows = ProvisionWording.objects.known_at().filter(provision__instrument=provision.instrument_id)
    children: dict[int, set[int]] = {}
    for row in rows.exclude(parent=None):
        if row.parent_id is not None and rules.can_change_on(day, row.period):
            children.setdefault(row.parent_id, set()).add(row.provision_id)
    waiting = [provision.pk]
    found: set[int] = set()
    while waiting:
        fresh = children.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return list(Provision.objects.filter(pk__in=found))


def _standing(rows: Sequence[ProvisionWording], day: Bound) -> ProvisionWording:
    """The wording that changes on the day: the last one that can have begun before and last until then."""
    return [row for row in rows if rules.can_change_on(day, row.period)][-1]


def _said(row: ProvisionWording) -> dict[str, object]:
    return Saying(row.kind, row.label, row.text, row.parent).plain


def _home(provision: Provision | None) -> int | None:
    return provision.instrument_id if provision else None


def _parents(instrument: Instrument) -> dict[int, int | None]:
    rows = ProvisionWording.objects.known_at().filter(provision__instrument=instrument).in_order()
    return dict(rows.values_list("provision_id", "parent_id"))


def _place(instrument: Instrument, after: Provision | None) -> Provision:
    """A new provision behind `after`, or behind all others; where there is no room the others move up."""
    orders = list(instrument.provisions.order_by("order").values_list("order", flat=True))
    if after is None or not orders or after.order >= orders[-1]:
        return Provision.objects.create(instrument=instrument, order=(orders[-1] if orders else 0) + STEP)
    following = orders[orders.index(after.order) + 1]
    if following - after.order < 2:
        _spread(instrument)
        after.refresh_from_db(fields=["order"])
        following = after.order + STEP
    return Provision.objects.create(instrument=instrument, order=(after.order + following) // 2)


def _spread(instrument: Instrument) -> None:
    """Number the provisions anew with room between them; their order stays. First out of the way, so that no number is
    taken twice in between."""
    rows = list(instrument.provisions.order_by("order"))
    out_of_the_way = rows[-1].order + len(rows) * STEP
    instrument.provisions.update(order=F("order") + out_of_the_way)
    for number, row in enumerate(rows, start=1):
        Provision.objects.filter(pk=row.pk).update(order=number * STEP)
