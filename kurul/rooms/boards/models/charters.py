"""Boards and what says how they are made up. The identity carries nothing that changes."""

from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.between import INDEXES_OF_DIFFERENCES
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.translated import TranslatedField
from kurul.rooms.boards.rules.charters import QuorumRule


class Board(Marked):
    """A board: a body of its own, or a name for a series of meetings. What it is on a day: see its charter."""

    code = models.SlugField(max_length=60, unique=True)
    source = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class BoardFact(Fact):
    """What all facts about a board share: whose they are, and by which instrument."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="%(class)ss")
    instrument = models.ForeignKey("law.Instrument", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Fact.Meta):
        abstract = True
        indexes = [models.Index(fields=("board", "superseded_at", "valid_from_latest")), *INDEXES_OF_DIFFERENCES]


class Charter(BoardFact):
    """The board exists on these terms: its name, who convenes it, how often it meets, what makes it quorate."""

    name = TranslatedField()
    convener = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="convened_boards"
    )
    # A name for a series of meetings, not a body that a law created.
    is_label = models.BooleanField(default=False)
    cadence_months = models.PositiveSmallIntegerField(null=True, blank=True)  # null: no interval is published
    cadence_note = TranslatedField()
    members_note = TranslatedField()  # who sits in it, as the source says it
    status_note = TranslatedField()  # how it stands, as the source says it
    quorum_number = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_numerator = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_denominator = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_more_than = models.BooleanField(default=False)
    quorum_basis = models.CharField(max_length=300, blank=True)

    class Meta(BoardFact.Meta):
        constraints = [
            *BoardFact.Meta.constraints,
            NoOverlap(name="boards_charter_once", scope=("board",)),
            models.CheckConstraint(
                name="boards_charter_interval", condition=Q(cadence_months__isnull=True) | Q(cadence_months__gte=1)
            ),
            models.CheckConstraint(
                name="boards_charter_quorum",
                condition=Q(quorum_number__isnull=True, quorum_numerator__isnull=True, quorum_denominator__isnull=True)
                | (
                    ~Q(quorum_basis="")
                    & (
                        Q(quorum_number__gte=1, quorum_numerator__isnull=True, quorum_denominator__isnull=True)
                        | Q(quorum_number__isnull=True, quorum_numerator__gte=1, quorum_denominator__gte=1)
                    )
                ),
            ),
        ]

    @property
    def quorum(self) -> QuorumRule | None:
        """The quorum rule; None where the charter has none."""
        if self.quorum_number is not None:
            return QuorumRule(number=self.quorum_number, basis=self.quorum_basis)
        if self.quorum_numerator is not None and self.quorum_denominator is not None:
            share = Fraction(self.quorum_numerator, self.quorum_denominator)
            return QuorumRule(share=share, more_than=self.quorum_more_than, basis=self.quorum_basis)
        return None


class SeatSource(models.TextChoices):
    """What decides which posts have a seat."""

    EQUIVALENCE = "equivalence", _("The posts that count by a rule")
    KIND = "kind", _("The posts of a kind")
    POST = "post", _("One post")


class Role(models.TextChoices):
    """As what a seat sits in the board, most prominent first."""

    CHAIR = "chair", pgettext_lazy("seat", "Chair")
    SECRETARY = "secretary", pgettext_lazy("seat", "Secretary")
    MEMBER = "member", pgettext_lazy("seat", "Member")
    OBSERVER = "observer", pgettext_lazy("seat", "Observer")


class SeatRule(BoardFact):
    """These posts sit in the board. Which posts count by a rule or are of a kind is asked anew for every day."""

    by = models.CharField(max_length=12, choices=SeatSource.choices)
    # The code of the rule or of the kind of post; for one post its number, so that one constraint holds for all three.
    selector = models.CharField(max_length=60)
    post = models.ForeignKey(
        "positions.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="board_seats"
    )
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)

    class Meta(BoardFact.Meta):
        constraints = [
            *BoardFact.Meta.constraints,
            NoOverlap(name="boards_seat_once", scope=("board", "by", "selector")),
            models.CheckConstraint(
                name="boards_seat_of_a_post",
                condition=Q(by=SeatSource.POST.value, post__isnull=False)
                | (~Q(by=SeatSource.POST.value) & Q(post__isnull=True)),
            ),
            models.CheckConstraint(name="boards_seat_selector", condition=~Q(selector="")),
        ]
