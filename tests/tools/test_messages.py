"""The catalogues of a small project are extracted, updated, checked and compiled."""

import gettext
from pathlib import Path

import pytest

from tools import messages

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext_lazy, pgettext

NAME = gettext_lazy("Board")
MONTH = pgettext("month", "May")
# Translators: the rank of a post
RANK = _("Deputy")
SEATS = npgettext_lazy("board", "%(count)d seat", "%(count)d seats", 2)


def count(number):
    return ngettext("%(count)d vacancy", "%(count)d vacancies", number) % {"count": number}
"""
TEMPLATE = """
{% extends "page.html" %}
    {% block title %}{% translate "Meetings" %}{% endblock %}
  <a title="{% translate 'May' context 'month' %}">{{ _("Open") }}</a>
{% blocktranslate trimmed count number=n %}
    {{ number }} decision
    is open
{% plural %}
    {{ number }} decisions
    are open
{% endblocktranslate %}
{% blocktranslate with name=board.name %}100% of {{ name }}{% endblocktranslate %}
{% card title=_("Agenda") %}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a kernel that speaks and a test that must not be translated."""
    kernel = tmp_path / "kurul" / "kernel"
    for name, content in {
        "__init__.py": "",
        "boards.py": PYTHON,
        "web/templates/boards.html": TEMPLATE,
        "tests/test_boards.py": "_('Not for people')",
        "migrations/0001_initial.py": "_('Nor this')",
    }.items():
        (kernel / name).parent.mkdir(parents=True, exist_ok=True)
        (kernel / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def catalogue(project: Path) -> Path:
    """The catalogue of the kernel, not yet written."""
    return project / "kurul" / "kernel" / messages.CATALOGUE


def translate(path: Path, texts: dict[str, str]) -> None:
    """Do a translator's work: fill in the given messages, all others by their own text."""
    catalog = messages.read(path)
    for message in messages.messages_of(catalog):
        filled = tuple(texts.get(text, text) for text in messages.forms(message.id))
        message.string = filled if message.pluralizable else filled[0]
    path.write_text(messages.text_of(catalog), encoding="utf-8")


def kinds(project: Path) -> set[str]:
    """What the check complains about, without names."""
    return {line.split(": ")[1] if line.startswith("kurul/") else line for line in messages.problems(project)}


def test_every_way_of_marking_a_message_is_found(project):
    found = messages.messages_of(messages.extracted(project / "kurul" / "kernel", project))
    assert {(message.context, messages.forms(message.id)) for message in found} == {
        (None, ("Board",)),
        ("month", ("May",)),
        (None, ("Deputy",)),
        ("board", ("%(count)d seat", "%(count)d seats")),
        (None, ("%(count)d vacancy", "%(count)d vacancies")),
        (None, ("Meetings",)),
        (None, ("Open",)),
        (None, ("%(number)s decision is open", "%(number)s decisions are open")),
        (None, ("100%% of %(name)s",)),
        (None, ("Agenda",)),
    }


def test_missing_catalogue_names_every_message(project):
    found = messages.problems(project)
    assert len(found) == 10
    assert "kurul/kernel/locale/tr/LC_MESSAGES/django.po: missing: 'May' in the context 'month'" in found


def test_new_entries_are_untranslated_until_a_translator_comes(project, catalogue):
    messages.update_all(project)
    assert kinds(project) == {"untranslated"}
    translate(catalogue, {"Board": "Kurul"})
    assert messages.problems(project) == []


def test_updating_twice_changes_nothing(project, catalogue):
    assert messages.update_all(project) == [catalogue]
    before = catalogue.read_bytes()
    assert messages.update_all(project) == []
    assert catalogue.read_bytes() == before
    assert b"Date" not in before
    assert str(project).encode() not in before
    assert b"#. Translators: the rank of a post" in before


def test_entry_that_the_source_lost_is_obsolete_and_comes_back_with_its_translation(project, catalogue):
    messages.update_all(project)
    translate(catalogue, {"Board": "Kurul"})
    source = project / "kurul" / "kernel" / "boards.py"
    source.write_text(PYTHON.replace('"Board"', '"Council"'), encoding="utf-8")
    assert kinds(project) == {"missing", "obsolete"}
    messages.update_all(project)
    assert kinds(project) == {"untranslated", "obsolete"}
    source.write_text(PYTHON, encoding="utf-8")
    messages.update_all(project)
    assert messages.read(catalogue)["Board"].string == "Kurul"
    messages.update_all(project, prune=True)
    assert messages.problems(project) == []


def test_fuzzy_entry_is_named(project, catalogue):
    messages.update_all(project)
    translate(catalogue, {})
    catalogue.write_text(catalogue.read_text().replace('msgid "Board"', '#, fuzzy\nmsgid "Board"'))
    assert kinds(project) == {"fuzzy"}


@pytest.mark.parametrize("wrong", ["boş koltuk", "%(sayi)d boş koltuk", "%d boş koltuk"])
def test_translation_with_other_placeholders_is_named(project, catalogue, wrong):
    messages.update_all(project)
    translate(catalogue, {"%(count)d vacancies": wrong})
    expected = {"placeholders differ"}
    assert kinds(project) == expected


def test_one_message_with_two_translations_is_named(project, catalogue):
    messages.update_all(project)
    translate(catalogue, {"Board": "Kurul"})
    site = project / "kurul" / "site"
    site.mkdir()
    (site / "__init__.py").touch()
    (site / "home.py").write_text('_("Board")')
    messages.update_all(project)
    assert messages.read(site / messages.CATALOGUE)["Board"].string == "Kurul", "known translations are reused"
    translate(site / messages.CATALOGUE, {"Board": "Tahta"})
    assert messages.problems(project) == ["translated differently (use pgettext): 'Board'"]


def test_compiled_catalogue_translates(project, catalogue):
    messages.update_all(project)
    translate(catalogue, {"Board": "Kurul", "May": "Mayıs", "%(count)d vacancies": "%(count)d boş koltuk"})
    assert messages.compile_all(project) == [catalogue.with_suffix(".mo")]
    assert messages.compile_all(project) == [], "nothing to do the second time"
    with catalogue.with_suffix(".mo").open("rb") as file:
        turkish = gettext.GNUTranslations(file)
    assert turkish.gettext("Board") == "Kurul"
    assert turkish.pgettext("month", "May") == "Mayıs"
    assert turkish.ngettext("%(count)d vacancy", "%(count)d vacancies", 3) == "%(count)d boş koltuk"
