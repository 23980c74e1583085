"""Capabilities and the roles that gather them."""

import pytest

from kurul.kernel.identity import capabilities
from kurul.kernel.identity.capabilities import (
    ADMINISTRATOR,
    AUDITOR,
    MANAGE_ACCOUNTS,
    READ_AUDIT,
    ROLES,
    SECRETARIAT,
    capability,
    granted_capabilities,
    granted_label,
)


@pytest.fixture(autouse=True)
def own_registry(monkeypatch):
    monkeypatch.setattr(capabilities, "_capabilities", {READ_AUDIT: READ_AUDIT, MANAGE_ACCOUNTS: MANAGE_ACCOUNTS})


def test_role_consists_of_the_capabilities_that_name_it():
    convene = capability("tests.convene", "Convene", roles=[SECRETARIAT, ADMINISTRATOR])
    assert SECRETARIAT.capabilities == {convene}
    assert ADMINISTRATOR.capabilities == {convene, MANAGE_ACCOUNTS, READ_AUDIT}
    assert AUDITOR.capabilities == {READ_AUDIT}


def test_capability_is_its_code():
    convene = capability("tests.convene", "Convene")
    assert convene == "tests.convene"
    assert {convene: 1}["tests.convene"] == 1


@pytest.mark.parametrize("code", ["convene", "Tests.convene", "tests.", "tests.con vene", "role:x", "a." + "b" * 100])
def test_malformed_code_is_refused(code):
    with pytest.raises(ValueError):
        capability(code, "Convene")


def test_capability_is_declared_once():
    capability("tests.convene", "Convene")
    with pytest.raises(ValueError, match="twice"):
        capability("tests.convene", "Convene")


def test_grant_of_a_role_gives_its_capabilities():
    assert granted_capabilities("role:auditor") == {READ_AUDIT}
    assert granted_label("role:auditor") == AUDITOR.label


def test_grant_of_a_capability_gives_that_one():
    assert granted_capabilities("audit.read") == {READ_AUDIT}
    assert granted_label("audit.read") == READ_AUDIT.label


@pytest.mark.parametrize("granted", ["role:king", "role:", "gone.room", "", "auditor"])
def test_grant_that_nobody_declares_gives_nothing(granted):
    assert granted_capabilities(granted) == frozenset()
    assert granted_label(granted) is None


def test_eight_roles_stand_under_their_codes():
    assert len(ROLES) == 8
    assert all(role.granted == f"role:{code}" for code, role in ROLES.items())
