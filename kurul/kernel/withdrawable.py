"""What bears no second clock but can be taken back: it stays as history, and is offered and found no more.

An import that is taken back leaves the kinds, levels, schemes, instruments … that it entered: rows that were held
between the two moments name them. They are marked, and a code that is given anew names a new row.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from kurul.kernel.temporal.moment import is_writing, write_moment


class NotTakenBack(models.Manager[Any]):
    """Only what was not taken back."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Without what was taken back."""
        return super().get_queryset().filter(withdrawn_at__isnull=True)

    def in_bulk(self, id_list: Iterable[Any] | None = None, *, field_name: str = "pk") -> dict[Any, Any]:
        """Rows that something names by their numbers, taken back or not: what was known before stays readable."""
        return super().get_queryset().in_bulk(id_list, field_name=field_name)


class Ever(models.Manager[Any]):
    """What was taken back too."""

    def known_at(self, moment: datetime | None) -> models.QuerySet[Any]:
        """What was not taken back by the moment; None is now."""
        there = Q(withdrawn_at__isnull=True)
        return self.filter(there if moment is None else there | Q(withdrawn_at__gt=moment))


class Withdrawable(models.Model):
    """A row that can be taken back with the import that entered it."""

    withdrawn_at = models.DateTimeField(null=True, default=None, editable=False)

    objects: ClassVar[Any] = NotTakenBack()
    ever: ClassVar[Any] = Ever()

    class Meta:
        abstract = True


def moment_if_writing() -> datetime | None:
    """The moment of the running write, None outside one."""
    return write_moment() if is_writing() else None


class Term(Withdrawable):
    """A word of a room that is data: a kind, a level, a scheme. It knows by which write it was entered."""

    code = models.SlugField(max_length=60)
    made_at = models.DateTimeField(null=True, default=moment_if_writing, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=("code",), condition=Q(withdrawn_at__isnull=True), name="%(app_label)s_%(class)s_code_once"
            )
        ]
