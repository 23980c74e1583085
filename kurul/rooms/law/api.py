"""Law over the API: instruments, their provisions as a tree, what rests on them."""

from typing import Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import Id, Page, Paging, Part, part_of, register_router, with_look
from kurul.kernel.translated import active_language
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.rooms.law import queries

router = Router(tags=["law"])
DAY = "2016-07-19, 2016-07, 2016, ..2016-07-19, or ? where it is not known."


class InstrumentOut(Schema):
    """One line of the list."""

    id: int
    code: str
    kind: dict[str, str] = Field(description="Text by language; a language without text is absent.")
    number: str
    title: dict[str, str]
    issued: str = Field(description=DAY)
    gazetted: str = Field(description=DAY)
    in_force: str = Field(description="yes, no or not_known, on the day looked at.")
    basis: str = Field(description="stated, inferred or illustrative.")


class RelationOut(Schema):
    """What an instrument does to another one, as one of the two tells it."""

    kind: str = Field(description="amends, repeals, replaces or rests_on.")
    acts: bool = Field(description="Whether this instrument does it; otherwise the other one does it to this one.")
    other: int
    other_cited: str
    provision: int | None = Field(description="Of this instrument; null: the whole, or not known.")
    day: str = Field(description="From which it takes effect. " + DAY)
    certainty: str = Field(description="Whether it has taken effect by the day looked at: yes, no or not_known.")
    basis: str


class InstrumentPageOut(Schema):
    """One instrument on the day looked at."""

    id: int
    code: str
    cited: str
    eli: str | None = Field(description="Path on this site; null where its number or year is not known.")
    kind: str
    number: str
    title: dict[str, str]
    issued: str = Field(description=DAY)
    gazette_number: str
    gazetted: str = Field(description=DAY)
    entered_into_force: str = Field(description=DAY)
    in_force: str = Field(description="yes, no or not_known, on the day looked at.")
    why: str = Field(description="stands, ended, not_issued, not_yet, start_not_known or end_not_known.")
    ended_by: int | None = Field(description="The instrument that repeals or replaces it, or may do so by the day.")
    issuing_body: dict[str, str]
    status_note: dict[str, str]
    source: str
    inferred: list[str] = Field(description="The values that no source states.")
    basis: str
    version: int
    relations: list[RelationOut]


class ProvisionOut(Schema):
    """One provision on the day looked at, with those that stand under it."""

    id: int
    kind: str | None = Field(description="Null where no source says what it is.")
    label: str
    cited: str
    eli: str | None
    text: dict[str, str]
    state: str = Field(description="stands, perhaps or repealed.")
    since: str = Field(description="From when it reads so; empty: ever since there is the instrument. " + DAY)
    amended_by: int | None = Field(description="The instrument that gave it this wording.")
    repealed_by: int | None
    rests_on_it: int = Field(description="How many records cite it.")
    basis: str
    parts: list["ProvisionOut"]


class RestingOut(Schema):
    """One statement of a room that rests on an instrument."""

    kind: str
    label: str
    valid: str = Field(description="Period as FIRST/END, END not included; ? is not known, nothing after / is open.")
    certainty: str
    provision: int | None
    basis: str


class ListQuery(Schema):
    """What the list is narrowed to."""

    q: str = Field("", max_length=200, description="Part of a title, number, issuing body or provision.")
    kind: str = Field("", max_length=60)
    year: int | None = Field(None, ge=1, le=9998, description="Certainly signed or published in that year.")
    force: str = Field("", pattern="^(in_force|ended)?$", description="in_force or ended, on the day looked at.")


def _line(row: queries.Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "code": row.code,
        "kind": dict(row.kind),
        "number": row.number,
        "title": dict(row.title),
        "issued": str(row.issued),
        "gazetted": str(row.gazetted),
        "in_force": row.force.certainty,
        "basis": row.basis,
    }


def _page(found: queries.Page, relations: tuple[queries.Told, ...]) -> dict[str, Any]:
    said, force = found.said, found.force
    return {
        "id": found.id,
        "code": found.code,
        "cited": found.cited,
        "eli": _eli(found.eli),
        "kind": said.kind.code,
        "number": said.number,
        "title": dict(said.title),
        "issued": str(said.issued),
        "gazette_number": said.gazette_number,
        "gazetted": str(said.gazetted),
        "entered_into_force": str(said.in_force),
        "in_force": force.certainty,
        "why": force.why,
        "ended_by": force.ending.instrument_id if force.ending else None,
        "issuing_body": dict(said.issuing_body),
        "status_note": dict(said.status_note),
        "source": said.source,
        "inferred": sorted(found.inferred),
        "basis": found.basis,
        "version": found.version,
        "relations": [_relation(line) for line in relations],
    }


def _relation(line: queries.Told) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "acts": line.side is queries.Side.ACTS,
        "other": line.other.pk,
        "other_cited": line.other_cited,
        "provision": line.own_provision,
        "day": str(line.day),
        "certainty": line.certainty,
        "basis": line.basis,
    }


def _eli(path: str | None) -> str | None:
    return f"/eli/{path}" if path else None


def _node(node: queries.Node, found: queries.Page) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind.code if node.kind else None,
        "label": node.wording.label,
        "cited": queries.cite(found.code, found.said, node.steps),
        "eli": _eli(queries.eli_path(found.said, node.steps)),
        "text": dict(node.text),
        "state": node.state,
        "since": "" if node.wording.is_original else str(node.wording.period.start),
        "amended_by": node.came_by.instrument_id if node.came_by else None,
        "repealed_by": node.ended_by.instrument_id if node.ended_by else None,
        "rests_on_it": node.citations,
        "basis": node.basis,
        "parts": [_node(child, found) for child in node.children],
    }


@router.get("", response=Page[InstrumentOut], summary="Legal instruments")
@anonymous
@with_look
def instruments(request: PageRequest, paging: Query[Paging], query: Query[ListQuery]) -> Part[Any]:
    """Legal instruments by title, each with whether it is in force on the day looked at."""
    filters = queries.Filters(text=query.q, kind=query.kind, year=query.year, force=query.force)

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        rows = queries.listing(
            filters, request.look, request.actor, language=active_language(), start=start, size=stop - start
        )
        return [_line(row) for row in rows]

    return part_of(request, Rows(fetch, queries.how_many(filters, request.look, request.actor)), paging)


@router.get("/{pk}", response=InstrumentPageOut, summary="One instrument on a day")
@anonymous
@with_look
def instrument(request: PageRequest, pk: Id) -> dict[str, Any]:
    """One instrument with its relations; 404 when there is none by the knowledge looked with."""
    return _page(_found(request, pk), queries.told(pk, request.look, request.actor))


@router.get("/{pk}/provisions", response=list[ProvisionOut], summary="The provisions of an instrument on a day")
@anonymous
@with_look
def provisions(request: PageRequest, pk: Id) -> list[dict[str, Any]]:
    """The provisions as a tree, with the wording of the day looked at; repealed ones with their last one."""
    found = _found(request, pk)
    counts = queries.how_many_citations(pk, request.look, request.actor)
    return [_node(node, found) for node in queries.tree(pk, request.look, request.actor, citations=counts).roots]


@router.get("/{pk}/resting", response=Page[RestingOut], summary="What rests on an instrument on a day")
@anonymous
@with_look
def resting(request: PageRequest, pk: Id, paging: Query[Paging]) -> Part[Any]:
    """Statements of all rooms that rest on the instrument, and citations of its provisions."""
    _found(request, pk)
    rows = [
        {
            "kind": str(row.kind),
            "label": row.label,
            "valid": str(row.period),
            "certainty": row.certainty,
            "provision": row.provision,
            "basis": row.basis,
        }
        for row in queries.resting_on([pk], request.look, request.actor, most=None)
    ]
    return part_of(request, rows, paging)


def _found(request: PageRequest, pk: int) -> queries.Page:
    found = queries.page(pk, request.look, request.actor)
    if found is None:
        raise Http404
    return found


register_router("/law", router)
