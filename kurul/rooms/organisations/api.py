"""The registry of bodies over the API: the pattern for the other rooms."""

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import Id, Page, Paging, Part, part_of, register_router, with_look
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.web.policy import anonymous, needs
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tables import Rows
from kurul.rooms.organisations import actions, forms, queries
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
        "identifiers": [{"scheme": row.scheme, "value": row.value} for row in found.identifiers],
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


class SideOut(Schema):
    """What held on one side of a change."""

    text: str
    period: str | None = Field(description="For which it is held, where something was learnt: FIRST/END.")


class DifferenceOut(Schema):
    """One change."""

    day: str = Field(description="2016-07-19, 2016-07, 2016 or another form of a day that is not known exactly.")
    group: str
    what: str = Field(description="A code: founded, renamed, moved, taken_up, entered …")
    route: str = Field(description="What sort of record it is, by the name of its page.")
    pk: int
    name: str
    before: list[SideOut]
    after: list[SideOut]
    instrument: str | None
    url: str


class DifferenceQuery(Schema):
    """Which two days, whose changes, which ones."""

    first: date | None = Field(
        None, alias="from", description="After this day; the last meeting of a board if left out."
    )
    last: date | None = Field(
        None, alias="to", description="Up to and including this day; the one looked at if left out."
    )
    body: Id | None = Field(None, description="Only of this body and what stood below it on either day.")
    kind: list[str] = Field(default_factory=list, description="Only of these groups: existence, names, holders …")
    by: str = Field("", pattern="^(record)?$", description="`record`: what was learnt between the ends of these days.")
    perhaps: bool = Field(False, description="Also changes whose day is not known to lie between.")


@router.get("/differences", response=Page[DifferenceOut], summary="What changed between two days")
@anonymous
@with_look
def differences(request: PageRequest, paging: Query[Paging], query: Query[DifferenceQuery]) -> Part[Any]:
    """What changed in the world, or in what was known of it, the latest first."""
    first = query.first or queries.asked_since(queries.difference_days(request.look, request.actor), request.look)
    last = query.last or request.look.day
    asked = {**query.dict(), "from": first, "to": last, "body": f"#{query.body}" if query.body else ""}
    form = forms.DifferenceForm(asked, actor=request.actor)
    if not form.is_valid():
        codes = [(name, error.code) for name, errors in form.errors.as_data().items() for error in errors]
        code = "organisations.days_turned" if first > last else "organisations.not_in_difference"
        raise Refused(Finding(code, codes[0][0]))
    between = form.between(request.look)
    found = queries.differences(between, request.actor, body=query.body, wanted=form.wanted)

    def fetch(_order: tuple[str, ...], start: int, stop: int) -> list[dict[str, Any]]:
        shown = found[start:stop]
        return [
            _change(one, said) for one, said in zip(shown, queries.told(shown, between, request.actor), strict=True)
        ]

    return part_of(request, Rows(fetch, len(found)), paging)


def _change(found: queries.Found, said: queries.Difference) -> dict[str, Any]:
    sides = {
        name: [{"text": str(side.text), "period": str(side.period) if side.period else None} for side in given]
        for name, given in (("before", said.before), ("after", said.after))
    }
    return {
        "day": str(said.day),
        "group": found.group,
        "what": found.what,
        "route": said.route,
        "pk": said.pk,
        "name": str(said.name),
        **sides,
        "instrument": str(said.instrument) if said.instrument else None,
        "url": reverse(said.route, args=[said.pk]),
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
