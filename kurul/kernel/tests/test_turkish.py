"""Folding, sorting and casing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel import turkish
from kurul.kernel.turkish import capitalise, fold, lower, sort_key, upper


@pytest.mark.parametrize("typed", ["ISPARTA", "Isparta", "ısparta", "isparta", "İSPARTA"])
def test_every_way_of_typing_isparta_is_found(typed: str) -> None:
    assert fold(typed) == "isparta"


@pytest.mark.parametrize(
    ("name", "typed"), [("İçişleri Bakanlığı", "icisleri"), ("Şanlıurfa", "SANLIURFA"), ("IĞDIR", "ığdır")]
)
def test_accents_and_dots_do_not_hinder_search(name: str, typed: str) -> None:
    assert fold(typed) in fold(name)


def test_casing_is_turkish() -> None:
    assert upper("istanbul") == "İSTANBUL"
    assert upper("ısparta") == "ISPARTA"
    assert lower("IĞDIR İL") == "ığdır il"
    assert capitalise("içişleri") == "İçişleri"
    assert upper("istanbul", "en") == "ISTANBUL"


def test_the_alphabet_sorts_as_in_turkish() -> None:
    names = ["Zonguldak", "Şırnak", "Samsun", "Iğdır", "İzmir", "Isparta", "Çorum", "Ceyhan", "Hatay", "Uşak", "Ünye"]
    ordered = sorted(names, key=sort_key)
    assert ordered == [
        "Ceyhan", "Çorum", "Hatay", "Iğdır", "Isparta", "İzmir", "Samsun", "Şırnak", "Uşak", "Ünye", "Zonguldak",
    ]  # fmt: skip


def test_a_shorter_name_stands_before_the_longer_one_that_begins_so() -> None:
    assert sorted(["Ada Köy", "Adana", "Ada"], key=sort_key) == ["Ada", "Ada Köy", "Adana"]


def test_names_are_remembered_and_long_texts_are_not() -> None:
    text = "Ağır Şartname " * 1000
    before = turkish._folded_name.cache_info().currsize
    assert fold(text) == ("agir sartname " * 1000).strip()
    assert turkish._folded_name.cache_info().currsize == before
    assert fold("Bir Daha Görülmemiş Ad") == "bir daha gorulmemis ad"
    assert turkish._folded_name.cache_info().currsize in (before + 1, 2048)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
