"""The preview of a reorganisation names the seats of the bodies in it as what they are before it, and what is lost."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.boards import actions
from kurul.rooms.boards.models import Role, SeatSource
from kurul.rooms.boards.tests import make
from kurul.rooms.boards.tests.conftest import account, browser
from kurul.rooms.organisations import actions as organisations
from kurul.rooms.organisations.models import ChangeKind, Kind, Organisation, Reorganisation
from kurul.rooms.organisations.queries import Consequence
from kurul.rooms.positions.public import enter_equivalence_rule

pytestmark = pytest.mark.django_db
CIO, CIO_BOARD, POST = "CIO seat", "Board seat", "Post"


def ministry_of_a_cio(name: str = "Sağlık Bakanlığı") -> Organisation:
    body = make.ministry(name)
    make.post(body, counts=True)
    return body


@pytest.fixture(autouse=True)
def cio_board() -> None:
    make.cio_rule()
    actions.give_seats(
        board=make.board(),
        source=SeatSource.EQUIVALENCE,
        selector="cio",
        role=Role.MEMBER,
        period=Period.since(make.START),
        by=make.OPERATOR,
    )


def of_steps(*steps: tuple[ChangeKind, dict[str, Any]]) -> Reorganisation:
    made = organisations.draft(title=Translated(tr="Yeni"), day=Bound.on(date(2018, 7, 10)), by=make.OPERATOR)
    for change, arguments in steps:
        made.refresh_from_db()
        organisations.add_step(reorganisation=made, change=change, by=make.OPERATOR, version=made.version, **arguments)
    return made


def outcomes(*steps: tuple[ChangeKind, dict[str, Any]]) -> tuple[organisations.Outcome, ...]:
    rehearsal = organisations.rehearse(reorganisation=of_steps(*steps), by=make.OPERATOR)
    assert rehearsal.is_sound
    return rehearsal.outcomes


def kinds(rows: Iterable[Consequence]) -> list[str]:
    with override("en"):
        return sorted(str(row.kind) for row in rows)


def another_kind(code: str = "other") -> dict[str, Any]:
    return {"kind": Kind.objects.create(code=code, name=Translated(tr="Diğer")), "level": None}


def test_cio_seats_of_bodies_that_are_merged_are_named_as_what_they_were_until_then() -> None:
    first, second = ministry_of_a_cio("Aile Bakanlığı"), ministry_of_a_cio("Çalışma Bakanlığı")
    new = organisations.NewBody(Translated(tr="Aile ve Çalışma Bakanlığı"), first.classifications.get().kind)
    merger = {"organisation": first, "others": [second], "into": new}
    (outcome,) = outcomes((ChangeKind.MERGED, merger))
    assert kinds(outcome.lost) == [CIO_BOARD, CIO_BOARD, CIO, CIO]
    assert (outcome.gone, outcome.come) == ((), ())


def test_a_seat_that_goes_with_the_kind_of_its_body_is_told() -> None:
    (outcome,) = outcomes((ChangeKind.RECLASSIFIED, {"organisation": ministry_of_a_cio(), **another_kind()}))
    assert kinds(outcome.gone) == [CIO_BOARD, CIO]
    assert kinds(outcome.come) == [POST]
    assert (outcome.lost, outcome.along) == ((), ())


def test_what_a_step_took_is_told_at_that_step_alone() -> None:
    body = ministry_of_a_cio()
    renaming = {"organisation": body, "name": Translated(tr="Kurum"), "abbreviation": ""}
    taking, other = outcomes(
        (ChangeKind.RECLASSIFIED, {"organisation": body, **another_kind()}), (ChangeKind.RENAMED, renaming)
    )
    assert kinds(taking.gone) == [CIO_BOARD, CIO]
    assert (other.gone, other.come) == ((), ())


def count_in(unit: Organisation) -> None:
    """Posts in units of this kind count as CIO seats."""
    enter_equivalence_rule(
        code="cio-in-units",
        counts_as="cio",
        post_kind=make.post_kind(),
        organisation_kind=unit.classifications.get().kind,
        required=[make.function()],
        also_named=[],
        wording_of_source=Translated(tr="Birimlerde"),
        note=Translated(),
        period=make.ALWAYS,
        by=make.OPERATOR,
    )


def test_a_seat_of_a_unit_that_counts_by_its_kind_moves_along() -> None:
    first, second = make.ministry("Aile Bakanlığı"), make.ministry("Çalışma Bakanlığı")
    unit = make.unit(first)
    make.post(unit, counts=True)
    count_in(unit)
    (outcome,) = outcomes((ChangeKind.ABSORBED, {"organisation": second, "others": [first]}))
    assert outcome.moves == {unit.pk}
    assert kinds(outcome.along) == [CIO_BOARD, CIO]
    assert (outcome.gone, outcome.come) == ((), ())


def test_the_page_of_the_preview_tells_it() -> None:
    made = of_steps((ChangeKind.RECLASSIFIED, {"organisation": ministry_of_a_cio(), **another_kind()}))
    clerk = browser(account("clerk", "role:registry_clerk"))
    shown = clerk.post(reverse("organisations:preview_reorganisation", args=[made.pk])).content.decode()
    assert "Holds no longer from the day on:" in shown
    assert "CIO seat: <a" in shown
    assert "Holds from the day on:" in shown
    assert "loses its body or moves" not in shown


def test_a_body_that_was_merged_is_still_called_by_its_name(client: Client) -> None:
    first, second = make.ministry("Gıda Bakanlığı", "GB"), make.ministry("Orman Bakanlığı", "OB")
    convened = make.board("other_board", "Başka Kurul", convener=first)
    held = make.opened(convened)
    make.decision(held, first, make.unit(first))
    into = organisations.NewBody(Translated(tr="Tarım ve Orman Bakanlığı"), Kind.objects.get(code="ministry"))
    first.refresh_from_db()
    organisations.merge(
        organisation=first, others=[second], into=into, day=Bound.on(date(2017, 3, 15)), by=make.OPERATOR,
        version=first.version,
    )  # fmt: skip
    for name, *numbers in (("board", convened.pk), ("decisions",), ("meeting", held.pk)):
        address = reverse(f"boards:{name}", args=numbers)
        assert "Gıda Bakanlığı" in client.get(address, {"as_of": "2017-04-01"}).content.decode()
