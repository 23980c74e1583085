"""What the three forms write is read as the same graph; bounds and texts come back as they were."""

from io import BytesIO

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD

from kurul.kernel.exports import Export
from kurul.kernel.linked_data import (
    DCTERMS,
    KURUL,
    NOT_SAID,
    ORG,
    RDF,
    SKOS,
    Triple,
    bound,
    day,
    graph,
    instrument_uri,
    period,
    read_bound,
    read_period,
    read_texts,
    texts,
)
from kurul.kernel.linked_data.streams import FORMS, PARSERS, stream
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated

BODY = URIRef("http://example.org/body/1")
BOUNDS = ["2016-07-19", "2016-07", "2016", "..2016-07-19", "2016-01-01..2016-06-30", "?", "2016-01-01.."]


def pieces() -> list[list[Triple]]:
    """Two pieces; one node is written inside another, one stands in two places."""
    inner, shared = BNode(), BNode()
    first: list[Triple] = [
        (BODY, RDF.type, ORG.Organization),
        (BODY, SKOS.prefLabel, Literal('Sağlık "Bakanlığı" & <co>', lang="tr")),
        (BODY, KURUL.existed, inner),
        (inner, KURUL.firstDay, Literal("2016-07", datatype=XSD.gYearMonth)),
        (BODY, KURUL.wasNumbered, shared),
        (BODY, ORG.identifier, shared),
        (shared, SKOS.notation, Literal("7")),
    ]
    second: list[Triple] = [(URIRef("http://example.org/x?a=1&b=2"), DCTERMS.description, Literal("a\nb")), *first[:1]]
    return [first, second]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_as_what_was_written(form: str):
    export = Export(BytesIO(), form)
    made = stream(export)
    made.start()
    wanted = graph()
    for piece in pieces():
        made.add(piece)
        for triple in piece:
            wanted.add(triple)
    made.end()
    assert isinstance(export.stream, BytesIO)
    read = Graph().parse(data=export.stream.getvalue(), format=PARSERS[form])
    assert len(read) == len(wanted) == 8
    assert isomorphic(read, wanted)


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_document_is_well_formed(form: str):
    export = Export(BytesIO(), form)
    made = stream(export)
    made.start()
    made.end()
    assert isinstance(export.stream, BytesIO)
    assert len(Graph().parse(data=export.stream.getvalue(), format=PARSERS[form])) == 0


@pytest.mark.parametrize("text", BOUNDS)
def test_bounds_keep_their_precision(text: str):
    said = Bound.read(text)
    assert read_bound(bound(said), Bound.open()) == said


def test_days_have_the_type_of_their_precision():
    types = [(literal.datatype if (literal := day(Bound.read(text))) else None) for text in BOUNDS]
    assert types == [XSD.date, XSD.gYearMonth, XSD.gYear, None, None, None, None]


def test_a_moment_stands_for_its_day():
    moment = Literal("2019-01-01T10:00:00Z", datatype=XSD.dateTime)
    assert read_bound(moment, Bound.open()) == Bound.read("2019-01-01")
    with pytest.raises(ValueError, match="is not a day"):
        read_bound(Literal("soon"), Bound.open())


@pytest.mark.parametrize("end", ["", "?", "2018"])
def test_periods_come_back(end: str):
    said = Period(Bound.read("..2016-07-19"), Bound.read(end))
    made = graph()
    for triple in period(BODY, said):
        made.add(triple)
    assert read_period(made, BODY) == said


def test_texts_come_back_by_language():
    made = graph()
    said = Translated({"tr": "Kurul", "en": "Board", NOT_SAID: "Kurul"})
    for triple in texts(BODY, SKOS.prefLabel, said):
        made.add(triple)
    made.add((BODY, SKOS.altLabel, Literal("plain")))
    assert read_texts(made, BODY, SKOS.prefLabel) == said
    assert read_texts(made, BODY, SKOS.altLabel) == Translated({NOT_SAID: "plain"})


def test_codes_are_safe_in_names():
    assert str(instrument_uri("5436 sayılı")) == "urn:kurul:instrument:5436%20say%C4%B1l%C4%B1"
