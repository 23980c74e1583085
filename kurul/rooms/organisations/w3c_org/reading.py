"""Reading W3C ORG and CPOV: our own files to the last fact, those of others as far as they go.

A body is known again by its address (scheme "uri"). What a file of another says without days holds for as long as the
body exists; since when that is, it mostly does not say, and then it is not known. Nothing is ever fetched.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import Report, days
from kurul.kernel.linked_data import CV, ORG, RDF, read_basis
from kurul.kernel.linked_data.graph_reading import NotAGraph, TooLarge, WouldFetch, read_into
from kurul.kernel.linked_data.streams import PARSERS
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.slots import contributions
from kurul.kernel.temporal.bounds import NotADay
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument, InstrumentLine, load_instruments
from kurul.rooms.organisations.actions import load_register
from kurul.rooms.organisations.models import Kind, Level
from kurul.rooms.organisations.queries import URI, bodies_by_key
from kurul.rooms.organisations.w3c_org.bodies import Reading, body_of
from kurul.rooms.organisations.w3c_org.changes import changes_of
from kurul.rooms.organisations.w3c_org.concepts import read_instruments

# `contributions.ask(READ, graph, reading, by, numbers)` lets higher rooms read what they know (posts, memberships);
# `numbers` are the bodies by their address, `reading` tells the file, report and instruments.
READ = "organisations.read_linked_data"
SOURCE = "cpov"
BODIES = (CV.PublicOrganisation, ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalUnit)
NOT_AS_EXPECTED = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, SyntaxError)
CONTEXT = Path(__file__).with_name("cpov-context-2.1.2.jsonld")
# Where SEMIC publishes it; the copy here stands for every release.
KNOWN_CONTEXTS = ("semiceu.github.io/", "core-public-organisation-ap")


def read_cpov(files: Sequence[Path], by: Actor, report: Report) -> None:
    """Turtle, JSON-LD or RDF/XML files, told apart by their endings."""
    for path in files:
        reading = Reading(path.name, report)
        try:
            source = parsed(path)
            lines = read_instruments(source, path.name)
        except Refused:
            raise
        except Exception as error:  # the parsers of rdflib raise errors of many kinds
            raise not_readable(path.name, error) from error
        _load_instruments(source, lines, by, report)
        codes = {line.code: node for node, line in lines.items()}
        found = Instrument.objects.filter(code__in=list(codes)).values_list("code", "pk")
        reading.instruments = {codes[code]: number for code, number in found}
        _load_bodies(source, reading, by)
        for refused in contributions.ask(READ, graph=source, reading=reading, by=by, numbers=_numbers(source)):
            raise refused


def _load_instruments(source: Graph, lines: dict[Node, InstrumentLine], by: Actor, report: Report) -> None:
    """The instruments of a file, those that rest on the same basis together."""
    rests = {node: read_basis(source, node) for node in lines}
    for basis in Basis:
        some = [line for node, line in lines.items() if rests[node] is basis]
        if some:
            with resting_on(basis):
                load_instruments(lines=some, by=by, report=report, source=SOURCE)


def not_readable(file: str, error: Exception) -> Refused:
    """The refusal of a file that is not what its name says."""
    if isinstance(error, NotADay):
        return days.refusal(error, file)
    problem = (str(error) if isinstance(error, NotAGraph) else f"{type(error).__name__}: {error}")[:300]
    return Refused(Finding("organisations.file_not_readable", None, {"file": file, "row": 0, "problem": problem}))


def parsed(path: Path) -> Graph:
    """The graph of a file. Raises Refused for an ending that is none of ours or a context that would be fetched."""
    form = PARSERS.get(path.suffix.removeprefix(".").lower())
    if form is None:
        params = {"file": path.name, "row": 0, "ending": path.suffix}
        raise Refused(Finding("organisations.form_not_known", None, params))
    made = Graph(bind_namespaces="none")
    try:
        read_into(made, path, form, (str(CONTEXT), *KNOWN_CONTEXTS))
    except WouldFetch as fetched:
        raise Refused(_fetched(str(fetched), path.name)) from fetched
    except TooLarge as error:
        raise Refused(Finding("organisations.graph_too_large", None, {"file": path.name, "row": 0})) from error
    return made


def _fetched(address: str, file: str) -> Finding:
    return Finding("organisations.context_not_fetched", None, {"file": file, "row": 0, "address": address})


def _subjects(source: Graph) -> list[URIRef]:
    found = {subject for kind in BODIES for subject in source.subjects(RDF.type, kind)}
    return sorted((subject for subject in found if isinstance(subject, URIRef)), key=str)


def _numbers(source: Graph) -> dict[Node, int]:
    subjects = _subjects(source)
    known = bodies_by_key([(URI, str(subject)) for subject in subjects])
    return {subject: known[URI, str(subject)] for subject in subjects if (URI, str(subject)) in known}


def _load_bodies(source: Graph, reading: Reading, by: Actor) -> None:
    held_kinds = {kind.code: kind.is_unit for kind in Kind.objects.all()}
    try:
        bodies = [body_of(source, subject, reading) for subject in _subjects(source)]
        changes = list(changes_of(source, reading))
    except NOT_AS_EXPECTED as error:
        raise not_readable(reading.file, error) from error
    levels: dict[str, tuple[int, Translated]] = {
        code: said for code, said in reading.levels.items() if not Level.objects.filter(code=code).exists()
    }
    load_register(
        bodies=bodies,
        kinds=reading.kinds,
        units=[code for code in reading.units if code not in held_kinds],
        levels=levels | {level.code: (level.rank, level.name) for level in Level.objects.all()},
        changes=changes,
        by=by,
        report=reading.report,
        source=SOURCE,
        dangling="warn",
    )
    for finding in _left_out(reading.left_out):
        reading.report.warn(reading.file, 0, finding)


def _left_out(counts: Counter[str]) -> Iterator[Finding]:
    for what, count in sorted(counts.items()):
        yield Finding(f"organisations.{what}", None, {"count": count})
