"""Establishing, changing and abolishing posts."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import EventKind
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation, with_those_above
from kurul.rooms.positions import queries, rules, wording
from kurul.rooms.positions.models import (
    Delegation,
    EquivalenceException,
    Function,
    PortfolioEntry,
    Post,
    PostExistence,
    PostFact,
    PostKind,
    PostPlacement,
    PostTitle,
    PowerHeld,
    ReportingLine,
)
from kurul.rooms.positions.permissions import can_keep_posts


@writes
def establish_post(
    *,
    title: Translated,
    kind: PostKind,
    organisation: Organisation,
    period: Period,
    by: Actor,
    functions: Collection[Function] = (),
    instrument: Instrument | None = None,
    holders_allowed: int = 1,
    source: str = "",
) -> Post:
    """Enter a post that exists for `period`; its first title, organisation and portfolio hold as long.

    Raises Refused (no title, impossible period, an organisation that does not exist then), NotPermitted.
    """
    require(can_keep_posts(by, with_those_above(organisation.pk, Look.today())))
    refuse_if(
        rules.has_a_title(title),
        rules.period_is_possible(period),
        rules.has_a_place(holders_allowed),
        rules.organisation_exists(_existences(organisation), period.start),
    )
    post = Post.objects.create(holders_allowed=holders_allowed, source=source)
    common: dict[str, Any] = {"post": post, "instrument": instrument, **facts.columns(period)}
    PostExistence.objects.create(**common)
    PostTitle.objects.create(**common, kind=kind, **title_columns(title))
    PostPlacement.objects.create(**common, organisation=organisation)
    PortfolioEntry.objects.bulk_create(PortfolioEntry(**common, function=function) for function in functions)
    after = {
        "title": dict(title),
        "kind": kind.code,
        "organisation": organisation.pk,
        "period": str(period),
        "portfolio": _codes(functions),
        "holders_allowed": holders_allowed,
    }
    record(wording.ESTABLISHED, post, by=by, after=after, instrument=instrument, about=[organisation])
    return post


@writes
def retitle_post(
    *,
    post: Post,
    title: Translated,
    kind: PostKind,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> PostTitle:
    """The post is called otherwise, or is of another kind, from `day` on. Raises Refused, Stale, NotPermitted."""
    may_change(post, version, by)
    running = _running(PostTitle, post, day)
    refuse_if(
        rules.has_a_title(title),
        rules.post_exists_on(existence_of(post), day),
        rules.begins_inside(running.period if running else None, day),
    )
    assert running is not None
    refuse_if(rules.something_changes((running.title, running.kind_id), (title, kind.pk), field="title"))
    ended, new = facts.change(running, day, kind=kind, instrument=instrument, **title_columns(title))
    _remember(wording.RETITLED, post, ended, new, by)
    return new


@writes
def move_post(
    *,
    post: Post,
    organisation: Organisation,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> PostPlacement:
    """The post belongs to another organisation from `day` on; it takes the right in both. Raises as `retitle_post`."""
    may_change(post, version, by)
    require(can_keep_posts(by, with_those_above(organisation.pk, Look.today())))
    running = _running(PostPlacement, post, day)
    refuse_if(
        rules.post_exists_on(existence_of(post), day),
        rules.organisation_exists(_existences(organisation), day),
        rules.begins_inside(running.period if running else None, day),
    )
    assert running is not None
    refuse_if(rules.something_changes(running.organisation_id, organisation.pk, field="organisation"))
    ended, new = facts.change(running, day, organisation=organisation, instrument=instrument)
    _remember(wording.MOVED, post, ended, new, by, about=[ended.organisation, organisation])
    return new


@writes
def set_portfolio(
    *,
    post: Post,
    functions: Collection[Function],
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> tuple[PortfolioEntry, ...]:
    """From `day` on the portfolio consists of exactly these functions. Returns the entries that begin then.

    Raises Refused, Stale, NotPermitted.
    """
    may_change(post, version, by)
    existence = existence_of(post)
    refuse_if(rules.post_exists_on(existence, day))
    assert existence is not None
    later = list(PortfolioEntry.objects.known_at().filter(post=post, valid_to__gt=day.latest))
    running = {row.function_id: row for row in later if row.period.start.earliest <= day.latest}
    before = [row.function for row in running.values()]
    refuse_if(rules.something_changes(_codes(before), _codes(functions), field="functions"))
    wanted = {function.pk: function for function in functions}
    for row in later:
        if running.get(row.function_id) is not row or row.function_id not in wanted:
            end_or_withdraw(row, day)
    columns = facts.columns(Period(day, existence.end))
    new = tuple(
        PortfolioEntry.objects.create(post=post, function=function, instrument=instrument, **columns)
        for number, function in wanted.items()
        if number not in running
    )
    said = {"day": str(day), "portfolio": _codes(functions)}
    record(wording.PORTFOLIO_SET, post, by=by, before={"portfolio": _codes(before)}, after=said, instrument=instrument)
    return new


@writes
def abolish_post(*, post: Post, day: Bound, by: Actor, version: int, instrument: Instrument | None = None) -> None:
    """The post no longer exists from `day` on; what is said of it ends too: who reports to it, what it delegated.

    Raises Refused while somebody holds it.
    """
    may_change(post, version, by)
    existence = _running(PostExistence, post, day)
    refuse_if(
        rules.begins_inside(existence.period if existence else None, day),
        rules.nobody_holds_after(queries.held_to(post), day),
        as_=Conflict,
    )
    assert existence is not None
    ended = facts.end(existence, day)
    for row in _said_of(post):
        if row.valid_to > day.latest:
            end_or_withdraw(row, day)
    _remember(wording.ABOLISHED, post, existence, ended, by, instrument=instrument)


def title_columns(title: Translated) -> dict[str, Any]:
    """The columns of a title: the texts, and what search and sorting need of them."""
    return {"title": title, "search_text": title.folded, "sort_keys": title.sort_keys}


def existence_of(post: Post) -> Period | None:
    """The (last) period in which the post exists, by what is held true now."""
    last = PostExistence.objects.known_at().filter(post=post).in_order().last()
    return last.period if last else None


def organisations_of(post: Post) -> tuple[int, ...]:
    """The organisation that the post belongs to now (or last did) and those above it: where a right must hold."""
    look = Look.today()
    titled = queries.titles_on([post.pk], look).get(post.pk)
    return with_those_above(titled.organisation.id if titled and titled.organisation else None, look)


def _existences(organisation: Organisation) -> list[Period]:
    return [row.period for row in organisation.existences.known_at()]


def may_change(post: Post, version: int, by: Actor) -> None:
    """Check the right, and that nobody else changed the record since `version` was read; take the next version."""
    require(can_keep_posts(by, organisations_of(post)))
    claimed = Post.objects.filter(pk=post.pk, version=version).update(version=version + 1)
    if not claimed:
        raise Stale


def _running(model: type[PostFact], post: Post, day: Bound) -> Any:
    """The row that a change on `day` would replace: the one that holds, or may hold, on the latest possible day."""
    return model.objects.possibly_as_of(day.latest).filter(post=post).select_for_update().first()


def end_or_withdraw(row: Fact, day: Bound) -> None:
    """What is said ends on the day; what would only have begun later was never so."""
    if Period(row.period.start, day).is_possible:
        facts.end(row, day)
    else:
        facts.withdraw(row)


def _said_of(post: Post) -> Iterator[Fact]:
    """Everything that is said of a post and cannot go on without it, by what is held true now."""
    for model in (PostTitle, PostPlacement, PortfolioEntry, EquivalenceException):
        yield from model.objects.known_at().filter(post=post)
    yield from ReportingLine.objects.known_at().filter(Q(post=post) | Q(superior=post))
    yield from PowerHeld.objects.known_at().filter(post=post)
    yield from Delegation.objects.known_at().filter(Q(from_post=post) | Q(to_post=post))


def _codes(functions: Iterable[Function]) -> list[str]:
    return sorted(function.code for function in functions)


def _remember(
    kind: EventKind,
    post: Post,
    before: Any,
    after: Any,
    by: Actor,
    *,
    about: Any = (),
    instrument: Instrument | None = None,
) -> None:
    record(
        kind,
        post,
        by=by,
        about=about,
        before=facts.state(before),
        after=facts.state(after),
        instrument=instrument or after.instrument,
    )
