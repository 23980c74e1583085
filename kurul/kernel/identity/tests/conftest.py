"""The kernel knows no room: what rooms add to everybody's rights stays out of these tests."""

import pytest

from kurul.kernel.identity import actors


@pytest.fixture(autouse=True)
def no_rights_of_rooms(monkeypatch):
    monkeypatch.setattr(actors, "_sources", {})
