"""Who may manage accounts, and who sees them."""

from django.db.models import QuerySet

from kurul.kernel.identity.actors import ALLOWED, Actor, Decision
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import Account, ApiToken, Grant
from kurul.kernel.identity.visibility import gate
from kurul.kernel.identity.wording import NOT_YOURS


def can_manage_accounts(by: Actor) -> Decision:
    """Open and close accounts, grant and end rights."""
    return by.may(MANAGE_ACCOUNTS)


def can_manage_own(by: Actor, account: Account) -> Decision:
    """Set the password of an account, issue and revoke its tokens: its owner, or who manages accounts."""
    if by.kind == "account" and by.account_id == account.pk:
        return ALLOWED
    return ALLOWED if can_manage_accounts(by) else Decision(False, NOT_YOURS)


def _own(actor: Actor) -> int:
    """The actor's account; no record has the number 0."""
    return actor.account_id or 0


def _sees_all(actor: Actor) -> bool:
    return bool(actor.may(MANAGE_ACCOUNTS) or actor.may(READ_AUDIT))


@gate(Account)
def visible_accounts(accounts: "QuerySet[Account]", actor: Actor) -> "QuerySet[Account]":
    """All for administrators and auditors, else one's own."""
    return accounts if _sees_all(actor) else accounts.filter(pk=_own(actor))


@gate(Grant)
def visible_grants(grants: "QuerySet[Grant]", actor: Actor) -> "QuerySet[Grant]":
    """All for administrators and auditors, else one's own."""
    return grants if _sees_all(actor) else grants.filter(account_id=_own(actor))


@gate(ApiToken)
def visible_tokens(tokens: "QuerySet[ApiToken]", actor: Actor) -> "QuerySet[ApiToken]":
    """All for administrators, else one's own."""
    return tokens if actor.may(MANAGE_ACCOUNTS) else tokens.filter(account_id=_own(actor))
