"""What hangs on bodies that a reorganisation would end or move: seats in boards, boards of theirs, decisions."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.rooms.boards.models import DecisionAddressee, Role
from kurul.rooms.boards.queries.decisions import Filters, listing
from kurul.rooms.boards.queries.names import visible_charters
from kurul.rooms.boards.queries.seats import boards_of_posts
from kurul.rooms.organisations.public import Consequence
from kurul.rooms.positions.public import posts_of_organisations


def of_boards(*, organisations: Sequence[int], day: date, look: Look, actor: Actor) -> Iterator[Consequence]:
    """The boards in which posts of the bodies sit, and those that the bodies convene."""
    charters = visible_charters(look, actor)
    posts = {post for held in posts_of_organisations(organisations, look).values() for post in held}
    seats = boards_of_posts(posts, look) if posts else {}
    for roles in seats.values():
        for board, role in roles.items():
            if board in charters:
                yield Consequence(_("Board seat"), str(charters[board].name), "boards:board", board, Role(role).label)
    for board, charter in charters.items():
        if charter.convener_id in organisations and charter.period.on(look.day) is not Certainty.NO:
            yield Consequence(_("Board"), str(charter.name), "boards:board", board, _("convenes it"))


def of_decisions(*, organisations: Sequence[int], day: date, look: Look, actor: Actor) -> Iterator[Consequence]:
    """The open decisions that the bodies have to carry out, as far as the reader may know what they say."""
    addressed = DecisionAddressee.objects.filter(organisation_id__in=organisations).order_by("organisation_id")
    shown: set[int] = set()
    for body in addressed.values_list("organisation_id", flat=True).distinct():
        for row in listing(Filters(state="open", organisation=body), look, actor):
            if row.id not in shown and not row.is_withheld:
                shown.add(row.id)
                label = f"{row.number} {row.text}"
                yield Consequence(_("Open decision"), label, "boards:decision", row.id, _("has to carry it out"))
