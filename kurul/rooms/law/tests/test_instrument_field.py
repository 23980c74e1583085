"""The order in which forms offer instruments."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from kurul.kernel.translated import Translated
from kurul.rooms.boards.forms.charters import InstrumentField as OfBoards
from kurul.rooms.law.instrument_field import InstrumentField, in_order_of_citation
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.tests import make
from kurul.rooms.organisations.forms.bodies import instrument_field as of_bodies
from kurul.rooms.positions.forms.posts import InstrumentField as OfPosts
from kurul.rooms.strategy.forms import instrument_field as of_plans

RECORDED = datetime(2017, 1, 1, tzinfo=UTC)


def instrument(turkish: str, english: str, number: str = "") -> Instrument:
    return Instrument(number=number, title=Translated(tr=turkish, en=english), recorded_at=RECORDED)


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("tr", ["657 · Memurlar", "2007/4 · Genelge", "5018 · Mali", "Çerçeve", "Ihlamur", "İhale", "Zabıta"]),
        ("en", ["657 · Servants", "2007/4 · Circular", "5018 · Finance", "Constables", "Framework", "Lime", "Tender"]),
    ],
)
def test_instruments_are_offered_by_their_citation_as_the_reader_sorts(language: str, order: list[str]) -> None:
    given = [
        instrument("Zabıta", "Constables"),
        instrument("İhale", "Tender"),
        instrument("Mali", "Finance", "5018"),
        instrument("Ihlamur", "Lime"),
        instrument("Genelge", "Circular", "2007/4"),
        instrument("Çerçeve", "Framework"),
        instrument("Memurlar", "Servants", "657"),
    ]
    with translation.override(language):
        assert [str(one) for one in in_order_of_citation(given, language)] == order


def test_the_forms_of_all_rooms_offer_them_so() -> None:
    for field in (OfBoards(), OfPosts(), of_bodies(), of_plans()):
        assert isinstance(field, InstrumentField)


@pytest.mark.django_db
def test_a_field_offers_the_instruments_in_order() -> None:
    for code, title in (("a", "Zeytin"), ("b", "Ihlamur"), ("c", "İhale"), ("d", "Çınar")):
        make.instrument(code, replace(make.particulars(), title=Translated(tr=title)))
    with translation.override("tr"):
        offered = [str(label) for _value, label in of_bodies().choices]
    assert [label.rpartition(" · ")[2] for label in offered[1:]] == ["Çınar", "Ihlamur", "İhale", "Zeytin"]
