"""What any record says it rests on, down to the provision."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kurul.kernel.references import RefField
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.rooms.law.models.provisions import Provision


class Citation(Fact):
    """A record of any room rests on this provision: finer than the instrument that the record itself names."""

    record: Any = RefField()  # a Ref
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="citations")

    class Meta(Fact.Meta):
        verbose_name = _("citation of a provision")
        indexes = [
            models.Index(fields=("provision", "superseded_at")),
            models.Index(fields=("record", "superseded_at")),
        ]
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="law_citation_once", scope=("record", "provision")),
        ]
