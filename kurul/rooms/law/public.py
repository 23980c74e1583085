"""The door of the room: what other rooms may import.

Rooms above say what of theirs rests on law by answering the question RESTS_ON in their registration:

    contributions.register(RESTS_ON, order=20)(on_pages.resting_on_law)

    def resting_on_law(*, instruments, look, actor, most) -> Iterator[Resting]:
        facts = visible_to(PostTitle.objects.all(), actor)
        parts = [Part(_("Title of a post"), facts, "post_id", "positions:post", labels)]
        return resting(parts, instruments=instruments, look=look, most=most)
"""

from kurul.rooms.law.actions import (
    Act,
    Saying,
    amend_provision,
    cite_provision,
    end_citation,
    enter_instrument,
    enter_kind,
    enter_provision,
    insert_provision,
    relate_instruments,
    repeal_provision,
    withdraw_citation,
)
from kurul.rooms.law.actions import Line as InstrumentLine
from kurul.rooms.law.actions import load as load_instruments
from kurul.rooms.law.models import (
    ENDINGS,
    Citation,
    Instrument,
    InstrumentKind,
    Particulars,
    Provision,
    ProvisionKind,
    Relation,
    RelationKind,
)
from kurul.rooms.law.queries import RESTS_ON, Part, Resting, cited, labels, provision_at, provision_labels, resting

__all__ = [
    "ENDINGS",
    "RESTS_ON",
    "Act",
    "Citation",
    "Instrument",
    "InstrumentKind",
    "InstrumentLine",
    "Part",
    "Particulars",
    "Provision",
    "ProvisionKind",
    "Relation",
    "RelationKind",
    "Resting",
    "Saying",
    "amend_provision",
    "cite_provision",
    "cited",
    "end_citation",
    "enter_instrument",
    "enter_kind",
    "enter_provision",
    "insert_provision",
    "labels",
    "load_instruments",
    "provision_at",
    "provision_labels",
    "relate_instruments",
    "repeal_provision",
    "resting",
    "withdraw_citation",
]
