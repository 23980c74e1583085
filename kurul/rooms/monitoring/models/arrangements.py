"""How progress is rated, and through whose hands a report goes: data, each with its version."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.provenance import Marked
from kurul.kernel.translated import TranslatedField


class Meaning(models.TextChoices):
    """What a grade stands for in the judgement, whatever a scale calls it."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("Under way")  # nothing is said of the schedule
    ON_SCHEDULE = "on_schedule", _("On schedule")
    AT_RISK = "at_risk", _("At risk")
    DELAYED = "delayed", _("Delayed")
    DONE = "done", _("Done")
    NOT_KNOWN = "not_known", _("Not known")


class Scale(Marked):
    """A scale of ratings. What was rated stays readable: another list of grades is another version."""

    code = models.SlugField(max_length=60)
    scale_version = models.CharField(max_length=20)
    name = TranslatedField()
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("code", "scale_version")
        constraints = [
            models.UniqueConstraint(fields=("code", "scale_version"), name="monitoring_scale_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.scale_version})"


class Grade(models.Model):
    """One value of a scale, and what it stands for."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="grades")
    code = models.CharField(max_length=60)
    name = TranslatedField()
    meaning = models.CharField(max_length=12, choices=Meaning.choices)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ("scale", "order")
        constraints = [
            models.UniqueConstraint(fields=("scale", "code"), name="monitoring_grade_code"),
            models.UniqueConstraint(fields=("scale", "order"), name="monitoring_grade_order"),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code


class Where(models.TextChoices):
    """At which body a step's right must be held."""

    BODY = "body", pgettext_lazy("step of a chain", "At the responsible body")
    NEAREST = "nearest", pgettext_lazy("step of a chain", "At the nearest body of a kind")
    COORDINATOR = "coordinator", pgettext_lazy("step of a chain", "At the coordinator of the plan")


class Chain(Marked):
    """Through which steps a report goes, in order."""

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    source = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.name) or self.code


class ChainStep(models.Model):
    """One step: who takes it, by which right and where, and the state that it leads to."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveIntegerField()  # from 1
    outcome = models.CharField(max_length=12)  # a state of a report
    name = TranslatedField()
    capability = models.CharField(max_length=100)
    where = models.CharField(max_length=12, choices=Where.choices)
    # For NEAREST: the kind of body looked for at the responsible body and upwards; none found: the body itself.
    kind = models.ForeignKey("organisations.Kind", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("chain", "order")
        constraints = [
            models.UniqueConstraint(fields=("chain", "order"), name="monitoring_step_order"),
            models.UniqueConstraint(fields=("chain", "outcome"), name="monitoring_step_outcome"),
            models.CheckConstraint(
                name="monitoring_step_kind_where_nearest",
                condition=models.Q(where="nearest", kind__isnull=False) | ~models.Q(where="nearest"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.outcome
