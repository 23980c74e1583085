"""What happened to bodies, and what is prepared to happen."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.facts import FactQuerySet
from kurul.kernel.temporal.moment import write_moment
from kurul.kernel.translated import TranslatedField
from kurul.rooms.organisations.models.bodies import Organisation


class ChangeKind(models.TextChoices):
    """What can happen to bodies; in the order in which a clerk is offered it."""

    FOUNDED = "founded", _("Founded")
    RENAMED = "renamed", _("Renamed")
    MOVED = "moved", _("Moved under another body")
    RECLASSIFIED = "reclassified", _("Kind or level changed")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    ABSORBED = "absorbed", _("Absorbed")
    TRANSFERRED = "transferred", _("Units or functions transferred")
    ABOLISHED = "abolished", _("Abolished")


class ReorganisationState(models.TextChoices):
    """Where a prepared reorganisation stands."""

    DRAFT = "draft", _("Draft")
    APPLIED = "applied", _("Applied")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TAKEN_BACK = "taken_back", _("Taken back")  # it had been applied


PUBLIC_STATES = (ReorganisationState.APPLIED, ReorganisationState.TAKEN_BACK)


class Reorganisation(Marked):
    """One prepared set of changes, applied as one write or withdrawn. Its steps are what it would do."""

    title = TranslatedField()
    # Within which body it lies: who keeps the registry there sees the draft. None: the whole government.
    under = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day_earliest = models.DateField()
    day_latest = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ReorganisationState.choices, default=ReorganisationState.DRAFT)
    reason = models.TextField(blank=True)  # why it was withdrawn, or taken back
    recorded_at = models.DateTimeField(default=write_moment)
    settled_at = models.DateTimeField(null=True, default=None)  # when it was applied or withdrawn
    taken_back_at = models.DateTimeField(null=True, default=None)  # when, having been applied, it was taken back
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("reorganisation")
        ordering = ("-day_latest", "-pk")
        constraints = [
            models.CheckConstraint(
                name="organisations_reorganisation_day_ordered",
                condition=models.Q(day_earliest__lte=models.F("day_latest")),
            ),
            models.CheckConstraint(
                name="organisations_reorganisation_settled",
                condition=models.Q(state=ReorganisationState.DRAFT, settled_at__isnull=True)
                | (~models.Q(state=ReorganisationState.DRAFT) & models.Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="organisations_reorganisation_taken_back",
                condition=models.Q(
                    state=ReorganisationState.TAKEN_BACK,
                    taken_back_at__isnull=False,
                    taken_back_at__gte=models.F("settled_at"),
                )
                | (~models.Q(state=ReorganisationState.TAKEN_BACK) & models.Q(taken_back_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def day(self) -> Bound:
        """The day on which it takes effect."""
        return Bound(self.day_earliest, self.day_latest)

    def as_known(self, known_at: datetime | None) -> ReorganisationState:
        """Where it stood at a moment at which it was settled already; None: where it stands."""
        if self.taken_back_at is not None and known_at is not None and known_at < self.taken_back_at:
            return ReorganisationState.APPLIED
        return ReorganisationState(self.state)


class ReorganisationStep(models.Model):
    """One change that a reorganisation would make: plain values, read again when it is tried or applied."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    arguments = models.JSONField(default=dict)  # see actions/steps.py
    versions = models.JSONField(default=dict)  # version of each body that it touches, as it was when it was drafted

    class Meta:
        verbose_name = _("step of a reorganisation")
        ordering = ("order",)
        constraints = [
            models.UniqueConstraint(fields=("reorganisation", "order"), name="organisations_step_once"),
        ]

    def __str__(self) -> str:
        return f"step {self.order} of reorganisation {self.reorganisation_id}"


class ChangeEvent(Marked):
    """Something that happened to bodies on one day, by one instrument. Never edited: corrected by a new row.

    Who came before and after is read from its parts: see queries/succession.py.
    """

    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    day_earliest = models.DateField()
    day_latest = models.DateField()
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    # The larger event of which this one is a consequence: a unit moved because its body was merged.
    caused_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="consequences")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=write_moment)
    superseded_at = models.DateTimeField(null=True, default=None)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of bodies")
        indexes = [models.Index(fields=("superseded_at", "day_latest"))]
        constraints = [
            models.CheckConstraint(
                name="organisations_changeevent_day_ordered",
                condition=models.Q(day_earliest__lte=models.F("day_latest")),
            ),
            models.CheckConstraint(
                name="organisations_changeevent_recorded_first",
                condition=models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gte=models.F("recorded_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

    @property
    def day(self) -> Bound:
        """The day on which it takes effect."""
        return Bound(self.day_earliest, self.day_latest)


class Side(models.TextChoices):
    """On which side of a change a body stands."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class ChangePart(models.Model):
    """A body that was there before a change, or is there after it; one that goes on stands on both sides."""

    event = models.ForeignKey(ChangeEvent, on_delete=models.PROTECT, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="change_parts")
    side = models.CharField(max_length=6, choices=Side.choices)

    class Meta:
        verbose_name = _("body in a change")
        indexes = [models.Index(fields=("organisation", "side"))]
        constraints = [
            models.UniqueConstraint(fields=("event", "organisation", "side"), name="organisations_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.organisation_id}"
