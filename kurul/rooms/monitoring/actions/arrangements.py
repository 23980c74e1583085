"""Writers of scales and chains, and the standard ones for an office that has published none of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import refuse_if
from kurul.kernel.translated import Translated
from kurul.rooms.monitoring import wording
from kurul.rooms.monitoring.models import Chain, ChainStep, Grade, Meaning, Scale, State, Where
from kurul.rooms.monitoring.permissions import APPROVE, CONSOLIDATE, COORDINATE, REPORT, can_arrange
from kurul.rooms.monitoring.rules import cycle
from kurul.rooms.organisations.public import Kind

NOT_PUBLISHED = "The status list and the approval chain of the plan were not published; this is Kurul's proposal."


@dataclass(frozen=True)
class GradeLine:
    """A grade of a scale to be entered."""

    code: str
    name: Translated
    meaning: Meaning


@dataclass(frozen=True)
class StepLine:
    """A step of a chain to be entered; `kind`: code of the kind of body where the nearest of a kind is meant."""

    outcome: State
    name: Translated
    capability: str
    where: Where
    kind: str = ""


STANDARD_GRADES = (
    GradeLine("not_started", Translated(tr="Başlamadı", en="Not started"), Meaning.NOT_STARTED),
    GradeLine("on_schedule", Translated(tr="Planına uygun", en="On schedule"), Meaning.ON_SCHEDULE),
    GradeLine("at_risk", Translated(tr="Riskli", en="At risk"), Meaning.AT_RISK),
    GradeLine("delayed", Translated(tr="Gecikmeli", en="Delayed"), Meaning.DELAYED),
    GradeLine("done", Translated(tr="Tamamlandı", en="Done"), Meaning.DONE),
    GradeLine("not_known", Translated(tr="Bilinmiyor", en="Not known"), Meaning.NOT_KNOWN),
)
STANDARD_STEPS = (
    StepLine(
        State.SUBMITTED,
        Translated(tr="Birim raporunu gönderir", en="The unit hands its report in"),
        REPORT,
        Where.BODY,
    ),
    StepLine(
        State.CONSOLIDATED,
        Translated(tr="Strateji geliştirme birimi konsolide eder", en="Strategy development consolidates"),
        CONSOLIDATE,
        Where.BODY,
    ),
    StepLine(
        State.APPROVED,
        Translated(tr="CIO eşdeğeri onaylar", en="The CIO-equivalent approves"),
        APPROVE,
        Where.NEAREST,
        kind="ministry",
    ),
    StepLine(
        State.ACCEPTED,
        Translated(tr="Koordinatör kabul eder", en="The coordinator accepts"),
        COORDINATE,
        Where.COORDINATOR,
    ),
)


@writes
def enter_scale(
    *, code: str, scale_version: str, name: Translated, grades: Sequence[GradeLine], by: Actor, source: str = ""
) -> Scale:
    """Enter a version of a scale with its grades, in their order. Raises NotPermitted."""
    require(can_arrange(by))
    return _scale(code, scale_version, name, grades, by, source)


@writes
def enter_chain(*, code: str, name: Translated, steps: Sequence[StepLine], by: Actor, source: str = "") -> Chain:
    """Enter a chain with its steps, in their order. Raises Refused (a chain that is not sound), NotPermitted."""
    require(can_arrange(by))
    return _chain(code, name, steps, by, source)


def standard_scale(by: Actor) -> Scale:
    """The proposed scale of progress, entered when it is not there yet. Call it inside an action."""
    found = Scale.objects.filter(code="progress-status", scale_version="1").first()
    name = Translated(tr="Gelişim durumu", en="Progress status")
    return found or _scale("progress-status", "1", name, STANDARD_GRADES, by, NOT_PUBLISHED, Basis.INFERRED)


def standard_chain(by: Actor) -> Chain:
    """The proposed chain of four steps, entered when it is not there yet. Call it inside an action."""
    found = Chain.objects.filter(code="four-steps").first()
    name = Translated(tr="Birim, strateji, CIO, koordinatör", en="Unit, strategy, CIO, coordinator")
    return found or _chain("four-steps", name, STANDARD_STEPS, by, NOT_PUBLISHED, Basis.INFERRED)


def _scale(
    code: str,
    scale_version: str,
    name: Translated,
    grades: Sequence[GradeLine],
    by: Actor,
    source: str,
    basis: Basis | None = None,
) -> Scale:
    marked = {"basis": basis} if basis else {}
    scale = Scale.objects.create(code=code, scale_version=scale_version, name=name, source=source, **marked)
    Grade.objects.bulk_create(
        Grade(scale=scale, code=line.code, name=line.name, meaning=line.meaning, order=order)
        for order, line in enumerate(grades, start=1)
    )
    after = {"code": code, "scale_version": scale_version, "grades": [line.code for line in grades]}
    record(wording.SCALE_ENTERED, scale, by=by, after=after)
    return scale


def _chain(
    code: str, name: Translated, steps: Sequence[StepLine], by: Actor, source: str, basis: Basis | None = None
) -> Chain:
    refuse_if(cycle.chain_is_sound([str(line.outcome) for line in steps]))
    marked = {"basis": basis} if basis else {}
    chain = Chain.objects.create(code=code, name=name, source=source, **marked)
    kinds = {kind.code: kind for kind in Kind.objects.filter(code__in=[line.kind for line in steps if line.kind])}
    for order, line in enumerate(steps, start=1):
        # A kind that this installation does not have is found at no body: the step then counts at the body itself.
        is_known = line.where != Where.NEAREST or line.kind in kinds
        ChainStep.objects.create(
            chain=chain,
            order=order,
            outcome=line.outcome,
            name=line.name,
            capability=line.capability,
            where=line.where if is_known else Where.BODY,
            kind=kinds.get(line.kind),
        )
    told = [
        {"outcome": str(line.outcome), "capability": str(line.capability), "where": str(line.where)} for line in steps
    ]
    record(wording.CHAIN_ENTERED, chain, by=by, after={"code": code, "steps": told})
    return chain
