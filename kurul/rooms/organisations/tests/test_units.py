"""Units that matter: has, has not and not known told apart, at which level, over the years; entered by form or line."""

import html
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Refused
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.tests.fragments import assert_cells_stack
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import actions, queries, unit_lines
from kurul.rooms.organisations.models import (
    Completeness,
    Kind,
    KindGroup,
    Organisation,
    UnitRule,
)
from kurul.rooms.organisations.queries import Survey, UnitState
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
THEN, NOW = date(2016, 12, 31), date(2017, 6, 1)
BUDGET = 25


@pytest.fixture
def rule() -> UnitRule:
    """IT units, expected of ministries (central) and municipalities (local), usually departments."""
    return defined()


def defined() -> UnitRule:
    """That rule, defined."""
    ministry, municipality = make.kind(), make.kind("municipality", "Belediye", "Municipality")
    Kind.objects.get_or_create(
        code="it_unit", defaults={"name": Translated(tr="Bilgi işlem", en="IT"), "is_unit": True}
    )
    Kind.objects.get_or_create(code="unit", defaults={"name": Translated(tr="Birim"), "is_unit": True})
    groups = {
        "central": (Translated(tr="Merkez", en="Central"), ["ministry"]),
        "local": (Translated(tr="Mahallî", en="Local"), ["municipality"]),
    }
    actions.define_groups(groups=groups, by=OPERATOR)
    return actions.define_unit_rule(
        code="it",
        name=Translated(tr="Bilgi işlem birimleri", en="IT departments"),
        kinds=[Kind.objects.get(code="it_unit")],
        expected_of=[ministry, municipality],
        usual_level=make.level(),
        by=OPERATOR,
    )


def unit(
    parent: Organisation, since: date | Bound = date(2010, 1, 1), kind: str = "it_unit", **more: Any
) -> Organisation:
    of_level = more.pop("level", make.level())
    return make.organisation(
        "Bilgi İşlem", parent=parent, of_kind=Kind.objects.get(code=kind), of_level=of_level, since=since, **more
    )


def stated(body: Organisation, since: date) -> Completeness:
    return actions.state_completeness(organisation=body, period=Period.since(since), by=OPERATOR)


def states(rule: UnitRule, day: date) -> dict[int, UnitState]:
    survey = Survey(rule, Look(day), Actor.nobody())
    return {row.body: row.state for row in survey.rows(day)}


def test_has_has_not_and_not_known_are_told_apart(rule: UnitRule) -> None:
    has, has_not, silent, raised, perhaps = (make.organisation(name) for name in "ABCDE")
    unit(has)
    stated(has_not, date(2017, 1, 1))
    unit(raised, level=make.level("general_directorate", 40, "Genel müdürlük"))
    unit(perhaps, since=Bound.year(2017))
    stated(perhaps, date(2010, 1, 1))
    assert states(rule, NOW) == {
        has.pk: UnitState.HAS,
        has_not.pk: UnitState.HAS_NOT,
        silent.pk: UnitState.NOT_KNOWN,
        raised.pk: UnitState.RAISED,
        perhaps.pk: UnitState.NOT_KNOWN,
    }
    before = states(rule, THEN)
    assert (before[has_not.pk], before[perhaps.pk]) == (UnitState.NOT_KNOWN, UnitState.HAS_NOT)


def test_a_unit_belongs_to_the_nearest_body_above_it(rule: UnitRule) -> None:
    ministry = make.organisation("Bakanlık")
    between = unit(ministry, kind="unit")
    agency = make.organisation("Kurum", parent=ministry, of_kind=make.kind("agency"))
    unit(agency)
    assert states(rule, NOW) == {ministry.pk: UnitState.NOT_KNOWN}
    unit(between)
    assert states(rule, NOW) == {ministry.pk: UnitState.HAS}


def test_of_several_units_the_highest_counts_and_its_days_are_told(rule: UnitRule) -> None:
    ministry = make.organisation("Bakanlık")
    unit(ministry)
    high = unit(ministry, since=date(2012, 5, 1))
    general = make.level("general_directorate", 40, "Genel müdürlük")
    actions.reclassify(
        organisation=high,
        kind=Kind.objects.get(code="it_unit"),
        level=general,
        day=Bound.on(date(2017, 3, 1)),
        by=OPERATOR,
        version=1,
    )
    (row,) = Survey(rule, Look(NOW), OPERATOR).rows(NOW)
    assert (row.unit, row.further, str(row.since), str(row.level_since)) == (high.pk, 1, "2012-05-01", "2017-03-01")
    assert row.state is UnitState.RAISED
    (before,) = Survey(rule, Look(THEN), OPERATOR).rows(THEN)
    assert before.state is UnitState.HAS


def test_shares_are_counted_centrally_and_locally_over_the_years_by_queries_that_do_not_grow(
    rule: UnitRule, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    town = make.kind("municipality")
    for number in range(4):
        ministry = make.organisation(f"Bakanlık {number}")
        unit(ministry, since=date(2014 + number, 1, 1))
    make.organisation("Belediye", of_kind=town, since=Bound.by(date(2025, 12, 31)))
    make.organisation("Eski belediye", of_kind=town)
    central, local = KindGroup.objects.order_by("order")
    with django_assert_max_num_queries(19):
        survey = Survey(rule, Look(NOW), Actor.nobody())
        over = [survey.coverage(day)[central].having for day in queries.years_up_to(NOW, 4)]
        covered = survey.coverage(NOW)
    assert over == [1, 2, 3, 4]
    assert (covered[central].total, covered[central].share_having, covered[central].share_raised) == (4, 100, 0)
    assert (covered[local].total, covered[local].perhaps, covered[local].share_raised) == (1, 1, None)


def test_completeness_is_stated_once_and_withdrawn_with_a_reason() -> None:
    body = make.organisation("A")
    first = stated(body, date(2017, 1, 1))
    with pytest.raises(Conflict):
        stated(body, date(2017, 5, 1))
    with pytest.raises(Refused):
        actions.withdraw_completeness(completeness=first, reason="", by=OPERATOR)
    actions.withdraw_completeness(completeness=first, reason="One was missing", by=OPERATOR)
    assert not Completeness.objects.known_at().exists()


def test_a_rule_that_nothing_fits_is_refused(rule: UnitRule) -> None:
    with pytest.raises(Refused) as refusal:
        actions.define_unit_rule(code="x", name=Translated(tr="X"), kinds=[], expected_of=[], by=OPERATOR)
    assert {finding.field for finding in refusal.value.findings} == {"kinds", "expected_of"}


# --- pages ------------------------------------------------------------------------------------------------------------


def page_of(rule: UnitRule, name: str = "units") -> str:
    return reverse(f"organisations:{name}", args=[rule.code])


def test_the_page_tells_the_states_and_every_number_leads_to_its_rows(
    client: Client, rule: UnitRule, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    has, silent = make.organisation("Sağlık Bakanlığı"), make.organisation("Adalet Bakanlığı")
    unit(has)
    with django_assert_max_num_queries(BUDGET):
        shown = client.get(page_of(rule), {"as_of": "2017-06-01"}).content.decode()
    assert "state=having&amp;group=central" in shown
    assert "Sağlık Bakanlığı" in shown
    having = client.get(page_of(rule), {"as_of": "2017-06-01", "state": "having"}).content.decode()
    assert "Sağlık Bakanlığı" in having
    assert "Adalet Bakanlığı" not in having
    exported: Any = client.get(page_of(rule), {"as_of": "2017-06-01", "state": "not_known", "export": "csv"})
    text = b"".join(exported.streaming_content).decode()
    assert "Adalet Bakanlığı" in text
    assert "Sağlık Bakanlığı" not in text
    assert silent.pk
    assert client.get(reverse("organisations:units", args=["none"])).status_code == 404


@pytest.mark.parametrize("address", ["unit_rules", "units"])
def test_where_no_body_is_sure_it_is_said_first_how_many_there_may_have_been(
    clerk_client: Client, rule: UnitRule, address: str
) -> None:
    local = make.kind("municipality")
    for name in ("Aladağ", "Ceyhan"):
        make.organisation(f"{name} Belediyesi", of_kind=local, since=Bound.by(date(2025, 12, 31)))
    url = reverse(f"organisations:{address}", args=[rule.code] if address == "units" else [])
    shown = clerk_client.get(url, {"as_of": "2016-07-19"}).content.decode()
    local_part = shown[shown.rindex("Local</h") :]
    first = "2 bodies may have existed on this day; none is known for sure."
    assert local_part.index(first) < local_part.index("Bodies that should have one")
    assert "more bodies may have existed" not in local_part
    make.organisation("Kesin Belediyesi", of_kind=local)
    later = clerk_client.get(url, {"as_of": "2016-07-19"}).content.decode()
    assert first not in later
    assert "2 more bodies may have existed on this day." in later


def test_on_a_phone_what_counts_stands_beside_its_label(clerk_client: Client, rule: UnitRule) -> None:
    shown = clerk_client.get(reverse("organisations:groups")).content.decode()
    assert page_of(rule, "unit_rule") in shown
    assert_cells_stack(shown)


def test_a_municipality_enters_its_unit_by_one_short_form(clerk_client: Client, rule: UnitRule) -> None:
    town = make.organisation("Aladağ Belediyesi", of_kind=make.kind("municipality"))
    url = f"{page_of(rule, 'enter_unit')}?body={town.pk}"
    assert "Aladağ Belediyesi" in clerk_client.get(url).content.decode()
    typed = {
        "parent": f"#{town.pk}",
        "name_tr": "Bilgi İşlem Müdürlüğü",
        "kind": rule.kinds.get().pk,
        "first_day": "2015",
    }
    assert clerk_client.post(url, typed).status_code == 302
    assert states(rule, NOW)[town.pk] is UnitState.HAS


def test_many_are_entered_by_lines_after_a_look_at_what_would_come_of_each(
    clerk_client: Client, rule: UnitRule
) -> None:
    towns = [
        make.organisation(f"{name} Belediyesi", of_kind=make.kind("municipality")) for name in ("Aladağ", "Ceyhan")
    ]
    make.organisation("Çift"), make.organisation("Çift")
    url = page_of(rule, "enter_lines")
    wrong = "\n".join(
        (
            "body,name,level,first_day,kind",
            f"#{towns[0].pk},Bilgi İşlem Müdürlüğü,department,2015-03-01",
            "Ceyhan Belediyesi,Bilgi İşlem,hochamt",
            "Yok Belediyesi,Bilgi İşlem",
            "Çift,Bilgi İşlem",
            f"#{towns[1].pk},Bilgi İşlem,,yesterday",
            "a,b,c,d,e,f",
            f"#{towns[1].pk},,",
        )
    )
    answer = clerk_client.post(url, {"lines": wrong})
    shown = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "“hochamt” is no kind",
        "No body is called “Yok Belediyesi”",
        "Several bodies",
        "“yesterday” is not",
        "6 parts",
        "Give a name",
    ):
        assert said in shown, said
    assert_cells_stack(shown)
    summary = shown[shown.index('role="alert"') : shown.index("</ul>", shown.index('role="alert"'))]
    assert "6 lines would be refused" in summary
    assert 'href="#id_lines"' in summary
    assert "<title>Error: " in shown
    sent = SimpleUploadedFile("units.csv", wrong.encode())
    assert "Ceyhan Belediyesi,Bilgi İşlem,hochamt" in clerk_client.post(url, {"file": sent}).content.decode()
    nothing = clerk_client.post(url, {"lines": "body,name,level,first_day,kind"})
    assert nothing.status_code == 422
    assert "<title>Error: " in nothing.content.decode()
    assert "There is no line with a unit" in nothing.content.decode()
    assert set(states(rule, NOW).values()) == {UnitState.NOT_KNOWN}
    right = f"\ufeff#{towns[0].pk};Bilgi İşlem Müdürlüğü;Daire başkanlığı;2015-03-01\nCeyhan Belediyesi;Bilgi İşlem\n"
    file = SimpleUploadedFile("units.csv", right.encode())
    preview = clerk_client.post(url, {"file": file}).content.decode()
    assert "Every line can be entered." in preview
    assert not Organisation.objects.filter(names__name__tr="Bilgi İşlem Müdürlüğü").exists()
    assert clerk_client.post(url, {"lines": right.lstrip("\ufeff"), "confirmed": "1"}).status_code == 302
    assert {states(rule, NOW)[towns[0].pk], states(rule, date(2014, 1, 1))[towns[0].pk]} == {
        UnitState.HAS,
        UnitState.NOT_KNOWN,
    }
    assert "#12" in clerk_client.get(url, {"template": "1"}).content.decode()


@pytest.mark.parametrize(
    ("line", "code", "params"),
    [
        ("Yok,Bilgi İşlem", "organisations.body_not_found", {"text": "Yok"}),
        ("Çift,Bilgi İşlem", "organisations.body_not_clear", {"text": "Çift"}),
        ("a,b,c,d,e,f", "organisations.too_many_columns", {"count": 6, "most": 5}),
        (
            "body,name" + "\n" * unit_lines.MOST_LINES + "a,b",
            "organisations.too_many_lines",
            {"most": unit_lines.MOST_LINES},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("organisations.") else "",
)
@pytest.mark.parametrize("language", ["en", "tr"])
def test_a_line_is_refused_by_its_code_with_its_number_and_nothing_is_entered(
    clerk_client: Client, rule: UnitRule, line: str, code: str, params: dict[str, Any], language: str
) -> None:
    twins = [make.organisation("Çift"), make.organisation("Çift")]
    (read,) = unit_lines.read_lines(line, rule)
    assert [finding.code for finding in read.findings] == [code]
    assert params.items() <= dict(read.findings[0].params).items()
    bodies, events = Organisation.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refusal:
        actions.enter_units(lines=[read], by=OPERATOR)
    (refused,) = refusal.value.findings
    assert (refused.code, refused.params["row"]) == ("organisations.line_refused", read.row)
    assert refused.params["finding"].code == code
    clerk_client.cookies["django_language"] = language
    answer = clerk_client.post(page_of(rule, "enter_lines"), {"lines": f"{line}\n", "confirmed": "1"})
    with override(language):
        assert sentence(read.findings[0]) in html.unescape(answer.content.decode())
    assert (Organisation.objects.count(), AuditEvent.objects.count()) == (bodies, events)
    assert (f"#{twins[0].pk}" in sentence(read.findings[0])) is (code == "organisations.body_not_clear")


def test_lines_that_are_refused_enter_nothing_even_when_confirmed(clerk_client: Client, rule: UnitRule) -> None:
    town = make.organisation("Aladağ Belediyesi", of_kind=make.kind("municipality"))
    lines = f"#{town.pk},Bilgi İşlem\nYok,Bilgi İşlem\n"
    before = Organisation.objects.count()
    answer = clerk_client.post(page_of(rule, "enter_lines"), {"lines": lines, "confirmed": "1"})
    assert answer.status_code == 422
    assert "Line 2:" in answer.content.decode()
    assert Organisation.objects.count() == before
    for sent, said in (
        ({"lines": ""}, "at least one line"),
        ({"file": SimpleUploadedFile("x.csv", b"\xff\xfe\x00")}, "not UTF-8"),
    ):
        assert said in clerk_client.post(page_of(rule, "enter_lines"), sent).content.decode()


def test_rules_and_completeness_are_entered_in_the_pages(clerk_client: Client, rule: UnitRule) -> None:
    body = make.organisation("A")
    url = reverse("organisations:state_complete", args=[body.pk])
    assert clerk_client.post(url, {"first_day": "2017-01-01", "last_day": ""}).status_code == 302
    row = Completeness.objects.get()
    shown = clerk_client.get(reverse("organisations:organisation", args=[body.pk])).content.decode()
    withdrawing = reverse("organisations:withdraw_fact", args=[body.pk, "completeness", row.pk])
    assert withdrawing in shown
    assert clerk_client.post(withdrawing, {"reason": ""}).status_code == 422
    assert clerk_client.post(withdrawing, {"reason": "One was missing"}).status_code == 302
    typed = {"name_tr": "Strateji", "kinds": [rule.kinds.get().pk], "expected_of": [make.kind().pk]}
    assert clerk_client.post(reverse("organisations:new_unit_rule"), {**typed, "code": "strategy"}).status_code == 302
    assert clerk_client.post(page_of(rule, "unit_rule"), typed).status_code == 302
    rule.refresh_from_db()
    assert rule.usual_level is None
    index = clerk_client.get(reverse("organisations:unit_rules")).content.decode()
    assert index.count("Strateji") >= 2
