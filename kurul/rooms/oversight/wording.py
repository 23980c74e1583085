"""What the Desk says."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import Text, sentences
from kurul.rooms.boards import public as boards
from kurul.rooms.monitoring import public as monitoring
from kurul.rooms.positions import public as positions

sentences(
    "oversight",
    {
        "oversight.days_turned": _("The first day lies after the second. Swap the two days."),
        "oversight.no_such_group": _("There is no kind of change “%(group)s”. Leave it out to see all."),
    },
)

DECISION = pgettext_lazy("one record", "Decision")
MEETING = pgettext_lazy("one record", "Meeting")
MEET_BY = _("Has to meet by")
SEAT = _("CIO seat")
PERIOD = _("Monitoring period")

NOT_HANDED_IN_BY_THE_DEADLINE = _(
    "The deadline of the period has passed, and these reports were not handed in by then."
)
DAY_PASSED_UNHELD = _("Its day has passed, and it was neither opened nor cancelled.")
MEETING_TO_COME = _("It is planned for this day and has not been opened yet.")


def why_it_waits(step: Text) -> str:
    """Why a report stands on the Desk: whose step it has come to, in the active language."""
    return gettext("The report has come to the step “%(step)s”, and taking it is among your rights.") % {"step": step}


def why_a_decision_is_open(*, is_past: bool) -> Text:
    """Why a decision stands on the Desk: what its addressees have not reported yet."""
    if is_past:
        return _("Its due day has passed, and not every addressee has reported that it is carried out.")
    return _("Not every addressee has reported yet that it is carried out.")


def why_it_has_to_meet(months: int) -> str:
    """The duty behind a day by which a board has to meet: its interval, in the active language."""
    words = ngettext(
        "The board has to meet within %(months)d month of its last meeting.",
        "The board has to meet within %(months)d months of its last meeting.",
        months,
    )
    return words % {"months": months}


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
