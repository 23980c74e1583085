"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import event, sentences

sentences(
    "strategy",
    {
        "strategy.adoption_gaps": _("The plan lacks what its adoption takes. Complete what is listed as missing."),
        "strategy.title_missing": _("Give a title in at least one language."),
        "strategy.code_missing": _("Give the code by which the plan names it."),
        "strategy.code_taken": _("The code %(code)s is already used here. Choose another one."),
        "strategy.tiers_missing": _("Name at least one tier, from the top down."),
        "strategy.parent_missing": _("Choose what it serves: an element of the tier right above, in the same plan."),
        "strategy.parent_not_allowed": _("An element of the top tier serves no other one. Leave this empty."),
        "strategy.parent_not_in_file": _(
            "%(code)s names %(parent)s, which is not in the file. Add it to the file or correct the reference."
        ),
        "strategy.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "strategy.not_in_plan": _("This is not part of the plan at that time (%(day)s). Choose a day on which it is."),
        "strategy.change_not_inside": _(
            "Nothing can be changed at that time (%(day)s): what holds now does not hold then, or begins then. "
            "Choose a later day, or correct the present entry instead."
        ),
        "strategy.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "strategy.reason_missing": _("Say why it was wrong; the reason is kept with the correction."),
        "strategy.has_parts": _("At that time (%(day)s) %(count)s elements still serve it. Take these out first."),
        "strategy.not_an_action": _("Only actions have bodies, dates, steps and indicators."),
        "strategy.body_missing": _(
            "The chosen body does not exist at that time (%(day)s). Choose another body or another day."
        ),
        "strategy.second_responsible": _(
            "Another body is responsible for this action at that time. End its responsibility first, or enter this "
            "body as related."
        ),
        "strategy.already_involved": _("This body already takes part in the action at that time."),
        "strategy.unit_missing": _("Give the indicator a unit before setting targets for it."),
        "strategy.target_before_baseline": _(
            "The target would fall due (%(due)s) before the baseline was taken (%(baseline)s). Choose a later day."
        ),
        "strategy.value_not_exact": _(
            "%(value)s cannot be kept exactly. Give at most eleven digits before the decimal point and four after it."
        ),
        "strategy.elements_not_known": _(
            "%(known)s of %(published)s are known (%(tier)s); %(missing)s were not published."
        ),
        "strategy.more_than_published": _(
            "%(known)s are recorded (%(tier)s), more than the %(published)s that the plan says it has."
        ),
        "strategy.owner_missing": _("%(code)s: no responsible body is published."),
        "strategy.dates_missing": _("%(code)s: no start or no end is published."),
        "strategy.steps_missing": _("%(code)s: no steps are published."),
        "strategy.measure_missing": _("%(code)s: no indicator with a target is published."),
        "strategy.no_actions": _("The plan has no actions yet. Add them, or load the plan from a file."),
        "strategy.coordinator_missing": _("No body coordinates the plan. Name one first."),
        "strategy.outside_plan": _("Runs outside the period of the plan, which ends %(plan)s."),
        "strategy.not_adoptable": _("Only a draft can be adopted."),
        # what imports say
        "strategy.file_not_readable": _(
            "This file is not what the import expects (%(problem)s). Choose the file that the profile describes."
        ),
        "strategy.instrument_not_loaded": _(
            "The instrument %(code)s is not loaded, so the plan is linked to none. Load the instruments and import "
            "the plan again."
        ),
        "strategy.organisation_not_loaded": _(
            "No body is called %(name)s, so it is left out. Load the bodies and import the plan again."
        ),
        "strategy.organisation_ambiguous": _("%(count)s bodies are called %(name)s, so none of them is taken."),
        "strategy.row_differs": _("%(code)s: %(what)s is recorded otherwise than in the file; the record stays."),
        "strategy.names_nearly_alike": _(
            "“%(one)s” and “%(other)s” are nearly alike. Both are kept as they are written; merge them by hand if "
            "they are one body."
        ),
        "strategy.first_named_leads": _(
            "%(count)s entries name several bodies without saying which one leads: the first named is taken as "
            "responsible, the others as related."
        ),
        "strategy.progress_not_stored": _(
            "%(count)s progress reports were read but not stored, because monitoring is not installed."
        ),
    },
)

SCHEME_DEFINED = event("strategy.scheme_defined", _("%(by)s defined how plans are built"))
DRAFTED = event("strategy.drafted", _("%(by)s drafted the plan"))
ADOPTED = event("strategy.adopted", _("%(by)s recorded the adoption of the plan"))
PLAN_REWORDED = event("strategy.plan_reworded", _("%(by)s recorded a new title or vision"))
COORDINATOR_NAMED = event("strategy.coordinator_named", _("%(by)s recorded who coordinates the plan"))
PLAN_LOADED = event("strategy.plan_loaded", _("%(by)s loaded the plan from a file"))
ADDED = event("strategy.added", _("%(by)s added it to the plan"))
TAKEN_OUT = event("strategy.taken_out", _("%(by)s recorded that it left the plan"))
REWORDED = event("strategy.reworded", _("%(by)s recorded a new wording"))
WORDING_CORRECTED = event("strategy.wording_corrected", _("%(by)s corrected the wording"))
SCHEDULED = event("strategy.scheduled", _("%(by)s recorded the dates"))
DATES_CORRECTED = event("strategy.dates_corrected", _("%(by)s corrected the dates"))
INVOLVED = event("strategy.involved", _("%(by)s recorded that a body takes part"))
NO_LONGER_INVOLVED = event("strategy.no_longer_involved", _("%(by)s recorded that a body takes part no more"))
STEP_ADDED = event("strategy.step_added", _("%(by)s added a step"))
INDICATOR_ADDED = event("strategy.indicator_added", _("%(by)s added an indicator"))
TARGET_SET = event("strategy.target_set", _("%(by)s set a target"))
CRITERION_ADDED = event("strategy.criterion_added", _("%(by)s added a success criterion"))
