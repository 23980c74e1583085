"""Forms over decisions: the register, deciding, confirming, superseding, notes."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.web.choosing import RecordField, SeenField
from kurul.kernel.web.fields import DayField, ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.rooms.boards.forms.charters import ReasonField
from kurul.rooms.boards.models.decisions import ExecutionState
from kurul.rooms.boards.queries.decisions import Filters
from kurul.rooms.boards.rules.decisions import Execution
from kurul.rooms.organisations.public import Organisation

LONGEST_TEXT = 4000


class DecisionFilters(KurulForm):
    """The filters of the register, read from the address."""

    q = forms.CharField(label=_("Number or text"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("decisions", "State"),
        required=False,
        choices=[
            ("", _("all")),
            ("open", pgettext_lazy("decisions", "open")),
            ("overdue", pgettext_lazy("decisions", "overdue")),
            ("done", pgettext_lazy("decisions", "done")),
            ("superseded", pgettext_lazy("decisions", "superseded")),
        ],
    )
    board = forms.TypedChoiceField(label=_("Board"), required=False, coerce=int, empty_value=None)
    organisation = RecordField(Organisation, label=_("Addressee"), required=False, help_text="")

    def __init__(self, *args: Any, boards: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["board"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *boards]

    @property
    def filters(self) -> Filters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        body = given.get("organisation")
        return Filters(
            text=given.get("q", ""),
            state=given.get("state", ""),
            board=given.get("board"),
            organisation=body.pk if body else None,
        )


class BodiesField(SeenField):
    """Several bodies, one per line, each by its name, abbreviation or number; cleans to a list of organisations."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        kwargs.setdefault("help_text", _("One per line: name, abbreviation, or the number after a #."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[Organisation]:
        """Each line to the one body that it means; raises ValidationError for each line that means none or several."""
        one = RecordField(Organisation, actor=self.actor)
        found, problems = [], []
        for line in str(value or "").splitlines():
            try:
                body = one.to_python(line)
            except ValidationError as error:
                problems.append(error)
            else:
                found += [body] if isinstance(body, Organisation) else []
        if problems:
            raise ValidationError(problems)
        return found


class DecideForm(KurulForm):
    """A decision: under which item, what, whom it addresses, by when."""

    item = forms.TypedChoiceField(label=_("Item of the agenda"), required=False, coerce=int, empty_value=None)
    text = TranslatedFormField(
        label=_("What is decided"),
        rows=4,
        error_messages={"required": _("Write what was decided, in at least one language.")},
    )
    addressees = forms.MultipleChoiceField(
        label=_("Addressees"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one, here or below."),
    )
    others = BodiesField(label=_("Other addressees"), required=False)
    due = ImpreciseDayField(label=_("Due"), open_when_empty=True)

    def __init__(
        self, *args: Any, items: Sequence[tuple[int, str]], bodies: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("item", [("", gettext("under no item")), *items]), ("addressees", list(bodies))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if not bodies:
            del self.fields["addressees"]
            self.fields["others"].label = _("Addressees")

    def arguments(self) -> dict[str, Any]:
        """The bodies ticked and those typed, as one list; the item stays its number."""
        given = super().arguments()
        ticked = Organisation.objects.in_bulk([int(number) for number in given.pop("addressees", [])])
        typed = given.pop("others")
        return {**given, "addressees": [*ticked.values(), *typed]}

    def field_of(self, finding: Any) -> str | None:
        """Where no body is offered to tick, what concerns addressees is shown at those that are typed."""
        name = super().field_of(finding)
        return "others" if name is None and finding.field == "addressees" else name


class ConfirmForm(KurulForm):
    """How far an addressee carried a decision out."""

    state = forms.TypedChoiceField(
        label=_("How far is it carried out?"),
        widget=forms.RadioSelect,
        coerce=Execution,
        choices=[
            (ExecutionState.DONE, pgettext_lazy("decision", "Done")),
            (ExecutionState.IN_PROGRESS, pgettext_lazy("decision", "In progress")),
            (ExecutionState.OPEN, pgettext_lazy("decision", "Open again")),
        ],
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Needed once it is done. What shows it: a document and its number, an address, what can be seen where."
        ),
    )
    day = DayField(label=_("Since"))


class SupersedeForm(VersionedForm):
    """The decision that takes the place of this one."""

    field_order = ("successor", "reason", "version")
    finding_fields: ClassVar = {"": "successor"}

    successor = forms.TypedChoiceField(label=_("Which decision takes its place?"), coerce=int)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, later: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(later)


class NoteForm(KurulForm):
    """A follow-up note."""

    text = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST_TEXT
    )
