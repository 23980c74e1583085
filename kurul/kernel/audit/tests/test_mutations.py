"""Whatever single thing somebody changes in the database, both verifiers find it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue
from kurul.kernel.audit.tests.make import pending, replace_rows, rows_of, standalone_problems, write
from kurul.kernel.audit.verification import verify

# Each example in a transaction of its own: see `kernel/tests/examples.py`.
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.property,
    pytest.mark.usefixtures("committed_unprotected"),
]

# PostgreSQL's texts hold everything but the null character.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
values = st.none() | st.booleans() | st.integers() | texts
refs = st.builds("{}:{}".format, st.sampled_from(["people.person", "boards.board"]), st.integers(1, 3))


@st.composite
def _events(draw: st.DrawFn) -> Any:
    said = draw(st.dictionaries(texts.filter(lambda key: "." not in key), values, max_size=3))
    name = draw(texts)
    return pending(
        kind=draw(texts),
        subject=draw(refs),
        about=tuple(draw(st.lists(refs, max_size=2))),
        by=draw(st.sampled_from(["account:7", "operator", "system:demonstration"])),
        simulated=draw(st.booleans()),
        before=draw(st.none() | st.just(said)),
        after={**said, "person": name},
        personal={"after.person": name},
        reason=draw(texts),
        audience=draw(st.sampled_from(["", "audit.read"])),
    )


# Every example writes a log and has it read by both verifiers: `make prove` tries a fifth of the usual number.
USUAL = settings.get_profile(settings.get_current_profile_name()).max_examples
DEAR = settings(max_examples=max(USUAL // 5, min(USUAL, 200)))

logs = st.lists(_events(), min_size=2, max_size=5)


@DEAR
@given(log=logs, choice=st.data())
def test_an_untouched_log_is_whole(log, choice):
    with _rolled_back():
        _write(log, choice)
        assert verify().problems == ()
        assert standalone_problems(personal=True) == []


@DEAR
@given(log=logs, choice=st.data())
def test_a_changed_byte_in_any_column_of_any_event_is_found(log, choice):
    with _rolled_back():
        _write(log, choice)
        _change_one_byte(AuditEvent, choice)
        assert not verify().is_whole
        assert standalone_problems() != []


@DEAR
@given(log=logs, choice=st.data())
def test_a_changed_byte_in_any_other_table_is_found(log, choice):
    with _rolled_back():
        _write(log, choice)
        table = choice.draw(st.sampled_from([EventSubject, PersonalValue, AuditHead]))
        column = _change_one_byte(table, choice)
        assert not verify().is_whole
        # The index is not exported, and a personal value without its event looks erased there.
        if table is not EventSubject and column != "event_id":
            assert standalone_problems(personal=True) != []


@DEAR
@given(log=logs, choice=st.data(), change=st.sampled_from(["delete", "swap", "duplicate", "insert"]))
def test_a_deleted_moved_repeated_or_added_event_is_found(log, choice, change):
    with _rolled_back():
        _write(log, choice)
        rows = rows_of(AuditEvent)
        if change == "delete":
            rows.remove(choice.draw(st.sampled_from(rows)))
        elif change == "swap":
            one, other = choice.draw(st.permutations(rows))[:2]
            one["seq"], other["seq"] = other["seq"], one["seq"]
        else:
            added = dict(choice.draw(st.sampled_from(rows)))
            added["kind"] += "forged" if change == "insert" else ""
            rows.insert(choice.draw(st.integers(0, len(rows))), added)
            for number, row in enumerate(rows, start=1):
                row["seq"] = number
        replace_rows(AuditEvent, rows)
        assert not verify().is_whole
        assert standalone_problems() != []


def _write(log: list[Any], choice: st.DataObject) -> None:
    """Write the events in one or several writes."""
    cut = choice.draw(st.integers(0, len(log)))
    for part in (log[:cut], log[cut:]):
        write(*part)


@contextmanager
def _rolled_back() -> Iterator[None]:
    """Every example starts with an empty log and the same salts, so that what is drawn depends on nothing else."""
    salts = count(1)
    with transaction.atomic(), patch.object(secrets, "token_hex", lambda size: f"{next(salts):0{2 * size}x}"):
        yield
        transaction.set_rollback(True)


def _change_one_byte(table: Any, choice: st.DataObject) -> str:
    """Change one column of one row; returns the column."""
    rows = rows_of(table)
    row = choice.draw(st.sampled_from(rows))
    # The key of the one head says nothing, and is checked by the database.
    column = choice.draw(st.sampled_from(sorted(set(row) - {"id"})))
    row[column] = _changed(choice, row[column])
    keys = [(row.get("ref"), row.get("event_id"), row.get("seq")) for row in rows]
    replace_rows(table, list(dict(zip(keys, rows, strict=True)).values()))
    return column


def _changed(choice: st.DataObject, value: Any) -> Any:
    """Another value of the same column; of a text, one byte differs (on SQLite it may be a text no more)."""
    on_sqlite = connection.vendor == "sqlite"
    if isinstance(value, bool):
        return choice.draw(st.sampled_from([not value, 2])) if on_sqlite else not value
    if isinstance(value, int):
        return choice.draw(st.sampled_from([-1, 0]) | st.integers(100, 10**6))
    raw = bytearray(value.encode())
    places = [place for place, byte in enumerate(raw) if on_sqlite or byte < 128]
    if not places:
        return f"{value}x"
    place = choice.draw(st.sampled_from(places))
    if on_sqlite:
        raw[place] = (raw[place] + choice.draw(st.integers(1, 255))) % 256
        return bytes(raw)
    raw[place] = (raw[place] - 1 + choice.draw(st.integers(1, 126))) % 127 + 1
    return raw.decode()
