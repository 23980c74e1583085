"""An applied reorganisation is taken back as one, or stays as a whole."""

import json
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    Existence,
    Name,
    Organisation,
    Placement,
    Reorganisation,
)
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
LATER = Bound.on(date(2019, 1, 1))


def taken_back(made: Reorganisation, by: Any = OPERATOR, reason: str = "Annulled by the court") -> Reorganisation:
    made.refresh_from_db()
    return actions.take_back(reorganisation=made, reason=reason, by=by, version=made.version)


def held() -> list[Any]:
    """What is held of names, existence and places, without the numbers of rows."""
    columns = ("organisation", "valid_from", "valid_to")
    return [
        sorted(Existence.objects.known_at().values_list(*columns)),
        sorted((row.organisation_id, row.valid_from, row.valid_to, str(row.name)) for row in Name.objects.known_at()),
        sorted(Placement.objects.known_at().values_list(*columns, "parent")),
    ]


def everything_at_once() -> tuple[Reorganisation, Organisation, Organisation, list[Any]]:
    """Bodies founded, merged, moved and renamed by one reorganisation; and what was held before it."""
    one, two = make.organisation("Bir Bakanlık"), make.organisation("İki Bakanlık")
    unit = make.organisation("Birim", parent=one)
    other = make.organisation("Başka Birim")
    before = held()
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni Bakanlık"))
    step(made, ChangeKind.MERGED, organisation=one, others=[two], into=new("Birleşik", actions.MadeBody(1)))
    step(made, ChangeKind.MOVED, organisation=other, parent=actions.MadeBody(2))
    step(made, ChangeKind.RENAMED, organisation=other, name=Translated(tr="Yeni Birim"), abbreviation="")
    applied(made)
    return made, unit, other, before


def test_all_of_it_is_taken_back_with_one_event_for_each_change_and_one_for_the_whole() -> None:
    made, unit, other, before = everything_at_once()
    assert held() != before
    counted = AuditEvent.objects.count()
    taken_back(made)
    assert held() == before
    assert not ChangeEvent.objects.known_at().filter(reorganisation=made).exists()
    kinds = list(AuditEvent.objects.order_by("seq").values_list("kind", flat=True))[counted:]
    assert kinds == ["organisations.event_withdrawn"] * 4 + ["organisations.reorganisation_taken_back"]
    last = AuditEvent.objects.latest("seq")
    assert json.loads(last.body)["reason"] == "Annulled by the court"
    assert last.subjects.filter(ref=f"organisations.organisation:{unit.pk}").exists()
    made.refresh_from_db()
    assert (made.state, made.taken_back_at) == ("taken_back", last.at)
    assert queries.chains([other.pk], Look(DAY.latest))[other.pk] == ()


def test_what_was_built_on_it_since_is_named_and_everything_stays() -> None:
    made, _unit, other, _before = everything_at_once()
    other.refresh_from_db()
    actions.abolish(organisation=other, day=LATER, by=OPERATOR, version=other.version)
    merged = Organisation.objects.get(pk=next(iter(queries.meant("Birleşik"))))
    make.organisation("Sonraki Birim", parent=merged, since=LATER)
    was = held()
    with pytest.raises(Conflict) as refusal:
        taken_back(made)
    said = [sentence(finding) for finding in refusal.value.findings]
    assert any("Sonraki Birim" in one for one in said)
    assert held() == was
    made.refresh_from_db()
    assert (made.state, made.taken_back_at) == ("applied", None)


def test_a_later_change_of_the_same_body_is_named_with_its_day() -> None:
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni"))
    applied(made)
    founded = Organisation.objects.latest("pk")
    actions.rename(
        organisation=founded, name=Translated(tr="Daha Yeni"), day=LATER, by=OPERATOR, version=founded.version
    )
    with pytest.raises(Conflict) as refusal:
        taken_back(made)
    assert [finding.code for finding in refusal.value.findings] == [
        "organisations.change_stays",
        "organisations.came_since",
    ]
    since = sentence(refusal.value.findings[1])
    assert "Daha Yeni" in since
    assert "2019-01-01" in since
    later = ChangeEvent.objects.get(kind=ChangeKind.RENAMED)
    actions.withdraw_event(event=later, reason="Wrong", by=OPERATOR)
    taken_back(made)
    assert not Existence.objects.known_at().filter(organisation=founded).exists()


def test_what_was_withdrawn_alone_before_is_no_hindrance() -> None:
    made, _unit, _other, before = everything_at_once()
    event = ChangeEvent.objects.known_at().get(reorganisation=made, kind=ChangeKind.RENAMED)
    actions.withdraw_event(event=event, reason="Wrong", by=OPERATOR)
    taken_back(made)
    assert held() == before


def test_what_was_corrected_since_is_taken_back_in_its_place() -> None:
    """A corrected change bears a later number, yet what was built on it within the reorganisation goes before it."""
    made, _unit, _other, before = everything_at_once()
    event = ChangeEvent.objects.known_at().get(reorganisation=made, kind=ChangeKind.MERGED)
    for note in ("Gerekçe", "Gerekçe düzeltildi"):
        event = actions.correct_event(event=event, day=DAY, note=note, instrument=None, reason="Eksik.", by=OPERATOR)
    taken_back(made)
    assert held() == before


def test_it_takes_a_reason_the_version_that_was_read_and_one_that_is_applied() -> None:
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni"))
    with pytest.raises(Refused) as draft:
        taken_back(made)
    assert draft.value.findings[0].code == "organisations.not_applied"
    applied(made)
    with pytest.raises(Refused) as silent:
        taken_back(made, reason=" ")
    assert silent.value.findings[0].code == "organisations.reason_missing"
    with pytest.raises(Stale):
        actions.take_back(reorganisation=made, reason="So", by=OPERATOR, version=1)
    taken_back(made)
    with pytest.raises(Refused) as again:
        taken_back(made)
    assert again.value.findings[0].code == "organisations.not_applied"


def test_it_takes_the_right_where_the_reorganisation_lies_and_at_every_body() -> None:
    here, there = make.organisation("Burası"), make.organisation("Orası")
    made = drafted(under=here)
    step(made, ChangeKind.RENAMED, organisation=there, name=Translated(tr="Yeni"), abbreviation="")
    applied(made)
    with pytest.raises(NotPermitted):
        taken_back(made, by=actor_of(clerk_of(there, "orasi"), DAY.latest))
    with pytest.raises(Conflict) as refusal:
        taken_back(made, by=actor_of(clerk_of(here, "burasi"), DAY.latest))
    (stays,) = refusal.value.findings
    assert (stays.code, stays.params["finding"].code) == ("organisations.change_stays", "kernel.not_permitted")


def test_it_is_taken_back_in_the_pages_and_stays_public(client: Client) -> None:
    made, *_rest, before = everything_at_once()
    clerk = browser(clerk_of(None, "memur"))
    address = page_of(made, "take_back_reorganisation")
    assert address in clerk.get(page_of(made)).content.decode()
    assert address not in client.get(page_of(made)).content.decode()
    made.refresh_from_db()
    assert made.settled_at is not None
    sent = {"version": made.version, "reason": "Annulled by the court"}
    assert clerk.post(address, {**sent, "reason": ""}).status_code == 422
    assert clerk.post(address, sent).status_code == 302
    assert held() == before
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    shown = client.get(page_of(made)).content.decode()
    assert "Taken back" in shown
    assert "Annulled by the court" in shown
    for known_at, state in ((made.settled_at, "applied"), (None, "taken_back")):
        (row,) = queries.reorganisations(Look(DAY.latest, known_at), Actor.nobody())
        assert row.state == state
    assert clerk.get(address).status_code == 404
    clerk.post(page_of(made, "apply_reorganisation"), {"version": made.version})
    assert Reorganisation.objects.get().state == "taken_back"


def test_the_database_holds_state_and_moment_together() -> None:
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni"))
    applied(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reorganisation.objects.update(state="taken_back")
