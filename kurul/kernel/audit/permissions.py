"""Who may read the log as a whole, and who may erase personal values from it."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, READ_AUDIT, capabilities, capability
from kurul.kernel.identity.scopes import Scope

ERASE = capability("audit.erase", _("Erase personal values from the history"), roles=[ADMINISTRATOR])


def can_read_log(by: Actor) -> Decision:
    """Read the whole log, and verify it."""
    return by.may(READ_AUDIT)


def can_erase(by: Actor) -> Decision:
    """Erase the personal values of somebody."""
    return by.may(ERASE)


def audiences_of(actor: Actor, *scopes: Scope) -> list[str]:
    """The audiences that the actor belongs to: everybody's, and those of the capabilities held in one of the scopes.

    Pass the scopes of the record that is read, as to `Actor.may`; without any, a right for the whole government counts.
    """
    return ["", *(code for code in capabilities() if actor.may(code, *scopes))]
