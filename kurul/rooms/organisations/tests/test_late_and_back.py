"""What is learnt late, and what is taken back: the entries before it stand as they stood, and rest on what they did."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.days import period_text
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import ChangeEvent, Classification, Existence, Name
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
DAY = Bound.on(date(2018, 7, 10))


def test_what_is_raised_late_is_raised_however_little_is_known_of_before() -> None:
    """Known since "19 July 2016 or earlier", and raised in 2015: so it had begun before that, and stands before it."""
    department, general = make.level(), make.level("general", 30, "Genel müdürlük")
    unit = make.organisation("Bilgi İşlem", since=Bound.by(date(2016, 7, 19)), of_level=department)
    raised = Bound.on(date(2015, 5, 1))
    actions.reclassify(organisation=unit, kind=make.kind(), level=general, day=raised, by=OPERATOR, version=1)
    before, after = Classification.objects.known_at().filter(organisation=unit).in_order()
    assert (before.level, before.period) == (department, Period(Bound.by(date(2016, 7, 19)), raised))
    with override("en"):
        assert period_text(before.period) == "30 Apr 2015 or earlier – 30 Apr 2015"
    assert (after.level, after.period) == (general, Period.since(raised))
    page = queries.page(unit.pk, Look(date(2017, 1, 1)), OPERATOR)
    assert page is not None
    assert [event.code for event in page.life if event.when == raised] == ["raised"]
    assert "lowered" not in {event.code for event in page.life}
    between = Between(date(2015, 1, 1), date(2015, 12, 31))
    told = queries.told(queries.differences(between, OPERATOR), between, OPERATOR)
    (one,) = told
    assert [("general" in str(side.text) or "Genel" in str(side.text)) for side in one.after] == [True]
    assert ["Daire" in str(side.text) for side in one.before] == [True], "what it was before is told with it"
    actions.withdraw_event(event=ChangeEvent.objects.get(kind="reclassified"), reason="Yanlış.", by=OPERATOR)
    again = Classification.objects.known_at().get(organisation=unit)
    assert (again.level, again.period) == (department, Period.since(Bound.by(date(2016, 7, 19)))), "as it was"


def test_what_is_taken_back_rests_on_what_it_rested_on_before() -> None:
    with resting_on(Basis.INFERRED):
        body = make.organisation(abbreviation="SB")
        other = make.organisation("Başka")
    actions.rename(organisation=body, name=Translated(tr="Sıhhat"), day=DAY, by=OPERATOR, version=1)
    renamed = ChangeEvent.objects.get(kind="renamed")
    corrected = actions.correct_event(
        event=renamed, day=Bound.on(date(2018, 8, 1)), instrument=None, reason="Geç.", by=OPERATOR
    )
    assert {row.basis for row in Name.objects.known_at().filter(organisation=body)} == {Basis.INFERRED, Basis.STATED}
    actions.withdraw_event(event=corrected, reason="Yanlış.", by=OPERATOR)
    assert Name.objects.known_at().get(organisation=body).basis == Basis.INFERRED
    body.refresh_from_db()
    into = actions.NewBody(Translated(tr="Birleşik"), make.kind())
    actions.merge(organisation=body, others=[other], into=into, day=DAY, by=OPERATOR, version=body.version)
    actions.withdraw_event(event=ChangeEvent.objects.known_at().get(kind="merged"), reason="Yanlış.", by=OPERATOR)
    for model in (Existence, Name, Classification):
        assert {row.basis for row in model.objects.known_at()} == {Basis.INFERRED}, model


def test_a_body_that_is_gone_leads_to_no_chart_of_it(client: Client) -> None:
    body = make.organisation()
    actions.abolish(organisation=body, day=DAY, by=OPERATOR, version=body.version)
    page, chart = (reverse(f"organisations:{name}", args=[body.pk]) for name in ("organisation", "chart"))
    for day, leads in (("2018-07-09", True), ("2018-07-10", False)):
        assert (chart in client.get(page, {"as_of": day}).content.decode()) is leads
        assert client.get(chart, {"as_of": day}).status_code == (200 if leads else 404)
