"""What people type about plans; parsed and checked here, never saved."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.bounds import Bound, Period, day_after
from kurul.kernel.web.choosing import RecordField
from kurul.kernel.web.fields import DayField, ImpreciseDayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm, VersionedForm
from kurul.kernel.web.sorted_choice import SortedChoiceField
from kurul.rooms.law.public import Instrument
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.strategy import queries
from kurul.rooms.strategy.models import Direction, Element, Plan, Role, Scheme, Tier

LACKS = {
    "owner": _("responsible body"),
    "dates": _("dates"),
    "steps": _("steps"),
    "measure": _("target"),
    "title": _("title"),
}
MOST_TIERS = 4
YES_NO_NOT_KNOWN = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]


def instrument_field() -> SortedChoiceField:
    """The legal basis, which may be not known."""
    return SortedChoiceField(
        Instrument.objects.all(), label=_("Legal basis"), required=False, empty_label=_("not known")
    )


def reason_field() -> forms.CharField:
    """Why; the action refuses an empty one, at this field."""
    return forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class ActionFilters(forms.Form):
    """The filters of the list of actions, read from the address."""

    q = forms.CharField(label=_("Code, title or summary"), required=False)
    under = forms.TypedChoiceField(label=_("Serves"), required=False, coerce=int, empty_value=None)
    body = forms.TypedChoiceField(label=_("Body"), required=False, coerce=int, empty_value=None)
    role = forms.ChoiceField(label=_("Takes part as"), required=False)
    lacks = forms.ChoiceField(label=_("Not published"), required=False)

    def __init__(self, *args: Any, tree: queries.PlanTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = [(item.id, _indented(item)) for item in tree.items if not item.is_action]
        bodies = {body.organisation.id: str(body.organisation) for item in tree.actions for body in item.bodies}
        self._offer("under", above)
        self._offer("body", sorted(bodies.items(), key=lambda pair: pair[1]))
        self._offer("role", list(Role.choices))
        self._offer("lacks", list(LACKS.items()))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    @property
    def filters(self) -> queries.Filters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return queries.Filters(
            text=given.get("q", ""),
            under=given.get("under"),
            body=given.get("body"),
            role=given.get("role", ""),
            lacks=given.get("lacks", ""),
        )


def _indented(item: queries.Item) -> str:
    code = f"{item.code} " if item.tier.is_numbered else ""
    title = str(item.words.title)
    return f"{'– ' * len(item.path)}{code}{title if len(title) <= 70 else title[:69] + '…'}"


class DraftPlanForm(PeriodForm):
    """A new plan."""

    field_order = ("code", "scheme", "title", "vision", "first_day", "last_day", "coordinator", "instrument")
    finding_fields: ClassVar = {**PeriodForm.finding_fields, "period": "last_day"}

    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("By which files and reports name it. It stays."))
    scheme = forms.ModelChoiceField(
        Scheme.objects.all(), label=_("How it is built"), help_text=_("Which tiers the plan has.")
    )
    title = TranslatedFormField(label=_("Title"), max_length=500)
    vision = TranslatedFormField(label=_("Vision"), required=False, rows=2, max_length=1000)
    coordinator = RecordField(Organisation, label=_("Coordinated by"), required=False)
    instrument = instrument_field()

    def arguments(self) -> dict[str, Any]:
        """The period as what the plan covers."""
        given = super().arguments()
        given["covers"] = given.pop("period")
        return given


class SchemeForm(KurulForm):
    """How plans of one sort are built: up to four tiers, from the top down; the lowest holds the actions."""

    finding_fields: ClassVar = {"tiers": "name_1"}
    name = TranslatedFormField(label=_("What such plans are called"), max_length=200)
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("By which files name it: small letters, digits and -.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for depth in range(1, MOST_TIERS + 1):
            labels = {"depth": depth}
            self.fields[f"name_{depth}"] = TranslatedFormField(
                label=gettext("Tier %(depth)s: one of it is called") % labels, required=depth == 1, max_length=100
            )
            self.fields[f"plural_{depth}"] = TranslatedFormField(
                label=gettext("Tier %(depth)s: several are called") % labels, required=depth == 1, max_length=100
            )

    def arguments(self) -> dict[str, Any]:
        """The tiers that have a name, with their plurals."""
        given = dict(self.cleaned_data)
        pairs = [(given.pop(f"name_{depth}"), given.pop(f"plural_{depth}")) for depth in range(1, MOST_TIERS + 1)]
        return {**given, "tiers": [(name, plural or name) for name, plural in pairs if name]}


class ChangeForm(VersionedForm):
    """What every change of the world has: the day it takes effect, and its legal basis."""

    day = ImpreciseDayField(label=_("Takes effect on"))
    instrument = instrument_field()


class AdoptForm(ChangeForm):
    """The adoption of a draft."""

    day = ImpreciseDayField(label=_("In force from"))


class RewordPlanForm(ChangeForm):
    """Another title or vision of a plan."""

    field_order = ("title", "vision", "day", "instrument", "version")
    title = TranslatedFormField(label=_("Title"), max_length=500)
    vision = TranslatedFormField(label=_("Vision"), required=False, rows=2, max_length=1000)


class CoordinatorForm(ChangeForm):
    """Another coordinator."""

    field_order = ("organisation", "day", "instrument", "version")
    organisation = RecordField(Organisation, label=_("Coordinated by"))


class ElementField(forms.ModelChoiceField):
    """A choice among elements, each shown with its code and title."""

    labels: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """Code and title, indented by tier; the code alone for an element that is not in the tree."""
        return self.labels.get(obj.pk, obj.code)


class AddElementForm(KurulForm):
    """A new aim, objective or action."""

    finding_fields: ClassVar = {"day": "since"}
    tier = forms.ModelChoiceField(Tier.objects.none(), label=_("Tier"))
    parent = ElementField(
        Element.objects.none(), label=_("Serves"), required=False, empty_label=_("nothing: it is of the top tier")
    )
    code = forms.CharField(label=_("Code"), max_length=120)
    title = TranslatedFormField(label=_("Title"), max_length=1000)
    summary = TranslatedFormField(label=_("Summary"), required=False, rows=3, max_length=4000)
    since = ImpreciseDayField(label=_("Part of the plan from"))
    instrument = instrument_field()

    def __init__(self, *args: Any, plan: Plan, tree: queries.PlanTree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers, parents = self.fields["tier"], self.fields["parent"]
        assert isinstance(tiers, forms.ModelChoiceField)
        assert isinstance(parents, ElementField)
        tiers.queryset = Tier.objects.filter(scheme_id=plan.scheme_id)
        parents.queryset = Element.objects.filter(plan=plan, tier__holds_actions=False).select_related("tier")
        parents.labels = {item.id: _indented(item) for item in tree.items}


class RewordForm(ChangeForm):
    """Another wording of an element."""

    field_order = ("title", "summary", "day", "instrument", "version")
    title = TranslatedFormField(label=_("Title"), max_length=1000)
    summary = TranslatedFormField(label=_("Summary"), required=False, rows=3, max_length=4000)


class CorrectWordingForm(VersionedForm):
    """The right wording instead of one that was entered wrongly."""

    finding_fields: ClassVar = {"day": "reason"}
    title = TranslatedFormField(label=_("Title"), max_length=1000)
    summary = TranslatedFormField(label=_("Summary"), required=False, rows=3, max_length=4000)
    reason = reason_field()


class PlannedForm(VersionedForm):
    """A form with the planned first and last day of something; the action gets them as `planned`."""

    planned_first = ImpreciseDayField(label=_("Planned start"), required=False)
    planned_last = ImpreciseDayField(
        label=_("Planned end"), required=False, help_text=_("Still included. Leave empty if it is not known.")
    )
    finding_fields: ClassVar = {"planned": "planned_last"}

    def arguments(self) -> dict[str, Any]:
        """The period instead of its two days; what is left empty is not known."""
        given = dict(self.cleaned_data)
        first, last = given.pop("planned_first"), given.pop("planned_last")
        return {**given, "planned": Period(first or Bound.unknown(), day_after(last) if last else Bound.unknown())}


class DatesForm(PlannedForm):
    """When an action is planned to run."""

    field_order = (
        "planned_first",
        "planned_last",
        "continues_after",
        "needs_budget",
        "day",
        "reason",
        "instrument",
        "version",
    )
    continues_after = forms.ChoiceField(label=_("Goes on in the next plan"), required=False, choices=YES_NO_NOT_KNOWN)
    needs_budget = forms.ChoiceField(label=_("Needs a budget"), required=False, choices=YES_NO_NOT_KNOWN)

    def arguments(self) -> dict[str, Any]:
        """Yes, no or not known as True, False or None."""
        given = super().arguments()
        for name in ("continues_after", "needs_budget"):
            given[name] = {"yes": True, "no": False}.get(given[name])
        return given


class SetDatesForm(DatesForm, ChangeForm):
    """Other dates, as decided on a day."""

    day = ImpreciseDayField(label=_("Decided with effect from"))


class CorrectDatesForm(DatesForm):
    """The right dates instead of those that were entered wrongly."""

    finding_fields: ClassVar = {**PlannedForm.finding_fields, "day": "reason"}
    reason = reason_field()


class InvolveForm(PeriodForm, VersionedForm):
    """A body that takes part."""

    field_order = ("organisation", "role", "first_day", "last_day", "instrument", "version")
    finding_fields: ClassVar = {**PeriodForm.finding_fields, "day": "first_day", "period": "last_day"}
    organisation = RecordField(Organisation, label=_("Body"))
    role = forms.TypedChoiceField(label=_("Takes part as"), choices=Role.choices, coerce=Role)
    instrument = instrument_field()


class UninvolveForm(ChangeForm):
    """A body that takes part no more."""

    field_order = ("organisation", "day", "instrument", "version")
    organisation = RecordField(Organisation, label=_("Body"))
    day = ImpreciseDayField(label=_("First day on which it takes part no more"))


class TakeOutForm(ChangeForm):
    """An element that leaves the plan."""

    field_order = ("day", "reason", "instrument", "version")
    day = ImpreciseDayField(label=_("First day on which it is no longer part of the plan"))
    reason = reason_field()


class StepForm(PlannedForm):
    """A step of an action."""

    field_order = ("title", "planned_first", "planned_last", "since", "version")
    finding_fields: ClassVar = {**PlannedForm.finding_fields, "day": "since"}
    title = TranslatedFormField(label=_("Step"), max_length=1000)
    since = ImpreciseDayField(label=_("Holds from"))


class MeasureForm(VersionedForm):
    """An indicator of an action, or a success criterion of a plan."""

    finding_fields: ClassVar = {"day": "since"}
    name = TranslatedFormField(label=_("What is measured"), max_length=1000)
    unit = TranslatedFormField(
        label=_("Unit"), required=False, max_length=60, help_text=_("For example %, services, days.")
    )
    direction = forms.ChoiceField(
        label=_("Which way is good"), required=False, choices=[("", _("not known")), *Direction.choices]
    )
    baseline_value = forms.DecimalField(label=_("Baseline"), required=False, localize=True)
    baseline_day = ImpreciseDayField(label=_("Baseline taken on"), required=False)
    since = ImpreciseDayField(label=_("Holds from"))


class TargetForm(VersionedForm):
    """A value to be reached."""

    finding_fields: ClassVar = {"day": "since", "unit": "value"}
    value = forms.DecimalField(label=_("Target"), localize=True)
    due = DayField(label=_("To be reached by the end of"))
    since = ImpreciseDayField(label=_("Decided with effect from"))
