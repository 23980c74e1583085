"""Who may read and change posts and appointments. Who holds which public post is public; entering it takes a right."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import ALLOWED, Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, REGISTRY_CLERK, capability
from kurul.kernel.identity.visibility import gate
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.positions.models import (
    Appointment,
    Completeness,
    Delegation,
    EquivalenceException,
    EquivalenceFunction,
    EquivalenceRule,
    EquivalenceTerms,
    Function,
    PortfolioEntry,
    Post,
    PostExistence,
    PostIdentifier,
    PostKind,
    PostPlacement,
    PostRole,
    PostTerms,
    PostTitle,
    Power,
    PowerHeld,
    ReportingLine,
)

KEEP_POSTS = capability(
    "positions.keep_posts", _("Keep posts and their portfolios"), roles=(REGISTRY_CLERK, ADMINISTRATOR)
)
APPOINT = capability("positions.appoint", _("Record appointments to posts"), roles=(REGISTRY_CLERK, ADMINISTRATOR))
DELEGATE = capability(
    "positions.delegate", _("Record what posts have delegated"), roles=(REGISTRY_CLERK, ADMINISTRATOR)
)
KEEP_RULES = capability(
    "positions.keep_rules", _("Keep the rules by which posts count and give rights"), roles=(ADMINISTRATOR,)
)


@gate(
    Post, PostExistence, PostTitle, PostPlacement, PostIdentifier, PostTerms, PortfolioEntry, Appointment, Completeness,
    PostKind, Function,
    EquivalenceRule, EquivalenceTerms, EquivalenceFunction, EquivalenceException, PostRole, ReportingLine, Power,
    PowerHeld, Delegation,
)  # fmt: skip
def posts_are_public(queryset: Any, actor: Actor) -> Any:
    """Which posts there are, who holds them, why they count and what they may decide is public."""
    return queryset


def can_keep_posts(by: Actor, organisation_and_above: Iterable[int]) -> Decision:
    """May establish and change posts of this organisation: a right here, above it, or for the whole government."""
    return by.may(KEEP_POSTS, *(scope_of(number) for number in organisation_and_above))


def can_appoint(by: Actor, organisation_and_above: Iterable[int]) -> Decision:
    """May record who holds posts of this organisation: a right here, above it, or for the whole government."""
    return by.may(APPOINT, *(scope_of(number) for number in organisation_and_above))


def can_delegate(by: Actor, organisation_and_above: Iterable[int], *, is_own_post: bool) -> Decision:
    """May delegate a power of a post: whoever is in it, or a right here, above it, or for the whole government."""
    return ALLOWED if is_own_post else by.may(DELEGATE, *(scope_of(number) for number in organisation_and_above))


def can_keep_rules(by: Actor) -> Decision:
    """May say by which rule posts count, which role follows and who holds which power: only for the government."""
    return by.may(KEEP_RULES)
