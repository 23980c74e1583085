"""What people can enter and correct, and what is refused with nothing half written."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.temporal.moment import NotWriting
from kurul.kernel.translated import Translated
from kurul.rooms.law.actions import change_kind, correct_instrument, enter_instrument, enter_kind
from kurul.rooms.law.models import FormerEntry, Instrument, InstrumentKind
from kurul.rooms.law.tests import make

pytestmark = pytest.mark.django_db


def refusal(error: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in error.value.findings]


def test_an_instrument_is_entered_with_days_that_are_not_known() -> None:
    entered = make.instrument("BTYK-2013-102", make.particulars(number="2013/102", issued=None, gazetted=None))
    entered.refresh_from_db()
    assert (entered.issued, entered.gazetted) == (Bound.unknown(), Bound.unknown())
    assert entered.basis == Basis.STATED
    assert [event.kind for event in AuditEvent.objects.order_by("seq")] == ["law.kind_entered", "law.entered"]


def test_a_code_names_one_instrument_only() -> None:
    make.instrument()
    with pytest.raises(Conflict) as error:
        make.instrument()
    assert refusal(error) == [("law.code_taken", "code")]
    assert Instrument.objects.count() == 1


def test_everything_wrong_is_said_at_once() -> None:
    wrong = make.particulars(title="", number="", issued=date(2012, 1, 2), gazetted=date(2012, 1, 1))
    with pytest.raises(Refused) as error:
        enter_instrument(code="no code", particulars=wrong, by=make.OPERATOR)
    assert refusal(error) == [
        ("law.code_malformed", "code"),
        ("law.not_recognisable", "title"),
        ("law.gazetted_before_issued", "gazetted"),
    ]
    assert not Instrument.objects.exists()


def test_who_lacks_the_right_enters_nothing() -> None:
    said = make.particulars()
    with pytest.raises(NotPermitted):
        enter_instrument(code="KANUN-5070", particulars=said, by=Actor.nobody())
    with pytest.raises(NotPermitted):
        enter_kind(code="decree", name=Translated(en="Decree"), by=Actor.nobody())
    assert not Instrument.objects.exists()


def test_a_correction_keeps_what_was_held_before() -> None:
    entered = make.instrument()
    make.provision(entered)
    entered.refresh_from_db()
    right = replace(make.particulars(), gazetted=Bound.on(date(2004, 1, 23)), gazette_number="25355")
    corrected = correct_instrument(
        instrument=entered, particulars=right, reason="The gazette was found.", by=make.OPERATOR, version=2
    )
    former = FormerEntry.objects.order_by("version").last()
    assert former is not None
    assert (former.gazette_number, former.version) == ("", 2)
    assert former.superseded_at == corrected.recorded_at > former.recorded_at
    assert (corrected.gazette_number, corrected.version) == ("25355", 3)
    assert "25355" in corrected.search_text


def test_a_correction_needs_a_reason_and_a_difference() -> None:
    entered = make.instrument()
    with pytest.raises(Refused) as error:
        correct_instrument(
            instrument=entered, particulars=make.particulars(), reason=" ", by=make.OPERATOR, version=entered.version
        )
    assert refusal(error) == [("law.reason_missing", "reason"), ("law.nothing_changes", None)]
    assert Instrument.objects.get().version == entered.version
    assert not FormerEntry.objects.exists()


def test_a_stale_correction_is_refused() -> None:
    entered = make.instrument()
    change: dict[str, Any] = {"instrument": entered, "reason": "Misread.", "by": make.OPERATOR, "version": 1}
    correct_instrument(**change, particulars=make.particulars(number="1"))
    with pytest.raises(Stale):
        correct_instrument(**change, particulars=make.particulars(number="2"))
    assert Instrument.objects.get().number == "1"


def test_a_corrected_value_is_no_longer_inferred_but_the_others_are() -> None:
    entered = make.instrument()
    Instrument.objects.filter(pk=entered.pk).update(inferred=["issued", "title.tr"], basis=Basis.INFERRED)
    corrected = correct_instrument(
        instrument=entered,
        particulars=make.particulars(issued=date(2004, 1, 15)),
        reason="Read in the law itself.",
        by=make.OPERATOR,
        version=1,
    )
    assert corrected.inferred == ["title.tr"]
    assert corrected.basis == Basis.INFERRED
    stated = correct_instrument(
        instrument=entered, particulars=corrected.particulars, reason="Read.", stated=True, by=make.OPERATOR, version=2
    )
    assert (stated.inferred, stated.basis) == ([], Basis.STATED)


def test_what_is_made_up_stays_marked_when_it_is_corrected() -> None:
    with resting_on(Basis.ILLUSTRATIVE):
        entered = make.instrument()
    corrected = correct_instrument(
        instrument=entered, particulars=make.particulars(number="1"), reason="Other.", by=make.OPERATOR, version=1
    )
    assert corrected.is_illustrative


def test_a_kind_is_entered_once_and_has_a_name() -> None:
    make.kind("decree", "Kararname")
    with pytest.raises(Conflict) as taken:
        enter_kind(code="decree", name=Translated(tr="Kararname"), by=make.OPERATOR)
    assert refusal(taken) == [("law.kind_taken", "code")]
    with pytest.raises(Refused) as nameless:
        enter_kind(code="law", name=Translated(), by=make.OPERATOR)
    assert refusal(nameless) == [("law.kind_nameless", "name")]
    assert InstrumentKind.objects.count() == 1


def test_a_kind_is_called_and_addressed_otherwise() -> None:
    kind = make.kind("decree", "Kararname")
    said: dict[str, Any] = {
        "name": Translated(tr="Karar"),
        "reference": Translated(tr="{number} sayılı Karar"),
        "jurisdiction": "tr",
        "eli_template": "{jurisdiction}/karar/{number}",
    }
    change_kind(kind=kind, by=make.OPERATOR, **said)
    kind.refresh_from_db()
    assert (str(kind.name["tr"]), kind.eli_template) == ("Karar", "{jurisdiction}/karar/{number}")
    with pytest.raises(Refused) as same:
        change_kind(kind=kind, by=make.OPERATOR, **said)
    assert refusal(same) == [("law.nothing_changes", None)]
    wrong = {**said, "reference": Translated(tr="{no} sayılı"), "eli_template": "karar/{day}"}
    with pytest.raises(Refused) as malformed:
        change_kind(kind=kind, by=make.OPERATOR, **wrong)
    assert refusal(malformed) == [("law.reference_malformed", "reference"), ("law.eli_malformed", "eli_template")]


def test_the_database_itself_refuses_days_in_the_wrong_order() -> None:
    entered = make.instrument()
    for columns in ({"issued_from": date(2005, 1, 1)}, {"gazetted_to": date(1, 1, 1), "gazetted_from": date(1, 1, 2)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Instrument.objects.filter(pk=entered.pk).update(**columns)


def test_no_instrument_is_made_outside_an_action() -> None:
    kind = make.kind()
    with pytest.raises(NotWriting):
        Instrument.objects.create(code="X", kind=kind)
