"""Which bodies have a unit that matters, found the plain way: every row of the bodies is read, each judged by itself.

The page asks the database for the bodies of a day instead; the test holds that both say the same.
"""

from datetime import date

from django.db.models import Q

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Classification, Completeness, Existence, Kind, UnitRule
from kurul.rooms.organisations.queries import Survey, UnitRow, UnitState
from kurul.rooms.organisations.queries.units import CLASS, certainty_on, holding, weakest


class InMemory(Survey):
    """All that is known of one rule's bodies; their units are judged as the page judges them."""

    def __init__(self, rule: UnitRule, look: Look, actor: Actor) -> None:
        super().__init__(rule, look, actor)
        of_these = Classification.objects.known_at(look.known_at).filter(self._concerned)
        concerned = Q(organisation__in=of_these.values("organisation")) & self._seen
        self._kinds_of_all = self._read(Classification, CLASS, self._concerned & self._seen)
        self._lives = self._read(Existence, (), concerned)
        self._complete = self._read(Completeness, (), concerned)

    def rows(self, day: date, *, existing: Certainty = Certainty.YES) -> list[UnitRow]:
        """One row for each body, as `Survey.rows`."""
        owned = self._owned(day)
        found = []
        for body, facts in self._kinds_of_all.items():
            classed, fact = holding(facts, day)
            if fact is None or fact.what[0] not in self._expected:
                continue
            if weakest((classed, certainty_on(self._lives.get(body, []), day))) is existing:
                found.append(self._row(body, self.kinds[fact.what[0]], owned.get(body, []), day))
        return found

    def _row(self, body: int, kind: Kind, owned: list[tuple[int, Certainty]], day: date) -> UnitRow:
        if not owned and certainty_on(self._complete.get(body, []), day) is Certainty.YES:
            return UnitRow(body, kind, UnitState.HAS_NOT)
        return self._with_units(body, kind, owned, day)
