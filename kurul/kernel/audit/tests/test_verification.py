"""What the verification says of each kind of tampering; `test_mutations.py` searches for further kinds."""

import pytest

from kurul.kernel.audit import chain, verification
from kurul.kernel.audit.events import commitment
from kurul.kernel.audit.models import AuditEvent, AuditHead, EventSubject, PersonalValue
from kurul.kernel.audit.tests.make import (
    MOMENT,
    PERSON,
    replace_rows,
    rows_of,
    standalone_problems,
    write_log,
)
from kurul.kernel.audit.verification import verify

pytestmark = pytest.mark.django_db


def codes(head=None):
    return {problem.code for problem in verify(head).problems}


def test_an_empty_log_is_whole():
    report = verify()
    assert report.is_whole
    assert report.events == 0
    assert standalone_problems() == []


@pytest.mark.parametrize("batch_size", [1, 2, 5, 7])
def test_a_log_is_whole_however_it_is_cut_into_batches(batch_size):
    write_log(5)
    report = verify(batch_size=batch_size)
    assert report.problems == ()
    assert (report.events, report.personal_values, report.erased) == (5, 5, 0)
    assert report.head.seq == 5


def test_the_number_of_queries_does_not_grow_with_the_log(django_assert_max_num_queries):
    write_log(40)
    with django_assert_max_num_queries(8):
        verify()


@pytest.mark.usefixtures("unprotected")
class TestTampering:
    """Each test changes one thing by raw SQL."""

    def test_an_edited_event_is_named(self):
        write_log(3)
        AuditEvent.objects.filter(seq=2).update(by="account:8")
        (problem,) = verify().problems
        assert (problem.code, problem.seq) == ("digest", 2)
        assert "2" in problem.sentence

    def test_an_edited_event_with_a_digest_made_to_fit_breaks_the_link_after_it(self):
        write_log(3)
        rows = rows_of(AuditEvent)
        rows[1]["digest"] = "ab" * 32
        replace_rows(AuditEvent, rows)
        assert [(problem.code, problem.seq) for problem in verify().problems] == [("digest", 2), ("link", 3)]

    def test_deleted_events_are_counted(self):
        write_log(5)
        for table, key in ((AuditEvent, "seq"), (EventSubject, "event_id"), (PersonalValue, "event_id")):
            replace_rows(table, [row for row in rows_of(table) if row[key] not in {2, 3}])
        assert [problem.code for problem in verify().problems] == ["missing", "link"]

    def test_a_tail_that_was_cut_is_found_by_the_head(self):
        write_log(3)
        _keep_first(2)
        assert codes() == {"head_differs"}

    def test_a_tail_that_was_cut_together_with_the_head_is_found_only_from_outside(self):
        write_log(3)
        kept_outside = str(chain.present_head())
        _keep_first(2)
        _fit_head()
        assert codes() == set()
        assert standalone_problems() == []
        assert codes(kept_outside) == {"tail_cut"}
        assert len(standalone_problems(outside=kept_outside)) == 1

    def test_a_log_that_was_written_anew_is_found_only_from_outside(self):
        write_log(3)
        kept_outside = str(chain.present_head())
        for table in (PersonalValue, EventSubject, AuditEvent, AuditHead):
            replace_rows(table, [])
        write_log(4)
        assert codes() == set()
        assert codes(kept_outside) == {"replaced"}
        assert len(standalone_problems(outside=kept_outside)) == 1

    def test_an_earlier_head_kept_outside_still_fits_a_log_that_grew(self):
        write_log(2)
        kept_outside = str(chain.present_head())
        write_log(2)
        assert codes(kept_outside) == set()
        assert standalone_problems(outside=kept_outside) == []

    def test_an_event_dated_before_the_one_ahead_of_it_is_found_though_its_digest_fits(self):
        write_log(3)
        AuditEvent.objects.filter(seq=3).update(at=MOMENT)
        _redo_digest()
        assert [(problem.code, problem.seq) for problem in verify().problems] == [("order", 3)]
        assert len(standalone_problems()) == 1

    def test_a_last_event_that_follows_from_nothing_is_found_though_its_digest_fits(self):
        write_log(3)
        AuditEvent.objects.filter(seq=3).update(previous="ab" * 32)
        _redo_digest()
        assert [(problem.code, problem.seq) for problem in verify().problems] == [("link", 3)]
        assert len(standalone_problems()) == 1

    def test_a_number_that_was_left_out_is_found_though_the_links_fit(self):
        write_log(2)
        for table, key in ((PersonalValue, "event_id"), (EventSubject, "event_id"), (AuditEvent, "seq")):
            rows = rows_of(table)
            for row in rows:
                row[key] += row[key] == 2
            replace_rows(table, rows)
        _redo_digest()
        assert [(problem.code, problem.seq) for problem in verify().problems] == [("missing", 2)]
        assert len(standalone_problems()) == 1

    def test_a_missing_head_is_found(self):
        write_log(1)
        replace_rows(AuditHead, [])
        assert codes() == {"head_missing"}
        assert len(standalone_problems()) == 1

    def test_an_index_that_hides_an_event_is_found(self):
        write_log(2)
        replace_rows(EventSubject, [row for row in rows_of(EventSubject) if row["ref"] != PERSON])
        assert [(problem.code, problem.seq) for problem in verify().problems] == [("index", 1), ("index", 2)]

    def test_a_changed_personal_value_is_found(self):
        write_log(2)
        PersonalValue.objects.filter(event_id=2).update(value="Fatma")
        assert [(problem.code, problem.seq) for problem in verify().problems] == [("personal", 2)]
        assert len(standalone_problems(personal=True)) == 1

    def test_a_personal_value_with_a_salt_made_to_fit_is_still_found(self):
        write_log(1)
        (row,) = rows_of(PersonalValue)
        row["salt"] = commitment(row["path"], row["salt"], "Fatma")
        row["value"] = "Fatma"
        replace_rows(PersonalValue, [row])
        assert codes() == {"personal"}

    def test_a_missing_personal_value_is_an_erased_one(self):
        write_log(3)
        PersonalValue.objects.filter(event_id=2).delete()
        report = verify()
        assert report.is_whole
        assert (report.personal_values, report.erased) == (3, 1)

    def test_a_forged_event_of_a_foreign_form_does_not_stop_the_verification(self):
        write_log(1)
        for body in ("[" * 100_000, '{"about":[{}],"personal":{}}', '{"about":[]}', "null"):
            rows = rows_of(AuditEvent)
            rows[0]["body"] = body
            replace_rows(AuditEvent, rows)
            _redo_digest()
            assert "foreign" in codes()

    def test_only_the_first_problems_are_listed_but_all_are_counted(self):
        write_log(verification.MOST_LISTED + 5)
        AuditEvent.objects.update(kind="boards.forged")
        report = verify()
        assert len(report.problems) == verification.MOST_LISTED
        assert report.problem_count == verification.MOST_LISTED + 5


def _keep_first(count):
    for table, key in ((PersonalValue, "event_id"), (EventSubject, "event_id"), (AuditEvent, "seq")):
        replace_rows(table, [row for row in rows_of(table) if row[key] <= count])


def _fit_head():
    last = AuditEvent.objects.order_by("seq").last()
    AuditHead.objects.update(seq=last.seq, digest=last.digest, at=last.at)


def _redo_digest():
    """Give the last event a digest that fits, and the head too."""
    (batch, _last) = verification.stored.batches()
    last = batch.events[-1]
    AuditEvent.objects.filter(seq=last.seq).update(digest=last.columns.digest())
    _fit_head()
