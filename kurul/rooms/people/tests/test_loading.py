"""Loading many persons: found again by key, a later file in place of the last, nothing personal in the log."""

from datetime import date

import pytest

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent, PersonalValue
from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.imports import Report
from kurul.kernel.imports.models import ImportRun
from kurul.kernel.imports.undoing import undo
from kurul.kernel.refusals import NotPermitted
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.people import rules
from kurul.rooms.people.actions import NameGiven, PersonGiven, load_persons, rename
from kurul.rooms.people.models import Person, PersonIdentifier, PersonName
from kurul.rooms.people.queries import recorded_persons
from kurul.rooms.people.tests import make

pytestmark = pytest.mark.django_db
SINCE_2015 = Period.since(date(2015, 1, 1))
TCKN = "10000000146"  # well-formed by its check digits, nobody's


def given(value: str, *names: NameGiven, further: tuple[tuple[str, str], ...] = (), row: int = 1) -> PersonGiven:
    """A person of a file."""
    return PersonGiven(("wikidata", value), names or (NameGiven("Ayşe", "Yılmaz"),), "people.csv", row, further=further)


def load(*persons: PersonGiven, source: str = "test") -> Report:
    """Load them as one file."""
    report = Report()
    load_persons(persons=persons, source=source, by=make.OPERATOR, report=report)
    return report


def codes(report: Report) -> list[tuple[str, int]]:
    return [(remark.code, remark.row) for remark in report.refused]


def test_persons_are_entered_with_their_names_and_keys():
    names = (NameGiven("Ayşe", "Demir", period=Period(Bound.unknown(), Bound.on(date(2015, 1, 1)))),)
    report = load(given("Q1", *names, NameGiven("Ayşe", "Yılmaz", "Dr.", SINCE_2015), further=(("isni", "7"),)))
    assert (report.created, report.refused) == ({"person": 1}, [])
    assert [str(name) for name in PersonName.objects.order_by("valid_from")] == ["Ayşe Demir", "Dr. Ayşe Yılmaz"]
    assert set(PersonIdentifier.objects.values_list("scheme", "value")) == {("wikidata", "Q1"), ("isni", "7")}


@pytest.mark.parametrize("further", [(("isni", "7" * 201),), (("i" * 61, "7"),)])
def test_a_key_that_is_longer_than_its_column_is_refused_with_its_row(further: tuple[tuple[str, str], ...]):
    """SQLite would keep it, and PostgreSQL break off."""
    assert codes(load(given("Q1", further=further, row=3))) == [("kernel.text_too_long", 3)]
    assert codes(load(given("Q" * 201, row=4))) == [("kernel.text_too_long", 4)]


def test_the_same_file_again_changes_nothing():
    load(given("Q1"))
    rows = list(PersonName.objects.values_list("pk", "recorded_at", "superseded_at"))
    report = load(given("Q1"))
    assert (report.created, report.changed, report.unchanged) == ({}, {}, {"person": 1})
    assert list(PersonName.objects.values_list("pk", "recorded_at", "superseded_at")) == rows


def test_a_later_file_supersedes_what_its_source_said():
    load(given("Q1", further=(("isni", "7"),)))
    report = load(given("Q1", NameGiven("Ayşe", "Kaya")))
    assert (report.changed, Person.objects.count()) == ({"person": 1}, 1)
    assert [str(name) for name in PersonName.objects.known_at()] == ["Ayşe Kaya"]
    assert [key.scheme for key in PersonIdentifier.objects.known_at()] == ["wikidata"]
    assert PersonName.objects.count() == 2


def test_what_people_entered_stays_beside_a_file():
    load(given("Q1", NameGiven("Ayşe", "Yılmaz", period=Period.since(date(2010, 1, 1)))))
    person = Person.objects.get()
    day = Bound.on(date(2015, 1, 1))
    rename(person=person, given_name="Ayşe", family_name="Kaya", day=day, by=make.OPERATOR, version=1)
    report = load(given("Q1", NameGiven("Ayşe", "Demir", period=SINCE_2015)), source="another")
    assert [remark.code for remark in report.warnings] == ["people.name_differs"]
    assert {str(name) for name in PersonName.objects.known_at()} == {"Ayşe Yılmaz", "Ayşe Kaya"}


def test_the_log_keeps_nothing_personal_of_a_load():
    load(given("Q1", NameGiven("Kanarya", "Zqx")))
    event = AuditEvent.objects.get(kind="people.loaded")
    assert "Kanarya" not in event.body
    assert "Q1" not in event.body
    assert not PersonalValue.objects.filter(event_id=event.pk).exists()
    assert event.audience == "people.see_people"


def test_keys_of_sources_are_for_those_who_keep_persons():
    load(given("Q1"))
    assert visible_to(PersonIdentifier.objects.all(), make.actor("registry_clerk")).count() == 1
    assert visible_to(PersonIdentifier.objects.all(), make.actor(login="stranger")).count() == 0


def test_an_export_leaves_former_names_and_keys_to_those_who_keep_persons(opened: set[int]):
    former = NameGiven("Ayşe", "Demir", period=Period(Bound.unknown(), Bound.on(date(2015, 1, 1))))
    load(given("Q1", former, NameGiven("Ayşe", "Yılmaz", period=SINCE_2015)))
    opened.add(Person.objects.get().pk)
    look = Look(date(2016, 7, 19))
    [[seen]] = list(recorded_persons(look, make.actor(login="stranger")))
    assert ([str(name) for name in seen.names], seen.identifiers) == (["Ayşe Yılmaz"], [])
    [[kept]] = list(recorded_persons(look, make.OPERATOR))
    assert (len(kept.names), len(kept.identifiers)) == (2, 1)


def test_loading_takes_the_right_to_keep_persons():
    with pytest.raises(NotPermitted):
        load_persons(persons=[], source="test", by=make.actor(login="stranger"), report=Report())


def test_a_key_stands_once_in_a_file():
    assert codes(load(given("Q1"), given("Q1", row=2))) == [("people.key_twice", 2)]


def test_a_further_key_of_another_person_is_left_out_with_a_warning():
    report = load(given("Q1", further=(("isni", "7"),)), given("Q2", row=2, further=(("isni", "7"),)))
    assert [(remark.code, remark.row) for remark in report.warnings] == [("people.identifier_taken", 2)]
    assert (report.refused, Person.objects.count()) == ([], 2)


def test_is_no_identity_number():
    assert codes(load(given("Q1", further=(("tckn", TCKN),)))) == [("people.identity_number", 1)]
    assert list(rules.is_no_identity_number(False)) == []


def test_has_an_identifier():
    assert codes(load(given(" "))) == [("people.identifier_missing", 1)]
    assert list(rules.has_an_identifier("isni", "7")) == []


def test_identifier_is_free():
    assert list(rules.identifier_is_free("isni", "7", None, 1)) == []
    assert list(rules.identifier_is_free("isni", "7", 1, 1)) == []
    assert [finding.code for finding in rules.identifier_is_free("isni", "7", 1, None)] == ["people.identifier_taken"]


def test_names_follow_each_other():
    two = (NameGiven("Ayşe", period=SINCE_2015), NameGiven("Fatma", period=Period.since(date(2016, 1, 1))))
    assert codes(load(given("Q1", *two))) == [("people.names_overlap", 1)]
    before = Period(Bound.unknown(), Bound.on(date(2015, 1, 1)))
    assert list(rules.names_follow_each_other([SINCE_2015, before])) == []


def test_is_short_enough():
    assert codes(load(given("Q1", NameGiven("A" * 101)))) == [("people.name_too_long", 1)]
    assert list(rules.is_short_enough("A" * 100, 100, field="given_name")) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (NameGiven(""), "people.name_missing"),
        (NameGiven("a@b.c"), "people.name_not_a_name"),
        (NameGiven("Ayşe", period=Period.since(date(2015, 1, 1), date(2014, 1, 1))), "people.end_before_start"),
    ],
)
def test_names_of_files_obey_the_rules_of_names(name: NameGiven, code: str):
    assert codes(load(given("Q1", name))) == [(code, 1)]
    assert not Person.objects.exists()


def test_no_address_that_is_none_and_no_control_character_comes_in():
    report = load(given("Q1", further=(("uri", "https://example.org/a b"),)), given("Q2", NameGiven("Ay\x0bşe"), row=2))
    assert codes(report) == [("kernel.not_an_iri", 1), ("kernel.control_character", 2)]
    assert Person.objects.count() == 0


def test_taking_persons_back_takes_the_right_to_keep_them() -> None:
    def read(_files: object, by: Actor, report: Report) -> None:
        load_persons(persons=[given("Q1")], source="test", by=by, report=report)

    imports.run(imports.Profile("test", "test", read), [], make.OPERATOR)
    loaded = ImportRun.objects.get()
    account = identity.create_account(login="ali", display_name="Ali", language="tr", by=make.OPERATOR)
    identity.grant(account=account, granted="imports.import", period=SINCE_2015, by=make.OPERATOR)
    with pytest.raises(NotPermitted):
        undo(run=loaded, reason="", by=actor_of(account, date(2016, 7, 19)))
    assert PersonName.objects.known_at().exists()
    identity.grant(account=account, granted="people.keep_people", period=SINCE_2015, by=make.OPERATOR)
    undo(run=loaded, reason="", by=actor_of(account, date(2016, 7, 19)))
    assert not PersonName.objects.known_at().exists()
