"""Loading a register: idempotent by key, history kept, people's entries never overwritten, every problem by row."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from kurul.kernel import imports
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations import queries
from kurul.rooms.organisations.actions import (
    SaidAffiliation,
    SaidChange,
    SaidClass,
    SaidName,
    SaidNumber,
    SaidPlace,
    SaidScheme,
    load_register,
    rename,
)
from kurul.rooms.organisations.models import (
    Affiliation,
    ChangeEvent,
    Classification,
    Existence,
    Identifier,
    Level,
    Name,
    Organisation,
    Placement,
    Scheme,
)
from kurul.rooms.organisations.tests.register import SINCE, body, codes, load, warned

pytestmark = pytest.mark.django_db


def number_of(value: str) -> int:
    return Identifier.objects.known_at().get(scheme="test", value=value).organisation_id


def test_what_a_source_says_comes_in_with_its_history() -> None:
    first, then = Period.since(date(2010, 1, 1), date(2015, 1, 1)), Period.since(date(2015, 1, 1))
    names = (SaidName(name=Translated(tr="Eski"), period=first), SaidName(name=Translated(tr="Yeni"), period=then))
    numbers = (SaidNumber(scheme="other", value="7", period=then),)
    report = load(body("1", names=names, numbers=numbers), body("2", parent="1"))
    assert report.created == {"organisation": 2}
    held = [str(row.name) for row in Name.objects.filter(organisation_id=number_of("1")).in_order()]
    assert held == ["Eski", "Yeni"]
    assert Placement.objects.get(organisation_id=number_of("2")).parent_id == number_of("1")
    assert Identifier.objects.get(scheme="other").period == then
    assert len({row.recorded_at for model in (Existence, Name, Placement) for row in model.objects.all()}) == 1


def test_a_parent_may_stand_after_its_parts_and_in_an_earlier_load() -> None:
    assert load(body("2", parent="1"), body("1")).refused == []
    assert load(body("3", parent="1")).refused == []
    assert queries.ever_above(number_of("3"), SINCE) >= {number_of("1")}


def test_the_same_file_again_changes_nothing() -> None:
    bodies = body("1"), body("2", parent="1", numbers=(SaidNumber(scheme="other", value="7"),))
    load(*bodies)
    before = {model: model.objects.count() for model in (Existence, Name, Classification, Placement, Identifier)}
    report = load(*bodies)
    assert (report.created, report.changed, report.unchanged) == ({}, {}, {"organisation": 2})
    assert before == {model: model.objects.count() for model in before}


def test_a_later_file_supersedes_what_the_same_source_said() -> None:
    load(body("1", "Eski"), body("2"), body("3", parent="2"))
    report = load(body("1", "Yeni"), body("3", parent="1"))
    assert report.changed == {"organisation": 2}
    one = Name.objects.filter(organisation_id=number_of("1"))
    assert [(str(row.name), row.is_superseded) for row in one.order_by("pk")] == [("Eski", True), ("Yeni", False)]
    assert Placement.objects.known_at().get(organisation_id=number_of("3")).parent_id == number_of("1")
    assert Organisation.objects.get(pk=number_of("1")).version == 2


def test_what_people_recorded_stays_and_the_contradiction_is_a_warning() -> None:
    load(body("1", "Eski"))
    organisation = Organisation.objects.get(pk=number_of("1"))
    new = Translated(tr="Elle")
    rename(organisation=organisation, name=new, day=Bound.on(date(2020, 1, 1)), by=Actor.operator(), version=1)
    report = load(body("1", "Eski"))
    assert report.unchanged == {"organisation": 1}
    assert warned(report) == [(1, "organisations.name_differs")]
    assert str(Name.objects.as_of(date(2021, 1, 1)).get(organisation=organisation).name) == "Elle"


def test_another_source_overwrites_nothing_and_adds_what_is_new() -> None:
    load(body("1", "Bir"), source="first")
    report = load(body("1", "Bir", numbers=(SaidNumber(scheme="second", value="9"),)), source="second")
    assert report.changed == {"organisation": 1}
    assert report.warnings == []
    assert Identifier.objects.filter(organisation_id=number_of("1")).count() == 2


def test_of_several_parents_none_is_the_main_one() -> None:
    also = tuple(SaidAffiliation(parent=("test", value)) for value in ("1", "2"))
    load(body("1"), body("2"), body("3", affiliations=also))
    held = Affiliation.objects.filter(organisation_id=number_of("3")).values_list("parent_id", flat=True)
    assert set(held) == {number_of("1"), number_of("2")}
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([body("1"), body("1", row=2)], [(2, "organisations.key_twice")]),
        ([body("1", parent="9", row=4)], [(4, "organisations.parent_not_in_file")]),
        ([body("1", parent="1", row=3)], [(3, "organisations.parent_cycle")]),
        (
            [body("1", parent="2"), body("2", parent="3", row=2), body("3", parent="1", row=3)],
            [(row, "organisations.parent_cycle") for row in (1, 2, 3)],
        ),
        ([body("1", names=())], [(1, "organisations.name_missing")]),
        ([body("1", names=(SaidName(name=Translated()),))], [(1, "organisations.name_missing")]),
        ([body("1", exists=())], [(1, "organisations.period_missing")]),
        ([body("")], [(1, "organisations.number_missing")]),
        ([body("1", key=("no scheme", "1"))], [(1, "organisations.scheme_not_valid")]),
        ([body("1", key=("test", "9" * 401))], [(1, "organisations.too_long")]),
        ([body("1", classes=(SaidClass(kind="kingdom"),))], [(1, "organisations.class_not_known")]),
        ([body("1", classes=(SaidClass(kind="agency", level="x"),))], [(1, "organisations.class_not_known")]),
        (
            [body("1", period=Period.since(date(2010, 1, 1), date(2009, 1, 1)))],
            [(1, "organisations.end_before_start")],
        ),
        (
            [body("1", names=(SaidName(name=Translated(tr="A")), SaidName(name=Translated(tr="B"), row=2)))],
            [(2, "organisations.periods_overlap")],
        ),
        (
            [
                body("1", period=Period.since(date(2010, 1, 1), date(2012, 1, 1))),
                body("2", parent="1", period=Period.since(date(2013, 1, 1)), row=2),
            ],
            [(2, "organisations.parent_gone")],
        ),
        (
            [body(value, numbers=(SaidNumber(scheme="n", value="7"),), row=int(value)) for value in ("1", "2")],
            [(2, "organisations.number_taken")],
        ),
    ],
)
def test_what_cannot_be_is_refused_by_row_and_nothing_is_stored(bodies: list, expected: list) -> None:
    report = load(*bodies)
    assert codes(report) == expected
    assert not Organisation.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_refused_row_is_not_blamed_on_those_that_name_it() -> None:
    report = load(body("1", names=(), row=1), body("2", parent="1", row=2))
    assert codes(report) == [(1, "organisations.name_missing")]


def test_a_circle_that_never_closes_on_one_day_is_none() -> None:
    early, late = Period.since(date(2010, 1, 1), date(2015, 1, 1)), Period.since(date(2015, 1, 1))
    one = body("1", places=(SaidPlace(parent=("test", "2"), period=early),))
    other = body("2", places=(SaidPlace(parent=("test", "1"), period=late),))
    assert load(one, other).refused == []


def test_a_circle_through_bodies_that_are_there_is_found() -> None:
    load(body("1"), body("2", parent="1"), body("3", parent="2"))
    report = load(body("1", parent="3", row=5))
    assert codes(report) == [(5, "organisations.parent_cycle")]


def test_dangling_links_are_left_out_where_the_profile_says_so() -> None:
    change = SaidChange(
        kind="merged",
        day=Bound.on(date(2020, 1, 1)),
        before=(("test", "1"), ("test", "8")),
        after=(("test", "1"),),
        file="f.csv",
        row=3,
    )
    report = load(body("1", parent="9", row=2), changes=[change], dangling="warn")
    assert report.refused == []
    assert warned(report) == [(2, "organisations.parent_not_in_file"), (3, "organisations.change_body_missing")]
    assert not ChangeEvent.objects.exists()


def test_check_digits_are_checked_by_the_scheme() -> None:
    schemes = {"lei": SaidScheme(Translated(en="LEI"), check_rule="lei")}
    right, wrong = "2138005K94H993IPUZ54", "2138005K94H993IPUZ55"
    assert load(body("1", key=("lei", right)), schemes=schemes).refused == []
    assert codes(load(body("2", key=("lei", wrong)), schemes=schemes)) == [(1, "organisations.check_digits_wrong")]
    bad = {"x": SaidScheme(Translated(en="X"), check_rule="abracadabra")}
    assert codes(load(body("3"), schemes=bad)) == [(0, "organisations.check_not_known")]


def test_a_scheme_that_allows_it_gives_several_numbers_side_by_side() -> None:
    schemes = {"many": SaidScheme(Translated(en="Many"), is_one_per_body=False)}
    numbers = tuple(SaidNumber(scheme="many", value=value) for value in ("a", "b"))
    assert load(body("1", numbers=numbers), schemes=schemes).refused == []
    assert sorted(Identifier.objects.filter(scheme="many").values_list("value", "place")) == [("a", 0), ("b", 1)]
    assert Scheme.objects.get(code="many").is_one_per_body is False
    two = tuple(SaidNumber(scheme="one", value=value) for value in ("a", "b"))
    assert codes(load(body("2", numbers=two))) == [(1, "organisations.periods_overlap")]


def test_two_levels_of_one_rank_are_refused() -> None:
    Level.objects.create(code="department", rank=20)
    report = load(body("1"), levels={"bureau": (20, Translated(tr="Büro"))})
    assert codes(report) == [(0, "organisations.rank_taken")]


def merger(day: date, row: int = 5) -> SaidChange:
    before, after = (("test", "1"), ("test", "2")), (("test", "3"),)
    return SaidChange(kind="merged", day=Bound.on(day), before=before, after=after, file="f.csv", row=row)


def test_change_events_come_in_once_and_give_way_to_what_the_source_says_later() -> None:
    bodies = body("1"), body("2"), body("3")
    first, again = load(*bodies, changes=[merger(date(2015, 1, 1))]), load(*bodies, changes=[merger(date(2015, 1, 1))])
    assert (first.created["change_event"], again.unchanged["change_event"]) == (1, 1)
    later = load(*bodies, changes=[merger(date(2016, 1, 1))])
    assert (later.created["change_event"], later.changed["change_event"]) == (1, 1)
    assert [event.day.day for event in ChangeEvent.objects.known_at()] == [date(2016, 1, 1)]


def test_changes_that_cannot_be_are_told_by_row() -> None:
    bodies = body("1"), body("2"), body("3")
    twice = load(*bodies, changes=[merger(date(2015, 1, 1)), merger(date(2015, 1, 1), row=6)])
    assert warned(twice) == [(6, "organisations.change_twice")]
    odd = SaidChange(kind="vanished", day=Bound.unknown(), before=(), after=(("test", "1"),), file="f.csv", row=7)
    assert codes(load(*bodies, changes=[odd])) == [(7, "organisations.change_kind_not_known")]
    gone = merger(date(2015, 1, 1), row=8)
    assert codes(load(body("1"), body("2"), source="x", changes=[gone, odd])) == [
        (7, "organisations.change_kind_not_known")
    ]


def test_a_number_of_several_bodies_names_none() -> None:
    early, late = Period.since(date(2010, 1, 1), date(2012, 1, 1)), Period.since(date(2013, 1, 1))
    load(body("a", numbers=(SaidNumber(scheme="code", value="1", period=early),), period=early))
    load(body("b", numbers=(SaidNumber(scheme="code", value="1", period=late),), period=late))
    report = load(body("1", key=("code", "1"), row=4))
    assert codes(report) == [(4, "organisations.key_ambiguous")]


def test_a_dry_run_shows_every_creation_and_change() -> None:
    load(body("1", "Eski"))
    lines: list[imports.Outcome] = []
    report = imports.Report(preview=lines.append)
    with override("tr"):
        load(body("1", "Yeni"), body("2", "İki", parent="1"), dry_run=True, report=report)
    assert [(line.outcome, line.name, line.what, line.before) for line in lines] == [
        ("changed", "Yeni", "name", "Eski (başlangıç: 2010-01-01)"),
        ("created", "İki", "", ""),
    ]
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("size", [1500, 2500])
def test_batches_meet_each_other(size: int) -> None:
    """Keys, parents and doubles are found across batches of a thousand."""
    many = [body(str(number), parent=str(number - 1) if number else "", row=number) for number in range(size)]
    assert codes(load(*many, body("7", row=size))) == [(size, "organisations.key_twice")]
    report = load(*reversed(many))
    assert report.created == {"organisation": size}
    assert len(queries.ever_above(number_of(str(size - 1)), SINCE)) == size


def test_no_address_that_is_none_and_no_control_character_comes_in() -> None:
    report = load(
        body("1", key=("uri", "https://example.org/a b")),
        body("2", "Sağlık\x0bBakanlığı", row=2),
        body("3", numbers=(SaidNumber(scheme="uri", value="https://example.org/>"),), row=3),
    )
    assert codes(report) == [(1, "kernel.not_an_iri"), (2, "kernel.control_character"), (3, "kernel.not_an_iri")]
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("sort", "held", "given"),
    [
        ("existence", {}, {"period": Period.since(date(2011, 1, 1))}),
        ("name", {}, {"names": (SaidName(name=Translated(tr="Başka")),)}),
        ("class", {}, {"classes": (SaidClass(kind="office"),)}),
        ("parent", {"parent": "8"}, {"parent": "9"}),
        (
            "affiliation",
            {"affiliations": (SaidAffiliation(parent=("test", "8"), period=SINCE),)},
            {"affiliations": (SaidAffiliation(parent=("test", "8"), period=Period.since(date(2012, 1, 1))),)},
        ),
        (
            "number",
            {"numbers": (SaidNumber(scheme="other", value="7"),)},
            {"numbers": (SaidNumber(scheme="other", value="8"),)},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_another_source_holds_otherwise_stays_and_is_a_warning_of_its_sort(
    sort: str, held: dict[str, Any], given: dict[str, Any]
) -> None:
    codes_of = {
        "existence": "organisations.existence_differs",
        "name": "organisations.name_differs",
        "class": "organisations.class_differs",
        "parent": "organisations.parent_differs",
        "affiliation": "organisations.affiliation_differs",
        "number": "organisations.number_differs",
    }
    above = body("8", row=8), body("9", row=9)
    load(*above, body("1", **held), source="first")
    facts = Existence, Name, Classification, Placement, Affiliation, Identifier
    before = [list(model.objects.order_by("pk").values()) for model in facts]
    with override("tr"):
        report = load(*above, body("1", **given), source="second")
    assert report.refused == []
    assert codes_of[sort] in [code for _row, code in warned(report)]
    assert before == [list(model.objects.order_by("pk").values()) for model in facts]
    assert "Hiçbir şey değiştirilmedi" in report.warnings[0].message


def test_a_load_with_refused_rows_stores_nothing_whoever_calls_it() -> None:
    report = imports.Report()
    with pytest.raises(imports.RowsRefused) as refusal:
        load_register(bodies=[body("1"), body("2", parent="9", row=2)], kinds={"agency": Translated(tr="Kurum")},
                      by=Actor.operator(), report=report, source="test")  # fmt: skip
    assert [finding.code for finding in refusal.value.findings] == ["kernel.rows_refused"]
    assert codes(report) == [(2, "organisations.parent_not_in_file")]
    assert not Organisation.objects.exists()
    assert not AuditEvent.objects.exists()
