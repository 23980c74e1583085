"""Around every page: what it has read, the policy of packages' routes, the day looked at, unhandled refusals."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from kurul.kernel import answers
from kurul.kernel.refusals import NotPermitted, Refused
from kurul.kernel.remembering import remembering
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import FIRST_LOOKED_AT, LAST_LOOKED_AT, Look
from kurul.kernel.web.errors import error_page, refusal_page
from kurul.kernel.web.policy import SignInNeeded, policy_of_package_route, refuse_undeclared
from kurul.kernel.web.request import PageRequest
from kurul.kernel.wording import sentences

GetResponse = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"([0-9-]{10})(?:T([0-9]{2}:[0-9]{2}))?")

sentences(
    "kernel",
    {
        "kernel.not_a_day": gettext_lazy("“%(text)s” is not a day. Write it as 2016-07-19."),
        "kernel.not_a_moment": gettext_lazy("“%(text)s” is not a moment. Write it as 2016-07-19 or 2016-07-19T14:30."),
        "kernel.not_yet_known": gettext_lazy(
            "What will be known on a day to come cannot be shown. Choose today, or an earlier day."
        ),
    },
)


class RememberingMiddleware:
    """What a request has read is not read twice, until it writes; the next request starts with nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering():
            return self.get_response(request)


class PolicyMiddleware:
    """Refuses to start while a route declares no policy; enforces the policies of packages' routes."""

    def __init__(self, get_response: GetResponse) -> None:
        refuse_undeclared()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: PageRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Our own routes enforce their policies themselves; those of packages are enforced here."""
        match = request.resolver_match
        policy = policy_of_package_route(match.view_name) if match else None
        if policy is None:
            return None
        try:
            policy.enforce(request.actor)
        except NotPermitted as refused:
            return refusal_answer(request, refused)
        return None


class UnreadableLook(Refused):
    """`as_of` or `known_at` cannot be read."""

    status = 400


class LookMiddleware:
    """Sets `request.look` from `?as_of=` and `?known_at=`. Whoever looks at another day cannot change anything."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.look = Look.today()
        is_api = answers.is_expected(request)  # which guards its writes itself and answers in JSON
        try:
            request.look = look_of(request.GET, request.look.day)
        except UnreadableLook as refused:
            return answers.refused(request, refused) if is_api else refusal_page(request, refused)
        if not is_api and request.method not in SAFE_METHODS and not request.look.is_now:
            reason = _("Nothing was saved. Go back to today to change something.")
            return error_page(request, 409, _("Another day can only be looked at"), [reason])
        return self.get_response(request)


def look_of(parameters: QueryDict, today: date) -> Look:
    """Read `as_of=YYYY-MM-DD` and `known_at=YYYY-MM-DD[THH:MM]`; raises UnreadableLook.

    A day without an hour stands for the end of that day: what was recorded during it counts as known.
    """
    as_of, known_at = parameters.get("as_of", "").strip(), parameters.get("known_at", "").strip()
    day = _day(as_of, "as_of") if as_of else today
    if not known_at:
        return Look(day)
    match = _MOMENT.fullmatch(known_at)
    if match is None:
        raise UnreadableLook(Finding("kernel.not_a_moment", "known_at", {"text": known_at}))
    known_day = _day(match[1], "known_at")
    if known_day > today:
        raise UnreadableLook(Finding("kernel.not_yet_known", "known_at"))
    try:
        # A moment is given to the minute and stands for all of that minute; a day for all of that day.
        hour = time.fromisoformat(match[2] or "23:59").replace(second=59, microsecond=999_999)
    except ValueError as error:
        raise UnreadableLook(Finding("kernel.not_a_moment", "known_at", {"text": known_at})) from error
    return Look(day, timezone.make_aware(datetime.combine(known_day, hour)))


def _day(text: str, parameter: str) -> date:
    refusal = UnreadableLook(Finding("kernel.not_a_day", parameter, {"text": text}))
    if not _DAY.fullmatch(text):
        raise refusal
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise refusal from error
    # The first and last days of the calendar stand for "not known", and what lies near them cannot be reckoned with.
    if not FIRST_LOOKED_AT <= day <= LAST_LOOKED_AT:
        raise refusal
    return day


class RefusalMiddleware:
    """Turns a refusal that no view has handled into a page with its sentences and what was typed.

    And says in the shape of the API that an address below it does not answer a method.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and answers.is_expected(request):
            return answers.not_allowed(request, response["Allow"])
        return response

    def process_exception(self, request: PageRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals; everything else is an error and goes its way."""
        return refusal_answer(request, exception) if isinstance(exception, Refused) else None


def refusal_answer(request: PageRequest, refused: Refused) -> HttpResponse:
    """A redirect to the sign-in where that helps and nothing typed would be lost, else a page."""
    if not isinstance(refused, SignInNeeded):
        return refusal_page(request, refused)
    if request.htmx:
        back = urlsplit(request.htmx.current_url_abs_path or "/")
        return HttpResponseClientRedirect(redirect_to_login(back.geturl()).url)
    if request.method in SAFE_METHODS:
        return redirect_to_login(request.get_full_path())
    return refusal_page(request, refused, sign_in_to=request.path)
