"""An import is taken back as one: as if it had not been, with both remembered."""

from datetime import date

import pytest
from click.testing import CliRunner

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.refusals import Conflict, NotPermitted
from kurul.kernel.search.models import SearchEntry
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions import SaidChange, rename
from kurul.rooms.organisations.models import ChangeEvent, ChangePart, Existence, Name, Organisation
from kurul.rooms.organisations.permissions import scope_of
from kurul.rooms.organisations.tests.make import organisation
from kurul.rooms.organisations.tests.register import body, load

pytestmark = pytest.mark.django_db
OPERATOR, TODAY = Actor.operator(), date(2020, 1, 1)


def last() -> ImportRun:
    run = ImportRun.objects.first()
    assert run is not None
    return run


def names() -> dict[str, str]:
    return {str(row.name): str(row.period) for row in Name.objects.as_of(TODAY)}


def shown() -> int:
    return queries.how_many(queries.Filters(), Look(TODAY), Actor.nobody())


def test_what_an_import_brought_no_longer_shows() -> None:
    load(body("1"), body("2", parent="1"))
    assert shown() == 2
    assert SearchEntry.objects.filter(superseded_at=None).exists()
    undo(run=last(), reason="wrong file", by=OPERATOR)
    assert shown() == 0
    assert not SearchEntry.objects.filter(superseded_at=None).exists()
    assert Existence.objects.count() == 2  # superseded, not deleted
    assert last().state == "undone"
    assert AuditEvent.objects.latest("seq").kind == "kernel.import_undone"


def test_what_an_import_replaced_is_held_again_and_can_be_replaced_again() -> None:
    load(body("1", "Eski"))
    load(body("1", "Yeni"), body("2"))
    assert set(names()) == {"Yeni", "Kurum 2"}
    undo(run=last(), reason="", by=OPERATOR)
    assert set(names()) == {"Eski"}
    again = load(body("1", "Yeni"))
    assert (again.changed, again.warnings) == ({"organisation": 1}, [])
    assert set(names()) == {"Yeni"}


def test_what_was_known_between_import_and_undo_stays_known() -> None:
    load(body("1", "Eski"))
    load(body("1", "Yeni"))
    between = last().at
    undo(run=last(), reason="", by=OPERATOR)
    assert [str(row.name) for row in Name.objects.as_of(TODAY, between)] == ["Yeni"]


def test_change_events_are_held_again_with_their_parts() -> None:
    def change(day: date) -> SaidChange:
        keys = (("test", "1"),), (("test", "2"),)
        return SaidChange(kind="absorbed", day=Bound.on(day), before=keys[0], after=keys[1], file="f", row=1)

    load(body("1"), body("2"), changes=[change(date(2015, 1, 1))])
    load(body("1"), body("2"), changes=[change(date(2016, 1, 1))])
    undo(run=last(), reason="", by=OPERATOR)
    held = ChangeEvent.objects.known_at().get()
    assert held.day.day == date(2015, 1, 1)
    assert ChangePart.objects.filter(event=held).count() == 2


def refusals(run: ImportRun) -> list[str]:
    with pytest.raises(Conflict) as caught:
        undo(run=run, reason="", by=OPERATOR)
    return [finding.code for finding in caught.value.findings]


def test_it_is_refused_when_somebody_changed_what_it_brought() -> None:
    load(body("1"))
    one = Organisation.objects.get()
    rename(organisation=one, name=Translated(tr="Elle"), day=Bound.on(TODAY), by=OPERATOR, version=1)
    assert set(refusals(last())) == {
        "kernel.import_changed_since",
        "kernel.import_written_since",
        "kernel.import_referred_to",
    }
    assert last().state == "stored"
    assert set(names()) == {"Elle"}


def test_it_is_refused_when_something_stands_under_what_it_brought() -> None:
    load(body("1"))
    organisation(parent=Organisation.objects.get())
    assert refusals(last()) == ["kernel.import_referred_to"]


def test_it_is_refused_when_somebody_has_rights_there() -> None:
    load(body("1"))
    account = identity.create_account(login="ali", display_name="Ali", language="tr", by=OPERATOR)
    scope, period = scope_of(Organisation.objects.get().pk), Period.since(date(2010, 1, 1))
    identity.grant(account=account, granted="role:registry_clerk", scope=scope, period=period, by=OPERATOR)
    assert refusals(last()) == ["kernel.import_referred_to"]


def test_it_is_refused_twice_and_to_those_without_the_right() -> None:
    load(body("1"))
    with pytest.raises(NotPermitted):
        undo(run=last(), reason="", by=Actor.nobody())
    undo(run=last(), reason="", by=OPERATOR)
    assert refusals(last()) == ["kernel.import_not_stored"]


def test_it_takes_the_right_that_the_import_took() -> None:
    load(body("1"))
    account = identity.create_account(login="ali", display_name="Ali", language="tr", by=OPERATOR)
    always = Period.since(date(2010, 1, 1))
    identity.grant(account=account, granted="imports.import", period=always, by=OPERATOR)
    with pytest.raises(NotPermitted) as caught:
        undo(run=last(), reason="", by=actor_of(account, TODAY))
    assert "Kurum ve birim kütüğünü tutma" in str(caught.value.findings[0].params["reason"])
    assert last().state == "stored"
    identity.grant(account=account, granted="organisations.keep_registry", period=always, by=OPERATOR)
    undo(run=last(), reason="", by=actor_of(account, TODAY))
    assert last().state == "undone"


def test_the_command_line_lists_imports_and_takes_one_back() -> None:
    load(body("1"))
    number = last().pk
    discover("cli")
    listed = CliRunner().invoke(kurul, ["--language", "en", "imports"])
    assert f"{number}" in listed.output
    assert "test" in listed.output
    done = CliRunner().invoke(kurul, ["--language", "en", "import-undo", str(number), "--reason", "wrong"])
    assert (done.exit_code, last().state) == (0, "undone")
    again = CliRunner().invoke(kurul, ["--language", "en", "import-undo", str(number)])
    assert again.exit_code == 1
    assert "not stored" in again.output
    assert CliRunner().invoke(kurul, ["import-undo", "999999"]).exit_code == 2
