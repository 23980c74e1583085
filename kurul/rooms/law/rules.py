"""What may not be recorded about instruments and provisions."""

import re
from collections.abc import Iterator, Mapping

from kurul.kernel.rules import Finding, rule
from kurul.kernel.temporal.bounds import Bound

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


@rule("law.day_open", source="Kurul: signing and publishing happen on one day, however little is known of it")
def is_one_day(day: Bound, *, field: str) -> Iterator[Finding]:
    """The day of signature and the day of publication may be unknown, but neither is without an end."""
    if day.is_open:
        yield Finding("law.day_open", field)


@rule("law.gazetted_before_issued", source="Kurul: an act is published once it has been signed or decided")
def is_gazetted_after_issue(issued: Bound, gazetted: Bound) -> Iterator[Finding]:
    """No instrument is published in the gazette on a day that certainly lies before that of its signature."""
    if gazetted.latest < issued.earliest:
        yield Finding("law.gazetted_before_issued", "gazetted", {"issued": issued, "gazetted": gazetted})


@rule("law.provision_empty", source="ELI ontology: a subdivision of a legal resource has a number or a content")
def provision_says_something(label: str, text: Mapping[str, str]) -> Iterator[Finding]:
    """A provision has a label or a text."""
    if not label.strip() and not text:
        yield Finding("law.provision_empty", "text")


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
