"""The rights that follow from a post: of whoever certainly holds it or acts for it on the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation

from kurul.kernel.identity.actors import Right
from kurul.kernel.identity.capabilities import ROLE_PREFIX, granted_capabilities
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import certainly, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import chains, scope_of
from kurul.rooms.people.public import person_of
from kurul.rooms.positions.models import Appointment, Capacity, EquivalenceFunction, PortfolioEntry, PostRole, Reach
from kurul.rooms.positions.rules import counts


@dataclass(frozen=True)
class _Holding:
    """A post that somebody certainly holds: its kind, its organisation and the kind of that."""

    appointment: int
    post: int
    post_kind: int
    organisation: int
    organisation_kind: int | None


@dataclass(frozen=True)
class _Terms:
    """A rule as it certainly holds on the day."""

    post_kind: int
    organisation_kind: int
    required: frozenset[str]


def rights_of(account: int, day: date) -> list[Right]:
    """The rights that follow from the posts of the person behind the account: one query for an account without a
    person, two for a person without a post, at most six else.
    """
    person = person_of(account, day)
    holdings = _holdings(person, day) if person is not None else []
    if not holdings:
        return []
    given = list(_roles(holdings, day))
    if not given:
        return []
    wanted = {holding.organisation for holding, role in given if role.reach == Reach.PARENT}
    above = chains(wanted, Look(day)) if wanted else {}
    return [right for holding, role in given for right in _rights(holding, role, above)]


def _rights(holding: _Holding, role: PostRole, above: dict[int, tuple[int, ...]]) -> Iterator[Right]:
    organisation = holding.organisation
    if role.reach == Reach.PARENT:
        chain = above.get(organisation, ())
        if not chain:
            return  # nobody stands above: there is nowhere for the right to hold
        organisation = chain[0]
    for capability in granted_capabilities(f"{ROLE_PREFIX}{role.role}"):
        yield Right(capability, scope_of(organisation), Ref("positions.appointment", holding.appointment))


def _holdings(person: int, day: date) -> list[_Holding]:
    def that_day(relation: str) -> Any:
        return FilteredRelation(relation, condition=held_true(None, f"{relation}__") & certainly(day, f"{relation}__"))

    rows = (
        Appointment.objects.as_of(day)
        .filter(person_id=person, capacity__in=[Capacity.SUBSTANTIVE, Capacity.ACTING])
        .annotate(
            titled=that_day("post__posttitles"),
            placed=that_day("post__postplacements"),
        )
        .annotate(classified=that_day("placed__organisation__classifications"))
        .filter(titled__isnull=False, placed__isnull=False)
        .values_list("pk", "post_id", "titled__kind_id", "placed__organisation_id", "classified__kind_id")
    )
    return [_Holding(*row) for row in rows]


def _roles(holdings: list[_Holding], day: date) -> Iterator[tuple[_Holding, PostRole]]:
    roles = list(PostRole.objects.as_of(day))
    for holding in holdings:
        yield from ((holding, role) for role in roles if role.post_kind_id == holding.post_kind)
    by_rule = [role for role in roles if role.rule_id is not None]
    terms = _terms({role.rule_id for role in by_rule}, day) if by_rule else {}
    posts = {one.post for one in holdings if any(_is_meant(one, found) for found in terms.values())}
    if not posts:
        return
    portfolios: dict[int, dict[str, Certainty]] = {}
    entries = PortfolioEntry.objects.as_of(day).filter(post_id__in=posts).values_list("post_id", "function__code")
    for post, function in entries:
        portfolios.setdefault(post, {})[function] = Certainty.YES
    for holding in holdings:
        for role in by_rule:
            found = terms.get(role.rule_id or 0)
            if found is None or not _is_meant(holding, found):
                continue
            if counts(Certainty.YES, portfolios.get(holding.post, {}), found.required) is Certainty.YES:
                yield holding, role


def _is_meant(holding: _Holding, terms: _Terms) -> bool:
    return (holding.post_kind, holding.organisation_kind) == (terms.post_kind, terms.organisation_kind)


def _terms(rules: set[int | None], day: date) -> dict[int, _Terms]:
    """The rules that certainly hold on the day, with every function that they may require: one query.

    What is not certain must not give a right: a function that may be required counts as required.
    """
    relation = FilteredRelation(
        "rule__terms", condition=held_true(None, "rule__terms__") & certainly(day, "rule__terms__")
    )
    rows = (
        EquivalenceFunction.objects.known_at()
        .filter(possibly(day), rule_id__in=rules, is_required=True)
        .annotate(said=relation, code=F("function__code"))
        .filter(said__isnull=False)
        .values_list("rule_id", "said__post_kind_id", "said__organisation_kind_id", "code")
    )
    found: dict[int, _Terms] = {}
    for rule, post_kind, organisation_kind, code in rows:
        required = found[rule].required if rule in found else frozenset()
        found[rule] = _Terms(post_kind, organisation_kind, required | {code})
    return found
