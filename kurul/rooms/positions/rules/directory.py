"""What may stand in a published directory of leaders."""

from collections.abc import Iterator, Mapping
from typing import Any

from kurul.kernel.rules import Finding, rule

OMB = "OMB: Bureau IT Leadership Directory Schema version 1.0 (M-15-14, FITARA)"
_NEEDED = (
    "bureauCode", "firstName", "lastName", "employmentType", "typeOfAppointment", "evaluationRatingOfficialTitle",
    "keyBureauCIO",
)  # fmt: skip
_CHOICES = {
    "employmentType": ("GS", "SES", "SL", "ST", "EJ", "EK", "Other"),
    "typeOfAppointment": ("career", "political"),
    "keyBureauCIO": ("Yes", "No"),
}
_LONGEST = {"firstName": 50, "lastName": 50}
_TEXTS = ("employmentTypeOther", "otherResponsibilities", "evaluationReviewingOfficialTitle")


@rule("positions.leader_incomplete", source=OMB)
@rule("positions.leader_not_fitting", source=OMB)
def is_a_leader(said: Mapping[str, Any]) -> Iterator[Finding]:
    """A leader is named with bureau (two digits), name, employment, appointment, rating official, and whether key."""
    for name in _NEEDED:
        if not isinstance(said.get(name), str) or not said[name]:
            yield Finding("positions.leader_incomplete", name, {"field": name})
    for name, choices in _CHOICES.items():
        if said.get(name) and said[name] not in choices:
            yield Finding("positions.leader_not_fitting", name, {"field": name, "text": said[name]})
    code = said.get("bureauCode")
    if isinstance(code, str) and code and not (len(code) == 2 and code.isascii() and code.isdigit()):
        yield Finding("positions.leader_not_fitting", "bureauCode", {"field": "bureauCode", "text": code})
    for name in (*_NEEDED, *_TEXTS):
        text = said.get(name)
        if isinstance(text, str) and len(text) > _LONGEST.get(name, 500):
            yield Finding("positions.leader_not_fitting", name, {"field": name, "text": text[:60]})
        elif text is not None and not isinstance(text, str):
            yield Finding("positions.leader_not_fitting", name, {"field": name, "text": str(text)[:60]})
