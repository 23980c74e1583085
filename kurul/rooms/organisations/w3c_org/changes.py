"""The change events of a graph as the loader of the register takes them."""

from collections.abc import Iterator

from rdflib import Graph
from rdflib.namespace import PROV
from rdflib.term import Node

from kurul.kernel.linked_data import CV, DCTERMS, KURUL, ORG, RDF, read_basis, read_bound
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.actions import SaidChange
from kurul.rooms.organisations.models import ChangeKind
from kurul.rooms.organisations.w3c_org.bodies import Reading, key_of


def changes_of(source: Graph, reading: Reading) -> Iterator[SaidChange]:
    """All change events. What kind one is, a file of another leaves to be seen from its sides; that is inferred.

    Raises ValueError for what is no day or kind.
    """
    events = {*source.subjects(RDF.type, ORG.ChangeEvent), *source.subjects(RDF.type, CV.FoundationEvent)}
    for node in sorted(events, key=str):
        before = _sides(source, node, ORG.originalOrganization, ORG.changedBy)
        after = _sides(source, node, ORG.resultingOrganization, ORG.resultedFrom)
        framework = source.value(node, CV.hasFormalFramework)
        said = source.value(node, KURUL.changeKind)
        day = source.value(node, DCTERMS.date) or source.value(node, PROV.startedAtTime)
        if not (before or after):
            reading.left_out["empty_changes_left_out"] += 1
            continue
        yield SaidChange(
            kind=ChangeKind(str(said)).value if said is not None else _kind_of(source, node, before, after),
            day=read_bound(day, Bound.unknown()),
            before=tuple(key_of(one) for one in before),
            after=tuple(key_of(one) for one in after),
            note=str(source.value(node, DCTERMS.description) or ""),
            basis=read_basis(source, node) if said is not None else Basis.INFERRED,
            instrument=reading.instruments.get(framework) if framework is not None else None,
            file=reading.file,
            row=0,
        )


def _sides(source: Graph, event: Node, towards: Node, back: Node) -> list[Node]:
    found = {*source.objects(event, towards), *source.subjects(back, event)}
    return sorted(found, key=str)


def _kind_of(source: Graph, node: Node, before: list[Node], after: list[Node]) -> str:
    """What kind of change its sides show."""
    if not before or (node, RDF.type, CV.FoundationEvent) in source:
        return ChangeKind.FOUNDED.value
    if not after:
        return ChangeKind.ABOLISHED.value
    if set(after) < set(before):
        return ChangeKind.ABSORBED.value
    if len(before) > 1 and len(after) == 1:
        return ChangeKind.MERGED.value
    if len(after) > 1:
        return ChangeKind.SPLIT.value
    return ChangeKind.TRANSFERRED.value
