"""Granting and ending rights, and what they give on a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity import actions, scopes
from kurul.kernel.identity.actors import Actor, Right, actor_of, rights_source
from kurul.kernel.identity.capabilities import ADMINISTRATOR, AUDITOR, MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import Grant
from kurul.kernel.identity.scopes import GOVERNMENT, Scope, register_scope_kind
from kurul.kernel.identity.tests import make
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Conflict, Refused
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.facts import columns
from kurul.kernel.temporal.moment import NotWriting

pytestmark = pytest.mark.django_db

DAY = date(2018, 5, 2)
VILLAGE = Scope("village", 1)


@pytest.fixture(autouse=True)
def villages(monkeypatch):
    monkeypatch.setattr(scopes, "_labels", {})
    register_scope_kind("village", label={1: "Yeniköy", 2: "Eskiköy"}.__getitem__)


@pytest.fixture
def account():
    return make.account()


@pytest.mark.parametrize(
    ("period", "gives"),
    [
        (Period.since(date(2018, 5, 2)), True),
        (Period.since(date(2018, 5, 3)), False),
        (Period.since(date(2018, 1, 1), date(2018, 5, 3)), True),
        (Period.since(date(2018, 1, 1), date(2018, 5, 2)), False),
        (Period.through(date(2018, 1, 1), date(2018, 5, 2)), True),
        (Period(Bound.unknown(), Bound.open()), False),
        (Period(Bound.by(date(2018, 1, 1)), Bound.open()), True),
        (Period(Bound.month(2018, 5), Bound.open()), False),
        (Period(Bound.month(2018, 4), Bound.open()), True),
        (Period(Bound.on(date(2018, 1, 1)), Bound.month(2018, 5)), False),
        (Period(Bound.on(date(2018, 1, 1)), Bound.month(2018, 6)), True),
    ],
)
def test_grant_gives_its_right_only_on_days_on_which_it_certainly_holds(account, period, gives):
    make.grant(account, "audit.read", period)
    assert actor_of(account, DAY).holds(READ_AUDIT) is gives


def test_right_that_may_never_hold_is_refused(account):
    with pytest.raises(Refused) as refusal:
        make.grant(account, "audit.read", Period(Bound.on(date(2018, 1, 1)), Bound.unknown()))
    assert [finding.code for finding in refusal.value.findings] == ["identity.ends_after_start"]


def test_role_gives_all_its_capabilities_where_it_was_granted(account):
    grant = make.grant(account, "role:administrator", scope=VILLAGE)
    actor = actor_of(account, DAY)
    assert {MANAGE_ACCOUNTS, READ_AUDIT} <= ADMINISTRATOR.capabilities
    assert actor.rights == {Right(capability, VILLAGE, Ref.of(grant)) for capability in ADMINISTRATOR.capabilities}
    assert actor.may(READ_AUDIT, VILLAGE)
    assert not actor.may(READ_AUDIT, Scope("village", 2))
    assert not actor.may(READ_AUDIT)


def test_actor_bears_name_and_language_of_the_account(account):
    actor = actor_of(account, DAY)
    assert (actor.ref, actor.name, actor.language) == (f"account:{account.pk}", "Ayşe Yılmaz", "tr")
    assert actor.token_scopes is None


def test_closed_account_is_nobody(account):
    make.grant(account)
    actions.deactivate_account(account=account, by=make.OPERATOR)
    assert actor_of(account, DAY) == Actor.nobody()


def test_grant_of_a_room_that_is_gone_gives_nothing(account, monkeypatch):
    made = make.grant(account, "audit.read", scope=VILLAGE)
    Grant.objects.filter(pk=made.pk).update(granted="gone.away", scope="gone:7")
    assert actor_of(account, DAY).rights == frozenset()


def test_rights_are_read_again_only_when_somebody_has_written(account, django_assert_num_queries):
    make.grant(account, "role:administrator")
    given = make.grant(account, "role:auditor", scope=VILLAGE)
    with django_assert_num_queries(2):  # what was written last, the grants
        rights = actor_of(account, DAY).rights
    assert len(rights) == len(ADMINISTRATOR.capabilities) + len(AUDITOR.capabilities)
    with django_assert_num_queries(1):  # what was written last
        assert actor_of(account, DAY).rights == rights
    actions.end_grant(grant=given, at=Bound.on(DAY), by=make.OPERATOR)
    assert len(actor_of(account, DAY).rights) == len(ADMINISTRATOR.capabilities)


def test_rights_are_those_of_the_day(account):
    make.grant(account, "role:auditor", period=Period.since(DAY + timedelta(days=1)))
    assert not actor_of(account, DAY).rights
    assert actor_of(account, DAY + timedelta(days=1)).rights
    assert not actor_of(account, DAY).rights


def test_registered_source_adds_rights_of_the_day(account):
    asked = []

    @rights_source
    def from_a_post(account_id, day):
        asked.append((account_id, day))
        return [Right(READ_AUDIT, VILLAGE, Ref("tests.post", 3))]

    assert rights_source(from_a_post) is from_a_post
    assert actor_of(account, DAY).scopes_for(READ_AUDIT) == {VILLAGE}
    assert asked == [(account.pk, DAY)]


def test_grant_is_remembered_in_the_history_of_the_account(account):
    made = make.grant(account, "role:auditor", scope=VILLAGE)
    event = AuditEvent.objects.latest("seq")
    assert (event.kind, event.subject) == ("identity.right_granted", f"kernel.account:{account.pk}")
    assert {subject.ref for subject in event.subjects.all()} == {str(Ref.of(account)), str(Ref.of(made))}
    assert '"scope":"village:1"' in event.body


@pytest.mark.parametrize(
    ("granted", "scope", "codes"),
    [
        ("role:king", GOVERNMENT, ["identity.right_known"]),
        ("gone.away", GOVERNMENT, ["identity.right_known"]),
        ("auditor", GOVERNMENT, ["identity.right_known"]),
        ("role:auditor", Scope("village", 3), ["identity.scope_known"]),
        ("role:auditor", Scope("town", 1), ["identity.scope_known"]),
        ("", Scope("town", 1), ["identity.right_known", "identity.scope_known"]),
    ],
)
def test_unknown_right_or_body_is_refused(account, granted, scope, codes):
    with pytest.raises(Refused) as refusal:
        make.grant(account, granted, scope=scope)
    assert [finding.code for finding in refusal.value.findings] == codes
    assert not Grant.objects.exists()


def test_nothing_is_granted_to_a_closed_account(account):
    actions.deactivate_account(account=account, by=make.OPERATOR)
    with pytest.raises(Refused) as refusal:
        make.grant(account)
    assert [finding.code for finding in refusal.value.findings] == ["identity.account_open"]


def test_same_right_at_the_same_time_is_refused(account):
    make.grant(account, "role:auditor", Period.since(date(2018, 1, 1)))
    with pytest.raises(Conflict) as refusal:
        make.grant(account, "role:auditor", Period.since(date(2020, 1, 1)))
    assert [finding.code for finding in refusal.value.findings] == ["identity.held_once"]
    make.grant(account, "role:auditor", Period.since(date(2017, 1, 1), date(2018, 1, 1)))
    make.grant(account, "role:auditor", Period.since(date(2020, 1, 1)), scope=VILLAGE)
    make.grant(account, "role:administrator", Period.since(date(2020, 1, 1)))


def test_database_refuses_an_overlap_that_passes_by_the_rules(account):
    made = make.grant(account, "role:auditor")
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            account=account,
            granted=made.granted,
            scope=made.scope,
            recorded_at=clock.now(),
            **columns(Period.since(DAY)),
        )


def test_grant_cannot_be_written_outside_an_action(account):
    with pytest.raises(NotWriting):
        Grant.objects.create(account=account, granted="audit.read", scope="government", **columns(make.LONG_AGO))


def test_ended_right_ends_and_what_was_known_before_stays(account):
    made = make.grant(account, "audit.read")
    before = clock.now()
    ended = actions.end_grant(grant=made, at=Bound.on(DAY), by=make.OPERATOR, reason="Görev değişikliği")
    assert not actor_of(account, DAY).holds(READ_AUDIT)
    assert actor_of(account, DAY - timedelta(days=1)).holds(READ_AUDIT)
    assert list(Grant.objects.as_of(DAY)) == []
    assert list(Grant.objects.as_of(DAY, known_at=before)) == [made]
    assert list(Grant.objects.known_at()) == [ended]
    event = AuditEvent.objects.latest("seq")
    assert (event.kind, event.subject) == ("identity.right_ended", f"kernel.account:{account.pk}")
    assert "Görev değişikliği" in event.body


def test_right_cannot_end_before_it_began_or_later_than_it_does(account):
    made = make.grant(account, "audit.read", Period.since(date(2018, 1, 1), date(2019, 1, 1)))
    for at, code in [
        (Bound.on(date(2018, 1, 1)), "identity.ends_after_start"),
        (Bound.on(date(2017, 1, 1)), "identity.ends_after_start"),
        (Bound.on(date(2019, 1, 1)), "identity.ends_earlier"),
        (Bound.open(), "identity.ends_earlier"),
    ]:
        with pytest.raises(Refused) as refusal:
            actions.end_grant(grant=made, at=at, by=make.OPERATOR)
        assert [finding.code for finding in refusal.value.findings] == [code]
    assert list(Grant.objects.known_at()) == [made]


def test_right_that_was_ended_is_not_ended_again(account):
    made = make.grant(account, "audit.read")
    copy = Grant.objects.get(pk=made.pk)
    actions.end_grant(grant=made, at=Bound.on(DAY), by=make.OPERATOR)
    with pytest.raises(Conflict) as refusal:
        actions.end_grant(grant=copy, at=Bound.on(date(2017, 1, 1)), by=make.OPERATOR)
    assert [finding.code for finding in refusal.value.findings] == ["identity.still_standing"]


def test_withdrawn_right_never_was(account):
    made = make.grant(account, "audit.read")
    actions.withdraw_grant(grant=made, by=make.OPERATOR, reason="Yanlış hesap")
    assert not Grant.objects.known_at().exists()
    assert not actor_of(account, DAY).holds(READ_AUDIT)
    with pytest.raises(Conflict):
        actions.withdraw_grant(grant=made, by=make.OPERATOR, reason="Yanlış hesap")
