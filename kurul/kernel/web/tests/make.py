"""Requests as the middleware hands them to pages, for tests that need no server."""

from typing import cast

from django.test import RequestFactory

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.web.request import PageRequest


def asking(path: str = "/", *, actor: Actor | None = None, look: Look | None = None) -> PageRequest:
    """A GET by the actor (the public if none) who looks at the day (today if none)."""
    request = cast(PageRequest, RequestFactory().get(path))
    request.actor = actor or Actor.nobody()
    request.look = look or Look.today()
    return request
