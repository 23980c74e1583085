"""Provisions over time: the world moves by amendments, and what was recorded wrongly is corrected."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import NotPermitted, Refused, Stale
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.look import Look
from kurul.rooms.law import actions, queries
from kurul.rooms.law.actions import Act
from kurul.rooms.law.models import Instrument, Provision, ProvisionWording, Relation, RelationKind
from kurul.rooms.law.tests import make

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
ENACTED, AMENDED, LATER = date(2004, 1, 23), date(2010, 5, 1), date(2015, 3, 1)


@pytest.fixture
def law() -> Instrument:
    """A law of three articles, the second with a paragraph and an item."""
    made = make.instrument()
    make.provision(made, "8", "Sekiz.")
    nine = make.provision(made, "9", "Dokuz.")
    two = make.provision(made, "2", "Fıkra.", kind="paragraph", under=nine)
    make.provision(made, "b", "Bent.", kind="item", under=two)
    make.provision(made, "10", "On.")
    return made


@pytest.fixture
def amending() -> Instrument:
    return make.instrument("KANUN-5982", make.particulars("Değişiklik Kanunu", number="5982", issued=date(2010, 4, 1)))


def refused(action: Callable[..., Any], **arguments: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(Refused) as error:
        action(**arguments)
    return [(finding.code, finding.field) for finding in error.value.findings]


def provision(label: str) -> Provision:
    return Provision.objects.get(pk=ProvisionWording.objects.filter(label=label).values("provision_id")[:1])


def read(law: Instrument, day: date, known_at: datetime | None = None) -> list[str]:
    """The tree on a day, one line per provision: its citation, how it stands where it does not, its text."""
    tree = queries.tree(law.pk, Look(day, known_at), NOBODY)
    marks = {"stands": "", "perhaps": "? ", "repealed": "✗ "}
    return [
        f"{marks[node.state]}{' '.join(step.cited('en') for step in node.steps)}: {node.text['tr']}"
        for node in tree.walk()
    ]


AS_ENACTED = [
    "art. 8: Sekiz.",
    "art. 9: Dokuz.",
    "art. 9 para. 2: Fıkra.",
    "art. 9 para. 2 item (b): Bent.",
    "art. 10: On.",
]


def test_provisions_stand_as_a_tree_and_are_cited_in_both_languages(law: Instrument) -> None:
    assert read(law, ENACTED) == AS_ENACTED
    item = provision("b")
    assert queries.cited([item], Look(ENACTED), "en") == {item.pk: "Law 5070, art. 9, para. 2, item (b)"}
    assert queries.cited([item], Look(ENACTED), "tr") == {item.pk: "5070 sayılı Kanun md. 9 f. 2 b. (b)"}
    assert queries.provisions_meant("law 5070, ART. 9, para. 2") == {provision("2").pk: "Law 5070, art. 9, para. 2"}
    assert queries.provisions_meant("5070 sayılı kanun md. 10") == {provision("10").pk: "5070 sayılı Kanun md. 10"}
    assert queries.provisions_meant("Law 5070, art. 11") == {}


def test_an_amendment_gives_a_new_wording_from_its_day_on(law: Instrument, amending: Instrument) -> None:
    new = make.amend(provision("9"), amending, AMENDED, "Yeni dokuz.", "9")
    assert read(law, date(2010, 4, 30)) == AS_ENACTED
    assert read(law, AMENDED)[1] == "art. 9: Yeni dokuz."
    assert new.came_by is not None
    assert (new.came_by.kind, new.came_by.instrument, new.came_by.target) == ("amends", amending, law)
    assert AuditEvent.objects.latest("seq").kind == "law.provision_amended"


def test_an_amendment_on_a_day_that_is_not_known_leaves_both_wordings_open(
    law: Instrument, amending: Instrument
) -> None:
    make.amend(provision("9"), amending, Bound.year(2010), "Yeni dokuz.", "9")
    assert read(law, date(2009, 12, 31))[1] == "art. 9: Dokuz."
    assert read(law, date(2010, 6, 1))[1].startswith("? art. 9: ")
    assert read(law, date(2011, 1, 1))[1] == "art. 9: Yeni dokuz."


def test_amendments_fall_into_their_order_whenever_they_are_recorded(law: Instrument, amending: Instrument) -> None:
    nine = provision("9")
    make.amend(nine, amending, LATER, "Üçüncü.", "9")
    make.amend(nine, amending, AMENDED, "İkinci.", "9")
    assert [read(law, day)[1] for day in (ENACTED, AMENDED, LATER)] == [
        "art. 9: Dokuz.", "art. 9: İkinci.", "art. 9: Üçüncü."
    ]  # fmt: skip


def test_a_provision_is_inserted_at_its_place_from_a_day_on(law: Instrument, amending: Instrument) -> None:
    arguments: dict[str, Any] = {"instrument": law, "act": make.act(amending, AMENDED), "by": make.OPERATOR}
    for label, after in (("9/A", "b"), ("9/B", "9/A")):
        actions.insert_provision(
            **arguments, saying=make.saying(label, "Ek."), after=provision(after), version=make.version(law)
        )
    assert read(law, date(2010, 4, 30)) == AS_ENACTED
    assert read(law, AMENDED) == [*AS_ENACTED[:4], "art. 9/A: Ek.", "art. 9/B: Ek.", AS_ENACTED[4]]


def test_there_is_always_room_between_two_provisions(law: Instrument) -> None:
    after = provision("8")
    for number in range(12):  # more often than a gap can be halved
        after_eight = make.saying(f"8/{number}", "Ek.")
        actions.enter_provision(
            instrument=law, saying=after_eight, after=after, by=make.OPERATOR, version=make.version(law)
        )
    labels = [line.split(":")[0].removeprefix("art. ") for line in read(law, ENACTED) if "para." not in line]
    assert labels == ["8", *(f"8/{number}" for number in reversed(range(12))), "9", "10"]


def test_a_repealed_provision_takes_along_what_stands_under_it(law: Instrument, amending: Instrument) -> None:
    nine = provision("9")
    actions.repeal_provision(
        provision=nine, act=make.act(amending, AMENDED), by=make.OPERATOR, version=make.version(law)
    )
    assert read(law, date(2010, 4, 30)) == AS_ENACTED
    assert [line for line in read(law, AMENDED) if line.startswith("✗")] == [f"✗ {line}" for line in AS_ENACTED[1:4]]
    node = queries.tree(law.pk, Look(AMENDED), NOBODY).find(nine.pk)
    assert node is not None
    assert node.ended_by is not None
    assert node.ended_by.instrument == amending
    again: dict[str, Any] = {"provision": nine, "act": make.act(amending, LATER), "by": make.OPERATOR}
    assert refused(actions.repeal_provision, **again, version=make.version(law)) == [("law.no_wording_there", "day")]


def test_what_was_amended_later_is_not_repealed_earlier(law: Instrument, amending: Instrument) -> None:
    make.amend(provision("b"), amending, LATER, "Yeni bent.", "b/1")
    found = refused(
        actions.repeal_provision,
        provision=provision("9"),
        act=make.act(amending, AMENDED),
        by=make.OPERATOR,
        version=make.version(law),
    )
    assert found == [("law.changed_later", "day")]


def test_a_correction_replaces_a_wording_for_the_same_days_and_keeps_what_was_held(
    law: Instrument, amending: Instrument
) -> None:
    nine = provision("9")
    with clock.at(datetime(2027, 1, 1, tzinfo=UTC)):
        make.amend(nine, amending, AMENDED, "Yanlış.", "9")
    with clock.at(datetime(2027, 3, 1, tzinfo=UTC)):
        corrected: dict[str, Any] = {"provision": nine, "saying": make.saying("9", "Doğru."), "by": make.OPERATOR}
        assert refused(actions.correct_provision, **corrected, reason=" ", version=make.version(law)) == [
            ("law.reason_missing", "reason")
        ]
        with pytest.raises(Stale):
            actions.correct_provision(**corrected, reason="Misread.", version=1)
        actions.correct_provision(**corrected, reason="Misread.", version=make.version(law))
        again = refused(actions.correct_provision, **corrected, reason="Again.", version=make.version(law))
    assert again == [("law.nothing_changes", None)]
    assert read(law, AMENDED)[1] == "art. 9: Doğru."
    assert read(law, ENACTED)[1] == "art. 9: Dokuz."
    assert read(law, AMENDED, datetime(2027, 2, 1, tzinfo=UTC))[1] == "art. 9: Yanlış."


def test_a_corrected_day_of_effect_moves_the_wordings_with_it(law: Instrument, amending: Instrument) -> None:
    nine = provision("9")
    make.amend(nine, amending, AMENDED, "Yeni.", "9")
    make.amend(nine, amending, LATER, "Son.", "9")
    relation = Relation.objects.known_at().get(valid_from=AMENDED)
    change: dict[str, Any] = {"relation": relation, "reason": "Read in the gazette.", "by": make.OPERATOR}
    past_the_next = refused(
        actions.correct_relation, **change, day=Bound.on(date(2016, 1, 1)), version=make.version(law)
    )
    assert past_the_next == [("law.no_wording_there", "day")]
    actions.correct_relation(**change, day=Bound.on(date(2011, 1, 1)), version=make.version(law))
    days = (date(2010, 12, 31), date(2011, 1, 1), LATER)
    assert [read(law, day)[1] for day in days] == ["art. 9: Dokuz.", "art. 9: Yeni.", "art. 9: Son."]
    assert {row.came_by.period.start for row in ProvisionWording.objects.known_at() if row.came_by} == {
        Bound.on(date(2011, 1, 1)), Bound.on(LATER)
    }  # fmt: skip


def test_a_withdrawn_amendment_leaves_what_was_before_and_what_came_after(
    law: Instrument, amending: Instrument
) -> None:
    nine = provision("9")
    make.amend(nine, amending, AMENDED, "Yeni.", "9")
    make.amend(nine, amending, LATER, "Son.", "9")
    relation = Relation.objects.known_at().get(valid_from=AMENDED)
    actions.withdraw_relation(relation=relation, reason="Another law.", by=make.OPERATOR, version=make.version(law))
    assert [read(law, day)[1] for day in (AMENDED, LATER)] == ["art. 9: Dokuz.", "art. 9: Son."]
    assert Relation.objects.known_at().count() == 1


def test_a_withdrawn_repeal_lets_provisions_stand_again(law: Instrument, amending: Instrument) -> None:
    relation = actions.repeal_provision(
        provision=provision("9"), act=make.act(amending, AMENDED), by=make.OPERATOR, version=make.version(law)
    )
    actions.withdraw_relation(relation=relation, reason="Not this one.", by=make.OPERATOR, version=make.version(law))
    assert read(law, LATER) == AS_ENACTED


def test_an_insertion_is_withdrawn_only_while_nothing_stands_under_it(law: Instrument, amending: Instrument) -> None:
    act = make.act(amending, AMENDED)
    arguments: dict[str, Any] = {"instrument": law, "act": act, "by": make.OPERATOR}
    added = actions.insert_provision(**arguments, saying=make.saying("9/A", "Ek."), version=make.version(law))
    under = make.saying("1", "Ek fıkra.", kind="paragraph", under=added)
    actions.insert_provision(**arguments, saying=under, version=make.version(law))
    outer, inner = Relation.objects.known_at().order_by("pk")
    taken: dict[str, Any] = {"reason": "Never so.", "by": make.OPERATOR}
    assert refused(actions.withdraw_relation, relation=outer, **taken, version=make.version(law)) == [
        ("law.has_parts", "reason")
    ]
    actions.withdraw_relation(relation=inner, **taken, version=make.version(law))
    actions.withdraw_relation(relation=outer, **taken, version=make.version(law))
    assert read(law, LATER) == AS_ENACTED


def test_what_was_entered_by_mistake_is_taken_out_unless_something_hangs_on_it(law: Instrument) -> None:
    taken: dict[str, Any] = {"reason": "Of another law.", "by": make.OPERATOR}
    assert refused(
        actions.withdraw_provision, provision=provision("9"), **taken, version=make.version(law)
    ) == [("law.has_parts", "reason")]  # fmt: skip
    actions.withdraw_provision(provision=provision("10"), **taken, version=make.version(law))
    assert read(law, ENACTED) == AS_ENACTED[:4]


@pytest.mark.parametrize(
    ("label", "kind", "under", "code"),
    [
        ("9", "article", None, "law.label_taken"),
        ("2", "paragraph", "9", "law.label_taken"),
        ("1", "item", "elsewhere", "law.parent_elsewhere"),
    ],
)
def test_a_provision_has_one_place_in_one_instrument(
    law: Instrument, amending: Instrument, label: str, kind: str, under: str | None, code: str
) -> None:
    elsewhere = make.provision(amending, "elsewhere")
    parent = elsewhere if under == "elsewhere" else provision(under) if under else None
    found = refused(
        actions.enter_provision,
        instrument=law,
        saying=make.saying(label, "Bir.", kind=kind, under=parent),
        by=make.OPERATOR,
        version=make.version(law),
    )
    assert [finding for finding, _field in found] == [code]


def test_a_provision_is_not_put_under_its_own_parts(law: Instrument) -> None:
    nine = provision("9")
    saying = make.saying("9", "Dokuz.", under=provision("b"))
    found = refused(
        actions.correct_provision,
        provision=nine,
        saying=saying,
        reason="Moved.",
        by=make.OPERATOR,
        version=make.version(law),
    )
    assert found == [("law.provision_under_itself", "parent")]


def test_who_lacks_the_right_amends_nothing(law: Instrument, amending: Instrument) -> None:
    with pytest.raises(NotPermitted):
        actions.amend_provision(
            provision=provision("9"),
            saying=make.saying("9", "Yeni."),
            act=Act(amending, Bound.on(AMENDED)),
            by=NOBODY,
            version=make.version(law),
        )
    with pytest.raises(NotPermitted):
        actions.relate_instruments(
            kind=RelationKind.REPEALS, act=Act(amending, Bound.on(AMENDED)), target=law, by=NOBODY, version=1
        )
    assert not Relation.objects.exists()


def test_the_database_itself_refuses_two_wordings_on_one_day(law: Instrument) -> None:
    held = ProvisionWording.objects.get(label="10")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvisionWording.objects.filter(label="8").update(provision=held.provision)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvisionWording.objects.filter(label="8").update(parent=provision("8"))
