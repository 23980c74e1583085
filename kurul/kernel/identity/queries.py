"""Reads about accounts, grants and tokens; all pass the gate."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account, ApiToken, Grant
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.turkish import sort_key


@dataclass(frozen=True)
class HeldGrant:
    """A grant that holds on the day looked at."""

    id: int
    granted: str
    scope: str
    period: Period


@dataclass(frozen=True)
class AccountRow:
    """An account in a list, with what it was granted."""

    id: int
    login: str
    display_name: str
    is_active: bool
    last_visit_at: datetime | None
    grants: tuple[HeldGrant, ...]


@dataclass(frozen=True)
class TokenRow:
    """A token in a list; the token itself is nowhere."""

    id: int
    label: str
    scopes: tuple[str, ...]
    expires_on: date
    is_valid: bool
    last_used_at: datetime | None


def accounts(look: Look, actor: Actor) -> tuple[AccountRow, ...]:
    """The accounts that the actor may see, by name, with the grants that hold on the day: two queries."""
    held = visible_to(Grant.objects.as_of(look.day, look.known_at).in_order(), actor)
    found = visible_to(Account.objects.all(), actor).prefetch_related(Prefetch("grants", held, to_attr="held"))
    rows = (
        AccountRow(
            account.pk,
            account.login,
            account.display_name,
            account.is_active,
            account.last_visit_at,
            tuple(HeldGrant(grant.pk, grant.granted, grant.scope, grant.period) for grant in account.held),
        )
        for account in found
    )
    return tuple(sorted(rows, key=lambda row: (sort_key(row.display_name), row.login)))


def account_by_login(login: str, actor: Actor) -> Account | None:
    """The account of this login, if the actor may see it."""
    return visible_to(Account.objects.by_login(login), actor).first()


def present_grant(account: Account, granted: str, scope: str, day: date, actor: Actor) -> Grant | None:
    """The grant of this right that holds on the day or, if none does, the next one that will; None without either."""
    same = visible_to(Grant.objects.known_at().filter(account=account, granted=granted, scope=scope), actor)
    return same.filter(valid_to_earliest__gt=day).in_order().first()


def tokens(account: Account, look: Look, actor: Actor) -> tuple[TokenRow, ...]:
    """The tokens of an account that the actor may see, the newest first."""
    found = visible_to(ApiToken.objects.filter(account=account), actor).order_by("-created_at", "-pk")
    return tuple(
        TokenRow(
            token.pk,
            token.label,
            tuple(token.scopes),
            token.expires_on,
            token.is_valid_on(look.day),
            token.last_used_at,
        )
        for token in found
    )
