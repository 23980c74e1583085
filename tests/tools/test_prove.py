"""The proof that is written down: each database's part by itself."""

from pathlib import Path

import pytest

from tools import prove

REPORT = """<testsuites><testsuite>
<testcase classname="a" name="test_one_holds" time="61.4"/>
<testcase classname="a" name="test_other_does_not" time="2.0"><failure message="no"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_a_part_says_what_was_run_and_which_claims_hold(report: Path) -> None:
    part = prove.table("SQLite", "2016-07-19, 10,000 examples", ["kurul/rooms"], report)
    assert "2016-07-19, 10,000 examples, only `kurul/rooms`: 1 of 2 hold." in part
    assert "| one holds | 61 | yes |" in part
    assert "| other does not | 2 | **no** |" in part


def test_writing_one_part_leaves_the_other(tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "PROOF", tmp_path / "proof.md")
    assert prove.written() == {}
    parts = {name: prove.table(name, f"{name}, first", [], report) for name in ("PostgreSQL", "SQLite")}
    prove.PROOF.write_text(prove.whole(parts), encoding="utf-8")
    assert prove.written() == parts
    again = prove.table("SQLite", "second", [], report)
    text = prove.whole({**prove.written(), "SQLite": again})
    assert text == prove.HEAD + again + parts["PostgreSQL"]
