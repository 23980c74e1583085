"""The pages beside the bare framework, and the query functions beside hand-written SQL."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory, override_settings

from benchmarks import bare
from benchmarks import differences as by_hand
from benchmarks.figures import Figure, in_turn
from kurul.kernel.identity.actions import create_account, grant
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import ADMINISTRATOR, REGISTRY_CLERK
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Placement
from kurul.rooms.positions.queries import WhoMay, cio_seats, power_by_code, who_may
from kurul.rooms.positions.queries.counting_on_days import cio_posts_on
from kurul.site.nation.powers import SIGNING

DAY = date(2017, 10, 16)
AMOUNT = Decimal(5_000)  # what the last to whom it is passed on may sign too
SEARCHED = "Kırıkkale Sağlık"
GOALS = {"list of 50": 30, "record": 10, "search": 20, "first 50 of a subtree": 15, "API list of 50": 9}


@dataclass(frozen=True)
class Measured:
    """What is asked: a ministry with all that stands below it, and a unit on the lowest level."""

    ministry: int
    lowest: int
    department: int

    @classmethod
    def of_nation(cls) -> "Measured":
        """The first ministry that has parts, one of its directorates general, and the last unit under any body."""
        held = Placement.objects.as_of(DAY)
        first = held.order_by("parent_id", "organisation_id").values_list("parent_id", "organisation_id")[0]
        lowest = held.order_by("-organisation_id").values_list("organisation_id", flat=True)[0]
        return cls(first[0], lowest, first[1])


def account() -> Account:
    """An account with the rights of a registry clerk and an administrator for the whole government."""
    known = Account.objects.filter(login="bench").first()
    if known is not None:
        return known
    operator = Actor.operator()
    made = create_account(login="bench", display_name="Bench", by=operator)
    for role in (REGISTRY_CLERK, ADMINISTRATOR):
        grant(
            account=made,
            granted=f"role:{role.code}",
            scope=GOVERNMENT,
            period=Period.since(date(2000, 1, 1)),
            by=operator,
        )
    return made


def page_addresses(asked: Measured) -> dict[str, tuple[str, dict[str, str]]]:
    """The addresses of the pages that are measured."""
    as_of = {"as_of": DAY.isoformat()}
    return {
        "list of 50": ("/organisations/", as_of),
        "record": (f"/organisations/{asked.department}/", as_of),
        "search": ("/search/", {**as_of, "q": SEARCHED}),
        "first 50 of a subtree": ("/organisations/", {**as_of, "under": str(asked.department)}),
        "API list of 50": ("/api/organisations", {**as_of, "limit": "50"}),
    }


def pages(asked: Measured, signed_in: Account) -> Iterator[Figure]:
    """Whole requests, middleware included, against the bare framework."""
    client = Client()
    client.force_login(signed_in, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    ours = WSGIHandler()
    with override_settings(MIDDLEWARE=["benchmarks.bare.at_its_own_addresses"]):
        plain = WSGIHandler()
    for what, (address, parameters) in page_addresses(asked).items():
        yield in_turn(
            what, request(ours, address, parameters, cookie), request(plain, address, parameters), GOALS[what]
        )


def query_functions(asked: Measured) -> Iterator[Figure]:
    """Query functions against hand-written SQL for the same answer."""
    look, actor, day = Look(DAY), Actor.nobody(), DAY.isoformat()
    ministry, department, lowest = asked.ministry, asked.department, asked.lowest

    def listed(**narrowed: Any) -> list[int]:
        return [row.id for row in queries.listing(queries.Filters(**narrowed), look, actor)]

    assert queries.within([ministry], look) - {ministry} == bare.subtree(ministry, day)
    yield in_turn("as-of subtree", lambda: queries.within([ministry], look), lambda: bare.subtree(ministry, day))
    assert queries.with_those_above(lowest, look)[1:] == tuple(bare.ancestors(lowest, day))
    yield in_turn("ancestors", lambda: queries.with_those_above(lowest, look), lambda: bare.ancestors(lowest, day))
    assert listed() == [row[0] for row in bare.list_rows(day)]
    yield in_turn("as-of list page", listed, lambda: bare.list_rows(day))
    assert queries.how_many(queries.Filters(), look, actor) == bare.how_many(day)
    yield in_turn(
        "how many exist", lambda: queries.how_many(queries.Filters(), look, actor), lambda: bare.how_many(day)
    )
    assert listed(under=department) == [row[0] for row in bare.subtree_rows(department, day)]
    yield in_turn("first 50 of a subtree", lambda: listed(under=department), lambda: bare.subtree_rows(department, day))
    assert listed(text=SEARCHED) == [row[0] for row in bare.found(SEARCHED, day)]
    yield in_turn("list narrowed by a text", lambda: listed(text=SEARCHED), lambda: bare.found(SEARCHED, day))
    page = queries.page(department, look, actor)
    assert page is not None
    assert len(page.parts) == sum(
        1 for row in bare.body(department, day) if row[0] in _ids(page.parts) and len(row) > 2
    )
    yield in_turn("body page", lambda: queries.page(department, look, actor), lambda: bare.body(department, day))
    assert {seat.organisation.id for seat in cio_seats(look, actor)} == {row[0] for row in bare.cio_seats(day)}
    yield in_turn("CIO seats of all ministries", lambda: cio_seats(look, actor), lambda: bare.cio_seats(day))
    power = power_by_code(SIGNING)
    assert power is not None

    def deciding() -> WhoMay:
        return who_may(power, ministry, AMOUNT, look, actor)

    def deciding_by_hand() -> list[bare.Row]:
        return bare.who_may(SIGNING, ministry, AMOUNT, day)

    told = {(one.post.id, one.limit, holder.person) for one in deciding().may for holder in one.holders}
    assert told == {(post, Decimal(up_to), person) for post, up_to, _title, _body, person, *_name in deciding_by_hand()}
    assert len(told) > 1, "the power goes on from whoever holds it"
    yield in_turn("who may decide this", deciding, deciding_by_hand)
    yield from differences(ministry)


def differences(ministry: int) -> Iterator[Figure]:
    """A page of what changed in a year, with the counts above it: read, without its words.

    The limit is told which posts count as CIO seats; ours finds that out.
    """
    actor, between = Actor.nobody(), Between(DAY - queries.A_YEAR, DAY)
    days = (between.first.isoformat(), between.last.isoformat())
    counting = cio_posts_on([Look(between.first), Look(between.last)])
    for what, body in (("whole government, a year", None), ("one ministry", ministry)):

        def ours(body: int | None = body) -> tuple[dict[str, int], list[tuple[str, str, int, int]]]:
            found = queries.differences(between, actor, body=body)
            counts = found.counted()  # the page remembers them until somebody writes
            page = [(one.group, one.what, one.record, one.facts[0]) for one in found[: by_hand.SIZE]]
            return counts, page

        def limit(body: int | None = body) -> tuple[dict[str, int], list[tuple[str, str, int, int]]]:
            return by_hand.difference(*days, counting, body)

        assert ours() == limit()
        yield in_turn(f"difference of two days ({what})", ours, limit)


def _ids(parts: tuple[queries.Sub, ...]) -> set[int]:
    return {part.organisation.id for part in parts}


def built(path: str) -> Callable[..., Any] | None:
    """The function at "package.module:name"; None while nobody has built it."""
    module, _colon, name = path.partition(":")
    try:
        return getattr(import_module(module), name, None)
    except ModuleNotFoundError:
        return None


def _no_start(_status: str, _headers: list[tuple[str, str]], _error: Any = None, /) -> Callable[[bytes], object]:
    """The server's side of WSGI, which measures nothing."""
    return len


def request(handler: WSGIHandler, address: str, parameters: dict[str, str], cookie: str = "") -> Callable[[], int]:
    """A whole request through the handler; gives how many bytes came back."""
    factory = RequestFactory()

    def ask() -> int:
        environ = factory.get(address, parameters, headers={"cookie": cookie} if cookie else None).environ
        answer: Any = handler(environ, _no_start)
        size = sum(map(len, answer))
        answer.close()
        assert size, address
        assert answer.status_code == 200, (address, answer.status_code)
        return size

    return ask
