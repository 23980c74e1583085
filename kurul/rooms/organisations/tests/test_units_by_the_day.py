"""Units that matter, asked of the database by the day, beside the plain way: every row read and judged in memory."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.facts import columns
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import writing_at
from kurul.kernel.tests.examples import ExamplesTestCase
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Classification, Completeness, Existence, Kind, Organisation, Placement
from kurul.rooms.organisations.queries import Survey
from kurul.rooms.organisations.tests import make
from kurul.rooms.organisations.tests.test_units import defined
from kurul.rooms.organisations.tests.units_in_memory import InMemory

NOW = date(2017, 6, 1)
BOUNDS = st.sampled_from(
    [
        Bound.on(date(2014, 1, 1)),
        Bound.on(date(2016, 1, 1)),
        Bound.year(2015),
        Bound.year(2016),
        Bound.by(date(2015, 6, 1)),
        Bound.unknown(),
    ]
)
ENDS = st.one_of(
    st.just(Bound.open()), st.sampled_from([Bound.on(date(2016, 7, 1)), Bound.year(2016), Bound.unknown()])
)
DAYS = [date(2013, 12, 31), date(2015, 12, 31), date(2016, 6, 30), date(2017, 6, 1)]


@st.composite
def facts(draw: st.DrawFn, said: st.SearchStrategy[Any]) -> list[tuple[Period, Any]]:
    """One or two rows of a fact that do not overlap for sure."""
    found: list[tuple[Period, Any]] = []
    for _number in range(draw(st.integers(1, 2))):
        period = Period(draw(BOUNDS), draw(ENDS))
        if period.is_possible and all(not _overlap(period, other) for other, _said in found):
            found.append((period, draw(said)))
    return found


def _overlap(one: Period, other: Period) -> bool:
    return max(one.start.latest, other.start.latest) < min(one.end.earliest, other.end.earliest)


@pytest.mark.property
class TestBesideThePlainWay(ExamplesTestCase):
    def setUp(self) -> None:
        """The rule, and the kinds and levels that there are."""
        self.rule = defined()
        make.kind("other", "Başka", "Other")
        codes = ("ministry", "municipality", "it_unit", "unit", "other")
        self.kinds = [Kind.objects.get(code=code).pk for code in codes]
        self.levels: list[int | None] = [
            make.level().pk,
            make.level("general_directorate", 40, "Genel müdürlük").pk,
            None,
        ]

    @given(data=st.data())
    def test_the_database_says_of_every_body_what_judging_all_rows_says(self, data: st.DataObject) -> None:
        moment = clock.now()
        with writing_at(moment):  # so nothing is remembered from one example to the next
            _histories(data, self.kinds, self.levels)
            look = Look(NOW, data.draw(st.sampled_from([None, moment])))
            survey, plain = Survey(self.rule, look, Actor.nobody()), InMemory(self.rule, look, Actor.nobody())
            self.compare(survey, plain, data.draw(st.sampled_from(DAYS)))

    def compare(self, survey: Survey, plain: InMemory, day: date) -> None:
        """Every row, every part of the list and every count of the day."""
        judged = {existing: plain.rows(day, existing=existing) for existing in (Certainty.YES, Certainty.NOT_KNOWN)}
        for existing, state in ((Certainty.YES, ""), (Certainty.NOT_KNOWN, queries.PERHAPS)):
            said = {row.body: row for row in judged[existing]}
            assert {row.body: row for row in survey.rows(day, existing=existing)} == said
            listed = survey.numbers(day, queries.UnitFilters(state), "tr")
            assert sorted(listed) == sorted(said)
            shown = survey.part(listed, day)
            assert [(row.body, row.state, row.unit) for row in shown] == [
                (number, said[number].state, said[number].unit) for number in listed
            ]
        for group, one in survey.coverage(day).items():
            mine = [row for row in judged[Certainty.YES] if row.kind.group == group]
            assert one.counts == Counter(row.state for row in mine)
            assert one.levels == Counter(row.level.pk if row.level else None for row in mine if row.unit)
            assert one.perhaps == sum(row.kind.group == group for row in judged[Certainty.NOT_KNOWN])


def _histories(data: st.DataObject, kinds: list[int], levels: list[int | None]) -> None:
    """Some bodies with whatever may be said of them, written past the actions."""
    bodies = [Organisation.objects.create() for _number in range(data.draw(st.integers(2, 5)))]
    numbers = [body.pk for body in bodies]
    classes = st.tuples(st.sampled_from(kinds), st.sampled_from(levels))
    rows: list[Any] = []
    for body in bodies:
        for period, _said in data.draw(facts(st.none())):
            rows.append(Existence(organisation=body, **columns(period)))
        for period, (kind, level) in data.draw(facts(classes)):
            rows.append(Classification(organisation=body, kind_id=kind, level_id=level, **columns(period)))
        for period, parent in data.draw(facts(st.sampled_from(numbers))):
            if parent < body.pk:
                rows.append(Placement(organisation=body, parent_id=parent, **columns(period)))
        if data.draw(st.booleans()):
            rows.append(Completeness(organisation=body, **columns(Period.since(date(2015, 1, 1)))))
    for row in rows:
        row.save(force_insert=True)
