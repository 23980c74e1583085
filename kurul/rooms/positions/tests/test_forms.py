"""Writing through the forms: what is refused is said at the field, and what was typed stays."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kurul.kernel.temporal.bounds import Bound
from kurul.rooms.organisations.public import scope_of
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions import forms
from kurul.rooms.positions.models import (
    Appointment,
    Completeness,
    EquivalenceTerms,
    Function,
    Post,
    PostKind,
    PostRole,
    PostTitle,
)
from kurul.rooms.positions.tests import make
from kurul.rooms.positions.tests.conftest import account

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return response.content.decode()


def page_of(post: Post, name: str = "post", *more: int) -> str:
    return reverse(f"positions:{name}", args=[post.pk, *more])


def typed(**more: str) -> dict[str, str]:
    return {"person": "Ayşe Yılmaz", "capacity": "substantive", "absence": "", "first_day": "01.01.2016", **more}


def test_a_clerk_enters_a_post(clerk_client: Client) -> None:
    ministry, kind, function = make.ministry(), make.kind(), make.function(make.PROCESSING)
    form = text_of(clerk_client.get(reverse("positions:establish"), {"organisation": str(ministry.pk)}))
    assert f"#{ministry.pk} " in form
    answer = clerk_client.post(
        reverse("positions:establish"),
        {
            "title_tr": "Müsteşar Yardımcısı", "title_en": "", "kind": str(kind.pk), "organisation": f"#{ministry.pk}",
            "functions": [str(function.pk)], "holders_allowed": "1", "first_day": "2011",
        },
    )  # fmt: skip
    post = Post.objects.get()
    assert answer["Location"] == page_of(post)
    assert PostTitle.objects.get(post=post).period.start == Bound.year(2011)


def test_who_may_not_see_a_person_cannot_choose_or_find_out_about_one() -> None:
    """A clerk of one ministry does not see the list of all persons; whoever holds a public post is public."""
    ministry = make.ministry()
    post, hidden = make.post(ministry), make.person()
    clerk = Client()
    clerk.force_login(account("clerk_of_one", "role:registry_clerk", scope_of(ministry.pk)))
    clerk.cookies["django_language"] = "en"
    for person, shown in ((f"#{hidden.pk}", f"#{hidden.pk}"), ("Ayşe Yılmaz", "Ayşe Yılmaz")):
        refused = clerk.post(page_of(post, "appoint"), typed(person=person))
        assert refused.status_code == 422
        assert f"Nothing is called “{shown}”." in text_of(refused)
    assert not Appointment.objects.exists()


def test_a_clerk_appoints_and_comes_back_to_the_post(clerk_client: Client) -> None:
    post = make.post()
    make.person()
    answer = clerk_client.post(page_of(post, "appoint"), typed())
    assert answer["Location"] == page_of(post)
    assert "Ayşe Yılmaz" in text_of(clerk_client.get(page_of(post)))


def test_an_overlap_is_refused_at_the_field_and_what_was_typed_stays(clerk_client: Client) -> None:
    post = make.post()
    make.appointment(post, make.person("Mehmet", "Kaya"))
    make.person()
    answer = clerk_client.post(page_of(post, "appoint"), typed())
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Mehmet Kaya holds this post since 1 Jan 2012." in shown
    assert 'value="Ayşe Yılmaz"' in shown
    assert 'value="01.01.2016"' in shown
    field = shown[shown.index('name="first_day"') :]
    assert 'aria-invalid="true"' in field[: field.index(">")]
    assert Appointment.objects.count() == 1


def test_acting_beside_a_holder_is_refused_at_the_cause(clerk_client: Client) -> None:
    post = make.post()
    make.appointment(post, make.person("Mehmet", "Kaya"))
    make.person()
    shown = text_of(clerk_client.post(page_of(post, "appoint"), typed(capacity="acting")))
    assert "Say why the holder is absent" in shown
    answer = clerk_client.post(page_of(post, "appoint"), typed(capacity="acting", absence="leave"))
    assert answer.status_code == 302


def test_a_person_who_is_not_recorded_is_refused_at_the_field(clerk_client: Client) -> None:
    answer = clerk_client.post(page_of(make.post(), "appoint"), typed(person="Kimse Yok"))
    assert answer.status_code == 422
    assert "Nothing is called “Kimse Yok”" in text_of(answer)


def test_an_end_before_the_start_is_refused_by_the_form(clerk_client: Client) -> None:
    make.person()
    answer = clerk_client.post(page_of(make.post(), "appoint"), typed(last_day="2015-01-01"))
    assert answer.status_code == 422
    assert "The last day lies before the first." in text_of(answer)


def test_a_clerk_ends_an_appointment(clerk_client: Client) -> None:
    post = make.post()
    made = make.appointment(post)
    url = page_of(post, "end", made.pk)
    assert clerk_client.post(url, {"last_day": "31.01.2017"})["Location"] == page_of(post)
    assert "1 Feb 2017" in text_of(clerk_client.get(page_of(post)))
    again = clerk_client.post(url, {"last_day": "2016-01-01"})
    assert again.status_code == 422
    assert "Somebody changed this record" in text_of(again)


def test_a_clerk_corrects_an_appointment(clerk_client: Client) -> None:
    post = make.post()
    made = make.appointment(post)
    url = page_of(post, "correct", made.pk)
    assert 'value="2012-01-01"' in text_of(clerk_client.get(url))
    refused = clerk_client.post(url, typed(first_day="2013-01-01", reason=""))
    assert "Say why it was wrong" in text_of(refused)
    assert clerk_client.post(url, typed(first_day="2013-01-01", reason="Misread")).status_code == 302
    assert Appointment.objects.known_at().get().period.start == Bound.on(date(2013, 1, 1))


def test_a_clerk_withdraws_an_appointment(clerk_client: Client) -> None:
    post = make.post()
    made = make.appointment(post)
    url = page_of(post, "withdraw", made.pk)
    assert clerk_client.post(url, {"reason": ""}).status_code == 422
    assert clerk_client.post(url, {"reason": "Never happened"})["Location"] == page_of(post)
    assert not Appointment.objects.known_at().exists()


def test_a_clerk_retitles_moves_redraws_and_abolishes(clerk_client: Client) -> None:
    post, other = make.post(), make.ministry("Ulaştırma Bakanlığı", "Ministry of Transport")
    function = make.function(make.STRATEGY)
    changes = [
        ("retitle", {"title_tr": "Bakan Yardımcısı", "kind": str(make.kind().pk), "day": "2016-01-01", "version": "1"}),
        ("move", {"organisation": "Ulaştırma Bakanlığı", "day": "2016-02-01", "version": "2"}),
        ("portfolio", {"functions": [str(function.pk)], "day": "2016-03-01", "version": "3"}),
        ("abolish", {"day": "2018-01-01", "version": "4"}),
    ]
    for name, values in changes:
        assert clerk_client.post(page_of(post, name), values).status_code == 302, name
    shown = text_of(clerk_client.get(page_of(post)))
    for said in (
        "Now called Bakan Yardımcısı",
        "Moved to Ministry of Transport",
        "Strategy development added",
        "Abolished",
    ):
        assert said in shown
    assert str(other.pk) in shown


def test_a_stale_change_keeps_what_was_typed(clerk_client: Client) -> None:
    post = make.post()
    typed_title = {"title_tr": "Benim başlığım", "kind": str(make.kind().pk), "day": "2016-01-01", "version": "7"}
    answer = clerk_client.post(page_of(post, "retitle"), typed_title)
    assert answer.status_code == 422
    assert "Benim başlığım" in text_of(answer)
    assert 'name="version" value="1"' in text_of(answer)


def test_a_clerk_states_that_a_body_is_recorded_completely(clerk_client: Client) -> None:
    ministry = make.ministry()
    url = reverse("positions:completeness", args=[ministry.pk])
    assert "a post that is not here does not exist" in text_of(clerk_client.get(url))
    assert clerk_client.post(url, {"first_day": "2016-01-01"}).status_code == 302
    assert Completeness.objects.get().organisation == ministry


def test_an_administrator_enters_words_and_a_rule(administrator_client: Client) -> None:
    organisations.kind()
    new = {name: reverse(f"positions:{name}") for name in ("enter_kind", "enter_function", "enter_rule", "give_role")}
    kind = {"code": "assistant", "name_tr": "Müsteşar yardımcısı", "order": "1"}
    assert administrator_client.post(new["enter_kind"], kind).status_code == 302
    assert "already used" in text_of(administrator_client.post(new["enter_kind"], kind))
    function = {"code": "it", "name_tr": "Bilgi işlem", "order": "1"}
    assert administrator_client.post(new["enter_function"], function).status_code == 302
    rule = {
        "code": "cio", "wording_of_source_tr": "… müsteşar yardımcısı", "counts_as": "cio",
        "post_kind": str(PostKind.objects.get().pk), "organisation_kind": str(organisations.kind().pk),
        "first_day": "..2016-07-19",
    }  # fmt: skip
    refused = text_of(administrator_client.post(new["enter_rule"], rule))
    assert "Name at least one function that the portfolio must have." in refused
    rule["required"] = str(Function.objects.get().pk)
    assert administrator_client.post(new["enter_rule"], rule).status_code == 302
    assert EquivalenceTerms.objects.get().period.start == Bound.by(date(2016, 7, 19))


def test_an_administrator_gives_a_role_and_ends_a_rule(administrator_client: Client) -> None:
    rule, kind = make.cio_rule(), make.kind("head_of_it_unit")
    url = reverse("positions:give_role")
    role = {"role": "reporter", "reach": "parent", "first_day": "2016-01-01"}
    assert "Choose either a kind of post or a rule." in text_of(administrator_client.post(url, role))
    assert administrator_client.post(url, {**role, "post_kind": str(kind.pk)}).status_code == 302
    assert PostRole.objects.filter(post_kind=kind, role="reporter", reach="parent").exists()
    assert (
        administrator_client.post(reverse("positions:end_rule", args=[rule.pk]), {"day": "2018-07-10"}).status_code
        == 302
    )
    assert not EquivalenceTerms.objects.as_of(date(2018, 7, 10)).exists()


def test_what_may_be_typed_for_a_person_or_a_post_is_said_beside_the_field() -> None:
    assert "abbreviation" in str(forms.MoveForm(None, actor=make.OPERATOR).fields["organisation"].help_text)
    person = str(forms.AppointmentForm(None, actor=make.OPERATOR).fields["person"].help_text)
    assert person == "The whole name, or the person's number after a #."
    assert "The title" in str(forms.GivePowerForm(None, actor=make.OPERATOR).fields["post"].help_text)
