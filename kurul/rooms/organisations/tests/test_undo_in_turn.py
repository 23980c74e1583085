"""Imports that built on each other are taken back one after the other, the last one first, and can come again."""

from datetime import date, datetime
from typing import Any

import pytest

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.refusals import Conflict
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import Body, SaidChange, rename
from kurul.rooms.organisations.models import ChangeEvent, ChangePart, Name, Organisation, Placement
from kurul.rooms.organisations.tests.register import body, load

pytestmark = pytest.mark.django_db
OPERATOR, TODAY = Actor.operator(), date(2020, 1, 1)


def imported(*bodies: Body, **more: Any) -> ImportRun:
    load(*bodies, **more)
    return ImportRun.objects.latest("pk")


def take_back(*runs: ImportRun) -> None:
    for run in runs:
        undo(run=run, reason="", by=OPERATOR)


def names(known_at: datetime | None = None) -> list[str]:
    held = Name.objects.as_of(TODAY, known_at)
    return sorted(str(row.name) for row in held)


def refusals(run: ImportRun) -> set[str]:
    with pytest.raises(Conflict) as caught:
        take_back(run)
    return {finding.code for finding in caught.value.findings}


def test_what_an_import_says_again_after_a_later_one_was_taken_back_is_its_own() -> None:
    first = imported(body("1", "Eski"), body("2", parent="1"))
    second = imported(body("1", "Yeni"), body("2"), body("3", parent="1"))
    take_back(second, first)
    assert names() == []
    again = load(body("1", "Eski"), body("2", parent="1"))
    assert again.refused == []
    assert names() == ["Eski", "Kurum 2"]
    assert Placement.objects.as_of(TODAY).count() == 1


def test_any_number_of_imports_is_taken_back_one_after_the_other() -> None:
    runs = [imported(body("1", name)) for name in ("Bir", "İki", "Üç", "Dört")]
    seen = []
    for run in reversed(runs):
        take_back(run)
        seen += [names()]
    assert seen == [["Üç"], ["İki"], ["Bir"], []]


def test_an_import_that_came_and_went_twice_is_no_matter_of_the_first() -> None:
    first = imported(body("1", "Eski"))
    take_back(imported(body("1", "Yeni")))
    take_back(imported(body("1", "Yeni")))
    take_back(first)
    assert names() == []


def test_what_was_known_at_each_moment_stays_known() -> None:
    first, second = imported(body("1", "Eski")), imported(body("1", "Yeni"))
    take_back(second, first)
    second.refresh_from_db()
    moments = (first.at, second.at, second.undone_at)
    assert [names(moment) for moment in moments] == [["Eski"], ["Yeni"], ["Eski"]]


def test_what_the_first_import_replaced_is_held_again_at_last() -> None:
    other = imported(body("1", "Önce"))
    first, second = imported(body("1", "Eski")), imported(body("1", "Yeni"))
    take_back(second, first)
    assert names() == ["Önce"]
    take_back(other)
    assert names() == []


def test_change_events_with_their_parts_stand_against_it_no_more() -> None:
    def change(day: date) -> SaidChange:
        keys = (("test", "1"),), (("test", "2"),)
        return SaidChange(kind="absorbed", day=Bound.on(day), before=keys[0], after=keys[1], file="f", row=1)

    first = imported(body("1"), body("2"), changes=[change(date(2015, 1, 1))])
    second = imported(body("1"), body("2"), changes=[change(date(2016, 1, 1))])
    take_back(second)
    held = ChangeEvent.objects.known_at().get()
    assert (held.day.day, ChangePart.objects.filter(event=held).count()) == (date(2015, 1, 1), 2)
    take_back(first)
    assert not ChangeEvent.objects.known_at().exists()


def test_events_alone_that_went_do_not_keep_the_bodies() -> None:
    keys = (("test", "1"),), (("test", "2"),)
    said = SaidChange(kind="absorbed", day=Bound.on(date(2016, 1, 1)), before=keys[0], after=keys[1], file="f", row=1)
    first = imported(body("1"), body("2"))
    take_back(imported(body("1"), body("2"), changes=[said]), first)
    assert names() == []


def test_what_somebody_wrote_between_the_imports_still_stands_against_it() -> None:
    first = imported(body("1", "Eski"), body("2"))
    elsewhere = Organisation.objects.order_by("pk")[1]
    rename(organisation=elsewhere, name=Translated(tr="Elle"), day=Bound.on(date(2015, 1, 1)), by=OPERATOR, version=1)
    take_back(imported(body("1", "Yeni")))
    assert refusals(first) >= {"kernel.import_changed_since", "kernel.import_written_since"}
    assert names() == ["Elle", "Eski"]


def test_what_somebody_changed_of_what_is_held_again_stands_against_it() -> None:
    first = imported(body("1", "Eski"))
    take_back(imported(body("1", "Yeni")))
    one = Organisation.objects.get()
    rename(
        organisation=one, name=Translated(tr="Elle"), day=Bound.on(date(2015, 1, 1)), by=OPERATOR, version=one.version
    )
    assert refusals(first) >= {"kernel.import_changed_since", "kernel.import_written_since"}
    assert names() == ["Elle"]


def test_the_later_import_goes_first() -> None:
    first, second = imported(body("1", "Eski")), imported(body("1", "Yeni"))
    assert "kernel.import_changed_since" in refusals(first)
    take_back(second, first)
    assert names() == []
