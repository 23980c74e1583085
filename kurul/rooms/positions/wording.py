"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel.wording import event, sentences

NOT_WRITTEN = _(
    "A delegation is made in writing. Choose the instrument; one that is missing from the list is entered under Law "
    "first."
)
NOT_EXCEPTED = _(
    "An exception goes beyond the rule, so it needs the instrument by which it was made. Choose it; one that is "
    "missing from the list is entered under Law first."
)
NO_REASON = _("Say why it was wrong; the reason is kept with the correction.")

sentences(
    "positions",
    {
        "positions.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "positions.title_missing": _("Give the post a title in at least one language."),
        "positions.no_places": _("At least one person must be able to hold the post. Enter 1 or more."),
        "positions.organisation_missing": _(
            "This organisation does not exist at that time (%(day)s). Choose one that exists then, or another day."
        ),
        "positions.post_missing": _(
            "This post does not exist at that time (%(day)s). Choose a day within its existence."
        ),
        "positions.change_not_inside": _(
            "Nothing can be changed at that time (%(day)s): what holds now does not hold then, or begins then. "
            "Choose a later day, or correct the present entry instead."
        ),
        "positions.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "positions.reason_missing": NO_REASON,
        "positions.still_held": _("At that time (%(day)s) %(name)s still holds this post. End that appointment first."),
        "positions.outside_post": _(
            "The post does not exist for all of this time (it exists: %(post)s). Choose days within its existence."
        ),
        "positions.end_not_inside": _(
            "The last day must not lie before the first (%(start)s), and must lie before the end recorded so far. "
            "Choose another day, or correct the appointment."
        ),
        "positions.already_held": _(
            "%(name)s holds this post since %(start)s. End that appointment first, or choose days before it."
        ),
        "positions.already_held_then": _(
            "%(name)s holds this post from %(start)s to %(end)s. Choose days before or after, or correct that "
            "appointment."
        ),
        "positions.already_acting": _(
            "%(name)s already acts for this post in that time (from %(start)s). End that appointment first."
        ),
        "positions.still_acting": _(
            "%(name)s acts for this post, as for a vacant one, since %(start)s. End that appointment with the day "
            "before this one begins."
        ),
        "positions.acting_beside_holder": _(
            "%(name)s holds this post substantively since %(start)s. Say why the holder is absent, or end that "
            "appointment first."
        ),
        "positions.absence_without_acting": _(
            "An absence of the holder is stated only where somebody acts. Remove it."
        ),
        "positions.holds_it_already": _(
            "%(name)s already holds this post in that time (from %(start)s). Choose another person, or other days."
        ),
        "positions.holds_elsewhere": _("Also holds, at the same time: %(post)s."),
        "positions.instrument_missing": _("The instrument of this appointment is not recorded."),
        "positions.rule_without_function": _("Name at least one function that the portfolio must have."),
        "positions.counts_as": _(
            "A post counts if it is of the kind that the rule names and its portfolio has every function that the rule "
            "requires."
        ),
        "positions.seat_state": _(
            "One post that surely counts makes the seat. Who holds it, who acts for it or who left last says how it "
            "stands; what is not recorded is not known."
        ),
        "positions.unknown_role": _("There is no role “%(role)s”. Choose one from the list."),
        "positions.role_given_already": _(
            "This role already follows from it in that time. Nothing needs to be entered."
        ),
        "positions.complete_already": _("This is already stated for that time. Nothing needs to be entered."),
        "positions.line_cycle": _(
            "The chosen post stands under this one itself, on some day of that time. Choose another superior, or first "
            "record to whom that post reports."
        ),
        "positions.superior_missing": _(
            "The superior post does not exist at that time (%(day)s). Choose one that exists then, or another day."
        ),
        "positions.line_later": _(
            "For %(start)s another superior is recorded already. Withdraw that first, or choose a later day."
        ),
        "positions.line_already": _(
            "For some of that time it is recorded already to whom the post reports (%(period)s). Correct or withdraw "
            "that entry first, or choose other days."
        ),
        "positions.exception_not_written": NOT_EXCEPTED,
        "positions.excepted_already": _(
            "An exception from this rule is recorded for the post in that time. End or withdraw it first."
        ),
        "positions.excepted": _(
            "An exception by instrument goes before the rule: the post counts, or does not count, because it says so."
        ),
        "positions.who_may": _(
            "A power may be used by the posts that hold it and by those to which it was delegated, as far as every "
            "delegation on the way holds on the day. Who delegates stays accountable."
        ),
        "positions.who_decides": _(
            "In a post whoever certainly holds it, or acts for it, decides; what was delegated to one person, only "
            "that one."
        ),
        "positions.threshold_without_unit": _(
            "This power has no unit, so it has no threshold. Leave the amount empty, or enter the power with its unit."
        ),
        "positions.threshold_not_positive": _("Enter an amount greater than zero, or leave it empty for no limit."),
        "positions.right_with_threshold": _(
            "A right in the software cannot keep to an amount. Leave the unit or the right empty."
        ),
        "positions.unknown_capability": _("There is no right “%(capability)s”. Choose one from the list."),
        "positions.power_held_already": _(
            "This is recorded already for some of that time. End or withdraw that entry first."
        ),
        "positions.delegation_not_written": NOT_WRITTEN,
        "positions.delegation_cycle": _(
            "The delegating post has this power, on some day of that time, from the post that it would delegate it to. "
            "Choose another post."
        ),
        "positions.delegated_already": _(
            "The same is delegated already (%(period)s). Revoke that delegation first, or choose other days."
        ),
        "positions.person_not_in_post": _(
            "This person does not hold the receiving post on %(start)s. Record the appointment first, or leave the "
            "person empty, so that it goes to whoever holds the post."
        ),
        "positions.power_not_held": _(
            "The delegating post does not certainly hold this power on %(day)s. Choose days on which it does, or "
            "first record that it holds it."
        ),
        "positions.may_not_pass_on": _(
            "The delegating post has this power, but may not pass it on (on %(day)s). Choose the post that it has it "
            "from."
        ),
        "positions.delegated_to_another": _(
            "As far as it would be delegated here, the power was given (on %(day)s) only to one person in the "
            "delegating post, who alone may pass it on. Name that person as who passes it on, choose the post that it "
            "comes from, or delegate less."
        ),
        "positions.giver_not_in_post": _(
            "This person does not hold the delegating post on %(start)s. Record the appointment first, or leave the "
            "person empty, so that the post delegates, whoever holds it."
        ),
        "positions.for_another_person": _(
            "Only this person may pass it on in this name. Name yourself, or leave it empty, so that the post "
            "delegates."
        ),
        "positions.beyond_own_threshold": _(
            "The delegating post itself may decide only up to %(limit)s (on %(day)s). Enter no more than that."
        ),
        "positions.outside_own_scope": _(
            "The delegating post does not hold this power in that body on %(day)s. Choose a body in which it does, or "
            "leave it empty for everywhere it does."
        ),
        "positions.name_a_body": _(
            "This power comes to %(posts)s posts on this day, too many for one answer. Name the body that you ask "
            "about."
        ),
        "positions.power_unknown": _("There is no power “%(power)s”. The page of powers lists their codes."),
        "positions.body_unknown": _("There is no body “%(body)s”. Check the spelling."),
        "positions.bodies_several": _("Several bodies are called “%(body)s”: %(numbers)s. Give the number."),
        "positions.not_an_amount": _("“%(text)s” is not an amount. Write it as 50000 or 50000.00."),
        "positions.code_taken": _("The code “%(code)s” is already used. Choose another one."),
        "positions.identifier_missing": _(
            "The row gives no key of the post. Without one the next file would enter the post again: add one."
        ),
        "positions.identifier_taken": _(
            "The key %(value)s of the scheme %(scheme)s already belongs to another post. Correct one of the two."
        ),
        "positions.key_twice": _("The post %(key)s stands in the file twice. Leave one row."),
        "positions.kinds_not_entered": _(
            "The file brings kinds of posts that are not there yet (%(count)s): %(listed)s. Rules and seats of boards "
            "find posts by their kind, so entering one takes the right to keep the rules (%(who)s). Ask one of them to "
            "enter the kinds under “Rules of equivalence”, or to store this import; then upload the file again."
        ),
        "positions.functions_not_entered": _(
            "The file brings functions that are not there yet (%(count)s): %(listed)s. Rules find posts by their "
            "functions, so entering one takes the right to keep the rules (%(who)s). Ask one of them to enter the "
            "functions under “Rules of equivalence”, or to store this import; then upload the file again."
        ),
        "positions.kind_unknown": _("“%(code)s” is no kind of post that is known. Correct the row."),
        "positions.superior_not_in_file": _(
            "The post %(key)s, to which this one reports, is neither in the file nor in the registry. Correct the row."
        ),
        "positions.body_not_in_file": _(
            "The body %(key)s is neither in the file nor in the registry. Correct the row."
        ),
        "positions.person_not_in_file": _("The person %(key)s is not in the file. Correct the row."),
        "positions.leader_incomplete": _("%(field)s is missing. The directory asks for it: add it."),
        "positions.leader_not_fitting": _("“%(text)s” is no %(field)s that the directory knows. Correct the row."),
        "positions.no_leaders": _(
            "Nobody can stand in the directory on this day; %(count)s holders lack what it asks for (bureau code, "
            "employment, appointment, rating official). Record it, or choose another day."
        ),
        "positions.holder_not_named": _("No holder is named (“%(text)s”): the post stands without one."),
        "positions.post_twice": _("The post %(key)s stands here twice: it is held by several persons."),
        "positions.posts_left_out": _("%(count)s posts belong to no body of the file and are not kept."),
        "positions.other_names_left_out": _(
            "%(count)s further names without days, or beside another name on the same days, are not kept."
        ),
        "positions.parties_left_out": _(
            "For %(count)s memberships the file names a party. Political opinions of persons are not kept here."
        ),
        "positions.memberships_left_out": _("%(count)s memberships name no person or no body and are not kept."),
        "positions.stands_otherwise": _(
            "Something else was entered here for the same days and stays. Correct it by hand if the file is right."
        ),
        "positions.file_not_readable": _(
            "%(file)s cannot be read as this kind of file (line %(row)s: %(problem)s). Correct the file, or choose "
            "another profile."
        ),
        "positions.kind_of_organisation_unknown": _(
            "The rule speaks of organisations of the kind “%(kind)s”, which is not known. Load the institutions first."
        ),
        "positions.instrument_unknown": _(
            "The instrument %(instrument)s is not known, so the rule is loaded without it. Load the instruments first."
        ),
    },
)

ESTABLISHED = event("positions.established", _("%(by)s entered the post"))
RETITLED = event("positions.retitled", _("%(by)s recorded a new title or kind"))
MOVED = event("positions.moved", _("%(by)s recorded another organisation"))
PORTFOLIO_SET = event("positions.portfolio_set", _("%(by)s recorded the portfolio"))
ABOLISHED = event("positions.abolished", _("%(by)s recorded the abolition of the post"))
APPOINTED = event("positions.appointed", _("%(by)s recorded an appointment"))
APPOINTMENT_ENDED = event("positions.appointment_ended", _("%(by)s recorded the end of an appointment"))
APPOINTMENT_CORRECTED = event("positions.appointment_corrected", _("%(by)s corrected an appointment"))
APPOINTMENT_WITHDRAWN = event("positions.appointment_withdrawn", _("%(by)s withdrew an appointment"))
RULE_ENTERED = event("positions.rule_entered", _("%(by)s entered a rule of equivalence"))
RULE_ENDED = event("positions.rule_ended", _("%(by)s recorded the end of a rule of equivalence"))
ROLE_GIVEN = event("positions.role_given", _("%(by)s recorded which role follows from a post"))
SUPERIOR_SET = event("positions.superior_set", _("%(by)s recorded to whom the post reports"))
SUPERIOR_CORRECTED = event("positions.superior_corrected", _("%(by)s corrected whom the post reports to"))
SUPERIOR_WITHDRAWN = event("positions.superior_withdrawn", _("%(by)s withdrew an entry of whom the post reports to"))
POWER_ENTERED = event("positions.power_entered", _("%(by)s entered a power"))
POWER_GIVEN = event("positions.power_given", _("%(by)s recorded which posts hold a power"))
POWER_ENDED = event("positions.power_ended", _("%(by)s recorded that a power is no longer held so"))
POWER_WITHDRAWN = event("positions.power_withdrawn", _("%(by)s withdrew an entry of who holds a power"))
DELEGATED = event("positions.delegated", _("%(by)s recorded a delegation"))
DELEGATION_REVOKED = event("positions.delegation_revoked", _("%(by)s recorded the end of a delegation"))
DELEGATION_CORRECTED = event("positions.delegation_corrected", _("%(by)s corrected a delegation"))
DELEGATION_WITHDRAWN = event("positions.delegation_withdrawn", _("%(by)s withdrew a delegation"))
POST_EXCEPTED = event("positions.post_excepted", _("%(by)s recorded an exception from a rule of equivalence"))
EXCEPTION_ENDED = event("positions.exception_ended", _("%(by)s recorded the end of an exception"))
EXCEPTION_WITHDRAWN = event("positions.exception_withdrawn", _("%(by)s withdrew an exception"))
COMPLETENESS_STATED = event(
    "positions.completeness_stated", _("%(by)s stated that the posts of this body are recorded completely")
)
COMPLETENESS_WITHDRAWN = event(
    "positions.completeness_withdrawn",
    _("%(by)s withdrew the statement that the posts of this body are recorded completely"),
)
VOCABULARY_ENTERED = event("positions.vocabulary_entered", _("%(by)s entered a kind of post or a function"))
LOADED = event("positions.loaded", _("%(by)s loaded the rule of CIO-equivalence from a file"))
POSTS_LOADED = event("positions.posts_loaded", _("%(by)s loaded posts and appointments from a file"))

# What the timeline of a post says; keys are the codes of `life.LifeEvent`.
LIFE = {
    "established": _("Established"),
    "abolished": _("Abolished"),
    "titled": _("Called %(title)s"),
    "retitled": _("Now called %(title)s"),
    "placed": _("Belongs to %(organisation)s"),
    "moved": _("Moved to %(organisation)s"),
    "function_added": _("Portfolio: %(function)s added"),
    "function_removed": _("Portfolio: %(function)s removed"),
    "substantive_began": _("%(person)s appointed"),
    "acting_began": _("%(person)s acting"),
    "substitute_began": _("%(person)s named as substitute"),
    "substantive_ended": _("%(person)s left"),
    "acting_ended": _("%(person)s no longer acting"),
    "substitute_ended": _("%(person)s no longer substitute"),
    "counted_began": _("Counts by an exception"),
    "counted_ended": _("No longer counts by an exception"),
    "not_counted_began": _("Does not count, by an exception"),
    "not_counted_ended": _("No longer excepted from the rule"),
}

# What somebody in a post does there, behind the name; keys are the capacity, and whether that is sure on the day.
HOLDS = {
    ("substantive", True): _("holds this post"),
    ("substantive", False): _("perhaps holds this post"),
    ("acting", True): _("acts for this post"),
    ("acting", False): _("perhaps acts for this post"),
    ("substitute", True): _("is the named substitute for this post"),
    ("substitute", False): _("is perhaps the named substitute for this post"),
}

# Why a seat stands as it does; keys are the codes of `rules.Seat.because`.
BECAUSE = {
    "holder": _("One post counts by the rule, and it has a substantive holder."),
    "acting_holder": _("One post counts by the rule; it has no substantive holder, and somebody acts for it."),
    "holder_left": _("One post counts by the rule; its last recorded holder has left, and nobody follows."),
    "nobody_appointed": _(
        "One post counts by the rule; nobody is recorded in it, and the posts of this body are stated to be recorded "
        "completely."
    ),
    "two_posts": _("More than one post of this body counts by the rule."),
    "two_holders": _("One post counts by the rule, and more than one person holds it in the same capacity."),
    "stated_complete": _(
        "No post of this body counts by the rule, and its posts are stated to be recorded completely."
    ),
    "may_count": _("A post may count by the rule, but a day on which that depends is not known exactly."),
    "may_be_held": _("Somebody may hold the post, but the first or last day is not known exactly."),
    "no_post_recorded": _(
        "No post of this body that counts by the rule is recorded. That is no statement that there is none."
    ),
    "no_holder_recorded": _("A post counts by the rule, but no appointment to it has been recorded."),
}

# The same for a post that need not count by any rule.
OF_POST = {
    "holder": _("It has a substantive holder."),
    "acting_holder": _("It has no substantive holder, and somebody acts for it."),
    "holder_left": _("Its last recorded holder has left, and nobody follows."),
    "nobody_appointed": _("Nobody is recorded in it, and the posts of its body are stated to be recorded completely."),
    "two_holders": _("More than one person holds it in the same capacity."),
    "may_be_held": _("Somebody may hold it, but the first or last day is not known exactly."),
    "no_holder_recorded": _("No appointment to it has been recorded. That is no statement that it is vacant."),
}

STATES = {
    "filled": pgettext_lazy("seat", "Filled"),
    "acting": pgettext_lazy("seat", "Acting"),
    "vacant": pgettext_lazy("seat", "Vacant"),
    "double_claim": pgettext_lazy("seat", "Double claim"),
    "missing": pgettext_lazy("seat", "Missing"),
    "not_known": pgettext_lazy("seat", "Not known"),
}

# Why a power may not be used by a way; keys are the objections of `rules.Way`.
WHY_NOT = {
    "perhaps_holds": _("It is not certain that the post holds the power on this day."),
    "post_gone": _("The post does not certainly exist on this day."),
    "body_gone": _("The body of the post does not exist on this day. Move the post, or abolish it."),
    "not_here": _("The power does not reach this body."),
    "threshold": _("The amount is above the threshold."),
    "not_yet": _("The delegation begins later."),
    "expired": _("The delegation has ended."),
    "revoked": _("The delegation was revoked."),
    "not_passed_on": _("The delegating post may not pass the power on."),
    "given_to_another": _("It was given only to one person in the delegating post, who did not pass it on."),
    "giver_left": _("The person who passed it on is not in the delegating post on this day."),
    "perhaps_delegated": _("It is not certain that the delegation holds on this day."),
    "not_within": _("The delegation names a body in which the delegating post does not hold the power."),
    "giver_holds_nothing": _("The delegating post does not hold the power on this day, so nothing follows from it."),
    "perhaps_held": _("It is not certain who is in the post on this day."),
    "person_left": _("The person to whom it was delegated is not in the post on this day."),
    "nobody": _("Nobody who could decide is recorded in the post on this day."),
}
