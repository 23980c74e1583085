"""Who asks: from the session, from a token, or nobody."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from kurul.kernel.identity import actions
from kurul.kernel.identity.tests import make
from kurul.kernel.temporal import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("kurul.kernel.tests.routes")]


@pytest.fixture
def account():
    account = make.account("ayse", "Ayşe")
    make.grant(account, "role:administrator")
    return account


def issued_to(account, *scopes):
    return actions.issue_token(
        account=account, label="x", scopes=list(scopes), expires_on=clock.today() + timedelta(days=1), by=make.OPERATOR
    )


def ask(client, **headers):
    return client.get("/api/who", headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_without_session_and_token_it_is_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = ask(Client()).json()
    assert (answer["ref"], answer["token_scopes"], answer["may_read_audit"]) == ("nobody", None, False)


def test_with_a_session_it_is_the_account(account, django_assert_num_queries):
    client = Client()
    client.force_login(account)
    with django_assert_num_queries(4):  # the session, the account, what was written last, its grants
        answer = ask(client).json()
    assert (answer["ref"], answer["user"], answer["token_scopes"]) == (f"account:{account.pk}", "Ayşe", None)
    assert answer["may_read_audit"] is True


def test_session_of_an_account_that_was_closed_is_nobodys(account):
    client = Client()
    client.force_login(account)
    actions.deactivate_account(account=account, by=make.OPERATOR)
    assert ask(client).json()["ref"] == "nobody"


def test_sessions_end_when_the_password_is_set(account):
    client = Client()
    client.force_login(account)
    actions.set_password(account=account, password=make.STRONG, by=make.OPERATOR)
    assert ask(client).json()["ref"] == "nobody"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_with_a_token_it_is_the_account_with_fewer_rights(account, scheme):
    text = issued_to(account, "identity.manage_accounts").text
    answer = ask(Client(), authorization=f"{scheme} {text}").json()
    assert (answer["ref"], answer["user"]) == (f"account:{account.pk}", "Ayşe")
    assert answer["token_scopes"] == ["identity.manage_accounts"]
    assert answer["may_read_audit"] is False


def test_token_takes_two_queries_once_its_use_is_noted(account, django_assert_num_queries):
    text = issued_to(account, "audit.read").text
    ask(Client(), authorization=f"Bearer {text}")
    with django_assert_num_queries(2):
        assert ask(Client(), authorization=f"Bearer {text}").json()["may_read_audit"] is True


def test_cookie_that_comes_with_a_token_counts_for_nothing(account):
    other = make.account("can", "Can")
    client = Client()
    client.force_login(other)
    sessions = Session.objects.count()
    answer = ask(client, authorization=f"Bearer {issued_to(account, 'audit.read').text}").json()
    assert answer["ref"] == f"account:{account.pk}"
    assert Session.objects.count() == sessions


def test_bad_token_is_refused_even_with_a_good_session(account):
    client = Client()
    client.force_login(account)
    response = ask(client, authorization="Bearer kurul_wrong", accept_language="tr")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    [finding] = response.json()["findings"]
    assert finding["code"] == "identity.token_refused"


def test_first_request_of_a_fresh_program_is_refused_in_a_sentence():
    program = (
        "import django; django.setup(); import kurul.kernel.identity.middleware as found;"
        "print(found.answers.findings(401, found.TOKEN_REFUSED).status_code)"
    )
    result = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("401\n", "")


@pytest.mark.parametrize("end", ["expire", "revoke", "close"])
def test_token_that_ended_is_refused(account, end):
    issued = issued_to(account, "audit.read")
    if end == "revoke":
        actions.revoke_token(token=issued.token, by=make.OPERATOR)
    elif end == "close":
        actions.deactivate_account(account=account, by=make.OPERATOR)
    moment = clock.now() + timedelta(days=2 if end == "expire" else 0)
    with clock.at(moment):
        assert ask(Client(), authorization=f"Bearer {issued.text}").status_code == 401


@pytest.mark.parametrize("header", ["", "Basic YXlzZTp4", "Token kurul_x"])
def test_other_ways_of_authorization_are_not_looked_at(header):
    response = ask(Client(), authorization=header)
    assert (response.status_code, response.json()["ref"]) == (200, "nobody")


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer  \x7f", "Bearer ÿ"])
def test_malformed_token_is_refused(header):
    assert ask(Client(), authorization=header).status_code == 401


def test_no_store_may_give_the_answer_for_one_to_another(client, account):
    public = client.get("/api/who")
    assert "Authorization" in public["Vary"]
    assert "private" not in public.get("Cache-Control", "")
    client.force_login(account)
    assert "private" in client.get("/api/who")["Cache-Control"]
    assert "Authorization" in Client(headers={"authorization": "Bearer kurul_wrong"}).get("/api/who")["Vary"]
