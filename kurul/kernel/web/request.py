"""The request as pages get it, after all middleware."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look


class PageRequest(HttpRequest):
    """An HttpRequest with who asks, the day that is looked at, and what htmx says; only for annotations."""

    actor: Actor
    look: Look
    htmx: HtmxDetails
