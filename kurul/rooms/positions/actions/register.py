"""Loading many posts and appointments from a file: in bulk, found again by key, a later file in place of the last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import CharField, Model
from django.utils.text import format_lazy

from kurul.kernel.actions import record, require, write_moment, writes
from kurul.kernel.exports import batches
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import ROLES
from kurul.kernel.imports import Report
from kurul.kernel.imports.rules import fits, holds_no_controls, is_an_address
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted
from kurul.kernel.rules import Finding, gather
from kurul.kernel.temporal import bulk, facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.loading import Given, settle, stored
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.public import existences_of
from kurul.rooms.people.public import names_of
from kurul.rooms.positions import rules, wording
from kurul.rooms.positions.actions.appointments import objections_to
from kurul.rooms.positions.actions.given import (
    AppointmentGiven,
    Codes,
    Key,
    PostGiven,
    appointments,
    kinds_of,
    scope_of,
    statements,
)
from kurul.rooms.positions.actions.posts import title_columns
from kurul.rooms.positions.actions.register_lines import Kept, store_lines
from kurul.rooms.positions.models import (
    Appointment,
    Capacity,
    Function,
    PortfolioEntry,
    Post,
    PostExistence,
    PostFact,
    PostIdentifier,
    PostKind,
    PostLoad,
    PostPlacement,
    PostTerms,
    PostTitle,
)
from kurul.rooms.positions.permissions import KEEP_RULES, can_appoint, can_keep_posts, can_keep_rules

LISTED = 10  # words that a refusal names
BATCH = 2000  # posts held in memory at a time
MODELS: tuple[type[PostFact], ...] = (
    PostExistence, PostTitle, PostPlacement, PortfolioEntry, PostTerms, PostIdentifier, Appointment,
)  # fmt: skip
Rows = dict[type[PostFact], list[tuple[int, Mapping[str, Any]]]]


@dataclass
class _Loading:
    """What one load knows while it goes through its batches."""

    report: Report
    codes: Codes
    moments: set[datetime]
    is_lenient: bool
    numbers: dict[Key, int] = field(default_factory=dict)
    lined: list[Kept] = field(default_factory=list)  # posts of which the file says to whom they report
    seen: set[Key] = field(default_factory=set)


@writes
def load_posts(
    *,
    posts: Iterable[PostGiven],
    kinds: Mapping[str, Translated],
    source: str,
    by: Actor,
    report: Report,
    functions: Mapping[str, Translated] | None = None,
    is_lenient: bool = False,
) -> dict[Key, int]:
    """Enter the posts and appointments of a file, or what it says otherwise than the last file of the `source`.

    Returns the number of each post by key. `kinds` and `functions` (code to name) are entered where they are new, which
    takes the right to keep rules. A row that the rules object to is refused in the report (the import is then undone
    as a whole); with `is_lenient` an appointment that contradicts another is left out with a warning instead.
    Raises NotPermitted.
    """
    require(can_keep_posts(by, ()))
    require(can_appoint(by, ()))
    moments = set(PostLoad.objects.filter(source=source).values_list("recorded_at", flat=True))
    known_kinds, new_kinds = _known(PostKind, kinds, by)
    known_functions, new_functions = _known(Function, functions or {}, by)
    codes = Codes(known_kinds, known_functions)
    loading = _Loading(report, codes, moments, is_lenient)
    for batch in batches(posts, BATCH):
        _load(batch, loading)
    if loading.lined and not report.refused:
        superiors = posts_by_key({said.superior for _number, one in loading.lined for said in one.lines or ()})
        store_lines(loading.lined, superiors | loading.numbers, moments, report, is_lenient=is_lenient)
    PostLoad.objects.get_or_create(source=source, recorded_at=write_moment())
    record(
        wording.POSTS_LOADED,
        Ref("positions.post", 0),
        by=by,
        rows=({"post": number, "key": list(key)} for key, number in loading.numbers.items()),
        after={
            "source": source,
            "posts": len(loading.numbers),
            "new_kinds": new_kinds,
            "new_functions": new_functions,
        },
    )
    return loading.numbers


def _known(model: Any, names: Mapping[str, Translated], by: Actor) -> tuple[dict[str, int], list[str]]:
    """What each code stands for, and the codes that were new and are entered by this: only who keeps the rules may."""
    known = dict(model.objects.values_list("code", "pk"))
    missing = [code for code in names if code not in known]
    if missing and not can_keep_rules(by).allowed:
        raise NotPermitted(_words_missing(model, missing, names))
    last = model.objects.order_by("order").values_list("order", flat=True).last() or 0
    new = [model(code=code, name=name, order=last + 10 * n) for n, (code, name) in enumerate(names.items(), start=1)]
    made = model.objects.bulk_create([one for one in new if one.code not in known])
    return known | {one.code: one.pk for one in made}, [one.code for one in made]


def _words_missing(model: Any, missing: list[str], names: Mapping[str, Translated]) -> Finding:
    """Which words are new, and who may enter them: rules and seats find posts by them, so they give rights."""
    roles = [role.label for role in ROLES.values() if KEEP_RULES in role.capabilities]
    who = format_lazy(", ".join("{}" for _role in roles), *roles)  # in the language of whoever reads it
    listed = "; ".join(f"{names[code]} ({code})" if names[code] else code for code in missing[:LISTED])
    code = "positions.kinds_not_entered" if model is PostKind else "positions.functions_not_entered"
    return Finding(code, None, {"count": len(missing), "listed": listed, "who": who})


def posts_by_key(keys: Iterable[Key]) -> dict[Key, int]:
    """Which post each key belongs to, by what is held true now; keys that no post has are absent."""
    values: dict[str, list[str]] = {}
    for scheme, value in keys:
        values.setdefault(scheme, []).append(value)
    found: dict[Key, int] = {}
    for scheme, wanted in values.items():
        for some in batches(wanted, BATCH):
            rows = PostIdentifier.objects.known_at().filter(scheme=scheme, value__in=some)
            found.update({(scheme, value): post for value, post in rows.values_list("value", "post_id")})
    return found


def _load(batch: Sequence[PostGiven], loading: _Loading) -> None:
    holders = posts_by_key(key for one in batch for key in (one.key, *one.further))
    existences = existences_of({said.organisation for one in batch for said in one.placements})
    unknown = kinds_of(batch) - set(loading.codes.kinds)
    fit = []
    for one in batch:
        problems = [*_objections(one, holders, existences, unknown), *_twice(one, loading.seen)]
        loading.seen.update((one.key, *one.further))
        for problem in problems:
            loading.report.refuse(one.file, one.row, problem)
        if not problems:
            fit.append(one)
    if loading.report.refused:
        return
    known = {one.key: holders[one.key] for one in fit if one.key in holders}
    new = [one for one in fit if one.key not in known]
    made = Post.objects.bulk_create(
        [Post(holders_allowed=one.holders_allowed, source=one.source, basis=one.basis) for one in new],
        batch_size=1000,
    )
    numbers = known | {one.key: post.pk for one, post in zip(new, made, strict=True)}
    loading.numbers |= numbers
    held = {model: _held(model, known.values()) for model in MODELS}
    rows: Rows = {model: [] for model in MODELS}
    gone: list[Any] = []
    for one in fit:
        number = numbers[one.key]
        if one.lines is not None:
            loading.lined.append((number, one))
        changes = _statements(one, number, held, rows, gone, loading)
        changes |= _appointments(one, number, held[Appointment].get(number, []), rows, gone, loading)
        counts = loading.report.changed if changes else loading.report.unchanged
        (counts if one.key in known else loading.report.created)["post"] += 1
    _store(rows, gone)


def _held(model: type[PostFact], posts: Iterable[int]) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = {}
    wanted = list(posts)
    if wanted:
        manager: Any = model._default_manager
        for row in manager.known_at().filter(post_id__in=wanted):
            rows.setdefault(row.post_id, []).append(row)
    return rows


def _twice(one: PostGiven, seen: set[Key]) -> Iterator[Finding]:
    if one.key in seen:
        yield Finding("positions.key_twice", "identifier", {"key": one.key[1]})
    for scheme, value in one.further:
        if (scheme, value) in seen:
            yield Finding("positions.identifier_taken", "identifier", {"scheme": scheme, "value": value})


def _objections(
    one: PostGiven, holders: Mapping[Key, int], existences: Mapping[int, list[Period]], unknown: set[str]
) -> tuple[Finding, ...]:
    post = holders.get(one.key)
    said = [*one.existence, *one.titles, *one.placements, *one.portfolio, *one.terms]
    return gather(
        rules.has_an_identifier(*one.key),
        *(rules.identifier_is_free(*key, holders.get(key), post) for key in (one.key, *one.further)),
        *(is_an_address(*key) for key in (one.key, *one.further)),
        holds_no_controls(_texts(one)),
        fits(_measured(one)),
        rules.has_a_place(one.holders_allowed),
        *(rules.has_a_title(title.title) for title in one.titles),
        *([] if one.titles else [rules.has_a_title({})]),
        *(rules.period_is_possible(statement.period) for statement in said),
        *(
            rules.organisation_exists(existences.get(place.organisation, []), place.period.start)
            for place in one.placements
        ),
        *(
            Finding("positions.kind_unknown", "kind", {"code": title.kind})
            for title in one.titles
            if title.kind in unknown
        ),
    )


def _texts(one: PostGiven) -> Iterator[str]:
    """Every text of the row that is kept."""
    yield one.source
    for key in (one.key, *one.further):
        yield from key
    for title in one.titles:
        yield from title.title.values()
    for terms in one.terms:
        yield from (getattr(terms, name) for name in _TERMS_LENGTHS)


def _measured(one: PostGiven) -> Iterator[tuple[str, int]]:
    """The texts of the row that go into columns, each with the length of its column."""
    for key in (one.key, *one.further):
        yield from zip(key, _KEY_LENGTHS, strict=True)
    yield one.source, _SOURCE_LENGTH
    for terms in one.terms:
        yield from ((getattr(terms, name), longest) for name, longest in _TERMS_LENGTHS.items())


def _longest(model: type[Model], name: str) -> int:
    """How many characters a column holds."""
    column = model._meta.get_field(name)
    assert isinstance(column, CharField)
    assert column.max_length is not None
    return column.max_length


_KEY_LENGTHS = tuple(_longest(PostIdentifier, name) for name in ("scheme", "value"))
_SOURCE_LENGTH = _longest(Post, "source")
_TERMS_LENGTHS = {
    name: _longest(PostTerms, name)
    for name in ("grade", "grade_note", "tenure", "other_duties", "rated_by", "reviewed_by")
}


def _statements(
    one: PostGiven, number: int, held: Mapping[Any, Any], rows: Rows, gone: list[Any], loading: _Loading
) -> bool:
    """Put what is new about a post into `rows` and what no longer stands into `gone`; whether there was any."""
    changes = False
    for model, given in statements(one, loading.codes).items():
        settled = settle(
            held[model].get(number, ()),
            given,
            loading.moments,
            scope=partial(scope_of, model),
        )
        for _given, _stands in settled.blocked:
            loading.report.warn(one.file, one.row, Finding("positions.stands_otherwise", "post"))
        gone += settled.gone
        rows[model] += [(number, _columns(said)) for said in settled.new]
        changes |= settled.changes
    return changes


def _columns(said: Given) -> dict[str, Any]:
    extra = title_columns(said.values["title"]) if "title" in said.values else {}
    return {**said.values, **extra, "basis": said.basis, **facts.columns(said.period)}


def _appointments(
    one: PostGiven, number: int, held: list[Appointment], rows: Rows, gone: list[Any], loading: _Loading
) -> bool:
    """The same for who holds the post: each is checked against those that stand and those that came before it."""
    pairs = appointments(one)
    settled = settle(held, [given for _said, given in pairs], loading.moments, scope=partial(scope_of, Appointment))
    gone += settled.gone
    standing = [_as_held(row) for row in settled.kept]
    new = {id(given) for given in settled.new}
    before = len(standing)
    for said, given in sorted(pairs, key=lambda pair: pair[1].period.start):
        if id(given) not in new:
            continue
        place = _place(one, said, standing, loading)
        if place is not None:
            standing.append(rules.Held(said.person, "", said.capacity, said.period, place, said.absence))
            rows[Appointment].append((number, {**_columns(given), "place": place}))
            loading.report.created["appointment"] += 1
    for given, _stands in settled.blocked:
        said = next(pair[0] for pair in pairs if pair[1] is given)
        loading.report.warn(said.file, said.row, Finding("positions.stands_otherwise", "person"))
    if unchanged := len(pairs) - len(settled.new) - len(settled.blocked):
        loading.report.unchanged["appointment"] += unchanged
    return bool(settled.gone) or len(standing) > before


def _as_held(row: Appointment) -> rules.Held:
    return rules.Held(row.person_id, "", row.capacity, row.period, row.place, row.absence)


def _place(one: PostGiven, said: AppointmentGiven, standing: list[rules.Held], loading: _Loading) -> int | None:
    """The place that the person takes; None, with a remark in the report, where the rules object."""
    existence = _existence_of(one)
    problems = _problems(one, said, standing, existence)
    if problems:
        names = names_of({held.person for held in standing}, Look.today())
        named = [replace(held, name=names.get(held.person, "")) for held in standing]
        remark = loading.report.warn if loading.is_lenient else loading.report.refuse
        for problem in _problems(one, said, named, existence):
            remark(said.file, said.row, problem)
        return None
    same = [held for held in standing if held.capacity == said.capacity]
    places = one.holders_allowed if said.capacity != Capacity.SUBSTITUTE else len(same) + 1
    return rules.free_place(same, said.period, places)


def _problems(
    one: PostGiven, said: AppointmentGiven, standing: list[rules.Held], existence: Period | None
) -> tuple[Finding, ...]:
    return gather(
        rules.period_is_possible(said.period),
        rules.lies_within_post(existence, said.period),
        rules.absence_fits_capacity(said.capacity, said.absence),
        rules.not_twice_in_one_post(standing, said.person, said.capacity, said.period),
        objections_to(one.holders_allowed, standing, said.period, said.capacity, said.absence),
    )


def _existence_of(one: PostGiven) -> Period | None:
    """From the first to the last day on which the file says that the post exists."""
    if not one.existence:
        return None
    periods = [said.period for said in one.existence]
    start, end = min(period.start for period in periods), max(period.end for period in periods)
    return Period(start, end if end.earliest >= start.earliest else Bound.open())


def _store(rows: Rows, gone: list[Any]) -> None:
    for model in MODELS:
        facts.supersede(row for row in gone if isinstance(row, model))
    for model, made in rows.items():
        if model is PostTerms:  # has a decimal, which the bulk path does not write
            PostTerms.objects.bulk_create((PostTerms(post_id=n, **said) for n, said in made), batch_size=1000)
        elif made:
            # What a file does not say of a fact is as if nobody had said it: the default of the column.
            plain = {f.attname: stored(f.get_default()) for f in model._meta.concrete_fields if not f.primary_key}
            columns = tuple(plain)
            filled = ({**plain, **{k: stored(v) for k, v in said.items()}, "post_id": number} for number, said in made)
            bulk.insert(model, columns, ([row[name] for name in columns] for row in filled))
