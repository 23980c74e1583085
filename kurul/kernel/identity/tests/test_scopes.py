"""Scopes as text and as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.identity import scopes
from kurul.kernel.identity.scopes import GOVERNMENT, Scope, register_scope_kind, scope_kinds, scope_label

KINDS = st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True).filter(lambda kind: kind != "government")


@given(KINDS, st.integers(1, 2**63 - 1))
def test_every_scope_reads_back_from_its_text(kind, number):
    scope = Scope(kind, number)
    assert Scope.parse(str(scope)) == scope


def test_government_reads_back():
    assert str(GOVERNMENT) == "government"
    assert Scope.parse("government") == GOVERNMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "organisation",
        "organisation:",
        "organisation:0",
        "organisation:-1",
        "organisation:012",
        "organisation:1 ",
        "organisation:१२",
        "organisation:99999999999999999999",
        "organisation:9223372036854775808",
        "Organisation:1",
        "government:1",
        "organisation:1:2",
    ],
)
def test_what_is_no_scope_is_refused(text):
    with pytest.raises(ValueError):
        Scope.parse(text)


@given(st.text(max_size=30))
def test_any_text_is_read_back_as_written_or_refused(text):
    try:
        scope = Scope.parse(text)
    except ValueError:
        return
    assert str(scope) == text


@pytest.fixture
def village(monkeypatch):
    monkeypatch.setattr(scopes, "_labels", {})
    register_scope_kind("village", label={1: "Yeniköy"}.__getitem__)


def test_registered_kind_names_its_bodies(village):
    assert scope_kinds() == {"government", "village"}
    assert scope_label(Scope("village", 1)) == "Yeniköy"


def test_body_that_does_not_exist_has_no_label(village):
    assert scope_label(Scope("village", 2)) is None


def test_kind_that_no_room_registers_has_no_label(village):
    assert scope_label(Scope("town", 1)) is None


def test_second_room_cannot_take_a_kind(village):
    with pytest.raises(ValueError, match="village"):
        register_scope_kind("village", label=str)


def test_government_cannot_be_registered():
    with pytest.raises(ValueError):
        register_scope_kind("government", label=str)
