"""Forms over boards, their charters and their seats."""

import re
from fractions import Fraction
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.kernel.web.sorted_choice import SortedChoiceField
from kurul.rooms.boards.actions import Terms
from kurul.rooms.boards.models import Charter, Role, SeatSource
from kurul.rooms.boards.queries.seats import CIO
from kurul.rooms.boards.rules.charters import QuorumRule
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.positions.public import Post, PostKind

LONGEST_REASON = 2000
_QUORUM = re.compile(r"(>?)\s*(\d{1,4})\s*(?:/\s*(\d{1,4}))?")
TERMS = (
    "name",
    "convener",
    "is_label",
    "cadence_months",
    "cadence_note",
    "members_note",
    "status_note",
    "quorum",
    "quorum_basis",
)


class InstrumentField(SortedChoiceField):
    """The instrument on which something rests; empty: not known."""

    def __init__(self) -> None:
        super().__init__(Instrument.objects.all(), label=_("Legal basis"), required=False, empty_label=_("not known"))


class ReasonField(forms.CharField):
    """Why something is changed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Why"))
        missing = _("Say why; the reason is kept with the change.")
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=LONGEST_REASON,
            error_messages={"required": missing},
            **kwargs,
        )


class QuorumField(forms.CharField):
    """A quorum as people write it: 7 for a number of seats, 1/2 for at least that share, > 1/2 for more than it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Quorum"),
            required=False,
            max_length=20,
            help_text=_(
                "7 for a number of seats, 1/2 for at least half of them, > 1/2 for more than half. Empty: none."
            ),
        )

    def prepare_value(self, value: Any) -> Any:
        """A rule as the text that is edited."""
        if not isinstance(value, QuorumRule):
            return value
        text = str(value.number) if value.share is None else f"{value.share.numerator}/{value.share.denominator}"
        return f"> {text}" if value.more_than else text

    def clean(self, value: Any) -> QuorumRule | None:
        """Text to a rule without its basis; None for none."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        match = _QUORUM.fullmatch(text)
        if match is None or match[3] in {"0", "00", "000", "0000"} or (match[1] and not match[3]):
            raise ValidationError(
                _("“%(text)s” is not a quorum. Write for example 7, 1/2 or > 1/2."), params={"text": text}
            )
        if match[3] is None:
            return QuorumRule(number=int(match[2]))
        return QuorumRule(share=Fraction(int(match[2]), int(match[3])), more_than=bool(match[1]))


class TermsForm(KurulForm):
    """What a charter says."""

    name = TranslatedFormField(label=_("Name"), max_length=300)
    convener = RecordField(Organisation, label=_("Convened by"), required=False)
    is_label = forms.BooleanField(label=_("A name for a series of meetings, not a body created by law"), required=False)
    cadence_months = forms.IntegerField(
        label=_("At most so many months between two meetings"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("Leave empty if no interval is published: the cadence then cannot be judged."),
    )
    cadence_note = TranslatedFormField(label=_("How often it meets, in the words of the source"), required=False)
    members_note = TranslatedFormField(label=_("Who sits in it, in the words of the source"), required=False)
    status_note = TranslatedFormField(label=_("How it stands, in the words of the source"), required=False)
    quorum = QuorumField()
    quorum_basis = forms.CharField(
        label=_("What the quorum rests on"), required=False, max_length=300, help_text=_("Needed with a quorum.")
    )

    def arguments(self) -> dict[str, Any]:
        """The terms as one value instead of their fields."""
        given = super().arguments()
        said = {name: given.pop(name) for name in TERMS}
        rule, basis = said.pop("quorum"), said.pop("quorum_basis")
        quorum = QuorumRule(rule.number, rule.share, rule.more_than, basis) if rule else None
        return {**given, "terms": Terms(**said, quorum=quorum)}


def terms_now(charter: Charter) -> dict[str, Any]:
    """The initial values of a form over a charter."""
    terms = Terms.of(charter)
    basis = terms.quorum.basis if terms.quorum else ""
    return {**{name: getattr(terms, name) for name in TERMS if name != "quorum_basis"}, "quorum_basis": basis}


class CharterForm(TermsForm, PeriodForm):
    """A new board."""

    field_order = ("code", *TERMS, "first_day", "last_day", "instrument", "source")
    finding_fields: ClassVar = {**PeriodForm.finding_fields, "day": "first_day"}

    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("A short name without blanks, by which files name the board.")
    )
    instrument = InstrumentField()
    source = forms.CharField(label=_("Source"), required=False, max_length=500)


class AmendForm(TermsForm, VersionedForm):
    """Other terms from a day on."""

    field_order = (*TERMS, "day", "instrument", "version")
    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = InstrumentField()


class CorrectForm(TermsForm, VersionedForm):
    """The right terms instead of some that were entered wrongly."""

    field_order = (*TERMS, "reason", "version")
    reason = ReasonField(label=_("Why it was wrong"))


class EndForm(VersionedForm):
    """The end of a board."""

    field_order = ("day", "reason", "instrument", "version")
    day = ImpreciseDayField(label=_("First day on which it no longer meets"))
    reason = ReasonField(required=False)
    instrument = InstrumentField()


class SeatsForm(PeriodForm):
    """Seats for posts: those that count as CIO-equivalents, those of a kind, or one."""

    field_order = ("source", "kind", "post", "role", "first_day", "last_day", "instrument")
    finding_fields: ClassVar = {**PeriodForm.finding_fields, "selector": "kind"}

    source = forms.ChoiceField(
        label=_("Who sits in it"),
        widget=forms.RadioSelect,
        choices=[
            (SeatSource.EQUIVALENCE, _("The posts that count as CIO-equivalents")),
            (SeatSource.KIND, _("All posts of a kind")),
            (SeatSource.POST, _("One post")),
        ],
    )
    kind = forms.ModelChoiceField(PostKind.objects.all(), label=_("Kind of post"), required=False, empty_label="–")
    post = RecordField(Post, label=pgettext_lazy("of an organisation", "Post"), required=False)
    role = forms.ChoiceField(label=_("As what"), choices=Role.choices, initial=Role.MEMBER)
    instrument = InstrumentField()

    def arguments(self) -> dict[str, Any]:
        """The selector that fits the source."""
        given = super().arguments()
        kind = given.pop("kind")
        selectors = {SeatSource.EQUIVALENCE: CIO, SeatSource.KIND: kind.code if kind else ""}
        return {**given, "selector": selectors.get(given["source"], "")}


class EndSeatsForm(KurulForm):
    """The end of seats."""

    day = ImpreciseDayField(label=_("First day on which they no longer sit in it"))
    reason = ReasonField(required=False)
