"""Who came before and after a body, followed in both directions."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.actions import record, writes
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries, wording
from kurul.rooms.organisations.actions.happening import happened
from kurul.rooms.organisations.models import ChangeEvent, ChangeKind, Organisation
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
TODAY = Look(date(2020, 1, 1))


@writes
def it_happened(kind: ChangeKind, day: date, before: list[Organisation], after: list[Organisation]) -> ChangeEvent:
    """A change event alone, as a bulk loader writes it."""
    event = happened(kind, Bound.on(day), before=before, after=after)
    record(wording.LOADED, (before + after)[0], by=make.OPERATOR)
    return event


def test_the_whole_line_is_followed_in_both_directions_by_one_query_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a, b, c, d, e = (make.organisation(name) for name in "ABCDE")
    it_happened(ChangeKind.MERGED, date(2011, 6, 1), [a, b], [c])
    it_happened(ChangeKind.SPLIT, date(2018, 7, 10), [c], [d, e])
    with django_assert_num_queries(2):
        after, before = queries.successors(a.pk, TODAY), queries.predecessors(e.pk, TODAY)
    assert [(link.of, link.to) for link in after] == [(a.pk, c.pk), (c.pk, d.pk), (c.pk, e.pk)]
    assert [(link.of, link.to) for link in before] == [(a.pk, c.pk), (b.pk, c.pk), (c.pk, e.pk)]
    assert {link.kind for link in after} == {"merged", "split"}


def test_a_body_that_goes_on_is_not_its_own_successor() -> None:
    a, b, c = (make.organisation(name) for name in "ABC")
    it_happened(ChangeKind.SPLIT, date(2011, 6, 1), [a], [a, b])
    it_happened(ChangeKind.ABSORBED, date(2012, 6, 1), [a, c], [a])
    it_happened(ChangeKind.RENAMED, date(2013, 6, 1), [a], [a])
    assert [(link.of, link.to) for link in queries.successors(a.pk, TODAY)] == [(a.pk, b.pk)]
    assert [(link.of, link.to) for link in queries.predecessors(a.pk, TODAY)] == [(c.pk, a.pk)]


def test_two_bodies_between_which_units_moved_did_not_follow_each_other() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    it_happened(ChangeKind.TRANSFERRED, date(2011, 6, 1), [a, b], [a, b])
    assert queries.successors(a.pk, TODAY) == ()


def test_what_is_to_come_is_told_apart_and_what_was_not_known_is_left_out() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    event = it_happened(ChangeKind.ABSORBED, date(2018, 7, 10), [a, b], [b])
    (link,) = queries.successors(a.pk, Look(date(2018, 7, 9)))
    assert link.happened is Certainty.NO
    assert queries.successors(a.pk, Look(date(2018, 7, 10)))[0].happened is Certainty.YES
    before = event.recorded_at.replace(year=event.recorded_at.year - 1)
    assert queries.successors(a.pk, Look(date(2018, 7, 10), known_at=before)) == ()


def test_each_change_of_a_body_is_kept_as_an_event_with_its_sides() -> None:
    top = make.organisation("Bakanlık", until=date(2030, 1, 1))
    events = ChangeEvent.objects.order_by("pk")
    assert [(e.kind, str(e.day), [p.side for p in e.parts.all()]) for e in events] == [
        ("founded", "2010-01-01", ["after"]),
        ("abolished", "2030-01-01", ["before"]),
    ]
    assert {part.organisation_id for event in events for part in event.parts.all()} == {top.pk}
