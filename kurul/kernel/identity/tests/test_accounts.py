"""Opening and closing accounts."""

import json

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kurul.kernel.audit.models import AuditEvent, PersonalValue
from kurul.kernel.identity import actions
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import MANAGE_ACCOUNTS, READ_AUDIT
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import Scope
from kurul.kernel.identity.tests import make
from kurul.kernel.refusals import Conflict, NotPermitted, Refused
from kurul.kernel.temporal import clock
from kurul.kernel.turkish import fold
from kurul.kernel.wording import sentence

pytestmark = pytest.mark.django_db


def refused_codes(refusal: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.field) for finding in refusal.value.findings]


def test_account_is_opened_and_remembered_without_personal_values_in_the_chain():
    account = make.account("ayse", "Ayşe Yılmaz", email="ayse@example.org", language="en")
    assert (account.login, account.login_folded, account.is_active, account.language) == ("ayse", "ayse", True, "en")
    event = AuditEvent.objects.get()
    assert (event.kind, event.by) == ("identity.account_created", "operator")
    assert event.subject == f"kernel.account:{account.pk}"
    for value in ("ayse", "Ayşe Yılmaz", "ayse@example.org"):
        assert value not in event.body
    assert dict(PersonalValue.objects.values_list("path", "value")) == {
        "after.login": "ayse",
        "after.display_name": "Ayşe Yılmaz",
        "after.email": "ayse@example.org",
    }


def test_address_that_is_not_given_is_no_personal_value():
    make.account(email="")
    assert not PersonalValue.objects.filter(path="after.email").exists()
    assert json.loads(AuditEvent.objects.get().body)["after"]["email"] == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ISPARTA", "ısparta"),
        ("ısparta", "isparta"),
        ("İzmir", "izmir"),
        ("İZMİR", "IZMIR"),
        ("sule", "şule"),
        ("ayse", "AYSE"),
        ("Straße", "strasse"),
    ],
)
def test_twin_login_is_refused(first, second):
    make.account(first)
    with pytest.raises(Conflict) as refusal:
        make.account(second)
    assert refused_codes(refusal) == [("identity.login_unlike_others", "login")]
    assert Account.objects.count() == 1


def test_database_refuses_a_twin_that_passes_by_the_rules():
    make.account("Isparta")
    twin = Account(login="ısparta", login_folded=fold("ısparta"), display_name="Twin", language="tr")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


LETTERS = st.text("abcçdefgğhıijklmnoöpqrsştuüvwxyzİIÂâîû", min_size=1, max_size=12)


@given(LETTERS)
@pytest.mark.django_db(False)
def test_writing_a_login_otherwise_never_changes_whom_it_names(login):
    for twin in (login.replace("i", "İ"), login.replace("ı", "I"), login.replace("I", "ı"), login.replace("İ", "i")):
        assert fold(twin) == fold(login)


def test_every_mistake_is_named_at_once():
    with pytest.raises(Refused) as refusal:
        actions.create_account(
            login="a b", display_name=" ", email="nobody", language="fr", password="kısa", by=make.OPERATOR
        )
    assert refused_codes(refusal) == [
        ("identity.login_readable", "login"),
        ("identity.language_spoken", "language"),
        ("identity.name_given", "display_name"),
        ("identity.email_readable", "email"),
        ("identity.password_strong", "password"),
    ]
    assert not Account.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "a" * 1000])
def test_text_that_the_database_cannot_hold_is_refused_by_the_rules(text):
    with pytest.raises(Refused) as refusal:
        actions.create_account(login=text, display_name=text, email=f"{text}@example.org", by=make.OPERATOR)
    assert [field for _code, field in refused_codes(refusal)] == ["login", "display_name", "email"]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_refusal_has_a_sentence_with_its_values(language):
    with pytest.raises(Refused) as refusal:
        actions.create_account(
            login="a b", display_name="", email="nobody", language="fr", password="x", by=make.OPERATOR
        )
    with translation.override(language):
        said = [sentence(finding) for finding in refusal.value.findings]
    assert len(said) == 5
    assert not any("%(" in text for text in said)
    assert "“nobody”" in said[3]


@pytest.mark.parametrize("password", ["123456789012", "ayse.yilmaz.1", "parola"])
def test_weak_password_is_refused(password):
    with pytest.raises(Refused) as refusal:
        make.account("ayse.yilmaz", password=password)
    assert refused_codes(refusal) == [("identity.password_strong", "password")]


def test_account_without_password_cannot_sign_in():
    account = make.account("ayse")
    assert not account.has_usable_password()
    assert authenticate(None, username="ayse", password="") is None
    assert authenticate(None, username="ayse", password=account.password) is None


@pytest.mark.parametrize("written", ["ışıl.şahin", "IŞIL.ŞAHİN", "isil.sahin", "Işıl.Şahin"])
def test_sign_in_takes_the_login_however_it_is_written(written):
    account = make.account("Işıl.Şahin", password=make.STRONG)
    assert authenticate(None, username=written, password=make.STRONG) == account
    assert authenticate(None, username=written, password=make.STRONG + "x") is None


def test_closed_account_cannot_sign_in_until_it_is_opened_again():
    account = make.account("ayse", password=make.STRONG)
    actions.deactivate_account(account=account, by=make.OPERATOR, reason="Emekli oldu")
    assert authenticate(None, username="ayse", password=make.STRONG) is None
    actions.reactivate_account(account=account, by=make.OPERATOR)
    assert authenticate(None, username="ayse", password=make.STRONG) == account
    assert list(AuditEvent.objects.order_by("seq").values_list("kind", flat=True))[1:] == [
        "identity.account_deactivated",
        "identity.account_reactivated",
    ]


def test_closing_twice_is_refused_even_with_an_old_copy():
    account = make.account()
    copy = Account.objects.get(pk=account.pk)
    actions.deactivate_account(account=account, by=make.OPERATOR)
    with pytest.raises(Conflict):
        actions.deactivate_account(account=copy, by=make.OPERATOR)
    actions.reactivate_account(account=copy, by=make.OPERATOR)
    with pytest.raises(Conflict):
        actions.reactivate_account(account=account, by=make.OPERATOR)


def test_password_never_stands_in_the_log():
    account = make.account(password=make.STRONG)
    actions.set_password(account=account, password="başka bir uzun parola", by=make.OPERATOR)
    assert authenticate(None, username=account.login, password="başka bir uzun parola") == account
    said = "".join(AuditEvent.objects.values_list("body", flat=True)) + "".join(
        PersonalValue.objects.values_list("value", flat=True)
    )
    assert make.STRONG not in said
    assert "başka" not in said
    assert account.password not in said


def owner(account: Account) -> Actor:
    return make.actor(account_id=account.pk)


PEOPLE = {
    "nobody": (lambda _: Actor.nobody(), set()),
    "stranger": (lambda account: make.actor(account_id=account.pk + 1), set()),
    "owner": (owner, {"set_password", "issue_token"}),
    "auditor": (lambda account: make.actor(READ_AUDIT, account_id=account.pk + 1), set()),
    "administrator of one ministry": (
        lambda account: make.actor(MANAGE_ACCOUNTS, scope=Scope("organisation", 1), account_id=account.pk + 1),
        set(),
    ),
    "administrator": (
        lambda account: make.actor(MANAGE_ACCOUNTS, account_id=account.pk + 1),
        {"create", "set_password", "deactivate", "grant", "issue_token"},
    ),
    "operator": (lambda _: Actor.operator(), {"create", "set_password", "deactivate", "grant", "issue_token"}),
}
ACTS = {
    "create": lambda _, by: actions.create_account(login="yeni", display_name="Yeni", by=by),
    "set_password": lambda account, by: actions.set_password(account=account, password=make.STRONG, by=by),
    "deactivate": lambda account, by: actions.deactivate_account(account=account, by=by),
    "grant": lambda account, by: actions.grant(account=account, granted="audit.read", period=make.LONG_AGO, by=by),
    "issue_token": lambda account, by: actions.issue_token(
        account=account, label="x", scopes=["audit.read"], expires_on=clock.today(), by=by
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_do_what_to_an_account(who, act):
    account = make.account()
    actor_for, allowed = PEOPLE[who]
    events = AuditEvent.objects.count()
    if act in allowed:
        ACTS[act](account, actor_for(account))
        assert AuditEvent.objects.count() == events + 1
    else:
        with pytest.raises(NotPermitted):
            ACTS[act](account, actor_for(account))
        assert AuditEvent.objects.count() == events
