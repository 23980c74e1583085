"""What people read about the log itself."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.wording import event, sentences

PERSONAL_VALUES_ERASED = event("audit.personal_values_erased", _("%(by)s erased personal values from the history"))

# What stands in place of a personal value that was erased, or that the reader is not shown.
ERASED = _("erased")
WITHHELD = _("not shown")
# Who did it, when it is no account or one whose name the reader is not shown.
OFFICIAL = _("An official")
OPERATOR = _("The operator")
NOBODY = _("Somebody who was not signed in")
SYSTEM = _("The system ({name})")
# The parts of the program that write of themselves (`Actor.system`), as people call them.
PARTS = {"demonstration": pgettext_lazy("part of the system", "demonstration")}

sentences(
    "audit",
    {
        "audit.reason_given": _("Give the reason for the erasure: it stays in the log in place of the values."),
        "audit.something_to_erase": _("The history of this record holds no personal values."),
    },
)
