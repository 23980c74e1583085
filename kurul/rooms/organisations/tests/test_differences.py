"""The difference of two days, in the world and in what was known of it."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kurul.kernel.identity.actors import Actor
from kurul.kernel.rules import Finding
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.law.public import RelationKind
from kurul.rooms.law.tests import make as law
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import ChangeEvent, Name, Organisation
from kurul.rooms.organisations.tables import DifferenceTable
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
BEFORE, AFTER = date(2015, 12, 31), date(2016, 12, 31)


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def told(between: Between, **more: Any) -> list[tuple[str, ...]]:
    """(what, of what, before, after) of each change, the latest first."""
    found = queries.differences(between, NOBODY, **more)
    return [
        (
            str(one.what),
            str(one.name),
            *("; ".join(str(side.text) for side in sides) for sides in (one.before, one.after)),
        )
        for one in queries.told(found, between, NOBODY)
    ]


@pytest.fixture
def ministry() -> Organisation:
    return make.organisation("Sağlık Bakanlığı", since=date(2010, 1, 1))


def test_what_was_found_is_told_though_it_is_corrected_before_it_is_told(ministry: Organisation) -> None:
    """A file of many changes is read from one statement and told part by part while others work."""
    day, name = Bound.on(date(2016, 3, 1)), Translated(tr="Yeni Ad")
    actions.rename(organisation=ministry, name=name, day=day, by=make.OPERATOR, version=ministry.version)
    between = Between(BEFORE, AFTER)
    found = list(queries.differences(between, NOBODY))
    event = ChangeEvent.objects.get(kind="renamed")
    actions.withdraw_event(event=event, reason="Yanlış.", by=make.OPERATOR)
    assert [str(one.after[0].text) for one in queries.told(found, between, NOBODY)] == ["Yeni Ad"]
    assert list(queries.differences(between, NOBODY)) == []


def test_who_comes_or_goes_by_a_merger_is_not_merely_founded_or_abolished() -> None:
    a, b, c, d = (make.organisation(name, since=date(2010, 1, 1)) for name in "ABCD")
    into = actions.NewBody(Translated(tr="AB"), make.kind())
    ab = actions.merge(
        organisation=a, others=[b], into=into, day=Bound.on(date(2016, 2, 1)), by=make.OPERATOR, version=a.version
    )
    actions.absorb(organisation=c, others=[d], day=Bound.on(date(2016, 3, 1)), by=make.OPERATOR, version=c.version)
    pieces = [actions.NewBody(Translated(tr=name), make.kind()) for name in ("E", "F")]
    actions.split(
        organisation=ab, into=pieces, homes={}, goes_on=False, day=Bound.on(date(2016, 4, 1)), by=make.OPERATOR,
        version=Organisation.objects.get(pk=ab.pk).version,
    )  # fmt: skip
    actions.abolish(organisation=c, day=Bound.on(date(2016, 5, 1)), by=make.OPERATOR, version=2)
    assert sorted((what, name) for what, name, *_sides in told(Between(BEFORE, AFTER))) == [
        ("Abolished", "C"),
        ("Absorbed", "C, D"),
        ("Came to be by a merger", "AB"),
        ("Came to be by a split", "E"),
        ("Came to be by a split", "F"),
        ("Ended by a merger", "A"),
        ("Ended by a merger", "B"),
        ("Ended by a split", "AB"),
        ("Merged", "A, B, AB"),
        ("Split", "AB, E, F"),
        ("Taken in by another body", "D"),
    ]


def test_what_happened_between_two_days_is_told_and_nothing_else(ministry: Organisation) -> None:
    unit = make.organisation("Bilgi İşlem", parent=ministry, of_level=make.level(), since=date(2012, 1, 1))
    other = make.organisation("Adalet Bakanlığı")
    born = make.organisation("Siber Güvenlik", since=date(2016, 5, 1), parent=other)
    gone = make.organisation("Eski Kurum", until=date(2016, 3, 1))
    higher = make.level("directorate_general", 40, "Genel müdürlük")
    actions.rename(
        organisation=ministry, name=Translated(tr="Sıhhat"), day=Bound.on(date(2016, 2, 1)), by=make.OPERATOR, version=1
    )
    actions.move(organisation=unit, parent=other, day=Bound.on(date(2016, 6, 1)), by=make.OPERATOR, version=1)
    actions.reclassify(
        organisation=unit, kind=make.kind(), level=higher, day=Bound.on(date(2016, 7, 1)), by=make.OPERATOR, version=2
    )
    actions.rename(
        organisation=other, name=Translated(tr="Sonra"), day=Bound.on(date(2017, 2, 1)), by=make.OPERATOR, version=1
    )
    whole = told(Between(BEFORE, AFTER))
    assert whole == [
        ("Raised to a higher level", "Bilgi İşlem", "Ministry, Daire başkanlığı", "Ministry, Genel müdürlük"),
        ("Moved under another body", "Bilgi İşlem", "Sıhhat", "Adalet Bakanlığı"),
        ("Founded", "Siber Güvenlik", "", ""),
        ("Abolished", "Eski Kurum", "", ""),
        ("Renamed", "Sıhhat", "Sağlık Bakanlığı", "Sıhhat"),
    ]
    assert [one[0] for one in told(Between(BEFORE, AFTER), wanted=["names"])] == ["Renamed"]
    assert [one[1] for one in told(Between(BEFORE, AFTER), body=ministry.pk)] == [
        "Bilgi İşlem",
        "Bilgi İşlem",
        "Sıhhat",
    ]
    assert [one[1] for one in told(Between(BEFORE, AFTER), body=born.pk)] == ["Siber Güvenlik"]
    assert told(Between(BEFORE, AFTER), body=gone.pk) == [("Abolished", "Eski Kurum", "", "")]
    assert told(Between(BEFORE, date(2016, 1, 31))) == []


def test_the_first_day_is_left_out_and_the_last_included(ministry: Organisation) -> None:
    day = date(2016, 2, 1)
    actions.rename(organisation=ministry, name=Translated(tr="Sıhhat"), day=Bound.on(day), by=make.OPERATOR, version=1)
    assert len(told(Between(date(2016, 1, 31), day))) == 1
    assert told(Between(day, AFTER)) == []


def test_a_day_that_is_not_known_well_enough_counts_only_when_asked(ministry: Organisation) -> None:
    make.organisation("Bir Kurum", since=Bound.between(date(2015, 1, 1), date(2016, 6, 1)))
    make.organisation("Ay Kurumu", since=Bound.month(2016, 4))
    assert [one[1] for one in told(Between(BEFORE, AFTER))] == ["Ay Kurumu"]
    assert {one[1] for one in told(Between(BEFORE, AFTER, perhaps=True))} == {"Bir Kurum", "Ay Kurumu"}


def test_what_we_learnt_is_told_with_what_we_held_before(ministry: Organisation) -> None:
    before = Name.objects.get().recorded_at
    actions.correct_name(
        organisation=ministry,
        name=Translated(tr="Şifa"),
        reason="yanlış",
        day=Bound.on(AFTER),
        by=make.OPERATOR,
        version=1,
    )
    learnt = Between(BEFORE, AFTER, learnt=(before, clock.now()))
    assert told(learnt) == [("Held otherwise", "Şifa", "Sağlık Bakanlığı", "Şifa")]
    everything = Between(BEFORE, AFTER, learnt=(timezone.make_aware(datetime.combine(BEFORE, time.min)), clock.now()))
    assert {one[0] for one in told(everything)} == {"Entered"}
    assert told(Between(BEFORE, AFTER)) == [], "nothing happened in the world"


def test_by_the_knowledge_of_before_what_was_recorded_later_did_not_happen(ministry: Organisation) -> None:
    before = Name.objects.get().recorded_at
    actions.rename(
        organisation=ministry, name=Translated(tr="Sıhhat"), day=Bound.on(date(2016, 2, 1)), by=make.OPERATOR, version=1
    )
    assert len(told(Between(BEFORE, AFTER))) == 1
    assert told(Between(BEFORE, AFTER, known_at=before)) == []


def test_the_page_shows_exports_and_counts_the_same(client: Client, ministry: Organisation) -> None:
    make.organisation("Siber Güvenlik", since=date(2016, 5, 1), parent=ministry)
    asked = {"from": "2015-12-31", "to": "2016-12-31"}
    page = client.get("/organisations/differences/", asked).content.decode()
    assert "What happened after 31 Dec 2015, until and including 31 Dec 2016." in page
    assert "Siber Güvenlik" in page
    assert "kind=existence" in page
    rows = list(
        csv.reader(
            io.StringIO(
                client.get("/organisations/differences/", {**asked, "export": "csv"}).getvalue().decode("utf-8-sig")
            )
        )
    )
    assert [row[:3] for row in rows[1:]] == [["2016-05-01", "Founded", "Siber Güvenlik"]]
    api = client.get("/api/oversight/differences", asked).json()
    assert [(one["what"], one["name"]) for one in api["items"]] == [("founded", "Siber Güvenlik")]
    turned = client.get("/organisations/differences/", {"from": "2016-12-31", "to": "2015-12-31"})
    with translation.override("en"):
        assert sentence(Finding("organisations.days_turned")) in turned.content.decode()
    refused = client.get("/api/oversight/differences", {"from": "2016-12-31", "to": "2015-12-31"})
    (finding,) = refused.json()["findings"]
    assert (refused.status_code, finding["code"], finding["field"]) == (422, "oversight.days_turned", "from")


def test_the_number_of_queries_does_not_grow_with_what_changed(client: Client, ministry: Organisation) -> None:
    asked = {"from": "2015-12-31", "to": "2016-12-31", "body": f"#{ministry.pk}"}
    make.organisation("Birim", since=date(2016, 5, 1), parent=ministry)

    def queries_of_page() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/organisations/differences/", asked).status_code == 200
        return len(captured)

    few = queries_of_page()
    for number in range(20):
        make.organisation(f"Birim {number}", since=date(2016, 5, 2), parent=ministry)
    assert queries_of_page() == few <= 25


def test_what_was_counted_is_remembered_until_somebody_writes(ministry: Organisation) -> None:
    between = Between(date(2010, 1, 1), date(2017, 1, 1))
    first = queries.differences(between, NOBODY).counts
    with CaptureQueriesContext(connection) as asked:
        assert queries.differences(between, NOBODY).counts == first
    assert not [one for one in asked if "count(*)" in one["sql"]]
    actions.rename(
        organisation=ministry, name=Translated(tr="Yeni"), day=Bound.on(date(2016, 5, 1)), by=make.OPERATOR, version=1
    )
    assert queries.differences(between, NOBODY).counts["names"] == first.get("names", 0) + 1


def test_the_difference_is_read_from_indexes() -> None:
    """No table of facts is read from beginning to end for it."""
    between = Between(BEFORE, AFTER)
    parts = queries.differences_parts(between, NOBODY)
    assert parts
    if connection.vendor == "sqlite":
        for part in parts:
            plan = part.explain()
            scanned = [line for line in plan.splitlines() if "SCAN organisations_" in line and "USING" not in line]
            assert scanned == [], plan


def test_law_that_was_published_came_into_force_or_was_repealed_is_told() -> None:
    old = law.instrument("ESKI", law.particulars("Eski Kanun", number="1", gazetted=Bound.on(date(2005, 1, 1))))
    new = law.instrument(
        "YENI",
        law.particulars("Yeni Kanun", gazetted=Bound.on(date(2016, 3, 1)), in_force=Bound.on(date(2016, 6, 1))),
    )
    law.relate(RelationKind.REPEALS, new, old, date(2016, 6, 1))
    assert [(one[0], one[1]) for one in told(Between(BEFORE, AFTER), wanted=["law"])] == [
        ("Repealed or replaced", "1 · Eski Kanun"),
        ("Entered into force", "5070 · Yeni Kanun"),
        ("Published in the official gazette", "5070 · Yeni Kanun"),
    ]
    assert told(Between(date(2016, 6, 1), AFTER), wanted=["law"]) == []


def test_a_side_of_which_nothing_is_said_is_an_empty_cell() -> None:
    """The theme leaves empty cells out on a phone: nothing may stand in one."""
    column = DifferenceTable.base_columns["before"]
    assert [str(column.render(sides)) for sides in ((), (queries.Side(""),))] == ["", ""]
    assert str(column.render((queries.Side("Ankara"), queries.Side("")))) == "<div>Ankara</div>"
