"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import references
from kurul.kernel.slots import Tab, contributions, panels
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.boards.public import AGENDA, PACK
from kurul.rooms.monitoring.models import MonitoringPeriod, Report
from kurul.rooms.monitoring.registration import answers, on_pages
from kurul.rooms.organisations.public import CONSEQUENCES
from kurul.rooms.strategy.public import ACTUALS, PROGRESS_IMPORT, STATUS_MARKS, element_labels


def register() -> None:
    """References, statuses, panels, what this room answers to others, navigation."""
    references.register(MonitoringPeriod, url_name="monitoring:period", labels=period_labels)
    references.register(Report, url_name="monitoring:report", labels=report_labels)
    register_status("monitoring.open", pgettext_lazy("period", "Open"), Step.ON_TRACK)
    register_status("monitoring.closed", pgettext_lazy("period", "Closed"), Step.NEUTRAL)
    register_status("monitoring.expected", pgettext_lazy("report", "Expected"), Step.NEUTRAL, icon="calendar")
    register_status("monitoring.consolidated", pgettext_lazy("report", "Consolidated"), Step.NEUTRAL, icon="submitted")
    register_status("monitoring.approved", pgettext_lazy("report", "Approved"), Step.NEUTRAL, icon="check")
    register_status("monitoring.pending", _("Not accepted yet"), Step.NEUTRAL, icon="restricted")
    register_status("monitoring.overdue", pgettext_lazy("report", "Overdue"), Step.LATE)
    register_status("monitoring.late_draft", pgettext_lazy("report", "Late draft"), Step.LATE, icon="draft")
    panels.register("strategy.action", order=10)(on_pages.on_action)
    panels.register("strategy.plan", order=10)(on_pages.on_plan)
    panels.register("organisations.organisation", order=65, tab=Tab("plan", _("Plan and reports")))(
        on_pages.on_organisation
    )
    contributions.register(STATUS_MARKS, order=10)(answers.status_marks)
    contributions.register(ACTUALS, order=10)(answers.actuals)
    contributions.register(PROGRESS_IMPORT, order=10)(answers.progress)
    contributions.register(AGENDA, order=20)(answers.agenda)
    contributions.register(PACK, order=10)(answers.pack)
    contributions.register(CONSEQUENCES, order=70)(answers.reports_of_bodies)
    navigation.register("plan", pgettext_lazy("navigation", "Monitoring"), "monitoring:periods", order=20)


def period_labels(ids: Iterable[int]) -> dict[int, str]:
    """The codes of periods."""
    return dict(MonitoringPeriod.objects.filter(pk__in=list(ids)).values_list("pk", "code"))


def report_labels(ids: Iterable[int]) -> dict[int, str]:
    """Action and period of reports; nothing that a report says."""
    rows = list(Report.objects.filter(pk__in=list(ids)).values_list("pk", "element_id", "period__code"))
    labels = element_labels({element for _pk, element, _code in rows})
    return {pk: f"{labels[element]} ({code})" for pk, element, code in rows}
