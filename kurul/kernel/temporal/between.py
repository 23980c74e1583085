"""What lies between two days, or was learnt between them: conditions on fact tables, each served by an index.

The cost follows how much changed in between, never how much there is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from kurul.kernel.temporal.bounds import OPEN
from kurul.kernel.temporal.facts import held_true

# What a fact table needs so that the conditions below are looked up. Most rows are open and not superseded, so two of
# the four indexes are small.
INDEXES_OF_DIFFERENCES = (
    models.Index(fields=("valid_from_latest",)),
    models.Index(fields=("valid_to_earliest",), condition=Q(valid_to_earliest__lt=OPEN), name="%(class)s_ends_on"),
    models.Index(fields=("recorded_at",)),
    models.Index(fields=("superseded_at",), condition=Q(superseded_at__isnull=False), name="%(class)s_superseded"),
)


@dataclass(frozen=True)
class Between:
    """After `first`, up to and including `last`.

    Without `learnt`: what changed in the world between the two days, as it was known at `known_at` (None: now). With
    it: what the office came to know, or ceased to hold true, after the end of the one day until the end of the other.
    With `perhaps` also what may have changed in between, because its day is not known well enough.
    """

    first: date
    last: date
    known_at: datetime | None = None
    learnt: tuple[datetime, datetime] | None = None
    perhaps: bool = False

    def began(self, earliest: str = "valid_from", latest: str = "valid_from_latest") -> Q:
        """Condition: the row's first day lies in between."""
        known = held_true(self.known_at)
        if self.perhaps:
            return known & Q(**{f"{latest}__gt": self.first, f"{earliest}__lte": self.last})
        return known & Q(**{f"{latest}__gt": self.first, f"{latest}__lte": self.last, f"{earliest}__gt": self.first})

    def ended(self) -> Q:
        """Condition: the row's first day after lies in between."""
        known = held_true(self.known_at) & Q(valid_to_earliest__lt=OPEN)
        if self.perhaps:
            return known & Q(valid_to__gt=self.first, valid_to_earliest__lte=self.last)
        return known & Q(valid_to_earliest__gt=self.first, valid_to_earliest__lte=self.last, valid_to__lte=self.last)

    def entered(self) -> Q:
        """Condition: recorded in between, and still held true at the end."""
        start, end = self._moments
        since = Q(superseded_at__isnull=True) | Q(superseded_at__gt=end)
        return Q(recorded_at__gt=start, recorded_at__lte=end) & since

    def given_up(self) -> Q:
        """Condition: held true at the beginning, and superseded in between."""
        start, end = self._moments
        return Q(superseded_at__gt=start, superseded_at__lte=end, recorded_at__lte=start)

    @property
    def _moments(self) -> tuple[datetime, datetime]:
        if self.learnt is None:
            raise ValueError("Between two days of the world nothing is learnt.")
        return self.learnt

    def knowledge(self) -> dict[str, Any]:
        """The arguments of a look with the knowledge that the answer is given by: at the end of what was learnt."""
        return {"known_at": self.learnt[1] if self.learnt else self.known_at}
