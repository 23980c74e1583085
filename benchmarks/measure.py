"""Times the pages and queries beside the bare framework and hand-written SQL, in turn, in one run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory, override_settings

from benchmarks import bare
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.models import Organisation

DAY = date(2017, 10, 16)
ROUNDS = 41


@dataclass(frozen=True)
class Figure:
    """Milliseconds at the median of the rounds; the ratio is the median of the ratios round by round."""

    what: str
    ours: float
    limit: float
    ratio: float


def pages(ministry: Organisation) -> list[Figure]:
    """Whole requests, middleware included, against the bare framework."""
    as_of = {"as_of": DAY.isoformat()}
    asked = {
        "list of 50": ("/organisations/", as_of),
        "record": (f"/organisations/{ministry.pk}/", as_of),
        "API list of 50": ("/api/organisations", {**as_of, "limit": "50"}),
    }
    ours = WSGIHandler()
    with override_settings(MIDDLEWARE=["benchmarks.bare.at_its_own_addresses"]):
        plain = WSGIHandler()
    found = []
    for what, (address, parameters) in asked.items():
        found.append(_in_turn(what, _request(ours, address, parameters), _request(plain, address, parameters)))
    return found


def query_functions(ministry: Organisation) -> list[Figure]:
    """Query functions against hand-written SQL for the same answer."""
    look, actor, day = Look(DAY), Actor.nobody(), DAY.isoformat()
    assert queries.within([ministry.pk], look) - {ministry.pk} == bare.subtree(ministry.pk, day)
    return [
        _in_turn(
            "rows of a list", lambda: queries.listing(queries.Filters(), look, actor), lambda: bare.list_rows(day)
        ),
        _in_turn("subtree", lambda: queries.within([ministry.pk], look), lambda: bare.subtree(ministry.pk, day)),
    ]


def _no_start(_status: str, _headers: list[tuple[str, str]], _error: Any = None, /) -> Callable[[bytes], object]:
    """The server's side of WSGI, which measures nothing."""
    return len


def _request(handler: WSGIHandler, address: str, parameters: dict[str, str]) -> Callable[[], None]:
    factory = RequestFactory()

    def ask() -> None:
        environ = factory.get(address, parameters).environ
        answer: Any = handler(environ, _no_start)
        body = b"".join(answer)
        answer.close()
        assert body, address
        assert answer.status_code == 200, (address, answer.status_code)

    return ask


def _in_turn(what: str, ours: Callable[[], Any], limit: Callable[[], Any]) -> Figure:
    """Run both once to warm up, then in turn."""
    ours(), limit()
    pairs = [(_seconds(ours), _seconds(limit)) for _ in range(ROUNDS)]
    return Figure(
        what,
        1000 * statistics.median(one for one, _other in pairs),
        1000 * statistics.median(other for _one, other in pairs),
        statistics.median(one / other for one, other in pairs),
    )


def _seconds(run: Callable[[], Any]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started
