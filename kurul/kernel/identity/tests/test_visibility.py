"""The gate through which rows reach people."""

import pytest

from kurul.kernel.audit.models import AuditHead
from kurul.kernel.identity import actions, queries, visibility
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import Account, ApiToken, Grant
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.identity.tests import make
from kurul.kernel.identity.visibility import NoGate, gate, gates, visible_to
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look


@pytest.fixture
def two_accounts(db):
    accounts = [make.account("ayse", "Ayşe"), make.account("can", "Çan")]
    for account in accounts:
        make.grant(account, "role:auditor")
        actions.issue_token(
            account=account, label="x", scopes=["audit.read"], expires_on=clock.today(), by=make.OPERATOR
        )
    return accounts


@pytest.mark.parametrize(
    ("who", "accounts", "tokens"),
    [
        (lambda _: Actor.nobody(), 0, 0),
        (lambda first: make.actor(account_id=first.pk + 1000), 0, 0),
        (lambda first: make.actor(account_id=first.pk), 1, 1),
        (lambda first: make.actor(READ_AUDIT, account_id=first.pk), 2, 1),
        (lambda first: make.actor(MANAGE_ACCOUNTS, account_id=first.pk), 2, 2),
        (lambda first: make.actor(MANAGE_ACCOUNTS, scope=Scope("board", 1), account_id=first.pk), 1, 1),
        (lambda _: Actor.operator(), 2, 2),
    ],
)
def test_who_sees_which_accounts_grants_and_tokens(two_accounts, who, accounts, tokens):
    actor = who(two_accounts[0])
    assert visible_to(Account.objects.all(), actor).count() == accounts
    assert visible_to(Grant.objects.all(), actor).count() == accounts
    assert visible_to(ApiToken.objects.all(), actor).count() == tokens


def test_one_who_sees_one_account_sees_its_own(two_accounts):
    first, second = two_accounts
    assert visible_to(Account.objects.all(), make.actor(account_id=second.pk)).get() == second
    assert not visible_to(Account.objects.filter(pk=first.pk), make.actor(account_id=second.pk)).exists()


def test_model_without_a_gate_cannot_be_read():
    with pytest.raises(NoGate, match=r"kernel.AuditHead has no gate: register one with @gate\(AuditHead\)"):
        visible_to(AuditHead.objects.all(), Actor.operator())


def test_second_gate_for_a_model_is_refused(monkeypatch):
    monkeypatch.setattr(visibility, "_gates", {})

    @gate(AuditHead)
    def first(heads, actor):
        return heads

    assert gate(AuditHead)(first) is first
    assert gates() == {AuditHead: first}
    with pytest.raises(ValueError, match="two gates"):
        gate(AuditHead)(lambda heads, _: heads.none())


def test_accounts_are_listed_in_turkish_order_in_two_queries(two_accounts, django_assert_num_queries):
    make.account("cem", "Cem")
    with django_assert_num_queries(2):
        rows = queries.accounts(Look.today(), Actor.operator())
    assert [row.display_name for row in rows] == ["Ayşe", "Cem", "Çan"]
    assert [[held.granted for held in row.grants] for row in rows] == [["role:auditor"], [], ["role:auditor"]]


def test_tokens_are_listed_with_whether_they_work(two_accounts):
    [row] = queries.tokens(two_accounts[0], Look.today(), Actor.operator())
    assert (row.label, row.scopes, row.is_valid) == ("x", ("audit.read",), True)
    assert queries.tokens(two_accounts[0], Look.today(), make.actor(account_id=two_accounts[1].pk)) == ()
