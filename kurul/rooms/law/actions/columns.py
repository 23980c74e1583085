"""How particulars become the columns of an entry, and which of them still count as inferred after a correction."""

from collections.abc import Collection, Iterator
from typing import Any

from kurul.kernel.provenance import Basis, current_basis
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.law.models import Particulars

TEXTS = ("title", "issuing_body", "relevance", "status_note")
PLAIN = ("number", "issued", "gazette_number", "gazetted", "in_force", "source")
DAYS = {"issued", "gazetted", "in_force"}


def columns(particulars: Particulars) -> dict[str, Any]:
    """The columns of an entry that say what the particulars say, and those to sort by."""
    return {
        "kind": particulars.kind,
        "title": particulars.title,
        "number": particulars.number.strip(),
        "issued_from": particulars.issued.earliest,
        "issued_to": particulars.issued.latest,
        "gazette_number": particulars.gazette_number.strip(),
        "gazetted_from": particulars.gazetted.earliest,
        "gazetted_to": particulars.gazetted.latest,
        "in_force_from": particulars.in_force.earliest,
        "in_force_to": particulars.in_force.latest,
        "issuing_body": particulars.issuing_body,
        "relevance": particulars.relevance,
        "status_note": particulars.status_note,
        "source": particulars.source.strip(),
        "sort_keys": particulars.title.sort_keys,
    }


def search_text(code: str, particulars: Particulars) -> str:
    """What finds the instrument, folded: title, numbers, issuing body. Its provisions have texts of their own."""
    parts = [fold(f"{code} {particulars.number} {particulars.gazette_number}")]
    parts += [particulars.title.folded, particulars.issuing_body.folded]
    return "\n".join(part for part in parts if part)


def wording_search_text(label: str, text: Translated) -> str:
    """What finds a provision, folded: label and text."""
    return "\n".join(part for part in (fold(label), text.folded) if part)


def inferred_in(particulars: Particulars, marked: Collection[str]) -> list[str]:
    """Of the marked values those that are there at all: what is not known is not inferred either."""
    return sorted(set(marked).intersection(_said(particulars)))


def still_inferred(before: Particulars, after: Particulars, inferred: Collection[str]) -> list[str]:
    """After a correction a value counts as inferred only if it was and has stayed the same."""
    said_before, said_after = _said(before), _said(after)
    return sorted(path for path in inferred if path in said_after and said_after[path] == said_before.get(path))


def basis_of(title: Translated, inferred: Collection[str], otherwise: str) -> str:
    """An instrument whose every title is inferred is inferred as a whole; else it rests on what it rested on."""
    if otherwise == Basis.ILLUSTRATIVE:
        return otherwise
    if title and all(f"title.{language}" in inferred for language in title):
        return Basis.INFERRED.value
    return current_basis() if otherwise == Basis.INFERRED else otherwise


def _said(particulars: Particulars) -> dict[str, Any]:
    return dict(_values(particulars))


def _values(particulars: Particulars) -> Iterator[tuple[str, Any]]:
    for name in TEXTS:
        for language, text in getattr(particulars, name).items():
            yield f"{name}.{language}", text
    for name in PLAIN:
        value = getattr(particulars, name)
        if value and not (name in DAYS and str(value) == "?"):
            yield name, value
