"""The door of the room: what other rooms may import.

Rooms above say what of theirs rests on law by answering the question RESTS_ON in their registration:

    contributions.register(RESTS_ON, order=20)(on_pages.resting_on_law)

    def resting_on_law(*, instruments, look, actor, most) -> Iterator[Resting]:
        facts = visible_to(PostTitle.objects.all(), actor)
        parts = [Part(_("Title of a post"), facts, "post_id", "positions:post", labels)]
        return resting(parts, instruments=instruments, look=look, most=most)
"""

from kurul.rooms.law.actions import cite_provision, end_citation, withdraw_citation
from kurul.rooms.law.models import Citation, Instrument, Provision
from kurul.rooms.law.queries import RESTS_ON, Part, Resting, cited, labels, provision_labels, resting

__all__ = [
    "RESTS_ON",
    "Citation",
    "Instrument",
    "Part",
    "Provision",
    "Resting",
    "cite_provision",
    "cited",
    "end_citation",
    "labels",
    "provision_labels",
    "resting",
    "withdraw_citation",
]
