"""Who may read and change instruments. Law is public; entering it takes a capability."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, REGISTRY_CLERK, capability
from kurul.kernel.identity.visibility import gate
from kurul.rooms.law.models import (
    Citation,
    FormerEntry,
    Instrument,
    InstrumentKind,
    Provision,
    ProvisionKind,
    ProvisionWording,
    Relation,
)

KEEP_INSTRUMENTS = capability(
    "law.keep_instruments", _("Keep the register of legal instruments"), roles=(REGISTRY_CLERK, ADMINISTRATOR)
)


@gate(Instrument, InstrumentKind, FormerEntry, Provision, ProvisionKind, ProvisionWording, Relation, Citation)
def law_is_public(queryset: Any, _actor: Actor) -> Any:
    """On what the institutions rest is public, and so is what was held of it before."""
    return queryset


def can_keep(by: Actor) -> Decision:
    """May enter and correct instruments, provisions, relations, citations, kinds: a right for the whole government."""
    return by.may(KEEP_INSTRUMENTS)
