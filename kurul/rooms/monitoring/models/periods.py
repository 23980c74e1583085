"""Monitoring periods of a plan, and who was reminded in them."""

from django.db import models
from django.db.models import F, Q

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.moment import write_moment
from kurul.kernel.translated import TranslatedField
from kurul.rooms.monitoring.models.arrangements import Chain, Scale


class MonitoringPeriod(Marked):
    """A span of time of a plan on which every responsible body reports. A day that is null was not published."""

    plan = models.ForeignKey("strategy.Plan", on_delete=models.PROTECT, related_name="monitoring_periods")
    number = models.PositiveIntegerField()  # their order within the plan
    code = models.CharField(max_length=60)
    name = TranslatedField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)  # included
    due = models.DateField(null=True, blank=True)  # the last day on which a report is in time
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="monitoring_periods")
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=write_moment, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "number")
        constraints = [
            models.UniqueConstraint(fields=("plan", "code"), name="monitoring_period_code"),
            models.UniqueConstraint(fields=("plan", "number"), name="monitoring_period_number"),
            models.CheckConstraint(
                name="monitoring_period_days_ordered",
                condition=(
                    (Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(first_day__lte=F("last_day")))
                    & (Q(last_day__isnull=True) | Q(due__isnull=True) | Q(last_day__lte=F("due")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Reminder(models.Model):
    """A body was reminded of the reports that it owed in a period at that moment."""

    period = models.ForeignKey(MonitoringPeriod, on_delete=models.PROTECT, related_name="reminders")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    owing = models.PositiveIntegerField()  # how many reports had not been handed in
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    by = models.CharField(max_length=80)  # as the log names the actor

    class Meta:
        ordering = ("period", "recorded_at", "pk")
