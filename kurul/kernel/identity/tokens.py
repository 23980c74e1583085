"""Access tokens for programs: how they look, what they may be for, and whom they stand for."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.identity.models import Account, ApiToken
from kurul.kernel.temporal import clock
from kurul.kernel.wording import Text

PREFIX = "kurul_"  # so that a token that strays into a text is recognised as one
BYTES = 32
USE_NOTED_EVERY = timedelta(hours=1)

_scopes: dict[str, Text] = {}


@dataclass(frozen=True)
class Bearer:
    """Who came with a valid token."""

    account: Account
    token: ApiToken
    actor: Actor


def token_scope(name: str, label: Text) -> str:
    """Declare a purpose that a token can name beside capabilities, such as "calendar"; raises ValueError if taken."""
    if name in _scopes or name in capabilities():
        raise ValueError(f"The token scope {name} is declared twice.")
    _scopes[name] = label
    return name


def token_scopes() -> Mapping[str, Text]:
    """Everything that a token can name, with its label: the declared purposes and all capabilities."""
    return MappingProxyType({**{code: known.label for code, known in capabilities().items()}, **_scopes})


def new_token() -> str:
    """A new random token (256 bits)."""
    return PREFIX + secrets.token_urlsafe(BYTES)


def digest_of(text: str) -> str:
    """What is kept of a token: its SHA-256, in hexadecimal. Random tokens need no slow hash."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def bearer_of(text: str, day: date) -> Bearer | None:
    """Whom a token stands for on that day; None if it is wrong, ended or revoked, or its account is closed.

    Two queries, and one more per hour of use to note the use.
    """
    token = ApiToken.objects.select_related("account").filter(digest=digest_of(text)).first()
    if token is None or not token.is_valid_on(day) or not token.account.is_active:
        return None
    _note_use(token)
    return Bearer(token.account, token, actor_of(token.account, day).narrowed(token.scopes))


def _note_use(token: ApiToken) -> None:
    moment = clock.now()
    if token.last_used_at is None or moment - token.last_used_at >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=moment)
