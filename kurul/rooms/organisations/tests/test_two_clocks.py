"""The two clocks against a simple model: a list of what was said, and when. `make prove` tries many more histories."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.audit.models import AuditHead
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.tests.examples import ExamplesTestCase
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import Name, Organisation
from kurul.rooms.organisations.tests import make

YEARS = range(2010, 2021)
PROBES = [date(year, 7, 1) for year in YEARS]


@dataclass
class Model:
    """Day → name, as a plain dictionary over the probed days; one copy per moment."""

    names: dict[date, str] = field(default_factory=lambda: dict.fromkeys(PROBES, "A"))
    known: list[tuple[datetime, dict[date, str]]] = field(default_factory=list)

    def remember(self) -> None:
        at = AuditHead.objects.get().at
        assert at is not None
        self.known.append((at, dict(self.names)))

    def renamed(self, day: date, name: str, starts: list[date]) -> None:
        until = min((start for start in starts if start > day), default=date.max)
        for probe in PROBES:
            if day <= probe < until:
                self.names[probe] = name

    def corrected(self, day: date, name: str, starts: list[date]) -> None:
        begin = max(start for start in starts if start <= day)
        until = min((start for start in starts if start > day), default=date.max)
        for probe in PROBES:
            if begin <= probe < until:
                self.names[probe] = name


steps = st.lists(
    st.tuples(st.sampled_from(["rename", "correct"]), st.sampled_from(YEARS), st.sampled_from("BCDE")), max_size=8
)


def play(body: Organisation, model: Model, step: tuple[str, int, str], starts: list[date], version: int) -> bool:
    verb, year, name = step
    day = date(year, 3, 1)
    common: dict[str, Any] = {
        "organisation": body,
        "name": Translated(tr=name),
        "by": make.OPERATOR,
        "version": version,
    }
    try:
        if verb == "rename":
            actions.rename(day=Bound.on(day), **common)
            model.renamed(day, name, starts)
            starts.append(day)
        else:
            actions.correct_name(day=Bound.on(day), reason="it was wrong", **common)
            model.corrected(day, name, starts)
    except Refused:
        return False
    return True


@pytest.mark.property
class TestTwoClocks(ExamplesTestCase):
    def setUp(self) -> None:
        """The body that all histories are about; each is rolled back."""
        self.body = make.organisation("A", since=date(2009, 1, 1))

    @given(steps)
    def test_every_moment_answers_as_it_answered_then(self, history: list[tuple[str, int, str]]) -> None:
        body = Organisation.objects.get(pk=self.body.pk)
        model, starts, version = Model(), [date(2009, 1, 1)], 1
        model.remember()
        for step in history:
            version += play(body, model, step, starts, version)
            model.remember()
        for moment, names in model.known:
            for day in PROBES:
                found = queries.names_on([body.pk], Look(day, moment))
                assert found[body.pk].name["tr"] == names[day], (moment, day)
        held = list(Name.objects.known_at().filter(organisation=body).in_order())
        for one, other in pairwise(held):
            assert not one.period.certainly_overlaps(other.period)
