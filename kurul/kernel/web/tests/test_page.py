"""Pages and their parts; the action behind a form."""

from typing import Any

import pytest
from django import forms
from django.test import Client

from kurul.kernel.refusals import Conflict, NotPermitted, Refused, Stale
from kurul.kernel.rules import Finding
from kurul.kernel.web.forms import KurulForm, VersionedForm
from kurul.kernel.web.page import fragment_id, submit
from kurul.kernel.web.tests.fragments import assert_fragment_equals_page


class MeetingForm(KurulForm):
    """A form whose rule speaks of `first_day` where the field is called `day`."""

    finding_fields = {"first_day": "day"}
    day = forms.CharField()
    place = forms.CharField(required=False)


class BoardForm(VersionedForm):
    """A form over a record with a version."""

    name = forms.CharField()


def refusing(*findings: Finding, as_: type[Refused] = Refused) -> Any:
    """An action that refuses."""

    def action(**_arguments: Any) -> None:
        raise as_(*findings)

    return action


TOO_EARLY = Finding("samples.too_early", "first_day")
NO = Finding("samples.no", "seats", {"what": "seats"})


@pytest.mark.parametrize(
    "query", ["", "?status=sample.vacant", "?sort=-posts&page=2", "?text=zzz", "?as_of=2016-07-19"]
)
def test_fragment_equals_the_page(client: Client, query: str) -> None:
    assert_fragment_equals_page(client, f"/style-guide/list/{query}", "style-guide-bodies")


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Target": "something-else"},
        {"HX-Request": "true", "HX-Target": "style-guide-bodies", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-Target": "style-guide-bodies", "HX-History-Restore-Request": "true"},
        {"HX-Target": "style-guide-bodies"},
    ],
)
def test_whole_page_is_sent_for_anything_else(client: Client, headers: dict[str, str]) -> None:
    assert "<html" in client.get("/style-guide/list/", headers=headers).content.decode()


def test_fragment_is_named_after_its_template() -> None:
    assert fragment_id("boards/_meeting_list.html") == "meeting-list"


def test_action_gets_the_fields_and_the_values_of_the_view() -> None:
    given: dict[str, Any] = {}

    def plan(**arguments: Any) -> str:
        given.update(arguments)
        return "planned"

    form = MeetingForm({"day": "2019-01-15", "place": "Ankara"})
    assert submit(form, plan, by="somebody", place="İzmir") == "planned"
    assert given == {"day": "2019-01-15", "place": "İzmir", "by": "somebody"}


def test_action_is_not_run_when_the_form_is_not_valid() -> None:
    ran = []
    form = MeetingForm({"day": ""})
    assert submit(form, lambda **arguments: ran.append(arguments)) is None
    assert ran == []
    assert "day" in form.errors


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("kind", [Refused, Conflict])
def test_findings_appear_at_their_fields_and_the_text_stays(kind: type[Refused]) -> None:
    form = MeetingForm({"day": "2019-01-15", "place": "Ankara"})
    assert submit(form, refusing(TOO_EARLY, NO, as_=kind)) is None
    assert form.errors["day"] == ["That day is too early."]
    assert form.non_field_errors() == ["The sample says no to seats."]
    assert 'value="Ankara"' in str(form["place"])


def test_missing_right_is_no_matter_of_the_form() -> None:
    with pytest.raises(NotPermitted):
        submit(MeetingForm({"day": "2019-01-15"}), refusing(NO, as_=NotPermitted))


@pytest.mark.usefixtures("english")
def test_stale_edit_keeps_what_was_typed_and_can_be_sent_again() -> None:
    def rename(**_arguments: Any) -> None:
        raise Stale

    form = BoardForm({"name": "Yeni ad", "version": "3"})
    assert submit(form, rename) is None
    assert form.is_stale
    assert "Somebody changed this record" in form.non_field_errors()[0]
    form.renew(4)
    assert 'value="Yeni ad"' in str(form["name"])
    assert 'value="4"' in str(form["version"])
