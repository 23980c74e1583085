"""What one instrument does to another, from a day on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.facts import Fact
from kurul.rooms.law.models.instruments import Instrument


class RelationKind(models.TextChoices):
    """What an instrument does to another one, or to one of its provisions."""

    AMENDS = "amends", _("Amends")
    REPEALS = "repeals", _("Repeals")
    REPLACES = "replaces", _("Replaces")
    RESTS_ON = "rests_on", _("Rests on")


ENDINGS = (RelationKind.REPEALS, RelationKind.REPLACES)  # after which the other one is no longer in force


class Relation(Fact):
    """One instrument amends, repeals, replaces or rests on another; valid from the day on which that takes effect.

    It ends only where it is itself undone in law: a repeal that is annulled, a basis that is exchanged.
    """

    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="acts")
    # By which of its provisions; null: not known, or by the whole.
    provision = models.ForeignKey("law.Provision", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    target = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="acted_on")
    # On which provision of the other one; null: on the whole, or for an amendment: not known on which.
    target_provision = models.ForeignKey(
        "law.Provision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Fact.Meta):
        verbose_name = _("relation between instruments")
        indexes = [
            models.Index(fields=("instrument", "superseded_at")),
            models.Index(fields=("target", "superseded_at")),
        ]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(name="law_relation_not_itself", condition=~Q(instrument=F("target"))),
        ]
