"""Which kinds are counted together. A convention of whoever counts: it holds for every day, so that years compare."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import rules, wording
from kurul.rooms.organisations.models import Kind, KindGroup
from kurul.rooms.organisations.permissions import can_found


@writes
def define_groups(*, groups: Mapping[str, tuple[Translated, Iterable[str]]], by: Actor) -> list[KindGroup]:
    """Say which kinds are counted together (by code: the name of the group and the codes of its kinds).

    Kinds that are not there yet are left out; run it again when they are. Raises NotPermitted.
    """
    require(can_found(by, ()))
    made = []
    for order, (code, (name, kinds)) in enumerate(groups.items(), start=1):
        group, is_new = KindGroup.objects.update_or_create(code=code, defaults={"name": name, "order": order * 10})
        if not is_new:  # whoever has it open is told that it changed meanwhile
            KindGroup.objects.filter(pk=group.pk).update(version=F("version") + 1)
        Kind.objects.filter(code__in=list(kinds)).update(group=group)
        made.append(group)
    after = {code: sorted(kinds) for code, (_name, kinds) in groups.items()}
    first = made[0] if made else Ref("organisations.kindgroup", 0)
    record(wording.GROUPS_DEFINED, first, by=by, about=made[1:], after=after)
    return made


@writes
def define_group(*, code: str, name: Translated, kinds: Sequence[Kind], by: Actor) -> KindGroup:
    """A new group of kinds. Raises Refused (no name, no kinds), Conflict (code or kind are taken), NotPermitted."""
    require(can_found(by, ()))
    refuse_if(rules.code_is_free(KindGroup.objects.filter(code=code).exists()), as_=Conflict)
    _check(name, kinds, None)
    group = KindGroup.objects.create(code=code, name=name, order=KindGroup.objects.count() * 10 + 10)
    Kind.objects.filter(pk__in=[kind.pk for kind in kinds]).update(group=group)
    record(wording.GROUP_DEFINED, group, by=by, after=_told(group))
    return group


@writes
def revise_group(*, group: KindGroup, name: Translated, kinds: Sequence[Kind], by: Actor, version: int) -> KindGroup:
    """The group is called otherwise, or counts other kinds. Raises Refused, Conflict, Stale, NotPermitted."""
    row = _claim(group, version, by)
    _check(name, kinds, row)
    before = _told(row)
    row.name = name
    row.save(update_fields=["name"])
    chosen = [kind.pk for kind in kinds]
    row.kinds.exclude(pk__in=chosen).update(group=None)
    Kind.objects.filter(pk__in=chosen).update(group=row)
    after = _told(row)
    refuse_if(rules.something_changes(before, after, field="kinds"))
    record(wording.GROUP_DEFINED, row, by=by, before=before, after=after)
    return row


@writes
def remove_group(*, group: KindGroup, reason: str, by: Actor, version: int) -> None:
    """The group is given up; its kinds are counted under none. Raises Refused (no reason), Stale, NotPermitted."""
    row = _claim(group, version, by)
    refuse_if(rules.has_a_reason(reason))
    before, ref = _told(row), Ref.of(row)
    row.kinds.update(group=None)
    row.delete()
    record(wording.GROUP_REMOVED, ref, by=by, before=before, reason=reason)


def _check(name: Translated, kinds: Sequence[Kind], group: KindGroup | None) -> None:
    refuse_if(rules.has_a_name(name), rules.groups_something(len(kinds)))
    numbers = [kind.pk for kind in kinds]
    elsewhere = Kind.objects.filter(pk__in=numbers, group__isnull=False).select_related("group")
    taken = [(str(kind), str(kind.group)) for kind in elsewhere.exclude(group=group)]
    refuse_if(rules.is_in_no_other_group(taken), as_=Conflict)


def _claim(group: KindGroup, version: int, by: Actor) -> KindGroup:
    require(can_found(by, ()))
    if not KindGroup.objects.filter(pk=group.pk, version=version).update(version=version + 1):
        raise Stale
    return KindGroup.objects.get(pk=group.pk)


def _told(group: KindGroup) -> dict[str, Any]:
    kinds = sorted(group.kinds.values_list("code", flat=True))
    return {"code": group.code, "name": dict(group.name), "kinds": kinds}
