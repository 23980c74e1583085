"""What the Desk says."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kurul.rooms.boards import public as boards
from kurul.rooms.positions import public as positions

DECISION = pgettext_lazy("one record", "Decision")
MEETING = pgettext_lazy("one record", "Meeting")
MEET_BY = _("Has to meet by")
SEAT = _("CIO seat")

# The kinds of events that "since your last visit" tells of.
TOLD = (
    boards.DECIDED.code,
    boards.MEETING_PLANNED.code,
    boards.MINUTES_APPROVED.code,
    positions.APPOINTED.code,
    positions.APPOINTMENT_ENDED.code,
)


def told(happened: Mapping[str, int]) -> list[str]:
    """What happened, as parts of one sentence, in the active language: "2 decisions", "1 post vacated"."""
    said = {
        boards.DECIDED.code: lambda n: ngettext("%(n)d decision", "%(n)d decisions", n),
        boards.MEETING_PLANNED.code: lambda n: ngettext("%(n)d meeting planned", "%(n)d meetings planned", n),
        boards.MINUTES_APPROVED.code: lambda n: ngettext("%(n)d minutes approved", "%(n)d minutes approved", n),
        positions.APPOINTED.code: lambda n: ngettext("%(n)d appointment", "%(n)d appointments", n),
        positions.APPOINTMENT_ENDED.code: lambda n: ngettext("%(n)d post vacated", "%(n)d posts vacated", n),
    }
    return [said[kind](happened[kind]) % {"n": happened[kind]} for kind in TOLD if happened.get(kind)]
