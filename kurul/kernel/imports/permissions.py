"""Who may import registers, and see what was imported."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor, Decision
from kurul.kernel.identity.capabilities import ADMINISTRATOR, REGISTRY_CLERK, capability
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.identity.visibility import gate
from kurul.kernel.imports.models import ImportRun

IMPORT = capability("imports.import", _("Import registers and undo imports"), roles=[REGISTRY_CLERK, ADMINISTRATOR])


@gate(ImportRun)
def only_who_may_import(queryset: Any, actor: Actor) -> Any:
    """Imports are seen by those who may import; what they brought in is seen as everything else."""
    return queryset if can_import(actor) else queryset.none()


def can_import(by: Actor) -> Decision:
    """May import, and take imports back: a right for the whole government."""
    return by.may(IMPORT, GOVERNMENT)
