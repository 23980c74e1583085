"""The pages of the room: load, one call, show or lead on."""

from kurul.rooms.positions.views.appointments import appoint, correct, end, withdraw
from kurul.rooms.positions.views.posts import abolish, establish, move, portfolio, post, posts, retitle
from kurul.rooms.positions.views.rules import end_rule, enter_function, enter_kind, enter_rule, give_role, rules
from kurul.rooms.positions.views.seats import completeness, seat, seats

__all__ = [
    "abolish",
    "appoint",
    "completeness",
    "correct",
    "end",
    "end_rule",
    "enter_function",
    "enter_kind",
    "enter_rule",
    "establish",
    "give_role",
    "move",
    "portfolio",
    "post",
    "posts",
    "retitle",
    "rules",
    "seat",
    "seats",
    "withdraw",
]
