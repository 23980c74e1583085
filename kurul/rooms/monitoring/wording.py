"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.wording import event, sentences

sentences(
    "monitoring",
    {
        # arrangements and periods
        "monitoring.chain_not_sound": _(
            "A chain begins with the submission, ends with the acceptance and has no step twice. "
            "This one has: %(steps)s."
        ),
        "monitoring.code_missing": _("Give the period a code, such as 2017-H2."),
        "monitoring.code_taken": _("The code %(code)s is already used in this plan. Choose another one."),
        "monitoring.days_out_of_order": _("The days of a period follow each other: first day, last day, deadline."),
        "monitoring.last_before_first": _("The last day lies before the first. Correct one of the two."),
        "monitoring.due_before_end": _("Reports cannot be due before the period has ended. Choose a later day."),
        "monitoring.periods_overlap": _("The period %(code)s has days in common with this one. Choose other days."),
        "monitoring.nobody_owes": _(
            "None of the %(count)s actions has a responsible body, so nobody could report. Enter responsible bodies in "
            "the plan first."
        ),
        "monitoring.nobody_new": _(
            "No body became responsible for a further action since the period was opened, so nobody else is asked."
        ),
        "monitoring.period_closed": _(
            "The period is closed, so nothing is handed in any more. What you wrote is kept as a late draft: ask the "
            "coordinator, or use it for the next period."
        ),
        "monitoring.not_due_yet": _(
            "Reports may still come in until %(due)s. Close the period after that day, or let the deadline pass."
        ),
        # what a report says
        "monitoring.pen_elsewhere": _(
            "This report was handed in and cannot be changed now. If something must be corrected, ask for it to be "
            "returned."
        ),
        "monitoring.grade_missing": _("Say how the action stands; “not known” is an answer too."),
        "monitoring.grade_of_other_scale": _("Choose a rating from the scale of this period."),
        "monitoring.text_missing": _("Say in a sentence or two what was done and what comes next."),
        "monitoring.percent_out_of_range": _("Give a number from 0 to 100, or leave it empty."),
        "monitoring.value_not_exact": _(
            "%(value)s cannot be kept exactly. Give at most eleven digits before the decimal point and four after it."
        ),
        "monitoring.indicator_of_other_action": _(
            "One of the values belongs to an indicator of another action. Leave it out."
        ),
        "monitoring.link_not_web": _("“%(url)s” is not an address of the web. Write https://… on each line."),
        "monitoring.nothing_to_repeat": _(
            "There is no accepted report yet that could stay unchanged. Fill in the form this once."
        ),
        "monitoring.late_reason_missing": _(
            "The deadline was %(due)s. Your report is kept as a late draft; say why it is late, then hand it in."
        ),
        # the chain
        "monitoring.not_this_step": _("It is not the turn of this step. Open the report again to see where it is."),
        "monitoring.not_returnable": _(
            "Only a report that was handed in and is not accepted yet can be returned. Open it again to see where "
            "it is."
        ),
        "monitoring.reason_missing": _("Say what must be corrected; whoever reports will read it."),
        "monitoring.not_rateable": _("A report is rated after it was handed in. Wait for it, or remind the body."),
        "monitoring.nobody_to_remind": _("All reports of this period were handed in; there is nobody to remind."),
        "monitoring.done_stays_done": _("The last accepted report rates the action as done; no further one is owed."),
        # how an action stands
        "monitoring.status": _("Days and values are judged first; a rating that is out of date is not believed."),
        "monitoring.end_past": _("Its planned last day, %(end)s, has passed, and it is not reported as done."),
        "monitoring.start_past": _(
            "It was to begin on %(start)s; the report of %(period)s says that it has not started."
        ),
        "monitoring.original_end_past": _("By the first plan it was to end on %(end)s; its dates were changed since."),
        "monitoring.not_begun": _("It is not due to begin before %(start)s."),
        "monitoring.rated": _("The responsible body rates it “%(rating)s” (%(period)s)."),
        "monitoring.rated_by_reviewer": _("The reviewer rates it “%(rating)s” (%(period)s)."),
        "monitoring.rated_otherwise": _("The body itself rates it “%(rating)s”; the reviewer's rating counts."),
        "monitoring.target_missed": _("%(indicator)s: %(actual)s was reached, the target for %(due)s was %(target)s."),
        "monitoring.value_missing": _("%(indicator)s: no value was reported for the target %(target)s of %(due)s."),
        "monitoring.undated": _(
            "It is rated “%(rating)s” (%(period)s), but no days are published against which to judge it."
        ),
        "monitoring.no_report": _("No report on it was accepted yet."),
        "monitoring.unrated": _("The last accepted report, that of %(period)s, does not rate how it stands."),
        "monitoring.stale": _(
            "The last accepted report is that of %(period)s; none came for %(missed)s, so its rating no longer counts."
        ),
        # what follows for what is served
        "monitoring.worst_of": _("It stands like the worst of its actions."),
        "monitoring.nothing_below": _("No action serves it, so nothing can be said."),
        "monitoring.worst_is_late": _("%(count)s of %(total)s actions are late, and the worst counts."),
        "monitoring.worst_is_at_risk": _(
            "%(count)s of %(total)s actions are at risk, none is late, and the worst counts."
        ),
        "monitoring.all_done": _("All %(total)s actions are done."),
        "monitoring.mostly_unknown": _(
            "Of %(count)s of %(total)s actions it is not known how they stand: too many to call it on track."
        ),
        "monitoring.none_behind": _("None of the %(total)s actions is late or at risk; %(count)s are on track."),
        "monitoring.rate": _("Handed-in reports as a share of those owed."),
        # files, commands
        "monitoring.reporter_missing": _("%(code)s: the file names no body that reports. Add it to the file."),
        "monitoring.no_such_period": _("There is no period %(code)s here. Periods are: %(known)s."),
        "monitoring.several_plans": _("Several plans have a period %(code)s: %(plans)s. Name the plan with --plan."),
    },
)

PERIOD_OPENED = event("monitoring.period_opened", _("%(by)s opened the monitoring period"))
PERIOD_CLOSED = event("monitoring.period_closed_event", _("%(by)s closed the monitoring period"))
REPORTS_EXPECTED = event("monitoring.reports_expected", _("%(by)s asked further bodies for reports"))
SCALE_ENTERED = event("monitoring.scale_entered", _("%(by)s entered a scale of ratings"))
CHAIN_ENTERED = event("monitoring.chain_entered", _("%(by)s entered a chain of approval"))
DRAFT_SAVED = event("monitoring.draft_saved", _("%(by)s saved a draft"))
SUBMITTED = event("monitoring.submitted", _("%(by)s handed the report in"))
CONSOLIDATED = event("monitoring.consolidated", _("%(by)s consolidated the report"))
APPROVED = event("monitoring.approved", _("%(by)s approved the report"))
ACCEPTED = event("monitoring.accepted", _("%(by)s accepted the report"))
RETURNED = event("monitoring.returned", _("%(by)s returned the report"))
RATED = event("monitoring.rated_event", _("%(by)s rated the report"))
REMINDED = event("monitoring.reminded", _("%(by)s reminded the bodies that are behind"))
PROGRESS_LOADED = event("monitoring.progress_loaded", _("%(by)s loaded progress reports from files"))

# What is done at a step, by the state that it leads to; the label of the button.
STEP_BUTTONS = {
    "submitted": _("Hand in"),
    "consolidated": pgettext_lazy("report", "Consolidate"),
    "approved": pgettext_lazy("report", "Approve"),
    "accepted": pgettext_lazy("report", "Accept"),
}

# What the history of a report says, by the state that something led to.
TOLD = {
    "submitted": pgettext_lazy("report", "Handed in"),
    "consolidated": pgettext_lazy("report", "Consolidated"),
    "approved": pgettext_lazy("report", "Approved"),
    "accepted": pgettext_lazy("report", "Accepted"),
    "returned": pgettext_lazy("report", "Returned"),
    "rated": _("Rated by the reviewer: %(reason)s"),
}
