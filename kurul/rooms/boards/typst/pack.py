"""The board pack: everything that a member reads before a meeting, as one PDF.

The room puts together plain values in one language; `typst/pack.typ` typesets them (see kernel/typesetting).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kurul.kernel import typesetting
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.remembering import remembering
from kurul.kernel.rules import Finding
from kurul.kernel.slots import contributions
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated, active_language
from kurul.kernel.web.days import day_text, period_text
from kurul.kernel.web.statuses import status_of
from kurul.rooms.boards.models import ItemKind, Meeting, MeetingState, Role
from kurul.rooms.boards.queries import decisions, meeting_page
from kurul.rooms.boards.queries.meeting_page import Page
from kurul.rooms.boards.queries.seats import Seat, seats_of
from kurul.rooms.organisations.public import names_on

PACK = "boards.pack"
TEMPLATE = Path(__file__).resolve().parent / "pack.typ"
MOST_DECISIONS = 500

Words = str | Translated


@dataclass(frozen=True)
class PackTable:
    """A table of a section. A cell is one text or several, one under the other; `widths` are shares, 0: as needed."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Words | Sequence[Words]]]
    widths: Sequence[int]


@dataclass(frozen=True)
class PackSection:
    """A section of the pack, in the order given; a row of the slot `boards.pack`.

    That is asked with `meeting`, `look` and `actor`, inside the language of the pack. A heading is a `PackHeading`.
    """

    title: Words
    blocks: Sequence["Words | PackHeading | PackTable"]
    is_illustrative: bool = False


@dataclass(frozen=True)
class PackHeading:
    """A heading inside a section."""

    title: Words


def write_pack(meeting: Meeting, look: Look, actor: Actor, *, language: str) -> bytes:
    """The pack of a meeting as a PDF, as this actor may read it. Raises Refused when it cannot be typeset."""
    with remembering(), translation.override(language):
        content = contents(meeting, look, actor)
    return typeset(content)


def typeset(content: dict[str, Any]) -> bytes:
    """The PDF of a pack's content. Raises Refused with the typesetter's message."""
    try:
        return typesetting.typeset(TEMPLATE, {**content, "standard": "ua-1"})
    except typesetting.NotTypeset as error:
        raise Refused(Finding("boards.pack_failed", None, {"problem": str(error)})) from error


def contents(meeting: Meeting, look: Look, actor: Actor) -> dict[str, Any]:
    """What the pack says, in the active language, in the form that the template reads."""
    page, before, owed = _read(meeting, look, actor)
    seats = seats_of(meeting.board_id, Look(meeting.day, look.known_at), actor)
    sections = [_agenda(page), _previous_meeting(before), _owed(owed), _seats(seats)]
    sections += contributions.ask(PACK, meeting=meeting, look=look, actor=actor)
    illustrative = any(section.is_illustrative for section in sections) or page.is_partly_illustrative
    name = str(page.board_name)
    which = _("Meeting %(number)s") % {"number": meeting.number}
    day = day_text(meeting.day)
    made_at = clock.now()
    return {
        "language": active_language(),
        "title": f"{name} – {which}, {day}",
        "author": "Kurul",
        "made_at": int(made_at.timestamp()),
        "header": f"{name} · {which} · {day}",
        "footer": _("Made on %(day)s") % {"day": day_text(clock.day_of(made_at))},
        "mark": _("Illustrative") if illustrative else "",
        "kind": _("Board pack"),
        "board": _said(page.board_name),
        "subtitle": which,
        "facts": [{"label": label, "value": _said(value)} for label, value in _cover(page, seats, look)],
        "note": _("Part of what stands here was made up to show the system alive; no source states it.")
        if illustrative
        else "",
        "contents": _("Contents"),
        "sections": [
            {"title": _said(one.title), "blocks": [_block(block) for block in one.blocks]} for one in sections
        ],
    }


def _cover(page: Page, seats: Sequence[Seat], look: Look) -> Iterator[tuple[str, Words]]:
    meeting = page.meeting
    starts = f", {meeting.starts.isoformat('minutes')}" if meeting.starts else ""
    yield pgettext("meeting", "Day"), f"{day_text(meeting.day)}{starts}"
    yield pgettext("meeting", "Place"), meeting.place or _("not known")
    if page.charter and page.charter.convener_id:
        convener = names_on([page.charter.convener_id], look).get(page.charter.convener_id)
        yield _("Convened by"), convener.name if convener else _("not known")
    if page.charter and page.charter.instrument:
        yield _("Legal basis"), page.charter.instrument.title
    yield _("Interval"), _interval(page)
    yield _("Seats"), str(len(seats))
    yield _("Items on the agenda"), str(len(page.items))


def _interval(page: Page) -> str:
    months = page.charter.cadence_months if page.charter else None
    if months is None:
        return _("not published; the cadence cannot be judged")
    every = translation.ngettext("every month", "every %(count)s months", months) % {"count": months}
    if page.meet_by is None:
        return every
    return _("%(every)s; the next meeting is due by %(day)s") % {"every": every, "day": day_text(page.meet_by)}


def _agenda(page: Page) -> PackSection:
    if not page.items:
        return PackSection(_("Agenda"), [_("Nothing stands on the agenda yet.")])
    rows: list[Sequence[Words | Sequence[Words]]] = []
    for item in page.items:
        title: list[Words] = [_("restricted")] if item.is_withheld else [item.title]
        title += [item.note] if item.note else []
        title += [item.subject.label] if item.subject else []
        rows.append([str(item.number), title, str(ItemKind(item.kind).label)])
    table = PackTable([_("No."), _("Item"), _("Purpose")], rows, [0, 1, 0])
    return PackSection(_("Agenda"), [table])


def _read(meeting: Meeting, look: Look, actor: Actor) -> tuple[Page, Page | None, Sequence[decisions.Row]]:
    """The meeting, the last one of the board that was held before it, and what the board has open, read together."""
    found = meeting_page.head(meeting.pk, look, actor)
    if found is None:
        raise Refused(Finding("boards.no_such_meeting", None, {"meeting": meeting.pk}))
    before = meeting_page.last_before(found.meeting, look, actor)
    heads = [found, before] if before else [found]
    names = {found.meeting.board_id: found.board_name}
    taken, owed = decisions.of_meetings_and_open(
        [one.meeting for one in heads], look, actor, names, most=MOST_DECISIONS
    )
    texts = {before.id} if before else ()
    page, *earlier = meeting_page.pages(heads, look, actor, taken, texts=texts, subjects={found.id})
    return page, earlier[0] if earlier else None, owed


def _previous_meeting(page: Page | None) -> PackSection:
    title = _("The previous meeting")
    if page is None:
        return PackSection(title, [_("No earlier meeting is recorded.")])
    params = {"number": page.meeting.number, "day": day_text(page.meeting.day)}
    blocks: list[Words | PackHeading | PackTable] = [_("Meeting %(number)s was held on %(day)s.") % params]
    blocks += [_presence(page)]
    if page.state is not MeetingState.MINUTED:
        blocks.append(_("Its minutes are not approved yet."))
    else:
        blocks += _minutes(page)
    if page.taken:
        blocks += [PackHeading(_("Decisions")), _register(page.taken)]
    return PackSection(title, blocks)


def _presence(page: Page) -> str:
    judged = page.quorum
    if judged is None:
        return _("Who came is not recorded.")
    said = _("%(present)s of %(seats)s seats were present.") % {"present": judged.present, "seats": judged.seats}
    status = {None: "boards.no_quorum_rule", True: "boards.quorate", False: "boards.not_quorate"}[judged.met]
    stands = f"{said} {status_of(status).label}."
    if judged.needed is None:
        return stands
    needed = _("Needed: %(needed)s (%(basis)s).") % {"needed": judged.needed, "basis": judged.basis}
    return f"{stands} {needed}"


def _minutes(page: Page) -> Iterator[Words | PackHeading | PackTable]:
    yield PackHeading(_("Minutes"))
    if page.general_text:
        yield page.general_text
    rows: list[Sequence[Words | Sequence[Words]]] = []
    rows += ([str(item.number), item.title, item.text] for item in page.items if item.text)
    if rows:
        yield PackTable([_("No."), _("Item"), _("Minutes")], rows, [0, 2, 3])


def _owed(rows: Sequence[decisions.Row]) -> PackSection:
    title = _("Open and overdue decisions")
    if not rows:
        return PackSection(title, [_("No decision of the board is open.")])
    return PackSection(title, [_register(rows)], any(row.basis == "illustrative" for row in rows))


def _register(rows: Iterable[decisions.Row]) -> PackTable:
    cells: list[Sequence[Words | Sequence[Words]]] = []
    for row in rows:
        text: Words = _("restricted") if row.is_withheld else row.text
        bodies = [f"{status_of(code).label}: {', '.join(map(str, found))}" for code, found in row.by_status]
        due = day_text(row.due_or_none) if row.due_or_none else _("no day set")
        cells.append([row.number, text, bodies or "–", due])
    return PackTable([_("No."), pgettext("one record", "Decision"), _("Addressees"), _("Due")], cells, [0, 5, 4, 0])


def _seats(seats: Sequence[Seat]) -> PackSection:
    title = _("Seats")
    if not seats:
        return PackSection(title, [_("No post has a seat in this board, as far as is recorded.")])
    rows: list[Sequence[Words | Sequence[Words]]] = []
    for seat in seats:
        holders = [f"{holder.name} ({period_text(holder.period)})" for holder in seat.holders]
        place: list[Words] = [seat.body_name or _("not known"), seat.title]
        state = str(status_of(f"positions.{seat.state}").label)
        rows.append([place, holders or "–", str(Role(seat.role).label), state])
    illustrative = any(holder.basis == "illustrative" for seat in seats for holder in seat.holders)
    columns = [_("Seat"), _("Holder"), _("Role"), _("State")]
    return PackSection(title, [PackTable(columns, rows, [5, 4, 0, 0])], illustrative)


def _block(block: Words | PackHeading | PackTable) -> dict[str, Any]:
    match block:
        case PackHeading():
            return {"kind": "heading", "text": _said(block.title)}
        case PackTable():
            rows = [[_cell(value) for value in row] for row in block.rows]
            return {"kind": "table", "columns": list(block.columns), "widths": list(block.widths), "rows": rows}
    return {"kind": "paragraph", "text": _said(block)}


def _cell(value: Words | Sequence[Words]) -> list[dict[str, str]]:
    lines = [value] if isinstance(value, str | Translated) else value
    return [_said(line) for line in lines if line] or [_said("–")]


def _said(value: Words) -> dict[str, str]:
    """A text with its language, so that it is hyphenated and read aloud rightly."""
    if isinstance(value, Translated):
        best = value.best()
        return {"text": best.text, "language": best.language} if best else _said(_("not published"))
    return {"text": str(value), "language": active_language()}
