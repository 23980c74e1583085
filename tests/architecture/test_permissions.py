"""Who may open what, and who sees whose rows: nothing is left without an answer."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from kurul.kernel.identity.capabilities import capabilities
from kurul.kernel.identity.tokens import token_scopes
from kurul.kernel.identity.visibility import gates
from kurul.kernel.provenance import Marked
from kurul.kernel.temporal.constraints import NoOverlap
from kurul.kernel.temporal.facts import Fact
from kurul.kernel.web.policy import Kind, routes
from tests.architecture.project import rooms
from tools import permissions_docs

# Constraint → why rows that it does not reach are held apart all the same.
NULL_IN_SCOPE = {
    "positions_power_of_kind_once": "a power is held by a kind of post or by a post; this one is for the kinds",
    "positions_power_of_post_once": "a power is held by a kind of post or by a post; this one is for the posts",
    "positions_role_of_kind_once": "a role follows from a kind of post or from a rule; this one is for the kinds",
    "positions_role_of_rule_once": "a role follows from a kind of post or from a rule; this one is for the rules",
}


def our_models(base: type[models.Model]) -> list[type[models.Model]]:
    """The tables of the kernel and the rooms whose rows are of this base."""
    return [model for model in apps.get_models() if issubclass(model, base) and model.__module__.startswith("kurul.")]


@pytest.fixture(scope="module", autouse=True)
def permissions_of_all_rooms() -> None:
    """Gates and capabilities are registered by the rooms' permissions, wherever they are first imported."""
    for room in rooms():
        if room.name in settings.ROOMS and (room / "permissions.py").exists():
            import_module(f"kurul.rooms.{room.name}.permissions")


def test_every_record_and_every_fact_has_a_gate():
    """Without one its rows cannot be read for anybody; reading them past the gate would show them to everybody."""
    assert our_models(Marked)
    assert [model._meta.label for model in our_models(Marked) if model not in gates()] == []


def test_every_gate_is_of_a_table_that_there_is():
    assert [model.__name__ for model in gates() if model not in apps.get_models()] == []


def test_page_of_permissions_lists_every_route_with_its_policy():
    lines = permissions_docs.lines()
    assert [line for line in lines if line[2] == "None"] == []
    addresses = {f"/{route.pattern}" for route in routes(settings.ROOT_URLCONF)}
    assert addresses == {address for address, _name, _policy in lines}
    shown = permissions_docs.PAGE.read_text(encoding="utf-8") if permissions_docs.PAGE.exists() else ""
    assert shown == permissions_docs.page(), "python -m tools.permissions_docs"


def test_every_policy_names_what_is_declared():
    """A capability that nobody declares opens nothing to anybody; a token's purpose likewise."""
    policies = [policy for route in routes(settings.ROOT_URLCONF) for policy in route.policies if policy]
    known = {Kind.CAPABILITY: capabilities(), Kind.TOKEN: token_scopes()}
    assert [str(policy) for policy in policies if policy.kind in known and policy.name not in known[policy.kind]] == []


def test_every_scope_of_no_overlap_is_known_on_every_row():
    """Nothing equals what is null: rows without a scope would overlap freely on both databases."""

    def is_nullable(model: type[models.Model], name: str) -> bool:
        try:
            return bool(model._meta.get_field(name).null)
        except FieldDoesNotExist:
            return True

    wrong = {
        constraint.name
        for model in our_models(Fact)
        for constraint in model._meta.constraints
        if isinstance(constraint, NoOverlap)
        for name in constraint.scope
        if is_nullable(model, name)
    }
    assert wrong == {name for name in NULL_IN_SCOPE if name.partition("_")[0] in settings.ROOMS}
