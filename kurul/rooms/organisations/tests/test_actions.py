"""Writes of the room: what is stored, what is refused, what is remembered."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.temporal.moment import NotWriting
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import Classification, Existence, Name, Organisation, Placement
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
DAY = Bound.on(date(2017, 3, 1))


def name_on(organisation: Organisation, day: date) -> str:
    return queries.names_on([organisation.pk], Look(day))[organisation.pk].name["tr"]


def test_a_founded_body_has_its_first_facts_and_one_event() -> None:
    ministry = make.organisation("Sağlık Bakanlığı", english="Ministry of Health", abbreviation="SB")
    found = queries.page(ministry.pk, Look(date(2016, 7, 19)), Actor.nobody())
    assert found is not None
    assert found.name.abbreviation == "SB"
    assert found.kind is not None
    assert found.kind.code == "ministry"
    assert found.certainty is Certainty.YES
    assert AuditEvent.objects.get().kind == "organisations.founded"


def test_a_renaming_keeps_the_old_name_for_the_days_before() -> None:
    body = make.organisation("Ulaştırma Bakanlığı")
    actions.rename(
        organisation=body, name=Translated(tr="Ulaştırma ve Altyapı Bakanlığı"), day=DAY, by=OPERATOR, version=1
    )
    assert name_on(body, date(2017, 2, 28)) == "Ulaştırma Bakanlığı"
    assert name_on(body, date(2017, 3, 1)) == "Ulaştırma ve Altyapı Bakanlığı"


def test_what_was_known_before_the_renaming_stays_what_was_known() -> None:
    body = make.organisation("Ulaştırma Bakanlığı")
    before = AuditEvent.objects.get().at
    actions.rename(organisation=body, name=Translated(tr="Yeni"), day=DAY, by=OPERATOR, version=1)
    looked = Look(date(2017, 6, 1), known_at=before)
    assert queries.names_on([body.pk], looked)[body.pk].name["tr"] == "Ulaştırma Bakanlığı"


def test_a_correction_changes_the_past_and_needs_a_reason() -> None:
    body = make.organisation("Saglik Bakanligi")
    with pytest.raises(Refused) as refusal:
        actions.correct_name(
            organisation=body, name=Translated(tr="Sağlık Bakanlığı"), reason="", day=DAY, by=OPERATOR, version=1
        )
    assert refusal.value.findings[0].field == "reason"
    assert name_on(body, date(2012, 1, 1)) == "Saglik Bakanligi"
    actions.correct_name(
        organisation=body,
        name=Translated(tr="Sağlık Bakanlığı"),
        reason="typing error",
        day=DAY,
        by=OPERATOR,
        version=1,
    )
    assert name_on(body, date(2012, 1, 1)) == "Sağlık Bakanlığı"


def test_a_change_after_a_planned_change_ends_where_that_begins() -> None:
    body = make.organisation("A")
    later = Bound.on(date(2019, 1, 1))
    actions.rename(organisation=body, name=Translated(tr="C"), day=later, by=OPERATOR, version=1)
    actions.rename(organisation=body, name=Translated(tr="B"), day=DAY, by=OPERATOR, version=2)
    assert [name_on(body, date(year, 6, 1)) for year in (2016, 2017, 2020)] == ["A", "B", "C"]


def test_a_stale_edit_is_refused_and_stores_nothing() -> None:
    body = make.organisation("A")
    actions.rename(organisation=body, name=Translated(tr="B"), day=DAY, by=OPERATOR, version=1)
    with pytest.raises(Stale):
        actions.rename(
            organisation=body, name=Translated(tr="C"), day=Bound.on(date(2018, 1, 1)), by=OPERATOR, version=1
        )
    assert name_on(body, date(2019, 1, 1)) == "B"
    assert AuditEvent.objects.count() == 2


def test_a_refused_write_leaves_the_version_as_it_was() -> None:
    body = make.organisation("A")
    with pytest.raises(Refused):
        actions.rename(organisation=body, name=Translated(), day=DAY, by=OPERATOR, version=1)
    body.refresh_from_db()
    assert body.version == 1


def test_a_stranger_may_not_rename() -> None:
    body = make.organisation("A")
    with pytest.raises(NotPermitted):
        actions.rename(organisation=body, name=Translated(tr="B"), day=DAY, by=Actor.nobody(), version=1)


def test_a_cycle_is_refused_with_a_sentence_at_the_parent() -> None:
    top = make.organisation("Bakanlık")
    middle = make.organisation("Genel Müdürlük", parent=top)
    low = make.organisation("Daire", parent=middle)
    with pytest.raises(Refused) as refusal:
        actions.move(organisation=top, parent=low, day=DAY, by=OPERATOR, version=1)
    assert [finding.code for finding in refusal.value.findings] == ["organisations.parent_cycle"]


def test_two_moves_entered_ahead_of_time_cannot_close_a_circle() -> None:
    one, two = make.organisation("Bir"), make.organisation("İki")
    actions.move(organisation=one, parent=two, day=Bound.on(date(2018, 1, 1)), by=OPERATOR, version=1)
    with pytest.raises(Refused):
        actions.move(organisation=two, parent=one, day=Bound.on(date(2017, 6, 1)), by=OPERATOR, version=1)


def test_a_move_shows_in_the_tree_of_its_day_only() -> None:
    first, second = make.organisation("Birinci"), make.organisation("İkinci")
    unit = make.organisation("Birim", parent=first)
    actions.move(organisation=unit, parent=second, day=DAY, by=OPERATOR, version=1)
    assert queries.within([first.pk], Look(date(2017, 2, 28))) == {first.pk, unit.pk}
    assert queries.within([first.pk], Look(date(2017, 3, 1))) == {first.pk}
    assert queries.chains([unit.pk], Look(date(2017, 3, 1)))[unit.pk] == (second.pk,)


def test_a_department_is_raised_to_directorate_general() -> None:
    department, general = make.level(), make.level("general_directorate", 40, "Genel müdürlük")
    unit = make.organisation("Bilgi İşlem", of_kind=make.kind("it_unit"), of_level=department)
    actions.reclassify(organisation=unit, kind=make.kind("it_unit"), level=general, day=DAY, by=OPERATOR, version=1)
    raised = Classification.objects.as_of(date(2017, 3, 1)).get(organisation=unit)
    assert raised.level == general


def test_a_body_with_parts_is_not_abolished() -> None:
    top = make.organisation("Bakanlık")
    make.organisation("Birim", parent=top)
    with pytest.raises(Refused) as refusal:
        actions.abolish(organisation=top, day=DAY, by=OPERATOR, version=1)
    assert refusal.value.findings[0].params["count"] == 1


def test_with_a_body_ends_all_that_is_said_of_it() -> None:
    top = make.organisation("Bakanlık")
    unit = make.organisation("Birim", parent=top)
    actions.abolish(organisation=unit, day=DAY, by=OPERATOR, version=1)
    for model in (Existence, Name, Classification, Placement):
        assert not model.objects.as_of(date(2017, 3, 1)).filter(organisation=unit).exists()
        assert model.objects.as_of(date(2017, 2, 28)).filter(organisation=unit).exists()
    actions.abolish(organisation=top, day=DAY, by=OPERATOR, version=1)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        make.organisation("A", since=date(2016, 1, 1), until=date(2015, 1, 1))
    assert refusal.value.findings[0].code == "organisations.end_before_start"
    assert not Organisation.objects.exists()


def test_the_database_itself_refuses_two_names_on_one_day() -> None:
    body = make.organisation("A")
    row = Name.objects.get(organisation=body)
    same = {"organisation": body, "name": Translated(tr="B"), "recorded_at": row.recorded_at}
    overlapping = facts.columns(Period.since(date(2015, 1, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.create(**same, **overlapping)
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.bulk_create([Name(**same, **overlapping)])
    later = Name.objects.create(**same, **facts.columns(Period.since(date(2001, 1, 1), date(2005, 1, 1))))
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.filter(pk=later.pk).update(valid_to_earliest=date(2016, 1, 1), valid_to=date(2016, 1, 1))


def test_no_fact_comes_to_be_outside_an_action() -> None:
    body = make.organisation("A")
    with pytest.raises(NotWriting):
        Name.objects.create(organisation=body, name=Translated(tr="B"), **facts.columns(Period.since(date(2000, 1, 1))))
