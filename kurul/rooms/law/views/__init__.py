"""The pages of the room: load, one call, show or lead on."""

from kurul.rooms.law.views.addresses import by_eli
from kurul.rooms.law.views.instruments import (
    change_kind,
    change_provision_kind,
    correct,
    enter,
    enter_kind,
    enter_provision_kind,
    instruments,
    kinds,
    provision_kinds,
)
from kurul.rooms.law.views.provisions import (
    amend_provision,
    cite_provision,
    clauses,
    correct_provision,
    end_citation,
    enter_provision,
    insert_provision,
    provision,
    repeal_provision,
    withdraw_citation,
    withdraw_provision,
)
from kurul.rooms.law.views.record import instrument, resting
from kurul.rooms.law.views.relations import act, correct_relation, on_repealed, relate, withdraw_relation

__all__ = [
    "act",
    "amend_provision",
    "by_eli",
    "change_kind",
    "change_provision_kind",
    "cite_provision",
    "clauses",
    "correct",
    "correct_provision",
    "correct_relation",
    "end_citation",
    "enter",
    "enter_kind",
    "enter_provision",
    "enter_provision_kind",
    "insert_provision",
    "instrument",
    "instruments",
    "kinds",
    "on_repealed",
    "provision",
    "provision_kinds",
    "relate",
    "repeal_provision",
    "resting",
    "withdraw_citation",
    "withdraw_provision",
    "withdraw_relation",
]
