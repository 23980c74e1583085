"""How values of this room are laid out on its pages: the cadence strip, charters, seat rules."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kurul.kernel.audit.queries import history
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.references import Ref
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import charts
from kurul.kernel.web.addresses import address
from kurul.kernel.web.components import Link, TimelineEntry
from kurul.kernel.web.days import day_text
from kurul.kernel.web.page import page
from kurul.kernel.web.request import PageRequest
from kurul.rooms.boards.models import Charter, SeatRule
from kurul.rooms.boards.queries.boards import Page
from kurul.rooms.boards.queries.decisions import Page as DecisionPage
from kurul.rooms.boards.queries.meetings import Brief
from kurul.rooms.boards.queries.seats import Seat
from kurul.rooms.law.public import Instrument
from kurul.rooms.positions.public import PostKind

LOGGED = 20  # entries of a log that are shown


def instrument_link(instrument: Instrument | None) -> Link | None:
    """The instrument with the address of its page."""
    return Link(str(instrument), address("law:instrument", instrument.pk)) if instrument else None


def interval_text(months: int | None) -> str:
    """The interval in words."""
    if months is None:
        return _("interval not published")
    return ngettext("every month", "every %(count)s months", months) % {"count": months}


def cadence_strip(board: Page, look: Look) -> charts.Chart | None:
    """Years as rows, meetings as dots, the permitted gap as a band, breaches hatched; None before any meeting."""
    judged = board.cadence
    if not judged.meetings and not any(one.is_ahead for one in board.meetings):
        return None
    held = [_mark(one, _("Meeting %(number)s"), look) for one in board.meetings if one.day <= look.day and one.is_held]
    planned = [_mark(one, _("Meeting %(number)s, planned"), look) for one in board.meetings if one.is_ahead]
    permitted = [charts.Span(gap.start, min(gap.due, gap.end or gap.due)) for gap in judged.gaps if gap.due is not None]
    breaches = [charts.Span(breach.first_day, breach.last_day) for breach in judged.breaches]
    return charts.strip(
        "cadence",
        _("Meetings over the years"),
        _strip_says(board),
        marks=held,
        planned=planned,
        permitted=permitted,
        breaches=breaches,
        today=look.day,
    )


def _mark(meeting: Brief, said: str, look: Look) -> charts.Mark:
    url = address("boards:meeting", meeting.id, look=look)
    return charts.Mark(meeting.day, said % {"number": meeting.number}, url)


def _strip_says(board: Page) -> str:
    judged = board.cadence
    said = ngettext("One meeting is recorded", "%(count)s meetings are recorded", len(judged.meetings))
    parts = [said % {"count": len(judged.meetings)}]
    if judged.judged:
        kept = _("%(kept)s of %(judged)s gaps under a published interval kept it")
        parts.append(kept % {"kept": judged.kept, "judged": judged.judged})
    return "; ".join(parts) + "."


def charter_entries(rows: Sequence[Charter]) -> list[TimelineEntry]:
    """The terms of a board over time, earliest first."""
    entries = []
    for index, charter in enumerate(rows):
        said = _("Terms: %(name)s, %(interval)s") if index == 0 else _("New terms: %(name)s, %(interval)s")
        params = {"name": charter.name, "interval": interval_text(charter.cadence_months)}
        entries.append(
            TimelineEntry(charter.period.start, said % params, instrument_link(charter.instrument), basis=charter.basis)
        )
    if rows and not rows[-1].period.end.is_open:
        entries.append(TimelineEntry(rows[-1].period.end, _("The board no longer met"), basis=rows[-1].basis))
    return entries


@dataclass(frozen=True)
class SeatRuleShown:
    """A rule that gives seats, with how many it gives on the day."""

    rule: SeatRule
    label: str
    count: int
    instrument: Link | None


def seat_rules(seats: Iterable[Seat]) -> list[SeatRuleShown]:
    """The rules behind the seats, each once, in the order of the seats."""
    found: dict[int, list[Seat]] = {}
    for seat in seats:
        found.setdefault(seat.rule.pk, []).append(seat)
    rules = [(given[0].rule, given) for given in found.values()]
    kinds = {rule.selector for rule, _given in rules if rule.by == "kind"}
    names = {kind.code: str(kind) for kind in PostKind.objects.filter(code__in=kinds)} if kinds else {}
    return [
        SeatRuleShown(rule, _rule_says(rule, given[0], names), len(given), instrument_link(rule.instrument))
        for rule, given in rules
    ]


def _rule_says(rule: SeatRule, seat: Seat, kinds: Mapping[str, str]) -> str:
    if rule.by == "equivalence":
        return _("The posts that count as CIO-equivalents")
    if rule.by == "kind":
        return _("All posts of the kind “%(kind)s”") % {"kind": kinds.get(rule.selector, rule.selector)}
    return str(seat)


def decision_entries(decision: DecisionPage) -> list[TimelineEntry]:
    """What happened to a decision: taken, reported, noted, replaced; earliest first."""
    bodies = {one.id: str(one) for one in decision.addressees}
    found = [(decision.decided_on, TimelineEntry(decision.decided_on, _("Decided"), basis=decision.basis))]
    for report in decision.reports:
        params = {"body": bodies.get(report.addressee_id, ""), "state": report.get_state_display()}
        said = _("%(body)s: %(state)s") % params
        details = (Link(report.evidence),) if report.evidence else ()
        entry = TimelineEntry(
            report.period.start, said, recorded_at=report.recorded_at, basis=report.basis, details=details
        )
        found.append((report.period.start.latest, entry))
    for note in decision.notes:
        author = note.author.display_name if note.author else ""
        entry = TimelineEntry(note.day, note.text, actor=author, recorded_at=note.recorded_at, basis=note.basis)
        found.append((note.day, entry))
    if decision.superseded_by:
        by = decision.superseded_by
        said = _("Decision %(number)s took its place") % {"number": by.number}
        found.append((by.decided_on, TimelineEntry(by.decided_on, said, basis=by.basis)))
    return [entry for _day, entry in sorted(found, key=lambda one: one[0])]


def log_page(request: PageRequest, ref: Ref, about: Link, scopes: Collection[Scope]) -> HttpResponse:
    """What was recorded about a record that this reader may see; the record's page loads it as a part of itself.

    `scopes`: where the reader holds the right to read the closed events of this record (`closed_reader`).
    """
    context = {"about": about, "entries": history(ref, request.actor, limit=LOGGED, scopes=scopes)}
    return page(request, "boards/log.html", context, fragment="boards/_log.html")


def meeting_trail(board: int, board_name: str, number: int, look: Look) -> list[Link]:
    """The way to a meeting."""
    return [
        Link(_("Boards"), address("boards:list", look=look)),
        Link(board_name, address("boards:board", board, look=look)),
        Link(_("Meeting %(number)s") % {"number": number}),
    ]


def meeting_title(number: int, day: date) -> str:
    """A meeting in a word and a day."""
    return _("Meeting %(number)s, %(day)s") % {"number": number, "day": day_text(day)}
