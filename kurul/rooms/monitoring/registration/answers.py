"""What this room answers when lower rooms ask: statuses, values, agenda items, a section of the board pack."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kurul.kernel.identity.actors import Actor
from kurul.kernel.references import Ref
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, in_every_language
from kurul.kernel.web.addresses import address
from kurul.kernel.web.days import day_text
from kurul.kernel.web.statuses import status_of
from kurul.kernel.wording import sentence
from kurul.rooms.boards.public import AgendaProposal, Board, Meeting, PackHeading, PackSection, PackTable, convener_of
from kurul.rooms.monitoring import actions, queries, tables
from kurul.rooms.monitoring.rules.status import Judgement
from kurul.rooms.monitoring.tables.showing import why_of, why_rolled
from kurul.rooms.organisations.public import Named, names_on
from kurul.rooms.strategy.public import (
    Actual,
    Plan,
    PlanTree,
    ProgressRow,
    ProgressStored,
    StatusMark,
    coordinated_by,
    tree,
)

LATE_ACTION = gettext_lazy("Late action %(code)s: %(title)s")
LATE_UNTITLED = gettext_lazy("Late action %(code)s")
OVERDUE_REPORTS = gettext_lazy("Overdue reports of %(period)s")
in_words = lazy(day_text, str)  # said in the language in which the sentence is put together
OVERDUE_NOTE = gettext_lazy("%(count)s reports were due on %(due)s and have not been handed in: %(bodies)s.")


def status_marks(*, tree: PlanTree, look: Look, actor: Actor) -> Iterator[StatusMark]:
    """How every element of a plan stands by the written rule."""
    url = address("monitoring:plan", tree.head.id, look=look)
    for number, line in queries.standings(tree, look).items():
        yield StatusMark(number, line.status, " ".join(why_of(line).deciding), f"{url}#lines")


def actuals(*, indicators: Collection[int], look: Look, actor: Actor) -> Iterator[Actual]:
    """What accepted reports say that indicators were; on the last day of the period if it is known."""
    for row in queries.accepted_values(indicators, look):
        yield Actual(row.indicator_id, row.day, row.value)


def progress(*, plan: Plan, rows: Sequence[ProgressRow], by: Actor) -> list[ProgressStored]:
    """Keep what a plan's files say of progress."""
    return actions.store_progress(plan=plan, rows=rows, by=by)


def agenda(*, board: Board, meeting: Meeting, look: Look) -> Iterator[AgendaProposal]:
    """Late actions and overdue reports of the plans that the convener of the board coordinates."""
    for found in _plans_of(board, look):
        for line in queries.standings(found, look).values():
            if line.item.is_action and line.status == "late" and line.judgement is not None:
                named = line.item.words.title
                title = in_every_language(LATE_ACTION if named else LATE_UNTITLED, code=line.item.code, title=named)
                yield AgendaProposal(
                    key=f"monitoring.late:{line.item.id}",
                    title=title,
                    subject=Ref("strategy.element", line.item.id),
                    note=_in_each_language(partial(_reasons, line.judgement)),
                )
        yield from _overdue(found.head.id, look)


def _overdue(plan: int, look: Look) -> Iterator[AgendaProposal]:
    for found in queries.overdue_reports(plan, look):
        yield AgendaProposal(
            key=f"monitoring.overdue:{found.period_id}",
            title=in_every_language(OVERDUE_REPORTS, period=found.code),
            subject=Ref("monitoring.monitoringperiod", found.period_id),
            note=_in_each_language(partial(_owing, found, names_on(found.owing, look).values())),
        )


def _owing(found: queries.OverdueReports, bodies: Iterable[Named]) -> str:
    said = ", ".join(sorted({str(body) for body in bodies}))
    told = {"count": found.count, "due": day_text(found.due), "bodies": said}
    return str(OVERDUE_NOTE) % told


def _reasons(judgement: Judgement) -> str:
    return " ".join(sentence(finding) for finding in judgement.deciding)


def _in_each_language(say: Callable[[], str]) -> Translated:
    """What is said in each language of the installation, to be stored."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = say()
    return Translated(texts)


def _plans_of(board: Board, look: Look) -> Iterable[PlanTree]:
    convener = convener_of(board.pk, look)
    for plan in sorted(coordinated_by([convener], look)) if convener else ():
        found = tree(plan, look, Actor.system("agenda"), with_steps=False)
        if found is not None:
            yield found


def pack(*, meeting: Meeting, look: Look, actor: Actor) -> Iterator[PackSection]:
    """The scorecards of the plans that the convener of the board coordinates."""
    convener = convener_of(meeting.board_id, look)
    plans = sorted(coordinated_by([convener], look)) if convener else []
    for plan in plans:
        card = queries.scorecard(plan, look, actor)
        if card is not None:
            title = _("Scorecard: %(plan)s") % {"plan": card.tree.head}
            yield PackSection(title, list(_blocks(card)), is_illustrative=_is_illustrative(card))


def _is_illustrative(card: queries.Scorecard) -> bool:
    return card.period is not None and card.period.basis == "illustrative"


def _blocks(card: queries.Scorecard) -> Iterator[str | PackHeading | PackTable]:
    standing = status_of(card.total.status).label
    yield _("%(status)s, as judged on %(day)s.") % {"status": standing, "day": day_text(card.day)}
    yield " ".join(why_rolled(card.total).deciding)
    if card.period is not None:
        rates = card.period.rates
        handed_in, in_time = tables.share(rates.handed_in, rates), tables.share(rates.in_time, rates)
        yield _("Reports of %(period)s handed in: %(handed_in)s; in time: %(in_time)s.") % {
            "period": card.period.code,
            "handed_in": handed_in or _("not known"),
            "in_time": in_time or _("not known"),
        }
    if card.changes:
        yield PackHeading(_("Changes since the period before"))
        for change in card.changes:
            before, after = status_of(change.before).label, status_of(change.after).label
            yield f"{change.line.item.code}: {before} → {after}. {' '.join(why_of(change.line).deciding)}"
    yield PackHeading(_("Actions"))
    rows: list[list[str | Translated]] = [
        [
            line.item.code,
            line.item.words.title,
            str(status_of(line.status).label),
            " ".join(why_of(line).deciding),
        ]
        for line in card.actions
    ]
    columns = [_("Code"), _("Action"), _("How it stands"), _("Why")]
    yield PackTable(columns, rows, widths=(0, 4, 0, 5))
