"""Loading step by step: in order, each as a whole or not at all, going on where it stopped."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal import clock
from kurul.rooms.people.public import Person, enter_person
from kurul.site.demonstration.illustrative.script import steps_of
from kurul.site.demonstration.loading import AnotherDemonstration, NotLoadable, Step, load_all, loaded_steps, step
from kurul.site.tests.demonstration import DATABASE

pytestmark = pytest.mark.django_db

NAME = "Ayşe"


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


def entering(code: str, days: list[str]) -> Step:
    """A step of the day in its code, which enters a person and notes the day that it found."""

    def load(by: Actor) -> None:
        days.append(clock.today().isoformat())
        enter_person(given_name=NAME, by=by)

    return step(code, f"2016-08-0{code[-1]}T09:00", load)


def interrupted(code: str) -> Step:
    """A step that writes and then fails."""

    def load(by: Actor) -> None:
        enter_person(given_name=NAME, by=by)
        raise Interrupted

    return step(code, f"2016-08-0{code[-1]}T09:00", load)


def test_steps_are_loaded_in_the_order_of_their_recording_times() -> None:
    days: list[str] = []
    assert load_all([entering("P3", days), entering("P1", days)], title="") == 2
    assert days == ["2016-08-01", "2016-08-03"]


def test_a_step_that_fails_leaves_nothing_behind_and_the_next_load_goes_on_with_it() -> None:
    days: list[str] = []
    with pytest.raises(Interrupted), transaction.atomic():
        load_all([interrupted("P2")], title="")
    load_all([entering("P1", days)], title="")
    with pytest.raises(Interrupted):
        load_all([entering("P1", days), interrupted("P2")], title="")
    assert Person.objects.count() == 1
    assert loaded_steps() == {"P1"}
    assert load_all([entering("P1", days), entering("P2", days)], title="") == 1
    assert Person.objects.count() == 2


def test_a_step_before_those_that_are_loaded_is_refused() -> None:
    days: list[str] = []
    load_all([entering("P2", days)], title="")
    with pytest.raises(AnotherDemonstration):
        load_all([entering("P1", days), entering("P2", days)], title="")
    assert days == ["2016-08-02"]


def test_two_steps_of_one_moment_are_refused() -> None:
    with pytest.raises(NotLoadable, match="same recording time"):
        load_all([entering("P1", []), entering("Q1", [])], title="")


def test_a_loaded_step_is_simulated_and_named_in_the_log() -> None:
    load_all([entering("P1", [])], title="")
    bodies = list(AuditEvent.objects.order_by("seq").values_list("body", flat=True))
    assert not AuditEvent.objects.filter(simulated=False).exists()
    assert '"step":"P1"' in bodies[-1]


def written(folder: Path, text: str) -> Path:
    """A file of the script."""
    file = folder / "sample.yaml"
    file.write_text(f"steps:\n  - code: first\n    at: 2016-08-01T09:00\n    do: [{text}]\n", encoding="utf-8")
    return file


def test_a_step_of_the_script_calls_its_verbs_and_is_illustrative(tmp_path: Path) -> None:
    heard: list[object] = []
    file = written(tmp_path, "say: {what: hello}")
    (found,) = steps_of(file, {"say": lambda by, *, what: heard.append((by, what))})
    found.load(Actor.operator())
    assert heard == [(Actor.operator(), "hello")]
    assert (found.code, found.basis) == ("sample/first", Basis.ILLUSTRATIVE)


@pytest.mark.parametrize("text", ["sing: {what: hello}", "say: {whom: hello}"])
def test_what_the_script_cannot_say_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    (found,) = steps_of(written(tmp_path, text), {"say": lambda by, *, what: None})
    with pytest.raises(NotLoadable, match="sample/first"):
        found.load(Actor.operator())


@pytest.mark.browser  # a SQLite file of its own, whatever the other tests run on
def test_a_ready_file_holds_the_demonstration(demonstration_folder: Path) -> None:
    with closing(sqlite3.connect(demonstration_folder / DATABASE)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM boards_meeting WHERE basis = 'illustrative'").fetchone()
    assert count > 3
