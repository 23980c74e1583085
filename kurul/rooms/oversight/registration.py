"""What this room makes known to the kernel when the program starts."""

from django.utils.translation import pgettext_lazy

from kurul.kernel.web import navigation


def register() -> None:
    """The Desk stands first in the navigation."""
    navigation.register("desk", pgettext_lazy("navigation", "Desk"), "oversight:desk", order=1)
