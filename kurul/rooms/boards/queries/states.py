"""How a meeting stood on a day, by the knowledge of a moment: as conditions for the database and for one meeting."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import Meeting, MeetingState

HELD = (MeetingState.HELD.value, MeetingState.MINUTED.value)
BEFORE = (MeetingState.PLANNED.value, MeetingState.INVITED.value)


def end_of(day: date) -> datetime:
    """The last moment before the next day begins in the government's time zone, as the first of the next day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def recorded(look: Look, actor: Actor) -> QuerySet[Meeting, Any]:
    """The meetings that were recorded by the moment and, where they lie ahead of the day, by that day."""
    rows = visible_to(Meeting.objects.all(), actor)
    if look.known_at is not None:
        rows = rows.filter(recorded_at__lte=look.known_at)
    return rows.filter(Q(day__lte=look.day) | Q(recorded_at__lt=end_of(look.day)))


def state_on(meeting: Meeting, look: Look, approved_on: date | None = None) -> MeetingState:
    """How the meeting stood on the day looked at, by the knowledge of the moment.

    What happened in it counts from its own day on; a cancellation from the day on which it was recorded.
    """
    state = meeting.state_at(look.known_at) or MeetingState.PLANNED
    cancelled_later = meeting.cancelled_at is not None and clock.day_of(meeting.cancelled_at) > look.day
    not_yet = state is not MeetingState.CANCELLED and meeting.day > look.day
    if not_yet or (state is MeetingState.CANCELLED and cancelled_later):
        invited = meeting.invited_at is not None and clock.day_of(meeting.invited_at) <= look.day
        return MeetingState.INVITED if invited else MeetingState.PLANNED
    if state is MeetingState.MINUTED and approved_on is not None and approved_on > look.day:
        return MeetingState.HELD
    return state


def held(look: Look) -> Q:
    """Condition: the meeting was held by the day, as known at the moment."""
    if look.known_at is None:
        return Q(state__in=HELD, day__lte=look.day)
    return Q(closed_at__lte=look.known_at, day__lte=look.day)


def ahead(look: Look) -> Q:
    """Condition: neither held nor cancelled on the day looked at."""
    cancelled = Q(cancelled_at__lt=end_of(look.day)) if look.known_at is None else Q(cancelled_at__lte=look.known_at)
    return ~(cancelled | held(look))
