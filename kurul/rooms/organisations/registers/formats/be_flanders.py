"""Organisations of Flanders in W3C ORG (Turtle), the NIS codes in SKOS, and mergers as org:ChangeEvent.

Classification and status are concepts without labels in the files: kinds are named by the number of their concept, and
a status counts as ended only where it is the one that the source describes as not active.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from rdflib import RDF, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Profile, Report, days
from kurul.kernel.imports.tables import NotATable
from kurul.kernel.linked_data.graph_reading import NotAGraph, TooLarge, read_into
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.organisations.actions import (
    Body,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    SaidScheme,
    load_register,
)
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.models import ChangeKind
from kurul.rooms.organisations.registers.formats.reading import files_like, told

NAME = "be-flanders-org"
ADMS = Namespace("http://www.w3.org/ns/adms#")
REGORG = Namespace("http://www.w3.org/ns/regorg#")
GENERIEK = Namespace("https://data.vlaanderen.be/ns/generiek#")
SCHEMA = Namespace("https://schema.org/")
NOT_ACTIVE = URIRef("http://lblod.data.gift/concepts/d02c4e12bf88d2fdf5123b07f29c9311")
ACTIVE = URIRef("http://lblod.data.gift/concepts/63cc561de9188d64ba5840a42ae8f0d6")
SNAPSHOT = date(2026, 7, 24)  # no organisation has a day: the files state what held when they were taken
NIS, NIS_KIND = "be-nis", "be-nis-territory"
NEVER = "9999-12-31"
REFNIS = "http://vocab.belgif.be/auth/refnis2019"

SCHEMES = {
    NAME: SaidScheme(
        Translated(en="Flemish organisation number", nl="Nummer van de organisatie", tr="Flaman kurum numarası")
    ),
    NIS: SaidScheme(
        Translated(en="NIS code", nl="NIS-code", tr="NIS kodu"), "http://vocab.belgif.be/auth/refnis2019/{value}"
    ),
    "be-sharepoint-identificator": SaidScheme(Translated(en="SharePoint number", nl="SharePoint identificator")),
    "be-kbo-nummer": SaidScheme(Translated(en="Enterprise number (KBO)", nl="KBO-nummer"), "", "", False),
    "be-ovo-nummer": SaidScheme(Translated(en="OVO number", nl="OVO-nummer"), "", "", False),
}


def read(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Load Turtle files. Raises Refused."""
    with told():
        graph, lines = Graph(), dict[str, tuple[str, int]]()
        for path in files_like(files, "*.ttl", NAME, report):
            _parse(graph, path, lines)
        ends = _ends(graph)
        organisations = sorted(
            map(str, {*graph.subjects(RDF.type, ORG.Organization), *graph.subjects(RDF.type, ORG.FormalOrganization)})
        )
        concepts = sorted(map(str, graph.subjects(RDF.type, SKOS.Concept)))
        kinds = {_kind(one): _kind_name(one) for one in sorted(map(str, graph.objects(None, ORG.classification)))}
        kinds[NIS_KIND] = Translated(
            en="Territory of the NIS codes", nl="Gebied van de NIS-codes", tr="NIS kodlu bölge"
        )
        load_register(
            bodies=[
                *(_organisation(graph, one, lines, ends, report) for one in organisations),
                *(_territory(graph, one, lines) for one in concepts),
            ],
            changes=list(_changes(graph, lines)),
            kinds=kinds,
            schemes=SCHEMES,
            dangling="warn",
            by=by,
            report=report,
            source=NAME,
        )


def _parse(graph: Graph, path: Path, lines: dict[str, tuple[str, int]]) -> None:
    try:
        read_into(graph, path, "turtle")
    except NotAGraph as error:
        said = (error.said.splitlines() or [""])[-1]
        raise NotATable("turtle", (error.line or 0) + 1, said=said, file=path.name) from error
    except TooLarge as error:
        raise NotATable("turtle_too_large", 0, file=path.name) from error
    with path.open(encoding="utf-8") as file:
        for line, text in enumerate(file, start=1):
            stripped = text.lstrip()
            if stripped.startswith("<") and ">" in stripped:
                lines.setdefault(stripped[1 : stripped.index(">")], (path.name, line))


def _key(organisation: object) -> Key:
    return NAME, str(organisation).rpartition("/")[2]


def _kind(concept: object) -> str:
    return f"be-{str(concept).rpartition('/')[2][:40]}"


def _kind_name(concept: object) -> Translated:
    return Translated(en=f"Classification {str(concept).rpartition('/')[2]}")


def _ends(graph: Graph) -> dict[Key, tuple[Bound | None, Bound | None]]:
    """For each organisation of a change its first day and its first day after, where a change gives them."""
    begins: dict[Key, Bound] = {}
    ends: dict[Key, Bound] = {}
    for event in graph.subjects(RDF.type, ORG.ChangeEvent):
        day = Bound.on(days.exact(str(graph.value(event, DCTERMS.date))[:10]))
        before = {_key(one) for one in graph.objects(event, ORG.originalOrganization)}
        after = {_key(one) for one in graph.objects(event, ORG.resultingOrganization)}
        begins |= dict.fromkeys(after - before, day)
        ends |= dict.fromkeys(before - after, day)
    return {key: (begins.get(key), ends.get(key)) for key in {*begins, *ends}}


def _organisation(
    graph: Graph,
    organisation: object,
    lines: dict[str, tuple[str, int]],
    ends: dict[Key, tuple[Bound | None, Bound | None]],
    report: Report,
) -> Body:
    subject, key = URIRef(str(organisation)), _key(organisation)
    file, row = lines.get(str(subject), ("", 0))
    begin, end = ends.get(key, (None, None))
    status = graph.value(subject, REGORG.orgStatus)
    if status not in (None, ACTIVE, NOT_ACTIVE):
        report.warn(file, row, Finding("organisations.status_not_known", None, {"status": str(status)}))
    end = end or (Bound.by(SNAPSHOT) if status == NOT_ACTIVE else Bound.open())
    latest = SNAPSHOT if end.is_open else date.fromordinal(end.latest.toordinal() - 1)
    period = Period(begin or Bound.by(latest), end)
    concept = graph.value(subject, ORG.classification)
    return Body(
        key=key,
        exists=(period,),
        names=(SaidName(name=_labels(graph, subject)),),
        classes=(SaidClass(kind=_kind(concept)),) if concept is not None else (),
        numbers=tuple(_numbers(graph, subject)),
        file=file,
        row=row,
        source=str(subject),
    )


def _labels(graph: Graph, subject: URIRef) -> Translated:
    """The preferred labels; those without a language are Dutch, as all of the source is."""
    labels = graph.objects(subject, SKOS.prefLabel)
    return Translated({getattr(label, "language", None) or "nl": str(label) for label in labels})


def _numbers(graph: Graph, subject: URIRef) -> Iterator[SaidNumber]:
    for identifier in sorted(graph.objects(subject, ADMS.identifier), key=str):
        notation = graph.value(identifier, SKOS.notation)
        structured = graph.value(identifier, GENERIEK.gestructureerdeIdentificator)
        value = graph.value(structured, GENERIEK.lokaleIdentificator) if structured is not None else None
        if notation is not None and value is not None and str(value).strip():
            yield SaidNumber(
                scheme="be-" + "-".join(fold(str(notation)).replace("-", " ").split()), value=str(value).strip()
            )


def _territory(graph: Graph, concept: object, lines: dict[str, tuple[str, int]]) -> Body:
    """A territory that carries a NIS code: a region, a province, an arrondissement or a commune."""
    subject = URIRef(str(concept))
    file, row = lines.get(str(subject), ("", 0))
    begin, end = (str(graph.value(subject, day))[:10] for day in (SCHEMA.startDate, SCHEMA.endDate))
    period = Period.since(days.exact(begin), None if end == NEVER else days.exact(end))
    above = [str(graph.value(one, SKOS.notation)) for one in sorted(graph.objects(subject, SKOS.broader), key=str)]
    return Body(
        key=(NIS, str(graph.value(subject, SKOS.notation))),
        exists=(period,),
        names=(SaidName(name=_labels(graph, subject)),),
        classes=(SaidClass(kind=NIS_KIND),),
        places=tuple(SaidPlace(parent=(NIS, code)) for code in above),
        file=file,
        row=row,
        source=str(subject),
    )


def _changes(graph: Graph, lines: dict[str, tuple[str, int]]) -> Iterator[SaidChange]:
    sides: defaultdict[URIRef, tuple[set[Key], set[Key]]] = defaultdict(lambda: (set(), set()))
    for event in sorted(graph.subjects(RDF.type, ORG.ChangeEvent), key=str):
        subject = URIRef(str(event))
        before, after = sides[subject]
        before |= {_key(one) for one in graph.objects(subject, ORG.originalOrganization)}
        after |= {_key(one) for one in graph.objects(subject, ORG.resultingOrganization)}
        file, row = lines.get(str(subject), ("", 0))
        yield SaidChange(
            kind=(ChangeKind.MERGED if len(before) > 1 else ChangeKind.TRANSFERRED).value,
            day=Bound.on(days.exact(str(graph.value(subject, DCTERMS.date))[:10])),
            before=tuple(sorted(before)),
            after=tuple(sorted(after)),
            file=file,
            row=row,
            note=str(graph.value(subject, DCTERMS.description) or ""),
        )


PROFILE = Profile(NAME, _("Organisations of Flanders and their mergers (W3C ORG, Turtle)"), read)
