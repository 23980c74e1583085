"""Typed builders of accounts, grants and actors for tests."""

from datetime import date

from kurul.kernel.identity import actions
from kurul.kernel.identity.actors import Actor, Right
from kurul.kernel.identity.models import Account, Grant
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Period

OPERATOR = Actor.operator()
STRONG = "uzun ve tuhaf bir parola"
LONG_AGO = Period.since(date(2000, 1, 1))


def account(
    login: str = "ayse.yilmaz",
    name: str = "Ayşe Yılmaz",
    *,
    email: str = "",
    language: str = "tr",
    password: str | None = None,
) -> Account:
    """A stored account, without a password unless one is given."""
    return actions.create_account(
        login=login, display_name=name, email=email, language=language, password=password, by=OPERATOR
    )


def grant(
    owner: Account, granted: str = "role:administrator", period: Period = LONG_AGO, scope: Scope = GOVERNMENT
) -> Grant:
    """A stored grant."""
    return actions.grant(account=owner, granted=granted, scope=scope, period=period, by=OPERATOR)


def actor(*capabilities: str, scope: Scope = GOVERNMENT, account_id: int = 1) -> Actor:
    """An actor that holds these capabilities in one scope; nothing is stored."""
    source = Ref("tests.grant", 1)
    rights = frozenset(Right(capability, scope, source) for capability in capabilities)
    return Actor("account", account_id, "Somebody", rights)
