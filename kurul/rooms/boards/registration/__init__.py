"""What this room makes known to the kernel when the program starts."""

from collections.abc import Iterator, Sequence

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kurul.kernel import imports, references
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.actors import Decision as Permitted
from kurul.kernel.identity.scopes import register_scope_kind
from kurul.kernel.imports.undoing import NEEDED
from kurul.kernel.imports.undoing_terms import TERMS_USED
from kurul.kernel.search.texts import searchable
from kurul.kernel.slots import Tab, contributions, panels
from kurul.kernel.web import navigation
from kurul.kernel.web.statuses import Step, register_status
from kurul.rooms.boards import permissions, reference_files, search
from kurul.rooms.boards.models import Board, Decision, Meeting, SeatRule, SeatSource
from kurul.rooms.boards.queries import agenda, decisions, differences, meetings, names
from kurul.rooms.boards.registration import consequences, on_pages
from kurul.rooms.law.public import RESTS_ON
from kurul.rooms.organisations.public import CONSEQUENCES, DIFFERENCE_DAYS, DIFFERENCES
from kurul.rooms.positions.public import PostKind


def register() -> None:
    """References, scopes, statuses, import profiles, panels, the agenda, search, navigation."""
    references.register(Board, url_name="boards:board", labels=names.labels)
    references.register(Meeting, url_name="boards:meeting", labels=meetings.labels)
    references.register(Decision, url_name="boards:decision", labels=decisions.labels)
    register_scope_kind(permissions.SCOPE, label=lambda number: names.labels([number])[number])
    for profile in reference_files.PROFILES:
        imports.register(profile)
    imports.name_kinds(lambda: {"board": _("board")})
    _register_statuses()
    contributions.register(agenda.QUESTION, order=10)(agenda.overdue_decisions)
    panels.register("boards.meeting", order=5)(on_pages.of_meeting)
    contributions.register(DIFFERENCES, order=30)(differences.source)
    contributions.register(DIFFERENCE_DAYS, order=30)(differences.last_meetings)
    _register_search()
    contributions.register(CONSEQUENCES, order=40)(consequences.of_boards)
    contributions.register(CONSEQUENCES, order=41)(consequences.of_decisions)
    panels.register("organisations.organisation", order=40, tab=Tab("boards", _("Boards")))(on_pages.of_organisation)
    panels.register("organisations.organisation", order=41, tab=Tab("decisions", _("Decisions")))(
        on_pages.owed_by_organisation
    )
    panels.register("positions.post", order=40)(on_pages.of_post)
    contributions.register(NEEDED, order=40)(needed_to_take_back)
    contributions.register(TERMS_USED, order=40)(kinds_that_sit)
    contributions.register(RESTS_ON, order=40)(on_pages.resting_on_law)
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


def _register_search() -> None:
    searchable(
        Board,
        label=pgettext_lazy("navigation", "Boards"),
        route="boards:board",
        order=50,
        texts=search.board_texts,
        sources=search.BOARD_SOURCES,
    )
    searchable(
        Decision,
        label=_("Decisions"),
        route="boards:decision",
        order=60,
        texts=search.decision_texts,
        sources=search.DECISION_SOURCES,
        about=search.about_decisions,
        readable=search.readable_decisions,
    )


def needed_to_take_back(*, touched: frozenset[type[Model]], by: Actor) -> Iterator[tuple[str, Permitted]]:
    """Boards are chartered, and taken back, for the whole government."""
    yield Board._meta.app_label, permissions.can_charter(by)


def kinds_that_sit(*, terms: Sequence[Model]) -> Iterator[tuple[int, str]]:
    """Kinds of posts that sit in a board: seats name them by their codes."""
    for term in terms:
        if isinstance(term, PostKind):
            seats = SeatRule.objects.known_at().filter(by=SeatSource.KIND, selector=term.code).count()
            if seats:
                yield term.pk, f"{SeatRule._meta.label_lower}:{seats}"
