"""Who may report, take the steps of a chain, coordinate, and read what is not accepted yet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import (
    ADMINISTRATOR,
    AUDITOR,
    CIO,
    REPORTER,
    SECRETARIAT,
    STRATEGY_OFFICER,
    Capability,
    capability,
)
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.identity.visibility import gate
from kurul.kernel.temporal.look import Look
from kurul.rooms.monitoring import models
from kurul.rooms.monitoring.models import State
from kurul.rooms.organisations.public import SCOPE, scope_of, within
from kurul.rooms.strategy.public import coordinated_by

REPORT = capability("monitoring.report", _("Write and hand in reports"), roles=(REPORTER,))
CONSOLIDATE = capability(
    "monitoring.consolidate", _("Consolidate the reports of one's institution"), roles=(STRATEGY_OFFICER,)
)
APPROVE = capability("monitoring.approve", _("Approve the reports of one's institution"), roles=(CIO,))
COORDINATE = capability(
    "monitoring.coordinate",
    _("Open and close monitoring periods; accept, return and rate reports"),
    roles=(SECRETARIAT,),
)
READ_UNACCEPTED = capability("monitoring.read_unaccepted", _("Read reports before they are accepted"), roles=(AUDITOR,))
ARRANGE = capability(
    "monitoring.arrange", _("Keep scales of ratings and chains of approval"), roles=(SECRETARIAT, ADMINISTRATOR)
)
OF_THE_BODY = (REPORT, CONSOLIDATE, APPROVE)  # whoever holds one of them at a body reads its drafts
TAKES_STEPS = (*OF_THE_BODY, COORDINATE)


@gate(models.Scale, models.Grade, models.Chain, models.ChainStep, models.MonitoringPeriod)
def arrangements_are_public(queryset: Any, _actor: Actor) -> Any:
    """How and when is reported is public."""
    return queryset


@gate(models.Report)
def seen_reports(queryset: Any, actor: Actor) -> Any:
    """Accepted reports are public; before, the reporting body's people, the coordinator and auditors see them."""
    return queryset.filter(Q(state=State.ACCEPTED) | _inside(actor))


@gate(models.Transition)
def seen_transitions(queryset: Any, actor: Actor) -> Any:
    """The steps that a report took are seen by whoever saw it take them; that it was accepted is public."""
    return queryset.filter(Q(state=State.ACCEPTED) | _inside(actor, "report__"))


@gate(models.Rating)
def seen_ratings(queryset: Any, actor: Actor) -> Any:
    """What the reviewer thinks of an accepted report is public."""
    return queryset.filter(Q(report__state=State.ACCEPTED) | _inside(actor, "report__"))


@gate(models.Entry)
def seen_entries(queryset: Any, actor: Actor) -> Any:
    """What was accepted is public; what was handed in is read by those who see the report; drafts by the body alone."""
    return queryset.filter(_readable(actor))


@gate(models.IndicatorValue, models.EvidenceLink)
def seen_with_entry(queryset: Any, actor: Actor) -> Any:
    """What belongs to an entry is seen with it."""
    return queryset.filter(entry__in=models.Entry.objects.filter(_readable(actor)))


@gate(models.Reminder)
def seen_reminders(queryset: Any, actor: Actor) -> Any:
    """Who was reminded is known to that body, the coordinator and auditors."""
    return queryset.filter(_of_bodies(actor, OF_THE_BODY) | _of_plans(actor, "period__") | _of_auditors(actor))


def _readable(actor: Actor) -> Q:
    taken = models.Transition.objects.filter(entry=OuterRef("pk"))
    accepted = Q(Exists(taken.filter(state=State.ACCEPTED)))
    handed_in = Q(Exists(taken)) & _inside(actor, "report__")
    return accepted | handed_in | _of_bodies(actor, OF_THE_BODY, "report__")


def _inside(actor: Actor, path: str = "") -> Q:
    """Condition: the report at `path` is one that the actor follows, accepted or not."""
    return _of_bodies(actor, OF_THE_BODY, path) | _of_plans(actor, f"{path}period__") | _of_auditors(actor, path)


def _of_auditors(actor: Actor, path: str = "") -> Q:
    return _of_bodies(actor, (READ_UNACCEPTED,), path)


def _of_bodies(actor: Actor, held: Iterable[Capability], path: str = "") -> Q:
    scopes = {scope for one in held for scope in actor.scopes_for(one)}
    if GOVERNMENT in scopes:
        return Q(pk__isnull=False)
    bodies = {scope.id for scope in scopes if scope.kind == SCOPE and scope.id is not None}
    return Q(**{f"{path}organisation_id__in": within(bodies, Look.today())})


def _of_plans(actor: Actor, path: str) -> Q:
    scopes = actor.scopes_for(COORDINATE)
    if GOVERNMENT in scopes:
        return Q(pk__isnull=False)
    bodies = {scope.id for scope in scopes if scope.kind == SCOPE and scope.id is not None}
    return Q(**{f"{path}plan_id__in": coordinated_by(bodies, Look.today())})


def can_coordinate(by: Actor, coordinator_and_above: Iterable[int]) -> Decision:
    """May open and close periods of a plan: a right at its coordinator, above it, or for the whole government."""
    return by.may(COORDINATE, *(scope_of(number) for number in coordinator_and_above))


def can_take(by: Actor, needed: str, bodies: Iterable[int]) -> Decision:
    """May take a step of a chain: the right that the step names, held at one of the bodies that would do."""
    return by.may(needed, *(scope_of(number) for number in bodies))


def can_arrange(by: Actor) -> Decision:
    """May enter scales and chains: only for the whole government."""
    return by.may(ARRANGE)


def is_of_the_body(by: Actor, body_and_above: Iterable[int]) -> bool:
    """Whether the actor is one of the reporting body's own people, who read its drafts."""
    scopes = [scope_of(number) for number in body_and_above]
    return any(by.may(one, *scopes).allowed for one in OF_THE_BODY)


def follows(by: Actor, body_and_above: Iterable[int], coordinator_and_above: Iterable[int]) -> bool:
    """Whether the actor sees how a report goes through its chain, and not only that it was accepted."""
    scopes = [scope_of(number) for number in body_and_above]
    return (
        any(by.may(one, *scopes).allowed for one in (*OF_THE_BODY, READ_UNACCEPTED))
        or can_coordinate(by, coordinator_and_above).allowed
    )
