"""Takes personal values out of the log and leaves the chain whole, for the events hold only commitments to them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kurul.kernel.actions import record, require, writes
from kurul.kernel.audit import rules
from kurul.kernel.audit.models import EventSubject, PersonalValue
from kurul.kernel.audit.permissions import can_erase
from kurul.kernel.audit.wording import PERSONAL_VALUES_ERASED
from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.refusals import refuse_if


@dataclass(frozen=True)
class Erased:
    """How many values were erased, from how many events."""

    values: int
    events: int


def personal_values_of(ref: Ref) -> "QuerySet[PersonalValue]":
    """The personal values in all events whose subject is `ref` or that are about it."""
    events = EventSubject.objects.filter(ref=str(ref)).values("event_id")
    return PersonalValue.objects.filter(event_id__in=events)


@writes
def erase_personal_values(*, of: Ref, reason: str, by: Actor) -> Erased:
    """Erase all personal values from the history of a person or another record, for ever.

    An event that is about two persons loses the values of both. Refuses without a reason and when there is nothing.
    """
    require(can_erase(by))
    values = personal_values_of(of)
    events = values.values("event_id").distinct().count()
    refuse_if(rules.reason_given(reason), rules.something_to_erase(events))
    count, _by_model = values.delete()
    record(PERSONAL_VALUES_ERASED, of, by=by, after={"values": count, "events": events}, reason=reason)
    return Erased(count, events)
