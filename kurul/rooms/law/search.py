"""By what law is found: titles, numbers, and the provisions, as they are and as they were held before."""

from collections.abc import Collection, Iterable, Iterator

from django.conf import settings

from kurul.kernel.search.models import Part
from kurul.kernel.search.texts import SPAN, SearchText, Span, in_languages
from kurul.rooms.law.models import Entry, FormerEntry, Instrument, ProvisionWording

SOURCES = {Instrument: "pk", FormerEntry: "instrument_id", ProvisionWording: "provision__instrument_id"}
GAZETTE = "gazette"


def texts(ids: Collection[int]) -> Iterator[SearchText]:
    """Everything by which these instruments are found: three queries."""
    for row in Instrument.ever.filter(pk__in=ids).select_related("kind"):
        span = Span.always(row.recorded_at, row.withdrawn_at)
        if row.withdrawn_at is None:  # else what it said stands with the former entries
            yield from _of(row.pk, row, span)
        # The code by which files name it stays what it is.
        yield SearchText(row.pk, Part.NUMBER, row.code, span, label="code")
    yield from _clauses(ids)
    for former in FormerEntry.objects.filter(instrument_id__in=ids).select_related("kind"):
        span = Span.always(former.recorded_at, former.superseded_at)
        yield from _of(former.instrument_id, former, span)


def _of(pk: int, entry: Entry, span: Span) -> Iterable[SearchText]:
    yield from in_languages(pk, Part.NAME, entry.title, span)
    if entry.number:
        yield SearchText(pk, Part.NUMBER, entry.number, span)
        for language, title in entry.title.items():
            yield SearchText(pk, Part.PLACE, f"{entry.number} {title}", span, language)
        yield from _as_cited(pk, entry, span)
    if entry.gazette_number:
        yield SearchText(pk, Part.NUMBER, entry.gazette_number, span, label=GAZETTE)
    for language, body in entry.issuing_body.items():
        yield SearchText(pk, Part.TEXT, body, span, language)


def _as_cited(pk: int, entry: Entry, span: Span) -> Iterator[SearchText]:
    """As people cite it: by kind and number ("655 sayılı KHK"), and by whoever issued it ("BTYK 2013/102")."""
    for language, _name in settings.LANGUAGES:
        pattern, issuer = entry.kind.reference.get(language), entry.issuing_body.get(language)
        cited = pattern.replace("{number}", entry.number) if pattern else entry.number if issuer else ""
        if cited:
            yield SearchText(pk, Part.PLACE, f"{cited}, {issuer}" if issuer else cited, span, language)


def _clauses(ids: Collection[int]) -> Iterator[SearchText]:
    """The provisions in each of their wordings, found by their labels too; one without words by its label alone."""
    wordings = ProvisionWording.objects.filter(provision__instrument_id__in=ids).order_by("pk")
    for row in wordings.values("provision__instrument_id", "label", "text", *SPAN):
        pk, span = row["provision__instrument_id"], Span.of(row)
        yield from in_languages(pk, Part.TEXT, row["text"], span, label=row["label"])
        if row["label"] and not row["text"]:
            yield SearchText(pk, Part.TEXT, row["label"], span)
