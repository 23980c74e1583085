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
    part = prove.table("SQLite", "2016-07-19, 10,000 examples", ["kurul/rooms", "kurul/kernel"], report)
    assert part.startswith("\n## SQLite: kurul/rooms, kurul/kernel\n\n2016-07-19, 10,000 examples: 1 of 2 hold.\n")
    assert "| one holds | 61 | yes |" in part
    assert "| other does not | 2 | **no** |" in part


def test_a_part_takes_the_place_of_the_one_before_and_everything_that_of_parts(
    tmp_path: Path, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ran(name: str, run: str, *where: str) -> list[str]:
        return [prove.table(name, run, list(where), report)]

    monkeypatch.setattr(prove, "PROOF", tmp_path / "proof.md")
    assert prove.written() == []
    other, first, rooms = ran("PostgreSQL", "first"), ran("SQLite", "first"), ran("SQLite", "first", "kurul/rooms")
    prove.PROOF.write_text(prove.whole([*other, *first, *rooms]), encoding="utf-8")
    assert prove.written() == [*other, *first, *rooms]
    again = ran("SQLite", "second", "kurul/rooms")
    assert prove.whole([*prove.written(), *again]) == prove.HEAD + "".join([*other, *first, *again])
    everything = ran("SQLite", "second")
    assert prove.whole([*prove.written(), *everything]) == prove.HEAD + "".join([*other, *everything])
