"""Imports that were prepared, stored or taken back."""

from django.db import models


class ImportState(models.TextChoices):
    """Where an import stands."""

    PREPARED = "prepared"
    STORED = "stored"
    UNDONE = "undone"


class ImportRun(models.Model):
    """One import: which files, as what, by whom, with what outcome. All that it wrote carries its moment `at`."""

    profile = models.CharField(max_length=100)
    mapping = models.TextField(blank=True)  # the mapping file of the user's own, as it was read
    files = models.JSONField(default=list)  # for each: name, size in bytes, sha256
    by = models.CharField(max_length=80)  # the reference of the actor
    state = models.CharField(max_length=10, choices=ImportState.choices)
    report = models.JSONField(default=dict)
    prepared_at = models.DateTimeField(null=True, default=None)  # for what is kept between preview and storing
    at = models.DateTimeField(null=True, default=None, unique=True)
    undone_at = models.DateTimeField(null=True, default=None)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"import {self.pk} ({self.profile})"


class HeldAgain(models.Model):
    """A row that says again what an import had superseded, since that import was taken back; whose word it is."""

    kind = models.CharField(max_length=100)  # of which table, as in a reference
    number = models.BigIntegerField()
    former = models.BigIntegerField()  # the row in whose place it stands
    said_at = models.DateTimeField()  # when that was first written

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("kind", "number"), name="kernel_heldagain_once"),
            models.UniqueConstraint(fields=("kind", "former"), name="kernel_heldagain_former_once"),
        ]
        indexes = [models.Index(fields=("kind", "said_at"), name="kernel_heldagain_said")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.number} for {self.former}"
