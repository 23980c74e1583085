"""Posts over the API: who may use a power on a day, and why."""

from decimal import Decimal
from typing import Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import Id, register_router, with_look
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.positions import queries

router = Router(tags=["positions"])
PERIOD = "Period as FIRST/END, END not included; ? is not known, nothing after / is open."
LIMIT = "In the unit of the power; null where there is no limit."


class WhoMayQuery(Schema):
    """What is asked."""

    organisation: Id | None = Field(None, description="Only for this body.")
    amount: Decimal | None = Field(None, ge=0, max_digits=20, decimal_places=2, description="In the unit of the power.")


class PostOut(Schema):
    """A post by its title on the day."""

    id: int
    title: dict[str, str] = Field(description="Text by language; a language without text is absent.")
    organisation: int | None


class DeciderOut(Schema):
    """Who decides in the post on the day."""

    person: int | None = Field(description="Null where the name is not for the reader.")
    name: str
    capacity: str = Field(description="substantive or acting.")
    certainty: str = Field(description="yes or not_known.")


class PowerHeldOut(Schema):
    """By what the accountable post holds the power."""

    by_kind: str = Field(description="Code of the kind of post; empty where it is said of the post itself.")
    period: str = Field(description=PERIOD)
    up_to: Decimal | None = Field(description=LIMIT)
    instrument: str | None = Field(description="Code of the instrument; null where it is not recorded.")


class GivenOut(Schema):
    """One delegation."""

    from_: PostOut = Field(alias="from")
    to: PostOut
    from_person: int | None = Field(
        description="Who in the delegating post passed it on, and only while in it; null where the name is not for the "
        "reader, or the post did."
    )
    by_one_person: bool = Field(description="Whether one person in the delegating post passed it on, not the post.")
    to_person: int | None = Field(
        description="Only while this person is in the post; null where the name is not for the reader, or whoever is "
        "in the post has it."
    )
    for_one_person: bool = Field(description="Whether only one person in the receiving post has it.")
    period: str = Field(description=PERIOD)
    up_to: Decimal | None = Field(description="Null: as far as the delegating post holds it.")
    within: int | None = Field(description="Only for this body and below; null: wherever the delegating post holds it.")
    may_pass_on: bool
    is_revoked: bool
    instrument: str | None


class WayOut(Schema):
    """One way by which the power comes to the post."""

    holds: bool
    objection: str = Field(description="Code of what stands against it; empty where it holds.")
    says: str
    up_to: Decimal | None = Field(description=LIMIT)
    within: int | None = Field(description="The body in which, and below which, it holds.")
    accountable: PostOut | None = Field(description="The post that holds it in its own right and stays accountable.")
    held: PowerHeldOut | None
    delegated: list[GivenOut] = Field(description="From the accountable post on, in their order.")


class CandidateOut(Schema):
    """A post to which the power comes, or would come."""

    post: PostOut
    holders: list[DeciderOut]
    up_to: Decimal | None = Field(description=LIMIT)
    ways: list[WayOut]


class WhoMayOut(Schema):
    """Who may use the power on the day, and who may not, with the reasons."""

    power: str
    name: dict[str, str]
    unit: str = Field(description="Empty where the power has no threshold.")
    organisation: int | None
    amount: Decimal | None
    may: list[CandidateOut]
    may_not: list[CandidateOut]


@router.get(
    "/powers/{code}/who-may", response=WhoMayOut, by_alias=True, summary="Who may use a power on a day, and why"
)
@anonymous
@with_look
def who_may(request: PageRequest, code: str, query: Query[WhoMayQuery]) -> dict[str, Any]:
    """Every post to which a power comes, with its holders and the chain of delegations.

    404 for a power that there is not, 422 for a body that there is not and for an amount where there is no threshold.
    """
    power = queries.power_by_code(code)
    if power is None:
        raise Http404
    if query.amount is not None and not power.unit:
        raise Refused(Finding("positions.threshold_without_unit", "amount"))
    if query.organisation is not None:
        bodies = visible_to(Organisation.objects.filter(pk=query.organisation), request.actor)
        if not bodies.exists():
            raise Refused(Finding("positions.body_unknown", "organisation", {"body": str(query.organisation)}))
    answer = queries.who_may(power, query.organisation, query.amount, request.look, request.actor)
    return queries.who_may_values(answer)


register_router("/positions", router)
