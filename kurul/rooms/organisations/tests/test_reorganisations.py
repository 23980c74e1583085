"""A reorganisation: drafted, rehearsed, applied as one or withdrawn; seen only by those who keep the registry there."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    Existence,
    Organisation,
    Placement,
    Reorganisation,
    ReorganisationStep,
)
from kurul.rooms.organisations.permissions import scope_of
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
DAY = Bound.on(date(2018, 7, 10))
CANARY = "Kanarya-reorganisation-zqx"


def drafted(title: str = "Yeniden yapılanma", **more: Any) -> Reorganisation:
    return actions.draft(title=Translated(tr=title), day=DAY, by=OPERATOR, **more)


def step(made: Reorganisation, change: ChangeKind, **arguments: Any) -> ReorganisationStep:
    made.refresh_from_db()
    return actions.add_step(reorganisation=made, change=change, by=OPERATOR, version=made.version, **arguments)


def applied(made: Reorganisation) -> Reorganisation:
    made.refresh_from_db()
    return actions.apply(reorganisation=made, by=OPERATOR, version=made.version)


def clerk_of(body: Organisation | None, login: str) -> Account:
    account = identity.create_account(login=login, display_name=login, language="en", by=OPERATOR)
    identity.grant(
        account=account,
        granted="role:registry_clerk",
        period=Period.since(date(2010, 1, 1)),
        by=OPERATOR,
        scope=scope_of(body.pk) if body else GOVERNMENT,
    )
    return account


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def page_of(made: Reorganisation, name: str = "reorganisation", *more: Any) -> str:
    return reverse(f"organisations:{name}", args=[made.pk, *more])


def new(name: str, parent: Any = None) -> actions.NewBody:
    return actions.NewBody(Translated(tr=name), make.kind(), parent=parent)


def test_steps_are_applied_as_one_write_each_with_its_event_and_one_for_the_whole() -> None:
    ministry, unit = make.organisation("Bakanlık"), make.organisation("Birim")
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni Bakanlık"))
    step(made, ChangeKind.MOVED, organisation=unit, parent=actions.MadeBody(1))
    step(made, ChangeKind.RENAMED, organisation=ministry, name=Translated(tr="Eski Bakanlık"), abbreviation="EB")
    before = AuditEvent.objects.count()
    applied(made)
    kinds = list(AuditEvent.objects.order_by("seq").values_list("kind", flat=True))[before:]
    assert kinds == [f"organisations.{kind}" for kind in ("founded", "moved", "renamed", "reorganisation_applied")]
    assert len({event.at for event in AuditEvent.objects.order_by("seq")[before:]}) == 1
    founded = Organisation.objects.latest("pk")
    assert queries.chains([unit.pk], Look(DAY.latest))[unit.pk] == (founded.pk,)
    assert ChangeEvent.objects.filter(reorganisation=made).count() == 3
    assert made.steps.count() == 3


def test_one_refused_step_leaves_nothing_of_the_others() -> None:
    unit, ending = make.organisation("Birim"), make.organisation("Biten", until=date(2019, 1, 1))
    made = drafted()
    step(made, ChangeKind.RENAMED, organisation=unit, name=Translated(tr="Yeni"), abbreviation="")
    step(made, ChangeKind.MOVED, organisation=unit, parent=ending)
    with pytest.raises(Conflict) as refusal:
        applied(made)
    (finding,) = refusal.value.findings
    assert (finding.code, finding.params["step"]) == ("organisations.step_refused", 2)
    assert finding.params["finding"].code == "organisations.parent_ends"
    with override("en"):
        assert sentence(finding).startswith("Step 2: The chosen parent ends on ")
    made.refresh_from_db()
    assert made.state == "draft"
    assert queries.labels([unit.pk]) == {unit.pk: "Birim"}


def test_a_rehearsal_says_what_would_be_and_keeps_nothing() -> None:
    ministry, other = make.organisation("Bakanlık"), make.organisation("Diğer")
    unit = make.organisation("Birim", parent=ministry)
    deep = make.organisation("Şube", parent=unit)
    made = drafted()
    step(made, ChangeKind.ABSORBED, organisation=other, others=[ministry])
    before = (AuditEvent.objects.count(), ChangeEvent.objects.count(), Existence.objects.count())
    rehearsal = actions.rehearse(reorganisation=made, by=OPERATOR)
    assert rehearsal.is_sound
    (outcome,) = rehearsal.outcomes
    assert set(outcome.ends) == {ministry.pk}
    assert set(outcome.moves) == {unit.pk, deep.pk}
    assert rehearsal.names[unit.pk] == "Birim (Diğer)"
    assert (AuditEvent.objects.count(), ChangeEvent.objects.count(), Existence.objects.count()) == before
    applied(made)
    assert not Existence.objects.as_of(DAY.latest).filter(organisation=ministry).exists()


def test_conflicts_are_listed_and_stop_the_reorganisation() -> None:
    a, b = make.organisation("A"), make.organisation("B")
    made = drafted()
    step(made, ChangeKind.ABSORBED, organisation=b, others=[a])
    step(made, ChangeKind.RENAMED, organisation=a, name=Translated(tr="C"), abbreviation="")
    a.refresh_from_db()
    actions.rename(organisation=a, name=Translated(tr="A2"), day=Bound.on(date(2015, 1, 1)), by=OPERATOR, version=1)
    rehearsal = actions.rehearse(reorganisation=made, by=OPERATOR)
    assert {finding.code for finding in rehearsal.conflicts} == {
        "organisations.changed_since_draft",
        "organisations.steps_contradict",
    }
    assert "organisations.not_existing" in {finding.code for finding in rehearsal.outcomes[1].findings}
    with pytest.raises(Conflict):
        applied(made)
    made.refresh_from_db()
    actions.drop_step(step=made.steps.get(order=2), by=OPERATOR, version=made.version)
    made.refresh_from_db()
    actions.take_as_they_are(reorganisation=made, by=OPERATOR, version=made.version)
    assert actions.rehearse(reorganisation=made, by=OPERATOR).is_sound
    applied(made)


def test_a_step_that_names_what_no_step_makes_is_refused() -> None:
    unit = make.organisation("Birim")
    made = drafted()
    step(made, ChangeKind.MOVED, organisation=unit, parent=actions.MadeBody(7))
    (outcome,) = actions.rehearse(reorganisation=made, by=OPERATOR).outcomes
    assert [finding.code for finding in outcome.findings] == ["organisations.step_names_nothing"]


def test_a_draft_without_steps_is_not_applied_and_what_is_settled_is_not_changed() -> None:
    made = drafted()
    with pytest.raises(Refused) as refusal:
        applied(made)
    assert refusal.value.findings[0].code == "organisations.no_steps"
    made.refresh_from_db()
    with pytest.raises(Refused):
        actions.withdraw(reorganisation=made, reason="", by=OPERATOR, version=made.version)
    actions.withdraw(reorganisation=made, reason="Not decided", by=OPERATOR, version=made.version)
    made.refresh_from_db()
    with pytest.raises(Refused) as settled:
        actions.revise(reorganisation=made, title=Translated(tr="B"), day=DAY, by=OPERATOR, version=made.version)
    assert settled.value.findings[0].code == "organisations.not_a_draft"


def test_a_stale_draft_is_refused() -> None:
    made = drafted()
    actions.revise(reorganisation=made, title=Translated(tr="B"), day=DAY, by=OPERATOR, version=1)
    with pytest.raises(Stale):
        actions.revise(reorganisation=made, title=Translated(tr="C"), day=DAY, by=OPERATOR, version=1)


def test_who_keeps_the_registry_elsewhere_prepares_nothing() -> None:
    here, there = make.organisation("Burası"), make.organisation("Orası")
    actor = actor_of(clerk_of(there, "orasi"), date(2018, 1, 1))
    with pytest.raises(NotPermitted):
        actions.draft(title=Translated(tr="A"), day=DAY, under=here, by=actor)
    with pytest.raises(NotPermitted):
        actions.draft(title=Translated(tr="A"), day=DAY, by=actor)
    unit = make.organisation("Birim", parent=there)
    assert actions.draft(title=Translated(tr="A"), day=DAY, under=unit, by=actor).under == unit


def test_a_draft_is_seen_only_by_those_who_keep_the_registry_there(client: Client) -> None:
    here, there = make.organisation("Burası"), make.organisation("Orası")
    unit = make.organisation("Birim", parent=here)
    made = drafted(CANARY, under=unit)
    step(made, ChangeKind.RENAMED, organisation=unit, name=Translated(tr=CANARY), abbreviation="")
    keeper, stranger, everywhere = (
        browser(clerk_of(body, login)) for body, login in ((here, "burasi"), (there, "orasi"), (None, "herkes"))
    )
    addresses = [page_of(made), reverse("organisations:reorganisations"), reverse("organisations:changes")]
    addresses += [reverse("organisations:organisation", args=[unit.pk]) + f"?tab={tab}" for tab in ("", "recorded")]
    addresses += [f"{reverse('organisations:reorganisations')}?export={form}" for form in ("csv", "json")]
    for who in (client, stranger):
        assert who.get(page_of(made)).status_code == 404
        for address in addresses:
            answer: Any = who.get(address)
            shown = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert CANARY not in shown.decode(), address
    for who in (keeper, everywhere):
        assert CANARY in who.get(page_of(made)).content.decode()
        assert CANARY in who.get(reverse("organisations:reorganisations")).content.decode()
    for post in ("preview_reorganisation", "apply_reorganisation", "take_as_they_are"):
        assert stranger.post(page_of(made, post), {"version": 2}).status_code == 404
    applied(made)
    assert CANARY in client.get(page_of(made)).content.decode()
    assert visible_to(ReorganisationStep.objects.all(), Actor.nobody()).count() == 1


def test_a_clerk_prepares_looks_and_applies_in_the_pages() -> None:
    ministry, other = make.organisation("Sağlık Bakanlığı"), make.organisation("Çevre Bakanlığı")
    unit = make.organisation("Bilgi İşlem", parent=ministry)
    clerk = browser(clerk_of(None, "memur"))
    typed = {
        "title_tr": "Birleşme",
        "title_en": "Merger",
        "under": "",
        "day": "10.07.2018",
        "instrument": "",
        "note": "",
    }
    answer = clerk.post(reverse("organisations:new_reorganisation"), typed)
    made = Reorganisation.objects.get()
    assert answer["Location"] == page_of(made)
    assert "Which body" in clerk.get(page_of(made, "add_step", "merged")).content.decode()
    asked = f"{page_of(made, 'add_step', 'merged')}?organisation=%23{ministry.pk}"
    given = {"other_1": f"#{other.pk}", "name_tr": "Yeni Bakanlık", "kind": make.kind().pk, "abbreviation": ""}
    assert clerk.post(asked, {**given, "other_1": "Nowhere"}).status_code == 422
    assert clerk.post(asked, given).status_code == 302
    founding = clerk.post(
        page_of(made, "add_step", "founded"), {"name_tr": "Daire", "kind": make.kind().pk, "parent": "@1"}
    )
    assert founding.status_code == 302
    shown = clerk.post(page_of(made, "preview_reorganisation")).content.decode()
    assert "No step would be refused" in shown
    assert "Bilgi İşlem (Yeni Bakanlık)" in shown
    preview = page_of(made, "preview_reorganisation")
    assert f'name="next" value="{preview}"' in shown
    for switched in (
        clerk.post(reverse("site:theme"), {"theme": "dark", "next": preview}, follow=True),
        clerk.get(preview, {"as_of": "2018-01-01"}, follow=True),
    ):
        assert (switched.status_code, switched.request["PATH_INFO"]) == (200, page_of(made))
    assert switched.request["QUERY_STRING"] == "as_of=2018-01-01"
    assert clerk.post(page_of(made, "apply_reorganisation"), {"version": "1"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "draft"  # somebody had looked at an earlier version
    clerk.post(page_of(made, "apply_reorganisation"), {"version": str(made.version)})
    made.refresh_from_db()
    assert made.state == "applied"
    told = clerk.get(page_of(made)).content.decode()
    assert "Merged" in told
    assert "Yeni Bakanlık" in clerk.get(reverse("organisations:organisation", args=[unit.pk])).content.decode()


@pytest.mark.parametrize("kind", ["renamed", "moved", "reclassified", "split", "absorbed", "transferred", "abolished"])
def test_each_step_has_its_form_without_day_and_instrument(kind: str) -> None:
    ministry = make.organisation("Sağlık Bakanlığı")
    make.organisation("Birim", parent=ministry)
    made = drafted()
    clerk = browser(clerk_of(None, "memur"))
    answer = clerk.get(f"{page_of(made, 'add_step', kind)}?organisation=%23{ministry.pk}")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="day"' not in shown
    assert 'name="instrument"' not in shown


def test_nobody_places_a_body_where_they_have_no_right() -> None:
    mine, theirs = make.organisation("A"), make.organisation("B")
    unit = make.organisation("Birim", parent=mine)
    clerk = actor_of(clerk_of(mine, "memur-a"), date(2016, 7, 19))
    with pytest.raises(NotPermitted):
        actions.move(organisation=unit, parent=theirs, day=DAY, by=clerk, version=unit.version)
    placed = Placement.objects.get(organisation=unit)
    with pytest.raises(NotPermitted):
        actions.correct_fact(fact=placed, period=placed.period, reason="Wrong", by=clerk, parent=theirs)
    made = drafted(under=mine)
    step(made, ChangeKind.MOVED, organisation=unit, parent=theirs)
    made.refresh_from_db()
    with pytest.raises(Conflict):  # the step is refused, and with it the whole
        actions.apply(reorganisation=made, by=clerk, version=made.version)
    assert Placement.objects.get(organisation=unit) == placed


def test_a_reorganisation_not_yet_known_has_no_page(client: Client) -> None:
    made = drafted()
    step(made, ChangeKind.FOUNDED, new=new("Yeni"))
    applied(made)
    assert client.get(page_of(made)).status_code == 200
    assert client.get(page_of(made), {"known_at": "2016-01-01"}).status_code == 404
