"""One-click sign-in. Its route is there in demonstration mode only."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kurul.kernel.identity.models import Account
from kurul.kernel.identity.signin import sign_in
from kurul.kernel.translated import Translated
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.site.demonstration.accounts import standing_people


@dataclass(frozen=True)
class Offered:
    """Somebody who can be signed in: the account's name, and in what capacity."""

    login: str
    name: str
    title: Translated


def offered() -> list[Offered]:
    """The people of the demonstration whose accounts are open, in the order of their file: one query."""
    people = {person.login: person for person in standing_people()}
    open_accounts = Account.objects.filter(login__in=people, is_active=True)
    names = dict(open_accounts.values_list("login", "display_name"))
    return [Offered(login, names[login], person.title) for login, person in people.items() if login in names]


@anonymous
@require_POST
def sign_in_as(request: PageRequest) -> HttpResponse:
    """Sign in one of the people of the demonstration, and nobody else; the language stays the reader's."""
    login = request.POST.get("login", "")
    if login not in {person.login for person in offered()}:
        raise Http404("Not one of the people of the demonstration.")
    sign_in(request, Account.objects.get(login=login))
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = settings.LOGIN_REDIRECT_URL
    return HttpResponseRedirect(following)


def routes() -> list[URLPattern]:
    """The route of the sign-in; raises ImproperlyConfigured outside a demonstration."""
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured("Signing in without a password is for demonstrations only.")
    return [path("demonstration/sign-in/", sign_in_as, name="sign_in_as")]
