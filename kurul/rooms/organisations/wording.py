"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.rules import Finding
from kurul.kernel.wording import event, sentence, sentences, show_with

# What a difference of two days says of a body.
DIFFERENCES = {
    "founded": _("Founded"),
    "abolished": _("Abolished"),
    "merged_founded": _("Came to be by a merger"),
    "merged_abolished": _("Ended by a merger"),
    "split_founded": _("Came to be by a split"),
    "split_abolished": _("Ended by a split"),
    "absorbed_abolished": _("Taken in by another body"),
    "renamed": _("Renamed"),
    "named": _("Named"),
    "moved": _("Moved under another body"),
    "left": _("Stands under none any more"),
    "reclassified": _("Kind changed"),
    "classified": _("Classified"),
    "raised": _("Raised to a higher level"),
    "lowered": _("Lowered to another level"),
    "numbered": _("Number given"),
    "number_ended": _("Number ended"),
    "learnt": _("Held otherwise"),
    "entered": _("Entered"),
    "given_up": _("No longer held true"),
}

sentences(
    "organisations",
    {
        "organisations.days_turned": _("The first day lies after the second. Swap the two days."),
        "organisations.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "organisations.name_missing": _("Give a name in at least one language."),
        "organisations.parent_cycle": _("The chosen parent stands under this body itself. Choose another parent."),
        "organisations.parent_missing": _(
            "The chosen parent does not exist at that time (%(day)s). Choose a parent that exists then, or another day."
        ),
        "organisations.not_existing": _(
            "This body does not exist at that time (%(day)s). Choose a day within its life."
        ),
        "organisations.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "organisations.change_not_inside": _(
            "Nothing can be changed at that time (%(day)s): what holds now does not hold then, or begins then. "
            "Choose a later day, or correct the present entry instead."
        ),
        "organisations.reason_missing": _("Say why; the reason is kept in the history."),
        "organisations.key_twice": _("The number %(key)s stands in the file twice. Leave one row."),
        "organisations.parent_not_in_file": _(
            "The parent %(key)s is neither in the file nor in the registry. Enter it first, or correct the row."
        ),
        "organisations.class_not_known": _("“%(code)s” is no kind or level that is known. Correct the row."),
        "organisations.name_differs": _(
            "Held as “%(held)s”, but the file says “%(given)s”. Nothing was changed: record a renaming or a correction."
        ),
        "organisations.existence_differs": _(
            "Its existence is held as %(held)s by another source, but the file says %(given)s. Nothing was changed: "
            "correct it on the page of the body, if the file is right."
        ),
        "organisations.class_differs": _(
            "Another source recorded another kind or level, or other days of it, than the file says (%(given)s). "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.parent_differs": _(
            "Another source recorded another parent, or other days of it, than the file says (%(given)s). "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.affiliation_differs": _(
            "Another source recorded other days of this affiliation than the file says (%(given)s). "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.number_differs": _(
            "Another source recorded the number %(held)s, but the file says %(given)s. "
            "Nothing was changed: record it on the page of the body, if the file is right."
        ),
        "organisations.period_missing": _(
            "The row does not say when the body exists. Give its days, or ? for not known."
        ),
        "organisations.periods_overlap": _(
            "Two entries of one sort hold on the same day (%(one)s and %(other)s). Correct the days of one of them."
        ),
        "organisations.too_long": _("“%(text)s…” is longer than %(longest)s characters. Shorten it in the file."),
        "organisations.number_missing": _("The number by which the body is found again is missing. Fill it in."),
        "organisations.scheme_not_valid": _(
            "“%(scheme)s” is no code of a scheme. Use at most 60 letters without accents, digits, - and _."
        ),
        "organisations.key_ambiguous": _(
            "The number %(key)s belongs to several bodies in the registry. Name the body by another number."
        ),
        "organisations.number_taken": _(
            "The number %(key)s (%(scheme)s) belongs to another body on the same days. Correct one of the rows."
        ),
        "organisations.parent_gone": _(
            "The parent %(key)s does not exist at that time (%(day)s). Correct the parent, or the days, in the row."
        ),
        "organisations.change_twice": _("The same change stands in the file twice. It was entered once."),
        "organisations.change_kind_not_known": _("“%(kind)s” is no kind of change. Correct the row or the profile."),
        "organisations.change_body_missing": _(
            "The body %(key)s of this change is neither in the file nor in the registry. The change was left out."
        ),
        "organisations.no_abbreviation": _(
            "“%(text)s” does not look like an abbreviation by the mapping. It was left out."
        ),
        "organisations.several_parents": _(
            "The source names several parents (%(parents)s) and not which is the main one. They were entered as bodies "
            "to which it also belongs, none as its parent."
        ),
        "organisations.cell_not_mapped": _(
            "The mapping does not say what “%(text)s” in “%(column)s” means. Add it to the map, or correct the row."
        ),
        "organisations.cell_not_a_day": _(
            "“%(text)s” in “%(column)s” is no day of the calendar. Correct the row, or name the pattern in the mapping."
        ),
        "organisations.row_twice": _("The row says exactly what row %(first)s says. It was read once."),
        "organisations.alias_of_none": _(
            "The row is another number of %(key)s, which is not in the file. It was left out."
        ),
        "organisations.state_without_a_day": _(
            "This state ends (%(end)s) on the day on which it begins (%(start)s), or before. It was left out."
        ),
        "organisations.no_state_left": _("No row says that %(key)s existed on any day. The body was left out."),
        "organisations.names_in_two_tables": _(
            "Here it is called “%(given)s”, in the first table “%(held)s”. The first table was followed."
        ),
        "organisations.days_in_two_tables": _(
            "Here it exists %(given)s, in the first table %(held)s. The first table was followed."
        ),
        "organisations.parts_not_in_file": _("%(count)s of its parts are not in the file. They were left out."),
        "organisations.status_not_known": _("The status %(status)s has no known meaning. It was left out."),
        "organisations.ended_before": _(
            "%(code)s %(name)s had ended (%(held)s), but changes on %(day)s. It was entered as another body that began "
            "on that day."
        ),
        "organisations.began_without_event": _(
            "%(code)s %(name)s had ended (%(held)s), but is there before %(day)s. It was entered as another body that "
            "began on a day in between."
        ),
        "organisations.change_of_nothing": _("This change of %(day)s touches no body that existed. It was left out."),
        "organisations.named_otherwise": _(
            "%(code)s was called “%(held)s” by the events before, but is “%(name)s” here. The name changes on %(day)s."
        ),
        "organisations.begins_while_there": _(
            "%(code)s begins anew on %(day)s, but “%(held)s” was there and no event ended it. It was ended on that day."
        ),
        "organisations.rank_taken": _(
            "The level “%(code)s” would have the rank %(rank)s, which “%(other)s” has already. Choose another rank."
        ),
        "organisations.form_not_known": _(
            "A file that ends in “%(ending)s” is not read here. Give it as .ttl, .jsonld or .rdf."
        ),
        "organisations.graph_too_large": _(
            "This file asks for more memory or time than reading may take. Split it into several files."
        ),
        "organisations.context_not_fetched": _(
            "The file names a context that would have to be fetched: %(address)s. Write the context into the file."
        ),
        "organisations.other_names_left_out": _("%(count)s further names without days are not kept."),
        "organisations.further_classes_left_out": _(
            "%(count)s further classes are not kept: a body has one kind on a day."
        ),
        "organisations.parents_without_order": _(
            "%(count)s bodies stand under several others and no source says which comes first: they belong to all of "
            "them and stand under none."
        ),
        "organisations.empty_changes_left_out": _("%(count)s change events name no body and are not kept."),
        "organisations.file_not_readable": _(
            "This is not a file of this kind (%(problem)s). Correct the file, or choose another profile."
        ),
        "organisations.it_unit_2025": _(
            "The IT unit of 2025 belongs to the successor of this body; it is not loaded for 2016."
        ),
        "organisations.not_a_day": _("“%(text)s” is not a day. Write 2016-07-19, 2016-07, 2016, ..2016-07-19 or ?."),
        "organisations.parent_ends": _(
            "The chosen parent ends on %(end)s, as is recorded already. Choose a parent that goes on, or enter an end "
            "that is not later."
        ),
        "organisations.same_body_twice": _("The same body is named twice. Name each body once."),
        "organisations.too_few_to_merge": _("Name at least one other body."),
        "organisations.too_few_after_split": _(
            "After a split there are at least two bodies. Name one more, or say that the body goes on."
        ),
        "organisations.part_without_home": _(
            "%(count)s parts of the body have no new home. Choose for each under which body it stands."
        ),
        "organisations.nothing_transferred": _("Choose at least one unit, or describe the functions."),
        "organisations.unit_elsewhere": _("One of the units does not stand under this body on that day. Choose again."),
        "organisations.overlaps": _(
            "Another entry of this sort holds from %(start)s. Choose days on which none holds, or correct that entry."
        ),
        "organisations.day_of_event": _(
            "This day (%(day)s) is that of a recorded change. Correct the change; the entry follows it."
        ),
        "organisations.counts_nothing": _("Choose at least one kind."),
        "organisations.group_counts_nothing": _("Choose at least one kind that is counted in the group."),
        "organisations.kind_in_other_group": _(
            "“%(kind)s” is counted in “%(group)s” already. Take it out there first: a kind is counted once."
        ),
        "organisations.code_taken": _("This code is taken. Choose another one, or edit the group that bears it."),
        "organisations.no_lines": _("There is no line with a unit. Write one line for each."),
        "organisations.line_refused": _("Line %(row)s: %(finding)s"),
        "organisations.body_not_found": _(
            "No body is called “%(text)s”. Write its whole name, its abbreviation, or a number with its scheme."
        ),
        "organisations.body_not_clear": _(
            "Several bodies are called “%(text)s”: %(listed)s. Write the number of the one you mean, as #%(first)s."
        ),
        "organisations.too_many_lines": _("At most %(most)s lines are entered at once. Split the file."),
        "organisations.too_many_columns": _(
            "The line has %(count)s parts; at most %(most)s are expected. Put quotes around a part that holds the "
            "delimiter."
        ),
        "organisations.not_a_draft": _("This reorganisation was applied or withdrawn; it can no longer be changed."),
        "organisations.not_applied": _("This reorganisation is not in force, so there is nothing to take back."),
        "organisations.change_stays": _("%(change)s (%(names)s): %(finding)s"),
        "organisations.came_since": _(
            "Since it was applied, this was recorded about these bodies: %(changes)s. Withdraw that first, the latest "
            "change first, or withdraw single changes of the reorganisation on their own pages."
        ),
        "organisations.no_neighbour": _("The step stands first or last already; it can go no further."),
        "organisations.step_needs_other": _(
            "Step %(step)s names a body that step %(other)s makes, so it comes after it. Edit step %(step)s first."
        ),
        "organisations.no_steps": _("It has no steps yet. Add at least one."),
        "organisations.changed_since_draft": _(
            "%(name)s has changed since step %(step)s was drafted. Look at it, then take the bodies as they are now."
        ),
        "organisations.steps_contradict": _(
            "Steps %(first)s and %(second)s contradict each other about %(name)s. Leave one of them out."
        ),
        "organisations.step_names_nothing": _(
            "It names %(what)s, which is not there: an earlier step was left out or would be refused."
        ),
        "organisations.step_refused": _("Step %(step)s: %(finding)s"),
        "organisations.identifier_missing": _("Enter the number or code."),
        "organisations.check_digits_wrong": _(
            "“%(value)s” cannot be right: its check digits or its form do not fit. Compare it with the source; often "
            "two signs are exchanged or one is missing."
        ),
        "organisations.check_not_known": _("There is no such check. Choose one of %(known)s, or none."),
        "organisations.uri_without_value": _("Write a web address with {value} where the number belongs."),
        "organisations.identifier_taken": _(
            "%(holder)s bears this number on these days. Check the number, or end it there first."
        ),
        "organisations.built_upon": _(
            "Later entries build upon this one. Withdraw or correct those first; they are listed on the body's page."
        ),
        "organisations.still_mentioned": _(
            "This cannot be withdrawn, because it is mentioned elsewhere: %(what)s. Withdraw that first."
        ),
        "organisations.is_consequence": _(
            "This happened because of another change. Correct or withdraw that one; this one follows it."
        ),
        "organisations.has_living_parts": _(
            "At that time (%(day)s) %(count)s bodies or units still stand under it. Move or abolish them first."
        ),
    },
)

FOUNDED = event("organisations.founded", _("%(by)s entered the body"))
RENAMED = event("organisations.renamed", _("%(by)s recorded a new name"))
MOVED = event("organisations.moved", _("%(by)s recorded a new parent"))
RECLASSIFIED = event("organisations.reclassified", _("%(by)s recorded a new kind or level"))
ABOLISHED = event("organisations.abolished", _("%(by)s recorded the abolition"))
NAME_CORRECTED = event("organisations.name_corrected", _("%(by)s corrected the name"))
MERGED = event("organisations.merged", _("%(by)s recorded a merger"))
ABSORBED = event("organisations.absorbed", _("%(by)s recorded that the body took others in"))
SPLIT = event("organisations.split", _("%(by)s recorded a split"))
TRANSFERRED = event("organisations.transferred", _("%(by)s recorded a transfer to another body"))
EVENT_CORRECTED = event("organisations.event_corrected", _("%(by)s corrected a change"))
EVENT_WITHDRAWN = event("organisations.event_withdrawn", _("%(by)s withdrew a change"))
FACT_CORRECTED = event("organisations.fact_corrected", _("%(by)s corrected an entry"))
FACT_WITHDRAWN = event("organisations.fact_withdrawn", _("%(by)s withdrew an entry"))
IDENTIFIER_ADDED = event("organisations.identifier_added", _("%(by)s entered a number"))
IDENTIFIER_ENDED = event("organisations.identifier_ended", _("%(by)s recorded that a number is no longer borne"))
SCHEME_DEFINED = event("organisations.scheme_defined", _("%(by)s defined a scheme of numbers"))
RULE_DEFINED = event("organisations.unit_rule_defined", _("%(by)s defined which units count"))
GROUPS_DEFINED = event("organisations.kind_groups_defined", _("%(by)s defined which kinds are counted together"))
GROUP_DEFINED = event("organisations.kind_group_defined", _("%(by)s defined which kinds the group counts together"))
GROUP_REMOVED = event("organisations.kind_group_removed", _("%(by)s gave up a group of kinds"))
COMPLETENESS_STATED = event("organisations.completeness_stated", _("%(by)s stated that all units are recorded"))
COMPLETENESS_WITHDRAWN = event("organisations.completeness_withdrawn", _("%(by)s withdrew that all units are recorded"))
UNITS_ENTERED = event("organisations.units_entered", _("%(by)s entered units from lines"))
REORGANISATION_DRAFTED = event("organisations.reorganisation_drafted", _("%(by)s drafted a reorganisation"))
REORGANISATION_REVISED = event("organisations.reorganisation_revised", _("%(by)s revised the draft"))
REORGANISATION_WITHDRAWN = event("organisations.reorganisation_withdrawn", _("%(by)s withdrew the reorganisation"))
REORGANISATION_APPLIED = event("organisations.reorganisation_applied", _("%(by)s applied a reorganisation"))
STEP_ADDED = event("organisations.step_added", _("%(by)s added a step"))
REORGANISATION_TAKEN_BACK = event(
    "organisations.reorganisation_taken_back", _("%(by)s took an applied reorganisation back")
)
STEP_REVISED = event("organisations.step_revised", _("%(by)s revised a step"))
STEP_MOVED = event("organisations.step_moved", _("%(by)s put the steps into another order"))
STEP_DROPPED = event("organisations.step_dropped", _("%(by)s left a step out"))
LOADED = event("organisations.loaded", _("%(by)s loaded bodies and units from a file"))

# What the timeline of a body says; keys are the codes of `life.LifeEvent`.
LIFE = {
    "founded": _("Founded"),
    "abolished": _("Abolished"),
    "named": _("Called %(name)s"),
    "renamed": _("Renamed to %(name)s"),
    "placed": _("Under %(parent)s"),
    "moved": _("Moved under %(parent)s"),
    "classified": _("Kind: %(kind)s"),
    "reclassified": _("Became %(kind)s"),
    "raised": _("Raised to %(level)s"),
    "lowered": _("Lowered to %(level)s"),
    "merged_from": _("Came to be by the merger of %(names)s"),
    "merged_into": _("Merged into %(names)s"),
    "split_from": _("Came out of %(names)s by a split"),
    "split_into": _("Split into %(names)s"),
    "split_off": _("%(names)s came out of it; it goes on"),
    "absorbed": _("Took in %(names)s"),
    "absorbed_into": _("Taken in by %(names)s"),
    "gave": _("Units or functions went to %(names)s"),
    "received": _("Units or functions came from %(names)s"),
}

# What a change is called where one is chosen for a body, and begins from that body.
CHOICES = {
    "renamed": _("New name"),
    "moved": _("New parent"),
    "reclassified": _("New kind or level"),
    "split": pgettext_lazy("a change to choose", "Split"),
    "merged": _("Merger with others"),
    "absorbed": _("Takes in others"),
    "transferred": _("Transfer of units or functions"),
    "abolished": _("Abolition"),
    "founded": _("Founding of a body or unit"),
}

# What each change means, for whoever chooses one; in the order in which they are offered.
CHANGES = {
    "renamed": _("The body stays the same and is called otherwise from a day on."),
    "moved": _("The body stands under another body from a day on."),
    "reclassified": _(
        "The body becomes another kind, or is raised or lowered: a department becomes a directorate general."
    ),
    "split": _("Out of one body come two or more; the body itself ends, or goes on beside them."),
    "merged": _("Two or more bodies end, and one new body takes their place with all their units."),
    "absorbed": _("The body takes in others: they end, it goes on, and their units come under it."),
    "transferred": _("Units or functions go to another body; both bodies go on."),
    "abolished": _("The body ends and nothing takes its place. Its units are moved or abolished first."),
    "founded": _("A new body or unit comes to be."),
}

# What imports count; keys are those of their reports.
KINDS_COUNTED = {
    "organisation": _("body or unit"),
    "change_event": _("change of bodies"),
    "kind_group": _("group of kinds"),
    "scheme": _("scheme of numbers"),
    "unit_rule": _("rule on units that matter"),
}

# Whether a body has a unit of the sort looked at; keys are the values of `queries.UnitState`.
UNIT_STATES = {
    "raised": _("has one, raised"),
    "has": _("has one"),
    "has_not": _("has none"),
    "not_known": _("not known"),
}

# How a number can be checked; keys are those of `rules.CHECKS`.
CHECKS = {
    "lei": _("check digits of the LEI (ISO 17442)"),
    "ror": _("check digits of ROR"),
    "siren": _("check digit of the SIREN"),
    "siret": _("check digit of the SIRET"),
    "vkn": _("check digit of the Turkish tax number"),
    "web-address": _("form of a web address"),
    "eight-digits": _("eight digits"),
}

# A finding within another one (a step of a reorganisation that is refused) is shown as its own sentence.
show_with(Finding, sentence)
