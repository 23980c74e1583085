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
