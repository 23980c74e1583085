"""Meetings: their days, agenda, attendance and minutes.

A meeting is an event, not a statement that holds for a time: it keeps its present state and the moments at which each
step was recorded, so that a page can also show it as it was known at an earlier moment.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.provenance import Marked
from kurul.kernel.references import RefField
from kurul.kernel.temporal.moment import write_moment
from kurul.kernel.translated import TranslatedField
from kurul.rooms.boards.models.charters import Board


class MeetingState(models.TextChoices):
    """The stages of a meeting."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    INVITED = "invited", pgettext_lazy("meeting", "Invited")
    OPEN = "open", pgettext_lazy("meeting", "In session")
    HELD = "held", pgettext_lazy("meeting", "Held")
    MINUTED = "minuted", pgettext_lazy("meeting", "Minutes approved")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class Meeting(Marked):
    """A meeting of a board."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()  # counts the meetings of the board that are recorded here
    day = models.DateField()
    starts = models.TimeField(null=True, blank=True)  # in the government's time zone; null: not fixed or not known
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED)
    cancelled_because = models.TextField(blank=True)
    seats_counted = models.PositiveSmallIntegerField(null=True, blank=True)  # that a quorum counted when it was closed
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    invited_at = models.DateTimeField(null=True, default=None)
    opened_at = models.DateTimeField(null=True, default=None)
    closed_at = models.DateTimeField(null=True, default=None)
    minuted_at = models.DateTimeField(null=True, default=None)
    cancelled_at = models.DateTimeField(null=True, default=None)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("day", "pk")
        indexes = [models.Index(fields=("board", "day")), models.Index(fields=("day",))]
        constraints = [
            models.UniqueConstraint(fields=("board", "number"), name="boards_meeting_number"),
            models.UniqueConstraint(
                fields=("board", "day"),
                condition=~Q(state=MeetingState.CANCELLED.value),
                name="boards_meeting_one_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.pk}"

    def state_at(self, moment: datetime | None) -> MeetingState | None:
        """The state as it was recorded at the moment (None: now); None when the meeting was not yet recorded."""
        if moment is None:
            return MeetingState(self.state)
        steps = (
            (self.cancelled_at, MeetingState.CANCELLED),
            (self.minuted_at, MeetingState.MINUTED),
            (self.closed_at, MeetingState.HELD),
            (self.opened_at, MeetingState.OPEN),
            (self.invited_at, MeetingState.INVITED),
            (self.recorded_at, MeetingState.PLANNED),
        )
        return next((state for at, state in steps if at is not None and at <= moment), None)


class ItemKind(models.TextChoices):
    """What an item is on the agenda for."""

    INFORMATION = "information", _("For information")
    DISCUSSION = "discussion", _("For discussion")
    DECISION = "decision", _("For decision")
    FOLLOW_UP = "follow_up", _("Follow-up")


class AgendaItem(Marked):
    """An item of the agenda. Of a restricted one only its number is public."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    title = TranslatedField()
    kind = models.CharField(max_length=12, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    subject: Any = RefField(blank=True, default="")  # a Ref, or None
    note = TranslatedField()
    is_restricted = models.BooleanField(default=False)
    # By which contributed proposal it came; an item that was dropped stays, so that it does not come again by itself.
    contributed_key = models.CharField(max_length=120, blank=True)
    is_dropped = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=write_moment, editable=False)

    class Meta:
        ordering = ("meeting", "order", "pk")
        indexes = [models.Index(fields=("subject",))]
        constraints = [
            models.UniqueConstraint(
                fields=("meeting", "contributed_key"),
                condition=~Q(contributed_key=""),
                name="boards_item_contributed_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Presence(models.TextChoices):
    """Whether anybody came for a seat."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")


class AttendanceCapacity(models.TextChoices):
    """As what somebody speaks for a seat."""

    HOLDER = "holder", pgettext_lazy("attendance", "Holder")
    ACTING = "acting", pgettext_lazy("attendance", "Acting")
    SUBSTITUTE = "substitute", pgettext_lazy("attendance", "Substitute")


class Attendance(Marked):
    """Who came to a meeting for a seat, that is on behalf of a post."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    post = models.ForeignKey("positions.Post", on_delete=models.PROTECT, related_name="+")
    # What the seat was called when this was recorded: minutes do not change with a later correction.
    post_title = TranslatedField()
    body_name = TranslatedField()
    role = models.CharField(max_length=12)  # of the seat on that day, as in `Role`
    presence = models.CharField(max_length=12, choices=Presence.choices)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=12, choices=AttendanceCapacity.choices, blank=True)
    in_place_of = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("meeting", "pk")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "post"), name="boards_attendance_once_per_seat"),
            models.CheckConstraint(
                name="boards_attendance_present_is_somebody",
                condition=(Q(presence=Presence.PRESENT.value, person__isnull=False) & ~Q(capacity=""))
                | (~Q(presence=Presence.PRESENT.value) & Q(person__isnull=True, capacity="")),
            ),
            models.CheckConstraint(
                name="boards_attendance_substitute_for_somebody",
                condition=Q(capacity=AttendanceCapacity.SUBSTITUTE.value, in_place_of__isnull=False)
                & ~Q(in_place_of=F("person"))
                | ~Q(capacity=AttendanceCapacity.SUBSTITUTE.value) & Q(in_place_of__isnull=True),
            ),
        ]


class Minutes(Marked):
    """The minutes of a meeting: a draft until they are approved, then closed for good."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    approved_on = models.DateField(null=True, default=None)
    approved_head = models.CharField(max_length=90, blank=True)  # number and digest of the log's last event before
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="boards_minutes_approved_with_head",
                condition=Q(approved_on__isnull=True, approved_head="")
                | (Q(approved_on__isnull=False) & ~Q(approved_head="")),
            ),
        ]

    @property
    def is_approved(self) -> bool:
        """Whether they are closed."""
        return self.approved_on is not None


class MinutesText(models.Model):
    """What the minutes say to one item of the agenda, or (no item) about the meeting as a whole."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = TranslatedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("minutes", "item"), name="boards_minutes_text_once_per_item"),
            models.UniqueConstraint(
                fields=("minutes",), condition=Q(item__isnull=True), name="boards_minutes_text_once_in_general"
            ),
        ]
