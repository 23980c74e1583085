"""Which posts count as CIO-equivalents, on any day, and why.

Everything that the rules ask is read once, by the knowledge looked with; then any number of days can be answered
without another query. That is what the coverage over the years needs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kurul.kernel.identity.capabilities import CIO, ROLES
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import Fact, joined, joined_row
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import Text
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Classification, Organisation
from kurul.rooms.positions.models import (
    EquivalenceFunction,
    EquivalenceRule,
    EquivalenceTerms,
    Function,
    PortfolioEntry,
    PostPlacement,
    PostRole,
    PostTitle,
)
from kurul.rooms.positions.rules import all_of, counts


@dataclass(frozen=True)
class FunctionHeld:
    """A function in the portfolio of a post, and whether the rule asks for it."""

    function: Function
    certainty: Certainty
    is_required: bool = False
    is_named: bool = False
    period: Period | None = None
    instrument: Instrument | None = None
    basis: str = ""


@dataclass(frozen=True)
class Counted:
    """A post that counts, or may count, by a rule on a day, with all on which that rests."""

    post: int
    organisation: int
    certainty: Certainty
    title: Translated
    terms: EquivalenceTerms
    portfolio: tuple[FunctionHeld, ...]  # what the rule names, then what else the post has
    basis: str


@dataclass(frozen=True)
class Grounds:
    """Everything that decides which posts count, for all days at once."""

    terms: tuple[EquivalenceTerms, ...]
    functions: dict[int, list[EquivalenceFunction]]  # by rule
    classes: dict[int, list[Classification]]  # by organisation
    placements: dict[int, list[PostPlacement]]  # by organisation
    titles: dict[int, list[PostTitle]]  # by post
    portfolios: dict[int, list[PortfolioEntry]] = field(default_factory=dict)  # by post

    @property
    def posts(self) -> set[int]:
        """Every post that can count on some day."""
        return set(self.titles)

    @property
    def rows(self) -> Iterator[Fact]:
        """Every fact that decides."""
        yield from self.terms
        for by_key in (self.functions, self.classes, self.placements, self.titles, self.portfolios):
            for rows in by_key.values():
                yield from rows

    def terms_on(self, day: date) -> list[EquivalenceTerms]:
        """The rules that hold, or may hold, on the day."""
        return [terms for terms in self.terms if terms.period.on(day) is not Certainty.NO]

    def bodies_on(self, day: date) -> dict[int, Certainty]:
        """The organisations of which a rule speaks on the day, and how surely."""
        found: dict[int, Certainty] = {}
        for terms in self.terms_on(day):
            for organisation, rows in self.classes.items():
                is_meant = _best(row.period.on(day) for row in rows if row.kind_id == terms.organisation_kind_id)
                if is_meant is not Certainty.NO:
                    found[organisation] = _best([found.get(organisation, Certainty.NO), is_meant])
        return found

    def counted(self, organisation: int, day: date) -> list[Counted]:
        """The posts of the organisation that count, or may count, on the day; each once, by the surest rule."""
        found: dict[int, Counted] = {}
        for terms in self.terms_on(day):
            for row in self.placements.get(organisation, ()):
                placed = row.period.on(day)
                if placed is Certainty.NO:
                    continue
                one = self._counted(row, placed, terms, day)
                known = found.get(row.post_id)
                if one is not None and (known is None or known.certainty is not Certainty.YES):
                    found[row.post_id] = one
        return [found[post] for post in sorted(found)]

    def _counted(
        self, placement: PostPlacement, placed: Certainty, terms: EquivalenceTerms, day: date
    ) -> Counted | None:
        post, organisation = placement.post_id, placement.organisation_id
        titles = [row for row in self.titles.get(post, ()) if row.kind_id == terms.post_kind_id]
        title = max(titles, key=lambda row: _RANK[row.period.on(day)], default=None)
        if title is None:
            return None
        classes = self.classes.get(organisation, ())
        meant = _best(row.period.on(day) for row in classes if row.kind_id == terms.organisation_kind_id)
        portfolio = self._portfolio(post, terms.rule_id, day)
        has = {one.function.code: one.certainty for one in portfolio}
        required = [one.function.code for one in portfolio if one.is_required]
        by_rule = counts(title.period.on(day), has, required)
        certainty = all_of([by_rule, placed, meant, terms.period.on(day)])
        if certainty is Certainty.NO:
            return None
        return Counted(post, organisation, certainty, title.title, terms, portfolio, title.basis)

    def _portfolio(self, post: int, rule: int, day: date) -> tuple[FunctionHeld, ...]:
        """The functions that the rule names on the day, held or not, then the others that the post has."""
        entries: dict[int, PortfolioEntry] = {}
        for row in self.portfolios.get(post, ()):
            known = entries.get(row.function_id)
            if known is None or _RANK[row.period.on(day)] > _RANK[known.period.on(day)]:
                entries[row.function_id] = row
        named = {row.function_id: row for row in self.functions.get(rule, ()) if row.period.on(day) is not Certainty.NO}
        functions = {row.function_id: row.function for row in entries.values()}
        functions |= {row.function_id: row.function for row in named.values()}
        found = [
            function_held(function, entries.get(number), named.get(number), day)
            for number, function in functions.items()
        ]
        shown = [one for one in found if one.is_named or one.certainty is not Certainty.NO]
        return tuple(sorted(shown, key=lambda one: (not one.is_required, not one.is_named, one.function.order)))


_RANK = {Certainty.NO: 0, Certainty.NOT_KNOWN: 1, Certainty.YES: 2}


def _best(answers: Iterable[Certainty]) -> Certainty:
    return max(answers, key=_RANK.__getitem__, default=Certainty.NO)


def function_held(
    function: Function, entry: PortfolioEntry | None, named: EquivalenceFunction | None, day: date
) -> FunctionHeld:
    """A function as a post has it on the day, or as the rule names it."""
    return FunctionHeld(
        function=function,
        certainty=entry.period.on(day) if entry else Certainty.NO,
        is_required=named is not None and named.is_required,
        is_named=named is not None,
        period=entry.period if entry else None,
        instrument=entry.instrument if entry else None,
        basis=entry.basis if entry else "",
    )


def grounds(
    look: Look,
    *,
    posts: Collection[int] | None = None,
    body: int | None = None,
    role: str = CIO.code,
    seen: QuerySet[Organisation, Any] | None = None,
    also: Q | None = None,
) -> Grounds:
    """Read what decides which posts count as `role`: for all, or only some posts, or one body. Five queries.

    `seen` are the organisations to speak of; `also` the condition on titles of further posts to read in the same way,
    for whoever asks about other posts as well.
    """
    moment = look.known_at
    rules = _rules(look, role)
    if not rules.terms and also is None:
        return rules
    bodies = (Q() if body is None else Q(organisation_id=body)) & (Q() if seen is None else Q(organisation__in=seen))
    meant = Q(kind_id__in={row.post_kind_id for row in rules.terms})
    if posts is not None:
        meant &= Q(post_id__in=posts)
    if body is not None:
        here = PostPlacement.objects.known_at(moment).filter(organisation_id=body)
        meant &= Q(post_id__in=here.values("post_id"))
    titles = PostTitle.objects.known_at(moment).filter(meant if also is None else meant | also)
    by_post = _by(titles.select_related("kind"), "post_id")
    placements = PostPlacement.objects.known_at(moment).filter(post_id__in=list(by_post))
    entries = PortfolioEntry.objects.known_at(moment).filter(post_id__in=list(by_post) if rules.terms else [])
    return replace(
        rules,
        classes=_classes(rules.terms, look, bodies) if rules.terms else {},
        titles=by_post,
        placements=_by(placements, "organisation_id"),
        portfolios=_by(entries.select_related("function", "instrument"), "post_id"),
    )


@read_once
def _rules(look: Look, role: str) -> Grounds:
    """The rules, without any post or body: one query, none for no role."""
    if not role:
        return Grounds((), {}, {}, {}, {})
    rules: Any = EquivalenceRule.objects.filter(counts_as=role).annotate(
        said=joined("terms", None, look.known_at), named=joined("functions", None, look.known_at)
    )
    terms: dict[int, EquivalenceTerms] = {}
    functions: dict[int, EquivalenceFunction] = {}
    whole = ("said__post_kind", "said__organisation_kind", "said__instrument", "named__function")
    # A rule once for each combination of its terms and of the functions that it names.
    for rule in rules.filter(said__isnull=False).select_related(*whole):
        said, named = joined_row(rule, "said"), joined_row(rule, "named")
        said.rule = rule
        terms[said.pk] = said
        if named is not None:
            functions[named.pk] = named
    in_order = sorted(terms.values(), key=lambda row: (row.valid_from_latest, row.valid_to_earliest, row.pk))
    return Grounds(tuple(in_order), _by((functions[pk] for pk in sorted(functions)), "rule_id"), {}, {}, {})


def _classes(terms: Iterable[EquivalenceTerms], look: Look, wanted: Q) -> dict[int, list[Classification]]:
    """What the bodies that are wanted are, as far as the rules ask for it: one query."""
    kinds = {row.organisation_kind_id for row in terms}
    rows = Classification.objects.known_at(look.known_at).filter(wanted, kind_id__in=kinds)
    return _by(rows, "organisation_id")


def _by(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return dict(found)


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
    named = _by(functions.order_by("-is_required", "function__order"), "rule_id")
    return tuple(RuleOnDay(row, row.period.on(look.day), tuple(named.get(row.rule_id, ()))) for row in terms)


def rule_labels(terms: Iterable[int]) -> dict[int, str]:
    """What rules say, for references: one query."""
    return {row.pk: str(row.wording) for row in EquivalenceTerms.objects.filter(pk__in=set(terms))}


def speaks_of(kind: int, look: Look) -> bool:
    """Whether a rule speaks, or may speak, of bodies of this kind on the day: one query."""
    return EquivalenceTerms.objects.possibly_as_of(look.day, look.known_at).filter(organisation_kind=kind).exists()


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


@read_once
def cio_posts(look: Look) -> dict[int, tuple[int, ...]]:
    """For each organisation the posts that certainly count as CIO-equivalent on the day; five queries for all."""
    read = grounds(look)
    found = {
        organisation: tuple(one.post for one in read.counted(organisation, look.day) if one.certainty is Certainty.YES)
        for organisation in read.bodies_on(look.day)
    }
    return {organisation: posts for organisation, posts in found.items() if posts}


def counting(posts: Collection[int], look: Look) -> dict[int, Counted]:
    """Which of these posts count, or may count, as CIO-equivalents on the day, and why: five queries."""
    return counting_among(grounds(look, posts=posts), look)


def counting_one(
    titles: Sequence[PostTitle], placements: Sequence[PostPlacement], entries: Sequence[PortfolioEntry], look: Look
) -> Counted | None:
    """Whether and why the one post of which everything known is given counts on the day.

    One query, and one more where a rule speaks of posts of its kind.
    """
    rules = _rules(look, CIO.code)
    if {row.kind_id for row in titles}.isdisjoint(row.post_kind_id for row in rules.terms):
        return None
    read = replace(
        rules,
        classes=_classes(rules.terms, look, Q(organisation_id__in={row.organisation_id for row in placements})),
        titles=_by(titles, "post_id"),
        placements=_by(placements, "organisation_id"),
        portfolios=_by(entries, "post_id"),
    )
    return next(iter(counting_among(read, look).values()), None)


def counting_among(read: Grounds, look: Look) -> dict[int, Counted]:
    """Which of the posts that were read count, or may count, on the day, and why."""
    return {one.post: one for organisation in read.placements for one in read.counted(organisation, look.day)}
