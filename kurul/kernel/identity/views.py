"""Pages of an account's own."""

from allauth.account import views as allauth_views
from django.http import Http404, HttpResponseBase

from kurul.kernel.identity.models import Account
from kurul.kernel.web.request import PageRequest


def change_password(request: PageRequest) -> HttpResponseBase:
    """Change one's password; there is no such page for an account without one (its policy stands in POLICY_MAP)."""
    if not isinstance(request.user, Account) or not request.user.has_usable_password():
        raise Http404("The account has no password.")
    return allauth_views.password_change(request)
