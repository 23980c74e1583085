"""What records of any room rest on, down to the provision."""

from typing import Any

from django.db import models

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.references import Ref, shown
from kurul.kernel.refusals import refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.law import rules, wording
from kurul.rooms.law.actions.provisions import wordings
from kurul.rooms.law.models import Citation, Provision
from kurul.rooms.law.permissions import can_keep


@writes
def cite_provision(*, record_resting: models.Model | Ref, provision: Provision, period: Period, by: Actor) -> Citation:
    """A record rests on the provision for a period. Raises Refused, NotPermitted."""
    require(can_keep(by))
    ref: Any = Ref.of(record_resting)
    held = Citation.objects.known_at().filter(record=ref, provision=provision)
    refuse_if(
        None if _is_public(ref) else Finding("law.record_not_public", "record"),
        rules.is_not_cited_already(period, [row.period for row in held]),
        rules.rests_on_what_stands(period, [row.period for row in wordings(provision)]),
    )
    citation = Citation.objects.create(record=ref, provision=provision, **facts.columns(period))
    record(
        wording.CITED,
        provision.instrument,
        by=by,
        about=[provision, ref],
        after={"record": str(ref), "provision": provision.pk, "period": str(period)},
        instrument=provision.instrument,
    )
    return citation


@writes
def end_citation(*, citation: Citation, day: Bound, by: Actor) -> Citation:
    """From the day on the record rests on the provision no longer. Raises Refused, NotPermitted."""
    require(can_keep(by))
    refuse_if(rules.stands_on(day, [citation.period]))
    ended = facts.end(citation, day)
    about: list[models.Model | Ref] = [citation.provision, citation.record]
    record(wording.CITATION_ENDED, citation.provision.instrument, by=by, about=about, after={"day": str(day)})
    return ended


@writes
def withdraw_citation(*, citation: Citation, reason: str, by: Actor) -> None:
    """It was entered by mistake: the record never rested on it. Raises Refused, NotPermitted."""
    require(can_keep(by))
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(citation)
    record(
        wording.CITATION_WITHDRAWN,
        citation.provision.instrument,
        by=by,
        about=[citation.provision, citation.record],
        before={"record": str(citation.record), "period": str(citation.period)},
        reason=reason,
    )


def _is_public(ref: Ref) -> bool:
    """Law is public, so only what everybody may see can be named on its pages."""
    return ref in shown([ref], lambda queryset: visible_to(queryset, Actor.nobody()))
