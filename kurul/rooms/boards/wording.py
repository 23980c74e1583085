"""Codes of this room's rules and events, and the sentences that people read."""

from django.utils.translation import gettext_lazy as _

from kurul.kernel.wording import event, sentences

sentences(
    "boards",
    {
        "boards.name_missing": _("Give a name in at least one language."),
        "boards.code_taken": _("There is already a board with the code “%(code)s”. Choose another one."),
        "boards.end_before_start": _(
            "This would end (%(end)s) before it begins (%(start)s). Correct one of the two days."
        ),
        "boards.interval_impossible": _(
            "Give the interval as a number of months from 1 to %(longest)s, or leave it empty if none is published."
        ),
        "boards.quorum_impossible": _(
            "Give the quorum as a number of seats or as a share of them (such as more than 1/2), or leave it empty."
        ),
        "boards.quorum_without_basis": _("Say what the quorum rests on: an article, a decision, an agreed practice."),
        "boards.nothing_changes": _("This is already so. Enter what is different, or leave the page."),
        "boards.change_not_inside": _(
            "Nothing can be changed at that time (%(day)s): what holds now does not hold then, or begins then. "
            "Choose a later day."
        ),
        "boards.reason_missing": _("Say why; the reason is kept with the change."),
        "boards.not_in_force": _(
            "No charter of this board holds on %(day)s. Choose another day, or record the charter first."
        ),
        "boards.seat_without_source": _(
            "Say which posts have the seat: those of a rule, those of a kind, or one post."
        ),
        "boards.seat_given_twice": _(
            "These posts already have a seat in this board (%(period)s). Choose other posts, or other days."
        ),
        "boards.outside_duty": _(
            "This is %(days)s days after %(meet_by)s, the last day on which the meeting keeps the board's interval."
        ),
        "boards.wrong_state": _(
            "The meeting is at another stage by now. Look at it again: what can be done stands there."
        ),
        "boards.in_the_future": _(
            "The meeting is planned for %(day)s, which has not come yet. Give it another day first."
        ),
        "boards.day_taken": _("The board already has a meeting on %(day)s. Choose another day."),
        "boards.title_missing": _("Give the item a title in at least one language."),
        "boards.item_at_the_edge": _("The item already stands at the end of the agenda in that direction."),
        "boards.item_decided": _("A decision was taken under this item, so it stays on the agenda."),
        "boards.seat_counted_twice": _("The attendance of this seat is given twice. Keep one of the two."),
        "boards.no_such_seat": _(
            "This post has no seat in the board on the day of the meeting. Choose one that has, or give it a seat "
            "first."
        ),
        "boards.person_unknown": _("This person is not recorded. Choose one from the list, or enter the person first."),
        "boards.nobody_named": _("Say who came and as what, or mark the seat as absent or excused."),
        "boards.not_a_holder": _(
            "On the day of the meeting this person is not recorded as holding the post in this way. "
            "Choose “substitute”, or record the appointment first."
        ),
        "boards.substitute_for_nobody": _(
            "A substitute stands in for somebody: choose the holder of the post in whose place this person came. "
            "A vacant post cannot be substituted; record an acting holder."
        ),
        "boards.minutes_too_early": _("Minutes are written after the meeting. Close the meeting first."),
        "boards.minutes_approved": _(
            "The minutes of this meeting are approved, so nothing is changed about it any more."
        ),
        "boards.minutes_empty": _("The minutes say nothing yet. Write at least one text, or record a decision."),
        "boards.decision_without_text": _("Write what was decided, in at least one language."),
        "boards.decision_without_addressee": _("Choose at least one body that has to carry the decision out."),
        "boards.addressee_twice": _("The same body is chosen twice. Keep it once."),
        "boards.addressee_unknown": _(
            "One of these bodies does not exist on the day of the meeting. Choose another one."
        ),
        "boards.due_before_decision": _(
            "The decision was taken on %(decided)s and cannot be due before (%(due)s). Choose a later day."
        ),
        "boards.item_of_another_meeting": _(
            "This item stands on the agenda of another meeting. Choose one of this meeting."
        ),
        "boards.not_addressed": _("This decision is not addressed to that body. Choose one to which it is."),
        "boards.evidence_missing": _(
            "Name the evidence that it is done: a document and its number, an address, what can be seen where."
        ),
        "boards.confirmed_out_of_time": _("Choose a day from %(decided)s, when it was decided, to today (%(today)s)."),
        "boards.confirmed_before_last": _(
            "The state reported last holds since %(last)s. Choose that day or a later one."
        ),
        "boards.already_so": _("This state is already reported. Choose another one, or add a note instead."),
        "boards.superseded": _(
            "Decision %(number)s has taken the place of this one, so nothing is owed on it any more."
        ),
        "boards.supersedes_wrongly": _("Choose a decision that was taken after this one."),
        "boards.note_missing": _("Write the note, or leave the page."),
        "boards.file_not_readable": _(
            "%(file)s cannot be read as this kind of file (line %(row)s: %(problem)s). Correct the file, or choose "
            "another profile."
        ),
        "boards.convener_unknown": _(
            "The convener %(abbreviation)s is not among the bodies. Load the institutions first."
        ),
        "boards.instrument_unknown": _("The instrument %(code)s is not there. Load the legal instruments first."),
        "boards.kind_unknown": _("There is no kind of post “%(kind)s”. Load the rule of CIO-equivalence first."),
        "boards.differs": _("The board “%(code)s” is there with another name or interval; it stays as it is."),
        "boards.no_such_meeting": _(
            "There is no meeting with the number %(meeting)s. The number stands in the address of its page."
        ),
        "boards.pack_failed": _("The pack could not be typeset: %(problem)s"),
    },
)

CHARTERED = event("boards.chartered", _("%(by)s entered the board"))
CHARTER_AMENDED = event("boards.charter_amended", _("%(by)s recorded new terms of the board"))
CHARTER_CORRECTED = event("boards.charter_corrected", _("%(by)s corrected the terms of the board"))
SEAT_GIVEN = event("boards.seat_given", _("%(by)s gave seats in the board"))
SEAT_ENDED = event("boards.seat_ended", _("%(by)s ended seats in the board"))
LOADED = event("boards.loaded", _("%(by)s loaded boards from a file"))

MEETING_PLANNED = event("boards.meeting_planned", _("%(by)s planned the meeting"))
MEETING_RESCHEDULED = event("boards.meeting_rescheduled", _("%(by)s moved the meeting to another day"))
MEETING_CANCELLED = event("boards.meeting_cancelled", _("%(by)s cancelled the meeting"))
INVITED = event("boards.invited", _("%(by)s invited to the meeting"))
MEETING_OPENED = event("boards.meeting_opened", _("%(by)s opened the meeting"))
MEETING_CLOSED = event("boards.meeting_closed", _("%(by)s closed the meeting"))
ATTENDANCE_RECORDED = event("boards.attendance_recorded", _("%(by)s recorded who attended"))

ITEM_PLACED = event("boards.item_placed", _("%(by)s placed an item on the agenda"))
ITEM_AMENDED = event("boards.item_amended", _("%(by)s changed an item of the agenda"))
ITEM_MOVED = event("boards.item_moved", _("%(by)s moved an item of the agenda"))
ITEM_DROPPED = event("boards.item_dropped", _("%(by)s took an item off the agenda"))
ITEMS_CONTRIBUTED = event(
    "boards.items_contributed", _("Items that wait for the board placed themselves on the agenda")
)

DECIDED = event("boards.decided", _("%(by)s recorded the decision"))
EXECUTION_REPORTED = event("boards.execution_reported", _("%(by)s reported how far the decision is carried out"))
SUPERSEDED = event("boards.decision_superseded", _("%(by)s recorded that another decision takes its place"))
NOTED = event("boards.noted", _("%(by)s added a follow-up note"))

MINUTES_WRITTEN = event("boards.minutes_written", _("%(by)s wrote minutes"))
MINUTES_APPROVED = event("boards.minutes_approved", _("%(by)s approved the minutes"))
