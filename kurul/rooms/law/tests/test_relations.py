"""What instruments do to each other, whether they are in force, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.law import actions, queries
from kurul.rooms.law.models import Instrument, Relation, RelationKind
from kurul.rooms.law.queries.force import Days
from kurul.rooms.law.tests import make

NOBODY = Actor.nobody()
AMENDS, REPEALS, REPLACES, RESTS_ON = RelationKind
DAY = date(2012, 1, 1)


@pytest.fixture
def three(db: None) -> tuple[Instrument, Instrument, Instrument]:
    """Laws of 2001, 2005 and 2010."""
    old, middle, new = (
        make.instrument(f"KANUN-{year}", make.particulars(f"{year} Kanunu", number=str(year), issued=date(year, 6, 1)))
        for year in (2001, 2005, 2010)
    )
    return old, middle, new


Three = tuple[Instrument, Instrument, Instrument]


def refusals(kind: RelationKind, by: Instrument, target: Instrument, day: Any = DAY) -> list[tuple[str, str | None]]:
    with pytest.raises(Refused) as error:
        make.relate(kind, by, target, day)
    return [(finding.code, finding.field) for finding in error.value.findings]


def test_nothing_acts_on_itself(three: Three) -> None:
    old, _middle, new = three
    for kind in RelationKind:
        assert ("law.acts_on_itself", "instrument") in refusals(kind, old, old)
    make.relate(REPEALS, new, old, DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.update(target=new)


def test_nothing_is_amended_or_repealed_before_it_exists(three: Three) -> None:
    old, _middle, new = three
    for kind in RelationKind:
        assert refusals(kind, old, new, date(2010, 5, 31)) == [("law.acts_before_target", "day")]
    make.relate(AMENDS, old, new, Bound.year(2010))  # it may have been after June


def test_nothing_is_repealed_twice_and_nothing_repealed_is_amended(three: Three) -> None:
    old, middle, new = three
    make.relate(REPEALS, new, old, DAY)
    assert refusals(REPLACES, middle, old, date(2013, 1, 1)) == [("law.repealed_twice", "day")]
    assert refusals(AMENDS, middle, old, date(2012, 1, 2)) == [("law.amended_after_repeal", "day")]
    make.relate(AMENDS, middle, old, date(2011, 1, 1))


def test_what_is_repealed_acts_no_more_and_does_not_repeal_its_repealer(three: Three) -> None:
    old, middle, new = three
    make.relate(REPEALS, new, old, DAY)
    assert refusals(AMENDS, old, middle, date(2012, 1, 2)) == [("law.acts_after_repeal", "instrument")]
    assert refusals(REPEALS, old, new, date(2011, 1, 1)) == [("law.repeals_its_repealer", "instrument")]


def test_nothing_rests_on_what_rests_on_it(three: Three) -> None:
    old, middle, new = three
    make.relate(RESTS_ON, new, middle, DAY)
    make.relate(RESTS_ON, middle, old, DAY)
    assert refusals(RESTS_ON, old, new) == [("law.rests_in_a_circle", "instrument")]


def test_a_relation_is_recorded_once_and_the_provision_named_belongs_to_its_instrument(three: Three) -> None:
    old, middle, new = three
    make.relate(RESTS_ON, new, old, DAY)
    assert refusals(RESTS_ON, new, old) == [("law.related_already", "instrument")]
    foreign = make.provision(middle, "3")
    with pytest.raises(Refused) as error:
        actions.relate_instruments(
            kind=RESTS_ON,
            act=actions.Act(new, Bound.on(DAY), foreign),
            target=middle,
            target_provision=make.provision(old, "1"),
            by=make.OPERATOR,
            version=make.version(middle),
        )
    assert [(finding.code, finding.field) for finding in error.value.findings] == [
        ("law.provision_elsewhere", "provision"),
        ("law.provision_elsewhere", "target_provision"),
    ]


def test_an_instrument_is_told_from_both_sides_in_the_order_of_the_days(three: Three) -> None:
    old, middle, new = three
    make.relate(RESTS_ON, middle, old, None)
    make.relate(REPEALS, new, middle, DAY)
    make.relate(AMENDS, new, middle, date(2011, 1, 1))
    told = queries.told(middle.pk, Look(DAY), NOBODY)
    assert [(line.words, line.other, str(line.day)) for line in told] == [
        ("amends_met", new, "2011-01-01"),
        ("repeals_met", new, "2012-01-01"),
        ("rests_on", old, "?"),
    ]


def in_force(of: Instrument) -> Certainty:
    page = queries.page(of.pk, Look(DAY), NOBODY)
    assert page is not None
    return page.force.certainty


def test_a_withdrawn_repeal_has_never_been(three: Three) -> None:
    old, _middle, new = three
    relation = make.relate(REPEALS, new, old, DAY)
    assert in_force(old) is Certainty.NO
    actions.withdraw_relation(relation=relation, reason="Another.", by=make.OPERATOR, version=make.version(old))
    assert in_force(old) is Certainty.NOT_KNOWN


ISSUED = Bound.on(date(2004, 1, 23))
START = Bound.on(date(2004, 7, 23))


@pytest.mark.parametrize(
    ("days", "day", "certainty", "why"),
    [
        (Days(ISSUED, ISSUED, START), date(2004, 7, 23), Certainty.YES, "stands"),
        (Days(ISSUED, ISSUED, START), date(2004, 7, 22), Certainty.NO, "not_yet"),
        (Days(ISSUED, ISSUED, Bound.unknown()), date(2004, 1, 22), Certainty.NO, "not_issued"),
        (Days(ISSUED, ISSUED, Bound.unknown()), date(2026, 1, 1), Certainty.NOT_KNOWN, "start_not_known"),
        (Days(ISSUED, ISSUED, Bound.year(2004)), date(2004, 6, 1), Certainty.NOT_KNOWN, "start_not_known"),
        (Days(ISSUED, ISSUED, Bound.year(2004)), date(2005, 1, 1), Certainty.YES, "stands"),
    ],
)
def test_in_force_is_yes_no_or_not_known_and_why(days: Days, day: date, certainty: Certainty, why: str) -> None:
    found = queries.force(day, days, [])
    assert (found.certainty, found.why) == (certainty, why)


@pytest.mark.parametrize(
    ("ended", "day", "certainty", "why"),
    [
        (Bound.on(DAY), date(2011, 12, 31), Certainty.YES, "stands"),
        (Bound.on(DAY), DAY, Certainty.NO, "ended"),
        (Bound.year(2012), date(2012, 6, 1), Certainty.NOT_KNOWN, "end_not_known"),
        (Bound.year(2012), date(2013, 1, 1), Certainty.NO, "ended"),
        (Bound.unknown(), date(2013, 1, 1), Certainty.NOT_KNOWN, "end_not_known"),
    ],
)
def test_a_repeal_ends_the_force_from_its_day_on(
    three: Three, ended: Bound, day: date, certainty: Certainty, why: str
) -> None:
    old, _middle, new = three
    relation = make.relate(REPEALS, new, old, ended)
    found = queries.force(day, Days(ISSUED, ISSUED, START), [relation])
    assert (found.certainty, found.why) == (certainty, why)


def test_the_list_is_narrowed_to_what_is_in_force_or_has_ended(three: Three) -> None:
    old, _middle, new = three
    make.instrument("KANUN-1", make.particulars("Bir", number="1", in_force=date(2004, 7, 23)))
    make.relate(REPLACES, new, old, DAY)

    def codes(force: str, day: date) -> list[str]:
        return [row.code for row in queries.listing(queries.Filters(force=force), Look(day), NOBODY)]

    assert codes("ended", DAY) == ["KANUN-2001"]
    assert codes("ended", date(2011, 12, 31)) == []
    assert codes("in_force", DAY) == ["KANUN-1"]
