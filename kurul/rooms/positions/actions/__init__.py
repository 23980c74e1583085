"""The only writers of this room: posts, appointments, and the rules by which posts count and give rights."""

from kurul.rooms.positions.actions.appointments import (
    appoint,
    correct_appointment,
    end_appointment,
    withdraw_appointment,
)
from kurul.rooms.positions.actions.equivalence import (
    end_equivalence_rule,
    enter_equivalence_rule,
    enter_function,
    enter_post_kind,
    give_role,
    state_completeness,
    withdraw_completeness,
)
from kurul.rooms.positions.actions.given import (
    AppointmentGiven,
    FunctionGiven,
    LineGiven,
    PlacementGiven,
    PostGiven,
    Stated,
    TermsGiven,
    TitleGiven,
)
from kurul.rooms.positions.actions.posts import (
    abolish_post,
    establish_post,
    move_post,
    retitle_post,
    set_portfolio,
)
from kurul.rooms.positions.actions.register import load_posts, posts_by_key

__all__ = [
    "AppointmentGiven",
    "FunctionGiven",
    "LineGiven",
    "PlacementGiven",
    "PostGiven",
    "Stated",
    "TermsGiven",
    "TitleGiven",
    "abolish_post",
    "appoint",
    "correct_appointment",
    "end_appointment",
    "end_equivalence_rule",
    "enter_equivalence_rule",
    "enter_function",
    "enter_post_kind",
    "establish_post",
    "give_role",
    "load_posts",
    "move_post",
    "posts_by_key",
    "retitle_post",
    "set_portfolio",
    "state_completeness",
    "withdraw_appointment",
    "withdraw_completeness",
]
