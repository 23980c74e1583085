"""Histories and the auditors' list: who sees what, in which order, in how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from kurul.kernel import wording
from kurul.kernel.audit.changes import Change, read_body
from kurul.kernel.audit.events import seal
from kurul.kernel.audit.models import PersonalValue
from kurul.kernel.audit.queries import PAGE, Filters, counted_since, events, history
from kurul.kernel.audit.tests.make import MINISTRY, PERSON, pending, write, write_log
from kurul.kernel.identity.actions import create_account
from kurul.kernel.identity.actors import Actor, Right
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.references import Ref
from kurul.kernel.refusals import NotPermitted

BOARD = "boards.board:1"
OPERATOR = Actor.operator()


@pytest.fixture
def secretary(db: None) -> Account:
    return create_account(login="sekreter", display_name="Zeynep Kaya", by=OPERATOR)


def actor(account: Account, *capabilities: str) -> Actor:
    rights = frozenset(Right(capability, GOVERNMENT, Ref("kernel.grant", 1)) for capability in capabilities)
    return Actor("account", account.pk, account.display_name, rights)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_a_history_holds_the_events_of_the_record_and_those_about_it_newest_first(secretary):
    first = write(pending(subject=BOARD))[0]
    write(pending(subject=MINISTRY))
    third = write(pending(subject=MINISTRY, about=(BOARD,)))[0]
    assert [entry.seq for entry in history(BOARD, actor(secretary))] == [third.seq, first.seq]
    assert [entry.subject for entry in history(BOARD, actor(secretary))] == [MINISTRY, BOARD]


def test_a_history_is_read_page_by_page(secretary):
    write(*(pending() for _ in range(5)))
    newest = history(MINISTRY, actor(secretary), limit=2)
    older = history(MINISTRY, actor(secretary), limit=2, before_seq=newest[-1].seq)
    assert [entry.seq for entry in (*newest, *older)] == sorted((e.seq for e in (*newest, *older)), reverse=True)
    assert newest[-1].seq - older[0].seq == 1


def test_a_history_by_the_knowledge_of_a_moment_holds_nothing_later(secretary):
    first, second = (write(pending(subject=BOARD))[0] for _ in range(2))
    assert [entry.seq for entry in history(BOARD, actor(secretary), known_at=first.at)] == [first.seq]
    assert [entry.seq for entry in history(BOARD, actor(secretary), known_at=second.at)] == [second.seq, first.seq]


def test_an_event_says_who_did_it_why_and_under_which_instrument(secretary):
    write(
        pending(
            kind="identity.account_deactivated",
            by=f"account:{secretary.pk}",
            reason="gerekçe",
            instrument="law.instrument:5",
        )
    )
    (entry,) = history(MINISTRY, actor(secretary))
    assert entry.sentence == "Zeynep Kaya closed the account"
    assert (entry.by, entry.reason, entry.instrument) == ("Zeynep Kaya", "gerekçe", "law.instrument:5")


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("operator", "The operator"),
        ("nobody", "Somebody who was not signed in"),
        ("system:demonstration", "The system (demonstration)"),
        ("account:999999", "An official"),
    ],
)
def test_whoever_is_no_account_has_a_name_too(secretary, by, name):
    write(pending(by=by))
    assert str(history(MINISTRY, actor(secretary))[0].by) == name


def test_a_part_of_the_system_is_named_in_the_language_of_the_reader(secretary):
    write(pending(by="system:demonstration"))
    with override("tr"):
        assert str(history(MINISTRY, actor(secretary))[0].by) == "Sistem (tanıtım)"


def test_changes_are_told_field_by_field():
    body = seal(pending(before={"name": {"tr": "A", "en": "B"}, "level": 1}, after={"name": {"tr": "C", "en": "B"}}))
    assert read_body(body.body, {}, missing="erased").changes == (
        Change("level", 1, None),
        Change("name.tr", "A", "C"),
    )


def test_a_personal_value_is_shown_until_it_is_erased(secretary):
    write(pending(after={"name": "Ayşe"}, personal={"after.name": "Ayşe"}))
    assert history(MINISTRY, actor(secretary))[0].changes == (Change("name", None, "Ayşe"),)
    PersonalValue.objects.filter(path="after.name").delete()
    (change,) = history(MINISTRY, actor(secretary))[0].changes
    assert str(change.after) == "erased"


def test_personal_values_erased_on_both_sides_still_show_that_something_changed(secretary):
    write(
        pending(before={"name": "A"}, after={"name": "B"}, personal={"before.name": "A", "after.name": "B"}),
    )
    PersonalValue.objects.exclude(path="x").delete()
    (change,) = history(MINISTRY, actor(secretary))[0].changes
    assert (change.field, str(change.before), str(change.after)) == ("name", "erased", "erased")


def test_the_public_is_shown_neither_names_of_accounts_nor_personal_values(secretary):
    write(
        pending(
            by=f"account:{secretary.pk}",
            after={"name": "Ayşe", "level": 2},
            reason="izin",
            personal={"after.name": "Ayşe", "reason": "izin"},
        )
    )
    (entry,) = history(MINISTRY, Actor.nobody())
    assert str(entry.by) == "An official"
    assert {change.field: str(change.after) for change in entry.changes} == {"level": "2", "name": "not shown"}
    assert str(entry.reason) == "not shown"


def test_an_event_for_an_audience_is_left_out_of_the_history_for_others(secretary):
    write(pending(audience=MANAGE_ACCOUNTS))
    write(pending(audience="nobody.declares_this"))
    assert history(MINISTRY, actor(secretary)) == ()
    assert len(history(MINISTRY, actor(secretary, MANAGE_ACCOUNTS))) == 1


MINE, THEIRS = Scope("organisation", 1), Scope("organisation", 2)


def test_a_right_to_read_events_counts_only_in_the_scopes_of_the_record(secretary):
    write(pending(audience=MANAGE_ACCOUNTS))
    right = Right(MANAGE_ACCOUNTS, MINE, Ref("kernel.grant", 1))
    reader = Actor("account", secretary.pk, "", frozenset({right}))
    assert len(history(MINISTRY, reader, scopes=[MINE, Scope("organisation", 3)])) == 1
    assert history(MINISTRY, reader, scopes=[THEIRS]) == ()
    assert history(MINISTRY, reader) == ()
    assert len(history(MINISTRY, actor(secretary, MANAGE_ACCOUNTS), scopes=[THEIRS])) == 1


def test_what_an_auditor_may_read_in_one_body_is_not_told_of_another(secretary):
    write(pending(kind="boards.closed", audience=MANAGE_ACCOUNTS, reason="gizli"))
    rights = {
        Right(READ_AUDIT, GOVERNMENT, Ref("kernel.grant", 1)),
        Right(MANAGE_ACCOUNTS, MINE, Ref("kernel.grant", 2)),
    }
    reader = Actor("account", secretary.pk, "", frozenset(rights))
    (entry,) = events(Filters(kind="boards.closed"), reader).entries
    assert (entry.is_restricted, entry.reason) == (True, "")
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    assert counted_since(long_ago, ["boards.closed"], reader) == {}
    assert counted_since(long_ago, ["boards.closed"], actor(secretary, MANAGE_ACCOUNTS)) == {"boards.closed": 1}


def test_hidden_events_do_not_use_up_the_page(secretary):
    write(pending(), *(pending(audience=MANAGE_ACCOUNTS) for _ in range(5)))
    assert len(history(MINISTRY, actor(secretary), limit=2)) == 1


def test_a_sentence_that_names_what_the_event_does_not_say_is_still_told(secretary, monkeypatch):
    monkeypatch.setitem(wording._events, "organisations.renamed", "%(by)s renamed %(old_name)s")
    write(pending(by="operator"))
    assert history(MINISTRY, actor(secretary))[0].sentence == "The operator renamed —"


def test_a_history_takes_three_queries_however_long_it_is(secretary, django_assert_max_num_queries):
    reader = actor(secretary)
    for account in [secretary, create_account(login="uzman", display_name="Ali Can", by=OPERATOR)]:
        said = {"name": "Ayşe"}
        write(*(pending(by=f"account:{account.pk}", after=said, personal={"after.name": "Ayşe"}) for _ in range(30)))
    with django_assert_max_num_queries(3):
        assert len(history(MINISTRY, reader, limit=60)) == 60


def test_only_auditors_read_the_whole_log(secretary):
    with pytest.raises(NotPermitted):
        events(Filters(), actor(secretary))
    assert events(Filters(), actor(secretary, READ_AUDIT)).total > 0


def test_an_auditor_learns_that_something_happened_for_an_audience_but_not_what(secretary):
    write(pending(kind="boards.closed", audience=MANAGE_ACCOUNTS, after={"text": "gizli"}, reason="gizli"))
    entry = events(Filters(kind="boards.closed"), actor(secretary, READ_AUDIT)).entries[0]
    assert entry.is_restricted
    assert (entry.changes, entry.reason) == ((), "")
    read = events(Filters(kind="boards.closed"), actor(secretary, READ_AUDIT, MANAGE_ACCOUNTS)).entries[0]
    assert (read.is_restricted, read.reason) == (False, "gizli")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(kind="boards.convened"), 1),
        (Filters(subject=PERSON), 3),
        (Filters(account=77), 1),
        (Filters(account=7, kind="boards.convened"), 0),
        (Filters(subject=PERSON, to_day=date(2016, 7, 18)), 0),
        (Filters(subject=PERSON, from_day=date(2016, 7, 19), to_day=date(2016, 7, 19)), 3),
        (Filters(from_day=date(2016, 7, 20)), 1),
    ],
)
def test_the_log_is_filtered(db, filters, found):
    write_log(3)
    write(pending(kind="boards.convened", by="account:77"), at=datetime(2016, 7, 19, 21, 0, tzinfo=UTC))
    auditor = Actor("account", 5, "", frozenset({Right(READ_AUDIT, GOVERNMENT, Ref("kernel.grant", 1))}))
    page = events(filters, auditor)
    assert (page.total, len(page.entries)) == (found, found)


def test_the_log_is_read_page_by_page_newest_first(db, django_assert_max_num_queries):
    write(*(pending() for _ in range(PAGE + 3)))
    auditor = Actor.operator()
    with django_assert_max_num_queries(4):
        first = events(Filters(), auditor)
    second = events(Filters(), auditor, number=2)
    assert (first.pages, len(first.entries), len(second.entries)) == (2, PAGE, 3)
    assert first.entries[-1].seq == second.entries[0].seq + 1
    assert events(Filters(), auditor, number=9).entries == ()
