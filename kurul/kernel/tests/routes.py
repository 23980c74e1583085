"""A small building for tests: a few operations of an API, one that says who asks, and an account's own pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.urls import include, path
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from kurul.kernel.api import Id, KurulAPI, Page, Paging, Part, part_of, with_look
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import Account
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.web.policy import anonymous, needs, signed_in, token
from kurul.kernel.web.request import PageRequest

ITEMS = 120
REFUSALS: dict[str, Refused] = {
    "refused": Refused(
        Finding("identity.language_spoken", "language", {"language": "fr", "spoken": "tr, en"}),
        Finding("identity.held_once", None, {"period": Period.since(date(2018, 1, 1))}),
    ),
    "conflict": Conflict(Finding("identity.still_standing")),
    "stale": Stale(),
    "forbidden": NotPermitted(Finding("kernel.not_permitted", None, {"reason": READ_AUDIT.label})),
}


@dataclass(frozen=True)
class Item:
    """What the operations return."""

    id: int
    name: str


class ItemOut(Schema):
    """An item as it is sent."""

    id: int
    name: str


class ItemIn(Schema):
    """An item as it comes in."""

    name: str = Field(min_length=1, max_length=10)
    number: Id
    day: date | None = None
    at: AwareDatetime | None = None
    share: float | None = None
    is_open: bool | None = None
    colour: Literal["red", "green"] | None = None
    code: str | None = Field(None, pattern="^[A-Z]+$")


class Asking(Schema):
    """Who asks, and the day that is looked at."""

    ref: str
    user: str
    token_scopes: list[str] | None
    may_read_audit: bool
    day: date


trial = KurulAPI(title="Trial", version="1.0.0")
router = Router(tags=["trial"])


@router.get("/who", response=Asking)
@anonymous
@with_look
def who(request: PageRequest) -> Asking:
    """Who asks."""
    actor = request.actor
    scopes = None if actor.token_scopes is None else sorted(actor.token_scopes)
    return Asking(
        ref=actor.ref,
        user=str(request.user),
        token_scopes=scopes,
        may_read_audit=actor.may(READ_AUDIT).allowed,
        day=request.look.day,
    )


@router.get("/items", response=Page[ItemOut])
@anonymous
def items(request: PageRequest, paging: Query[Paging], name: str = "") -> Part[Item]:
    """All items."""
    return part_of(request, [Item(number, f"Kalem {number}") for number in range(1, ITEMS + 1)], paging)


@router.get("/accounts", response=Page[str])
@anonymous
def accounts(request: PageRequest, paging: Query[Paging]) -> Part[str]:
    """All logins, straight from the database."""
    return part_of(request, Account.objects.order_by("login").values_list("login", flat=True), paging)


@router.get("/items/{pk}", response=ItemOut)
@anonymous
def item(request: PageRequest, pk: Id) -> Item:
    """One item."""
    if pk > ITEMS:
        raise Http404
    return Item(pk, f"Kalem {pk}")


@router.post("/items", response=ItemOut)
@signed_in
def add_item(request: PageRequest, new: ItemIn) -> Item:
    """Add an item; some names are refused in one way or another."""
    if new.name in REFUSALS:
        raise REFUSALS[new.name]
    return Item(new.number, new.name)


@router.get("/audit")
@needs(READ_AUDIT)
def audit(request: PageRequest) -> dict[str, bool]:
    """Only for who may read the audit log."""
    return {"read": True}


@router.get("/management")
@needs(MANAGE_ACCOUNTS)
def management(request: PageRequest) -> dict[str, bool]:
    """Only for who manages accounts."""
    return {"managed": True}


@router.get("/feed")
@token("audit.read")
def feed(request: PageRequest) -> dict[str, bool]:
    """Only for who comes with a token that names the purpose."""
    return {"fed": True}


trial.add_router("/", router)


@anonymous
def home(request: PageRequest) -> HttpResponse:
    """Where the sign-in leads to."""
    return HttpResponse(f"{request.actor.name}|{request.session.get('previous_visit')}")


urlpatterns: list[Any] = [
    path("", home),
    path("api/", trial.urls),
    path("account/", include("kurul.kernel.identity.urls")),
]
