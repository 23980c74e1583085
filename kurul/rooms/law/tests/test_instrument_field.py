"""The order in which forms offer instruments."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from kurul.kernel.translated import Translated
from kurul.kernel.web.sorted_choice import SortedChoiceField, in_order
from kurul.rooms.law.forms.relations import MetForm
from kurul.rooms.law.models import Instrument
from kurul.rooms.law.tests import make

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
        assert [str(one) for one in in_order(given, language)] == order


@pytest.mark.django_db
def test_a_field_offers_the_instruments_in_order() -> None:
    for code, title in (("A", "Zeytin"), ("B", "Ihlamur"), ("C", "İhale"), ("D", "Çınar")):
        make.instrument(code, replace(make.particulars(), title=Translated(tr=title)))
    field = MetForm.base_fields["instrument"]
    assert isinstance(field, SortedChoiceField)
    with translation.override("tr"):
        offered = [str(label) for _value, label in field.iterator(field)]
    assert [label.rpartition(" · ")[2] for label in offered[1:]] == ["Çınar", "Ihlamur", "İhale", "Zeytin"]
