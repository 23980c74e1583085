"""Reads a page as a person does: its words with the language that they are marked with, and its faults."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from tools.messages import ROOT, app_folders, extracted, forms, messages_of

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
NOT_READ = frozenset({"script", "style", "code", "kbd"})
READ_ATTRIBUTES = ("aria-label", "alt", "placeholder", "title", "value")
SHORTEST_SENTENCE = 15  # letters
_ENGLISH = re.compile(r"\b(the|and|of|not|for|with|are|was|been|this|that|which|from|yet|known)\b")
_PLACE = re.compile(r"%\(\w+\)[sd]")
_ON_EVENT = re.compile(r"on[a-z]+")


@dataclass
class Reader(HTMLParser):
    """Texts by language; what a strict content-security policy would refuse; ids that stand twice."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the language, what would be read out, and what should not be there."""
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self._language)
        if tag not in VOID:
            self._open.append((tag, language))
        if "style" in given or any(_ON_EVENT.fullmatch(name) for name in given):
            self.faults.append(f"<{tag}> has a style or a script of its own: {given}")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.faults.append(f"<{tag}> stands in the page")
        is_text = tag != "input" or given.get("type") in {"submit", "button"}
        for name in READ_ATTRIBUTES:
            if name in given and (name != "value" or (tag == "input" and is_text)):
                self.texts.setdefault(language, []).append(given[name])
        if "id" in given:
            self.ids.append(given["id"])
        if given.get("hx-target", "").startswith("#") and tag == "form":
            self.targets.add(given["hx-target"][1:])
        if tag == "a" and given.get("href", "").startswith("/"):
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        """Close what is open, also what HTML lets stay open."""
        places = [place for place, (name, _language) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """A text in the language that it is marked with."""
        if data.strip() and not (self._open and self._open[-1][0] in NOT_READ):
            self.texts.setdefault(self._language, []).append(data.strip())

    @property
    def doubled_ids(self) -> set[str]:
        """Ids that stand more than once."""
        return {one for one in self.ids if self.ids.count(one) > 1}


def read(html: str) -> Reader:
    """The page, read."""
    reader = Reader()
    reader.feed(html)
    return reader


@cache
def english_sentences() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the program says in English: whole sentences, and patterns of those with something put in."""
    found = {
        " ".join(form.split())
        for folder in app_folders(ROOT)
        for message in messages_of(extracted(folder, ROOT))
        for form in forms(message.id)
    }
    english = {text for text in found if _ENGLISH.search(text)}
    whole = frozenset(text for text in english if not _PLACE.search(text))
    # What is hardly more than places ("%(role)s of %(body)s") would be found in every title.
    told = [text for text in english - whole if len(_PLACE.sub("", text)) >= SHORTEST_SENTENCE]
    return whole, tuple(re.compile(".+".join(map(re.escape, _PLACE.split(text)))) for text in told)


def english_in_turkish(reader: Reader) -> list[str]:
    """Sentences of the program that stand in English where the page says it is Turkish.

    What records say is left alone: a title that is known in one language only is shown in that one.
    """
    whole, patterns = english_sentences()
    texts = [" ".join(text.split()) for text in reader.texts.get("tr", []) if _ENGLISH.search(text)]
    return [text for text in texts if text in whole or any(pattern.fullmatch(text) for pattern in patterns)]
