"""Access tokens from issue to end."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity import actions, tokens
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import ApiToken
from kurul.kernel.identity.tests import make
from kurul.kernel.identity.tokens import bearer_of, token_scope, token_scopes
from kurul.kernel.refusals import Conflict, NotPermitted, Refused
from kurul.kernel.temporal import clock

pytestmark = pytest.mark.django_db

MOMENT = datetime(2018, 5, 2, 9, tzinfo=timezone.get_default_timezone())
DAY = MOMENT.date()


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(MOMENT):
        yield


@pytest.fixture
def account():
    account = make.account()
    make.grant(account, "role:administrator")
    return account


def issue(account, *scopes, by=make.OPERATOR, days=30):
    return actions.issue_token(
        account=account, label="Takvim", scopes=list(scopes), expires_on=DAY + timedelta(days=days), by=by
    )


def test_token_stands_for_its_account_with_the_rights_that_it_names(account):
    issued = issue(account, "audit.read")
    bearer = bearer_of(issued.text, DAY)
    assert bearer.account == account
    assert bearer.actor.ref == f"account:{account.pk}"
    assert bearer.actor.may(READ_AUDIT)
    assert not bearer.actor.may(MANAGE_ACCOUNTS)
    assert bearer.actor.token_scopes == {"audit.read"}


def test_token_names_a_right_that_the_account_does_not_have_in_vain():
    plain = make.account("mehmet")
    assert not bearer_of(issue(plain, "audit.read").text, DAY).actor.may(READ_AUDIT)


def test_token_itself_is_kept_nowhere(account):
    issued = issue(account, "audit.read")
    assert issued.text.startswith("kurul_")
    assert len(issued.text) > 40
    stored = ApiToken.objects.values().get()
    assert issued.text not in str(stored)
    assert issued.text not in "".join(AuditEvent.objects.values_list("body", flat=True))
    assert issued.text not in str(issued.token.__dict__)


def test_two_tokens_are_never_alike(account):
    assert issue(account, "audit.read").text != issue(account, "audit.read").text


def test_wrong_token_is_nobodys(account):
    issued = issue(account, "audit.read")
    for text in ("", "kurul_", issued.text[:-1], issued.text + "x", issued.text.upper(), issued.token.digest, "\udcff"):
        assert bearer_of(text, DAY) is None


def test_token_ends_after_its_last_day(account):
    issued = issue(account, "audit.read", days=30)
    assert bearer_of(issued.text, DAY + timedelta(days=30)) is not None
    assert bearer_of(issued.text, DAY + timedelta(days=31)) is None


def test_revoked_token_opens_nothing(account):
    issued = issue(account, "audit.read")
    actions.revoke_token(token=issued.token, by=make.OPERATOR, reason="Kaybedildi")
    assert bearer_of(issued.text, DAY) is None
    with pytest.raises(Conflict):
        actions.revoke_token(token=ApiToken.objects.get(), by=make.OPERATOR)


def test_token_of_a_closed_account_opens_nothing(account):
    issued = issue(account, "audit.read")
    actions.deactivate_account(account=account, by=make.OPERATOR)
    assert bearer_of(issued.text, DAY) is None


def test_token_follows_the_rights_of_the_day(account):
    issued = issue(account, "audit.read")
    for grant in account.grants.known_at():
        actions.withdraw_grant(grant=grant, by=make.OPERATOR, reason="Görev bitti")
    assert not bearer_of(issued.text, DAY).actor.may(READ_AUDIT)


@pytest.mark.parametrize(
    ("scopes", "days", "code"),
    [
        ([], 30, "identity.token_names_rights"),
        (["everything"], 30, "identity.token_names_rights"),
        (["audit.read", "role:auditor"], 30, "identity.token_names_rights"),
        (["audit.read"], -1, "identity.token_short_lived"),
        (["audit.read"], 400, "identity.token_short_lived"),
    ],
)
def test_token_for_nothing_known_or_for_too_long_is_refused(account, scopes, days, code):
    with pytest.raises(Refused) as refusal:
        issue(account, *scopes, days=days)
    assert [finding.code for finding in refusal.value.findings] == [code]
    assert not ApiToken.objects.exists()


def test_purposes_can_be_named_beside_capabilities(account, monkeypatch):
    monkeypatch.setattr(tokens, "_scopes", {})
    assert token_scope("calendar", "Takvim") == "calendar"
    assert token_scopes()["calendar"] == "Takvim"
    assert bearer_of(issue(account, "calendar").text, DAY).actor.token_scopes == {"calendar"}
    for taken in ("calendar", "audit.read"):
        with pytest.raises(ValueError, match="twice"):
            token_scope(taken, "Takvim")


def test_owner_issues_and_revokes_tokens(account):
    owner = actor_of(account, DAY)
    issued = issue(account, "audit.read", by=owner)
    assert bearer_of(issued.text, DAY) is not None
    actions.revoke_token(token=issued.token, by=owner)
    issued.token.refresh_from_db()
    assert issued.token.revoked_at is not None


def test_stranger_issues_and_revokes_none(account):
    issued = issue(account, "audit.read")
    for by in (make.actor(account_id=account.pk + 1), Actor.nobody()):
        with pytest.raises(NotPermitted):
            issue(account, "audit.read", by=by)
        with pytest.raises(NotPermitted):
            actions.revoke_token(token=issued.token, by=by)


def test_token_cannot_issue_a_token(account):
    bearer = bearer_of(issue(account, "audit.read", "identity.manage_accounts").text, DAY)
    with pytest.raises(Refused) as refusal:
        issue(account, "audit.read", by=bearer.actor)
    assert [finding.code for finding in refusal.value.findings] == ["identity.token_mints_none"]


def test_use_is_noted_once_an_hour(account, django_assert_num_queries):
    issued = issue(account, "audit.read")
    with django_assert_num_queries(4):
        bearer_of(issued.text, DAY)
    assert ApiToken.objects.get().last_used_at == MOMENT
    with django_assert_num_queries(2):
        bearer_of(issued.text, DAY)
    with clock.at(MOMENT + timedelta(hours=1)):
        bearer_of(issued.text, DAY)
    assert ApiToken.objects.get().last_used_at == MOMENT + timedelta(hours=1)
