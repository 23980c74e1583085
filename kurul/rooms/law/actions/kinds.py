"""Kinds of instruments and of provisions: what they are called, how one is cited, and by which address."""

from dataclasses import dataclass, field
from typing import Any

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.rules import Finding, gather
from kurul.kernel.translated import Translated
from kurul.rooms.law import rules, wording
from kurul.rooms.law.models import InstrumentKind, ProvisionKind
from kurul.rooms.law.permissions import can_keep


@dataclass(frozen=True)
class KindTerms:
    """What is said of a kind of instruments."""

    name: Translated
    reference: Translated = field(default_factory=Translated)
    jurisdiction: str = ""
    eli_template: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain values, for the log."""
        return {**vars(self), "name": dict(self.name), "reference": dict(self.reference)}


@dataclass(frozen=True)
class ProvisionKindTerms:
    """What is said of a kind of provisions."""

    name: Translated
    reference: Translated = field(default_factory=Translated)
    eli_part: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """The same as plain values, for the log."""
        return {**vars(self), "name": dict(self.name), "reference": dict(self.reference)}


@writes
def enter_kind(*, code: str, by: Actor, **said: Any) -> InstrumentKind:
    """Add a kind of instrument behind those that are there; `said` are the fields of KindTerms.

    Raises Refused, Conflict (the code is taken).
    """
    terms = KindTerms(**said)
    require(can_keep(by))
    refuse_if(_objections(terms))
    refuse_if(rules.kind_is_new(code, InstrumentKind.objects.filter(code=code).exists()), as_=Conflict)
    last = InstrumentKind.objects.order_by("order").last()
    kind = InstrumentKind.objects.create(code=code, order=last.order + 10 if last else 10, **vars(terms))
    record(wording.KIND_ENTERED, kind, by=by, after={"code": code, **terms.plain})
    return kind


@writes
def change_kind(*, kind: InstrumentKind, by: Actor, **said: Any) -> InstrumentKind:
    """Call, cite or address a kind of instruments otherwise; `said` are the fields of KindTerms.

    Raises Refused (also where nothing changes).
    """
    terms = KindTerms(**said)
    require(can_keep(by))
    held = InstrumentKind.objects.select_for_update().get(pk=kind.pk)
    before = KindTerms(held.name, held.reference, held.jurisdiction, held.eli_template)
    refuse_if(_objections(terms), rules.something_changes(before, terms))
    for name, value in vars(terms).items():
        setattr(held, name, value)
    held.save(update_fields=[*vars(terms)])
    record(wording.KIND_CHANGED, held, by=by, before=before.plain, after=terms.plain)
    return held


@writes
def enter_provision_kind(*, code: str, by: Actor, **said: Any) -> ProvisionKind:
    """Add a kind of provision behind (below) those that are there; `said` are the fields of ProvisionKindTerms.

    Raises Refused, Conflict (the code is taken).
    """
    terms = ProvisionKindTerms(**said)
    require(can_keep(by))
    refuse_if(_objections_to_part(terms))
    refuse_if(rules.kind_is_new(code, ProvisionKind.objects.filter(code=code).exists()), as_=Conflict)
    last = ProvisionKind.objects.order_by("order").last()
    kind = ProvisionKind.objects.create(code=code, order=last.order + 10 if last else 10, **vars(terms))
    record(wording.PROVISION_KIND_ENTERED, kind, by=by, after={"code": code, **terms.plain})
    return kind


@writes
def change_provision_kind(*, kind: ProvisionKind, by: Actor, **said: Any) -> ProvisionKind:
    """Call, cite or address a kind of provisions otherwise; `said` are the fields of ProvisionKindTerms.

    Raises Refused (also where nothing changes).
    """
    terms = ProvisionKindTerms(**said)
    require(can_keep(by))
    held = ProvisionKind.objects.select_for_update().get(pk=kind.pk)
    before = ProvisionKindTerms(held.name, held.reference, held.eli_part)
    refuse_if(_objections_to_part(terms), rules.something_changes(before, terms))
    for name, value in vars(terms).items():
        setattr(held, name, value)
    held.save(update_fields=[*vars(terms)])
    record(wording.PROVISION_KIND_CHANGED, held, by=by, before=before.plain, after=terms.plain)
    return held


def _objections(terms: KindTerms) -> tuple[Finding, ...]:
    return gather(
        rules.kind_has_a_name(terms.name),
        rules.reference_is_readable(terms.reference, name="number"),
        rules.eli_template_is_readable(terms.eli_template, terms.jurisdiction),
    )


def _objections_to_part(terms: ProvisionKindTerms) -> tuple[Finding, ...]:
    return gather(
        rules.kind_has_a_name(terms.name),
        rules.reference_is_readable(terms.reference, name="label"),
        rules.eli_part_is_readable(terms.eli_part),
    )
