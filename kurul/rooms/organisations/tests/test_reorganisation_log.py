"""The log of a reorganisation is told in words: bodies, kinds and days by their names, as on its page."""

import re

import pytest
from django.utils.translation import override

from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions
from kurul.rooms.organisations.models import ChangeKind, Reorganisation
from kurul.rooms.organisations.tests import make
from kurul.rooms.organisations.tests.test_reorganisations import (
    DAY,
    OPERATOR,
    applied,
    browser,
    clerk_of,
    drafted,
    new,
    page_of,
    step,
)

pytestmark = pytest.mark.django_db


def log_of(made: Reorganisation) -> str:
    shown = browser(clerk_of(None, f"memur-{made.pk}")).get(page_of(made)).content.decode()
    lists = re.findall(r'<dl class="changes">(.*?)</dl>', shown, re.DOTALL)
    return re.sub(r"<[^>]*>", " ", " ".join(lists))


def test_what_a_step_takes_is_told_by_names() -> None:
    first, second = make.organisation("Aile Bakanlığı"), make.organisation("Çalışma Bakanlığı")
    made = drafted()
    step(made, ChangeKind.MERGED, organisation=first, others=[second], into=new("Aile ve Çalışma Bakanlığı"), note="")
    told = " ".join(log_of(made).split())
    for said in ("Change Merged", "Body Aile Bakanlığı", "Further bodies Çalışma Bakanlığı"):
        assert said in told
    assert "New body Aile ve Çalışma Bakanlığı (Kind: Ministry)" in told
    assert not re.search(r"arguments|[{}\[\]]", told)


def test_every_kind_of_value_has_its_words() -> None:
    ministry, other = make.organisation("Bakanlık"), make.organisation("Diğer")
    unit = make.organisation("Birim", parent=ministry)
    made = drafted(under=ministry)
    split = {"goes_on": True, "into": [new("Bir"), new("İki")], "homes": {unit.pk: 1}, "note": ""}
    step(made, ChangeKind.SPLIT, organisation=ministry, **split)
    one = step(made, ChangeKind.MOVED, organisation=unit, parent=other, note="")
    made.refresh_from_db()
    moved = actions.revise_step(step=one, by=OPERATOR, version=made.version, parent=actions.MadeBody(1), note="")
    made.refresh_from_db()
    actions.move_step(step=step(made, ChangeKind.ABOLISHED, organisation=other), earlier=True, by=OPERATOR, version=5)
    made.refresh_from_db()
    actions.drop_step(step=moved, by=OPERATOR, version=made.version)
    made.refresh_from_db()
    actions.take_as_they_are(reorganisation=made, by=OPERATOR, version=made.version)
    made.refresh_from_db()
    title = Translated(tr="Yeni ad")
    actions.revise(reorganisation=made, title=title, day=Bound.by(DAY.latest), by=OPERATOR, version=made.version)
    with override("en"):
        told = " ".join(log_of(made).split())
    for said in (
        "Units Birim (Bakanlık) → 2",
        "Under Diğer @1",
        "Order of the steps 1, 2, 3 1, 3, 2",
        "Bodies taken as they are",
        "Title Yeniden yapılanma Yeni ad",
        "Day 10 Jul 2018 on or before 10 Jul 2018",
        "Within Bakanlık",
        "State Draft",
    ):
        assert said in told
    assert not re.search(r"arguments|[{}\[\]]", told)


def test_what_came_of_it_is_told_too() -> None:
    ministry = make.organisation("Bakanlık")
    made = drafted()
    step(made, ChangeKind.RENAMED, organisation=ministry, name=Translated(tr="Yeni"), abbreviation="Y", note="")
    applied(made)
    told = " ".join(log_of(made).split())
    assert "State Applied" in told
    assert "Steps 1" in told
    assert "Abbreviation Y" in told
