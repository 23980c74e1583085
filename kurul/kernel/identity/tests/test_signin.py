"""Signing in and out through the pages."""

from datetime import datetime, timedelta

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity import actions
from kurul.kernel.identity.middleware import actor_of_session
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.signin import sign_in as sign_in_without_password
from kurul.kernel.identity.tests import make
from kurul.kernel.temporal import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("kurul.kernel.tests.routes")]
TOO_MANY = "Too many failed login attempts. Try again later."
MOMENT = datetime(2018, 5, 2, 9, tzinfo=timezone.get_default_timezone())


# The pages themselves are tested with the web; here any page that shows the form will do.
PAGES = dict.fromkeys(("account/login.html", "account/password_change.html"), "{{ form.as_p }}")
PLAIN = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {
        "loaders": [
            ("django.template.loaders.locmem.Loader", {**PAGES, "errors/error.html": "{{ title }}"}),
            "django.template.loaders.app_directories.Loader",
        ]
    },
}


@pytest.fixture(autouse=True)
def plain_pages_and_fresh_counts(settings):
    settings.TEMPLATES = [PLAIN]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def account(plain_pages_and_fresh_counts):
    return make.account("Işıl.Şahin", "Işıl Şahin", password=make.STRONG, language="en")


def sign_in(client, login="Işıl.Şahin", password=make.STRONG, language="tr", **details):
    typed = {"login": login, "password": password}
    return client.post(reverse("account_login"), typed, headers={"accept-language": language}, **details)


def test_right_password_signs_in(account):
    client = Client()
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").content.decode() == "Işıl Şahin|None"


@pytest.mark.parametrize("login", ["ışıl.şahin", "IŞIL.ŞAHİN", " isil.sahin "])
def test_login_may_be_written_otherwise(account, login):
    assert sign_in(Client(), login).status_code == 302


@pytest.mark.parametrize(("login", "password"), [("isil.sahin", "yanlış"), ("nobody", make.STRONG)])
def test_wrong_login_and_wrong_password_look_the_same(account, login, password):
    response = sign_in(Client(), login, password)
    assert response.status_code == 200
    with override("tr"):
        expected = gettext("The username and/or password you specified are not correct.")
    assert response.context["form"].non_field_errors() == [expected]
    assert expected.isascii() is False


def test_visit_is_noted_and_the_one_before_is_kept_for_the_session(account):
    client = Client()
    with clock.at(MOMENT):
        sign_in(client)
    account.refresh_from_db()
    assert account.last_visit_at == MOMENT
    client.logout()
    with clock.at(MOMENT + timedelta(days=3)):
        sign_in(client)
    account.refresh_from_db()
    assert account.last_visit_at == MOMENT + timedelta(days=3)
    previous = client.get("/").content.decode().split("|")[1]
    assert datetime.fromisoformat(previous) == MOMENT


def test_answer_speaks_the_language_of_the_account(account):
    assert sign_in(Client(), language="tr").cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.parametrize("language", ["tr", "en"])
def test_sixth_attempt_after_five_wrong_passwords_is_refused_even_with_the_right_one(account, language):
    client = Client()
    for _attempt in range(5):
        wrong = sign_in(client, password="yanlış", language=language)
        assert wrong.context["form"].errors
    with override(language):
        too_many = gettext(TOO_MANY)
    assert (too_many == TOO_MANY) is (language == "en")
    response = sign_in(client, language=language)
    assert response.context["form"].non_field_errors() == [too_many]


def test_attempts_are_counted_per_account_however_the_login_is_written(account):
    for login in ("ışıl.şahin", "IŞIL.ŞAHİN", "isil.sahin", "ISIL.SAHIN", "Işıl.Şahın"):
        assert sign_in(Client(), login, "yanlış").status_code == 200
    response = sign_in(Client())
    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1


def test_wrong_passwords_of_one_account_do_not_lock_another(account):
    make.account("can", password=make.STRONG)
    for _attempt in range(6):
        sign_in(Client(), password="yanlış")
    assert sign_in(Client(), "can").status_code == 302


def test_right_passwords_are_not_counted(account):
    for _attempt in range(7):
        assert sign_in(Client()).status_code == 302


def test_signing_in_does_not_lead_out_of_the_house(account):
    response = Client().post(
        reverse("account_login") + "?next=https://example.org/",
        {"login": account.login, "password": make.STRONG, "next": "https://example.org/"},
    )
    assert response["Location"] == "/"


def test_signing_in_leads_to_where_one_wanted_to_go(account):
    response = Client().post(
        reverse("account_login"), {"login": account.login, "password": make.STRONG, "next": "/api/who"}
    )
    assert response["Location"] == "/api/who"


def test_signing_out_ends_the_session(account):
    client = Client()
    sign_in(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get("/api/who").json()["ref"] == "nobody"


def test_form_without_a_fresh_token_does_not_sign_in(account):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    assert client.get("/api/who").json()["ref"] == "nobody"


def test_nobody_signs_up():
    assert get_adapter().is_open_for_signup(RequestFactory().get("/")) is False
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_demonstration_signs_in_without_a_password(account):
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(), AnonymousUser()
    sign_in_without_password(request, account)
    assert request.user == account
    assert actor_of_session(request).account_id == account.pk
    account.refresh_from_db()
    assert account.last_visit_at is not None


def test_demonstration_signs_nobody_in_to_a_closed_account(account):
    actions.deactivate_account(account=account, by=make.OPERATOR)
    with pytest.raises(ValueError, match="closed"):
        sign_in_without_password(RequestFactory().get("/"), account)


def change(client, old=make.STRONG, new="başka bir uzun parola"):
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})


def test_owner_changes_the_password_and_it_is_remembered(account):
    client = Client()
    sign_in(client)
    assert change(client).status_code == 302
    event = AuditEvent.objects.latest("seq")
    assert (event.kind, event.by) == ("identity.password_set", f"account:{account.pk}")
    assert Account.objects.get().check_password("başka bir uzun parola")
    assert client.get("/api/who").json()["ref"] == f"account:{account.pk}"


@pytest.mark.parametrize(("old", "new"), [("yanlış", "başka bir uzun parola"), (make.STRONG, "kısa")])
def test_wrong_or_weak_password_changes_nothing(account, old, new):
    client = Client()
    sign_in(client)
    assert change(client, old, new).context["form"].errors
    assert Account.objects.get().check_password(make.STRONG)


def test_changing_the_password_takes_a_sign_in():
    response = Client().get(reverse("account_change_password"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_account_without_password_has_no_such_page():
    plain = make.account("can")
    client = Client()
    client.force_login(plain)
    assert client.get(reverse("account_change_password")).status_code == 404


def test_closed_account_is_told_no_more_than_anybody(account):
    actions.deactivate_account(account=account, by=make.OPERATOR)
    response = sign_in(Client(), language="en")
    assert response.context["form"].non_field_errors() == [
        "The username and/or password you specified are not correct."
    ]
