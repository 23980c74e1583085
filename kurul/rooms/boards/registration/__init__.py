"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.scopes import register_scope_kind
from kurul.kernel.slots import Tab, contributions, panels
from kurul.kernel.temporal.look import Look
from kurul.kernel.turkish import fold
from kurul.kernel.web import navigation
from kurul.kernel.web.search import MOST_PER_ROOM, SEARCH, Hit
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.boards import permissions, reference_files
from kurul.rooms.boards.models import Board, Decision, Meeting
from kurul.rooms.boards.queries import agenda, decisions, meetings, names
from kurul.rooms.boards.registration import on_pages
from kurul.rooms.positions.public import SINCE


def register() -> None:
    """References, scopes, statuses, import profiles, panels, the agenda, search, navigation."""
    references.register(Board, url_name="boards:board", labels=names.labels)
    references.register(Meeting, url_name="boards:meeting", labels=meetings.labels)
    references.register(Decision, url_name="boards:decision", labels=decisions.labels)
    register_scope_kind(permissions.SCOPE, label=lambda number: names.labels([number])[number])
    for profile in reference_files.PROFILES:
        imports.register(profile)
    _register_statuses()
    contributions.register(agenda.QUESTION, order=10)(agenda.overdue_decisions)
    contributions.register(SEARCH, order=35)(found)
    contributions.register(SINCE, order=10)(on_pages.last_meetings)
    panels.register("boards.meeting", order=5)(on_pages.of_meeting)
    panels.register("organisations.organisation", order=40, tab=Tab("boards", _("Boards")))(on_pages.of_organisation)
    panels.register("organisations.organisation", order=41, tab=Tab("decisions", _("Decisions")))(
        on_pages.owed_by_organisation
    )
    panels.register("positions.post", order=40)(on_pages.of_post)
    panels.register("law.instrument", order=40)(on_pages.of_instrument)
    navigation.register("boards", pgettext_lazy("navigation", "Boards"), "boards:list", order=10)
    navigation.register("boards", _("Meetings"), "boards:meetings", order=20)
    navigation.register("boards", _("Decisions"), "boards:decisions", order=30)


def _register_statuses() -> None:
    register_status("boards.in_force", pgettext_lazy("board", "In force"), Step.DONE)
    register_status("boards.perhaps", pgettext_lazy("board", "Not known"), Step.NOT_KNOWN)
    register_status("boards.ended", pgettext_lazy("board", "Ended"), Step.NEUTRAL, icon="cancelled")
    register_status("boards.cadence_kept", _("Within its interval"), Step.ON_TRACK)
    register_status("boards.cadence_breached", _("Interval breached"), Step.LATE)
    register_status("boards.cadence_not_judged", _("Cannot be judged"), Step.NOT_KNOWN)
    register_status("boards.meeting_planned", pgettext_lazy("meeting", "Planned"), Step.NEUTRAL, icon="calendar")
    register_status("boards.meeting_invited", pgettext_lazy("meeting", "Invited"), Step.ON_TRACK, icon="submitted")
    register_status("boards.meeting_open", pgettext_lazy("meeting", "In session"), Step.ON_TRACK)
    register_status("boards.meeting_held", pgettext_lazy("meeting", "Held, minutes to come"), Step.AT_RISK)
    register_status("boards.meeting_minuted", pgettext_lazy("meeting", "Minutes approved"), Step.DONE)
    register_status("boards.meeting_cancelled", pgettext_lazy("meeting", "Cancelled"), Step.NEUTRAL, icon="cancelled")
    register_status("boards.meeting_forgotten", _("Day passed, not recorded as held"), Step.LATE)
    register_status("boards.open", pgettext_lazy("decision", "Open"), Step.NEUTRAL)
    register_status("boards.in_progress", pgettext_lazy("decision", "In progress"), Step.ON_TRACK)
    register_status("boards.overdue", pgettext_lazy("decision", "Overdue"), Step.LATE)
    register_status("boards.done", pgettext_lazy("decision", "Done"), Step.DONE)
    register_status("boards.superseded", pgettext_lazy("decision", "Superseded"), Step.NEUTRAL, icon="next")
    register_status("boards.quorate", _("Quorate"), Step.DONE)
    register_status("boards.not_quorate", _("Not quorate"), Step.LATE)
    register_status("boards.no_quorum_rule", _("No quorum rule"), Step.NEUTRAL)


def found(*, text: str, look: Look, actor: Actor) -> Iterator[Hit]:
    """Boards by their name, and decisions by their number or text."""
    wanted = fold(text)
    for board, name in names.found(wanted, look, actor)[:MOST_PER_ROOM]:
        yield Hit(_("Board"), name, "boards:board", board)
    filters = decisions.Filters(text=text)
    for row in decisions.listing(filters, look, actor, size=MOST_PER_ROOM):
        yield Hit(pgettext_lazy("one record", "Decision"), row.text, "boards:decision", row.id, row.number)
