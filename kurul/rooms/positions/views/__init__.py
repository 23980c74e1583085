"""The pages of the room: load, one call, show or lead on."""

from kurul.rooms.positions.views.appointments import appoint, correct, end, withdraw
from kurul.rooms.positions.views.findings import (
    changes,
    end_exception,
    except_post,
    withdraw_exception,
    without_instrument,
)
from kurul.rooms.positions.views.lines import correct_superior, line, set_superior, withdraw_superior
from kurul.rooms.positions.views.posts import abolish, establish, move, portfolio, post, posts, retitle
from kurul.rooms.positions.views.powers import (
    correct_delegation,
    delegate,
    delegations,
    end_power,
    enter_power,
    give_power,
    post_powers,
    powers,
    revoke_delegation,
    who_may,
    withdraw_delegation,
    withdraw_power,
)
from kurul.rooms.positions.views.rules import end_rule, enter_function, enter_kind, enter_rule, give_role, rules
from kurul.rooms.positions.views.seats import completeness, seat, seats

__all__ = [
    "abolish",
    "appoint",
    "changes",
    "completeness",
    "correct",
    "correct_delegation",
    "correct_superior",
    "delegate",
    "delegations",
    "end",
    "end_exception",
    "end_power",
    "end_rule",
    "enter_function",
    "enter_kind",
    "enter_power",
    "enter_rule",
    "establish",
    "except_post",
    "give_power",
    "give_role",
    "line",
    "move",
    "portfolio",
    "post",
    "post_powers",
    "posts",
    "powers",
    "retitle",
    "revoke_delegation",
    "rules",
    "seat",
    "seats",
    "set_superior",
    "who_may",
    "withdraw",
    "withdraw_delegation",
    "withdraw_exception",
    "withdraw_power",
    "withdraw_superior",
    "without_instrument",
]
