"""The forms of the room: who opens them, what they record, what they refuse."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.identity.scopes import Scope
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.strategy.models import Element, Indicator, Involvement, Plan, Schedule, Scheme, Standing, Step, Target
from kurul.rooms.strategy.tests import make
from kurul.rooms.strategy.tests.conftest import account
from kurul.rooms.strategy.tests.reading import BUDGET, DAY, queries_of, text_of, url, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(ministry: Organisation) -> Plan:
    """A draft with one action of the ministry."""
    plan = make.plan(coordinator=ministry)
    make.owner(make.action(plan), ministry)
    return plan


def an_action(plan: Plan) -> Element:
    return plan.elements.get(code="1.1.1")


def test_the_secretary_drafts_a_plan_and_adds_an_aim(secretary_client: Client, ministry: Organisation) -> None:
    scheme = make.scheme()
    typed = {"code": "P-2020", "scheme": scheme.pk, "title_tr": "Plan", "title_en": "", "first_day": "2020-01"}
    answer = secretary_client.post(
        reverse("strategy:draft_plan"), {**typed, "last_day": "2023", "coordinator": f"#{ministry.pk}"}
    )
    plan = Plan.objects.get(code="P-2020")
    assert answer["Location"] == url("plan", plan.pk)
    aim = {"tier": make.tier("aim").pk, "code": "1", "title_tr": "Amaç", "since": "2016-01-01"}
    answer = secretary_client.post(url("add_element", plan.pk), aim)
    assert answer["Location"] == url("plan", plan.pk)
    assert plan.elements.get().code == "1"


def test_in_an_empty_kurul_plans_can_be_built_of_any_tiers(secretary_client: Client) -> None:
    typed = {"name_en": "Digital plan", "code": "digital", "name_1_en": "Pillar", "plural_1_en": "Pillars"}
    typed |= {"name_2_en": "Measure", "plural_2_en": "Measures"}
    answer = secretary_client.post(reverse("strategy:define_scheme"), typed)
    assert answer["Location"] == reverse("strategy:draft_plan")
    plan = {"code": "D", "scheme": Scheme.objects.get().pk, "title_en": "D", "first_day": "2020", "last_day": "2021"}
    secretary_client.post(reverse("strategy:draft_plan"), plan)
    made = Plan.objects.get()
    assert [(tier.code, tier.holds_actions) for tier in made.scheme.tiers.all()] == [
        ("tier-1", False),
        ("tier-2", True),
    ]
    nameless = secretary_client.post(reverse("strategy:define_scheme"), {"name_en": "X", "code": "digital"})
    assert nameless.status_code == 422
    assert "0 measures" in words_of(secretary_client.get(url("plan", made.pk)))


def test_every_form_records_what_was_typed(secretary_client: Client, draft: Plan) -> None:
    action = an_action(draft)
    other = make.body("Çevre Bakanlığı", "CSB")
    sent = {
        "reword": {"title_tr": "Yeni başlık", "day": "2017-03-01"},
        "set_dates": {
            "planned_first": "2017-01",
            "planned_last": "06.2018",
            "needs_budget": "yes",
            "day": "2017-03-01",
        },
        "correct_dates": {"planned_first": "2017-07", "planned_last": "2018-06", "reason": "typing error"},
        "involve": {"organisation": f"#{other.pk}", "role": "related", "first_day": "2017-01-01"},
        "add_step": {"title_tr": "Adım", "planned_first": "2017-01", "since": "2017-01-01"},
        "add_indicator": {"name_tr": "Oran", "unit_tr": "%", "baseline_value": "12,5", "since": "2017-01-01"},
        "uninvolve": {"organisation": f"#{other.pk}", "day": "2018-01-01"},
        "correct_wording": {"title_tr": "Doğru başlık", "reason": "typing error"},
    }
    secretary_client.cookies["django_language"] = "tr"
    for name, typed in sent.items():
        action.refresh_from_db()
        answer = secretary_client.post(url(name, action.pk), {**typed, "version": action.version})
        assert answer.status_code == 302, (name, words_of(answer))
    schedule = Schedule.objects.known_at().get(element=action)
    assert (str(schedule.planned.start), schedule.needs_budget) == ("2017-07", None)
    assert Step.objects.get(element=action).title["tr"] == "Adım"
    indicator = Indicator.objects.get(element=action)
    action.refresh_from_db()
    target = {"value": "80", "due": "2019-12-31", "since": "2017-01-01", "version": action.version}
    assert secretary_client.post(url("set_target", indicator.pk), target).status_code == 302
    assert Target.objects.get().value == 80
    page = words_of(secretary_client.get(url("element", action.pk)))
    assert "Doğru başlık" in page
    assert Involvement.objects.known_at().get(organisation=other).period.end == Bound.on(date(2018, 1, 1))


def test_plan_forms_record_what_was_typed(secretary_client: Client, draft: Plan) -> None:
    other = make.body("Çevre Bakanlığı", "CSB")
    after_today = date.fromordinal(Look.today().day.toordinal() + 1).isoformat()
    sent = {
        "reword_plan": {"title_tr": "Yeni ad", "day": after_today},
        "name_coordinator": {"organisation": f"#{other.pk}", "day": after_today},
        "add_criterion": {"name_tr": "Memnuniyet", "since": "2017-01-01"},
    }
    for name, typed in sent.items():
        draft.refresh_from_db()
        answer = secretary_client.post(url(name, draft.pk), {**typed, "version": draft.version})
        assert answer.status_code == 302, (name, words_of(answer))
    shown = words_of(secretary_client.get(url("plan", draft.pk), {"as_of": after_today}))
    assert "Yeni ad" in shown
    assert "Çevre Bakanlığı" in shown
    assert "Memnuniyet" in shown


def test_a_draft_with_gaps_is_not_adopted_and_the_form_says_what_is_missing(
    secretary_client: Client, draft: Plan
) -> None:
    tomorrow = date.fromordinal(Look.today().day.toordinal() + 1).isoformat()
    answer = secretary_client.post(url("adopt", draft.pk), {"day": tomorrow, "version": draft.version})
    assert answer.status_code == 422
    shown = words_of(answer)
    assert "1.1.1: no steps are published" in shown
    assert "1.1.1: no indicator with a target is published" in shown
    assert not Standing.objects.filter(state="adopted").exists()


def test_what_is_refused_is_said_at_the_field_and_what_was_typed_stays(secretary_client: Client, draft: Plan) -> None:
    action = an_action(draft)
    typed = {
        "planned_first": "2018-01-01",
        "planned_last": "2017-01-01",
        "day": "2017-03-01",
        "version": action.version,
    }
    answer = secretary_client.post(url("set_dates", action.pk), typed)
    assert answer.status_code == 422
    assert "would end (1 Jan 2017) before it begins (1 Jan 2018)" in words_of(answer)
    assert re.search(r'name="planned_last"[^>]*value="2017-01-01"', text_of(answer))
    assert re.search(r'<input[^>]*name="planned_last"[^>]*aria-invalid="true"', text_of(answer))
    assert not Schedule.objects.exists()


def test_a_second_responsible_body_is_refused_in_the_form(secretary_client: Client, draft: Plan) -> None:
    action = an_action(draft)
    other = make.body("Çevre Bakanlığı", "CSB")
    typed = {
        "organisation": f"#{other.pk}",
        "role": "responsible",
        "first_day": "2017-01-01",
        "version": action.version,
    }
    answer = secretary_client.post(url("involve", action.pk), typed)
    assert answer.status_code == 422
    assert "Another body is responsible" in words_of(answer)


def test_a_stale_edit_keeps_what_was_typed(secretary_client: Client, draft: Plan) -> None:
    action = an_action(draft)
    typed = {"title_tr": "Benim başlığım", "day": "2017-03-01", "version": action.version - 1}
    answer = secretary_client.post(url("reword", action.pk), typed)
    assert answer.status_code == 422
    assert "Benim başlığım" in text_of(answer)
    assert f'name="version" value="{action.version}"' in text_of(answer)


def test_another_day_can_only_be_looked_at(secretary_client: Client, draft: Plan) -> None:
    action = an_action(draft)
    address = url("reword", action.pk)
    assert address in text_of(secretary_client.get(url("element", action.pk)))
    assert address not in text_of(secretary_client.get(url("element", action.pk), DAY))
    refused = secretary_client.post(f"{address}?as_of=2017-06-01", {"title_tr": "X", "version": action.version})
    assert refused.status_code == 409


KEEPERS = (
    "reword", "correct_wording", "set_dates", "correct_dates", "involve", "uninvolve", "take_out",
)  # fmt: skip
DETAILS = ("add_step", "add_indicator")
PLAN_FORMS = ("adopt", "reword_plan", "name_coordinator", "add_element", "add_criterion")


def test_who_may_open_which_form(client: Client, draft: Plan, ministry: Organisation) -> None:
    action = an_action(draft)
    indicator = make.indicator(action)
    pages = {name: url(name, action.pk) for name in (*KEEPERS, *DETAILS)}
    pages |= {name: url(name, draft.pk) for name in PLAN_FORMS}
    pages |= {name: reverse(f"strategy:{name}") for name in ("draft_plan", "define_scheme")}
    pages["set_target"] = url("set_target", indicator.pk)
    here = Scope("organisation", ministry.pk)
    detailing = {*DETAILS, "set_target"}
    expected = {
        None: set(),
        account("raportor", "role:reporter", here): set(),
        account("uzman", "role:strategy_officer", here): detailing,
        account("sekreter", "role:secretariat", here): set(pages),
    }
    for who, allowed in expected.items():
        client.logout()
        if who is not None:
            client.force_login(who)
        opened = {name for name, page in pages.items() if client.get(page).status_code == 200}
        assert opened == allowed, who


def test_a_strategy_officer_details_only_the_actions_of_the_own_body(
    client: Client, draft: Plan, ministry: Organisation
) -> None:
    other = make.body("Çevre Bakanlığı", "CSB")
    foreign = make.action(draft, "1.1.2")
    make.owner(foreign, other)
    client.force_login(account("uzman", "role:strategy_officer", Scope("organisation", ministry.pk)))
    typed = {"title_tr": "Adım", "since": "2017-01-01"}
    own = an_action(draft)
    assert url("add_step", own.pk) in text_of(client.get(url("element", own.pk)))
    assert url("add_step", foreign.pk) not in text_of(client.get(url("element", foreign.pk)))
    assert client.post(url("add_step", own.pk), {**typed, "version": own.version}).status_code == 302
    assert client.post(url("add_step", foreign.pk), {**typed, "version": foreign.version}).status_code == 403
    assert Step.objects.get().element == own


def test_every_form_stays_within_the_budget(secretary_client: Client, published: Plan) -> None:
    action = Element.objects.get(code="E1.1.5")
    pages = [url(name, action.pk) for name in (*KEEPERS, *DETAILS)] + [url(name, published.pk) for name in PLAN_FORMS]
    counts = {page: queries_of(secretary_client, page) for page in pages}
    assert max(counts.values()) <= BUDGET, counts
