"""The Desk."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kurul.kernel.identity.signin import PREVIOUS_VISIT
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import signed_in
from kurul.kernel.web.request import PageRequest
from kurul.rooms.oversight import queries, wording


@signed_in
@require_GET
def desk(request: PageRequest) -> HttpResponse:
    """What is mine, late, next."""
    session = getattr(request, "session", {})
    previous = session.get(PREVIOUS_VISIT)
    found = queries.desk(request.look, request.actor, since=datetime.fromisoformat(previous) if previous else None)
    return page(request, "oversight/desk.html", {"desk": found, "told": wording.told(found.happened)})
