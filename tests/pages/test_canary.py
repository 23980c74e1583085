"""What is not for everybody comes out nowhere: a canary text is put wherever secrets are kept, then looked for.

The stranger has an account without any right, the public is nobody. Both ask every page, search, export, answer of the
API, history and board pack of the program.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pypdf import PdfReader

from kurul.kernel.identity.actions import create_account, grant
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions as boards
from kurul.rooms.boards.models import Meeting
from kurul.rooms.monitoring.models import Report
from kurul.rooms.monitoring.public import save_draft
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.people.public import enter_person
from kurul.site.demonstration.bodies import body
from tests.demonstration import AUDITOR, CIO, REPORTER, SECRETARY
from tests.pages.addresses import all_routes, urls

pytestmark = pytest.mark.slow

DAY = date(2017, 10, 16)
PLACES = ("draft", "item", "note-of-item", "decision", "follow-up", "closed-follow-up", "minutes", "person", "login")
EXPORTS = ("csv", "json", "xlsx")
LISTS = ("people/", "boards/", "monitoring/", "strategy/", "positions/")


def canary(place: str) -> str:
    """A text that stands nowhere else, and says where it came from."""
    return f"Kanarya-{place}-zqx"


@dataclass(frozen=True)
class Caged:
    """The records in which the canaries sit, by the path of their pages."""

    paths: tuple[str, ...]

    @property
    def report(self) -> str:
        """A report that its body has not handed in again."""
        return self.paths[0]

    @property
    def person(self) -> str:
        """Somebody who holds no public post."""
        return self.paths[-1]


@pytest.fixture
def caged(on_its_day: None) -> Caged:
    """A canary in every place that is not public, put there by the people whose place it is."""
    secretary, reporter = acting(SECRETARY), acting(REPORTER)
    report = Report.objects.get(period__code="2017-H1", element__code="E3.1.1")
    save_draft(report=report, grade=None, text=canary("draft"), by=reporter, version=report.version)
    coming = Meeting.objects.get(board__code="cio_board", day=date(2017, 10, 31))
    boards.place_item(meeting=coming, title=said("item"), note=said("note-of-item"), is_restricted=True, by=secretary)
    held = boards.plan_meeting(board=coming.board, day=DAY, by=secretary).meeting
    boards.open_meeting(meeting=held, by=secretary)
    closed_item = boards.place_item(meeting=held, title=said("item"), is_restricted=True, by=secretary)
    addressees = [body("SAGLIK"), body("ADALET")]
    restricted = boards.decide(
        meeting=held, text=said("decision"), addressees=addressees, item=closed_item, by=secretary
    )
    public = boards.decide(meeting=held, text=Translated(en="Public"), addressees=addressees, by=secretary)
    boards.add_note(decision=public, text=canary("follow-up"), by=secretary)
    boards.add_note(decision=restricted, text=canary("closed-follow-up"), by=secretary)
    boards.close_meeting(meeting=held, by=secretary)
    boards.write_minutes(
        meeting=held, texts={None: said("minutes"), closed_item.pk: said("minutes")}, by=secretary, version=0
    )
    person = enter_person(given_name=canary("person"), family_name="Gizli", by=secretary)
    create_account(login=canary("login").casefold(), display_name=canary("login"), by=Actor.operator())
    paths = (
        f"/monitoring/reports/{report.pk}/", f"/boards/meetings/{held.pk}/", f"/boards/meetings/{held.pk}/minutes/",
        f"/boards/meetings/{held.pk}/log/", f"/boards/meetings/{coming.pk}/", f"/boards/meetings/{coming.pk}/log/",
        f"/boards/decisions/{restricted.pk}/", f"/boards/decisions/{public.pk}/",
        f"/boards/decisions/{restricted.pk}/log/", f"/boards/decisions/{public.pk}/log/",
        f"/boards/meetings/{held.pk}/pack.pdf", f"/boards/meetings/{coming.pk}/pack.pdf", f"/boards/{coming.board_id}/",
        f"/people/{person.pk}/",
    )  # fmt: skip
    return Caged(paths)


def said(place: str) -> Translated:
    """The canary in both languages."""
    return Translated(tr=canary(place), en=canary(place))


def acting(login: str) -> Actor:
    """The person with the rights of the day."""
    return actor_of(Account.objects.get(login=login), DAY)


def stranger() -> Client:
    """Somebody with an account and without any right."""
    client = Client()
    client.force_login(create_account(login="yabanci", display_name="Yabancı", by=Actor.operator()))
    return client


def asked(caged: Caged) -> Iterator[str]:
    """Every address of the program, the pages of the caged records, searches, and the exports of all lists."""
    yield from caged.paths
    for place in PLACES:
        yield f"/search/?q={canary(place)}"
        for kind in ("people.person", "organisations.organisation", "boards.decision", "kernel.account"):
            yield f"/suggest/{kind}/?x={canary(place)}"
    for route in all_routes():
        for url in urls(route):
            yield url
        for url in urls(route)[:1] if route.pattern.startswith(LISTS) and not route.pattern.endswith("pdf") else ():
            yield from (f"{url}?export={form}" for form in EXPORTS)


def told(answer: Any) -> str:
    """Everything that an answer says; the text of a PDF, the content of a file."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        return cells(content)
    return str(content.decode("utf-8"))


def cells(workbook: bytes) -> str:
    """The texts of a spreadsheet file."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


def escaped(client: Client, urls_asked: Iterator[str], places: tuple[str, ...]) -> dict[str, set[str]]:
    """The canaries that got out, each with the addresses that gave it away; an address may repeat what was asked."""
    found: dict[str, set[str]] = {}
    for url in dict.fromkeys(urls_asked):
        text = told(client.get(url)).replace(url, "").replace(html.escape(url), "")
        for place in places:
            if canary(place).casefold() in text.casefold() and canary(place) not in url:
                found.setdefault(place, set()).add(url)
    return found


def test_nothing_gets_out_to_the_public(caged: Caged) -> None:
    assert escaped(Client(), asked(caged), PLACES) == {}


def test_nothing_gets_out_to_a_stranger_with_an_account(caged: Caged) -> None:
    assert escaped(stranger(), asked(caged), PLACES) == {}


def test_a_note_on_an_open_decision_does_not_get_out_to_officials_whom_it_does_not_concern(caged: Caged) -> None:
    """Neither to a reporter of a ministry that no decision addresses, nor to one who keeps the registry."""
    for login, role, scope in (
        ("meb.raporlama", "role:reporter", scope_of(body("MEB").pk)),
        ("kayit", "role:registry_clerk", GOVERNMENT),
    ):
        official = create_account(login=login, display_name=login, by=Actor.operator())
        grant(account=official, granted=role, scope=scope, period=Period.since(DAY), by=Actor.operator())
        client = Client()
        client.force_login(official)
        assert escaped(client, iter(caged.paths), ("follow-up", "closed-follow-up")) == {}


def test_a_search_for_the_canary_finds_nothing(caged: Caged) -> None:
    for client in (Client(), stranger()):
        for place in PLACES:
            answer = client.get("/search/", {"q": canary(place)})
            assert "<ol" not in answer.content.decode().split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(
    ("login", "places"),
    [
        (REPORTER, {"draft", "follow-up"}),
        (CIO, {"draft", "item", "note-of-item", "decision", "follow-up", "closed-follow-up"}),
        (SECRETARY, {"item", "note-of-item", "decision", "follow-up", "closed-follow-up", "minutes", "person"}),
        (AUDITOR, {"item", "decision", "follow-up", "closed-follow-up"}),
    ],
)
def test_those_whose_business_it_is_do_find_them(caged: Caged, login: str, places: set[str]) -> None:
    """The same questions do find the canaries for whoever may read them: the search above is no blind one."""
    client = Client()
    client.force_login(Account.objects.get(login=login))
    assert places <= escaped(client, iter(caged.paths), PLACES).keys()


def test_a_missing_and_a_hidden_record_look_the_same(caged: Caged) -> None:
    """But for their own address, which the language switch and the sign-in lead back to."""
    hidden_paths = (caged.report, caged.person)
    for client in (Client(), stranger()):
        for hidden in hidden_paths:
            missing = re.sub("[0-9]+", "999999", hidden)
            answers = {path: client.get(path) for path in (hidden, missing)}
            assert {answer.status_code for answer in answers.values()} == {404}
            bodies = {_anonymous(answer.content.decode(), path) for path, answer in answers.items()}
            assert len(bodies) == 1


def _anonymous(text: str, path: str) -> str:
    """A page without its own address and without the token of its forms."""
    without = text.replace(path, "").replace(quote(path, safe=""), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", without)
