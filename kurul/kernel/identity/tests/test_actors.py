"""What actors may do: pure values, no database."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.identity.actors import Actor, Right
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.identity.tests import make
from kurul.kernel.references import Ref

MINISTRY, OTHER, BOARD = Scope("organisation", 1), Scope("organisation", 2), Scope("board", 1)

PEOPLE = {
    "nobody": Actor.nobody(),
    "stranger": make.actor(),
    "auditor everywhere": make.actor(READ_AUDIT),
    "auditor of one ministry": make.actor(READ_AUDIT, scope=MINISTRY),
    "operator": Actor.operator(),
    "system": Actor.system("deadline"),
}


@pytest.mark.parametrize(
    ("who", "asked", "answer"),
    [
        ("nobody", [], "Sign in first."),
        ("nobody", [MINISTRY], "Sign in first."),
        ("stranger", [], "The right “Read the audit log” is needed."),
        ("stranger", [MINISTRY], "The right “Read the audit log” is needed."),
        ("auditor everywhere", [], ""),
        ("auditor everywhere", [MINISTRY], ""),
        ("auditor everywhere", [BOARD, OTHER], ""),
        ("auditor of one ministry", [], "You have the right “Read the audit log”, but not here."),
        ("auditor of one ministry", [MINISTRY], ""),
        ("auditor of one ministry", [OTHER], "You have the right “Read the audit log”, but not here."),
        ("auditor of one ministry", [BOARD], "You have the right “Read the audit log”, but not here."),
        ("auditor of one ministry", [OTHER, MINISTRY], ""),
        ("auditor of one ministry", [GOVERNMENT], "You have the right “Read the audit log”, but not here."),
        ("operator", [], ""),
        ("operator", [MINISTRY], ""),
        ("system", [], ""),
    ],
)
def test_who_may_read_the_audit_log_and_why_not(who, asked, answer):
    with translation.override("en"):
        decision = PEOPLE[who].may(READ_AUDIT, *asked)
        assert (decision.allowed, str(decision.reason)) == (answer == "", answer)
        assert bool(decision) is decision.allowed


@pytest.mark.parametrize(
    ("who", "holds", "where"),
    [
        ("nobody", False, set()),
        ("stranger", False, set()),
        ("auditor everywhere", True, {GOVERNMENT}),
        ("auditor of one ministry", True, {MINISTRY}),
        ("operator", True, {GOVERNMENT}),
        ("system", True, {GOVERNMENT}),
    ],
)
def test_where_the_right_is_held(who, holds, where):
    assert PEOPLE[who].holds(READ_AUDIT) is holds
    assert PEOPLE[who].scopes_for(READ_AUDIT) == where


def test_audit_log_names_every_kind_of_actor():
    assert [person.ref for person in PEOPLE.values()] == [
        "nobody",
        "account:1",
        "account:1",
        "account:1",
        "operator",
        "system:deadline",
    ]


def test_only_nobody_is_not_authenticated():
    assert [who for who, person in PEOPLE.items() if not person.is_authenticated] == ["nobody"]


def test_capability_that_no_room_declares_is_named_by_its_code():
    with translation.override("en"):
        assert "gone.away" in str(make.actor().may("gone.away").reason)


CAPABILITIES = st.sampled_from([READ_AUDIT, MANAGE_ACCOUNTS, "boards.convene"])
SCOPES = st.sampled_from([GOVERNMENT, MINISTRY, OTHER, BOARD])
RIGHTS = st.frozensets(st.builds(Right, CAPABILITIES, SCOPES, st.just(Ref("tests.grant", 1))))
ACTORS = st.one_of(
    st.builds(lambda rights: Actor("account", 1, "Somebody", rights), RIGHTS),
    st.sampled_from([Actor.nobody(), Actor.operator(), Actor.system("x")]),
)
TOKENS = st.frozensets(st.one_of(CAPABILITIES, st.just("calendar")))


@given(ACTORS, TOKENS, CAPABILITIES, st.lists(SCOPES, max_size=3))
def test_token_only_ever_narrows(actor, token, capability, asked):
    narrowed = actor.narrowed(token)
    if narrowed.may(capability, *asked):
        assert actor.may(capability, *asked)
        assert capability in token
    assert narrowed.scopes_for(capability) <= actor.scopes_for(capability)


@given(ACTORS, TOKENS, TOKENS)
def test_second_token_narrows_further(actor, first, second):
    twice = actor.narrowed(first).narrowed(second)
    assert twice.token_scopes == first & second
    assert twice.rights == actor.narrowed(first & second).rights


@given(RIGHTS, CAPABILITIES, st.lists(SCOPES, max_size=3))
def test_permission_follows_from_one_right_that_is_held(rights, capability, asked):
    allowed = {right.scope for right in rights if right.capability == capability} & {GOVERNMENT, *asked}
    assert bool(Actor("account", 1, "", rights).may(capability, *asked)) is bool(allowed)


@given(RIGHTS, CAPABILITIES, st.lists(SCOPES, max_size=3))
def test_refusal_always_gives_a_reason(rights, capability, asked):
    decision = Actor("account", 1, "", rights).may(capability, *asked)
    assert bool(str(decision.reason)) is not decision.allowed
