"""The page of one post: what it is, who holds and held it, why it counts, and its life."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal.bounds import Certainty, Period
from kurul.kernel.temporal.facts import possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, joined
from kurul.rooms.organisations.public import Named, bodies_of_units, chains, names_on
from kurul.rooms.positions import rules
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    EquivalenceException,
    PortfolioEntry,
    Post,
    PostExistence,
    PostFact,
    PostKind,
    PostPlacement,
    PostTerms,
    PostTitle,
    ReportingLine,
)
from kurul.rooms.positions.queries.equivalence import (
    Counted,
    FunctionHeld,
    counting_one,
    exceptions_of,
    function_held,
)
from kurul.rooms.positions.queries.holders import (
    Holder,
    Standing,
    best_of,
    holder,
    people_named,
    standing,
    stated_complete,
    titles_on,
)
from kurul.rooms.positions.queries.life import LifeEvent, life
from kurul.rooms.positions.queries.lines import Superior, superior_of
from kurul.rooms.positions.queries.selecting import Selectable
from kurul.rooms.positions.rules import Seat

Row = TypeVar("Row", bound=PostFact)


@dataclass(frozen=True)
class Page:
    """Everything that the page of one post shows on the day looked at."""

    id: int
    title: Translated
    kind: PostKind | None
    organisation: Named | None
    body: Named | None  # of which the organisation is a unit
    existence: Period
    certainty: Certainty
    holders_allowed: int
    portfolio: tuple[FunctionHeld, ...]  # as of the day
    standing: Standing  # who holds it on the day, and who left last
    seat: Seat  # how the post stands, and why
    appointments: tuple[Holder, ...]  # all there ever were, the latest first
    counted: Counted | None
    excepted: EquivalenceException | None  # by which it does not count on the day
    superior: Superior | None
    terms: tuple[PostTerms, ...]  # on which terms it was ever held, the latest first
    findings: tuple[tuple[Holder, Finding], ...]
    life: tuple[LifeEvent, ...]
    source: str
    basis: str
    version: int
    day: date
    facts: dict[str, Any] = field(default_factory=dict)  # the row behind each statement, by its field

    @property
    def selectable(self) -> Selectable:
        """By what it can be selected on the day, for panels that ask where it sits."""
        title = self.facts["title"]
        is_sure = title is not None and title.period.on(self.day) is Certainty.YES
        counts = self.counted is not None and self.counted.certainty is Certainty.YES
        return Selectable(title.kind.code if is_sure else "", is_sure and counts)

    @property
    def has_sure_terms(self) -> bool:
        """Whether the terms certainly hold on the day."""
        terms = self.facts["terms"]
        return terms is not None and terms.period.on(self.day) is Certainty.YES

    @property
    def in_full(self) -> str:
        """Title, organisation and the body above a unit: many posts are titled alike, and so are many units."""
        return joined(str(one) for one in (self.title, self.organisation, self.body) if one)

    @property
    def status(self) -> str:
        """The code of the status that says how the post is held."""
        return f"positions.{self.seat.state}"


def post_page(pk: int, look: Look, actor: Actor) -> Page | None:
    """One post on the day looked at; None when there is none to see by the knowledge looked with.

    At most 15 queries, however long its life; two more where it stands in a unit, three more where a holder has other
    posts, one more where it reports to another post, and one where it is said on which terms it is held.
    """
    seen = visible_to(Post.objects.filter(pk=pk), actor)
    known = PostExistence.objects.known_at(look.known_at).filter(post__in=seen)
    known = known.annotate(reports=Exists(_lines(look)), has_terms=Exists(_terms(look)))
    existences: list[Any] = list(known.select_related("post", "instrument").in_order())
    existence = best_of(existences, look.day)
    if existence is None:
        return None
    post = existence.post
    titles, placements = _known(PostTitle, pk, look, "kind"), _known(PostPlacement, pk, look)
    entries, rows = _known(PortfolioEntry, pk, look, "function"), _known(Appointment, pk, look)
    people = people_named({row.person_id for row in rows}, look, actor)
    bodies = names_on({row.organisation_id for row in placements}, look)
    title, placement = best_of(titles, look.day), best_of(placements, look.day)
    exceptions = exceptions_of(pk, look)
    against = [row for row in exceptions if not row.counts and row.period.on(look.day) is not Certainty.NO]
    terms = _known(PostTerms, pk, look) if existence.has_terms else []
    now = standing(rows, people, look.day)
    complete = stated_complete([placement.organisation_id], look) if placement else set()
    return Page(
        id=pk,
        title=title.title if title else Translated(),
        kind=title.kind if title else None,
        organisation=bodies.get(placement.organisation_id) if placement else None,
        body=_body_above(placement.organisation_id, look) if placement else None,
        existence=existence.period,
        certainty=existence.period.on(look.day),
        holders_allowed=post.holders_allowed,
        portfolio=_portfolio(entries, look),
        standing=now,
        seat=now.seat(pk, is_complete=bool(complete), allowed=post.holders_allowed),
        appointments=_latest_first(holder(row, people, look.day) for row in rows),
        counted=counting_one(titles, placements, entries, look),
        excepted=next(iter(against), None),
        superior=superior_of(pk, look) if existence.reports else None,
        terms=tuple(reversed(terms)),
        findings=tuple(_findings(pk, now.holders, look)),
        life=life((existences, titles, placements, entries, rows), people, bodies, exceptions),
        source=post.source,
        basis=post.basis,
        version=post.version,
        day=look.day,
        facts={"existence": existence, "title": title, "placement": placement, "terms": _on_day(terms, look)},
    )


def _body_above(organisation: int, look: Look) -> Named | None:
    """The body that a unit belongs to; one query for what stands under nothing."""
    chain = chains([organisation], look)
    body = bodies_of_units(chain, look).get(organisation) if chain[organisation] else None
    return names_on([body], look).get(body) if body is not None else None


def _lines(look: Look) -> Any:
    """The lines by which the post of an outer row reports to another one: few posts have any."""
    return ReportingLine.objects.possibly_as_of(look.day, look.known_at).filter(post=OuterRef("post"))


def _terms(look: Look) -> Any:
    """On which terms the post of an outer row is held: only files say it, and few."""
    return PostTerms.objects.known_at(look.known_at).filter(post=OuterRef("post"))


def _on_day(terms: Sequence[PostTerms], look: Look) -> PostTerms | None:
    """Those that hold, or may hold, on the day."""
    found = best_of(terms, look.day)
    return found if found and found.period.on(look.day) is not Certainty.NO else None


def _known(model: type[Row], post: int, look: Look, *related: str) -> list[Row]:
    rows: Any = model._default_manager.all()
    known = rows.known_at(look.known_at).filter(post_id=post)
    return list(known.select_related("instrument", *related).in_order())


def _portfolio(entries: Iterable[PortfolioEntry], look: Look) -> tuple[FunctionHeld, ...]:
    """What belongs, or may belong, to the portfolio on the day."""
    held = [function_held(entry.function, entry, None, look.day) for entry in entries]
    return tuple(sorted((one for one in held if one.certainty is not Certainty.NO), key=lambda one: one.function.order))


def _latest_first(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    return tuple(sorted(holders, key=lambda one: (one.period.start, one.appointment), reverse=True))


def _findings(post: int, holders: Sequence[Holder], look: Look) -> list[tuple[Holder, Finding]]:
    """What is odd about the present holders, and not refused: no instrument, other posts at the same time."""
    people = {one.person for one in holders if one.is_substantive}
    others = Appointment.objects.known_at(look.known_at).filter(
        possibly(look.day), person_id__in=people, capacity=Capacity.SUBSTANTIVE
    )
    rows = list(others.exclude(post_id=post)) if people else []
    titles = titles_on({row.post_id for row in rows}, look) if rows else {}
    found = []
    for one in holders:
        mine = [row for row in rows if one.is_substantive and row.person_id == one.person]
        elsewhere = {str(titles[row.post_id]): row.period for row in mine}
        odd = gather(
            rules.rests_on_an_instrument(one.instrument is not None), rules.holds_other_posts(elsewhere, one.period)
        )
        found += [(one, finding) for finding in odd]
    return found
