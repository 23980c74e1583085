"""The short way for usual bodies takes no body of which something has to be said, and the long way gives the same."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kurul.kernel.temporal import bulk
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import SaidClass, SaidName, SaidNumber, SaidPlace
from kurul.rooms.organisations.actions.register import checking, plain
from kurul.rooms.organisations.actions.register.classes import Schemes
from kurul.rooms.organisations.models import Existence, Identifier, Name, Organisation, OrganisationFact, Placement
from kurul.rooms.organisations.tests.register import SINCE, body, codes, load

BEFORE = Period.since(date(2010, 1, 1), date(2009, 1, 1))
SCHEMES = Schemes(frozenset(), {"lei": "lei"})
NAMED = SaidName(name=Translated(tr="Kurum"))
ODD: list[dict[str, Any]] = [
    {"exists": ()},
    {"exists": (BEFORE,)},
    {"names": ()},
    {"names": (SaidName(name=Translated()),)},
    {"names": (SaidName(name=Translated(tr="a\x00b")),)},
    {"names": (SaidName(name=Translated(tr="Kurum"), abbreviation="x" * 61),)},
    {"names": (SaidName(name=Translated(tr="Kurum"), period=BEFORE),)},
    {"names": (NAMED, NAMED)},
    {"classes": (SaidClass(kind="nobody"),)},
    {"classes": (SaidClass(kind="agency", level="nowhere"),)},
    {"classes": (SaidClass(kind="agency"), SaidClass(kind="agency"))},
    {"places": (SaidPlace(parent=("test", "0"), period=BEFORE),)},
    {"places": (SaidPlace(parent=("test", "0")), SaidPlace(parent=("test", "1")))},
    {"numbers": (SaidNumber(scheme="no scheme", value="1"),)},
    {"role_note": Translated(tr="\x01")},
    {"source": "\x02"},
    {"key": ("test", " ")},
    {"key": ("test", "1" * 401)},
    {"key": ("not a scheme", "1")},
    {"key": ("uri", "no address")},
    {"key": ("lei", "12")},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: f"{odd}"[:60])
def test_what_has_a_problem_is_not_plain(odd: dict[str, Any]) -> None:
    said = body("1", **odd)
    assert checking.problems(said, {"agency"}, {"department"}, SCHEMES)
    assert not plain.is_plain(said, {"agency"}, {"department"}, SCHEMES)


def test_the_usual_body_is_plain() -> None:
    said = body("1", parent="0", classes=(SaidClass(kind="agency", level="department"),))
    assert plain.is_plain(said, {"agency"}, {"department"}, SCHEMES)
    assert checking.problems(said, {"agency"}, {"department"}, SCHEMES) == []


def facts() -> list[Any]:
    """All that was entered, with bodies counted from the first."""
    first = Organisation.objects.order_by("pk").values_list("pk", flat=True)[0]
    found: list[Any] = []
    for model in (Existence, Name, Placement, Identifier):
        skipped = {"id", "organisation", "parent", "recorded_at"}
        columns = [field.attname for field in model._meta.concrete_fields if field.name not in skipped]
        rows: Any = model.objects.order_by("organisation_id", "valid_from", "pk")
        found.append([(row.organisation_id - first, tuple(getattr(row, name) for name in columns)) for row in rows])
        if model is Placement:
            found.append([row.organisation_id - row.parent_id for row in rows])
    return found


@pytest.mark.django_db
def test_both_ways_enter_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [
        body("2", "Çocuk \\ \t birim", parent="1", row=2),
        body("1", "Üst", period=Period(Bound.year(2010), Bound.open()), row=1),
        body("3", names=(SaidName(name=Translated(tr="Üç", en="Three"), abbreviation="ÜÇ"),), parent="2", row=3),
    ]
    told = []
    for is_short in (True, False):
        if not is_short:
            monkeypatch.setattr(plain, "is_plain", lambda *_said: False)
        with transaction.atomic():
            report = load(*bodies)
            told.append((report.refused, report.created, facts()))
            transaction.set_rollback(True)
    assert told[0] == told[1]
    assert told[0][1] == {"organisation": 3}


@pytest.mark.django_db
def test_a_parent_that_does_not_exist_yet_is_refused_by_row() -> None:
    later = Period.since(date(2020, 1, 1))
    report = load(body("1", period=later, row=1), body("2", parent="1", row=2), body("3", parent="3", row=3))
    assert codes(report) == [(2, "organisations.parent_gone"), (3, "organisations.parent_cycle")]
    assert not Organisation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "more"), [(Existence, {}), (Identifier, {"scheme": "test", "value": "1", "place": 7})]
)
def test_overlaps_that_are_checked_at_the_end_are_found(model: type[OrganisationFact], more: dict[str, Any]) -> None:
    load(body("1"))
    held = model.objects.get()
    columns = ("organisation_id", "basis", "valid_from", "valid_from_latest", "valid_to_earliest", "valid_to")
    row = (held.organisation_id, "stated", *bulk.days(SINCE), bulk.moment(held.recorded_at), *more.values())
    with pytest.raises(IntegrityError), transaction.atomic(), bulk.overlaps_checked_at_the_end([model]):
        bulk.insert(model, (*columns, "recorded_at", *more), [row])
    assert model.objects.count() == 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = %s", [f"{model._meta.db_table}_once_insert"]
            )
            assert cursor.fetchone() == (1,)
