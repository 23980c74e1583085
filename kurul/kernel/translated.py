"""Texts in several languages, stored together. What is missing is missing: nothing is filled in."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import Promise
from django.utils.translation import get_language, override

from kurul.kernel import turkish

_LONGEST_KEY = 600  # an index takes no longer ones; texts that begin with the same 200 letters may stand in any order
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


def active_language() -> str:
    """The code of the language people read in now, without its region."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


@dataclass(frozen=True)
class Said:
    """A text with the language that it is in."""

    text: str
    language: str


class InOtherLanguage(str):
    """A text in another language than that of the page. Lists to choose from are made of plain texts: so they can mark
    it with its `lang`, too."""

    language: str

    @classmethod
    def of(cls, said: Said) -> "InOtherLanguage":
        """The text with its language."""
        made = cls(said.text)
        made.language = said.language
        return made

    def within(self, sentence: str) -> "Quoting":
        """A sentence in the language of the page that repeats this text."""
        made = Quoting(sentence)
        made.quoted = self
        return made

    def with_more(self, text: str) -> "InOtherLanguage":
        """A text of which this one is a part: in its language, too."""
        return self.of(Said(text, self.language))


class Quoting(str):
    """A sentence in the language of the page in which a text in another one stands."""

    quoted: InOtherLanguage


def joined(texts: Iterable[str]) -> str:
    """Some texts as one, with commas; where all are in the same other language, so is what they make."""
    parts = list(texts)
    languages = {getattr(part, "language", "") for part in parts}
    text = ", ".join(parts)
    language = languages.pop() if len(languages) == 1 else ""
    return InOtherLanguage.of(Said(text, language)) if language else text


class Translated(Mapping[str, str]):
    """Language code to text; a language without text is absent. Compares and hashes by content."""

    def __init__(self, texts: Mapping[str, str | None] | None = None, **by_language: str | None) -> None:
        given = {**(texts or {}), **by_language}
        self._texts = {language: text.strip() for language, text in sorted(given.items()) if text and text.strip()}
        self._hash = hash(tuple(self._texts.items()))

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Mapping) and self._texts == dict(other))

    def __repr__(self) -> str:
        return f"Translated({self._texts!r})"

    def best(self, language: str | None = None) -> Said | None:
        """The text in `language` (default: the active one), else in another one, else None (not published)."""
        wanted = language or active_language()
        text = self._texts.get(wanted)
        if text is not None:
            return Said(text, wanted)
        for code in (wanted, *(code for code, _ in settings.LANGUAGES), *self._texts):
            if code in self._texts:
                return Said(self._texts[code], code)
        return None

    def __str__(self) -> str:
        """The best text in the active language, else one that knows its own; empty when there is none."""
        text = self._texts.get(active_language())
        if text is not None:
            return text
        said = self.best()
        return InOtherLanguage.of(said) if said else ""

    def text_in(self, language: str) -> str:
        """The best text for readers of the language; empty when there is none."""
        text = self._texts.get(language)
        if text is not None:
            return text
        said = self.best(language)
        return said.text if said else ""

    @property
    def folded(self) -> str:
        """All texts folded for search, one per line."""
        return "\n".join(turkish.fold(text) for text in self._texts.values())

    @property
    def sort_keys(self) -> dict[str, str]:
        """For each language of the installation the key to sort by, taken from the text shown in it, in that
        language's alphabet."""
        keys = {}
        for code, _name in settings.LANGUAGES:
            keys[code] = turkish.sort_key(self.text_in(code), code)[:_LONGEST_KEY]
        return keys


class TranslatedField(models.JSONField):
    """A column of one `Translated`; never null, empty when nothing is published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Translated:
        """Database JSON to Translated."""
        if isinstance(value, str):
            return _read(value) if len(value) <= _LONGEST_KEPT else Translated(json.loads(value) or {})
        return Translated(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Any:
        """A mapping to Translated."""
        return value if isinstance(value, Translated) else Translated(value or {})

    def get_prep_value(self, value: Any) -> Any:
        """Translated to a plain mapping."""
        return dict(value) if isinstance(value, Mapping) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        """As JSON, which knows plain mappings only; raises ValidationError."""
        super().validate(dict(value) if isinstance(value, Translated) else value, model_instance)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Translated to database JSON."""
        return super().get_db_prep_value(dict(value) if isinstance(value, Translated) else value, connection, prepared)


_LONGEST_KEPT = 2 * turkish.LONGEST_KEPT


@lru_cache(maxsize=4096)
def _read(text: str) -> Translated:
    """The names of kinds and parents are read again and again, and a Translated never changes."""
    return Translated(json.loads(text) or {})


class SortKey(KeyTextTransform):
    """The sort key of one language out of a column of `Translated.sort_keys`, to order by: SortKey("tr", "sort_keys").

    Compared byte by byte on both databases: the collation of a PostgreSQL database would pass over blanks. The language
    stands in the SQL itself, not beside it as a parameter, so that an index over the same expression is used.
    """

    def _language(self) -> str:
        if not _LANGUAGE_CODE.fullmatch(self.key_name):
            raise ValueError(f"{self.key_name!r} is not the code of a language.")
        return self.key_name

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, Any]:
        """The text; SQLite compares bytes."""
        column, params = compiler.compile(self.lhs)
        return f"JSON_EXTRACT({column}, '$.{self._language()}')", params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The text with the collation of its bytes."""
        column, params = compiler.compile(self.lhs)
        return f"({column} ->> '{self._language()}') COLLATE \"C\"", params


def in_every_language(sentence: Promise, **params: Any) -> Translated:
    """A sentence of the program (gettext_lazy, with %(name)s) in each language of the installation, to be stored."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = str(sentence) % params
    return Translated(texts)
