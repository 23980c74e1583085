"""Sentences of findings: their days stand as people read them, in the language of the page."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from kurul.kernel import wording
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period

DAY = date(2016, 7, 19)


@pytest.fixture(autouse=True)
def a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_sentences", {"a.said": "[%(value)s]"})


def said(value: Any, language: str) -> str:
    with override(language):
        return wording.sentence(Finding("a.said", None, {"value": value}))


@pytest.mark.parametrize(
    ("value", "english", "turkish"),
    [
        (DAY, "19 Jul 2016", "19 Tem 2016"),
        (Bound.on(DAY), "19 Jul 2016", "19 Tem 2016"),
        (Bound.month(2016, 7), "July 2016", "Temmuz 2016"),
        (Bound.unknown(), "not known", "bilinmiyor"),
        (Period.since(DAY), "since 19 Jul 2016", "19 Tem 2016 – sürüyor"),
        (datetime(2016, 7, 19, 9, 5, tzinfo=UTC), "19 Jul 2016, 12:05", "19 Tem 2016, 12:05"),
    ],
)
def test_days_of_a_refusal_are_shown_as_people_read_them(value: Any, english: str, turkish: str) -> None:
    assert said(value, "en") == f"[{english}]"
    assert said(value, "tr") == f"[{turkish}]"


@pytest.mark.parametrize(("value", "shown"), [("2016-07-19", "2016-07-19"), (3, "3"), (None, "None"), ("%", "%")])
def test_everything_else_stays_as_it_is(value: Any, shown: str) -> None:
    assert said(value, "en") == said(value, "tr") == f"[{shown}]"


def test_a_value_is_shown_as_the_nearest_type_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    class Near(date):
        pass

    monkeypatch.setattr(wording, "_shown_with", dict(wording._shown_with))
    wording.show_with(Near, lambda value: "near")
    assert said(Near(2016, 7, 19), "en") == "[near]"
    assert said(DAY, "en") == "[19 Jul 2016]"
