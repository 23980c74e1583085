"""Who may read and change bodies and units. The registry is public; entering it takes a capability."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, REGISTRY_CLERK, capability
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.identity.visibility import gate
from kurul.kernel.wording import Text
from kurul.rooms.organisations.models import (
    Affiliation,
    Classification,
    Existence,
    Identifier,
    Kind,
    Level,
    Name,
    Organisation,
    Placement,
)

KEEP_REGISTRY = capability(
    "organisations.keep_registry", _("Keep the registry of bodies and units"), roles=(REGISTRY_CLERK, ADMINISTRATOR)
)

SCOPE = "organisation"
REASON: Text = _("keeping the registry of bodies is not among your rights here.")


@gate(Organisation, Existence, Name, Classification, Placement, Affiliation, Identifier, Kind, Level)
def registry_is_public(queryset: Any, _actor: Actor) -> Any:
    """Which bodies exist is public."""
    return queryset


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
