"""Random histories through the real actions, beside a plain model: what was known at a moment never changes.

`make prove` plays ten thousand of them on each database, and lets several writers write at the same time.
"""

import copy
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TransactionTestCase

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.audit.verification import verify
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.tests.examples import ExamplesTestCase
from kurul.rooms.positions.tests.histories import (
    PROBES,
    Model,
    Said,
    World,
    circles,
    overlaps,
    play,
    said_at,
    said_on,
    steps,
)

WRITERS = 4


def on(day: Any, said: frozenset[Said], wanted: set[Certainty]) -> frozenset[Said]:
    """Of what was said what holds on the day, by the model's own arithmetic."""
    return frozenset(one for one in said if read(one[2]).on(day) in wanted)


def read(text: str) -> Period:
    """A period from its text."""
    start, _slash, end = text.partition("/")
    return Period(Bound.read(start), Bound.read(end))


@pytest.mark.property
class TestHistories(ExamplesTestCase):
    def setUp(self) -> None:
        """The records that all histories are about; each history begins with a copy, and is rolled back."""
        model = Model()
        self.began = (model, World.prepared(model))
        model.remember()

    @given(st.lists(steps, min_size=1, max_size=8), st.sampled_from(PROBES))
    def test_every_moment_answers_as_the_model_did_then(self, history: list[tuple[Any, ...]], day: Any) -> None:
        model, world = copy.deepcopy(self.began)
        for step in history:
            if play(step, world, model):
                event(step[0])
                model.remember()
            assert said_at(None) == model.now(), step
        for moment, said in model.known:
            assert said_at(moment) == said, moment
            assert said_on(day, moment, sure=True) == on(day, said, {Certainty.YES})
            assert said_on(day, moment, sure=False) == on(day, said, {Certainty.YES, Certainty.NOT_KNOWN})
        assert list(overlaps()) == []
        assert list(circles()) == []
        assert verify().problems == ()


def write(world: World, history: list[tuple[Any, ...]]) -> list[tuple[datetime, frozenset[Said]]]:
    """One writer of several: plays its history and keeps what was known right after each of its writes."""
    known = []
    try:
        for step in history:
            if play(step, world, None):
                at = AuditEvent.objects.latest("seq").at  # of this write, or of one that came after it
                known.append((at, said_at(at)))
    finally:
        connections.close_all()
    return known


@pytest.mark.property
@pytest.mark.prove
class TestParallelHistories(TransactionTestCase):
    @settings(
        max_examples=max(settings().max_examples // 50, 1),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(st.lists(steps, min_size=4, max_size=8), min_size=WRITERS, max_size=WRITERS))
    def test_writers_at_the_same_time_leave_the_same_order(self, histories: list[list[tuple[Any, ...]]]) -> None:
        world = World.prepared(Model())
        with ThreadPoolExecutor(WRITERS) as pool:
            parts = list(pool.map(lambda history: write(world, history), histories))
        for moment, said in (one for part in parts for one in part):
            assert said_at(moment) == said, moment
        moments = list(AuditEvent.objects.order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments)
        assert list(overlaps()) == []
        assert list(circles()) == []
        assert verify().problems == ()
