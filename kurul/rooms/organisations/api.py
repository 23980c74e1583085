"""The registry of bodies over the API: the pattern for the other rooms."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import Id, Page, Paging, Part, part_of, register_router, with_look
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.rooms.organisations import actions, queries
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.permissions import KEEP_REGISTRY

router = Router(tags=["organisations"])


class NamedOut(Schema):
    """A body by its name on the day looked at."""

    id: int
    name: dict[str, str] = Field(description="Text by language; a language without text is absent.")
    abbreviation: str


class OrganisationOut(NamedOut):
    """One line of the list."""

    kind: dict[str, str] | None = Field(description="Null where it is not known.")
    level: dict[str, str] | None = Field(description="Null where it is not known or does not apply.")
    parent: NamedOut | None
    certainty: str = Field(description="yes, or not_known where no source says that it existed on the day.")
    basis: str = Field(description="stated, inferred or illustrative.")


class IdentifierOut(Schema):
    """A number in a scheme."""

    scheme: str
    value: str
    url: str = Field(description="Its address by its scheme; empty where there is none.")


class OrganisationPageOut(NamedOut):
    """One body on the day looked at."""

    kind: str | None
    level: str | None
    exists: str = Field(description="Period as FIRST/END, END not included; ? is not known, nothing after / is open.")
    certainty: str
    chain: list[NamedOut] = Field(description="The bodies above, nearest first.")
    identifiers: list[IdentifierOut]
    role_note: dict[str, str]
    source: str
    basis: str
    version: int


class InstrumentOut(Schema):
    """The legal basis of a change."""

    id: int
    title: str


class ChangeOut(Schema):
    """Something that happened to bodies on one day."""

    id: int
    kind: str = Field(
        description="founded, renamed, moved, reclassified, split, merged, absorbed, transferred or abolished."
    )
    day: str = Field(description="2016-07-19, 2016-07, 2016, ..2016-07-19 or ? for not known.")
    before: list[NamedOut] = Field(description="The bodies that were there before it.")
    after: list[NamedOut] = Field(description="The bodies that are there after it.")
    instrument: InstrumentOut | None = Field(description="Null where the legal basis is not known.")
    note: str
    basis: str = Field(description="stated, inferred or illustrative.")
    caused_by: int | None = Field(description="The larger change of which this one is a consequence.")
    reorganisation: int | None


class SuccessionOut(Schema):
    """One link of a line: the second body came out of the first."""

    of: NamedOut
    to: NamedOut
    kind: str
    day: str
    change: int
    happened: str = Field(description="Whether its day had come on the day looked at: yes, no or not_known.")


class LinesOut(Schema):
    """Everything out of which a body came, and everything that came out of it, over any number of changes."""

    predecessors: list[SuccessionOut]
    successors: list[SuccessionOut]


class UnitOut(Schema):
    """A body that should have such a unit."""

    body: NamedOut
    kind: str
    state: str = Field(description="raised (above the usual level), has, has_not, or not_known.")
    unit: NamedOut | None
    level: str | None = Field(description="Null where it has none or its level is not known.")
    since: str | None = Field(description="Since when the unit exists.")
    level_since: str | None = Field(description="Since when it stands at this level.")


class ChangeQuery(Schema):
    """What the list of changes is narrowed to."""

    kind: str = Field("", max_length=12)
    without_instrument: bool = Field(False, description="Only those whose legal basis is not known.")


class UnitQuery(Schema):
    """What the list of units is narrowed to."""

    state: str = Field("", max_length=12, description="A state, or having for has and raised.")
    group: str = Field("", max_length=60, description="A group of kinds, such as central or local.")
    level: str = Field("", max_length=60)


class ListQuery(Schema):
    """What the list is narrowed to."""

    q: str = Field("", max_length=200, description="Part of a name, old names too.")
    kind: str = Field("", max_length=60)
    level: str = Field("", max_length=60)
    under: Id | None = None
    perhaps: bool = Field(False, description="Also bodies of which it is not known whether they existed on the day.")


class NameIn(Schema):
    """A new name from a day on."""

    name: dict[str, str] = Field(description="Text by language.")
    abbreviation: str = Field("", max_length=60)
    day: str = Field(description="2016-07-19, 2016-07, 2016, ..2016-07-19 or ?", max_length=30)
    version: int = Field(ge=1, le=2**31 - 1, description="The version that was read.")


def _named(body: queries.Named) -> dict[str, Any]:
    return {"id": body.id, "name": dict(body.name), "abbreviation": body.abbreviation}


def _line(row: queries.Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": dict(row.name),
        "abbreviation": row.abbreviation,
        "kind": dict(row.kind) if row.kind else None,
        "level": dict(row.level) if row.level else None,
        "parent": _named(row.parent) if row.parent else None,
        "certainty": row.certainty,
        "basis": row.basis,
    }


def _page(found: queries.Page) -> dict[str, Any]:
    return {
        **_named(found.name),
        "kind": found.kind.code if found.kind else None,
        "level": found.level.code if found.level else None,
        "exists": str(found.existence),
        "certainty": found.certainty,
        "chain": [_named(above) for above in found.chain],
        "identifiers": [{"scheme": row.scheme, "value": row.value, "url": row.url} for row in found.identifiers],
        "role_note": dict(found.role_note),
        "source": found.source,
        "basis": found.basis,
        "version": found.version,
    }


@router.get("", response=Page[OrganisationOut], summary="Bodies and units on a day")
@anonymous
@with_look
def organisations(request: PageRequest, paging: Query[Paging], query: Query[ListQuery]) -> Part[Any]:
    """Bodies and units that exist on the day looked at, by name."""
    filters = queries.Filters(query.q, query.kind, query.level, query.under, query.perhaps)

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        rows = queries.listing(
            filters, request.look, request.actor, language=active_language(), start=start, size=stop - start
        )
        return [_line(row) for row in rows]

    return part_of(request, Rows(fetch, queries.how_many(filters, request.look, request.actor)), paging)


def _change(change: queries.Change) -> dict[str, Any]:
    named = {body.id: _named(body) for body in change.bodies}
    instrument = change.instrument
    return {
        "id": change.id,
        "kind": change.kind,
        "day": str(change.day),
        "before": [named[pk] for pk in change.before],
        "after": [named[pk] for pk in change.after],
        "instrument": {"id": instrument.pk, "title": str(instrument)} if instrument else None,
        "note": change.note,
        "basis": change.basis,
        "caused_by": change.caused_by,
        "reorganisation": change.reorganisation,
    }


@router.get("/changes", response=Page[ChangeOut], summary="What happened to bodies, the latest first")
@anonymous
@with_look
def changes(request: PageRequest, paging: Query[Paging], query: Query[ChangeQuery]) -> Part[Any]:
    """Change events by the knowledge looked with, those to come included."""
    filters = queries.ChangeFilters(query.kind, query.without_instrument)

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        found = queries.changes(filters, request.look, request.actor, start=start, size=stop - start)
        return [_change(change) for change in found]

    return part_of(request, Rows(fetch, queries.how_many_changes(filters, request.look, request.actor)), paging)


@router.get("/units/{code}", response=Page[UnitOut], summary="Bodies with the unit that matters")
@anonymous
@with_look
def units(request: PageRequest, code: str, paging: Query[Paging], query: Query[UnitQuery]) -> Part[Any]:
    """Bodies that should have such a unit, each with the highest one; 404 for a rule that nobody defined."""
    rule = queries.unit_rule(code)
    if rule is None:
        raise Http404
    survey = queries.Survey(rule, request.look, request.actor)
    filters = queries.UnitFilters(query.state, query.group, query.level)
    day = request.look.day
    found = survey.numbers(day, filters, active_language())

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        return [_unit(row) for row in survey.part(found[start:stop], day)]

    return part_of(request, Rows(fetch, len(found)), paging)


def _unit(row: queries.UnitRow) -> dict[str, Any]:
    assert row.name is not None
    return {
        "body": _named(row.name),
        "kind": row.kind.code,
        "state": row.state,
        "unit": _named(row.unit_name) if row.unit_name else None,
        "level": row.level.code if row.level else None,
        "since": str(row.since) if row.since else None,
        "level_since": str(row.level_since) if row.level_since else None,
    }


@router.get("/{pk}/changes", response=list[ChangeOut], summary="What happened to one body")
@anonymous
@with_look
def changes_of_one(request: PageRequest, pk: Id) -> list[dict[str, Any]]:
    """The change events in which a body takes part, the earliest first; 404 when there is no such body."""
    if queries.page(pk, request.look, request.actor, whole=False) is None:
        raise Http404
    return [_change(change) for change in queries.changes_of_one(pk, request.look, request.actor)]


@router.get("/{pk}/lines", response=LinesOut, summary="Predecessors and successors of one body")
@anonymous
@with_look
def lines(request: PageRequest, pk: Id) -> dict[str, Any]:
    """Who came before and after a body, followed over any number of changes; 404 when there is no such body."""
    if queries.page(pk, request.look, request.actor, whole=False) is None:
        raise Http404
    before, after = queries.predecessors(pk, request.look), queries.successors(pk, request.look)
    names = queries.latest_named({number for link in (*before, *after) for number in (link.of, link.to)}, request.look)
    return {
        "predecessors": [_link(link, names) for link in before],
        "successors": [_link(link, names) for link in after],
    }


def _link(link: queries.Succession, names: Mapping[int, queries.Named]) -> dict[str, Any]:
    return {
        "of": _named(names[link.of]),
        "to": _named(names[link.to]),
        "kind": link.kind,
        "day": str(link.day),
        "change": link.event,
        "happened": link.happened,
    }


@router.get("/{pk}", response=OrganisationPageOut, summary="One body or unit on a day")
@anonymous
@with_look
def organisation(request: PageRequest, pk: Id) -> dict[str, Any]:
    """One body or unit, with those above it; 404 when there is none by the knowledge looked with."""
    found = queries.page(pk, request.look, request.actor, language=active_language())
    if found is None:
        raise Http404
    return _page(found)


@router.post("/{pk}/names", response=OrganisationPageOut, summary="Record a new name")
@needs(KEEP_REGISTRY)
def rename(request: PageRequest, pk: Id, body: NameIn) -> dict[str, Any]:
    """The body is called otherwise from a day on; 409 when the record has changed since `version`."""
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    actions.rename(
        organisation=found,
        name=Translated(body.name),
        abbreviation=body.abbreviation,
        day=read_day(body.day),
        version=body.version,
        by=request.actor,
    )
    after = queries.page(pk, request.look, request.actor)
    assert after is not None
    return _page(after)


def read_day(text: str) -> Bound:
    """A day as the API takes it; raises Refused with the code organisations.not_a_day."""
    try:
        if not text.strip():  # to Bound it is "no end", and no day
            raise ValueError(text)
        return Bound.read(text)
    except ValueError as error:
        raise Refused(Finding("organisations.not_a_day", "day", {"text": text})) from error


register_router("/organisations", router)
