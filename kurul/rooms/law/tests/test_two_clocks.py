"""Amendments, corrected and withdrawn, against a model of both clocks. `make prove` tries many more histories."""

import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.audit.models import AuditHead
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.tests.examples import ExamplesTestCase
from kurul.rooms.law import actions, queries
from kurul.rooms.law.actions.provisions import wordings
from kurul.rooms.law.models import Instrument, Provision, Relation
from kurul.rooms.law.queries.provisions import standing
from kurul.rooms.law.tests import make

YEARS = range(2010, 2018)
PROBES = [date(year, 7, 1) for year in (2009, *YEARS)]
NOBODY = Actor.nobody()


@dataclass
class Model:
    """The years of the amendments with the text that each brought; one copy of the answers per moment."""

    texts: dict[int, str] = field(default_factory=dict)
    known: list[tuple[datetime, list[str]]] = field(default_factory=list)

    def answers(self) -> list[str]:
        return [self.on(day.year) for day in PROBES]

    def on(self, year: int) -> str:
        begun = [one for one in self.texts if one <= year]
        return self.texts[max(begun)] if begun else "A"

    def remember(self) -> None:
        at = AuditHead.objects.get().at
        assert at is not None
        self.known.append((at, self.answers()))

    def amend(self, year: int, text: str) -> bool:
        if year in self.texts or text == self.on(year):
            return False
        self.texts[year] = text
        return True

    def move(self, year: int, to: int) -> bool:
        """Between its neighbours only; the order of amendments is not for a correction to change."""
        before, after = [one for one in self.texts if one < year], [one for one in self.texts if one > year]
        if year not in self.texts or to == year or to <= max(before, default=0) or to >= min(after, default=9999):
            return False
        self.texts[to] = self.texts.pop(year)
        return True

    def withdraw(self, year: int) -> bool:
        return self.texts.pop(year, None) is not None

    def play(self, verb: str, year: int, to: int, text: str) -> bool:
        """Whether the step may be."""
        if verb == "amend":
            return self.amend(year, text)
        return self.move(year, to) if verb == "move" else self.withdraw(year)


Step = tuple[str, int, int, str]
years = st.sampled_from(YEARS)
histories = st.lists(
    st.tuples(st.sampled_from(["amend", "amend", "move", "withdraw"]), years, years, st.sampled_from("BCD")), max_size=4
)


def on(year: int) -> Bound:
    return Bound.on(date(year, 3, 1))


def play(provision: Provision, amending: Instrument, step: Step) -> bool:
    verb, year, to, text = step
    relation = Relation.objects.known_at().filter(valid_from=date(year, 3, 1)).first()
    try:
        if verb == "amend":
            make.amend(provision, amending, on(year), text)
        elif relation is None:
            return False
        elif verb == "move":
            version = make.version(provision.instrument)
            actions.correct_relation(
                relation=relation, day=on(to), reason="Misread.", by=make.OPERATOR, version=version
            )
        else:
            version = make.version(provision.instrument)
            actions.withdraw_relation(relation=relation, reason="Never so.", by=make.OPERATOR, version=version)
    except Refused:
        return False
    return True


def read(law: int, moment: datetime | None) -> list[str]:
    """What the provision says on each of the probed days, by the knowledge of the moment."""
    (node,) = queries.tree(law, Look(PROBES[-1], moment), NOBODY).roots
    return [str(standing(node.versions, day)[0].text["tr"]) for day in PROBES]


@pytest.mark.property
@pytest.mark.slow
class TestTwoClocks(ExamplesTestCase):
    def setUp(self) -> None:
        """The provision that all histories are about; each is rolled back."""
        self.law = make.instrument(said=make.particulars(issued=date(2001, 1, 1)))
        self.amending = make.instrument("KANUN-1", make.particulars(number="1", issued=date(2001, 1, 1)))
        self.provision = make.provision(self.law, "5", "A")

    @given(histories)
    def test_every_moment_answers_as_it_answered_then(self, history: list[Step]) -> None:
        law, amending, provision = copy.deepcopy((self.law, self.amending, self.provision))
        model = Model()
        model.remember()
        for verb, year, to, text in history:
            expected = model.play(verb, year, to, text)
            assert play(provision, amending, (verb, year, to, text)) is expected, (verb, year, to, text)
            model.remember()
        for moment, answers in [*model.known, (None, model.answers())]:
            assert read(law.pk, moment) == answers, moment
        for one, other in pairwise(wordings(provision)):
            assert one.period.end == other.period.start
            assert one.ended_by == other.came_by
