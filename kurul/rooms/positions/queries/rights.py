"""The rights that follow from a post: of whoever certainly holds it or acts for it on the day, and of its delegates."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef

from kurul.kernel.identity.actors import Right
from kurul.kernel.identity.capabilities import ROLE_PREFIX, granted_capabilities
from kurul.kernel.references import Ref
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import certainly, held_true, possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import chains, scope_of
from kurul.rooms.people.public import person_of
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    Delegation,
    EquivalenceFunction,
    PortfolioEntry,
    PostRole,
    Reach,
)
from kurul.rooms.positions.queries.powers import read
from kurul.rooms.positions.rules import counts


@dataclass(frozen=True)
class _Holding:
    """A post that somebody certainly holds: its kind, its organisation and the kind of that."""

    appointment: int
    post: int
    post_kind: int
    organisation: int
    organisation_kind: int | None
    is_delegated_to: bool
    counting: frozenset[int] = frozenset()  # the rules by which it certainly counts by exception
    not_counting: frozenset[int] = frozenset()  # those by which an exception may say that it does not


@dataclass(frozen=True)
class _Terms:
    """A rule as it certainly holds on the day."""

    post_kind: int
    organisation_kind: int
    required: frozenset[str]


def rights_of(account: int, day: date) -> list[Right]:
    """The rights that follow from the posts of the person behind the account: one query for an account without a
    person, two for a person without a post, at most six else; eight more for each power that was delegated to a post.
    """
    person = person_of(account, day)
    holdings = _holdings(person, day) if person is not None else []
    if person is None or not holdings:
        return []
    delegated = [holding for holding in holdings if holding.is_delegated_to]
    rights = _delegated_rights(delegated, person, day) if delegated else []
    given = list(_roles(holdings, day))
    if not given:
        return rights
    wanted = {holding.organisation for holding, role in given if role.reach == Reach.PARENT}
    above = chains(wanted, Look(day)) if wanted else {}
    return [*rights, *(right for holding, role in given for right in _rights(holding, role, above))]


def _delegated_rights(holdings: list[_Holding], person: int, day: date) -> list[Right]:
    """What was delegated to the posts, or in them to the person, and certainly holds through the whole chain."""
    posts = {holding.post for holding in holdings}
    rows = Delegation.objects.as_of(day).filter(to_post_id__in=posts).exclude(power__capability="")
    look, found = Look(day), []
    for power, capability in set(rows.values_list("power_id", "power__capability")):
        answering = read(power, look, on_day=True, received_by=posts).setting(look)
        for way in answering.ways(answering.asked(None, None)):
            if way.objection or not way.passed or way.post not in posts or way.within is None:
                continue
            if way.passed[-1].person in (None, person):
                source = Ref("positions.delegation", way.passed[-1].number)
                found += [Right(one, scope_of(way.within), source) for one in granted_capabilities(capability)]
    return found


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
    """What the person certainly holds, with what exceptions say of it and whether anything was delegated: one query."""

    def that_day(relation: str, *, perhaps: bool = False) -> Any:
        holds = possibly if perhaps else certainly
        return FilteredRelation(relation, condition=held_true(None, f"{relation}__") & holds(day, f"{relation}__"))

    received = Delegation.objects.as_of(day).filter(to_post=OuterRef("post")).exclude(power__capability="")
    rows = (
        Appointment.objects.as_of(day)
        .filter(person_id=person, capacity__in=[Capacity.SUBSTANTIVE, Capacity.ACTING])
        .annotate(
            titled=that_day("post__posttitles"),
            placed=that_day("post__postplacements"),
            excepted=that_day("post__equivalenceexceptions", perhaps=True),
            delegated=Exists(received),
        )
        .annotate(classified=that_day("placed__organisation__classifications"))
        .filter(titled__isnull=False, placed__isnull=False)
        .values(
            "pk", "post_id", "delegated", "excepted__rule_id", "excepted__counts", "excepted__valid_from_latest",
            "excepted__valid_to_earliest",
            kind=F("titled__kind_id"), organisation=F("placed__organisation_id"), of=F("classified__kind_id"),
        )
    )  # fmt: skip
    by_appointment: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_appointment[row["pk"]].append(row)
    return [_holding(found, day) for found in by_appointment.values()]


def _holding(rows: list[dict[str, Any]], day: date) -> _Holding:
    """One appointment from its rows, one for each exception that speaks of the post."""
    counting, not_counting = set(), set()
    for row in rows:
        if row["excepted__counts"]:
            if row["excepted__valid_from_latest"] <= day < row["excepted__valid_to_earliest"]:
                counting.add(row["excepted__rule_id"])
        elif row["excepted__rule_id"] is not None:
            not_counting.add(row["excepted__rule_id"])
    one = rows[0]
    return _Holding(
        one["pk"], one["post_id"], one["kind"], one["organisation"], one["of"], one["delegated"],
        frozenset(counting), frozenset(not_counting),
    )  # fmt: skip


def _roles(holdings: list[_Holding], day: date) -> Iterator[tuple[_Holding, PostRole]]:
    roles = list(PostRole.objects.as_of(day))
    for holding in holdings:
        yield from ((holding, role) for role in roles if role.post_kind_id == holding.post_kind)
    by_rule = [role for role in roles if role.rule_id is not None]
    terms = _terms({role.rule_id for role in by_rule}, day) if by_rule else {}
    posts = {one.post for one in holdings if any(_is_meant(one, found) for found in terms.values())}
    portfolios: dict[int, dict[str, Certainty]] = {}
    entries = PortfolioEntry.objects.as_of(day).filter(post_id__in=posts).values_list("post_id", "function__code")
    for post, function in entries if posts else ():
        portfolios.setdefault(post, {})[function] = Certainty.YES
    for holding in holdings:
        for role in by_rule:
            rule = role.rule_id or 0
            found = terms.get(rule)
            if found is None or rule in holding.not_counting:
                continue
            if rule in holding.counting:
                yield holding, role
                continue
            if not _is_meant(holding, found):
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
