"""What changed between two days, over the API."""

from datetime import date, datetime, time
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import Id, Page, Paging, Part, part_of, register_router, with_look
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.look import FIRST_LOOKED_AT, LAST_LOOKED_AT
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.rooms.organisations import public as bodies

router = Router(tags=["oversight"])


class SideOut(Schema):
    """What held on one side of a change."""

    text: str
    period: str | None = Field(description="For which it is held, where something was learnt: FIRST/END.")


class DifferenceOut(Schema):
    """One change."""

    day: str = Field(description="2016-07-19, 2016-07, 2016 or another form of a day that is not known exactly.")
    group: str
    what: str = Field(description="A code: founded, renamed, moved, taken_up, entered …")
    route: str = Field(description="What sort of record it is, by the name of its page.")
    pk: int
    name: str
    before: list[SideOut]
    after: list[SideOut]
    instrument: str | None
    url: str


class DifferenceQuery(Schema):
    """Which two days, whose changes, which ones."""

    first: date | None = Field(
        None, alias="from", description="After this day; the last meeting of a board if left out."
    )
    last: date | None = Field(
        None, alias="to", description="Up to and including this day; the one looked at if left out."
    )
    body: Id | None = Field(None, description="Only of this body and what stood below it on either day.")
    kind: list[str] = Field(default_factory=list, description="Only of these groups: existence, names, holders …")
    by: str = Field("", pattern="^(record)?$", description="`record`: what was learnt between the ends of these days.")
    perhaps: bool = Field(False, description="Also changes whose day is not known to lie between.")


@router.get("/differences", response=Page[DifferenceOut], summary="What changed between two days")
@anonymous
@with_look
def differences(request: PageRequest, paging: Query[Paging], query: Query[DifferenceQuery]) -> Part[Any]:
    """What changed in the world, or in what was known of it, the latest first."""
    between = _between(request, query)
    unknown = [code for code in query.kind if code not in bodies.groups()]
    if unknown:
        raise Refused(Finding("oversight.no_such_group", "kind", {"group": unknown[0]}))
    if query.body and not visible_to(bodies.Organisation.objects.filter(pk=query.body), request.actor).exists():
        raise Http404
    found = bodies.differences(between, request.actor, body=query.body, wanted=query.kind)

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        shown = found[start:stop]
        words = bodies.told(shown, between, request.actor)
        return [_change(one, said) for one, said in zip(shown, words, strict=True)]

    return part_of(request, Rows(fetch, len(found)), paging)


def _between(request: PageRequest, query: DifferenceQuery) -> Between:
    look = request.look
    first = query.first or bodies.asked_since(bodies.difference_days(look, request.actor), look)
    last = query.last or look.day
    for name, day in (("from", first), ("to", last)):
        if not FIRST_LOOKED_AT <= day <= LAST_LOOKED_AT:
            raise Refused(Finding("kernel.not_a_day", name, {"text": day.isoformat()}))
    if first > last:
        raise Refused(Finding("oversight.days_turned", "from"))
    if query.by != "record":
        return Between(first, last, look.known_at, perhaps=query.perhaps)
    moments = [timezone.make_aware(datetime.combine(day, time.max)) for day in (first, last)]
    if look.known_at is not None:
        moments = [min(moment, look.known_at) for moment in moments]
    return Between(first, last, learnt=(moments[0], moments[1]))


def _change(found: bodies.Found, said: bodies.Difference) -> dict[str, Any]:
    sides = {
        name: [{"text": str(side.text), "period": str(side.period) if side.period else None} for side in given]
        for name, given in (("before", said.before), ("after", said.after))
    }
    return {
        "day": str(said.day),
        "group": found.group,
        "what": found.what,
        "route": said.route,
        "pk": said.pk,
        "name": str(said.name),
        **sides,
        "instrument": str(said.instrument) if said.instrument else None,
        "url": reverse(said.route, args=[said.pk]),
    }


register_router("/oversight", router)
