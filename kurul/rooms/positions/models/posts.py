"""Posts, where they stand, and who holds them. The identity of a post carries nothing that changes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.between import INDEXES_OF_DIFFERENCES
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import TranslatedField
from kurul.kernel.withdrawable import Term


class PostKind(Term):
    """What sort of post there can be (assistant undersecretary, head of an IT department …): data, not code."""

    name = TranslatedField()
    order = models.PositiveIntegerField(default=0)

    class Meta(Term.Meta):
        verbose_name = _("kind of post")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code

    @property
    def query(self) -> str:
        """What narrows the list of posts to this kind, in its address."""
        return f"kind={self.code}"


class Function(Term):
    """What a portfolio can consist of (administrative modernisation, information processing …): data, not code."""

    name = TranslatedField()
    order = models.PositiveIntegerField(default=0)

    class Meta(Term.Meta):
        verbose_name = _("function of a post")
        ordering = ("order", "code")

    def __str__(self) -> str:
        return str(self.name) or self.code

    @property
    def query(self) -> str:
        """What narrows the list of posts to this function, in its address."""
        return f"function={self.code}"


class Post(Marked):
    """A post. Its title, kind, organisation, portfolio and holders: see its facts."""

    holders_allowed = models.PositiveSmallIntegerField(default=1)  # how many may hold it substantively at a time
    source = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="positions_post_has_a_place", condition=Q(holders_allowed__gte=1)),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"


class PostFact(Fact):
    """What all facts about a post share: whose they are, and by which instrument."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="%(class)ss")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("post", "superseded_at", "valid_from_latest")), *INDEXES_OF_DIFFERENCES]


class PostExistence(PostFact):
    """The post exists."""

    class Meta(PostFact.Meta):
        constraints = [*PostFact.Meta.constraints, NoOverlap(name="positions_existence_once", scope=("post",))]


class PostTitle(PostFact):
    """The post is called so and is of this kind."""

    title = TranslatedField()
    kind = models.ForeignKey(PostKind, on_delete=models.PROTECT, related_name="+")
    search_text = models.TextField(blank=True)
    sort_keys = models.JSONField(default=dict)

    class Meta(PostFact.Meta):
        constraints = [*PostFact.Meta.constraints, NoOverlap(name="positions_title_once", scope=("post",))]


class PostPlacement(PostFact):
    """The post belongs to this organisation. A dated fact, because posts move in reorganisations."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="post_placements"
    )

    class Meta(PostFact.Meta):
        indexes = [
            *PostFact.Meta.indexes,
            models.Index(fields=("organisation", "superseded_at", "valid_from_latest")),
        ]
        constraints = [*PostFact.Meta.constraints, NoOverlap(name="positions_placement_once", scope=("post",))]


class PortfolioEntry(PostFact):
    """This function belongs to the portfolio of the post."""

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+")

    class Meta(PostFact.Meta):
        constraints = [
            *PostFact.Meta.constraints,
            NoOverlap(name="positions_portfolio_once", scope=("post", "function")),
        ]


class ReportingLine(PostFact):
    """The post reports to this superior post. Without such a row it is not recorded to whom it reports."""

    superior = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="lines_from_below")

    class Meta(PostFact.Meta):
        indexes = [
            *PostFact.Meta.indexes,
            models.Index(fields=("superior", "superseded_at", "valid_from_latest")),
        ]
        constraints = [
            *PostFact.Meta.constraints,
            NoOverlap(name="positions_reportingline_once", scope=("post",)),
            models.CheckConstraint(name="positions_reportingline_other", condition=~Q(superior=models.F("post"))),
        ]


class Capacity(models.TextChoices):
    """As what somebody holds a post."""

    SUBSTANTIVE = "substantive", _("Substantive")
    ACTING = "acting", _("Acting")
    SUBSTITUTE = "substitute", _("Substitute")


class Absence(models.TextChoices):
    """Why somebody acts although the post has a substantive holder."""

    NONE = "", _("no holder is absent")
    LEAVE = "leave", _("The holder is on leave")
    DUTY = "duty", _("The holder is on duty elsewhere")
    SUSPENDED = "suspended", _("The holder is suspended from duty")


class Appointment(PostFact):
    """This person holds the post in this capacity.

    A post with several holders has numbered places; on one day nobody shares a place in the same capacity.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="appointments")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    absence = models.CharField(max_length=12, choices=Absence.choices, blank=True)
    place = models.PositiveSmallIntegerField(default=1)
    left_early = models.BooleanField(default=False)  # it ended before the end that had been recorded for it

    class Meta(PostFact.Meta):
        indexes = [
            *PostFact.Meta.indexes,
            models.Index(fields=("person", "superseded_at", "valid_from_latest")),
        ]
        constraints = [
            *PostFact.Meta.constraints,
            NoOverlap(name="positions_appointment_one_holder", scope=("post", "capacity", "place")),
            NoOverlap(name="positions_appointment_once", scope=("post", "capacity", "person")),
            models.CheckConstraint(
                name="positions_appointment_absence", condition=Q(absence="") | Q(capacity=Capacity.ACTING.value)
            ),
        ]


class Completeness(Fact):
    """It is stated that all posts and holders of this organisation are recorded; only then does silence mean "none"."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="positions_completeness_once", scope=("organisation",)),
        ]
