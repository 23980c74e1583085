"""Decisions, whom they address, and what the addressees did."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.bounds import OPEN, Bound
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.moment import write_moment
from kurul.kernel.translated import TranslatedField
from kurul.rooms.boards.models.charters import Board
from kurul.rooms.boards.models.meetings import AgendaItem, Meeting
from kurul.rooms.boards.rules.decisions import Execution


class Decision(Marked):
    """What a board decided in a meeting. One taken under a restricted item is restricted as well."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()  # counts the decisions of the board within the year
    text = TranslatedField()
    search_text = models.TextField(blank=True)
    decided_on = models.DateField()
    # By when it is due, as imprecisely as it was decided; OPEN in both: no day was set.
    due_from = models.DateField(default=OPEN)
    due_to = models.DateField(default=OPEN)
    is_restricted = models.BooleanField(default=False)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, default=None, related_name="supersedes"
    )
    recorded_at = models.DateTimeField(default=write_moment, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-decided_on", "-sequence")
        indexes = [models.Index(fields=("decided_on",)), models.Index(fields=("due_to",))]
        constraints = [
            models.UniqueConstraint(fields=("board", "year", "sequence"), name="boards_decision_number"),
            models.CheckConstraint(name="boards_decision_due_ordered", condition=Q(due_from__lte=F("due_to"))),
            models.CheckConstraint(name="boards_decision_due_later", condition=Q(due_to__gte=F("decided_on"))),
            models.CheckConstraint(
                name="boards_decision_not_by_itself",
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number as it is cited: year and order within it."""
        return f"{self.year}/{self.sequence}"

    @property
    def due(self) -> Bound:
        """By when it is due; open when no day was set."""
        return Bound(self.due_from, self.due_to)

    @property
    def order(self) -> tuple[date, int]:
        """What stands before and after it in the register of its board."""
        return (self.decided_on, self.sequence)


class DecisionAddressee(Marked):
    """A body that has to carry a decision out. Each confirms for itself."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="addressees")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="board_decisions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("decision", "organisation"), name="boards_addressee_once"),
        ]


class ExecutionState(models.TextChoices):
    """What an addressee can report."""

    OPEN = Execution.OPEN.value, pgettext_lazy("decision", "Open")
    IN_PROGRESS = Execution.IN_PROGRESS.value, pgettext_lazy("decision", "In progress")
    DONE = Execution.DONE.value, pgettext_lazy("decision", "Done")


class ExecutionReport(Fact):
    """Since a day an addressee stands so towards a decision, with its evidence. No row: open."""

    addressee = models.ForeignKey(DecisionAddressee, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=12, choices=ExecutionState.choices)
    evidence = models.TextField(blank=True)

    class Meta(Fact.Meta):
        indexes = [models.Index(fields=("addressee", "superseded_at", "valid_from_latest"))]
        constraints = [
            *Fact.Meta.constraints,
            NoOverlap(name="boards_execution_once", scope=("addressee",)),
            models.CheckConstraint(
                name="boards_execution_done_with_evidence",
                condition=~Q(state=ExecutionState.DONE.value) | ~Q(evidence=""),
            ),
        ]


class FollowUpNote(Marked):
    """What the secretariat or an addressee wrote down while following a decision up."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="notes")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField()
    day = models.DateField()
    author = models.ForeignKey("kernel.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=write_moment, editable=False)

    class Meta:
        ordering = ("decision", "day", "pk")
