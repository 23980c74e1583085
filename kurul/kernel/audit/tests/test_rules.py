"""What an erasure needs, without a database."""

from kurul.kernel.audit import rules


def test_reason_given():
    assert [finding.code for finding in rules.reason_given("  ")] == ["audit.reason_given"]
    assert rules.reason_given("başvuru 2016/14") == []


def test_something_to_erase():
    assert [finding.code for finding in rules.something_to_erase(0)] == ["audit.something_to_erase"]
    assert rules.something_to_erase(1) == []
