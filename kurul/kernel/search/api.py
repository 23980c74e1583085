"""The search over the API."""

from typing import Any

from django.urls import reverse
from ninja import Field, Query, Router, Schema

from kurul.kernel.api import register_router, with_look
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.search import finding, wording
from kurul.kernel.search.texts import searchable_of
from kurul.kernel.translated import joined
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest

router = Router(tags=["search"])


class HitOut(Schema):
    """One record that was found."""

    ref: str = Field(description="The record, as organisations.organisation:12.")
    name: str = Field(description="What it is called on the day looked at.")
    language: str = Field(description="The language of the name; empty where it has none.")
    why: str = Field(
        description="Why it was found, where the name does not say so: a former name, a number, an article."
    )
    about: str = Field(description="What tells it from others of the same name.")
    is_guess: bool = Field(description="It is only written similarly.")
    url: str


class GroupOut(Schema):
    """What was found of one kind, the best first."""

    kind: str
    label: str
    count: int
    has_more: bool = Field(description="There are more than `count`, which is only how far was counted.")
    hits: list[HitOut]


class FoundOut(Schema):
    """Everything that was found, the kind with the best hit first."""

    text: str
    is_guess: bool = Field(description="Nothing is written just so.")
    groups: list[GroupOut]


class SearchQuery(Schema):
    """What is looked for."""

    q: str = Field(
        "", max_length=finding.LONGEST, description="Words in any order; letter case and accents do not matter."
    )
    kind: str = Field("", max_length=80, description="Only records of this kind, as organisations.organisation.")
    limit: int = Field(finding.SHOWN, ge=1, le=200, description="How many hits of each kind at most.")
    offset: int = Field(0, ge=0, le=finding.MOST_OF_ONE, description="How many hits to skip; only with `kind`.")


@router.get("", response=FoundOut, summary="Find records by name, number or text")
@anonymous
@with_look
def found(request: PageRequest, query: Query[SearchQuery]) -> dict[str, Any]:
    """Bodies, posts, persons, law, boards, decisions, plans and their parts, by what each is or was called."""
    if query.kind and searchable_of(query.kind) is None:
        raise Refused(Finding(wording.NO_SUCH_KIND, "kind", {"kind": query.kind}))
    start = query.offset if query.kind else 0
    result = finding.find(query.q, request.look, request.actor, kind=query.kind, start=start, size=query.limit)
    return {"text": result.text, "is_guess": result.is_guess, "groups": [_group(group) for group in result.groups]}


def _group(group: finding.Group) -> dict[str, Any]:
    return {
        "kind": group.found.kind,
        "label": str(group.found.label),
        "count": group.count,
        "has_more": group.has_more,
        "hits": [
            {
                "ref": f"{hit.kind}:{hit.id}",
                "name": hit.name,
                "language": hit.language,
                "why": hit.why,
                "about": joined(hit.about),
                "is_guess": hit.is_guess,
                "url": reverse(hit.route, args=[hit.id]),
            }
            for hit in group.hits
        ],
    }


register_router("/search", router)
