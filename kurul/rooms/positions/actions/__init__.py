"""The only writers of this room: posts, appointments, lines, powers, and the rules by which posts count."""

from kurul.rooms.positions.actions.appointments import (
    appoint,
    correct_appointment,
    end_appointment,
    withdraw_appointment,
)
from kurul.rooms.positions.actions.delegations import (
    Passing,
    correct_delegation,
    delegate,
    is_in_post,
    revoke_delegation,
    withdraw_delegation,
)
from kurul.rooms.positions.actions.equivalence import (
    end_equivalence_rule,
    end_exception,
    enter_equivalence_rule,
    enter_function,
    enter_post_kind,
    except_post,
    give_role,
    state_completeness,
    withdraw_completeness,
    withdraw_exception,
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
from kurul.rooms.positions.actions.lines import correct_superior, set_superior, withdraw_superior
from kurul.rooms.positions.actions.posts import (
    abolish_post,
    establish_post,
    move_post,
    retitle_post,
    set_portfolio,
)
from kurul.rooms.positions.actions.powers import end_power, enter_power, give_power, withdraw_power
from kurul.rooms.positions.actions.register import load_posts, posts_by_key

__all__ = [
    "AppointmentGiven",
    "FunctionGiven",
    "LineGiven",
    "Passing",
    "PlacementGiven",
    "PostGiven",
    "Stated",
    "TermsGiven",
    "TitleGiven",
    "abolish_post",
    "appoint",
    "correct_appointment",
    "correct_delegation",
    "correct_superior",
    "delegate",
    "end_appointment",
    "end_equivalence_rule",
    "end_exception",
    "end_power",
    "enter_equivalence_rule",
    "enter_function",
    "enter_post_kind",
    "enter_power",
    "establish_post",
    "except_post",
    "give_power",
    "give_role",
    "is_in_post",
    "load_posts",
    "move_post",
    "posts_by_key",
    "retitle_post",
    "revoke_delegation",
    "set_portfolio",
    "set_superior",
    "state_completeness",
    "withdraw_appointment",
    "withdraw_completeness",
    "withdraw_delegation",
    "withdraw_exception",
    "withdraw_power",
    "withdraw_superior",
]
