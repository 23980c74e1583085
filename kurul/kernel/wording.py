"""Codes and the sentences that people read for them. Rooms register theirs in `wording.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kurul.kernel.rules import Finding

Text = str | Promise
_sentences: dict[str, Text] = {}
_events: dict[str, Text] = {}
_shown_with: dict[type, Callable[[Any], str]] = {}


@dataclass(frozen=True)
class EventKind:
    """The kind of an event in the log, as "room.past_tense"."""

    code: str


def sentences(room: str, texts: Mapping[str, Text]) -> None:
    """Register the sentences of a room's findings; codes are "room.words", parameters stand as %(name)s."""
    for code, text in texts.items():
        if not code.startswith(f"{room}."):
            raise ValueError(f"{code} does not belong to {room}.")
        _sentences[code] = text


def has_sentence(code: str) -> bool:
    """Whether a sentence is registered for the code of a finding."""
    return code in _sentences


def sentence_codes() -> frozenset[str]:
    """The codes of all sentences that are registered."""
    return frozenset(_sentences)


def sentence_pattern(code: str) -> str:
    """The sentence for a code in the active language, its placeholders still in it."""
    return str(_sentences[code])


def sentence(finding: Finding) -> str:
    """What people read, in the active language. A code without a sentence is a programming error (KeyError)."""
    return str(_sentences[finding.code]) % {name: _shown(value) for name, value in finding.params.items()}


def event(code: str, text: Text) -> EventKind:
    """Register a kind of event with its sentence, such as "%(by)s renamed it"."""
    _events[code] = text
    return EventKind(code)


def event_sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of an event; an unknown kind (a room that is gone) shows its code rather than nothing."""
    text = _events.get(code)
    return code if text is None else str(text) % params


def event_codes() -> frozenset[str]:
    """All kinds of events that are registered."""
    return frozenset(_events)


def show_with(kind: type, shown: Callable[[Any], str]) -> None:
    """Let values of a type, and of those derived from it, be shown in sentences by `shown`, in the active language."""
    _shown_with[kind] = shown


def _shown(value: Any) -> str:
    return next((_shown_with[kind] for kind in type(value).__mro__ if kind in _shown_with), str)(value)


sentences(
    "kernel",
    {
        "kernel.table_encoding": _(
            "Line %(row)s cannot be read as %(encodings)s. Say in the mapping how the file is encoded, for example "
            "windows-1254, or save it as UTF-8."
        ),
        "kernel.table_binary": _(
            "This is no table: it holds bytes that no text has. Save it as CSV or as a workbook (.xlsx), under a name "
            "that says so."
        ),
        "kernel.table_empty": _("The file “%(file)s” has no rows below its headings. Choose another one."),
        "kernel.table_csv": _(
            "Line %(row)s is no line of a table (%(said)s). Correct the line, or save the table again as CSV."
        ),
        "kernel.table_quotes": _(
            "In the row that begins on line %(row)s a quotation mark is not closed, or text stands behind one that is. "
            "Inside of a cell in quotes write the mark twice."
        ),
        "kernel.table_cell_too_long": _(
            "In the row that begins on line %(row)s a cell has more than %(most)s characters. Shorten it; often a "
            "quotation mark before it is not closed."
        ),
        "kernel.table_json": _("Line %(row)s is no JSON object (%(said)s). Correct the line, or write the file again."),
        "kernel.table_json_too_large": _(
            "This file asks for more memory or time than reading may take: lists in lists, or one very long record. "
            "Split it into several files."
        ),
        "kernel.table_turtle_too_large": _(
            "This file asks for more memory or time than reading may take. Split it into several files."
        ),
        "kernel.table_turtle": _("Line %(row)s is no Turtle (%(said)s). Correct the line, or write the file again."),
        "kernel.table_workbook": _("This workbook cannot be opened: %(said)s. Save it again, or save it as CSV."),
        "kernel.table_workbook_too_large": _(
            "This workbook has too many cells to be read, perhaps because one stands far outside of the table. Copy "
            "the table into a new workbook, or save it as CSV."
        ),
        "kernel.table_sheet": _(
            "There is no sheet “%(sheet)s”. There are: %(sheets)s. Name one of them in the mapping."
        ),
        "kernel.table_twice": _("These headings stand twice: %(columns)s. Rename one of each."),
        "kernel.table_cells": _(
            "Line %(row)s has %(more)s cells, but there are %(columns)s headings. Put quotes around cells that hold "
            "the delimiter, or name the delimiter in the mapping."
        ),
        "kernel.table_column_missing": _(
            "These columns are missing: %(missing)s. There are: %(present)s. Correct the headings or the mapping."
        ),
        "kernel.file_not_readable": _(
            "The file cannot be opened (%(problem)s). Check its name and whether it may be read."
        ),
        "kernel.day_in_file": _(
            "Where a day belongs the file says “%(text)s”, which is none. Write 2016-07-19, 2016-07 or 2016."
        ),
        "kernel.file_not_read": _("This file was not read: the profile %(profile)s knows no table of this name."),
        "kernel.no_file_fits": _("None of the files fits the profile %(profile)s. It reads: %(names)s."),
        "kernel.mapping_not_yaml": _("The mapping is not YAML: %(problem)s"),
        "kernel.mapping_not_a_record": _("%(where)s must hold keys with values. Known keys: %(known)s."),
        "kernel.mapping_key_not_known": _("%(where)s has no key “%(key)s”. Known keys: %(known)s."),
        "kernel.mapping_key_missing": _("%(where)s lacks the key “%(key)s”. Add it."),
        "kernel.mapping_not_a_text": _("%(where)s must be a text. Put it into quotes."),
        "kernel.mapping_not_a_flag": _("%(where)s must be true or false."),
        "kernel.mapping_not_a_number": _("%(where)s must be a whole number from 0 to 1000."),
        "kernel.mapping_not_one_of": _("%(where)s must be one of: %(choices)s."),
        "kernel.mapping_not_a_language": _("“%(key)s” is no code of a language. Write two or three small letters."),
        "kernel.mapping_not_an_encoding": _("“%(key)s” is no encoding. Examples: utf-8, windows-1254, iso-8859-9."),
        "kernel.mapping_not_a_character": _("%(where)s must be one character, or tab."),
        "kernel.mapping_not_a_pattern": _("%(where)s is no regular expression: %(said)s"),
        "kernel.mapping_pattern_too_long": _("%(where)s is longer than %(most)s characters. Shorten the pattern."),
        "kernel.mapping_pattern_too_slow": _(
            "%(where)s repeats a group that repeats or chooses itself, which may take for ever. Write it without + or "
            "* behind such a group."
        ),
        "kernel.mapping_not_a_day_pattern": _(
            "%(where)s is no pattern of a day. Write yyyy, mm and dd as they stand, for example dd.mm.yyyy."
        ),
        "kernel.mapping_not_a_day": _("%(where)s is not a day. Write 2016-07-19, 2016-07, 2016, ..2016-07-19 or ?."),
        "kernel.mapping_one_source": _("%(where)s needs exactly one of column, template and fixed."),
        "kernel.mapping_one_condition": _("%(where)s needs exactly one of values and filled."),
        "kernel.rows_refused": _("Some rows cannot be taken; each is listed with what is wrong. Nothing was stored."),
        "kernel.stale": _(
            "Somebody changed this record while you were editing it. Your text is kept below: look at the present "
            "version, then enter it again."
        ),
        "kernel.not_permitted": _("You may not do this: %(reason)s"),
    },
)
