"""What may be decided in office, which posts hold it in their own right, and to whom they have delegated it."""

from django.db import models
from django.db.models import F, Q

from kurul.kernel.temporal.between import INDEXES_OF_DIFFERENCES
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import TranslatedField
from kurul.rooms.positions.models.equivalence import Reach
from kurul.rooms.positions.models.posts import Post, PostKind


class Power(models.Model):
    """Something that may be done only by who holds it (approve a monitoring report, sign expenditure): data, not code.

    With a unit (TRY, days …) it is held up to a threshold in that unit. A capability is the right in this software
    that a delegate of the power gets.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = TranslatedField()
    unit = models.CharField(max_length=30, blank=True)
    capability = models.CharField(max_length=100, blank=True)  # the code of a capability
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")
        constraints = [
            # A right in the software knows no amount, so it can stand only for a power without one.
            models.CheckConstraint(name="positions_power_right_or_unit", condition=Q(unit="") | Q(capability="")),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.code

    @property
    def query(self) -> str:
        """What asks who may use this power, in the address of that page."""
        return f"power={self.code}"


class PowerFact(Fact):
    """What is said of a power for a period: up to which threshold (null: without limit), and by which instrument."""

    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="%(class)s_rows")
    threshold = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("power", "superseded_at", "valid_from_latest"))]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_threshold", condition=Q(threshold__isnull=True) | Q(threshold__gt=0)
            ),
        ]


class PowerHeld(PowerFact):
    """This post, or every post of this kind, holds the power in its own right."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="powers")
    post_kind = models.ForeignKey(PostKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reach = models.CharField(max_length=12, choices=Reach.choices)
    may_delegate = models.BooleanField(default=True)

    class Meta(PowerFact.Meta):
        constraints = [
            *PowerFact.Meta.constraints,
            NoOverlap(name="positions_power_of_kind_once", scope=("power", "post_kind")),
            NoOverlap(name="positions_power_of_post_once", scope=("power", "post")),
            models.CheckConstraint(
                name="positions_power_of_one",
                condition=Q(post_kind__isnull=True, post__isnull=False) | Q(post_kind__isnull=False, post__isnull=True),
            ),
        ]


class Delegation(PowerFact):
    """A post lets another one use a power that it holds; itself it stays accountable.

    `from_person`: this person passes it on, and it ends when that one leaves the delegating post (null: the post
    delegates, whoever is in it, and never what only one person in it has). `to_person`: only while this person is in
    the receiving post. `organisation`: only for this body and what lies
    below it (null: wherever the delegating post holds the power). Without a threshold as far as that one holds it.
    """

    from_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations_given")
    from_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations_received")
    to_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    may_pass_on = models.BooleanField(default=False)
    is_revoked = models.BooleanField(default=False)  # it was ended before the end that it was given for
    revoking_instrument = models.ForeignKey(
        "law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(PowerFact.Meta):
        indexes = [
            *PowerFact.Meta.indexes,
            models.Index(fields=("from_post", "superseded_at", "valid_from_latest")),
            models.Index(fields=("to_post", "superseded_at", "valid_from_latest")),
            *INDEXES_OF_DIFFERENCES,
        ]
        constraints = [
            *PowerFact.Meta.constraints,
            models.CheckConstraint(name="positions_delegation_to_other", condition=~Q(from_post=F("to_post"))),
            models.CheckConstraint(name="positions_delegation_written", condition=Q(instrument__isnull=False)),
        ]
