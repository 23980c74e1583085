"""Sentences and events of imports."""

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel import turkish
from kurul.kernel.wording import Text, event, sentences

sentences(
    "kernel",
    {
        "kernel.import_not_stored": _("Import %(number)s is not stored, so there is nothing to undo."),
        "kernel.import_changed_since": _(
            "%(count)s entries of this import (%(what)s) were changed or withdrawn since. Undo those changes first."
        ),
        "kernel.import_written_since": _(
            "%(count)s entries (%(what)s) were recorded since about what this import brought in. Withdraw them first."
        ),
        "kernel.import_referred_to": _(
            "%(count)s entries (%(what)s) refer to what this import brought in. Remove those references first."
        ),
        "kernel.import_without_second_clock": _(
            "%(count)s entries of this import (%(what)s) can only be corrected one by one, not taken back with it."
        ),
        "kernel.file_not_as_profile": _(
            "The file cannot be read as %(profile)s: %(problem)s. Choose another profile or correct the file."
        ),
        "kernel.nothing_in_files": _(
            "Nothing stands in the files that %(profile)s reads. Give files with at least one row below the headings."
        ),
        "kernel.not_an_iri": _(
            "“%(text)s” is not a whole address. Write it with its beginning and without blanks, such as "
            "https://example.org/id/7, or leave it out."
        ),
        "kernel.control_character": _(
            "“%(text)s” holds a character that cannot be shown. Delete it, or type the text anew."
        ),
        "kernel.text_too_long": _("“%(text)s…” is longer than %(longest)s characters. Shorten it in the file."),
        "kernel.file_changed": _("The file “%(name)s” is not the one that was previewed. Upload it again."),
        "kernel.file_gone": _("The files of this preview are no longer kept. Upload them again."),
        "kernel.profile_not_known": _("There is no profile “%(profile)s” (any more). Choose another one."),
        "kernel.only_written": _("The profile “%(profile)s” is only written, not read. Choose another one."),
    },
)

STATES = {"prepared": _("Shown, not stored"), "stored": _("Stored"), "undone": _("Taken back")}
CHANGED = "changed"  # why a word stays: the log tells something of it since
NOBODY_SAYS = _("The room “{room}” does not say which right it takes to take its entries back.")

IMPORTED = event("kernel.imported", _("%(by)s imported files"))
IMPORT_UNDONE = event("kernel.import_undone", _("%(by)s took an import back"))


Words = Callable[[], Mapping[str, Text]]
_kinds: list[Words] = []


def name_kinds(words: Words) -> None:
    """A room says what people call the kinds of record that its imports count: code in the report → word."""
    _kinds.append(words)


def kinds_named(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was counted, each kind by its word, in the order of the words; a kind that nobody names keeps its code."""
    words = {code: str(word) for source in _kinds for code, word in source().items()} if counts else {}
    named = [(words.get(code, code), count) for code, count in counts.items()]
    return sorted(named, key=lambda one: turkish.fold(one[0]))


def table_name(label: str) -> str:
    """What people call the records of a table; of one that joins two others, those of the first."""
    model: Any = apps.get_model(label)
    return str((model._meta.auto_created or model)._meta.verbose_name)


def why_it_stays(reason: str) -> str:
    """Why a word that an import had entered was not taken back with it."""
    if reason == CHANGED:
        return gettext("it was changed since")
    label, _colon, count = reason.partition(":")
    if not count:
        return gettext("used by: %(what)s") % {"what": table_name(label)}
    return gettext("used by: %(what)s (%(count)s)") % {"what": table_name(label), "count": count}
