"""What the Desk says."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kurul.rooms.boards import public as boards
from kurul.rooms.monitoring import public as monitoring
from kurul.rooms.positions import public as positions

DECISION = pgettext_lazy("one record", "Decision")
MEETING = pgettext_lazy("one record", "Meeting")
MEET_BY = _("Has to meet by")
SEAT = _("CIO seat")
PERIOD = _("Monitoring period")


def not_handed_in(count: int) -> str:
    """How many reports are missing, in the active language."""
    return ngettext("%(count)d report not handed in", "%(count)d reports not handed in", count) % {"count": count}


# The kinds of events that "since your last visit" tells of.
TOLD = (
    boards.DECIDED.code,
    boards.MEETING_PLANNED.code,
    boards.MINUTES_APPROVED.code,
    positions.APPOINTED.code,
    positions.APPOINTMENT_ENDED.code,
    monitoring.PERIOD_OPENED.code,
    monitoring.SUBMITTED.code,
    monitoring.RETURNED.code,
    monitoring.ACCEPTED.code,
)


def told(happened: Mapping[str, int]) -> list[str]:
    """What happened, as parts of one sentence, in the active language: "2 decisions", "1 post vacated"."""
    said = {
        boards.DECIDED.code: lambda n: ngettext("%(n)d decision", "%(n)d decisions", n),
        boards.MEETING_PLANNED.code: lambda n: ngettext("%(n)d meeting planned", "%(n)d meetings planned", n),
        boards.MINUTES_APPROVED.code: lambda n: ngettext("%(n)d minutes approved", "%(n)d minutes approved", n),
        positions.APPOINTED.code: lambda n: ngettext("%(n)d appointment", "%(n)d appointments", n),
        positions.APPOINTMENT_ENDED.code: lambda n: ngettext("%(n)d post vacated", "%(n)d posts vacated", n),
        monitoring.PERIOD_OPENED.code: lambda n: ngettext("%(n)d period opened", "%(n)d periods opened", n),
        monitoring.SUBMITTED.code: lambda n: ngettext("%(n)d report submitted", "%(n)d reports submitted", n),
        monitoring.RETURNED.code: lambda n: ngettext("%(n)d report returned", "%(n)d reports returned", n),
        monitoring.ACCEPTED.code: lambda n: ngettext("%(n)d report accepted", "%(n)d reports accepted", n),
    }
    return [said[kind](happened[kind]) % {"n": happened[kind]} for kind in TOLD if happened.get(kind)]
