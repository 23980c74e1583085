"""The choice of an instrument in forms, of this room and of those above."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from kurul.kernel.translated import active_language
from kurul.kernel.turkish import sort_key
from kurul.rooms.law.models import Instrument

_DIGITS = 10


def in_order_of_citation(instruments: Iterable[Instrument], language: str) -> list[Instrument]:
    """Instruments as a reader of the language looks them up: by number as a number (657 before 5018), then title."""

    def key(instrument: Instrument) -> tuple[str, int]:
        text = re.sub(r"\d+", lambda digits: digits[0].zfill(_DIGITS), str(instrument))
        return sort_key(text, language), instrument.pk or 0

    return sorted(instruments, key=key)


class _InOrder(ModelChoiceIterator):
    """The choices in the order of the language that is read now: a form is drawn in another one for each reader."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for instrument in in_order_of_citation(self.queryset.all(), active_language()):
            yield self.choice(instrument)


class InstrumentField(forms.ModelChoiceField):
    """One of all instruments."""

    iterator = _InOrder

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Instrument.objects.all(), **kwargs)
