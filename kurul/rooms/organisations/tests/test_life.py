"""What happens to bodies together: split, merger, absorption, transfer; and what is taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from kurul.kernel.actions import record, writes
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, queries, wording
from kurul.rooms.organisations.models import (
    Affiliation,
    ChangeEvent,
    Classification,
    Completeness,
    Existence,
    Name,
    Organisation,
    OrganisationFact,
    Placement,
)
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
DAY = Bound.on(date(2018, 7, 10))
BEFORE, AFTER = Look(date(2018, 7, 9)), Look(date(2018, 7, 10))


def codes(refusal: Any) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def exists(body: Organisation, look: Look) -> bool:
    return Existence.objects.as_of(look.day).filter(organisation=body).exists()


def parent_on(body: Organisation, look: Look) -> int | None:
    return next(iter(queries.chains([body.pk], look)[body.pk]), None)


def new(name: str, parent: Organisation | None = None) -> actions.NewBody:
    return actions.NewBody(Translated(tr=name), make.kind(), parent=parent)


def merged(*bodies: Organisation, **more: Any) -> Organisation:
    first, *others = bodies
    first.refresh_from_db()
    return actions.merge(
        organisation=first, others=others, into=new("Birleşik"), day=DAY, by=OPERATOR, version=first.version, **more
    )


def absorb(organisation: Organisation, *others: Organisation) -> ChangeEvent:
    return actions.absorb(organisation=organisation, others=others, day=DAY, by=OPERATOR, version=1)


def held(models: Sequence[type[OrganisationFact]] = (Existence, Name, Classification, Placement)) -> list[Any]:
    """Everything that is held of all bodies, as it can be compared."""
    return [
        (model.__name__, row.organisation_id, str(row.period), getattr(row, "parent_id", None))
        for model in models
        for row in model.objects.known_at().order_by("organisation_id", "valid_from_latest")
    ]


# --- merger, absorption ---------------------------------------------------------------------------------------------


def test_a_merger_ends_the_old_bodies_and_takes_their_units_along() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    unit = make.organisation("Birim", parent=a)
    made = merged(a, b)
    assert [exists(body, AFTER) for body in (a, b, made)] == [False, False, True]
    assert [exists(body, BEFORE) for body in (a, b, made)] == [True, True, False]
    assert (parent_on(unit, BEFORE), parent_on(unit, AFTER)) == (a.pk, made.pk)
    assert {link.of for link in queries.predecessors(made.pk, AFTER)} == {a.pk, b.pk}
    assert AuditEvent.objects.filter(kind="organisations.merged").count() == 1
    moved = ChangeEvent.objects.get(kind="moved")
    assert moved.caused_by is not None
    assert moved.caused_by.kind == "merged"


def test_a_unit_that_was_to_come_later_comes_under_the_new_body() -> None:
    a, b, c = (make.organisation(name) for name in "ABC")
    unit = make.organisation("Birim", parent=c)
    actions.move(organisation=unit, parent=a, day=Bound.on(date(2020, 1, 1)), by=OPERATOR, version=1)
    made = merged(a, b)
    assert parent_on(unit, Look(date(2019, 1, 1))) == c.pk
    assert parent_on(unit, Look(date(2020, 1, 1))) == made.pk


@pytest.mark.parametrize("absorbed", [False, True])
def test_a_body_is_not_merged_with_itself_nor_alone(absorbed: bool) -> None:
    a = make.organisation("A")
    together = absorb if absorbed else merged
    with pytest.raises(Refused) as twice:
        together(a, a)
    assert "organisations.same_body_twice" in codes(twice)
    with pytest.raises(Refused) as alone:
        together(a)
    assert codes(alone) == ["organisations.too_few_to_merge"]
    assert exists(a, AFTER)


def test_nothing_is_absorbed_into_a_body_that_does_not_exist_on_that_day() -> None:
    later, a = make.organisation("Sonraki", since=date(2019, 1, 1)), make.organisation("A")
    with pytest.raises(Refused) as refusal:
        actions.absorb(organisation=later, others=[a], day=DAY, by=OPERATOR, version=1)
    assert codes(refusal) == ["organisations.not_existing"]
    assert exists(a, AFTER)


def test_a_body_that_absorbs_goes_on_and_is_followed_into() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    unit = make.organisation("Birim", parent=b)
    actions.absorb(organisation=a, others=[b], day=DAY, by=OPERATOR, version=1)
    assert (exists(a, AFTER), exists(b, AFTER)) == (True, False)
    assert parent_on(unit, AFTER) == a.pk
    assert [link.to for link in queries.successors(b.pk, AFTER)] == [a.pk]


def test_a_unit_does_not_absorb_what_it_stands_under() -> None:
    top = make.organisation("Bakanlık")
    unit = make.organisation("Birim", parent=top)
    with pytest.raises(Refused) as refusal:
        actions.absorb(organisation=unit, others=[top], day=DAY, by=OPERATOR, version=1)
    assert codes(refusal) == ["organisations.parent_cycle"]
    assert exists(top, AFTER)


# --- split, transfer --------------------------------------------------------------------------------------------------


def split(
    body: Organisation, *names: str, goes_on: bool = False, homes: dict[int, int] | None = None
) -> list[Organisation]:
    body.refresh_from_db()
    return actions.split(
        organisation=body, into=[new(name) for name in names], goes_on=goes_on,
        homes=homes or {},
        day=DAY, by=OPERATOR, version=body.version,
    )  # fmt: skip


def test_a_split_gives_each_part_its_home() -> None:
    body = make.organisation("Çevre ve Şehircilik")
    one, two = make.organisation("Çevre birimi", parent=body), make.organisation("Şehir birimi", parent=body)
    with pytest.raises(Refused) as refusal:
        split(body, "Çevre", "Şehir", homes={one.pk: 0})
    assert codes(refusal) == ["organisations.part_without_home"]
    environment, city = split(body, "Çevre", "Şehir", homes={one.pk: 0, two.pk: 1})
    assert (parent_on(one, AFTER), parent_on(two, AFTER)) == (environment.pk, city.pk)
    assert not exists(body, AFTER)
    assert {link.to for link in queries.successors(body.pk, AFTER)} == {environment.pk, city.pk}


def test_after_a_split_there_are_at_least_two_bodies() -> None:
    body = make.organisation("A")
    with pytest.raises(Refused) as refusal:
        split(body, "B")
    assert codes(refusal) == ["organisations.too_few_after_split"]
    unit = make.organisation("Birim", parent=body)
    (made,) = split(body, "B", goes_on=True)
    assert exists(body, AFTER)
    assert (parent_on(unit, AFTER), [link.of for link in queries.predecessors(made.pk, AFTER)]) == (body.pk, [body.pk])


def test_a_transfer_moves_units_and_both_bodies_go_on() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    unit, other = make.organisation("Birim", parent=a), make.organisation("Başka", parent=b)
    given: dict[str, Any] = {"organisation": a, "to": b, "day": DAY, "by": OPERATOR, "version": 1}
    for units, code in (([], "organisations.nothing_transferred"), ([other], "organisations.unit_elsewhere")):
        with pytest.raises(Refused) as refusal:
            actions.transfer(**given, units=units)
        assert codes(refusal) == [code]
    actions.transfer(**given, units=[unit], note="Kayıt işleri")
    assert parent_on(unit, AFTER) == b.pk
    assert queries.successors(a.pk, AFTER) == ()
    assert exists(a, AFTER)


# --- parents ----------------------------------------------------------------------------------------------------------


def test_nothing_is_placed_under_a_parent_whose_end_is_recorded() -> None:
    ending, unit = make.organisation("Biten", until=date(2020, 1, 1)), make.organisation("Birim")
    with pytest.raises(Refused) as refusal:
        actions.move(organisation=unit, parent=ending, day=DAY, by=OPERATOR, version=1)
    assert codes(refusal) == ["organisations.parent_ends"]
    with pytest.raises(Refused):
        make.organisation("Yeni", parent=ending)
    brief = make.organisation("Kısa", parent=ending, until=date(2019, 1, 1))
    assert parent_on(brief, AFTER) == ending.pk


def test_whoever_may_not_keep_a_body_does_not_merge_it() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    with pytest.raises(NotPermitted):
        actions.absorb(organisation=a, others=[b], day=DAY, by=Actor.nobody(), version=1)


# --- correcting and withdrawing ---------------------------------------------------------------------------------------


def event(kind: str) -> ChangeEvent:
    return ChangeEvent.objects.known_at().get(kind=kind)


def test_a_change_on_the_wrong_day_is_corrected_with_all_it_caused() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    unit = make.organisation("Birim", parent=a)
    made = merged(a, b)
    right = Bound.on(date(2018, 8, 1))
    with pytest.raises(Refused):
        actions.correct_event(event=event("merged"), day=right, instrument=None, reason=" ", by=OPERATOR)
    actions.correct_event(event=event("merged"), day=right, instrument=None, reason="Gazette read again", by=OPERATOR)
    assert [exists(body, AFTER) for body in (a, b, made)] == [True, True, False]
    assert (parent_on(unit, AFTER), parent_on(unit, Look(right.latest))) == (a.pk, made.pk)
    assert {str(each.day) for each in ChangeEvent.objects.known_at().exclude(kind="founded")} == {"2018-08-01"}
    assert [str(link.day) for link in queries.successors(a.pk, AFTER)] == ["2018-08-01"]


@pytest.mark.parametrize("kind", ["merged", "split", "absorbed", "transferred"])
def test_a_withdrawn_change_leaves_everything_as_it_was(kind: str) -> None:
    top = make.organisation("Üst")
    a, b = make.organisation("A", parent=top), make.organisation("B")
    unit = make.organisation("Birim", parent=a)
    actions.rename(organisation=b, name=Translated(tr="B2"), day=Bound.on(date(2021, 1, 1)), by=OPERATOR, version=1)
    before = held()
    match kind:
        case "merged":
            merged(a, b)
        case "split":
            split(a, "Bir", "İki", homes={unit.pk: 1})
        case "absorbed":
            actions.absorb(organisation=a, others=[b], day=DAY, by=OPERATOR, version=1)
        case "transferred":
            actions.transfer(organisation=a, to=b, units=[unit], day=DAY, by=OPERATOR, version=1)
    assert held() != before
    actions.withdraw_event(event=event(kind), reason="It was never published", by=OPERATOR)
    assert held() == before
    assert not ChangeEvent.objects.known_at().filter(kind__in=[kind, "moved"]).exists()


@pytest.mark.parametrize("kind", ["renamed", "moved", "reclassified", "abolished"])
def test_a_single_change_is_corrected_and_then_withdrawn(kind: str) -> None:
    a, b = make.organisation("A"), make.organisation("B")
    before = held()
    given: dict[str, Any] = {"organisation": a, "day": DAY, "by": OPERATOR, "version": 1}
    match kind:
        case "renamed":
            actions.rename(**given, name=Translated(tr="Z"))
        case "moved":
            actions.move(**given, parent=b)
        case "reclassified":
            actions.reclassify(**given, kind=make.kind("agency"), level=None)
        case "abolished":
            actions.abolish(**given)
    first = held()
    right = Bound.month(2018, 8)
    actions.correct_event(event=event(kind), day=right, instrument=None, reason="The day was wrong", by=OPERATOR)
    assert [tuple(str(part).replace("2018-07-10", "2018-08") for part in row) for row in first] == [
        tuple(str(part) for part in row) for row in held()
    ]
    actions.withdraw_event(event=event(kind), reason="It never took place", by=OPERATOR)
    assert held() == before
    stale = ChangeEvent.objects.filter(kind=kind).order_by("pk")[0]
    with pytest.raises(Stale):
        actions.withdraw_event(event=stale, reason="Again", by=OPERATOR)


def test_a_founding_is_withdrawn_only_while_nothing_else_is_said_of_the_body() -> None:
    a = make.organisation("A")
    unit = make.organisation("Birim", parent=a)
    founding = ChangeEvent.objects.get(parts__organisation=a)
    with pytest.raises(Refused) as refusal:
        actions.withdraw_event(event=founding, reason="Entered twice", by=OPERATOR)
    assert refusal.value.findings[0].params["what"] == "Birim"
    actions.withdraw_event(event=ChangeEvent.objects.get(parts__organisation=unit), reason="Twice", by=OPERATOR)
    actions.withdraw_event(event=founding, reason="Entered twice", by=OPERATOR)
    assert held() == []


def test_a_consequence_is_not_taken_back_alone() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    make.organisation("Birim", parent=a)
    merged(a, b)
    with pytest.raises(Refused) as refusal:
        actions.withdraw_event(event=event("moved"), reason="Wrong", by=OPERATOR)
    assert codes(refusal) == ["organisations.is_consequence"]


def test_a_correction_that_would_leave_a_unit_under_nothing_is_refused() -> None:
    top = make.organisation("Bakanlık")
    make.organisation("Birim", parent=top)
    founding = ChangeEvent.objects.get(parts__organisation=top)
    with pytest.raises(Refused) as refusal:
        actions.correct_event(
            event=founding, day=Bound.on(date(2012, 1, 1)), instrument=None, reason="Later", by=OPERATOR
        )
    assert codes(refusal) == ["organisations.parent_missing"]


def test_an_entry_without_an_event_is_corrected_and_one_with_an_event_is_not() -> None:
    a = make.organisation("A")
    row = Classification.objects.get(organisation=a)
    with pytest.raises(Refused) as refusal:
        actions.correct_fact(fact=row, period=Period.since(date(2011, 1, 1)), reason="Later", by=OPERATOR)
    assert codes(refusal) == ["organisations.day_of_event"]
    agency = make.kind("agency")
    right = actions.correct_fact(fact=row, period=row.period, reason="Not a ministry", by=OPERATOR, kind=agency)
    assert Classification.objects.known_at().get(organisation=a).kind == agency
    with pytest.raises(Stale):
        actions.correct_fact(fact=row, period=row.period, reason="Again", by=OPERATOR, kind=make.kind())
    with pytest.raises(Refused) as built:
        actions.withdraw_fact(fact=right, reason="Wrong", by=OPERATOR)
    assert codes(built) == ["organisations.built_upon"]


@writes
def also_placed(body: Organisation, parent: Organisation, period: Period) -> Placement:
    """A placement as a register gives it, without an event."""
    row = Placement.objects.create(organisation=body, parent=parent, **facts.columns(period))
    record(wording.MOVED, body, by=OPERATOR)
    return row


def test_an_entry_that_a_register_gave_is_mended_without_overlapping_another() -> None:
    a, b, c = (make.organisation(name) for name in "ABC")
    early = also_placed(a, b, Period.since(date(2011, 1, 1), date(2012, 1, 1)))
    also_placed(a, c, Period.since(date(2013, 1, 1)))
    with pytest.raises(Refused) as refusal:
        actions.correct_fact(
            fact=early, period=Period.since(date(2011, 1, 1), date(2014, 1, 1)), reason="Longer", by=OPERATOR, parent=b
        )
    assert codes(refusal) == ["organisations.overlaps"]
    right = actions.correct_fact(
        fact=early, period=Period.since(Bound.year(2011), date(2013, 1, 1)), reason="Longer", by=OPERATOR, parent=b
    )
    assert right.period.on(date(2011, 6, 1)) is Certainty.NOT_KNOWN
    actions.withdraw_fact(fact=right, reason="Never", by=OPERATOR)
    assert Placement.objects.known_at().get(organisation=a).parent == c


def test_with_a_body_ends_that_all_its_units_are_recorded() -> None:
    a = make.organisation("A")
    actions.state_completeness(organisation=a, period=Period.since(date(2017, 1, 1)), by=OPERATOR)
    before = held((Completeness,))
    a.refresh_from_db()
    actions.abolish(organisation=a, day=DAY, by=OPERATOR, version=a.version)
    assert held((Completeness,)) != before
    actions.withdraw_event(event=event("abolished"), reason="It was never published", by=OPERATOR)
    assert held((Completeness,)) == before


@writes
def affiliated(body: Organisation, to: Organisation, period: Period) -> None:
    """An affiliation as a register gives it."""
    Affiliation.objects.create(organisation=body, parent=to, **facts.columns(period))
    record(wording.MOVED, body, by=OPERATOR)


def test_affiliations_end_with_either_body_and_go_on_when_it_never_ended() -> None:
    a, b, c = (make.organisation(name) for name in "ABC")
    affiliated(a, b, Period.since(date(2011, 1, 1)))
    affiliated(a, c, Period.since(date(2011, 1, 1), date(2030, 1, 1)))
    affiliated(c, a, Period.since(date(2012, 1, 1)))
    affiliated(b, a, Period.since(date(2019, 1, 1)))
    affiliated(b, c, Period.since(date(2012, 1, 1)))
    before = sorted(held((Affiliation,)))
    actions.abolish(organisation=a, day=DAY, by=OPERATOR, version=a.version)
    left = Affiliation.objects.as_of(date(2020, 1, 1)).values_list("organisation_id", "parent_id")
    assert list(left) == [(b.pk, c.pk)]
    later = Bound.on(date(2018, 8, 1))
    actions.correct_event(event=event("abolished"), day=later, instrument=None, reason="Later", by=OPERATOR)
    ended = Affiliation.objects.known_at().filter(valid_to=later.latest)
    assert {(row.organisation_id, row.parent_id) for row in ended} == {(a.pk, b.pk), (a.pk, c.pk), (c.pk, a.pk)}
    actions.withdraw_event(event=event("abolished"), reason="It was never published", by=OPERATOR)
    assert sorted(held((Affiliation,))) == before
