"""Forms over meetings: lists, planning, agenda, attendance, minutes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.references import Ref
from kurul.kernel.translated import Translated
from kurul.kernel.web.choosing import RecordField, as_typed, seen
from kurul.kernel.web.fields import DayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.rooms.boards.forms.charters import ReasonField
from kurul.rooms.boards.models import Attendance, ItemKind
from kurul.rooms.boards.models import Presence as PresenceChoice
from kurul.rooms.boards.queries.attendance import Sheet
from kurul.rooms.boards.queries.meeting_page import Item
from kurul.rooms.boards.queries.meetings import WHEN, Filters
from kurul.rooms.boards.queries.seats import Seat
from kurul.rooms.boards.rules.meetings import Presence
from kurul.rooms.people.public import Person

BOARD_CHOICES = Sequence[tuple[int, str]]


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MeetingFilters(forms.Form):
    """The filters of the list of meetings, read from the address."""

    when = forms.ChoiceField(
        label=pgettext_lazy("meetings", "When"),
        required=False,
        choices=[
            ("", _("all")),
            (WHEN[0], pgettext_lazy("meetings", "still to come")),
            (WHEN[1], pgettext_lazy("meetings", "held")),
            (WHEN[2], pgettext_lazy("meetings", "cancelled")),
        ],
    )
    board = forms.TypedChoiceField(label=_("Board"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, boards: BOARD_CHOICES, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["board"], boards)
        _offer(self.fields["year"], [(year, str(year)) for year in years])

    @property
    def filters(self) -> Filters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Filters(when=given.get("when", ""), board=given.get("board"), year=given.get("year"))


def _offer(field: forms.Field, choices: Sequence[tuple[int, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", gettext("all")), *choices]


class PlanForm(KurulForm):
    """A new meeting."""

    day = DayField(label=pgettext_lazy("meeting", "Day"))
    starts = forms.TimeField(label=pgettext_lazy("meeting", "Begins at"), required=False, widget=TimeInput)
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), required=False, max_length=200)


class RescheduleForm(PlanForm, VersionedForm):
    """Another day, time or place."""

    field_order = ("day", "starts", "place", "reason", "version")
    reason = ReasonField()


class CancelForm(VersionedForm):
    """A meeting that will not take place."""

    field_order = ("reason", "version")
    reason = ReasonField()


class ItemForm(KurulForm):
    """An item of the agenda."""

    title = TranslatedFormField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Purpose"), choices=ItemKind.choices, initial=ItemKind.DISCUSSION)
    note = TranslatedFormField(label=_("Note"), rows=3, required=False)
    is_restricted = forms.BooleanField(label=_("Restricted: the public sees only the number"), required=False)
    subject = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_subject(self) -> Ref | None:
        """The record that the item is about, where one came with the address."""
        text = self.cleaned_data["subject"]
        try:
            return Ref.read(text) if text else None
        except ValueError:
            return None


class AttendanceForm(KurulForm):
    """Who came: for each seat with a post one choice, and a name where somebody stood in."""

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = [seat for seat, _row in sheet.seats if seat.post]
        stood_in = {row.person_id for _seat, row in sheet.seats if row and row.capacity == "substitute"} - {None}
        names = seen(Person, [number for number in stood_in if number], self.actor) if stood_in else {}
        for seat, row in sheet.seats:
            if not seat.post:
                continue
            number = row.person_id if row and row.capacity == "substitute" else None
            self.fields[f"seat-{seat.post}"] = forms.ChoiceField(
                label=str(seat), choices=_choices(seat), required=False, initial=_recorded(row)
            )
            self.fields[f"person-{seat.post}"] = RecordField(
                Person,
                actor=self.actor,
                label=gettext("Who stood in"),
                required=False,
                help_text="",
                initial=as_typed(number, names[number]) if number in names else None,
            )

    def rows(self) -> list[tuple[Seat, Any, Any]]:
        """Seat, choice and name, side by side."""
        return [(seat, self[f"seat-{seat.post}"], self[f"person-{seat.post}"]) for seat in self.seats]

    def arguments(self) -> dict[str, Any]:
        """The presences of the seats for which something was chosen."""
        return {"entries": [entry for seat in self.seats if (entry := self._entry(seat)) is not None]}

    def _entry(self, seat: Seat) -> Presence | None:
        assert seat.post is not None
        chosen: str = self.cleaned_data.get(f"seat-{seat.post}", "")
        somebody = self.cleaned_data.get(f"person-{seat.post}")
        what, _colon, number = chosen.partition(":")
        if not what:
            return None
        if what in (PresenceChoice.ABSENT, PresenceChoice.EXCUSED):
            return Presence(seat.post, what)
        if what == "substitute":
            return Presence(
                seat.post, PresenceChoice.PRESENT, somebody.pk if somebody else None, what, in_place_of=int(number)
            )
        return Presence(seat.post, PresenceChoice.PRESENT, int(number), what)


def _choices(seat: Seat) -> list[tuple[str, str]]:
    """What can be said of a seat: each certain holder, somebody in a holder's place, absent, excused."""
    found = [("", gettext("not recorded"))]
    names = {holder.person: holder.name for holder in seat.holders}
    for holding in seat.holdings:
        name = {"name": names[holding.person]}
        if holding.capacity == "acting":
            found.append((f"acting:{holding.person}", gettext("%(name)s, acting") % name))
        else:
            found.append((f"holder:{holding.person}", names[holding.person]))
    for holding in seat.holdings:
        said = gettext("Somebody in place of %(name)s") % {"name": names[holding.person]}
        found.append((f"substitute:{holding.person}", said))
    found += [(value, str(label)) for value, label in PresenceChoice.choices if value != PresenceChoice.PRESENT]
    return found


def _recorded(row: Attendance | None) -> str:
    """The choice that stands for what is recorded."""
    if row is None:
        return ""
    if row.presence != PresenceChoice.PRESENT:
        return row.presence
    person = row.in_place_of_id if row.capacity == "substitute" else row.person_id
    return f"{row.capacity}:{person}"


class MinutesForm(VersionedForm):
    """The minutes: about the meeting as a whole, then item by item."""

    def __init__(self, *args: Any, items: Sequence[Item], general: Translated, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        version = self.fields.pop("version")
        self.fields["general"] = TranslatedFormField(
            label=_("About the meeting as a whole"), rows=4, required=False, initial=general
        )
        for item in items:
            self.fields[f"item-{item.id}"] = TranslatedFormField(
                label=f"{item.number}. {item.title}", rows=4, required=False, initial=item.text
            )
        self.fields["version"] = version

    def arguments(self) -> dict[str, Any]:
        """The texts by item."""
        texts: dict[int | None, Any] = {None: self.cleaned_data["general"]}
        texts |= {item.id: self.cleaned_data[f"item-{item.id}"] for item in self.items}
        return {"texts": texts, "version": self.cleaned_data["version"]}
