"""Provisions: articles, paragraphs, items of an instrument, a tree of any depth, each with its wordings over time."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.bounds import BEGINNING, Bound
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import TranslatedField
from kurul.kernel.withdrawable import Term
from kurul.rooms.law.models.instruments import Instrument
from kurul.rooms.law.models.relations import Relation

# Since when the original wording holds: ever since there is the instrument, whatever is known of its days. So a day of
# signature that is corrected, or not known at all, leaves the wordings as they are.
FROM_THE_FIRST = Bound.on(BEGINNING)


class ProvisionKind(Term):
    """What parts an instrument can have (article, item …), how one is cited and addressed: data, not code."""

    name = TranslatedField()
    reference = TranslatedField()  # how one is cited: "art. {label}"
    eli_part = models.CharField(max_length=60, blank=True)  # its part of the address: "art_{label}"; empty: none
    order = models.PositiveIntegerField(default=0)  # the wider first

    class Meta(Term.Meta):
        verbose_name = _("kind of provision")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code


class Provision(Marked):
    """One provision of an instrument, the same through all its wordings. What it is called and says: see those."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="provisions")
    order = models.PositiveIntegerField()  # among all provisions of the instrument, with gaps for what is inserted

    class Meta:
        verbose_name = _("provision")
        ordering = ("instrument", "order")
        constraints = [models.UniqueConstraint(fields=("instrument", "order"), name="law_provision_order")]

    def __str__(self) -> str:
        return f"provision {self.pk}"


class ProvisionWording(Fact):
    """The provision stands here in the tree, bears this label and says this."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="wordings")
    parent = models.ForeignKey(Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Null: the source does not say whether it is an article, a paragraph or anything else.
    kind = models.ForeignKey(ProvisionKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=60, blank=True)  # "9", "9/A", "ç": without the word for its kind
    text = TranslatedField()
    search_text = models.TextField(blank=True)
    # By which amendment it came (null: it is the original one), and by which amendment or repeal it ended.
    came_by = models.ForeignKey(Relation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_by = models.ForeignKey(Relation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        verbose_name = _("wording of a provision")
        indexes = [models.Index(fields=("provision", "superseded_at", "valid_from_latest"))]
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="law_provisionwording_once", scope=("provision",)),
            models.CheckConstraint(
                name="law_provisionwording_not_under_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("provision")),
            ),
        ]

    @property
    def is_original(self) -> bool:
        """Whether it holds ever since there is the instrument."""
        return self.period.start == FROM_THE_FIRST
