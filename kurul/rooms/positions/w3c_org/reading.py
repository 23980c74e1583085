"""Reading posts, memberships and persons of W3C ORG: our own files to the last fact, plain ORG as far as it goes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from kurul.kernel.identity.actors import Actor
from kurul.kernel.imports import days
from kurul.kernel.linked_data import (
    ADMS,
    FOAF,
    KURUL,
    NOT_SAID,
    ORG,
    RDF,
    SKOS,
    read_basis,
    read_period,
    read_texts,
)
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, NotADay, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import URI
from kurul.rooms.people.public import NameGiven, PersonGiven, load_persons
from kurul.rooms.positions.actions import (
    AppointmentGiven,
    FunctionGiven,
    LineGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TermsGiven,
    TitleGiven,
    load_posts,
)
from kurul.rooms.positions.actions.given import TERMS
from kurul.rooms.positions.models import Capacity

SOURCE = "cpov"
UNKNOWN = Period.since(Bound.unknown())
NOT_AS_EXPECTED = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError)


class Words:
    """The kinds of posts and functions that a graph names, by code."""

    def __init__(self, source: Graph) -> None:
        self.source = source
        self.kinds: dict[str, Translated] = {}
        self.functions: dict[str, Translated] = {}

    def kind(self, node: Node | None) -> str:
        """The code of a kind of post."""
        return self._code(node, self.kinds, "post")

    def function(self, node: Node | None) -> str:
        """The code of a function."""
        return self._code(node, self.functions, "function")

    def _code(self, node: Node | None, known: dict[str, Translated], otherwise: str) -> str:
        notation = None if node is None else self.source.value(node, SKOS.notation)
        last = otherwise if node is None else str(node).rstrip("/#").replace("#", "/").rpartition("/")[2]
        code = str(notation or last or otherwise)[:60]
        name = Translated() if node is None else read_texts(self.source, node, SKOS.prefLabel)
        known.setdefault(code, name or Translated({NOT_SAID: code}))
        return code


def read_posts(*, graph: Graph, reading: Any, by: Actor, numbers: dict[Node, int]) -> Iterator[Refused]:
    """Load the persons, posts and memberships of a graph; gives a refusal when it cannot be read."""
    words = Words(graph)
    try:
        persons = [_person(graph, node, reading.file) for node in _named(graph, FOAF.Person)]
        nodes = [node for node in _named(graph, ORG.Post) if _body(graph, node) in numbers]
        people: dict[tuple[str, str], int] = {}
        if persons:
            people = load_persons(persons=persons, source=SOURCE, by=by, report=reading.report)
        posts = [_post(graph, node, reading, numbers, people, words) for node in nodes]
    except NotADay as error:
        yield days.refusal(error, reading.file)
        return
    except NOT_AS_EXPECTED as error:
        params = {"file": reading.file, "row": 0, "problem": f"{type(error).__name__}: {error}"[:300]}
        yield Refused(Finding("positions.file_not_readable", None, params))
        return
    if missing := len(_named(graph, ORG.Post)) - len(nodes):
        reading.report.warn(reading.file, 0, Finding("positions.posts_left_out", None, {"count": missing}))
    if posts:
        load_posts(
            posts=posts, kinds=words.kinds, functions=words.functions, source=SOURCE, by=by, report=reading.report
        )


def _named(source: Graph, kind: URIRef) -> list[URIRef]:
    found = (node for node in source.subjects(RDF.type, kind) if isinstance(node, URIRef))
    return sorted(set(found), key=str)


def _body(source: Graph, post: Node) -> Node | None:
    placed = source.value(post, KURUL.wasPostIn)
    body = source.value(placed, KURUL.body) if placed is not None else None
    return body or source.value(post, ORG.postIn) or next(source.subjects(ORG.hasPost, post), None)


def _person(source: Graph, node: URIRef, file: str) -> PersonGiven:
    names = tuple(
        NameGiven(
            str(source.value(said, FOAF.givenName) or ""),
            str(source.value(said, FOAF.familyName) or ""),
            str(source.value(said, FOAF.title) or ""),
            read_period(source, said),
        )
        for said in source.objects(node, KURUL.wasCalled)
    )
    keys = [
        (str(source.value(key, KURUL.scheme) or "identifier"), str(source.value(key, SKOS.notation)))
        for key in source.objects(node, ADMS.identifier)
    ]
    return PersonGiven(
        key=(URI, str(node)),
        names=names or (_plain_name(source, node),),
        further=tuple(sorted(keys)),
        basis=read_basis(source, node),
        file=file,
        row=0,
    )


def _plain_name(source: Graph, node: URIRef) -> NameGiven:
    """A name that another wrote: its parts where they are said, else all of it as the given name."""
    given, family = source.value(node, FOAF.givenName), source.value(node, FOAF.familyName)
    if given is not None:
        return NameGiven(str(given), str(family or ""))
    return NameGiven(str(source.value(node, FOAF.name) or ""))


def _post(
    source: Graph,
    node: URIRef,
    reading: Any,
    numbers: dict[Node, int],
    people: dict[tuple[str, str], int],
    words: Words,
) -> PostGiven:
    is_own = (node, KURUL.existed, None) in source
    allowed = source.value(node, KURUL.holdersAllowed)
    facts = _own(source, node, reading, numbers, words) if is_own else _plain(source, node, numbers, words)
    return PostGiven(
        key=(URI, str(node)),
        file=reading.file,
        row=0,
        basis=read_basis(source, node),
        source=str(source.value(node, KURUL.source) or ""),
        holders_allowed=int(str(allowed)) if allowed is not None else _places(source, node, is_own=is_own),
        further=tuple(
            sorted(
                (str(source.value(key, KURUL.scheme) or "identifier"), str(source.value(key, SKOS.notation)))
                for key in source.objects(node, KURUL.wasNumbered)
            )
        ),
        appointments=tuple(_appointments(source, node, reading, people)),
        **facts,
    )


def _own(source: Graph, node: URIRef, reading: Any, numbers: dict[Node, int], words: Words) -> dict[str, Any]:
    def said(predicate: URIRef) -> Iterator[tuple[Node, dict[str, Any]]]:
        for statement in source.objects(node, predicate):
            yield statement, reading.stated(source, statement)

    return {
        "existence": tuple(Stated(**stated) for _one, stated in said(KURUL.existed)),
        "titles": tuple(
            TitleGiven(
                title=read_texts(source, one, SKOS.prefLabel), kind=words.kind(source.value(one, KURUL.kind)), **stated
            )
            for one, stated in said(KURUL.wasCalled)
        ),
        "placements": tuple(
            PlacementGiven(organisation=numbers[_value(source, one, KURUL.body)], **stated)
            for one, stated in said(KURUL.wasPostIn)
        ),
        "portfolio": tuple(
            FunctionGiven(function=words.function(source.value(one, KURUL.function)), **stated)
            for one, stated in said(KURUL.hadFunction)
        ),
        "terms": tuple(TermsGiven(**_terms(source, one), **stated) for one, stated in said(KURUL.hadTerms)),
        "lines": tuple(
            LineGiven(superior=(URI, str(source.value(one, KURUL.superior))), **stated)
            for one, stated in said(KURUL.reportedTo)
        ),
    }


def _value(source: Graph, node: Node, predicate: URIRef) -> Node:
    found = source.value(node, predicate)
    if found is None:
        raise ValueError(f"{node} lacks {predicate}.")
    return found


def _terms(source: Graph, node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in TERMS:
        value = source.value(node, KURUL[name])
        if value is not None:
            found[name] = {"full_time": lambda v: Decimal(str(v)), "is_key": lambda v: str(v) == "true"}.get(name, str)(
                value
            )
    return found


def _plain(source: Graph, node: URIRef, numbers: dict[Node, int], words: Words) -> dict[str, Any]:
    """What plain ORG says of a post: since when it holds, it does not."""
    superior = source.value(node, ORG.reportsTo)
    body = _body(source, node)
    title = read_texts(source, node, SKOS.prefLabel) or Translated({NOT_SAID: str(node).rpartition("/")[2]})
    return {
        "existence": (Stated(period=UNKNOWN),),
        "titles": (TitleGiven(period=UNKNOWN, title=title, kind=words.kind(source.value(node, ORG.role))),),
        "placements": (PlacementGiven(period=UNKNOWN, organisation=numbers[body]),) if body is not None else (),
        "lines": (LineGiven(period=UNKNOWN, superior=(URI, str(superior))),) if superior is not None else None,
    }


def _places(source: Graph, node: URIRef, *, is_own: bool) -> int:
    return 1 if is_own else max(1, len(set(source.objects(node, ORG.heldBy))))


def _appointments(
    source: Graph, node: URIRef, reading: Any, people: dict[tuple[str, str], int]
) -> Iterator[AppointmentGiven]:
    own = list(source.objects(node, KURUL.wasHeld))
    for one in own:
        person = people.get((URI, str(source.value(one, ORG.member))))
        if person is None:
            key = str(source.value(one, ORG.member))
            reading.report.warn(reading.file, 0, Finding("positions.person_not_in_file", None, {"key": key}))
            continue
        yield AppointmentGiven(
            person=person,
            capacity=str(source.value(one, KURUL.capacity) or Capacity.SUBSTANTIVE.value),
            absence=str(source.value(one, KURUL.absence) or ""),
            left_early=source.value(one, KURUL.leftEarly) is not None,
            file=reading.file,
            row=0,
            **reading.stated(source, one),
        )
    if not own:
        for holder in sorted(source.objects(node, ORG.heldBy), key=str):
            if (URI, str(holder)) in people:
                number = people[URI, str(holder)]
                yield AppointmentGiven(period=UNKNOWN, person=number, file=reading.file, row=0)
