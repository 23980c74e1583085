"""What this room makes known to the kernel when the program starts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.web import navigation


def register() -> None:
    """The Desk stands first in the navigation; what changed is where one looks whether it really happens."""
    navigation.register("oversight", _("What changed"), "organisations:differences", order=20)
    navigation.register("desk", pgettext_lazy("navigation", "Desk"), "oversight:desk", order=1)
