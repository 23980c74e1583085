"""A hit as people read it: what it is called on the day looked at, and why it was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from kurul.kernel.identity.actors import Actor
from kurul.kernel.search.models import Part, SearchEntry
from kurul.kernel.search.texts import Searchable, searchable_of
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.facts import held_true
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import InOtherLanguage, Said, Translated, active_language
from kurul.kernel.turkish import fold
from kurul.kernel.wording import Text

AROUND = 8  # words shown before and after what was found in a long text
LONG = 160  # letters from which on a text is cut


class Standing(IntEnum):
    """Whether a text holds, or may hold, on the day looked at."""

    ON_THE_DAY = 0
    FORMER = 1
    LATER = 2


@dataclass(frozen=True)
class Match:
    """The entry by which a record was found."""

    record: int
    entry: int
    part: Part
    standing: Standing
    is_guess: bool


@dataclass(frozen=True)
class Hit:
    """One record found. `name` with the language it is in; `why` it was found where the name does not say so;
    `about`: what tells it from others, each text knowing its language; `period` only where the name does not hold on
    the day looked at."""

    kind: str
    label: Text
    route: str
    id: int
    name: str
    language: str
    why: str
    about: tuple[str, ...]
    period: Period | None
    rank: tuple[Any, ...]
    is_guess: bool = False


def shown(
    chosen: Mapping[str, Sequence[tuple[tuple[Any, ...], Match]]], folded: str, look: Look, actor: Actor
) -> dict[str, tuple[Hit, ...]]:
    """The matches as hits: two queries for all kinds, and what each kind asks to tell its records apart."""
    matched = SearchEntry.objects.in_bulk([match.entry for best in chosen.values() for _key, match in best])
    names = _names(chosen, look, actor)
    hits: dict[str, tuple[Hit, ...]] = {}
    for kind, best in chosen.items():
        found = searchable_of(kind)
        assert found is not None
        about = found.about([match.record for _key, match in best], look, actor) if found.about and best else {}
        hits[kind] = tuple(
            _hit(found, key, match, matched[match.entry], names.get((kind, match.record), []), about, folded, look)
            for key, match in best
        )
    return hits


def _hit(
    found: Searchable,
    key: tuple[Any, ...],
    match: Match,
    entry: SearchEntry,
    names: Sequence[SearchEntry],
    about: Mapping[int, Iterable[Text | Translated]],
    folded: str,
    look: Look,
) -> Hit:
    name = min(names, key=lambda row: _fitness(row, look), default=entry)
    period = _period(name)
    return Hit(
        kind=found.kind,
        label=found.label,
        route=found.route,
        id=match.record,
        name=_cut(name.text, folded),
        language=name.language,
        why=_quoting(_why(found, match, entry, name, folded), entry, folded),
        about=_texts(about.get(match.record, ())),
        period=period if period.on(look.day) is Certainty.NO else None,
        rank=key,
        is_guess=match.is_guess,
    )


def _quoting(why: str, entry: SearchEntry, folded: str) -> str:
    """The sentence, which knows the language of what it repeats where that is another than the page's."""
    text = _cut(entry.text, folded)
    if entry.language in ("", active_language()) or text not in why:
        return why
    return InOtherLanguage.of(Said(text, entry.language)).within(why)


def _texts(about: Iterable[Text | Translated]) -> tuple[str, ...]:
    """Those that say something; what knows its language keeps it."""
    return tuple(text for part in about if (text := part if isinstance(part, str) else str(part)))


def _names(
    chosen: Mapping[str, Sequence[tuple[tuple[Any, ...], Match]]], look: Look, actor: Actor
) -> dict[tuple[str, int], list[SearchEntry]]:
    """Every name, in every language, by which the records may be called: one query."""
    wanted = Q()
    for kind, best in chosen.items():
        found = searchable_of(kind)
        if found is not None and best:
            own = Q(kind=kind, record__in=[match.record for _key, match in best])
            wanted |= own & (found.readable(look, actor) if found.readable else Q())
    names: dict[tuple[str, int], list[SearchEntry]] = {}
    if wanted:
        parts = (Part.NAME, Part.ABBREVIATION, Part.NUMBER)
        for row in SearchEntry.objects.filter(wanted, held_true(look.known_at), part__in=parts):
            names.setdefault((row.kind, row.record), []).append(row)
    return names


_BY_NAME = {Part.NAME.value: 0, Part.ABBREVIATION.value: 1, Part.NUMBER.value: 2}


def _fitness(row: SearchEntry, look: Look) -> tuple[Any, ...]:
    """What is called by first: a name that holds, in the language that is read."""
    holds = {Certainty.YES: 0, Certainty.NOT_KNOWN: 1, Certainty.NO: 2}[_period(row).on(look.day)]
    # Of names that do not hold on the day the last that had begun, else the first to come.
    begun = row.valid_from <= look.day
    nearness = -row.valid_from.toordinal() if begun else row.valid_from.toordinal()
    return (_BY_NAME[row.part], holds, not begun, nearness, row.language != active_language(), row.language, row.pk)


def _period(row: SearchEntry) -> Period:
    return Period(Bound(row.valid_from, row.valid_from_latest), Bound(row.valid_to_earliest, row.valid_to))


def _why(found: Searchable, match: Match, entry: SearchEntry, name: SearchEntry, folded: str) -> str:
    text = _cut(entry.text, folded)
    if match.part is Part.TEXT:
        return _by_text(found, match, entry, text)
    if match.part in (Part.NAME, Part.PLACE):
        same = match.part is Part.PLACE or entry.text == name.text
        if match.standing is Standing.FORMER and not (same and match.part is Part.NAME):
            return gettext("formerly: %(name)s") % {"name": text}
        if match.standing is Standing.LATER and not same:
            return gettext("later: %(name)s") % {"name": text}
        return "" if same else gettext("also called: %(name)s") % {"name": text}
    return _by_code(found, match, entry, name)


def _by_text(found: Searchable, match: Match, entry: SearchEntry, text: str) -> str:
    """The text behind its label; where that is a word for what the text is to the record, also when it was so."""
    words = found.schemes()
    said = f"{words.get(entry.label, entry.label)}: {text}" if entry.label else text
    if entry.label not in words or match.standing is Standing.ON_THE_DAY:
        return said
    is_former = match.standing is Standing.FORMER
    return (gettext("%(text)s (formerly)") if is_former else gettext("%(text)s (later)")) % {"text": said}


def _by_code(found: Searchable, match: Match, entry: SearchEntry, name: SearchEntry) -> str:
    if entry.pk == name.pk:
        return ""
    former = match.standing is Standing.FORMER
    texts = {"text": entry.text, "scheme": found.schemes().get(entry.label, entry.label)}
    if match.part is Part.ABBREVIATION:
        return (gettext("former abbreviation: %(text)s") if former else gettext("abbreviation: %(text)s")) % texts
    if not entry.label:
        return (gettext("former number %(text)s") if former else gettext("number %(text)s")) % texts
    return (
        gettext("former number %(text)s (%(scheme)s)") if former else gettext("number %(text)s (%(scheme)s)")
    ) % texts


def _cut(text: str, folded: str) -> str:
    """A long text around the first word that was looked for."""
    if len(text) <= LONG:
        return text
    words = text.split()
    looked_for = folded.split()
    place = next((i for i, word in enumerate(words) if any(one in fold(word) for one in looked_for)), 0)
    first, last = max(place - AROUND, 0), place + 2 * AROUND
    return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"
