"""Reports. What they say and what happened to them is only ever added: the latest row is the present one."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.moment import write_moment
from kurul.rooms.monitoring.models.arrangements import Grade
from kurul.rooms.monitoring.models.periods import MonitoringPeriod

# Fifteen digits: what SQLite, which keeps numbers as binary floating point, gives back exactly as it was stored.
EXACT: dict[str, Any] = {"max_digits": 15, "decimal_places": 4}
TEXT_LENGTH = 20_000


class State(models.TextChoices):
    """Where a report is. Which of them a chain has is its own matter; the first and the last are in all."""

    EXPECTED = "expected", pgettext_lazy("report", "Expected")
    DRAFT = "draft", pgettext_lazy("report", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "Submitted")
    CONSOLIDATED = "consolidated", pgettext_lazy("report", "Consolidated")
    APPROVED = "approved", pgettext_lazy("report", "Approved")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")
    RETURNED = "returned", pgettext_lazy("report", "Returned")


class Report(Marked):
    """What a responsible body owes on an action in a period, and where it is."""

    period = models.ForeignKey(MonitoringPeriod, on_delete=models.PROTECT, related_name="reports")
    element = models.ForeignKey("strategy.Element", on_delete=models.PROTECT, related_name="monitoring_reports")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="monitoring_reports"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.EXPECTED)
    next_step = models.PositiveIntegerField(null=True, default=1)  # order in the chain; null: accepted
    expected_at = models.DateTimeField(default=write_moment, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("period", "element", "organisation")
        indexes = [models.Index(fields=("organisation", "state")), models.Index(fields=("element", "state"))]
        constraints = [
            models.UniqueConstraint(fields=("period", "element", "organisation"), name="monitoring_report_once"),
            models.CheckConstraint(
                name="monitoring_report_step_fits_state",
                condition=Q(state="accepted", next_step__isnull=True) | ~Q(state="accepted") & Q(next_step__gte=1),
            ),
        ]


class Entry(Marked):
    """What a report said at one time; saving again adds the next number."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True, max_length=TEXT_LENGTH)
    obstacles = models.TextField(blank=True, max_length=TEXT_LENGTH)
    evidence_note = models.TextField(blank=True, max_length=TEXT_LENGTH)  # evidence in words, beside the links
    language = models.CharField(max_length=10, blank=True)  # of the two texts; empty: not known
    no_change = models.BooleanField(default=False)  # stated as unchanged since the last accepted report
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    by = models.CharField(max_length=80)  # as the log names the actor

    class Meta:
        ordering = ("report", "number")
        constraints = [
            models.UniqueConstraint(fields=("report", "number"), name="monitoring_entry_number"),
            models.CheckConstraint(
                name="monitoring_entry_percent", condition=Q(percent__isnull=True) | Q(percent__lte=100)
            ),
        ]


class IndicatorValue(models.Model):
    """The value of an indicator that an entry gives."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="values")
    indicator = models.ForeignKey("strategy.Indicator", on_delete=models.PROTECT, related_name="monitoring_values")
    value = models.DecimalField(**EXACT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("entry", "indicator"), name="monitoring_value_once"),
        ]


class EvidenceLink(models.Model):
    """Where a reader can see what an entry says."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="links")
    order = models.PositiveIntegerField()
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("entry", "order")


class Transition(models.Model):
    """A step that a report took: when, to which state, by whom, and on which entry."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="transitions")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices)  # that it led to
    reason = models.TextField(blank=True)  # why it was returned, or is late
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    by = models.CharField(max_length=80)  # as the log names the actor

    class Meta:
        ordering = ("report", "recorded_at", "pk")


class Rating(models.Model):
    """What the reviewer thinks of the progress; the latest counts."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="ratings")
    grade = models.ForeignKey(Grade, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, max_length=TEXT_LENGTH, verbose_name=_("Why"))
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    by = models.CharField(max_length=80)  # as the log names the actor

    class Meta:
        ordering = ("report", "recorded_at", "pk")
