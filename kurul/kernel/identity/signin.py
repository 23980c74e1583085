"""Signing in with a login and a password. Accounts are opened by whoever manages them: nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from kurul.kernel.identity.actions import set_password
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.temporal import clock
from kurul.kernel.turkish import fold

PREVIOUS_VISIT = "previous_visit"


class ClosedSignup(DefaultAccountAdapter):
    """How allauth asks us. It keeps the count of wrong passwords (ACCOUNT_RATE_LIMITS), we keep the accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count wrong passwords per account, not per way of writing its login."""
        super().pre_authenticate(request, **{**credentials, "username": fold(credentials.get("username", ""))})

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in and note the visit."""
        super().login(request, user)
        if isinstance(user, Account):
            note_visit(request, user)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **details: Any) -> HttpResponse:
        """Answer in the language of the account."""
        response = super().post_login(request, user, **details)
        if isinstance(user, Account):
            speak(response, user)
        return response

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The owner changes the password."""
        assert isinstance(user, Account)
        set_password(account=user, password=password, by=own_actor(user))


def sign_in(request: HttpRequest, account: Account) -> None:
    """Sign in without a password: for the one-click people of a demonstration, and for nothing else.

    Raises ValueError for an account that was closed.
    """
    if not account.is_active:
        raise ValueError("The account is closed.")
    ClosedSignup(request).login(request, account)


def own_actor(account: Account) -> Actor:
    """The owner of the account, acting today."""
    return actor_of(account, clock.today())


def note_visit(request: HttpRequest, account: Account) -> None:
    """Remember when the account was last used; the visit before stays in the session, for "since your last visit".

    Not an act of governing, so it stands in no log.
    """
    previous = account.last_visit_at
    request.session[PREVIOUS_VISIT] = None if previous is None else previous.isoformat()
    account.last_visit_at = clock.now()
    Account.objects.filter(pk=account.pk).update(last_visit_at=account.last_visit_at)


def speak(response: HttpResponse, account: Account) -> None:
    """Set the language of the pages to the account's."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        account.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
