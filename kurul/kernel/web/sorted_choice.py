"""One of all records of a table that is small enough to be offered whole, in the order of the reader's language."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db import models
from django.forms.models import ModelChoiceIterator

from kurul.kernel.translated import active_language
from kurul.kernel.turkish import sort_key

_DIGITS = 10


def in_order(records: Iterable[models.Model], language: str) -> list[models.Model]:
    """Records as a reader of the language looks them up by their texts, numbers as numbers: 657 before 5018."""

    def key(record: models.Model) -> tuple[str, int]:
        text = re.sub(r"\d+", lambda digits: digits[0].zfill(_DIGITS), str(record))
        return sort_key(text, language), record.pk or 0

    return sorted(records, key=key)


class _InOrder(ModelChoiceIterator):
    """The choices in the order of the language that is read now: a form is drawn in another one for each reader."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for record in in_order(self.queryset.all(), active_language()):
            yield self.choice(record)


class SortedChoiceField(forms.ModelChoiceField):
    """A choice among records that are offered in that order."""

    iterator = _InOrder
