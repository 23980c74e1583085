"""The words of the room, the rules by which posts count, the roles that follow, and statements of completeness."""

from collections.abc import Collection, Mapping

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import ROLES
from kurul.kernel.refusals import Conflict, Stale, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Kind, Organisation, with_those_above
from kurul.rooms.positions import rules, wording
from kurul.rooms.positions.actions.posts import existence_of
from kurul.rooms.positions.models import (
    Completeness,
    EquivalenceException,
    EquivalenceFunction,
    EquivalenceRule,
    EquivalenceTerms,
    Function,
    Post,
    PostKind,
    PostRole,
    Reach,
)
from kurul.rooms.positions.permissions import can_keep_posts, can_keep_rules


@writes
def enter_post_kind(*, code: str, name: Translated, by: Actor, order: int = 0) -> PostKind:
    """A sort of post that there can be. Raises Refused (no name, code taken), NotPermitted."""
    require(can_keep_rules(by))
    taken = PostKind.objects.filter(code=code).exists()
    refuse_if(rules.has_a_title(name), rules.code_is_free(code, is_taken=taken))
    kind = PostKind.objects.create(code=code, name=name, order=order)
    record(wording.VOCABULARY_ENTERED, kind, by=by, after={"code": code, "name": dict(name)})
    return kind


@writes
def enter_function(*, code: str, name: Translated, by: Actor, order: int = 0) -> Function:
    """Something that a portfolio can consist of. Raises Refused (no name, code taken), NotPermitted."""
    require(can_keep_rules(by))
    taken = Function.objects.filter(code=code).exists()
    refuse_if(rules.has_a_title(name), rules.code_is_free(code, is_taken=taken))
    function = Function.objects.create(code=code, name=name, order=order)
    record(wording.VOCABULARY_ENTERED, function, by=by, after={"code": code, "name": dict(name)})
    return function


@writes
def enter_equivalence_rule(
    *,
    code: str,
    counts_as: str,
    post_kind: PostKind,
    organisation_kind: Kind,
    required: Collection[Function],
    period: Period,
    by: Actor,
    also_named: Collection[Function] = (),
    wording_of_source: Mapping[str, str] | None = None,
    note: Mapping[str, str] | None = None,
    instrument: Instrument | None = None,
    source: str = "",
) -> EquivalenceRule:
    """Posts of this kind in organisations of that kind count as the role `counts_as`, if their portfolio has all
    functions that are `required`; `also_named` are named by the rule, but a post counts without them.

    Raises Refused (no function, unknown role, impossible period, code taken), NotPermitted.
    """
    require(can_keep_rules(by))
    codes = [function.code for function in required]
    refuse_if(
        rules.requires_a_function(codes),
        rules.is_a_role(counts_as, ROLES),
        rules.period_is_possible(period),
        rules.code_is_free(code, is_taken=EquivalenceRule.objects.filter(code=code).exists()),
    )
    entered = EquivalenceRule.objects.create(code=code, counts_as=counts_as, source=source)
    columns = facts.columns(period)
    terms = EquivalenceTerms.objects.create(
        rule=entered,
        post_kind=post_kind,
        organisation_kind=organisation_kind,
        wording=Translated(wording_of_source),
        note=Translated(note),
        instrument=instrument,
        **columns,
    )
    for functions, is_required in ((required, True), (also_named, False)):
        for function in functions:
            EquivalenceFunction.objects.create(rule=entered, function=function, is_required=is_required, **columns)
    after = {
        **facts.state(terms),
        "required": codes,
        "also_named": [function.code for function in also_named],
        "counts_as": counts_as,
    }
    record(wording.RULE_ENTERED, entered, by=by, after=after, instrument=instrument)
    return entered


@writes
def end_equivalence_rule(
    *, rule: EquivalenceRule, day: Bound, by: Actor, instrument: Instrument | None = None
) -> EquivalenceTerms:
    """From `day` on no post counts by this rule any more. Raises Refused, NotPermitted."""
    require(can_keep_rules(by))
    terms = EquivalenceTerms.objects.possibly_as_of(day.latest).filter(rule=rule).first()
    refuse_if(rules.begins_inside(terms.period if terms else None, day))
    assert terms is not None
    ended = facts.end(terms, day)
    for function in EquivalenceFunction.objects.known_at().filter(rule=rule, valid_to__gt=day.latest):
        facts.end(function, day)
    record(wording.RULE_ENDED, rule, by=by, before=facts.state(terms), after=facts.state(ended), instrument=instrument)
    return ended


@writes
def except_post(
    *,
    post: Post,
    rule: EquivalenceRule,
    counts: bool,
    reason: Translated,
    period: Period,
    by: Actor,
    instrument: Instrument | None,
) -> EquivalenceException:
    """By an instrument of its own the post counts, or does not count, for `period`, whatever the rule says of it.

    Raises Refused (no instrument, no reason, outside the post), Conflict (excepted already), NotPermitted.
    """
    require(can_keep_rules(by))
    refuse_if(
        rules.period_is_possible(period),
        rules.exception_is_written(instrument is not None),
        rules.has_a_reason(str(reason)),
        rules.lies_within_post(existence_of(post), period),
    )
    stated = [row.period for row in EquivalenceException.objects.known_at().filter(post=post, rule=rule)]
    refuse_if(rules.not_excepted_already(stated, period), as_=Conflict)
    exception = EquivalenceException.objects.create(
        post=post, rule=rule, counts=counts, reason=reason, instrument=instrument, **facts.columns(period)
    )
    after = facts.state(exception)
    record(wording.POST_EXCEPTED, post, by=by, about=[rule], after=after, instrument=instrument)
    return exception


@writes
def end_exception(
    *, exception: EquivalenceException, day: Bound, by: Actor, instrument: Instrument | None = None
) -> EquivalenceException:
    """From `day` on the exception no longer holds. Raises Refused, Stale, NotPermitted."""
    require(can_keep_rules(by))
    running = _exception(exception)
    refuse_if(rules.begins_inside(running.period, day))
    ended = facts.end(running, day)
    before, after = facts.state(running), facts.state(ended)
    about = [running.rule]
    record(wording.EXCEPTION_ENDED, running.post, by=by, about=about, before=before, after=after, instrument=instrument)
    return ended


@writes
def withdraw_exception(*, exception: EquivalenceException, reason: str, by: Actor) -> None:
    """There never was such an exception. Raises Refused (no reason), Stale, NotPermitted."""
    require(can_keep_rules(by))
    row = _exception(exception)
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    record(wording.EXCEPTION_WITHDRAWN, row.post, by=by, about=[row.rule], before=facts.state(row), reason=reason)


def _exception(exception: EquivalenceException) -> EquivalenceException:
    """The row as it is stored, locked; Stale when somebody has ended or withdrawn it in the meantime."""
    row = EquivalenceException.objects.select_for_update().get(pk=exception.pk)
    if row.is_superseded:
        raise Stale
    return row


@writes
def give_role(
    *,
    role: str,
    reach: str,
    period: Period,
    by: Actor,
    post_kind: PostKind | None = None,
    rule: EquivalenceRule | None = None,
) -> PostRole:
    """Holders of posts of this kind, or of posts that count by this rule (one of the two), have the role.

    `reach`: in the post's own organisation, or in the body above it.

    Raises Refused (unknown role), Conflict (follows already), NotPermitted.
    """
    if (post_kind is None) == (rule is None):
        raise ValueError("A role follows either from a kind of post or from a rule.")
    require(can_keep_rules(by))
    same = PostRole.objects.known_at().filter(post_kind=post_kind, rule=rule, role=role, reach=reach)
    refuse_if(rules.is_a_role(role, ROLES), rules.period_is_possible(period))
    refuse_if(rules.not_given_already([row.period for row in same], period), as_=Conflict)
    given = PostRole.objects.create(
        post_kind=post_kind, rule=rule, role=role, reach=Reach(reach).value, **facts.columns(period)
    )
    subject = post_kind or rule
    assert subject is not None
    record(wording.ROLE_GIVEN, subject, by=by, after=facts.state(given))
    return given


@writes
def state_completeness(*, organisation: Organisation, period: Period, by: Actor) -> Completeness:
    """All posts and holders of this body are recorded: what is not recorded does not exist in this period.

    Raises Refused, Conflict (already stated), NotPermitted.
    """
    require(can_keep_posts(by, with_those_above(organisation.pk, Look.today())))
    refuse_if(rules.period_is_possible(period))
    stated = [row.period for row in Completeness.objects.known_at().filter(organisation=organisation)]
    refuse_if(rules.not_stated_already(stated, period), as_=Conflict)
    completeness = Completeness.objects.create(organisation=organisation, **facts.columns(period))
    record(wording.COMPLETENESS_STATED, organisation, by=by, after=facts.state(completeness))
    return completeness


@writes
def withdraw_completeness(*, completeness: Completeness, reason: str, by: Actor) -> None:
    """It was wrong that all posts and holders of the body were recorded. Raises Refused, Stale, NotPermitted."""
    require(can_keep_posts(by, with_those_above(completeness.organisation_id, Look.today())))
    row = Completeness.objects.select_for_update().get(pk=completeness.pk)
    if row.is_superseded:
        raise Stale
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    record(wording.COMPLETENESS_WITHDRAWN, row.organisation, by=by, before=facts.state(row), reason=reason)
