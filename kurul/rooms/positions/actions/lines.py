"""To whom a post reports."""

from kurul.kernel.actions import record, require, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.rooms.law.public import Instrument
from kurul.rooms.positions import queries, rules, wording
from kurul.rooms.positions.actions.posts import existence_of, may_change, organisations_of
from kurul.rooms.positions.actions.powers import locked
from kurul.rooms.positions.models import Post, ReportingLine
from kurul.rooms.positions.permissions import can_keep_posts


@writes
def set_superior(
    *,
    post: Post,
    superior: Post | None,
    day: Bound,
    by: Actor,
    version: int,
    instrument: Instrument | None = None,
) -> ReportingLine | None:
    """From `day` on the post reports to `superior`; None: to nobody any more. Returns the line that begins then.

    It lasts until a line that was recorded for later begins, or one of the two posts ends.

    Raises Refused (cycle, superior gone, nothing changes), Stale, NotPermitted.
    """
    may_change(post, version, by)
    existence = existence_of(post)
    refuse_if(rules.post_exists_on(existence, day))
    assert existence is not None
    rows = list(ReportingLine.objects.known_at().filter(post=post).in_order().select_for_update())
    running = _running(rows, day)
    refuse_if(
        rules.something_changes(running.superior_id if running else None, superior.pk if superior else None,
                                field="superior"),
        rules.begins_inside(running.period, day) if running else None,
    )  # fmt: skip
    if superior is None:
        refuse_if(rules.no_line_begins_later([row.period for row in rows], day))
        new = None
    else:
        new = _line(post, superior, Period(day, _until(rows, running, day, existence)), instrument)
    ended = facts.end(running, day) if running else None
    if new is not None:
        new.save(force_insert=True)
    record(
        wording.SUPERIOR_SET,
        post,
        by=by,
        about=[one for one in {running.superior if running else None, superior} if one is not None],
        before=facts.state(running) if running else None,
        after=facts.state(new) if new else facts.state(ended) if ended else None,
        instrument=instrument,
    )
    return new


@writes
def correct_superior(
    *,
    line: ReportingLine,
    superior: Post,
    period: Period,
    reason: str,
    by: Actor,
    instrument: Instrument | None = None,
) -> ReportingLine:
    """The line was entered wrongly; this is how it really is, all of it. Returns the row that takes its place.

    Raises Refused (no reason, nothing changes, outside the posts, a cycle), Conflict (another line then), Stale,
    NotPermitted.
    """
    require(can_keep_posts(by, organisations_of(line.post)))
    running = locked(ReportingLine, line)
    refuse_if(rules.has_a_reason(reason))
    was = (running.superior, running.instrument, running.period)
    above = existence_of(superior)
    refuse_if(
        rules.something_changes(was, (superior, instrument, period), field="reason"),
        rules.period_is_possible(period),
        rules.lies_within_post(existence_of(running.post), period),
        rules.superior_exists(above, period.start),
    )
    assert above is not None
    period = Period(period.start, rules.earlier_end(period.end, above.end))
    others = ReportingLine.objects.known_at().filter(post=running.post).exclude(pk=running.pk)
    refuse_if(
        rules.period_is_possible(period),
        rules.does_not_report_to_itself(running.post_id, queries.ever_above(superior.pk, period)),
    )
    refuse_if(rules.no_other_line([row.period for row in others.in_order()], period), as_=Conflict)
    corrected = facts.correct(running, period, superior=superior, instrument=instrument)
    record(
        wording.SUPERIOR_CORRECTED,
        running.post,
        by=by,
        about=[one for one in {running.superior, superior} if one != running.post],
        before=facts.state(running),
        after=facts.state(corrected),
        reason=reason,
        personal={"reason": reason},
        instrument=instrument,
    )
    return corrected


@writes
def withdraw_superior(*, line: ReportingLine, reason: str, by: Actor) -> None:
    """It was wrong that the post reports so. Raises Refused (no reason), Stale, NotPermitted."""
    require(can_keep_posts(by, organisations_of(line.post)))
    row = locked(ReportingLine, line)
    refuse_if(rules.has_a_reason(reason))
    facts.withdraw(row)
    record(
        wording.SUPERIOR_WITHDRAWN, row.post, by=by, about=[row.superior], before=facts.state(row), reason=reason,
        personal={"reason": reason},
    )  # fmt: skip


def _running(rows: list[ReportingLine], day: Bound) -> ReportingLine | None:
    """The line that holds, or may hold, on the latest possible day."""
    return next((row for row in rows if row.valid_from <= day.latest < row.valid_to), None)


def _until(rows: list[ReportingLine], running: ReportingLine | None, day: Bound, existence: Period) -> Bound:
    """Until when a new line holds: to the end of the one that it replaces, else to the next one, else to the post's."""
    if running is not None:
        return running.period.end
    later = [row.period.start for row in rows if row.valid_from > day.latest]
    return min(later, default=existence.end)


def _line(post: Post, superior: Post, period: Period, instrument: Instrument | None) -> ReportingLine:
    """The line, checked and not yet saved; it ends with the superior post where that has an end."""
    above = existence_of(superior)
    refuse_if(rules.superior_exists(above, period.start))
    assert above is not None
    period = Period(period.start, rules.earlier_end(period.end, above.end))
    refuse_if(
        rules.period_is_possible(period, field="day"),
        rules.does_not_report_to_itself(post.pk, queries.ever_above(superior.pk, period)),
    )
    return ReportingLine(post=post, superior=superior, instrument=instrument, **facts.columns(period))
