"""How things stand, in words: every status has a word, an icon and a step of the one scale that gives it its colour.

Rooms register their own words at start-up: `register_status("positions.vacant", _("Vacant"), Step.LATE)`.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import Text


class Step(StrEnum):
    """The five steps of the scale, and neutral for a stage that is neither good nor bad."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    DONE = "done"
    NOT_KNOWN = "not_known"
    NEUTRAL = "neutral"


_ICONS = {
    Step.ON_TRACK: "step-on-track",
    Step.AT_RISK: "step-at-risk",
    Step.LATE: "step-late",
    Step.DONE: "step-done",
    Step.NOT_KNOWN: "step-not-known",
    Step.NEUTRAL: "step-neutral",
}


@dataclass(frozen=True)
class Status:
    """One status as it is shown."""

    code: str
    label: Text
    step: Step
    icon: str


_statuses: dict[str, Status] = {}


def register_status(code: str, label: Text, step: Step, *, icon: str = "") -> Status:
    """Make a status known; the icon is that of its step unless another one is named. Raises for a code taken twice."""
    made = Status(code, label, step, icon or _ICONS[step])
    if _statuses.setdefault(code, made) != made:
        raise ValueError(f"The status {code} is registered twice.")
    return made


def status_of(code: str) -> Status:
    """The status of a code; a code that nobody registered is a programming error (KeyError)."""
    return _statuses[code]


register_status("on_track", _("On track"), Step.ON_TRACK)
register_status("at_risk", _("At risk"), Step.AT_RISK)
register_status("late", _("Late"), Step.LATE)
register_status("done", _("Done"), Step.DONE)
register_status("not_known", _("Not known"), Step.NOT_KNOWN)
register_status("draft", _("Draft"), Step.NEUTRAL, icon="draft")
register_status("submitted", _("Submitted"), Step.NEUTRAL, icon="submitted")
register_status("returned", _("Returned"), Step.AT_RISK, icon="returned")
register_status("accepted", _("Accepted"), Step.DONE)
register_status("cancelled", _("Cancelled"), Step.NEUTRAL, icon="cancelled")
register_status("restricted", _("Restricted"), Step.NEUTRAL, icon="restricted")
