"""What people type about periods and reports; parsed and checked here, never saved."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kurul.kernel.translated import active_language
from kurul.kernel.web.fields import DayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.rooms.monitoring import queries
from kurul.rooms.monitoring.models import Chain, Grade, Scale, State
from kurul.rooms.strategy.public import IndicatorRow, Plan, plan_labels

LONGEST_TEXT = 20_000
NEEDED = _("A draft can do without it; to hand the report in it is needed.")


def long_text(label: Any, help_text: Any = "", rows: int = 5) -> forms.CharField:
    """A text of several lines, which may be left empty until the report is handed in."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=area, max_length=LONGEST_TEXT)


class PlanField(forms.ModelChoiceField):
    """A plan by its title."""

    labels: dict[int, str] = {}

    def label_from_instance(self, obj: Plan) -> str:
        """The title, read for all plans at once."""
        return self.labels.get(obj.pk, obj.code)


class OpenPeriodForm(KurulForm):
    """A new period of a plan."""

    plan = PlanField(Plan.objects.none(), label=_("Plan"))
    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("Short, such as 2017-H2."))
    name = TranslatedFormField(label=_("Name"), max_length=200, required=False)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), help_text=_("Still included."))
    due = DayField(label=_("Deadline"), help_text=_("The last day on which a report is in time."))
    chain = forms.ModelChoiceField(
        Chain.objects.all(), label=_("Chain of approval"), required=False, empty_label=_("the one that Kurul proposes")
    )
    scale = forms.ModelChoiceField(
        Scale.objects.all(), label=_("Scale of ratings"), required=False, empty_label=_("the one that Kurul proposes")
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = plan_labels(plans.values_list("pk", flat=True))
        field = self.fields["plan"]
        assert isinstance(field, PlanField)
        field.queryset = plans
        field.labels = labels


class ReportForm(VersionedForm):
    """A report: rated, told, measured. It can be kept as a draft however incomplete."""

    grade = forms.ModelChoiceField(
        Grade.objects.none(),
        label=_("How it stands"),
        help_text=NEEDED,
        required=False,
        empty_label=_("not rated yet"),
    )
    percent = forms.IntegerField(
        label=_("How much is done, in per cent"), required=False, widget=forms.NumberInput(attrs={"min": 0, "max": 100})
    )
    text = long_text(_("What was done, and what comes next"), NEEDED, rows=7)
    obstacles = long_text(
        _("What stands in the way"), _("Who could remove it? Leave it empty if nothing does."), rows=3
    )
    evidence = long_text(
        _("Evidence"), _("One web address per line, a title before it if you like: Annual report https://…"), rows=3
    )
    late_reason = long_text(_("Why it is late"), NEEDED, rows=2)

    def __init__(self, *args: Any, scale: int, indicators: tuple[IndicatorRow, ...], late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grade = self.fields["grade"]
        assert isinstance(grade, forms.ModelChoiceField)
        grade.queryset = Grade.objects.filter(scale_id=scale)
        self.measured = {f"value_{row.id}": row.id for row in indicators}
        for row in indicators:
            self.fields[f"value_{row.id}"] = forms.DecimalField(
                label=f"{row.name or row.code}" + (f" ({row.unit})" if row.unit else ""),
                required=False,
                localize=True,
                help_text=_target_text(row),
            )
        if not late:
            del self.fields["late_reason"]
        self.order_fields(["grade", "percent", "text", *self.measured, "obstacles", "evidence", "late_reason"])

    def arguments(self) -> dict[str, Any]:
        """What `save_draft` takes."""
        given = self.cleaned_data
        values: dict[int, Decimal] = {
            indicator: given[name] for name, indicator in self.measured.items() if given.get(name) is not None
        }
        return {
            "grade": given["grade"],
            "percent": given["percent"],
            "text": given["text"],
            "obstacles": given["obstacles"],
            "evidence": read_evidence(given["evidence"]),
            "values": values,
            "language": active_language(),
            "version": given["version"],
        }


def _target_text(row: IndicatorRow) -> str:
    parts = []
    if row.baseline_value is not None:
        parts.append(gettext("baseline %(value)s") % {"value": row.baseline_value.normalize()})
    parts += [
        gettext("target %(value)s by %(day)s") % {"value": one.value.normalize(), "day": one.due} for one in row.targets
    ]
    return ", ".join(parts)


def read_evidence(typed: str) -> list[tuple[str, str]]:
    """Each line as a title and an address; a line without an address is taken whole, so that the rule can name it."""
    found = []
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        words = line.split()
        address = next((word for word in words if word.startswith(("http://", "https://"))), line)
        title = " ".join(word for word in words if word != address) if address != line else ""
        found.append((title, address))
    return found


def written_evidence(links: tuple[tuple[str, str], ...]) -> str:
    """The lines that `read_evidence` reads."""
    return "\n".join(f"{title} {url}".strip() for title, url in links)


class ReturnForm(VersionedForm):
    """Giving a report back."""

    reason = long_text(_("What must be corrected"), _("The reporting body reads this on top of its form."), rows=4)


class RateForm(KurulForm):
    """The reviewer's own rating."""

    grade = forms.ModelChoiceField(Grade.objects.none(), label=_("How it stands, in the reviewer's view"))
    text = long_text(_("Why"), rows=3)

    def __init__(self, *args: Any, scale: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grade = self.fields["grade"]
        assert isinstance(grade, forms.ModelChoiceField)
        grade.queryset = Grade.objects.filter(scale_id=scale)


TIMINGS = {
    "in": _("handed in"),
    "in_time": _("handed in by the deadline"),
    "late": _("handed in late"),
    "overdue": _("overdue"),
}


class ReportFilters(forms.Form):
    """The filters of a period's reports, read from the address."""

    state = forms.ChoiceField(label=_("Where it is"), required=False)
    organisation = forms.TypedChoiceField(label=_("Body"), required=False, coerce=int, empty_value=None)
    timing = forms.ChoiceField(label=_("In time"), required=False)

    def __init__(self, *args: Any, found: queries.PeriodPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [*State.choices] if found.sees_all else [*State.choices, ("pending", _("Not accepted yet"))]
        self._offer("state", states)
        self._offer("organisation", [(line.organisation.id, str(line.organisation)) for line in found.matrix])
        self._offer("timing", list(TIMINGS.items()))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("all")), *choices]

    @property
    def filters(self) -> queries.Filters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return queries.Filters(given.get("state", ""), given.get("organisation"), given.get("timing", ""))


class ScorecardFilters(forms.Form):
    """What the actions of a scorecard are narrowed to."""

    status = forms.CharField(required=False, max_length=20)
    body = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    under = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    @property
    def filters(self) -> queries.LineFilters:
        """The filters; what the address holds wrongly does not narrow."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return queries.LineFilters(given.get("status", ""), given.get("body"), given.get("under"))
