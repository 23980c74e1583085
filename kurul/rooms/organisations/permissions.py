"""Who may read and change bodies and units. The registry is public; entering it takes a capability."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_cte import CTE, with_cte

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, REGISTRY_CLERK, capability
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.identity.visibility import gate
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import Text
from kurul.rooms.organisations.models import (
    PUBLIC_STATES,
    Affiliation,
    ChangeEvent,
    ChangePart,
    Classification,
    Completeness,
    Existence,
    Identifier,
    Kind,
    KindGroup,
    Level,
    Name,
    Organisation,
    Placement,
    Reorganisation,
    ReorganisationStep,
    Scheme,
    UnitRule,
)

KEEP_REGISTRY = capability(
    "organisations.keep_registry", _("Keep the registry of bodies and units"), roles=(REGISTRY_CLERK, ADMINISTRATOR)
)

SCOPE = "organisation"
REASON: Text = _("keeping the registry of bodies is not among your rights here.")


@gate(
    Organisation,
    Existence,
    Name,
    Classification,
    Placement,
    Affiliation,
    Identifier,
    Completeness,
    ChangeEvent,
    ChangePart,
    Kind,
    KindGroup,
    Level,
    Scheme,
    UnitRule,
)
def registry_is_public(queryset: Any, _actor: Actor) -> Any:
    """Which bodies exist is public."""
    return queryset


@gate(Reorganisation)
def drafts_are_the_clerks(reorganisations: Any, actor: Actor) -> Any:
    """What was applied is public. A draft, and what was withdrawn, is seen by who keeps the registry there."""
    return reorganisations.filter(Q(state__in=PUBLIC_STATES) | _where_kept(actor, "under"))


@gate(ReorganisationStep)
def steps_follow_their_reorganisation(steps: Any, actor: Actor) -> Any:
    """As the reorganisation that they belong to."""
    return steps.filter(Q(reorganisation__state__in=PUBLIC_STATES) | _where_kept(actor, "reorganisation__under"))


def _where_kept(actor: Actor, under: str) -> Q:
    """Condition: the actor keeps the registry of the body that `under` leads to; of none, that of the government."""
    scopes = actor.scopes_for(KEEP_REGISTRY)
    if GOVERNMENT in scopes:
        return Q(pk__isnull=False)  # an empty condition would be swallowed by the one that it is joined to
    roots = {scope.id for scope in scopes if scope.kind == SCOPE and scope.id is not None}
    return Q(**{f"{under}__in": _below(roots, Look.today())}) if roots else Q(pk__in=())


def _below(roots: set[int], look: Look) -> set[int]:
    """The bodies with a right and what stands below them: one query, here because a gate stands below the queries."""
    links = Placement.objects.as_of(look.day, look.known_at)

    def below(cte: CTE) -> object:
        first = links.filter(parent_id__in=roots).values(node=F("organisation_id"))
        return first.union(cte.join(links, parent_id=cte.col.node).values(node=F("organisation_id")))

    cte = CTE.recursive(below)
    return {*roots, *with_cte(cte, select=cte.queryset()).values_list("node", flat=True)}


def scope_of(organisation_id: int) -> Scope:
    """The scope that stands for one body and what lies below it."""
    return Scope(SCOPE, organisation_id)


def can_keep(by: Actor, organisation_and_above: Iterable[int]) -> Decision:
    """May enter and change this body: a right here, above it, or for the whole government."""
    return by.may(KEEP_REGISTRY, *(scope_of(number) for number in organisation_and_above))


def can_found(by: Actor, parent_and_above: Iterable[int]) -> Decision:
    """May enter a new body under this parent; without a parent it takes a right for the whole government."""
    scopes = [scope_of(number) for number in parent_and_above]
    return by.may(KEEP_REGISTRY, *(scopes or [GOVERNMENT]))
