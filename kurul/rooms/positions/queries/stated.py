"""The rules of equivalence, and the roles that follow from posts, as they stand on a day."""

from collections.abc import Iterable
from dataclasses import dataclass

from kurul.kernel.identity.capabilities import ROLES
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.until_written import answer
from kurul.kernel.wording import Text
from kurul.rooms.positions.models import EquivalenceException, EquivalenceFunction, EquivalenceTerms, PostRole
from kurul.rooms.positions.queries.equivalence import grouped
from kurul.rooms.positions.queries.holders import Titled, titles_on


@dataclass(frozen=True)
class RuleOnDay:
    """A rule as it holds, or may hold, on a day, with the functions that it names."""

    terms: EquivalenceTerms
    certainty: Certainty
    functions: tuple[EquivalenceFunction, ...]  # those that are required first

    @property
    def counts_as(self) -> Text:
        """The name of the role that the posts count as."""
        role = ROLES.get(self.terms.rule.counts_as)
        return role.label if role else self.terms.rule.counts_as


def rules_on(look: Look) -> tuple[RuleOnDay, ...]:
    """Every rule that holds, or may hold, on the day: two queries."""
    held = EquivalenceTerms.objects.possibly_as_of(look.day, look.known_at)
    terms = list(held.select_related("rule", "post_kind", "organisation_kind", "instrument"))
    functions = EquivalenceFunction.objects.possibly_as_of(look.day, look.known_at)
    functions = functions.filter(rule_id__in={row.rule_id for row in terms}).select_related("function")
    named = grouped(functions.order_by("-is_required", "function__order"), "rule_id")
    return tuple(RuleOnDay(row, row.period.on(look.day), tuple(named.get(row.rule_id, ()))) for row in terms)


def rule_labels(terms: Iterable[int]) -> dict[int, str]:
    """What rules say, for references: one query."""
    return {row.pk: str(row.wording) for row in EquivalenceTerms.objects.filter(pk__in=set(terms))}


def speaks_of(kind: int, look: Look) -> bool:
    """Whether a rule speaks, or may speak, of bodies of this kind on the day: one query when somebody has written."""

    def kinds() -> frozenset[int]:
        rows = EquivalenceTerms.objects.possibly_as_of(look.day, look.known_at)
        return frozenset(rows.values_list("organisation_kind_id", flat=True))

    return kind in answer(("positions.ruled_kinds", look), kinds)


@dataclass(frozen=True)
class RoleOnDay:
    """A role that follows from a kind of post or from a rule, as it holds, or may hold, on a day."""

    given: PostRole
    certainty: Certainty

    @property
    def role(self) -> Text:
        """The name of the role."""
        role = ROLES.get(self.given.role)
        return role.label if role else self.given.role


def roles_on(look: Look) -> tuple[RoleOnDay, ...]:
    """Every role that follows from posts on the day: one query."""
    given = PostRole.objects.possibly_as_of(look.day, look.known_at).select_related("post_kind", "rule")
    return tuple(RoleOnDay(row, row.period.on(look.day)) for row in given)


@dataclass(frozen=True)
class ExceptionOnDay:
    """An exception from a rule, the post that it speaks of, and whether it holds on the day."""

    row: EquivalenceException
    post: Titled
    certainty: Certainty


def exceptions_known(look: Look) -> tuple[ExceptionOnDay, ...]:
    """Every exception by the knowledge looked with, the latest first: one query, three more where there are any."""
    rows = list(EquivalenceException.objects.known_at(look.known_at).select_related("instrument", "rule").in_order())
    titles = titles_on({row.post_id for row in rows}, look) if rows else {}
    return tuple(
        ExceptionOnDay(row, titles[row.post_id], row.period.on(look.day))
        for row in reversed(rows)
        if row.post_id in titles
    )
