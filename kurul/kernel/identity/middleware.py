"""Says of every request who asks: `request.actor`, from the session or from an access token."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject

from kurul.kernel import answers
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.tokens import bearer_of
from kurul.kernel.identity.wording import TOKEN_REFUSED
from kurul.kernel.temporal import clock
from kurul.kernel.web.request import PageRequest

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor`, read only when it is asked for: session, account, grants, and what follows from posts.

    Whoever comes with a token comes without a session: a cookie that is sent along counts for nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            request.actor = cast(Actor, SimpleLazyObject(lambda: actor_of_session(request)))
            return _kept_apart(self.get_response(request), private=not request.session.is_empty())
        bearer = bearer_of(text.strip(), clock.today())
        if bearer is None:
            request.user = AnonymousUser()
            request.actor = Actor.nobody()
            return _kept_apart(answers.findings(401, TOKEN_REFUSED), private=True)
        request.user = bearer.account
        request.actor = bearer.actor
        return _kept_apart(self.get_response(request), private=True)


def _kept_apart(response: HttpResponse, *, private: bool) -> HttpResponse:
    """No store between us and the reader may give one reader's answer to another."""
    patch_vary_headers(response, ["Authorization"])
    if private:
        patch_cache_control(response, private=True)
    return response


def actor_of_session(request: HttpRequest) -> Actor:
    """Whoever signed in, with the rights of today; nobody if nobody did."""
    account = request.user
    return actor_of(account, clock.today()) if isinstance(account, Account) else Actor.nobody()
