"""Tables that people bring: templates to fill in, and what the columns of any other table can mean."""

from collections.abc import Mapping

import yaml
from django.utils.translation import gettext_lazy as _

from kurul.kernel.imports import Mapped, Meaning, Template
from kurul.kernel.imports.tables import GUESSED
from kurul.rooms.organisations.models import Kind, Level
from kurul.rooms.organisations.registers import profile_of

COLUMNS = (
    ("scheme", _("Code of the scheme of the number, for example detsis. The same in all rows of one register.")),
    ("number", _("The number by which a later file finds the body again. Never use one twice.")),
    ("name_tr", _("Name in Turkish. At least one of the two names is needed.")),
    ("name_en", _("Name in English.")),
    ("abbreviation", _("Abbreviation, at most 60 characters. May stay empty.")),
    ("kind", _("Code of the kind, as the registry knows it, for example ministry, municipality or it_unit.")),
    ("level", _("Code of the level, for example department or general_directorate. May stay empty.")),
    ("parent_scheme", _("Code of the scheme of the parent's number. Empty if there is no parent.")),
    ("parent_number", _("Number of the body under which it stands, in this file or in the registry.")),
    ("first_day", _("Since when it exists: 2016-07-19, 2016-07, 2016 or ? for not known.")),
    ("last_day", _("The last day on which it existed. Empty if it still exists.")),
    ("source", _("Where this was read, for example a web address. May stay empty.")),
)
TEMPLATES = (
    Template(
        "bodies",
        _("Public bodies"),
        "template-bodies",
        COLUMNS,
        (
            (
                "detsis",
                "24308110",
                "Örnek Bakanlığı",
                "Example Ministry",
                "ÖB",
                "ministry",
                "",
                "",
                "",
                "2011-06-29",
                "",
                "",
            ),
        ),
    ),
    Template(
        "units",
        _("Units of bodies"),
        "template-units",
        COLUMNS,
        (
            (
                "our-units",
                "1",
                "Bilgi İşlem Dairesi Başkanlığı",
                "",
                "",
                "it_unit",
                "department",
                "detsis",
                "24308110",
                "2012",
                "",
                "",
            ),
        ),
    ),
)


def _kinds() -> list[tuple[str, str]]:
    return [(kind.code, str(kind)) for kind in Kind.objects.all()]


MEANINGS = (
    Meaning("number", _("Number"), _("By which a later file finds the body again."), is_required=True),
    Meaning("name_tr", _("Name in Turkish")),
    Meaning("name_en", _("Name in English")),
    Meaning("abbreviation", _("Abbreviation")),
    Meaning("kind", _("Kind of all rows"), is_required=True, choices=_kinds, unless="kind_column"),
    Meaning("kind_column", _("Kind of each row"), _("Codes or names of kinds as the registry knows them.")),
    Meaning("level", _("Level"), _("Codes or names of levels as the registry knows them. Cells may be empty.")),
    Meaning("parent", _("Number of the parent")),
    Meaning("first_day", _("First day"), _("Empty cells: since when it exists is not known.")),
    Meaning("last_day", _("Last day"), _("Still included. Empty cells: it still exists.")),
)


def _one_of(model: type[Kind | Level], column: str) -> dict[str, object]:
    """A column whose cells hold codes, or names in any language; a name that two bear means neither of them."""
    terms = list(model._default_manager.all())
    called = [(name, term.code) for term in terms for name in set(term.name.values())]
    names = {name: code for name, code in called if sum(name == other for other, _code in called) == 1}
    return {"column": column, "map": {**names, **{term.code: term.code for term in terms}}}


def draft(meanings: Mapping[str, str], name: str) -> str:
    """A mapping file out of the columns that were chosen; `name` becomes the profile and the scheme of the numbers."""
    table: dict[str, object] = {
        "files": ["*"],
        "table": {"encoding": list(GUESSED.encodings)},
        "key": {"scheme": name, "value": meanings["number"]},
        "name": {code: meanings[f"name_{code}"] for code in ("tr", "en") if meanings.get(f"name_{code}")},
        "kind": {"fixed": meanings["kind"]} if meanings.get("kind") else _one_of(Kind, meanings["kind_column"]),
    }
    if meanings.get("level"):
        table["level"] = _one_of(Level, meanings["level"])
    if meanings.get("abbreviation"):
        table["abbreviation"] = meanings["abbreviation"]
    if meanings.get("parent"):
        table["parent"] = {"scheme": name, "value": meanings["parent"]}
    days = ["yyyy-mm-dd", "dd.mm.yyyy", "yyyy-mm", "yyyy"]
    for meaning, key in (("first_day", "begins"), ("last_day", "ends")):
        if meanings.get(meaning):
            table[key] = {"column": meanings[meaning], "days": days}
    if "ends" in table:
        table["ends_on"] = "last day"
    mapping = {"profile": name, "title": {"tr": name, "en": name}, "tables": [table]}
    return yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False)


MAPPED = Mapped(profile_of, MEANINGS, draft, TEMPLATES)
