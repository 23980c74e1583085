"""The steps of a draft are edited and put into another order; what names the body that a step makes follows it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import actor_of
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, rules
from kurul.rooms.organisations.models import ChangeKind, Reorganisation, ReorganisationStep
from kurul.rooms.organisations.tests import make
from kurul.rooms.organisations.tests.test_reorganisations import (
    CANARY,
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


class Filled(HTMLParser):
    """What a browser would send of the form on a page, nothing changed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.select = self.area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Inputs, areas and chosen options."""
        given = dict(attrs)
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in ("checkbox", "submit"):
            self.sent[name] = given.get("value", "")
        if tag == "input" and given.get("type") == "checkbox" and "checked" in given:
            self.sent.setdefault(name, []).append(given.get("value", "on"))
        if tag == "select":
            self.select = name
        if tag == "option" and "selected" in given:
            self.sent[self.select] = given.get("value", "")
        if tag == "textarea":
            self.area, self.sent[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        """The end of an area."""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        """What stands in an area."""
        if self.area:
            self.sent[self.area] += data.removeprefix("\n").strip()


def orders(made: Reorganisation) -> list[tuple[int, str]]:
    return list(made.steps.values_list("order", "kind"))


def moved(one: ReorganisationStep, *, earlier: bool, by: Any = OPERATOR) -> ReorganisationStep:
    version = Reorganisation.objects.get(pk=one.reorganisation_id).version
    return actions.move_step(step=one, earlier=earlier, by=by, version=version)


def given_to(kind: ChangeKind, body: Any, part: Any, other: Any) -> dict[str, Any]:
    """What a step of each kind can hold, all of it."""
    about: dict[str, Any] = {} if kind == ChangeKind.FOUNDED else {"organisation": body}
    said: dict[ChangeKind, dict[str, Any]] = {
        ChangeKind.FOUNDED: {"new": new("Yeni", other)},
        ChangeKind.RENAMED: {"name": Translated(tr="Yeni ad", en="New name"), "abbreviation": "YA"},
        ChangeKind.MOVED: {"parent": actions.MadeBody(1)},
        ChangeKind.RECLASSIFIED: {"kind": make.kind("agency"), "level": make.level()},
        ChangeKind.SPLIT: {"goes_on": True, "into": [new("Bir", other), new("İki", other)], "homes": {part.pk: 1}},
        ChangeKind.MERGED: {"others": [other], "into": new("Birleşik", actions.MadeBody(1))},
        ChangeKind.ABSORBED: {"others": [other]},
        ChangeKind.TRANSFERRED: {"to": other, "units": [part]},
        ChangeKind.ABOLISHED: {},
    }
    return {**about, **said[kind], "note": "Not"}


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_the_form_of_a_step_holds_what_was_given_and_keeps_it(kind: ChangeKind) -> None:
    body, other = make.organisation("Sağlık Bakanlığı"), make.organisation("Çevre Bakanlığı")
    part = make.organisation("Bilgi İşlem", parent=body)
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni Bakanlık"))
    one = step(made, kind, **given_to(kind, body, part, other))
    clerk = browser(clerk_of(None, "memur"))
    answer = clerk.get(page_of(made, "edit_step", 2))
    sent = Filled(answer.content.decode()).sent
    assert answer.status_code == 200
    assert clerk.post(page_of(made, "edit_step", 2), sent).status_code == 422  # nothing is different
    changed = clerk.post(page_of(made, "edit_step", 2), {**sent, "note": "Başka"})
    assert changed["Location"] == f"{page_of(made)}#step-2"
    assert made.steps.get(order=2).arguments == {**one.arguments, "note": "Başka"}


def test_what_is_said_of_a_new_body_bears_its_labels() -> None:
    other = make.organisation("Çevre Bakanlığı")
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni Daire", other))
    step(made, ChangeKind.SPLIT, organisation=other, goes_on=True, into=[new("Bir"), new("İki", other)], homes={})
    clerk = browser(clerk_of(None, "memur"))
    for shown in (clerk.get(page_of(made)), clerk.post(page_of(made, "preview_reorganisation"))):
        told = shown.content.decode()
        assert "<dd>Yeni Daire (Kind: Ministry, Under: Çevre Bakanlığı)</dd>" in told
        assert "<dd>Bir (Kind: Ministry); İki (Kind: Ministry, Under: Çevre Bakanlığı)</dd>" in told


def test_editing_offers_only_bodies_that_earlier_steps_make() -> None:
    unit = make.organisation("Birim")
    made = drafted()
    step(made, ChangeKind.MOVED, organisation=unit, parent=unit)
    step(made, ChangeKind.FOUNDED, new=new("Yeni"))
    clerk = browser(clerk_of(None, "memur"))
    made.refresh_from_db()
    sent = {"parent": "@2", "note": "", "version": made.version}
    refused = clerk.post(page_of(made, "edit_step", 1), sent)
    assert refused.status_code == 422
    assert "No earlier step makes the body @2" in refused.content.decode()


def test_editing_keeps_what_the_step_was_drafted_about_and_is_told_in_the_log() -> None:
    unit, target = make.organisation("Birim"), make.organisation("Hedef")
    made = drafted()
    one = step(made, ChangeKind.MOVED, organisation=unit, parent=target)
    actions.rename(organisation=unit, name=Translated(tr="B2"), day=DAY, by=OPERATOR, version=unit.version)
    other = make.organisation("Başka")
    made.refresh_from_db()
    revised = actions.revise_step(step=one, by=OPERATOR, version=made.version, parent=other, note="")
    assert revised.versions == {str(unit.pk): 1, str(other.pk): 1}
    (conflict,) = actions.rehearse(reorganisation=made, by=OPERATOR).conflicts
    assert conflict.code == "organisations.changed_since_draft"
    event = AuditEvent.objects.latest("seq")
    assert (event.kind, event.audience) == ("organisations.step_revised", "organisations.keep_registry")


def test_an_edit_upon_another_persons_edit_is_refused_and_what_was_typed_stays() -> None:
    unit = make.organisation("Birim")
    made = drafted()
    step(made, ChangeKind.RENAMED, organisation=unit, name=Translated(tr="Yeni"), abbreviation="", note="")
    clerk = browser(clerk_of(None, "memur"))
    seen = Filled(clerk.get(page_of(made, "edit_step", 1)).content.decode()).sent
    step(made, ChangeKind.ABOLISHED, organisation=unit)
    answer = clerk.post(page_of(made, "edit_step", 1), {**seen, "name_tr": CANARY})
    assert answer.status_code == 422
    again = Filled(answer.content.decode()).sent
    assert again["name_tr"] == CANARY
    assert clerk.post(page_of(made, "edit_step", 1), again).status_code == 302
    with pytest.raises(Stale):
        actions.revise_step(step=made.steps.get(order=1), by=OPERATOR, version=1, name=Translated(tr="X"))


def test_steps_change_places_and_what_names_a_body_of_theirs_follows() -> None:
    unit = make.organisation("Birim")
    made = drafted()
    renaming = step(made, ChangeKind.RENAMED, organisation=unit, name=Translated(tr="Yeni"), abbreviation="")
    step(made, ChangeKind.FOUNDED, new=new("Yeni Bakanlık"))
    step(made, ChangeKind.MOVED, organisation=unit, parent=actions.MadeBody(2))
    step(made, ChangeKind.FOUNDED, new=new("Daire", actions.MadeBody(2)))
    assert moved(renaming, earlier=False).order == 2
    assert orders(made) == [(1, "founded"), (2, "renamed"), (3, "moved"), (4, "founded")]
    assert made.steps.get(order=3).arguments["parent"] == {"made": [1, 0]}
    assert made.steps.get(order=4).arguments["new"]["new"]["parent"] == {"made": [1, 0]}
    assert actions.rehearse(reorganisation=made, by=OPERATOR).is_sound
    applied(made)


def test_a_step_goes_before_none_that_makes_what_it_names_and_past_none_that_is_not_there() -> None:
    unit = make.organisation("Birim")
    made = drafted()
    founding = step(made, ChangeKind.FOUNDED, new=new("Yeni Bakanlık"))
    moving = step(made, ChangeKind.MOVED, organisation=unit, parent=actions.MadeBody(1))
    for one, earlier, code in (
        (moving, True, "organisations.step_needs_other"),
        (founding, False, "organisations.step_needs_other"),
        (founding, True, "organisations.no_neighbour"),
        (moving, False, "organisations.no_neighbour"),
    ):
        with pytest.raises(Refused) as refusal:
            moved(one, earlier=earlier)
        assert [finding.code for finding in refusal.value.findings] == [code]
    assert orders(made) == [(1, "founded"), (2, "moved")]


def test_a_gap_that_a_dropped_step_left_is_passed() -> None:
    unit = make.organisation("Birim")
    made = drafted()
    for name in ("Bir", "İki", "Üç"):
        step(made, ChangeKind.FOUNDED, new=new(name))
    made.refresh_from_db()
    actions.drop_step(step=made.steps.get(order=2), by=OPERATOR, version=made.version)
    last = step(made, ChangeKind.MOVED, organisation=unit, parent=actions.MadeBody(1))
    assert moved(last, earlier=True).order == 3
    assert moved(made.steps.get(order=4), earlier=True).order == 3
    assert actions.rehearse(reorganisation=made, by=OPERATOR).is_sound


def test_the_buttons_put_steps_into_another_order_and_return_to_the_step() -> None:
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Bir"))
    step(made, ChangeKind.FOUNDED, new=new("İki"))
    clerk = browser(clerk_of(None, "memur"))
    shown = clerk.get(page_of(made)).content.decode()
    assert page_of(made, "later_step", 1) in shown
    assert page_of(made, "earlier_step", 2) in shown
    for name, order in (("earlier_step", 1), ("later_step", 2)):
        assert page_of(made, name, order) not in shown
    made.refresh_from_db()
    answer = clerk.post(page_of(made, "earlier_step", 2), {"version": made.version})
    assert answer["Location"] == f"{page_of(made)}#step-1"
    assert made.steps.get(order=1).arguments["new"]["new"]["name"]["texts"]["tr"] == "İki"
    clerk.post(page_of(made, "later_step", 1), {"version": made.version})  # the version of before
    assert made.steps.get(order=1).arguments["new"]["new"]["name"]["texts"]["tr"] == "İki"
    assert clerk.post(page_of(made, "later_step", 9), {"version": made.version}).status_code == 404


def test_who_keeps_the_registry_elsewhere_neither_edits_nor_moves_a_step() -> None:
    here, there = make.organisation("Burası"), make.organisation("Orası")
    made = drafted(under=here)
    one = step(made, ChangeKind.FOUNDED, new=new("Bir", here))
    account = clerk_of(there, "orasi")
    stranger, actor = browser(account), actor_of(account, DAY.latest)
    assert stranger.get(page_of(made, "edit_step", 1)).status_code == 404
    assert stranger.post(page_of(made, "later_step", 1), {"version": 2}).status_code == 404
    with pytest.raises(NotPermitted):
        moved(one, earlier=False, by=actor)
    with pytest.raises(NotPermitted):
        actions.revise_step(step=one, by=actor, version=2, new=new("Two"))


def test_what_was_applied_has_no_steps_to_edit() -> None:
    made = drafted()
    one = step(made, ChangeKind.FOUNDED, new=new("Bir"))
    applied(made)
    with pytest.raises(Refused) as refusal:
        moved(one, earlier=False)
    assert refusal.value.findings[0].code == "organisations.not_a_draft"
    clerk = browser(clerk_of(None, "memur"))
    assert clerk.get(page_of(made, "edit_step", 1)).status_code == 404
    assert reverse("organisations:edit_step", args=[made.pk, 1]) not in clerk.get(page_of(made)).content.decode()


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def test_has_a_neighbour() -> None:
    assert codes(rules.has_a_neighbour(-1, 2)) == codes(rules.has_a_neighbour(2, 2)) == ["organisations.no_neighbour"]
    assert codes(rules.has_a_neighbour(0, 2)) == codes(rules.has_a_neighbour(1, 2)) == []


def test_needs_nothing_of() -> None:
    assert codes(rules.needs_nothing_of(3, {1, 2}, 2)) == ["organisations.step_needs_other"]
    assert codes(rules.needs_nothing_of(3, {1}, 2)) == []


def test_is_applied() -> None:
    assert codes(rules.is_applied(False)) == ["organisations.not_applied"]
    assert codes(rules.is_applied(True)) == []
