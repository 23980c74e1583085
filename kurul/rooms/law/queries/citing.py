"""How instruments and provisions are cited, and by which address of the European Legislation Identifier (ELI)."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import override, pgettext

from kurul.kernel.translated import active_language
from kurul.rooms.law.models import Particulars, ProvisionKind

_UNRESERVED = "/"  # numbers such as 2013/102 keep their stroke in the address


@dataclass(frozen=True)
class Step:
    """One provision on the way from the instrument down: what it is and how it is labelled."""

    kind: ProvisionKind | None
    label: str

    def cited(self, language: str | None = None) -> str:
        """ "art. 9", "f. 2"; a label without a kind stands alone, a provision without a label is not cited."""
        if not self.label:
            return ""
        pattern = self.kind.reference.best(language) if self.kind else None
        return pattern.text.format(label=self.label) if pattern else self.label

    @property
    def eli_part(self) -> str:
        """ "art_9"; empty where the kind has no such part or the provision no label."""
        if not self.label or self.kind is None or not self.kind.eli_part:
            return ""
        return self.kind.eli_part.format(label=self.label.replace("/", "-").replace(" ", "-"))


def cite(code: str, said: Particulars, steps: Sequence[Step] = (), language: str | None = None) -> str:
    """ "Law 5018, art. 9, para. 2, item (b)", "5018 sayılı Kanun md. 9 f. 2 b. (b)"."""
    with override(language or active_language()):
        separator = pgettext("between the parts of a citation", ", ")
    parts = [cite_instrument(code, said, language), *(step.cited(language) for step in steps)]
    return separator.join(part for part in parts if part)


def cite_instrument(code: str, said: Particulars, language: str | None = None) -> str:
    """By the pattern of its kind and its number; else by its title, its number or its code."""
    pattern = said.kind.reference.best(language)
    if pattern and said.number:
        return pattern.text.format(number=said.number)
    title = said.title.best(language)
    return title.text if title else said.number or code


def eli_path(said: Particulars, steps: Sequence[Step] = ()) -> str | None:
    """The path below /eli/, percent-encoded; None where the kind has no template or something that it asks for is not
    known."""
    template = said.kind.eli_template
    year = said.issued.earliest.year if said.issued.earliest.year == said.issued.latest.year else None
    if not template or not said.number or ("{year}" in template and year is None):
        return None
    parts = [step.eli_part for step in steps]
    if not all(parts):
        return None
    path = template.format(jurisdiction=said.kind.jurisdiction, year=year, number=said.number)
    return quote("/".join([path, *parts]), safe=_UNRESERVED)


def missing_for_eli(said: Particulars) -> tuple[str, ...]:
    """What an address would need and nobody knows: of "template", "number", "year"."""
    if not said.kind.eli_template:
        return ("template",)
    missing = [] if said.number else ["number"]
    if "{year}" in said.kind.eli_template and said.issued.earliest.year != said.issued.latest.year:
        missing.append("year")
    return tuple(missing)
