"""Which posts count as CIO-equivalents, on any day, and why.

Everything that the rules ask is read once, by the knowledge looked with; then any number of days can be answered
without another query. That is what the coverage over the years needs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from kurul.kernel.identity.capabilities import CIO
from kurul.kernel.remembering import read_once
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import Fact, joined, joined_row
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Classification, Organisation
from kurul.rooms.positions.models import (
    EquivalenceException,
    EquivalenceFunction,
    EquivalenceRule,
    EquivalenceTerms,
    Function,
    PortfolioEntry,
    PostPlacement,
    PostTitle,
)
from kurul.rooms.positions.rules import all_of, counts, counts_by_exception

Row = TypeVar("Row", bound=Fact)


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
    exception: EquivalenceException | None = None  # what goes, or may go, before the rule


@dataclass(frozen=True)
class Excepted:
    """A post that does not count, because an exception says so."""

    post: int
    title: Translated
    exception: EquivalenceException


@dataclass(frozen=True)
class Grounds:
    """Everything that decides which posts count, for all days at once."""

    terms: tuple[EquivalenceTerms, ...]
    functions: dict[int, list[EquivalenceFunction]]  # by rule
    classes: dict[int, list[Classification]]  # by organisation
    placements: dict[int, list[PostPlacement]]  # by organisation
    titles: dict[int, list[PostTitle]]  # by post
    portfolios: dict[int, list[PortfolioEntry]] = field(default_factory=dict)  # by post
    exceptions: dict[int, list[EquivalenceException]] = field(default_factory=dict)  # by post

    @property
    def posts(self) -> set[int]:
        """Every post that can count on some day."""
        return set(self.titles)

    @property
    def rows(self) -> Iterator[Fact]:
        """Every fact that decides."""
        yield from self.terms
        for by_key in (
            self.functions, self.classes, self.placements, self.titles, self.portfolios, self.exceptions,
        ):  # fmt: skip
            for rows in by_key.values():
                yield from rows

    @property
    def bodies(self) -> set[int]:
        """Every organisation of which a rule, or an exception in favour of one of its posts, speaks on some day."""
        return {*self.classes, *(row.organisation_id for row in self._favoured())}

    def _favoured(self) -> Iterator[PostPlacement]:
        """Where the posts are that count by exception."""
        favoured = {post for post, rows in self.exceptions.items() if any(row.counts for row in rows)}
        if favoured:
            yield from (row for rows in self.placements.values() for row in rows if row.post_id in favoured)

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
            for placed in self._favoured():
                exception = self._exceptions(placed.post_id, terms.rule_id, day).get(True)
                by_exception = all_of([exception.period.on(day), placed.period.on(day)]) if exception else Certainty.NO
                if by_exception is not Certainty.NO:
                    known = found.get(placed.organisation_id, Certainty.NO)
                    found[placed.organisation_id] = _best([known, by_exception])
        return found

    def excepted(self, organisation: int, day: date) -> list[Excepted]:
        """The posts of the organisation that certainly do not count on the day, because an exception says so."""
        found: dict[int, Excepted] = {}
        for terms in self.terms_on(day):
            for row in self.placements.get(organisation, ()):
                against = self._exceptions(row.post_id, terms.rule_id, day).get(False)
                if against is None or Certainty.NO in (row.period.on(day), against.period.on(day)):
                    continue
                title = _on_day(self.titles.get(row.post_id, ()), day)
                found[row.post_id] = Excepted(row.post_id, title.title if title else Translated(), against)
        return [found[post] for post in sorted(found)]

    def _exceptions(self, post: int, rule: int, day: date) -> dict[bool, EquivalenceException]:
        """The exceptions from the rule that hold, or may hold, on the day, by what they say."""
        rows = [row for row in self.exceptions.get(post, ()) if row.rule_id == rule]
        return {row.counts: row for row in rows if row.period.on(day) is not Certainty.NO}

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
        exceptions = self._exceptions(post, terms.rule_id, day)
        every = self.titles.get(post, ())
        of_kind = [row for row in every if row.kind_id == terms.post_kind_id]
        title = _on_day(of_kind, day)
        shown = title if title and title.period.on(day) is not Certainty.NO else _on_day(every, day)
        if shown is None or not (of_kind or exceptions):
            return None
        classes = self.classes.get(organisation, ())
        meant = _best(row.period.on(day) for row in classes if row.kind_id == terms.organisation_kind_id)
        portfolio = self._portfolio(post, terms.rule_id, day)
        has = {one.function.code: one.certainty for one in portfolio}
        required = [one.function.code for one in portfolio if one.is_required]
        by_kind = counts(title.period.on(day) if title else Certainty.NO, has, required)
        others = [placed, terms.period.on(day)]
        sure = {says: row.period.on(day) for says, row in exceptions.items()}
        certainty = counts_by_exception(all_of([by_kind, meant, *others]), sure, others)
        if certainty is Certainty.NO:
            return None
        deciding = exceptions.get(True) or exceptions.get(False)
        return Counted(post, organisation, certainty, shown.title, terms, portfolio, shown.basis, deciding)

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


def _on_day(titles: Sequence[PostTitle], day: date) -> PostTitle | None:
    """The title that holds, or may hold, on the day, else any."""
    return max(titles, key=lambda row: _RANK[row.period.on(day)], default=None)


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
    meant = Q(kind_id__in={row.post_kind_id for row in rules.terms}) | Q(post_id__in=list(rules.exceptions))
    if posts is not None:
        meant &= Q(post_id__in=posts)
    if body is not None:
        here = PostPlacement.objects.known_at(moment).filter(organisation_id=body)
        meant &= Q(post_id__in=here.values("post_id"))
    titles = PostTitle.objects.known_at(moment).filter(meant if also is None else meant | also)
    by_post = grouped(titles.select_related("kind"), "post_id")
    placements = PostPlacement.objects.known_at(moment).filter(post_id__in=list(by_post))
    entries = PortfolioEntry.objects.known_at(moment).filter(post_id__in=list(by_post) if rules.terms else [])
    return replace(
        rules,
        classes=_classes(rules.terms, look, bodies) if rules.terms else {},
        titles=by_post,
        placements=grouped(placements, "organisation_id"),
        portfolios=grouped(entries.select_related("function", "instrument"), "post_id"),
        exceptions={post: rows for post, rows in rules.exceptions.items() if post in by_post},
    )


@read_once
def _rules(look: Look, role: str) -> Grounds:
    """The rules with their exceptions, without any post or body: one query, none for no role."""
    if not role:
        return Grounds((), {}, {}, {}, {})
    rules: Any = EquivalenceRule.objects.filter(counts_as=role).annotate(
        said=joined("terms", None, look.known_at),
        named=joined("functions", None, look.known_at),
        excepted=joined("exceptions", None, look.known_at),
    )
    terms: dict[int, EquivalenceTerms] = {}
    functions: dict[int, EquivalenceFunction] = {}
    exceptions: dict[int, EquivalenceException] = {}
    whole = (
        "said__post_kind",
        "said__organisation_kind",
        "said__instrument",
        "named__function",
        "excepted__instrument",
    )
    # A rule once for each combination of its terms, the functions that it names and the exceptions from it.
    for rule in rules.filter(said__isnull=False).select_related(*whole):
        said, named, excepted = (joined_row(rule, name) for name in ("said", "named", "excepted"))
        said.rule = rule
        terms[said.pk] = said
        if named is not None:
            functions[named.pk] = named
        if excepted is not None:
            excepted.rule = rule
            exceptions[excepted.pk] = excepted
    return Grounds(
        terms=tuple(_in_order(terms.values())),
        functions=grouped((functions[pk] for pk in sorted(functions)), "rule_id"),
        classes={},
        placements={},
        titles={},
        exceptions=grouped(_in_order(exceptions.values()), "post_id"),
    )


def _in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.valid_from_latest, row.valid_to_earliest, row.pk))


def _classes(terms: Iterable[EquivalenceTerms], look: Look, wanted: Q) -> dict[int, list[Classification]]:
    """What the bodies that are wanted are, as far as the rules ask for it: one query."""
    kinds = {row.organisation_kind_id for row in terms}
    rows = Classification.objects.known_at(look.known_at).filter(wanted, kind_id__in=kinds)
    return grouped(rows, "organisation_id")


def grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    """Rows by one of their columns."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return dict(found)


@read_once
def cio_posts(look: Look) -> dict[int, tuple[int, ...]]:
    """For each organisation the posts that certainly count as CIO-equivalent on the day; five queries for all."""
    return counting_on(grounds(look), look.day)


def counting_on(read: Grounds, day: date) -> dict[int, tuple[int, ...]]:
    """For each organisation the posts that certainly count on the day, by what was read."""
    found = {
        organisation: tuple(one.post for one in read.counted(organisation, day) if one.certainty is Certainty.YES)
        for organisation in read.bodies_on(day)
    }
    return {organisation: posts for organisation, posts in found.items() if posts}


def counting(posts: Collection[int], look: Look) -> dict[int, Counted]:
    """Which of these posts count, or may count, as CIO-equivalents on the day, and why: five queries."""
    return counting_among(grounds(look, posts=posts), look)


def counting_one(
    titles: Sequence[PostTitle],
    placements: Sequence[PostPlacement],
    entries: Sequence[PortfolioEntry],
    look: Look,
) -> Counted | None:
    """Whether and why the one post of which everything known is given counts on the day.

    One query, and one more where a rule speaks of posts of its kind.
    """
    rules = _rules(look, CIO.code)
    of_kind = not {row.kind_id for row in titles}.isdisjoint(row.post_kind_id for row in rules.terms)
    if not of_kind and rules.exceptions.keys().isdisjoint(row.post_id for row in titles):
        return None
    read = replace(
        rules,
        classes=_classes(rules.terms, look, Q(organisation_id__in={row.organisation_id for row in placements})),
        titles=grouped(titles, "post_id"),
        placements=grouped(placements, "organisation_id"),
        portfolios=grouped(entries, "post_id"),
    )
    return next(iter(counting_among(read, look).values()), None)


def exceptions_of(post: int, look: Look) -> list[EquivalenceException]:
    """The exceptions from rules of CIO-equivalence that speak of a post; read together with the rules."""
    return _rules(look, CIO.code).exceptions.get(post, [])


def counting_among(read: Grounds, look: Look) -> dict[int, Counted]:
    """Which of the posts that were read count, or may count, on the day, and why."""
    return {one.post: one for organisation in read.placements for one in read.counted(organisation, look.day)}
