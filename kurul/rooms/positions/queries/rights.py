"""The rights that follow from a post: of whoever certainly holds it or acts for it on the day, and of its delegates."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from kurul.kernel.identity.actors import Right
from kurul.kernel.identity.capabilities import ROLE_PREFIX, granted_capabilities
from kurul.kernel.references import Ref
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import held_true, joined, possibly
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.positions.models import Appointment, Capacity, Delegation, PostRole, Reach
from kurul.rooms.positions.queries.books import read
from kurul.rooms.positions.rules import counts


@dataclass(frozen=True)
class Holding:
    """A post that somebody certainly holds, and what is certain about it on the day; None: nothing is."""

    appointment: int
    capacity: str
    post: int
    post_kind: int | None
    organisation: int | None
    organisation_kind: int | None
    above: int | None  # the body directly above the organisation
    is_delegated_to: bool  # whether a power that gives a right was delegated to the post
    person: int
    functions: frozenset[str] = frozenset()
    counting: frozenset[int] = frozenset()  # the rules by which it certainly counts by exception
    not_counting: frozenset[int] = frozenset()  # those by which an exception may say that it does not


@dataclass
class _Role:
    """A role that follows from posts, and from which: of a kind, or, by a rule, of a kind in a kind of body."""

    role: str
    reach: str
    post_kind: int | None
    organisation_kind: int | None = None
    rule: int | None = None
    required: set[str] = field(default_factory=set)

    def follows_from(self, holding: Holding) -> bool:
        """Whether the post certainly gives the role. A rule that requires nothing gives nothing."""
        if self.post_kind is None or (self.rule is not None and self.rule in holding.not_counting):
            return False
        if self.rule is not None and self.rule in holding.counting:
            return True
        if holding.post_kind != self.post_kind:
            return False
        if self.rule is None:
            return True
        if not self.required or holding.organisation_kind != self.organisation_kind:
            return False
        has = dict.fromkeys(holding.functions, Certainty.YES)
        return counts(Certainty.YES, has, frozenset(self.required)) is Certainty.YES


def rights_of(account: int, day: date) -> list[Right]:
    """The rights that follow from the posts of the person behind the account.

    One query for an account without a post, two else; eight more for a power that was delegated to one of its posts,
    and one where a delegation of it names a person. What is not certain gives nothing.
    """
    holdings = [one for one in holdings_of(account, day) if one.capacity != Capacity.SUBSTITUTE and one.organisation]
    roles = _roles(day) if holdings else []
    given = ((holding, role) for holding in holdings for role in roles if role.follows_from(holding))
    rights = [right for holding, role in given for right in _rights(holding, role)]
    delegated = [one for one in holdings if one.is_delegated_to]
    return [*rights, *_delegated_rights(delegated, day)] if delegated else rights


def _delegated_rights(holdings: list[Holding], day: date) -> list[Right]:
    """What was delegated to the posts, or in them to the person, and certainly holds through the whole chain."""
    posts, people = {one.post for one in holdings}, {one.person for one in holdings}
    rows = Delegation.objects.as_of(day).filter(to_post_id__in=posts).exclude(power__capability="")
    look, found = Look(day), []
    for power, capability in sorted(set(rows.values_list("power_id", "power__capability"))):
        answering = read(power, look, on_day=True, received_by=posts).setting(look)
        for way in answering.ways(answering.asked(None, None)):  # only while whoever a delegation names is in the post
            if way.objection or not way.passed or way.post not in posts or way.within is None:
                continue
            if way.person is None or way.person in people:
                source = Ref("positions.delegation", way.passed[-1].number)
                found += [Right(one, scope_of(way.within), source) for one in granted_capabilities(capability)]
    return found


def _rights(holding: Holding, role: _Role) -> Iterator[Right]:
    organisation = holding.above if role.reach == Reach.PARENT else holding.organisation
    if organisation is None:
        return  # nobody stands above: there is nowhere for the right to hold
    for capability in granted_capabilities(f"{ROLE_PREFIX}{role.role}"):
        yield Right(capability, scope_of(organisation), Ref("positions.appointment", holding.appointment))


@read_once
def holdings_of(account: int, day: date) -> tuple[Holding, ...]:
    """What the person behind the account certainly holds on the day, as anything: one query."""
    rows = (
        Appointment.objects.as_of(day)
        .annotate(link=joined("person__account_links", day))
        .filter(link__account_id=account)
        .annotate(
            titled=joined("post__posttitles", day),
            placed=joined("post__postplacements", day),
            has=joined("post__portfolioentrys", day),
            excepted=joined("post__equivalenceexceptions", day, perhaps=True),
            delegated=Exists(
                Delegation.objects.as_of(day).filter(to_post=OuterRef("post")).exclude(power__capability="")
            ),
        )
        .annotate(
            classified=joined("placed__organisation__classifications", day),
            above=joined("placed__organisation__placements", day),
        )
        .order_by("pk")
    )
    columns = (
        "pk", "capacity", "post_id", "titled__kind_id", "placed__organisation_id", "classified__kind_id",
        "above__parent_id", "delegated", "person_id",
    )  # fmt: skip
    exceptions = ("excepted__rule_id", "excepted__counts", "excepted__valid_from_latest", "excepted__valid_to_earliest")
    found: dict[int, Holding] = {}
    for *told, function, rule, says, start, end in rows.values_list(*columns, "has__function__code", *exceptions):
        one = found.get(told[0]) or Holding(*told)
        if function:
            one = replace(one, functions=one.functions | {function})
        if rule is not None and not says:
            one = replace(one, not_counting=one.not_counting | {rule})
        elif rule is not None and start <= day < end:  # in favour only what is certain
            one = replace(one, counting=one.counting | {rule})
        found[one.appointment] = one
    return tuple(found.values())


def _roles(day: date) -> list[_Role]:
    """The roles that certainly follow from posts on the day: one query.

    What is not certain must not give a right: a function that may be required counts as required.
    """
    named = "rule__functions"
    may_require = held_true(None, f"{named}__") & possibly(day, f"{named}__") & Q(**{f"{named}__is_required": True})
    rows = PostRole.objects.as_of(day).annotate(
        said=joined("rule__terms", day), named=FilteredRelation(named, condition=may_require)
    )
    columns = ("pk", "role", "reach", "post_kind_id", "rule_id", "said__post_kind_id", "said__organisation_kind_id")
    found: dict[int, _Role] = {}
    for number, role, reach, kind, rule, rule_kind, body_kind, function in rows.values_list(
        *columns, "named__function__code"
    ):
        by_rule = rule is not None
        one = found.setdefault(number, _Role(role, reach, rule_kind if by_rule else kind, body_kind, rule))
        if function:
            one.required.add(function)
    return list(found.values())
