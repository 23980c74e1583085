"""Translation catalogues without the gettext programs: extract, update, check, compile.

    python -m tools.messages             bring every locale/tr/LC_MESSAGES/django.po up to date with the source
    python -m tools.messages --prune     the same, and drop entries that the source no longer has
    python -m tools.messages --check     exit 1 and name every entry that is missing, untranslated, fuzzy, obsolete,
                                         translated differently elsewhere, or whose placeholders do not agree
    python -m tools.messages --compile   write the .mo files that Django reads

English is the source; Turkish is the one translation. Each app has one catalogue: kernel, site, every room.
"""

import argparse
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "tr"
CATALOGUE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
# The same forms as in Django's own Turkish catalogue.
PLURAL_FORMS = "nplurals=2; plural=(n > 1);"
# Nothing here changes from one run to the next: no dates, no names, no paths.
HEADER = f"""\
# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {PLURAL_FORMS}\\n"

"""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_SOURCE = {"tests", "migrations", "locale", "static"}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0+ -]*\d*(?:\.\d+)?[a-zA-Z]|%[#0+ -]*\d*(?:\.\d+)?[sdrf]|%%|\{\w*\}")

Key = tuple[str | None, str]  # context and (singular) message


def key_of(message: Message) -> Key:
    """What identifies a message in gettext."""
    return message.context, forms(message.id)[0]


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """The singular, or singular and plural, as a tuple."""
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


# --- reading the source -----------------------------------------------------------------------------------------------


def app_folders(root: Path) -> list[Path]:
    """The folders that have a catalogue each: kernel, site, every room."""
    folders = [root / "kurul" / "kernel", root / "kurul" / "site", *sorted((root / "kurul" / "rooms").glob("*/"))]
    return [folder for folder in folders if (folder / "__init__.py").is_file()]


def sources(folder: Path) -> Iterator[Path]:
    """The Python files and templates of an app, without tests and migrations, in a stable order."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_source = path.suffix == ".py" or ("templates" in inside.parts and path.is_file())
        if is_source and not NOT_SOURCE & set(inside.parts):
            yield path


def python_of(path: Path) -> bytes:
    """Python source that calls gettext for every message of a file; of a template, only those calls are left."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source.encode()
    # The rest of a template is blanked out but keeps its indentation, which would not be Python's.
    return "\n".join(line.strip() for line in templatize(source, origin=str(path)).split("\n")).encode()


def extracted(folder: Path, root: Path) -> Catalog:
    """All messages that the source of an app asks for, with the files they stand in."""
    catalog = empty_catalogue()
    for path in sources(folder):
        found = extract("python", BytesIO(python_of(path)), keywords=KEYWORDS, comment_tags=("Translators:",))
        for line, message, comments, context in found:
            if any(forms(message)):
                place = (path.relative_to(root).as_posix(), line)
                catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


# --- catalogues -------------------------------------------------------------------------------------------------------


def empty_catalogue() -> Catalog:
    """A Turkish catalogue without messages."""
    catalog = Catalog(locale=LANGUAGE)
    catalog.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
    return catalog


def read(path: Path) -> Catalog:
    """The catalogue in a .po file; an empty one if there is no such file."""
    if not path.is_file():
        return empty_catalogue()
    with path.open("rb") as file:
        catalog = read_po(file, locale=LANGUAGE, abort_invalid=True)
    catalog.mime_headers = [("Plural-Forms", PLURAL_FORMS)]
    return catalog


def text_of(catalog: Catalog) -> str:
    """The .po file of a catalogue: sorted by place, without line numbers, so that it changes only with its messages."""
    file = BytesIO()
    write_po(file, catalog, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    return (HEADER + file.getvalue().decode()).rstrip("\n") + "\n"


def messages_of(catalog: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalog if message.id]


def is_translated(message: Message) -> bool:
    """Whether every form of the message has a text."""
    wanted = 2 if message.pluralizable else 1
    return len([text for text in forms(message.string) if text]) == wanted


def memory_of(folders: list[Path]) -> dict[Key, Message]:
    """Every good translation of any catalogue, obsolete entries among them: what is moved keeps its translation."""
    memory: dict[Key, Message] = {}
    for folder in folders:
        catalog = read(folder / CATALOGUE)
        for message in [*catalog.obsolete.values(), *messages_of(catalog)]:
            if is_translated(message) and not message.fuzzy:
                memory[key_of(message)] = message
    return memory


def updated(old: Catalog, source: Catalog, memory: dict[Key, Message], prune: bool) -> Catalog:
    """The catalogue with exactly the messages of the source; those that are gone are kept as obsolete, or pruned."""
    new = empty_catalogue()
    new.obsolete.update(old.obsolete)
    new.update(old, no_fuzzy_matching=True)
    new.update(source, no_fuzzy_matching=True)
    for message in messages_of(new):
        remembered = memory.get(key_of(message))
        if not is_translated(message) and remembered and remembered.pluralizable == message.pluralizable:
            message.string = remembered.string
        new.obsolete.pop(new._key_for(message.id, message.context), None)  # noqa: SLF001  it offers no other way
    if prune:
        new.obsolete.clear()
    return new


def update_all(root: Path, *, prune: bool = False) -> list[Path]:
    """Write all catalogues anew; those that changed."""
    folders = app_folders(root)
    memory = memory_of(folders)
    changed = []
    for folder in folders:
        path = folder / CATALOGUE
        catalog = updated(read(path), extracted(folder, root), memory, prune)
        if not path.is_file() and not messages_of(catalog):
            continue
        text = text_of(catalog)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def compile_all(root: Path) -> list[Path]:
    """Write the .mo file of every catalogue that is newer than it; those that were written."""
    written = []
    for folder in app_folders(root):
        source = folder / CATALOGUE
        target = source.with_suffix(".mo")
        if not source.is_file() or (target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
            continue
        part = target.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            write_mo(file, read(source))
        part.replace(target)
        written.append(target)
    return written


# --- checking ---------------------------------------------------------------------------------------------------------


def placeholders(text: str) -> list[str]:
    """The places in a text that values are put into, sorted; a doubled percent sign is none."""
    return sorted(found for found in PLACEHOLDER.findall(text) if found != "%%")


def placeholders_agree(message: Message) -> bool:
    """Whether each translated form has the placeholders of the singular or of the plural, whatever their order."""
    allowed = {tuple(sorted(set(placeholders(text)))) for text in forms(message.id)}
    return all(tuple(sorted(set(placeholders(text)))) in allowed for text in forms(message.string) if text)


def problems_of(folder: Path, root: Path) -> list[str]:
    """One line per entry of an app's catalogue that is not as it should be."""
    catalog, source = read(folder / CATALOGUE), extracted(folder, root)
    present = {key_of(message): message for message in messages_of(catalog)}
    wanted = {key_of(message): message for message in messages_of(source)}
    found = [("missing", key) for key in wanted.keys() - present.keys()]
    found += [("obsolete", key) for key in present.keys() - wanted.keys()]
    found += [("obsolete", key_of(message)) for message in catalog.obsolete.values()]
    for key in present.keys() & wanted.keys():
        message = present[key]
        if message.fuzzy:
            found.append(("fuzzy", key))
        elif not is_translated(message) or message.pluralizable != wanted[key].pluralizable:
            found.append(("untranslated", key))
        elif not placeholders_agree(message):
            found.append(("placeholders differ", key))
    name = (folder / CATALOGUE).relative_to(root).as_posix()
    return sorted(f"{name}: {kind}: {named(key)}" for kind, key in found)


def contradictions(folders: list[Path]) -> list[str]:
    """Messages that two catalogues translate differently: Django would show one of the two everywhere."""
    translations: dict[Key, set[tuple[str, ...]]] = defaultdict(set)
    for folder in folders:
        for message in messages_of(read(folder / CATALOGUE)):
            if is_translated(message):
                translations[key_of(message)].add(forms(message.string))
    differing = [key for key, texts in translations.items() if len(texts) > 1]
    return sorted(f"translated differently (use pgettext): {named(key)}" for key in differing)


def named(key: Key) -> str:
    """A message as it stands in a line of a report."""
    context, text = key
    return f"{text!r}" + (f" in the context {context!r}" if context else "")


def problems(root: Path) -> list[str]:
    """Everything that is wrong with the catalogues; empty when every string has its translation."""
    folders = app_folders(root)
    return [line for folder in folders for line in problems_of(folder, root)] + contradictions(folders)


def main() -> int:
    """Do what the option says; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description="Keep the translations complete.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="only name what is wrong, exit 1 if anything is")
    choice.add_argument("--compile", action="store_true", help="write the .mo files")
    choice.add_argument("--prune", action="store_true", help="update, and drop entries that the source no longer has")
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")
    options = parser.parse_args()
    if options.compile:
        written = compile_all(ROOT)
        if not options.quiet:
            print(f"{len(written)} catalogues compiled.")
        return 0
    if not options.check:
        for path in update_all(ROOT, prune=options.prune):
            print(f"updated {path.relative_to(ROOT)}")
    found = problems(ROOT)
    if found or not options.quiet:
        print("\n".join(found) if found else "Every string has its translation.")
    return 1 if found and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
