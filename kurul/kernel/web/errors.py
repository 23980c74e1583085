"""What people see when a page cannot be shown or something was refused: a clear sentence, and what they typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kurul.kernel import answers
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.wording import Text, sentence


@dataclass(frozen=True)
class Typed:
    """One field of a form that was sent, to be copied from the page."""

    name: str
    text: str

    @property
    def rows(self) -> int:
        """How many lines the text needs, at least one and at most twelve."""
        return min(12, max(1, self.text.count("\n") + 1 + len(self.text) // 90))


def typed_by(request: HttpRequest) -> tuple[Typed, ...]:
    """What was typed into the form that was sent: no passwords, no tokens, nothing empty."""
    return tuple(
        Typed(name, text)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name.lower()
        for text in values
        if text.strip()
    )


def error_page(
    request: HttpRequest, status: int, title: Text, sentences: Iterable[Text], *, sign_in_to: str = ""
) -> HttpResponse:
    """A page in the shell with a title, sentences and, after a form was sent, what was typed.

    `sign_in_to` is the address to come back to after signing in; empty where signing in would not help.
    """
    context = {
        "status": status,
        "title": title,
        "sentences": tuple(sentences),
        "typed": typed_by(request),
        "sign_in_to": sign_in_to,
    }
    return render(request, "errors/error.html", context, status=status)


def refusal_page(request: HttpRequest, refused: Refused, *, sign_in_to: str = "") -> HttpResponse:
    """The page for a refusal that no view has handled."""
    titles = {
        400: _("This address cannot be read"),
        401: _("Sign in to go on"),
        403: _("You may not do this"),
        409: _("This does not fit what is already recorded"),
    }
    title = titles.get(refused.status, _("This was not accepted"))
    sentences = [sentence(finding) for finding in refused.findings]
    return error_page(request, refused.status, title, sentences, sign_in_to=sign_in_to)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: a wrong host name, a form too large, what no reading of ours has caught."""
    if answers.is_expected(request):
        return answers.findings(400, Finding("api.malformed"))
    return error_page(request, 400, _("This address cannot be read"), [_("Something in the request is malformed.")])


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403, for packages that deny in Django's own way; ours raise NotPermitted."""
    return error_page(request, 403, _("You may not do this"), [_("Your account does not have the right for it.")])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: what is hidden and what does not exist look the same."""
    if answers.is_expected(request):
        return answers.not_found(request)
    sentences = [_("The page does not exist, or it is not open to you."), _("If you expected to see it, sign in.")]
    actor: Actor = getattr(request, "actor", Actor.nobody())
    if actor.is_authenticated:
        sentences.pop()
    return error_page(request, 404, _("There is nothing here"), sentences)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: stands alone, for the shell may be what failed; in every language at once."""
    if answers.is_expected(request):
        return answers.findings(500, Finding("api.fault"))
    return HttpResponseServerError(render_to_string("500.html", {"static_url": settings.STATIC_URL}))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a fresh token: usually one that stood open over a sign-in or a night."""
    sentences = [
        _("The form was open for too long, or you signed in or out in another window. Nothing was saved."),
        _("Go back, load the page again and send the form once more."),
    ]
    return error_page(request, 403, _("This form has expired"), sentences)
