"""The life of each commune as it follows from the events."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from kurul.kernel.imports import Report
from kurul.kernel.imports.tables import Row
from kurul.kernel.provenance import Basis
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import Body, SaidChange, SaidClass, SaidName, SaidNumber, SaidPlace
from kurul.rooms.organisations.actions.register.said import Key
from kurul.rooms.organisations.models import ChangeKind
from kurul.rooms.organisations.registers.formats.fr_events import Commune, Event, Line

NAME, DEPARTMENT = "fr-communes", "fr-departement"
SNAPSHOT = date(2024, 3, 12)  # departments and regions carry no days: they were so when the list was taken
REPLACES, RESTORES = "32", "21"
GOES_ON = ("31", "33", "34", "35")  # others go into a commune that goes on

KINDS = {
    "10": ChangeKind.RENAMED,
    "20": ChangeKind.SPLIT,
    "21": ChangeKind.SPLIT,
    "30": ChangeKind.SPLIT,
    "31": ChangeKind.ABSORBED,
    "32": ChangeKind.MERGED,
    "33": ChangeKind.ABSORBED,
    "34": ChangeKind.ABSORBED,
    "35": ChangeKind.ABSORBED,
    "41": ChangeKind.MOVED,
    "50": ChangeKind.RECLASSIFIED,
    "70": ChangeKind.RECLASSIFIED,
    "71": ChangeKind.RECLASSIFIED,
}


def region(row: Row) -> Body:
    """A region of the list of regions."""
    return _above(row, ("fr-region", row.text("REG")), "fr-region", ())


def department(row: Row) -> Body:
    """A department of the list of departments, under its region."""
    place = SaidPlace(parent=("fr-region", row.text("REG")))
    return _above(row, (DEPARTMENT, row.text("DEP")), "fr-departement", (place,))


def _above(row: Row, key: Key, kind: str, places: tuple[SaidPlace, ...]) -> Body:
    return Body(
        key=key,
        exists=(Period.since(Bound.by(SNAPSHOT)),),
        names=(SaidName(name=Translated(fr=row.text("LIBELLE"))),),
        classes=(SaidClass(kind=kind),),
        places=places,
        file=row.file,
        row=row.line,
    )


@dataclass
class Span:
    """Something that holds from a day on, until it ends: a name, a code with its sort, the key of a parent."""

    value: Any
    start: Bound
    row: int
    end: Bound = field(default_factory=Bound.open)

    @property
    def period(self) -> Period:
        """When it holds."""
        return Period(self.start, self.end)


@dataclass
class Life:
    """One commune through time."""

    commune: Commune
    key: Key
    line: Line
    exists: list[Span] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    codes: list[Span] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)

    def begin(self, name: str, start: Bound, row: int) -> None:
        """It exists, under a name and its code, from a day on."""
        self.exists.append(Span(None, start, row))
        self.names.append(Span(name, start, row))
        self.codes.append(Span(self.commune, start, row))

    def end(self, day: date) -> None:
        """It exists no longer from the day on."""
        for spans in (self.exists, self.names, self.codes, self.places):
            close(spans, day)

    @property
    def name(self) -> object:
        """Its last name."""
        return self.names[-1].value


def close(spans: list[Span], day: date) -> None:
    """End the last span, where it still runs."""
    if spans and spans[-1].end.is_open:
        spans[-1].end = Bound.on(day)


class History:
    """Takes one event after the other; at the end it knows all communes."""

    def __init__(self, report: Report, departments: set[str]) -> None:
        self.report, self.departments = report, departments
        self.lives: list[Life] = []
        self.living: dict[Commune, Life] = {}
        self.ended: dict[Commune, Life] = {}
        self.changes: list[SaidChange] = []

    def take_all(self, events: Sequence[Event]) -> None:
        """Take the events day by day; on one day first those whose communes are there, then those that these make."""
        for _day, of_day in groupby(events, key=lambda event: event.day):
            waiting = list(of_day)
            while waiting:
                event = next((event for event in waiting if not self._waits(event, waiting)), waiting[0])
                waiting.remove(event)
                self.take(event)

    def _waits(self, event: Event, others: Sequence[Event]) -> bool:
        """Whether a commune before the event is not there, and another event of the day makes it."""
        made = {commune for other in others if other is not event for commune in self._made(other)}
        return any(commune not in self.living and commune in made for commune in event.before)

    def _made(self, event: Event) -> set[Commune]:
        """The communes that begin with the event: into which others only go is there before."""
        if event.mod == REPLACES:
            return set(event.after)
        goes_on = {commune for commune in event.after if commune[0] == "COM"} if event.mod in GOES_ON else set()
        return set(event.after) - set(event.before) - goes_on

    def take(self, event: Event) -> None:
        """What is before the event existed; what is after it exists from its day on."""
        if event.mod not in KINDS:
            params = {"kind": event.mod}
            self.report.refuse(
                event.first.file, event.first.row, Finding("organisations.change_kind_not_known", None, params)
            )
            return
        before = {commune: self._there(commune, line, event.day) for commune, line in event.before.items()}
        after: dict[Commune, Life] = {}
        goes_on = {commune for commune in event.after if self._goes_on(commune, event, before)}
        for commune, life in before.items():
            if commune not in goes_on and not self._moves_on(commune, event):
                life.end(event.day)
                self.ended[commune] = life
                del self.living[commune]
        for commune, line in event.after.items():
            after[commune] = self._after(commune, line, event, is_going_on=commune in goes_on)
        self._place(event, before, after)
        self._remember(event, before, after)

    def _there(self, commune: Commune, line: Line, day: date) -> Life:
        """The commune as it is before an event; one of which nothing was said began on a day that is not known."""
        life = self.living.get(commune)
        if life is None:
            had_ended = commune in self.ended
            start = Bound.by(day - timedelta(days=1))
            if had_ended:
                last = self.ended[commune].exists[-1].end.earliest
                if last >= day:
                    self._contradicts(line, "organisations.ended_before", str(last))
                    start = Bound.on(day)
                else:
                    start = Bound.between(last, day - timedelta(days=1))
                    self._contradicts(line, "organisations.began_without_event", str(last))
            life = self._begin(
                commune, line, line.name_before, start, f"{day - timedelta(days=1)}" if had_ended else ""
            )
        elif life.name != line.name_before:
            self._contradicts(line, "organisations.named_otherwise", str(life.name))
            close(life.names, day)
            life.names.append(Span(line.name_before, Bound.on(day), line.row))
        return life

    def _contradicts(self, line: Line, code: str, held: str) -> None:
        params = {"code": line.code_before, "name": line.name_before, "held": held, "day": line.day}
        self.report.warn(line.file, line.row, Finding(code, None, params))

    def _begin(self, commune: Commune, line: Line, name: str, start: Bound, since: str) -> Life:
        key = (NAME, "-".join(commune) + (f"@{since}" if since else ""))
        life = Life(commune, key, line)
        life.begin(name, start, line.row)
        self.lives.append(life)
        self.living[commune] = life
        return life

    def _goes_on(self, commune: Commune, event: Event, before: dict[Commune, Life]) -> bool:
        """Whether the commune after the event is the one before it. A new commune never is, not even with its code."""
        if event.mod == REPLACES and commune[0] == "COM":
            return False
        return commune in before or (commune in self.living and event.mod in GOES_ON)

    def _moves_on(self, commune: Commune, event: Event) -> bool:
        """Whether the commune goes on under another code or as another sort: 41, 50, 70."""
        return event.mod in ("41", "50", "70") and len(event.after) == len(event.before) == 1

    def _after(self, commune: Commune, line: Line, event: Event, *, is_going_on: bool) -> Life:
        day = Bound.on(event.day)
        if is_going_on:
            life = self.living[commune]
        elif self._moves_on(line.before, event):
            life = self.living.pop(line.before)
            close(life.codes, event.day)
            life.commune = commune
            life.codes.append(Span(commune, day, line.row))
            self.living[commune] = life
        elif event.mod == RESTORES and commune in self.ended and self.ended[commune].exists[-1].end.latest <= event.day:
            life = self.ended.pop(commune)
            life.begin(line.name_after, day, line.row)
            self.living[commune] = life
        else:
            if commune in self.living:  # nothing said that it ended
                self._contradicts(line, "organisations.begins_while_there", str(self.living[commune].name))
                self.living[commune].end(event.day)
            return self._begin(commune, line, line.name_after, day, event.day.isoformat())
        if life.name != line.name_after:
            close(life.names, event.day)
            life.names.append(Span(line.name_after, day, line.row))
        return life

    def _place(self, event: Event, before: dict[Commune, Life], after: dict[Commune, Life]) -> None:
        """An associated or delegated commune stands under the commune into which the one before it went."""
        for commune, life in after.items():
            if commune[0] not in ("COMA", "COMD"):
                continue
            sources = {line.before for line in event.lines if line.after == commune}
            homes = {line.after for line in event.lines if line.before in sources and line.after[0] == "COM"}
            if len(homes) == 1:
                close(life.places, event.day)
                home = after[homes.pop()]
                life.places.append(Span(home.key, Bound.on(event.day), event.after[commune].row))
        for life in before.values():  # whoever stood under a commune that has ended stands there no longer
            if not life.exists[-1].end.is_open:
                for other in self.living.values():
                    if other.places and other.places[-1].value == life.key:
                        close(other.places, event.day)

    def _remember(self, event: Event, before: dict[Commune, Life], after: dict[Commune, Life]) -> None:
        kind = KINDS[event.mod]
        if kind is ChangeKind.SPLIT and len(after) == 1:
            kind = ChangeKind.ABSORBED
        if kind is ChangeKind.MERGED and len(before) == 1:
            kind = ChangeKind.RECLASSIFIED
        self.changes.append(
            SaidChange(
                kind=kind.value,
                day=Bound.on(event.day),
                before=tuple(sorted({life.key for life in before.values()})),
                after=tuple(sorted({life.key for life in after.values()})),
                file=event.first.file,
                row=event.first.row,
                note=f"MOD {event.mod}",
            )
        )

    def bodies(self) -> list[Body]:
        """All communes that existed on some day; those that ended on the day on which they began are told by row."""
        lasting = []
        for life in self.lives:
            if self._lasting(life.exists):
                lasting.append(self._body(life))
            else:
                finding = Finding("organisations.no_state_left", None, {"key": life.key[1]})
                self.report.warn(life.line.file, life.line.row, finding)
        return lasting

    def lasting_changes(self) -> list[SaidChange]:
        """The events, without communes that existed on no day; those of which nothing is left are told by row."""
        momentary = {life.key for life in self.lives if not self._lasting(life.exists)}
        kept = []
        for change in self.changes:
            before, after = (
                tuple(key for key in side if key not in momentary) for side in (change.before, change.after)
            )
            if before and after:
                kept.append(replace(change, before=before, after=after))
            else:
                finding = Finding("organisations.change_of_nothing", None, {"day": change.day})
                self.report.warn(change.file, change.row, finding)
        return kept

    def _body(self, life: Life) -> Body:
        return Body(
            key=life.key,
            exists=tuple(span.period for span in self._lasting(life.exists)),
            names=tuple(
                SaidName(name=Translated(fr=str(span.value)), period=span.period, row=span.row)
                for span in self._lasting(life.names)
            ),
            classes=tuple(
                SaidClass(kind=f"fr-{span.value[0].lower()}", period=span.period, row=span.row)
                for span in self._lasting(life.codes)
            ),
            numbers=tuple(
                SaidNumber(scheme=f"fr-{span.value[0].lower()}", value=span.value[1], period=span.period, row=span.row)
                for span in self._lasting(life.codes)
            ),
            places=(*self._own_places(life), *self._department(life)),
            file=life.line.file,
            row=life.line.row,
        )

    def _lasting(self, spans: list[Span]) -> list[Span]:
        return [span for span in spans if span.period.is_possible]

    def _own_places(self, life: Life) -> list[SaidPlace]:
        return [SaidPlace(parent=span.value, period=span.period, row=span.row) for span in self._lasting(life.places)]

    def _department(self, life: Life) -> list[SaidPlace]:
        """A commune lies in the department whose number begins its code: inferred, the list does not say it."""
        if life.places or not self.departments:
            return []
        code = life.commune[1][:3] if life.commune[1].startswith("97") else life.commune[1][:2]
        if code not in self.departments:
            return []
        made = []
        for span in self._lasting(life.exists):
            latest = SNAPSHOT if span.end.is_open else min(SNAPSHOT, span.end.latest - timedelta(days=1))
            start = Bound(min(span.start.earliest, latest), latest)
            place = SaidPlace(parent=(DEPARTMENT, code), period=Period(start, span.end), basis=Basis.INFERRED)
            made.append(place)
        return made
