"""Files with bodies, persons, posts and memberships are taken back one after the other, and can come again."""

import json
from pathlib import Path

import pytest

from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.rooms.organisations.models import Name
from kurul.rooms.people.models import PersonName
from kurul.rooms.positions.models import Appointment, PostTitle
from kurul.rooms.positions.tests import make
from kurul.rooms.positions.tests.test_popolo import PLAIN, imported

pytestmark = pytest.mark.django_db


def document(version: int) -> str:
    """One body, person, post and membership, all of them called or dated otherwise in each version."""
    given = ("Ada", "Ava", "Eda")[version - 1]
    return json.dumps(
        {
            "organizations": [{"id": "o", "name": f"Body {version}", "founding_date": "2001"}],
            "persons": [{"id": "p", "name": f"{given} Love", "family_name": "Love", "given_name": given}],
            "posts": [{"id": "t", "label": f"Chair {version}", "organization_id": "o"}],
            "memberships": [
                {"person_id": "p", "post_id": "t", "organization_id": "o", "start_date": f"{2001 + version}-01-01"}
            ],
        }
    )


def run_of(folder: Path, version: int) -> ImportRun:
    file = folder / "a.json"
    file.write_text(document(version), encoding="utf-8")
    assert imported(PLAIN, file).refused == []
    return ImportRun.objects.latest("pk")


def held() -> list[str]:
    """What is held to be true, in short."""
    return [
        *(str(row.name) for row in Name.objects.known_at()),
        *(row.given_name for row in PersonName.objects.known_at()),
        *(str(row.title) for row in PostTitle.objects.known_at()),
        *(str(row.period) for row in Appointment.objects.known_at()),
    ]


def test_what_builds_on_each_other_is_taken_back_in_turn_and_comes_again(tmp_path: Path) -> None:
    runs, seen = [], []
    for version in (1, 2, 3):
        runs.append(run_of(tmp_path, version))
        seen.append(held())
    assert len({tuple(one) for one in seen}) == 3
    assert all(len(one) == 4 for one in seen)
    for run, left in zip(reversed(runs), [seen[1], seen[0], []], strict=True):
        undo(run=run, reason="", by=make.OPERATOR)
        assert held() == left
    run_of(tmp_path, 1)
    assert held() == seen[0]
