"""What was recorded wrongly of lines and delegations is corrected with a reason; what was held before stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.people.actions import link_account
from kurul.rooms.people.models import Person
from kurul.rooms.positions import actions, queries
from kurul.rooms.positions.models import Delegation, Post, ReportingLine
from kurul.rooms.positions.tests import make

pytestmark = pytest.mark.django_db
DAY = date(2017, 3, 1)


def codes(refusal: Any) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


# --- reporting lines --------------------------------------------------------------------------------------------------


@pytest.fixture
def line(chief: Post, head: Post) -> ReportingLine:
    """The head of the IT unit reports to the assistant undersecretary since 2012."""
    made = make.superior(head, chief)
    assert made is not None
    return made


def mend(line: ReportingLine, **other: Any) -> ReportingLine:
    said = {
        "superior": line.superior,
        "period": line.period,
        "instrument": line.instrument,
        "reason": "Yanlış girildi.",
    }
    return actions.correct_superior(line=line, by=make.OPERATOR, **{**said, **other})


def test_a_corrected_line_keeps_what_was_held_before(line: ReportingLine, clerk: Post) -> None:
    corrected = mend(line, superior=clerk, period=Period.since(date(2014, 1, 1)), instrument=make.instrument())
    assert ReportingLine.objects.known_at().get() == corrected
    assert (corrected.superior, corrected.period.start) == (clerk, Bound.on(date(2014, 1, 1)))
    before = queries.superior_of(line.post_id, Look(DAY, line.recorded_at))
    now = queries.superior_of(line.post_id, Look(DAY))
    assert before is not None
    assert now is not None
    assert (before.id, now.id) == (line.superior_id, clerk.pk)
    event = AuditEvent.objects.order_by("-pk")[0]
    assert event.kind == "positions.superior_corrected"
    with pytest.raises(Stale):
        mend(line, superior=line.superior, period=Period.since(date(2015, 1, 1)))


def test_a_correction_of_a_line_says_why_and_changes_something(line: ReportingLine) -> None:
    with pytest.raises(Refused) as refusal:
        mend(line, reason=" ", period=Period.since(date(2014, 1, 1)))
    assert codes(refusal) == ["positions.reason_missing"]
    with pytest.raises(Refused) as refusal:
        mend(line)
    assert codes(refusal) == ["positions.nothing_changes"]


def test_a_corrected_line_keeps_to_the_posts_and_to_other_lines(line: ReportingLine, clerk: Post) -> None:
    ministry = make.ministry("B", "B")
    gone = make.post(ministry, title="Eski", until=date(2013, 1, 1))
    old = make.post(make.ministry("C", "C"), title="Köklü", since=Bound.unknown())
    young = make.post(ministry, title="Yeni", since=date(2016, 1, 1))
    for other, code in (
        ({"period": Period.since(date(2011, 1, 1), date(2010, 1, 1))}, "positions.end_before_start"),
        ({"superior": old, "period": Period.since(date(2009, 1, 1))}, "positions.outside_post"),
        ({"superior": young}, "positions.superior_missing"),
        ({"superior": line.post}, "positions.line_cycle"),
    ):
        with pytest.raises(Refused) as refusal:
            mend(line, **other)
        assert codes(refusal) == [code]
    assert mend(line, superior=gone).period.end == Bound.on(date(2013, 1, 1)), "it ends with the superior post"
    make.superior(line.post, clerk, since=date(2014, 1, 1))
    with pytest.raises(Refused) as refusal:
        mend(ReportingLine.objects.known_at().get(superior=gone), superior=line.superior, period=line.period)
    assert codes(refusal) == ["positions.line_already"]


def test_a_corrected_line_never_comes_back_to_where_it_began(line: ReportingLine, clerk: Post) -> None:
    make.superior(line.superior, clerk)
    under = make.superior(clerk, make.post(make.ministry("B", "B"), title="En üst"))
    assert under is not None
    with pytest.raises(Refused) as refusal:
        mend(under, superior=line.post)
    assert codes(refusal) == ["positions.line_cycle"]


def test_only_who_may_keep_posts_corrects_lines(
    line: ReportingLine, clerk: Post, clerk_client: Client, stranger_client: Client, client: Client
) -> None:
    with pytest.raises(NotPermitted):
        actions.correct_superior(line=line, superior=clerk, period=line.period, reason="Yanlış.", by=Actor.nobody())
    url = reverse("positions:correct_superior", args=[line.post_id, line.pk])
    assert client.get(url).status_code == 302
    assert stranger_client.get(url).status_code == 403
    page = reverse("positions:line", args=[line.post_id])
    assert url in clerk_client.get(page).content.decode()
    assert url not in client.get(page).content.decode()
    shown = clerk_client.get(url)
    assert f"#{line.superior_id}" in shown.content.decode(), "the form begins with what is recorded"
    sent = {"superior": f"#{clerk.pk}", "first_day": "2014-01-01", "last_day": "", "instrument": "", "reason": ""}
    answer = clerk_client.post(url, sent)
    assert answer.status_code == 422
    assert clerk_client.post(url, {**sent, "reason": "Yanlış kadro."}).status_code == 302
    assert ReportingLine.objects.known_at().get().superior == clerk
    again = clerk_client.post(url, {**sent, "reason": "Bir daha."})
    assert again.status_code == 422, "somebody else has corrected it in the meantime"
    assert clerk_client.get(reverse("positions:correct_superior", args=[clerk.pk, line.pk])).status_code == 404


# --- delegations ------------------------------------------------------------------------------------------------------


def set_right(given: Delegation, by: Actor = make.OPERATOR, **other: Any) -> Delegation:
    reason = other.pop("reason", "Yanlış girildi.")
    said = replace(actions.Passing.of(given), **other)
    return actions.correct_delegation(delegation=given, said=said, reason=reason, by=by)


def test_a_corrected_delegation_keeps_what_was_held_before(chief: Post, head: Post, clerk: Post) -> None:
    given = make.delegation(make.power(), chief, head, up_to=50_000)
    corrected = set_right(given, to_post=clerk, threshold=Decimal(5), period=Period.since(date(2016, 6, 1)))
    assert Delegation.objects.known_at().get() == corrected
    assert (corrected.from_post, corrected.to_post, corrected.threshold) == (chief, clerk, Decimal(5))

    def may(look: Look) -> set[int]:
        return {one.post.id for one in queries.who_may(make.power(), None, None, look).may}

    assert may(Look(DAY)) == {chief.pk, clerk.pk}
    assert may(Look(DAY, given.recorded_at)) == {chief.pk, head.pk}
    event = AuditEvent.objects.order_by("-pk")[0]
    assert event.kind == "positions.delegation_corrected"
    about = set(event.subjects.values_list("ref", flat=True))
    assert f"positions.post:{head.pk}" in about, "it stands in the history of who was named by mistake too"
    with pytest.raises(Stale):
        set_right(given, to_post=clerk)


def test_a_correction_of_a_delegation_says_why_changes_something_and_keeps_to_the_rules(
    chief: Post, head: Post, clerk: Post
) -> None:
    given = make.delegation(make.power(), chief, head, up_to=50_000)
    other = make.delegation(make.power(), chief, clerk, up_to=10)
    for said, code in (
        ({"reason": "", "threshold": None}, "positions.reason_missing"),
        ({}, "positions.nothing_changes"),
        ({"instrument": None}, "positions.delegation_not_written"),
        ({"threshold": Decimal(100_001)}, "positions.beyond_own_threshold"),
        ({"period": Period.since(date(2009, 1, 1))}, "positions.outside_post"),
        ({"period": Period.since(date(2011, 6, 1))}, "positions.power_not_held"),
        ({"to_post": clerk}, "positions.delegated_already"),
        ({"to_post": chief}, "positions.delegation_cycle"),
        ({"from_person": make.person("Başka", "Biri")}, "positions.giver_not_in_post"),
        ({"to_person": make.person("Öteki", "Biri")}, "positions.person_not_in_post"),
    ):
        with pytest.raises(Refused) as refusal:
            set_right(given, **said)
        assert set(codes(refusal)) == {code}
    assert set(Delegation.objects.known_at()) == {given, other}


def test_a_delegation_is_corrected_also_where_the_world_has_moved_on_since(chief: Post, head: Post) -> None:
    """That the power is no longer held is no fault of whoever corrects the instrument; more than stood is refused."""
    given = make.delegation(make.power(), chief, head, up_to=50_000)
    held = make.power().powerheld_rows.get()
    actions.end_power(held=held, day=Bound.on(date(2018, 1, 1)), by=make.OPERATOR)
    right = make.instrument("DEVIR-2", "Doğru onay")
    corrected = set_right(given, instrument=right)
    assert corrected.instrument == right
    with pytest.raises(Refused) as refusal:
        set_right(corrected, threshold=Decimal(200_000))
    assert codes(refusal) == ["positions.beyond_own_threshold"]


def test_a_corrected_end_is_no_revocation(chief: Post, head: Post) -> None:
    given = make.delegation(make.power(), chief, head, until=date(2018, 1, 1))
    revoked = actions.revoke_delegation(delegation=given, last_day=Bound.on(DAY), by=make.OPERATOR)
    assert set_right(revoked, threshold=Decimal(7)).is_revoked
    last = Delegation.objects.known_at().get()
    assert not set_right(last, period=Period.since(date(2016, 1, 1), date(2017, 9, 1))).is_revoked


def test_whoever_is_in_the_post_corrects_in_the_own_name_only(
    chief: Post, head: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)
    account = identity.create_account(login="ayse", display_name="Ayşe", language="tr", by=make.OPERATOR)
    ayse = Person.objects.get(appointments__post=chief)
    link_account(person=ayse, account=account, period=make.ALWAYS, by=make.OPERATOR)
    acting = make.person("Vekil", "Biri")
    make.appointment(chief, acting, since=date(2017, 1, 1), capacity="acting", absence="leave")
    given, by = make.delegation(make.power(), chief, head), actor_of(account, DAY)
    assert set_right(given, by, from_person=ayse).from_person == ayse
    given = Delegation.objects.known_at().get()
    with pytest.raises(Refused) as refusal:
        set_right(given, by, from_person=acting, period=Period.since(DAY))
    assert codes(refusal) == ["positions.for_another_person"]
    with pytest.raises(NotPermitted):
        set_right(given, Actor.nobody(), threshold=Decimal(5))


def test_a_delegation_is_corrected_by_its_page(
    chief: Post, head: Post, clerk: Post, client: Client, clerk_client: Client, stranger_client: Client
) -> None:
    given = make.delegation(make.power(), chief, head, up_to=50_000)
    url = reverse("positions:correct_delegation", args=[given.pk])
    assert client.get(url).status_code == 302
    assert stranger_client.get(url).status_code == 403
    page = reverse("positions:post_powers", args=[chief.pk])
    assert url in clerk_client.get(page).content.decode()
    assert url not in client.get(page).content.decode()
    form = clerk_client.get(url).context["form"]
    assert form["to_post"].value().startswith(f"#{head.pk}"), "the form begins with what is recorded"
    sent = {
        "power": make.power().pk,
        "from_person": f"#{Person.objects.get(appointments__post=chief).pk}",
        "to_post": f"#{clerk.pk}",
        "threshold": "200000",
        "first_day": "2016-02-01",
        "last_day": "2017-12-31",
        "instrument": make.instrument().pk,
        "reason": "Alıcı yanlış yazılmış.",
    }
    answer = clerk_client.post(url, sent)
    assert answer.context["form"].errors.get_json_data()["threshold"][0]["code"] == "positions.beyond_own_threshold"
    answer = clerk_client.post(url, {**sent, "threshold": "", "reason": ""})
    assert "reason" in answer.context["form"].errors
    assert clerk_client.post(url, {**sent, "threshold": "5000"}).status_code == 302
    corrected = Delegation.objects.known_at().get()
    assert (corrected.to_post, corrected.threshold, str(corrected.period.last_day)) == (
        clerk,
        Decimal(5000),
        "2017-12-31",
    )
    assert clerk_client.post(url, {**sent, "threshold": "7"}).status_code == 422, "it was corrected in the meantime"


def test_a_person_who_is_not_for_the_reader_stays_in_the_delegation(
    chief: Post, head: Post, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever only saves the form must not make a delegation to one person one to whoever is in the post."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    account = identity.create_account(login="ayse", display_name="Ayşe", language="en", by=make.OPERATOR)
    ayse, mehmet = (Person.objects.get(appointments__post=post) for post in (chief, head))
    link_account(person=ayse, account=account, period=make.ALWAYS, by=make.OPERATOR)
    given = make.delegation(make.power(), chief, head, only=mehmet)
    # He never was in the post, so by no post is he public any more.
    appointment = head.appointments.get(person=mehmet)
    actions.withdraw_appointment(appointment=appointment, reason="Hiç atanmadı.", by=make.OPERATOR)
    right = make.person("Başka", "Biri")
    make.appointment(head, right)
    client.force_login(account)
    url = reverse("positions:correct_delegation", args=[given.pk])
    form = client.get(url).context["form"]
    assert not form["to_person"].value()
    assert "Left empty, that stays so" in str(form["to_person"].help_text)
    sent = {
        "power": make.power().pk,
        "to_post": f"#{head.pk}",
        "first_day": "2016-01-01",
        "threshold": "5000",
        "instrument": given.instrument_id,
        "reason": "Tutar yanlış.",
    }
    answer = client.post(url, sent)
    assert [one["code"] for one in answer.context["form"].errors.get_json_data()["to_person"]] == [
        "positions.person_not_in_post"
    ]
    assert Delegation.objects.known_at().get().to_person == mehmet
    assert client.post(url, {**sent, "to_person": f"#{right.pk}"}).status_code == 302
    assert Delegation.objects.known_at().get().to_person == right
