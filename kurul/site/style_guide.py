"""Every component in every state, for those who build pages and for the tests that look at them."""

from datetime import date

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.kernel.web import exports
from kurul.kernel.web.fields import DayField, TranslatedFormField
from kurul.kernel.web.forms import KurulForm, PeriodForm
from kurul.kernel.web.icons import ICONS
from kurul.kernel.web.page import page
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.statuses import Step
from kurul.kernel.web.tables import DayColumn, NumberColumn, StatusColumn, Table, TranslatedColumn
from kurul.site import samples

STATUSES = (
    "on_track",
    "at_risk",
    "late",
    "done",
    "not_known",
    "draft",
    "submitted",
    "returned",
    "cancelled",
    "restricted",
)
# A fixed day, so that the pictures stay the same from one month to the next.
CHART_DAY = date(2019, 6, 14)
DUE = date(2019, 7, 31)


class BodyTable(Table):
    """Made-up bodies."""

    name = TranslatedColumn(verbose_name=_("Name"), linkify=lambda: str(samples.RECORD))
    place = TranslatedColumn(verbose_name=_("Administration"))
    status = StatusColumn(verbose_name=_("Seat"))
    since = DayColumn(verbose_name=_("Since"))
    posts = NumberColumn(verbose_name=_("Posts"))


class FilterForm(forms.Form):
    """What the list can be narrowed to; everything stands in the address."""

    text = forms.CharField(label=_("Name contains"), required=False)
    status = forms.ChoiceField(
        label=_("Seat"),
        required=False,
        choices=[
            ("", _("All")),
            ("sample.filled", _("Filled")),
            ("sample.acting", _("Acting")),
            ("sample.vacant", _("Vacant")),
        ],
    )


class SampleForm(PeriodForm):
    """A field of each kind."""

    name = TranslatedFormField(label=_("Name"), help_text=_("As the legal text writes it; one language is enough."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose")), ("board", _("Board")), ("working_group", _("Working group"))]
    )
    cadence = forms.ChoiceField(
        label=_("How often it meets"),
        choices=[("half", _("Every six months")), ("quarter", _("Every three months")), ("none", _("Not published"))],
        widget=forms.RadioSelect,
    )
    due = DayField(label=_("Due day"), required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, required=False)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    is_public = forms.BooleanField(label=_("Open to the public"), required=False)

    field_order = ("name", "kind", "cadence", "first_day", "last_day", "due", "seats", "reason", "is_public")


class LinesForm(KurulForm):
    """Longer texts in several languages."""

    text = TranslatedFormField(label=_("Text of the decision"), rows=3)


@anonymous
def components(request: PageRequest) -> HttpResponse:
    """All components on one page."""
    context = {
        "statuses": STATUSES,
        "steps": [step.value for step in Step],
        "bounds": samples.BOUNDS,
        "periods": samples.PERIODS,
        "texts": samples.TEXTS,
        "bodies": samples.bodies(4),
        "trail": samples.TRAIL,
        "tabs": samples.TABS,
        "timeline_entries": samples.TIMELINE,
        "charts": samples.sample_charts(CHART_DAY),
        "icons": sorted(ICONS),
        "due": DUE,
        "guide": samples.GUIDE,
        "table_of_bodies": BodyTable(samples.bodies(6), request=request, caption=_("Made-up bodies")),
    }
    return page(request, "site/style_guide.html", context)


@anonymous
def record(request: PageRequest) -> HttpResponse:
    """The layout of a record page."""
    context = {
        "trail": samples.TRAIL,
        "due": DUE,
        "body": samples.bodies(1)[0],
        "period": Period.since(date(2016, 7, 19)),
        "instrument": samples.INSTRUMENT,
        "timeline_entries": samples.TIMELINE,
        "bodies": samples.bodies(3),
        "strip": samples.sample_charts(CHART_DAY)["strip"],
        "other_name": Translated(tr="Yalnızca Türkçe yayımlanmış bir ad"),
    }
    return page(request, "site/style_guide_record.html", context)


@anonymous
def listing(request: PageRequest) -> HttpResponseBase:
    """The layout of a list page, with filters in the address, a fragment and exports."""
    filters = FilterForm(request.GET)
    rows = samples.bodies()
    if filters.is_valid():
        text, status = fold(filters.cleaned_data["text"]), filters.cleaned_data["status"]
        rows = [row for row in rows if text in row.name.folded and status in ("", row.status)]
    table = BodyTable(rows, request=request, caption=_("Made-up bodies"))
    if (file := exports.asked(request, table)) is not None:
        return file
    context = {"filters": filters, "table_of_bodies": table}
    return page(request, "site/style_guide_list.html", context, fragment="site/_style_guide_bodies.html")


@anonymous
def form(request: PageRequest) -> HttpResponse:
    """The layout of a form page; it checks what is typed and keeps nothing."""
    shown = SampleForm(request.POST if request.method == "POST" else None)
    checked = shown.is_bound and shown.is_valid()
    status = 422 if shown.is_bound and not checked else 200
    context = {"form": shown, "lines": LinesForm(prefix="lines"), "checked": checked, "due": DUE}
    context["trail"] = samples.TRAIL[:1]
    return page(request, "site/style_guide_form.html", context, status=status)
