"""Who stands above whom on which day: circles by roundabout ways, names of parents that are gone, what is not sure."""

from datetime import date

import pytest
from django.test import Client

from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()


def move(body: Organisation, parent: Organisation, day: date) -> None:
    body.refresh_from_db()
    on = Bound.on(day)
    actions.move(organisation=body, parent=parent, day=on, by=make.OPERATOR, version=body.version)


def life_of(body: Organisation) -> tuple[queries.LifeEvent, ...]:
    page = queries.page(body.pk, Look(date(2020, 1, 1)), NOBODY)
    assert page is not None
    return page.life


def test_a_circle_that_closes_by_a_second_way_on_a_later_day_is_refused() -> None:
    """x is above p until 2012 directly and afterwards through y; only afterwards does x stand under o."""
    o, p, x, y = (make.organisation(name) for name in "OPXY")
    move(p, x, date(2010, 1, 1))
    move(p, y, date(2012, 1, 1))
    move(y, x, date(2010, 1, 1))
    move(x, o, date(2015, 1, 1))
    with pytest.raises(Conflict):
        move(o, p, date(2010, 1, 1))


def test_the_life_names_a_former_parent_that_is_gone() -> None:
    parent = make.organisation("Eski Bakanlık", since=date(2000, 1, 1))
    body = make.organisation("Daire", since=date(2000, 1, 1), parent=parent)
    move(body, make.organisation("Yeni Bakanlık", since=date(2010, 1, 1)), date(2011, 1, 1))
    parent.refresh_from_db()
    actions.abolish(organisation=parent, day=Bound.on(date(2012, 1, 1)), by=make.OPERATOR, version=parent.version)
    told = [(event.code, event.params["parent"]) for event in life_of(body)
            if "parent" in event.params]  # fmt: skip
    assert told == [("placed", "Eski Bakanlık"), ("moved", "Yeni Bakanlık")]


def test_the_life_calls_a_parent_as_it_was_called_then() -> None:
    parent = make.organisation("İlk Ad", since=date(2000, 1, 1))
    body = make.organisation("Daire", since=date(2005, 1, 1), parent=parent)
    name, on = Translated(tr="İkinci Ad"), Bound.on(date(2010, 1, 1))
    actions.rename(organisation=parent, name=name, day=on, by=make.OPERATOR, version=1)
    [placed] = [event for event in life_of(body) if event.code == "placed"]
    assert placed.params["parent"] == "İlk Ad"


def test_a_name_that_perhaps_holds_is_not_shown_as_sure(client: Client) -> None:
    body = make.organisation("Eski", since=date(2000, 1, 1))
    actions.rename(
        organisation=body, name=Translated(tr="Yeni"), day=Bound.year(2016), by=make.OPERATOR, version=body.version
    )
    for day, certainty in ((date(2015, 7, 1), Certainty.YES), (date(2016, 7, 1), Certainty.NOT_KNOWN)):
        found = queries.page(body.pk, Look(day), NOBODY)
        assert found is not None
        assert found.name.certainty is certainty
    client.cookies["django_language"] = "en"
    unsure = "not known for sure on this day"
    assert unsure in client.get(f"/organisations/{body.pk}/?as_of=2016-07-01").content.decode()
    assert unsure not in client.get(f"/organisations/{body.pk}/?as_of=2015-07-01").content.decode()


def test_a_parent_that_perhaps_stands_above_is_named_as_such(client: Client) -> None:
    parent = make.organisation("Bakanlık", since=date(2000, 1, 1))
    body = make.organisation("Daire", since=Bound.by(date(2016, 7, 19)), parent=parent)
    client.cookies["django_language"] = "en"
    text = client.get(f"/organisations/{body.pk}/?as_of=2015-01-01").content.decode()
    assert "Stands under no other body" not in text
    assert "Perhaps stands under" in text
    found = queries.page(body.pk, Look(date(2015, 1, 1)), NOBODY)
    assert found is not None
    assert (found.parent, str(found.perhaps_under)) == (None, "Bakanlık")


def test_after_its_end_a_body_is_shown_by_its_last_name() -> None:
    body = make.organisation("İlk Ad", since=date(2000, 1, 1))
    actions.rename(
        organisation=body, name=Translated(tr="Son Ad"), day=Bound.on(date(2010, 1, 1)), by=make.OPERATOR, version=1
    )
    actions.abolish(organisation=body, day=Bound.on(date(2012, 1, 1)), by=make.OPERATOR, version=2)
    for day, name in ((date(2020, 1, 1), "Son Ad"), (date(1990, 1, 1), "İlk Ad")):
        found = queries.page(body.pk, Look(day), NOBODY)
        assert found is not None
        assert (str(found.name), found.certainty) == (name, Certainty.NO)


def test_a_body_stands_under_a_parent_until_it_moves_under_the_one_recorded_for_later() -> None:
    earlier, later = (make.organisation(name, since=date(2005, 1, 1)) for name in "AB")
    body = make.organisation("C", since=date(2009, 1, 1))
    move(body, later, date(2010, 5, 1))
    move(body, earlier, date(2009, 3, 1))
    parents = {day: queries.chains([body.pk], Look(day))[body.pk] for day in (date(2009, 2, 1), date(2010, 4, 30))}
    assert parents == {date(2009, 2, 1): (), date(2010, 4, 30): (earlier.pk,)}
    assert queries.chains([body.pk], Look(date(2010, 5, 1)))[body.pk] == (later.pk,)


def test_units_called_alike_are_offered_with_the_body_above() -> None:
    """In forms nobody could tell the information processing departments of two ministries apart."""
    since = date(2000, 1, 1)
    ministries = {name: make.organisation(name, since=since) for name in ("Adalet Bakanlığı", "Sağlık Bakanlığı")}
    told = {
        make.organisation("Bilgi İşlem Dairesi", since=since, parent=body).pk: f"Bilgi İşlem Dairesi, {name}"
        for name, body in ministries.items()
    }
    assert queries.meant("bilgi işlem dairesi") == told
    assert queries.suggested("islem", Look(date(2017, 1, 1)), NOBODY) == told
    alone = make.organisation("Arşiv Dairesi", since=since, parent=ministries["Adalet Bakanlığı"])
    assert queries.meant("Arşiv Dairesi") == {alone.pk: "Arşiv Dairesi"}
