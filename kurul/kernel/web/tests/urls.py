"""All addresses of Kurul and some pages that do what tests need: refuse, deny, fail."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path

from kurul.config.urls import handler400, handler403, handler404, handler500, urlpatterns
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.rules import Finding
from kurul.kernel.web.policy import anonymous, needs, signed_in, token
from kurul.kernel.web.request import PageRequest

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@anonymous
def refuse(request: PageRequest, kind: str) -> HttpResponse:
    """Raise a refusal of the kind."""
    finding = Finding("samples.no", params={"what": "everything"})
    kinds = {"refused": Refused, "conflict": Conflict, "denied": NotPermitted}
    raise Stale if kind == "stale" else kinds[kind](finding)


@anonymous
def echo(request: PageRequest) -> HttpResponse:
    """Say what is looked at."""
    known_at = request.look.known_at.isoformat() if request.look.known_at else ""
    return HttpResponse(f"{request.look.day.isoformat()} {known_at}".strip())


@anonymous
def record(request: PageRequest, pk: int) -> HttpResponse:
    """A record's page."""
    return HttpResponse(str(pk))


@signed_in
def for_members(request: PageRequest) -> HttpResponse:
    """Only with a session."""
    return HttpResponse(f"Welcome, {request.actor.name}")


@needs("audit.read")
def for_auditors(request: PageRequest) -> HttpResponse:
    """Only with the right."""
    return HttpResponse("The log")


@token("boards.calendar")
def feed(request: PageRequest) -> HttpResponse:
    """Only with a token."""
    return HttpResponse("BEGIN:VCALENDAR")


@anonymous
def deny(request: PageRequest) -> HttpResponse:
    """Deny in Django's own way."""
    raise PermissionDenied


@anonymous
def fail(request: PageRequest) -> HttpResponse:
    """A programming error."""
    raise RuntimeError("A fault of the program.")


urlpatterns = [
    path("api/samples/fail/", fail),
    *urlpatterns,
    path("samples/refuse/<str:kind>/", refuse),
    path("samples/echo/", echo),
    path("samples/record/<int:pk>/", record, name="sample-record"),
    path("samples/members/", for_members),
    path("samples/auditors/", for_auditors),
    path("samples/feed/", feed),
    path("samples/deny/", deny),
    path("samples/fail/", fail),
]
