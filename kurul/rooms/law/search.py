"""By what law is found: titles, numbers, and the provisions, as they are and as they were held before."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SearchText, Span, in_languages
from kurul.kernel.translated import Translated
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, Provision

SOURCES = {Instrument: "pk", FormerEntry: "instrument_id"}
GAZETTE = "gazette"


def texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Everything by which these instruments are found: three queries."""
    since: dict[int, datetime] = {}
    for row in Instrument.objects.filter(pk__in=ids):
        since[row.pk] = row.recorded_at
        yield from _of(row.pk, row, Span.always(row.recorded_at))
        # The code by which files name it stays what it is.
        yield SearchText(row.pk, Part.NUMBER, row.code, Span.always(row.recorded_at), label="code")
    for provision in Provision.objects.filter(instrument_id__in=ids):
        span = Span.always(since[provision.instrument_id])
        yield from _clause(provision.instrument_id, provision.label, provision.text, span)
    for former in FormerEntry.objects.filter(instrument_id__in=ids):
        span = Span.always(former.recorded_at, former.superseded_at)
        yield from _of(former.instrument_id, former, span)
        for said in former.provisions:
            yield from _clause(former.instrument_id, said["label"], Translated(said["text"]), span)


def _of(pk: int, entry: Entry, span: Span) -> Iterable[SearchText]:
    yield from in_languages(pk, Part.NAME, entry.title, span)
    if entry.number:
        yield SearchText(pk, Part.NUMBER, entry.number, span)
        for language, title in entry.title.items():
            yield SearchText(pk, Part.PLACE, f"{entry.number} {title}", span, language)
    if entry.gazette_number:
        yield SearchText(pk, Part.NUMBER, entry.gazette_number, span, label=GAZETTE)
    for language, body in entry.issuing_body.items():
        yield SearchText(pk, Part.TEXT, body, span, language)


def _clause(pk: int, label: str, text: Translated, span: Span) -> Iterable[SearchText]:
    """A provision, found by its article too ("m. 5"); one without words by the article alone."""
    yield from in_languages(pk, Part.TEXT, text, span, label=label)
    if label and not text:
        yield SearchText(pk, Part.TEXT, label, span)
