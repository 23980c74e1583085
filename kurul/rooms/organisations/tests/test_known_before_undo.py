"""By the knowledge of a moment before an import was taken back, everything reads as it did then: its words too."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from kurul.kernel import imports
from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.temporal.between import Between
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.reference_files import INSTRUMENTS
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions import SaidClass, SaidNumber, SaidScheme, define_unit_rule
from kurul.rooms.organisations.models import Kind, Scheme
from kurul.rooms.organisations.queries import life
from kurul.rooms.organisations.tests import make
from kurul.rooms.organisations.tests.register import body, load

pytestmark = pytest.mark.django_db
OPERATOR, NOBODY, TODAY = Actor.operator(), Actor.nobody(), date(2020, 1, 1)
LAW = Path(settings.ROOT) / "demo" / "facts" / "legal-instruments.yaml"


def taken_back() -> datetime:
    """Take the last import back; the moment at which it was entered."""
    run = ImportRun.objects.latest("pk")
    undo(run=run, reason="wrong file", by=OPERATOR)
    assert run.at is not None
    return run.at


def test_a_file_of_the_list_names_the_kinds_and_levels_of_that_time() -> None:
    load(body("1", classes=(SaidClass(kind="agency", level="top"),)), levels={"top": (9, Translated(tr="Üst"))})
    moment = taken_back()
    assert not Kind.objects.filter(code="agency").exists()
    (line,) = queries.exported_list(queries.Filters(), Look(TODAY, moment), NOBODY, order="name", language="tr")
    assert (line.kind, line.level) == ("Kurum", "Üst")


def test_units_under_bodies_of_kinds_that_were_taken_back_are_counted_as_then() -> None:
    unit = Kind.objects.create(code="it", name=Translated(tr="BT"), is_unit=True)
    define_unit_rule(
        code="it",
        name=Translated(tr="BT birimleri"),
        kinds=[unit],
        expected_of=[make.kind()],
        usual_level=None,
        source="",
        by=OPERATOR,
    )
    load(body("1"), body("2", parent="1", classes=(SaidClass(kind="it"),)))
    moment = taken_back()
    rule = queries.unit_rule("it")
    assert rule is not None
    assert queries.Survey(rule, Look(TODAY, moment), NOBODY).rows(TODAY) == []


def test_numbers_bear_the_name_of_their_scheme() -> None:
    scheme = {"detsis": SaidScheme(name=Translated(tr="DETSİS numarası"))}
    load(body("1", numbers=(SaidNumber(scheme="detsis", value="12"),)), schemes=scheme)
    (number,) = queries.listing(queries.Filters(), Look(TODAY), NOBODY)
    moment = taken_back()
    assert not Scheme.objects.filter(code="detsis").exists()
    shown = queries.page(number.id, Look(TODAY, moment), NOBODY)
    assert shown is not None
    assert "DETSİS numarası" in [str(one.label) for one in shown.identifiers]


def law(between: Between) -> tuple[int, list[str]]:
    """How much changed in the law, and its names."""
    found = queries.differences(between, NOBODY, wanted=["law"])
    return len(found), [str(one.name) for one in queries.told(list(found), between, NOBODY)]


def test_the_difference_of_two_days_shows_the_law_of_that_time() -> None:
    first, last = date(1900, 1, 1), date(2030, 1, 1)
    profile = imports.find(INSTRUMENTS)
    assert profile is not None
    imports.run(profile, [LAW], OPERATOR, dry_run=False)
    entered = ImportRun.objects.latest("pk").at
    assert entered is not None
    before = law(Between(first, last, known_at=entered))
    learnt = law(Between(first, last, learnt=(datetime.min.replace(tzinfo=entered.tzinfo), entered)))
    assert before[0] > 0
    assert learnt[0] == Instrument.objects.count()
    moment = taken_back()
    assert law(Between(first, last, known_at=moment)) == before
    assert law(Between(first, last, learnt=(datetime.min.replace(tzinfo=moment.tzinfo), moment))) == learnt
    assert law(Between(first, last)) == (0, [])


def test_a_kind_that_is_entered_while_a_page_is_made_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    number = make.organisation(of_level=make.level()).pk
    monkeypatch.setattr(life, "kinds", list)  # what was kept before the other write
    monkeypatch.setattr(life, "levels", list)
    shown = queries.page(number, Look(TODAY), NOBODY)
    assert shown is not None
    with override("tr"):
        assert (str(shown.kind), str(shown.level)) == ("Bakanlık", "Daire başkanlığı")
