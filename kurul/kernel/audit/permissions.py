"""Who may read the log as a whole, and who may erase personal values from it."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, READ_AUDIT, capabilities, capability

ERASE = capability("audit.erase", _("Erase personal values from the history"), roles=[ADMINISTRATOR])


def can_read_log(by: Actor) -> Decision:
    """Read the whole log, and verify it."""
    return by.may(READ_AUDIT)


def can_erase(by: Actor) -> Decision:
    """Erase the personal values of somebody."""
    return by.may(ERASE)


def audiences_of(actor: Actor) -> list[str]:
    """The audiences that the actor belongs to: everybody's, and those of the capabilities held anywhere."""
    return ["", *(code for code in capabilities() if actor.holds(code))]
