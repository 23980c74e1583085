"""The tables of the log. Only `chain.py` adds to them and only `erasure.py` takes away (personal values)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from kurul.kernel.audit.events import moment_text, read_moment

# Who did it and why may name a person; so may the value itself. `PersonalValue` can be erased, the chain cannot: what
# is personal in an event belongs into `PersonalValue` from the start.
PERSONAL_FIELDS = {"AuditEvent": ("by", "body"), "PersonalValue": ("value",)}


class MomentField(models.Field):
    """A moment stored as the text that is hashed, so that no byte of it can change unnoticed; it sorts as text."""

    def get_internal_type(self) -> str:
        """A text column of 27 characters."""
        return "CharField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 27
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        return name, path, list(args), kwargs

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> datetime | None:
        """Database text to an aware moment; raises ValueError for a text that the log does not write."""
        return None if value is None else read_moment(value)

    def get_prep_value(self, value: Any) -> Any:
        """An aware moment to database text."""
        return moment_text(value) if isinstance(value, datetime) else value


class AuditEvent(models.Model):
    """One event of the log, linked to the one before it by `previous`. Never changed, never deleted."""

    # On SQLite an automatic key is the row's own number and can hold nothing but whole numbers; it is always given.
    seq = models.BigAutoField(primary_key=True)
    at = MomentField()
    simulated = models.BooleanField()
    kind = models.TextField()
    subject = models.TextField()
    by = models.TextField()
    audience = models.TextField(blank=True)
    body = models.TextField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "seq"], name="kernel_event_kind"),
            models.Index(fields=["by", "seq"], name="kernel_event_by"),
            models.Index(fields=["at"], name="kernel_event_at"),
        ]


class EventSubject(models.Model):
    """In whose history an event stands: its subject and the records it is about. An index that is verified."""

    pk = models.CompositePrimaryKey("ref", "event_id")
    ref = models.TextField()
    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="subjects")


class PersonalValue(models.Model):
    """A personal value of an event with the salt of its commitment. The only part of the log that may be erased."""

    pk = models.CompositePrimaryKey("event_id", "path")
    event = models.ForeignKey(AuditEvent, on_delete=models.PROTECT, related_name="personal_values", db_index=False)
    path = models.TextField()
    salt = models.CharField(max_length=64)
    value = models.TextField()


class AuditHead(models.Model):
    """The end of the log: number, digest and moment of the last event. One row; writers queue at its lock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = MomentField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="kernel_audithead_single", condition=Q(id=1))]
