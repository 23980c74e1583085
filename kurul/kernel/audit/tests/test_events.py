"""Canonical JSON, and what an event becomes before it is stored."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.audit.events import (
    Columns,
    canonical,
    commitment,
    moment_text,
    read_moment,
    rows_digest,
    seal,
)
from kurul.kernel.audit.tests.make import MINISTRY, pending
from kurul.kernel.references import Ref
from kurul.kernel.translated import Translated

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_canonical_json_sorts_keys_and_leaves_no_spaces():
    assert canonical({"ş": 1, "b": [True, None], "a": {"z": "İ", "c": 2}}) == (
        '{"a":{"c":2,"z":"İ"},"b":[true,null],"ş":1}'.encode()
    )


@pytest.mark.property
@given(json_values)
def test_canonical_json_reads_back_as_the_same_value(value):
    assert json.loads(canonical(value)) == value


@pytest.mark.property
@given(json_values)
def test_canonical_json_of_what_was_read_back_is_the_same_text(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@pytest.mark.property
@given(st.dictionaries(texts, json_values, min_size=2, max_size=5))
def test_the_order_in_which_keys_were_given_does_not_matter(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize("value", [1.0, {"share": 0.5}, [float("nan")]])
def test_floats_are_refused_because_they_have_no_one_text(value):
    with pytest.raises(TypeError, match="float"):
        canonical(value)


@pytest.mark.parametrize("value", [{1: "a"}, {"a", "b"}, object(), b"bytes"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_a_lone_surrogate_is_refused():
    with pytest.raises(ValueError):
        canonical("\ud800")


def test_a_decimal_that_is_no_number_is_refused():
    with pytest.raises(ValueError):
        canonical(Decimal("NaN"))


def test_days_decimals_references_and_translations_have_a_canonical_form():
    value = {
        "day": date(2016, 7, 19),
        "share": Decimal("0.50"),
        "body": Ref("organisations.organisation", 12),
        "name": Translated(tr="Bakanlık", en="Ministry"),
    }
    assert canonical(value).decode() == (
        '{"body":"organisations.organisation:12","day":"2016-07-19",'
        '"name":{"en":"Ministry","tr":"Bakanlık"},"share":"0.50"}'
    )


def test_a_moment_is_written_in_utc_with_microseconds():
    istanbul = timezone(timedelta(hours=3))
    assert moment_text(datetime(2016, 7, 19, 11, 30, tzinfo=istanbul)) == "2016-07-19T08:30:00.000000Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        canonical(datetime(2016, 7, 19, 11, 30))  # noqa: DTZ001 the missing zone is the point


@pytest.mark.property
@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))  # noqa: DTZ001
def test_a_moment_reads_back_and_has_only_one_text(moment):
    text = moment_text(moment.replace(tzinfo=UTC))
    assert len(text) == 27
    assert read_moment(text) == moment.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2016-07-19 08:30:00.000000Z", "2016-07-19T08:30:00Z", "2016-07-19T08:30:00.000000+00:00", "soon"]
)
def test_another_text_for_a_moment_is_refused(text):
    with pytest.raises(ValueError):
        read_moment(text)


def test_the_hashed_line_is_canonical_json_of_all_columns():
    body = seal(pending(after={"name": "Bakanlık"})).body
    columns = Columns(3, "2016-07-19T08:30:00.000000Z", False, "a.b", MINISTRY, "operator", "", body, "0" * 64)
    event = json.loads(columns.line())
    assert canonical(event) == columns.line()
    assert event["body"]["after"] == {"name": "Bakanlık"}
    assert set(event) == {"at", "audience", "body", "by", "kind", "previous", "seq", "simulated", "subject"}


def test_personal_values_are_taken_out_and_committed_to():
    sealed = seal(pending(after={"name": {"tr": "Ayşe"}, "level": 2}, personal={"after.name.tr": "Ayşe"}))
    assert "Ayşe" not in sealed.body
    (secret,) = sealed.secrets
    body = json.loads(sealed.body)
    assert body["after"] == {"name": {}, "level": 2}
    assert body["personal"] == {"after.name.tr": commitment("after.name.tr", secret.salt, "Ayşe")}


def test_equal_personal_values_get_different_commitments():
    one, other = (seal(pending(after={"name": "Ayşe"}, personal={"after.name": "Ayşe"})) for _ in range(2))
    assert one.body != other.body


def test_a_personal_reason_is_taken_out_too():
    sealed = seal(pending(reason="hastalık izni", personal={"reason": "hastalık izni"}))
    assert "hastalık" not in sealed.body
    assert sealed.secrets[0].value == "hastalık izni"


@pytest.mark.parametrize(
    "personal",
    [
        {"after.surname": "Yılmaz"},
        {"after.name": "Fatma"},
        {"before.name": "Ayşe"},
        {"after": "Ayşe"},
        {"subject.name": "Ayşe"},
        {"after.level.deep": "2"},
        {"after.level": 2},
        {"reason": "another one"},
    ],
)
def test_a_personal_value_that_the_event_does_not_say_is_refused(personal):
    with pytest.raises(ValueError):
        seal(pending(after={"name": "Ayşe", "level": 2}, personal=personal))


def test_the_mappings_that_were_given_are_left_alone():
    after = {"name": "Ayşe"}
    seal(pending(after=after, personal={"after.name": "Ayşe"}))
    assert after == {"name": "Ayşe"}


def test_of_bulk_rows_only_count_and_digest_are_kept():
    body = json.loads(seal(pending(rows=({"row": number} for number in range(3)))).body)
    assert body["rows"] == rows_digest([{"row": 0}, {"row": 1}, {"row": 2}])
    assert body["rows"]["count"] == 3
    assert rows_digest([{"row": 1}, {"row": 0}, {"row": 2}])["digest"] != body["rows"]["digest"]
