"""Numbers and codes: checked by their digits, borne by one body at a time, shown with their address."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.actions import record, writes
from kurul.kernel.refusals import Refused, Stale
from kurul.kernel.temporal import facts
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.tests.fragments import assert_cells_stack
from kurul.rooms.organisations import actions, queries, wording
from kurul.rooms.organisations.models import Identifier, Organisation, Scheme
from kurul.rooms.organisations.tests import make

pytestmark = pytest.mark.django_db
OPERATOR = make.OPERATOR
ALWAYS = Period.since(Bound.unknown())
RIGHT_LEI, WRONG_LEI = "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R21"


def scheme(
    code: str = "lei", check: str = "lei", uri: str = "https://search.gleif.org/#/record/{value}", **more: Any
) -> Scheme:
    return actions.define_scheme(
        code=code, name=Translated(tr=code.upper()), check_rule=check, uri_template=uri, by=OPERATOR, **more
    )


def borne(body: Organisation, of: Scheme, value: str, period: Period = ALWAYS) -> Identifier:
    body.refresh_from_db()
    return actions.add_identifier(
        organisation=body, scheme=of, value=value, period=period, by=OPERATOR, version=body.version
    )


def refused(body: Organisation, of: Scheme, value: str, period: Period = ALWAYS) -> str:
    with pytest.raises(Refused) as refusal:
        borne(body, of, value, period)
    return refusal.value.findings[0].code


def test_a_number_with_wrong_check_digits_is_refused_and_nothing_is_stored() -> None:
    body = make.organisation("A")
    assert refused(body, scheme(), WRONG_LEI) == "organisations.check_digits_wrong"
    assert not Identifier.objects.exists()
    body.refresh_from_db()
    assert body.version == 1
    assert borne(body, scheme(), " 5493 001kjtiigc8y1r12").value == RIGHT_LEI


def test_one_number_belongs_to_one_body_on_a_day() -> None:
    a, b, lei = make.organisation("A"), make.organisation("B"), scheme()
    given = borne(a, lei, RIGHT_LEI, Period.since(date(2012, 1, 1)))
    assert refused(b, lei, RIGHT_LEI) == "organisations.identifier_taken"
    with pytest.raises(Stale):
        actions.end_identifier(identifier=given, day=Bound.on(date(2015, 1, 1)), by=OPERATOR, version=1)
    actions.end_identifier(identifier=given, day=Bound.on(date(2015, 1, 1)), by=OPERATOR, version=2)
    later = borne(b, lei, RIGHT_LEI, Period.since(date(2015, 1, 1)))
    assert later.organisation == b
    assert queries.meant(RIGHT_LEI) == {b.pk: "B"}


def test_a_scheme_says_whether_a_body_bears_several() -> None:
    body = make.organisation("A")
    one, several = scheme("one", "", ""), scheme("uri", "web-address", "{value}", is_one_per_body=False)
    borne(body, one, "1")
    assert refused(body, one, "2") == "organisations.overlaps"
    for address in ("https://a.example", "https://b.example"):
        borne(body, several, address)
    assert refused(body, several, "javascript:alert(1)") == "organisations.check_digits_wrong"
    shown = queries.page(body.pk, Look(date(2017, 1, 1)), OPERATOR)
    assert shown is not None
    assert [number.value for number in shown.identifiers] == ["1", "https://a.example", "https://b.example"]


def test_an_empty_number_and_an_impossible_period_are_refused() -> None:
    body = make.organisation("A")
    assert refused(body, scheme(), " ") == "organisations.identifier_missing"
    backwards = Period.since(date(2015, 1, 1), date(2014, 1, 1))
    assert refused(body, scheme(), RIGHT_LEI, backwards) == "organisations.end_before_start"


def test_a_number_is_corrected_with_a_reason_and_checked_again() -> None:
    body, plain = make.organisation("A"), scheme()
    row = borne(body, plain, RIGHT_LEI)
    given: dict[str, Any] = {"identifier": row, "period": ALWAYS, "by": OPERATOR}
    with pytest.raises(Refused) as wrong:
        actions.correct_identifier(**given, value=WRONG_LEI, reason="Typing error")
    assert wrong.value.findings[0].code == "organisations.check_digits_wrong"
    other = "335800FVH4MOKZS9VH40"
    with pytest.raises(Refused):
        actions.correct_identifier(**given, value=other, reason="")
    assert actions.correct_identifier(**given, value=other, reason="Typing error").value == other


def test_a_scheme_names_a_check_that_there_is_and_an_address_with_a_place() -> None:
    given: list[tuple[dict[str, Any], str]] = [
        ({"check": "nobody"}, "organisations.check_not_known"),
        ({"uri": "https://example.org/"}, "organisations.uri_without_value"),
        ({"uri": "javascript:{value}"}, "organisations.uri_without_value"),
    ]
    for more, code in given:
        with pytest.raises(Refused) as refusal:
            scheme(**more)
        assert refusal.value.findings[0].code == code


def test_an_old_number_still_finds_the_body(client: Client) -> None:
    body, lei = make.organisation("Sağlık Bakanlığı"), scheme()
    row = borne(body, lei, RIGHT_LEI, Period.since(date(2012, 1, 1)))
    body.refresh_from_db()
    actions.end_identifier(identifier=row, day=Bound.on(date(2013, 1, 1)), by=OPERATOR, version=body.version)
    make.organisation("Adalet Bakanlığı")
    shown = client.get(reverse("organisations:list"), {"q": RIGHT_LEI.lower()}).content.decode()
    assert "Sağlık Bakanlığı" in shown
    assert "Adalet Bakanlığı" not in shown


@writes
def from_a_register(body: Organisation, of: str, value: str) -> None:
    """A number as an import may have brought it, unchecked."""
    Identifier.objects.create(organisation=body, scheme=of, value=value, **facts.columns(ALWAYS))
    record(wording.LOADED, body, by=OPERATOR)


def test_a_number_is_a_link_where_its_scheme_has_an_address_that_is_safe_to_follow(client: Client) -> None:
    body = make.organisation("A")
    scheme("uri", "web-address", "{value}", is_one_per_body=False)
    borne(body, scheme(), RIGHT_LEI)
    from_a_register(body, "uri", "javascript:alert(1)")
    from_a_register(body, "of-nobody", "42")
    shown = client.get(reverse("organisations:organisation", args=[body.pk])).content.decode()
    assert f'href="https://search.gleif.org/#/record/{RIGHT_LEI}"' in shown
    assert 'href="javascript' not in shown
    assert "of-nobody" in shown


def test_a_clerk_enters_corrects_and_ends_a_number_in_the_pages(clerk_client: Client) -> None:
    body, lei = make.organisation("A"), scheme()
    url = reverse("organisations:add_identifier", args=[body.pk])
    typed = {"scheme": lei.pk, "value": WRONG_LEI, "first_day": "?", "last_day": "", "instrument": "", "version": "1"}
    answer = clerk_client.post(url, typed)
    assert answer.status_code == 422
    assert "check digits or its form do not fit" in answer.content.decode()
    assert clerk_client.post(url, {**typed, "value": RIGHT_LEI}).status_code == 302
    row = Identifier.objects.get()
    for name, more in (
        ("correct_identifier", {"value": "335800FVH4MOKZS9VH40", "first_day": "?", "reason": "Wrong body"}),
        ("end_identifier", {"day": "2017", "version": "3"}),
    ):
        row = Identifier.objects.known_at().get()
        there = reverse(f"organisations:{name}", args=[body.pk, row.pk])
        assert clerk_client.get(there).status_code == 200
        assert clerk_client.post(there, more).status_code == 302
    assert str(Identifier.objects.known_at().get().period.end) == "2017"
    assert clerk_client.get(reverse("organisations:correct_identifier", args=[body.pk, row.pk])).status_code == 404


def test_schemes_are_listed_and_defined_in_the_pages(clerk_client: Client, client: Client) -> None:
    typed = {"code": "ror", "name_tr": "ROR", "uri_template": "https://ror.org/{value}", "check_rule": "ror"}
    assert clerk_client.post(reverse("organisations:new_scheme"), typed).status_code == 302
    borne(make.organisation("A"), Scheme.objects.get(), "https://ror.org/03yrm5c26")
    shown = client.get(reverse("organisations:schemes")).content.decode()
    assert "scheme=ror" in shown
    assert_cells_stack(shown)
    assert "A" in client.get(reverse("organisations:list"), {"scheme": "ror"}).content.decode()
    there = reverse("organisations:scheme", args=["ror"])
    assert clerk_client.post(there, {**typed, "name_tr": "ROR kimliği"}).status_code == 302
    assert Scheme.objects.get().name == Translated(tr="ROR kimliği")
    assert clerk_client.get(reverse("organisations:scheme", args=["none"])).status_code == 404


def test_an_address_that_is_none_is_no_identifier() -> None:
    body = make.organisation("A")
    scheme = actions.define_scheme(code="uri", name=Translated(en="Address"), by=make.OPERATOR)
    with pytest.raises(Refused) as refusal:
        actions.add_identifier(
            organisation=body,
            scheme=scheme,
            value="https://example.org/>",
            period=Period.since(date(2015, 1, 1)),
            by=make.OPERATOR,
            version=body.version,
        )
    assert [finding.code for finding in refusal.value.findings] == ["kernel.not_an_iri"]
