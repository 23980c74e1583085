"""Every route says who may open it, and a route that does not stops the start of the program.

    @anonymous                    everybody
    @signed_in                    whoever is signed in
    @needs(CONVENE)               whoever holds the capability somewhere; the action decides where
    @token("boards.calendar")     whoever comes with a token that names this scope

A decorator both declares (`view.policy`) and enforces. It stands outermost on a page, and directly under the router's
line on an operation of the API. Routes of packages, which cannot be decorated, stand in `POLICY_MAP`.
"""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _
from ninja.operation import Operation, PathView

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.identity.scopes import GREATEST_ID
from kurul.kernel.refusals import NotPermitted
from kurul.kernel.rules import Finding
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import Text, sentences

View = TypeVar("View", bound=Callable[..., Any])

sentences(
    "kernel",
    {
        "kernel.sign_in_first": _("Sign in first."),
        "kernel.right_needed": _(
            "This needs the right “%(right)s”, which your account does not have. Ask whoever manages the accounts "
            "for it."
        ),
        "kernel.token_needed": _("This needs an access token with the scope “%(scope)s”. Issue one and send it along."),
    },
)


class SignInNeeded(NotPermitted):
    """Nobody is signed in, or no fitting token came along. A page leads to the sign-in, the API answers 401."""

    status = 401


class Kind(StrEnum):
    """The four kinds of policy."""

    ANONYMOUS = "anonymous"
    SIGNED_IN = "signed in"
    CAPABILITY = "capability"
    TOKEN = "token"  # noqa: S105 (a kind of policy, not a password)


@dataclass(frozen=True)
class Policy:
    """Who may open a route; `name` is the capability or the scope of the token."""

    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}" if self.name else self.kind.value

    def allows(self, actor: Actor) -> bool:
        """Whether this actor may open the route."""
        match self.kind:
            case Kind.ANONYMOUS:
                return True
            case Kind.SIGNED_IN:
                return actor.is_authenticated
            case Kind.CAPABILITY:
                return actor.holds(self.name)
            case Kind.TOKEN:
                return actor.token_scopes is not None and self.name in actor.token_scopes

    def enforce(self, actor: Actor) -> None:
        """Raise SignInNeeded (nobody is signed in, no token) or NotPermitted (the right is not held)."""
        if self.allows(actor):
            return
        if self.kind is Kind.TOKEN:
            raise SignInNeeded(Finding("kernel.token_needed", params={"scope": self.name}))
        if not actor.is_authenticated:
            raise SignInNeeded(Finding("kernel.sign_in_first"))
        known = capabilities().get(self.name)
        right: Text = self.name if known is None else known.label
        raise NotPermitted(Finding("kernel.right_needed", params={"right": right}))


ANONYMOUS = Policy(Kind.ANONYMOUS)
SIGNED_IN = Policy(Kind.SIGNED_IN)

# Routes that packages bring along, by name. Whoever adds a package adds its routes here.
POLICY_MAP: Mapping[str, Policy] = MappingProxyType(
    {
        "account_login": ANONYMOUS,
        "account_logout": ANONYMOUS,  # leads whoever is not signed in to the home page
        "account_change_password": SIGNED_IN,
        "set_language": ANONYMOUS,
        "api-1.0.0:openapi-json": ANONYMOUS,
        "api-1.0.0:api-root": ANONYMOUS,
    }
)


def _declaring(policy: Policy) -> Callable[[View], View]:
    def declare(view: View) -> View:
        if hasattr(view, "policy"):
            raise TypeError(f"{view.__qualname__} declares two policies.")

        @functools.wraps(view)
        def enforced(request: PageRequest, *args: Any, **kwargs: Any) -> Any:
            policy.enforce(request.actor)
            if any(isinstance(value, int) and value > GREATEST_ID for value in kwargs.values()):
                raise Http404  # no record can bear such a number, and the databases cannot even compare with it
            return view(request, *args, **kwargs)

        enforced.__dict__["policy"] = policy
        return cast(View, enforced)

    return declare


def anonymous(view: View) -> View:
    """Everybody may open it; what they see there is decided by `visible_to`."""
    return _declaring(ANONYMOUS)(view)


def signed_in(view: View) -> View:
    """Whoever is signed in may open it."""
    return _declaring(SIGNED_IN)(view)


def needs(capability: str) -> Callable[[View], View]:
    """Whoever holds the capability anywhere may open it; where it is needed is decided by the action."""
    return _declaring(Policy(Kind.CAPABILITY, capability))


def token(scope: str) -> Callable[[View], View]:
    """Only who comes with a token that names the scope may open it (a calendar feed, a machine)."""
    return _declaring(Policy(Kind.TOKEN, scope))


@dataclass(frozen=True)
class Route:
    """One address pattern: its name with namespaces, the pattern as written, what answers, and who may open it."""

    name: str
    pattern: str
    view: Callable[..., Any]

    @property
    def policies(self) -> tuple[Policy | None, ...]:
        """One policy for a page, one per operation for an address of the API; None where none is declared."""
        if self.name in POLICY_MAP:
            return (POLICY_MAP[self.name],)
        operations = self.operations
        if operations:
            return tuple(getattr(operation.view_func, "policy", None) for operation in operations)
        return (getattr(self.view, "policy", None),)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations behind an address of the API; none for a page."""
        path_view = inspect.getclosurevars(self.view).nonlocals.get("self") if inspect.isfunction(self.view) else None
        return tuple(path_view.operations) if isinstance(path_view, PathView) else ()

    def __str__(self) -> str:
        return f"/{self.pattern} ({self.name or 'no name'})"


def routes(urlconf: Any = None) -> Iterator[Route]:
    """Every route of the program, or of another url configuration (a module or its name)."""
    yield from _routes_below(get_resolver(urlconf), "", "")


def _routes_below(resolver: URLResolver, pattern: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        below = pattern + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _routes_below(entry, below, inner)
        elif isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name}" if entry.name else "", below, entry.callback)


def undeclared_routes(urlconf: Any = None) -> list[Route]:
    """The routes of which at least one view or operation declares no policy."""
    return [route for route in routes(urlconf) if None in route.policies]


def refuse_undeclared(urlconf: Any = None) -> None:
    """Raise ImproperlyConfigured that names each route without a policy; called when the program starts."""
    missing = undeclared_routes(urlconf)
    if missing:
        named = "\n".join(f"  {route}" for route in missing)
        raise ImproperlyConfigured(f"These routes declare no policy (see kurul/kernel/web/policy.py):\n{named}")


def check_routes(**_arguments: Any) -> list[checks.CheckMessage]:
    """The same as a system check, for `manage.py check` and for the tests; registered by `kurul.site`."""
    return [
        checks.Error(f"{route} declares no policy.", hint="Decorate the view or add it to POLICY_MAP.", id="kurul.E001")
        for route in undeclared_routes(settings.ROOT_URLCONF)
    ]


def policy_of_package_route(name: str) -> Policy | None:
    """The policy of a route that a package brings along; None for our own routes, which enforce theirs themselves."""
    return POLICY_MAP.get(name)
