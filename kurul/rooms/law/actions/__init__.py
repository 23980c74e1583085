"""The only writers of this room: single entries by people, and loading many at once from a file."""

from kurul.rooms.law.actions.changes import correct_instrument, enter_instrument
from kurul.rooms.law.actions.citations import cite_provision, end_citation, withdraw_citation
from kurul.rooms.law.actions.kinds import change_kind, change_provision_kind, enter_kind, enter_provision_kind
from kurul.rooms.law.actions.lines import Line, RelationLine, Statement
from kurul.rooms.law.actions.loading import load
from kurul.rooms.law.actions.provisions import (
    Saying,
    amend_provision,
    correct_provision,
    enter_provision,
    insert_provision,
    repeal_provision,
    withdraw_provision,
)
from kurul.rooms.law.actions.relations import Act, correct_relation, relate_instruments, withdraw_relation

__all__ = [
    "Act",
    "Line",
    "RelationLine",
    "Saying",
    "Statement",
    "amend_provision",
    "change_kind",
    "change_provision_kind",
    "cite_provision",
    "correct_instrument",
    "correct_provision",
    "correct_relation",
    "end_citation",
    "enter_instrument",
    "enter_kind",
    "enter_provision",
    "enter_provision_kind",
    "insert_provision",
    "load",
    "relate_instruments",
    "repeal_provision",
    "withdraw_citation",
    "withdraw_provision",
    "withdraw_relation",
]
