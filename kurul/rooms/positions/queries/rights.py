"""The rights that follow from a post: of whoever certainly holds it or acts for it on the day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q

from kurul.kernel.identity.actors import Right
from kurul.kernel.identity.capabilities import ROLE_PREFIX, granted_capabilities
from kurul.kernel.references import Ref
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.facts import held_true, joined, possibly
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.positions.models import Appointment, Capacity, PostRole, Reach
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
    functions: frozenset[str]


@dataclass
class _Role:
    """A role that follows from posts, and from which: of a kind, or, by a rule, of a kind in a kind of body."""

    role: str
    reach: str
    post_kind: int | None
    organisation_kind: int | None = None
    is_by_rule: bool = False
    required: set[str] = field(default_factory=set)

    def follows_from(self, holding: Holding) -> bool:
        """Whether the post certainly gives the role. A rule that requires nothing gives nothing."""
        if self.post_kind is None or holding.post_kind != self.post_kind:
            return False
        if not self.is_by_rule:
            return True
        if not self.required or holding.organisation_kind != self.organisation_kind:
            return False
        has = dict.fromkeys(holding.functions, Certainty.YES)
        return counts(Certainty.YES, has, frozenset(self.required)) is Certainty.YES


def rights_of(account: int, day: date) -> list[Right]:
    """The rights that follow from the posts of the person behind the account.

    One query for an account without a post, two else.
    """
    holdings = [one for one in holdings_of(account, day) if one.capacity != Capacity.SUBSTITUTE and one.organisation]
    roles = _roles(day) if holdings else []
    given = ((holding, role) for holding in holdings for role in roles if role.follows_from(holding))
    return [right for holding, role in given for right in _rights(holding, role)]


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
        )
        .annotate(
            classified=joined("placed__organisation__classifications", day),
            above=joined("placed__organisation__placements", day),
        )
        .order_by("pk")
    )
    columns = ("pk", "capacity", "post_id", "titled__kind_id", "placed__organisation_id", "classified__kind_id")
    found: dict[int, tuple[Any, ...]] = {}
    functions: dict[int, set[str]] = {}
    for *told, function in rows.values_list(*columns, "above__parent_id", "has__function__code"):
        found[told[0]] = tuple(told)
        functions.setdefault(told[0], set()).update([function] if function else [])
    return tuple(Holding(*(*told, frozenset(functions[number]))) for number, told in found.items())


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
        one = found.setdefault(number, _Role(role, reach, rule_kind if by_rule else kind, body_kind, by_rule))
        if function:
            one.required.add(function)
    return list(found.values())
