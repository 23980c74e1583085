"""Texts in several languages."""

from django.utils import translation

from kurul.kernel.translated import Said, Translated, TranslatedField


def test_a_missing_language_is_shown_in_another_one_and_says_which() -> None:
    only_english = Translated(tr=None, en="Ministry of Health")
    assert only_english.best("tr") == Said("Ministry of Health", "en")
    assert "tr" not in only_english


def test_what_is_missing_in_all_languages_is_not_published() -> None:
    assert Translated(tr=None, en="  ").best("tr") is None
    assert not Translated(tr="")


def test_the_active_language_decides() -> None:
    name = Translated(tr="Sağlık Bakanlığı", en="Ministry of Health")
    with translation.override("tr"):
        assert str(name) == "Sağlık Bakanlığı"
    with translation.override("en"):
        assert str(name) == "Ministry of Health"


def test_it_compares_by_content() -> None:
    assert Translated(tr="Ağrı") == Translated({"tr": "Ağrı", "en": None})
    assert len({Translated(tr="Ağrı"), Translated(tr="Ağrı")}) == 1


def test_a_sort_key_stands_for_every_language_of_the_installation() -> None:
    keys = Translated(en="Health").sort_keys
    assert set(keys) == {"tr", "en"}
    assert all(keys.values())


def test_the_column_takes_what_it_gives() -> None:
    field = TranslatedField()
    assert field.clean(Translated(tr="Ağrı"), None) == Translated(tr="Ağrı")
