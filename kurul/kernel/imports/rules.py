"""What no text and no address may be, wherever it comes from: else it could not be stored, or not be read any more."""

import re
from collections.abc import Iterable, Iterator

from kurul.kernel.rules import Finding, rule

URI = "uri"  # the scheme of the address by which a record is known in the web of data
# What XML 1.0 has no way to write (section 2.2), not even escaped.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Besides, what shows a text in another order than it is stored in (Unicode Standard Annex 9, explicit formatting), and
# a text of which nothing can be seen.
REFUSED = re.compile(CONTROLS.pattern + "|[\u202a-\u202e\u2066-\u2069]|^[\u00ad\u200b-\u200f\u2060\ufeff]+$")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\xa0<>\"{}|\\^`\ud800-\udfff\ufffe\uffff]+")


def is_iri(value: str) -> bool:
    """Whether the text is a whole address: a scheme, a colon and only signs that may stand in an IRI (RFC 3987)."""
    return _IRI.fullmatch(value) is not None


@rule("kernel.not_an_iri", source="RFC 3987, section 2.2; W3C RDF 1.1 Concepts, section 3.2")
def is_an_address(scheme: str, value: str) -> Iterator[Finding]:
    """A key of the scheme "uri" is a whole address, so that linked data can name the record by it."""
    if scheme == URI and not is_iri(value):
        yield Finding("kernel.not_an_iri", "value", {"text": value[:80]})


@rule("kernel.control_character", source="W3C XML 1.0, section 2.2 Characters; Unicode Standard Annex 9, section 2")
def holds_no_controls(texts: Iterable[str], *, field: str | None = None) -> Iterator[Finding]:
    """No text holds characters that control a device or the order of reading and stand for nothing: no document could
    repeat them, or a name would look like another one. Nor does a text consist of what cannot be seen."""
    for text in texts:
        if REFUSED.search(text):
            yield Finding("kernel.control_character", field, {"text": REFUSED.sub("\ufffd", text)[:80]})


@rule("kernel.text_too_long", source="Kurul: a text that does not fit is shortened by its owner, never by a program")
def fits(texts: Iterable[tuple[str, int]], *, field: str | None = None) -> Iterator[Finding]:
    """No text is longer than its column, of which the second number of each pair says how many characters it holds."""
    for text, longest in texts:
        if len(text) > longest:
            yield Finding("kernel.text_too_long", field, {"text": text[:40], "longest": longest})
