"""What may not be recorded about instruments and the kinds of them."""

import re
import string
from collections.abc import Iterator, Mapping

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound

ELI_FIELDS = frozenset({"jurisdiction", "year", "number"})
_ELI_TEXT = re.compile(r"[A-Za-z0-9/._~-]*")
_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


@rule("law.not_recognisable", source="ELI ontology: a legal resource is identified by its title or its number")
def is_recognisable(title: Mapping[str, str], number: str) -> Iterator[Finding]:
    """An instrument has a title in at least one language, or at least a number."""
    if not title and not number.strip():
        yield Finding("law.not_recognisable", "title")


@rule("law.code_malformed", source="Kurul: files of any system can carry the code and name the instrument by it")
def code_is_plain(code: str) -> Iterator[Finding]:
    """The code of an instrument is written in capital letters A to Z and digits, in parts joined by hyphens."""
    if not _CODE.fullmatch(code):
        yield Finding("law.code_malformed", "code")


@rule("law.code_taken", source="Kurul: one code stands for one instrument")
def code_is_free(code: str, is_taken: bool) -> Iterator[Finding]:
    """No two instruments carry the same code."""
    if is_taken:
        yield Finding("law.code_taken", "code", {"code": code})


@rule(
    "law.day_open",
    source="Kurul: signing, publishing and entering into force happen on one day, however little is known of it",
)
def is_one_day(day: Bound, *, field: str) -> Iterator[Finding]:
    """The days of signature, of publication and of entry into force may be unknown, but none is without an end."""
    if day.is_open:
        yield Finding("law.day_open", field)


@rule("law.gazetted_before_issued", source="Kurul: an act is published once it has been signed or decided")
def is_gazetted_after_issue(issued: Bound, gazetted: Bound) -> Iterator[Finding]:
    """No instrument is published in the gazette on a day that certainly lies before that of its signature."""
    if gazetted.latest < issued.earliest:
        yield Finding("law.gazetted_before_issued", "gazetted", {"issued": issued, "gazetted": gazetted})


@rule("law.reason_missing", source="Kurul: whoever corrects says why, so that the history can be trusted")
def has_a_reason(reason: str) -> Iterator[Finding]:
    """A correction states its reason."""
    if not reason.strip():
        yield Finding("law.reason_missing", "reason")


@rule("law.nothing_changes", source="Kurul: a correction that changes nothing would blur the history")
def something_changes(before: object, after: object) -> Iterator[Finding]:
    """A correction leaves something different from what it was."""
    if before == after:
        yield Finding("law.nothing_changes")


@rule("law.kind_nameless", source="Kurul: what sorts of instruments there are is read in lists by its name")
def kind_has_a_name(name: Mapping[str, str]) -> Iterator[Finding]:
    """A kind of instrument has a name in at least one language."""
    if not name:
        yield Finding("law.kind_nameless", "name")


@rule("law.kind_taken", source="Kurul: one code stands for one kind of instrument")
def kind_is_new(code: str, is_taken: bool) -> Iterator[Finding]:
    """No two kinds of instruments carry the same code."""
    if is_taken:
        yield Finding("law.kind_taken", "code", {"code": code})


def fields_of(template: str) -> list[str] | None:
    """The names in braces in a template, in their order; None where its braces do not match or ask for more."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        return None
    if any(conversion or form for _text, _name, form, conversion in parts):
        return None
    return [name for _text, name, _form, _conversion in parts if name is not None]


@rule("law.reference_malformed", source="Kurul: a citation is made of what is known of the instrument or provision")
def reference_is_readable(reference: Mapping[str, str], *, name: str) -> Iterator[Finding]:
    """The pattern of a citation names what it cites exactly once: {number} of an instrument, {label} of a provision."""
    if any(fields_of(text) != [name] for text in reference.values()):
        yield Finding("law.reference_malformed", "reference", {"field": f"{{{name}}}"})


@rule("law.eli_malformed", source="ELI, Council conclusions 2012/C 325/02: identifiers are HTTP URIs by a template")
def eli_template_is_readable(template: str, jurisdiction: str) -> Iterator[Finding]:
    """The template of an ELI contains {number}, of other names only {year} and {jurisdiction}, each once; what stands
    between them fits into an address, and a {jurisdiction} is given."""
    if not template:
        return
    named = fields_of(template)
    text = re.sub(r"\{[^{}]*\}", "", template)
    sound = (
        named is not None
        and "number" in named
        and len(named) == len(set(named))
        and ELI_FIELDS.issuperset(named)
        and _ELI_TEXT.fullmatch(text) is not None
        and not template.startswith("/")
    )
    if not sound or (named and "jurisdiction" in named and not jurisdiction):
        yield Finding("law.eli_malformed", "eli_template")


@rule("law.eli_part_malformed", source="ELI: the parts of an act are addressed below it, as in art_9/par_2/pnt_b")
def eli_part_is_readable(part: str) -> Iterator[Finding]:
    """The part of an address that a kind of provision makes contains {label} once, and beside it letters, digits, - and
    _ only."""
    text = part.replace("{label}", "", 1)
    if part and (fields_of(part) != ["label"] or not re.fullmatch(r"[A-Za-z0-9_-]*", text)):
        yield Finding("law.eli_part_malformed", "eli_part")
