"""Who asks or acts, and what that one may do. Everything here is a value: no page and no rule looks at an account.

Rights come from grants and from registered sources (a post gives its holder rights). A token never adds a right: an
actor who comes with one has those of its account's rights that the token names, and no others.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.capabilities import capabilities, granted_capabilities
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.references import Ref
from kurul.kernel.until_written import answer
from kurul.kernel.wording import Text

if TYPE_CHECKING:
    from kurul.kernel.identity.models import Account

SIGN_IN_FIRST = _("Sign in first.")
NOT_HELD = _("The right “{capability}” is needed.")
HELD_ELSEWHERE = _("You have the right “{capability}”, but not here.")


@dataclass(frozen=True)
class Decision:
    """Whether something is allowed; if not, the sentence that says why."""

    allowed: bool
    reason: Text = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


@dataclass(frozen=True)
class Right:
    """One capability in one scope, and the record that it comes from (a grant, an appointment)."""

    capability: str
    scope: Scope
    source: Ref


@dataclass(frozen=True)
class Actor:
    """Who asks or acts. Operator and system may do everything; nobody may do only what needs no right."""

    kind: Literal["nobody", "account", "operator", "system"]
    account_id: int | None = None
    name: str = ""
    rights: frozenset[Right] = field(default=frozenset(), repr=False)
    token_scopes: frozenset[str] | None = None
    language: str = ""

    @classmethod
    def nobody(cls) -> "Actor":
        """The public."""
        return cls("nobody")

    @classmethod
    def operator(cls) -> "Actor":
        """The person at the server's command line, who could change the database anyway."""
        return cls("operator", name="operator")

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The program itself, for what no person decides (loading a demonstration, a deadline that passes)."""
        return cls("system", name=name)

    @property
    def is_authenticated(self) -> bool:
        """Whether it is known who this is."""
        return self.kind != "nobody"

    @property
    def is_unlimited(self) -> bool:
        """Whether every capability is held everywhere."""
        return self.kind in {"operator", "system"} and self.token_scopes is None

    @property
    def ref(self) -> str:
        """How the audit log names the actor: "account:7", "system:demonstration", "operator", "nobody"."""
        if self.kind == "account":
            return f"account:{self.account_id}"
        return f"system:{self.name}" if self.kind == "system" else self.kind

    @cached_property
    def _scopes(self) -> Mapping[str, frozenset[Scope]]:
        found: dict[str, set[Scope]] = {}
        for right in self.rights:
            found.setdefault(right.capability, set()).add(right.scope)
        return {capability: frozenset(scopes) for capability, scopes in found.items()}

    def scopes_for(self, capability: str) -> frozenset[Scope]:
        """Where the capability is held; holding it for the government stands for everywhere."""
        if self.is_unlimited:
            return frozenset({GOVERNMENT})
        return self._scopes.get(capability, frozenset())

    def holds(self, capability: str) -> bool:
        """Whether the capability is held anywhere at all (to show or hide a way in, never to permit a write)."""
        return bool(self.scopes_for(capability))

    def may(self, capability: str, *scopes: Scope) -> Decision:
        """Whether the capability is held in one of these scopes; without scopes, for the whole government.

        Pass the body that it is about and everything above it.
        """
        held = self.scopes_for(capability)
        if GOVERNMENT in held or not held.isdisjoint(scopes):
            return ALLOWED
        if not self.is_authenticated:
            return Decision(False, SIGN_IN_FIRST)
        known = capabilities().get(capability)
        label = capability if known is None else known.label
        return Decision(False, format_lazy(HELD_ELSEWHERE if held else NOT_HELD, capability=label))

    def narrowed(self, token_scopes: Iterable[str]) -> "Actor":
        """The same actor with only the rights that a token names; a second token narrows further."""
        names = frozenset(token_scopes)
        if self.token_scopes is not None:
            names &= self.token_scopes
        kept = frozenset(right for right in self.rights if right.capability in names)
        return replace(self, rights=kept, token_scopes=names)


Source = Callable[[int, date], Iterable[Right]]
_sources: dict[str, Source] = {}


def rights_source(function: Source) -> Source:
    """Register `function(account_id, day)`: rights that follow from something else than a grant, such as a post."""
    _sources[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def actor_of(account: "Account", day: date) -> Actor:
    """The actor behind an account with the rights of that day; nobody for an account that was closed.

    Its rights are read anew when somebody has written since they were last read. A grant whose day is not certain gives
    nothing.
    """
    if not account.is_active:
        return Actor.nobody()
    rights = answer(("kernel.rights", account.pk, day), lambda: _rights(account, day))
    return Actor("account", account.pk, account.display_name, rights, None, account.language)


def _rights(account: "Account", day: date) -> frozenset[Right]:
    """One query for the grants, and those of the registered sources."""
    rights = {
        Right(capability, Scope.parse(grant.scope), Ref.of(grant))
        for grant in account.grants.as_of(day)
        for capability in granted_capabilities(grant.granted)
    }
    for source in _sources.values():
        rights.update(source(account.pk, day))
    return frozenset(rights)
