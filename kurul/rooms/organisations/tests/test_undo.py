"""An import is taken back as one: as if it had not been, with both remembered."""

from datetime import date

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.cli import kurul
from kurul.kernel.discovery import discover
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.imports.models import ImportRun, ImportState
from kurul.kernel.imports.undoing import undo
from kurul.kernel.imports.wording import why_it_stays
from kurul.kernel.refusals import Conflict, NotPermitted
from kurul.kernel.search.models import SearchEntry
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions import (
    SaidChange,
    SaidScheme,
    add_step,
    define_group,
    define_scheme,
    draft,
    rename,
)
from kurul.rooms.organisations.models import (
    ChangeEvent,
    ChangeKind,
    ChangePart,
    Existence,
    Kind,
    Level,
    Name,
    Organisation,
    ReorganisationStep,
    Scheme,
)
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
    with pytest.raises(NotPermitted) as caught, override("tr"):
        undo(run=last(), reason="", by=actor_of(account, TODAY))
    with override("tr"):
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


# --- words that came along --------------------------------------------------------------------------------------------


def words(run: ImportRun) -> dict[str, list[tuple[str, list[str]]]]:
    """Which words went and which stay, with why, by the report."""
    told = run.report["taken_back"]
    return {key: [(one["code"], one.get("why", [])) for one in told[key]] for key in ("withdrawn", "stay")}


def test_kinds_levels_and_schemes_that_nothing_uses_go_with_the_import() -> None:
    levels = {"office": (7, Translated(tr="Daire"))}
    schemes = {"test": SaidScheme(name=Translated(tr="Deneme"))}
    load(body("1"), levels=levels, schemes=schemes)
    run, kind = last(), Kind.objects.get(code="agency")
    undo(run=run, reason="", by=OPERATOR)
    assert words(last()) == {
        "withdrawn": [("agency", []), ("office", []), ("office", []), ("test", [])],
        "stay": [],
    }
    assert not Kind.objects.filter(code="agency").exists()
    assert not Scheme.objects.exists()
    assert kind.pk in Kind.ever.values_list("pk", flat=True)  # by which the body was classified until then
    again = load(body("1"), levels=levels, schemes=schemes)
    assert again.refused == []
    assert Kind.objects.get(code="agency").pk != kind.pk


def test_what_was_known_between_is_shown_with_the_kind_that_went() -> None:
    load(body("1"))
    between, pk = last().at, Organisation.objects.get().pk
    undo(run=last(), reason="", by=OPERATOR)
    shown = queries.page(pk, Look(TODAY, between), Actor.nobody())
    assert shown is not None
    assert str(shown.kind) == "Kurum"


def test_the_list_of_schemes_has_what_went_as_it_was_known_before() -> None:
    load(body("1"), schemes={"test": SaidScheme(name=Translated(tr="Deneme"))})
    between = last().at
    undo(run=last(), reason="", by=OPERATOR)
    assert [scheme.code for scheme, _count in queries.schemes(Look(TODAY))] == []
    assert [scheme.code for scheme, _count in queries.schemes(Look(TODAY, between))] == ["test"]


def test_words_that_something_uses_stay_and_it_is_said_why() -> None:
    load(body("1"), levels={"raised": (9, Translated(tr="Genel müdürlük"))})
    agency, office = Kind.objects.get(code="agency"), Kind.objects.get(code="office")
    other = organisation("Elle", of_kind=agency)
    define_group(code="central", name=Translated(tr="Merkez"), kinds=[office], by=OPERATOR)
    draft_a_step(other, Level.objects.get(code="raised"))
    undo(run=last(), reason="", by=OPERATOR)
    assert words(last()) == {
        "withdrawn": [],
        "stay": [
            ("agency", ["organisations.classification:1"]),
            ("office", ["organisations.kindgroup"]),
            ("raised", ["organisations.reorganisationstep:1"]),
        ],
    }
    with override("tr"):
        assert why_it_stays("organisations.classification:1") == "kullanan: kurum türü veya düzeyi (1)"


def draft_a_step(of: Organisation, level: Level) -> None:
    drafted = draft(title=Translated(tr="Taslak"), day=Bound.on(TODAY), by=OPERATOR)
    kind = Kind.objects.get(code="agency")
    given = {"organisation": of, "kind": kind, "level": level, "note": ""}
    add_step(reorganisation=drafted, change=ChangeKind.RECLASSIFIED, by=OPERATOR, version=1, **given)
    # the step names the kind, too; what is asked about here is the level
    step = ReorganisationStep.objects.get()
    step.arguments = {**step.arguments, "kind": {"kind": "ministry"}}
    step.save()


def test_a_word_that_somebody_changed_since_stays() -> None:
    load(body("1"), schemes={"test": SaidScheme(name=Translated(tr="Deneme"))})
    define_scheme(code="test", name=Translated(tr="Başka"), by=OPERATOR)
    undo(run=last(), reason="", by=OPERATOR)
    assert words(last())["stay"] == [("test", ["changed"])]
    assert str(Scheme.objects.get(code="test")) == "Başka"


def test_words_that_were_there_before_are_no_matter_of_the_import() -> None:
    load(body("1"))
    load(body("2"), source="other")
    undo(run=last(), reason="", by=OPERATOR)
    assert words(last()) == {"withdrawn": [], "stay": []}
    assert Kind.objects.filter(code="agency").exists()


def test_the_page_of_the_import_and_the_command_line_tell_which_words_stay(clerk_client: Client) -> None:
    load(body("1"), schemes={"test": SaidScheme(name=Translated(tr="Deneme"))})
    define_scheme(code="test", name=Translated(tr="Başka"), by=OPERATOR)
    discover("cli")
    told = CliRunner().invoke(kurul, ["--language", "en", "import-undo", str(last().pk)])
    assert "Stays: scheme of numbers test, it was changed since" in told.output
    shown = clerk_client.get(reverse("imports:run", args=[last().pk])).content.decode()
    assert "it was changed since" in shown
    assert "kind of body <strong>agency</strong>" in shown


def test_the_database_holds_one_word_of_a_code_and_any_number_that_went() -> None:
    load(body("1"))
    undo(run=last(), reason="", by=OPERATOR)
    load(body("1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Kind.objects.create(code="agency")


def test_what_bears_no_second_clock_and_cannot_be_taken_back_stops_the_undo() -> None:
    made = draft(title=Translated(tr="Taslak"), day=Bound.on(TODAY), by=OPERATOR)
    run = ImportRun.objects.create(profile="test", by="operator", state=ImportState.STORED, at=made.recorded_at)
    with pytest.raises(Conflict) as caught:
        undo(run=run, reason="", by=OPERATOR)
    (found,) = caught.value.findings
    assert (found.code, found.params["count"]) == ("kernel.import_without_second_clock", 1)
    with override("tr"):
        assert "geri alınamaz" in sentence(found)
