"""What the tests of the pages share: who looks at them."""

from datetime import date

import pytest
from django.test import Client

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.temporal.bounds import Period
from kurul.rooms.organisations.models import Organisation
from kurul.rooms.organisations.tests import make as organisations
from kurul.rooms.positions.models import Post
from kurul.rooms.positions.tests import make


def account(login: str, granted: str = "", scope: Scope = GOVERNMENT) -> Account:
    """An account that has been granted a role, or nothing."""
    made = identity.create_account(login=login, display_name=login.title(), language="en", by=make.OPERATOR)
    if granted:
        period = Period.since(date(2010, 1, 1))
        identity.grant(account=made, granted=granted, scope=scope, period=period, by=make.OPERATOR)
    return made


@pytest.fixture
def clerk_client(db: None) -> Client:
    """A browser in which a registry clerk is signed in."""
    client = Client()
    client.force_login(account("clerk", "role:registry_clerk"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def administrator_client(db: None) -> Client:
    """A browser in which an administrator is signed in."""
    client = Client()
    client.force_login(account("administrator", "role:administrator"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def stranger_client(db: None) -> Client:
    """A browser in which somebody without any right is signed in."""
    client = Client()
    client.force_login(account("stranger"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def client() -> Client:
    """The public, reading English."""
    made = Client()
    made.cookies["django_language"] = "en"
    return made


@pytest.fixture
def ministry(db: None) -> Organisation:
    """The Ministry of Health."""
    return make.ministry()


@pytest.fixture
def chief(ministry: Organisation) -> Post:
    """Its assistant undersecretary, who may sign up to 100,000."""
    post = make.post(ministry)
    make.appointment(post, make.person("Ayşe", "Yılmaz"))
    make.held(make.power(), of_kind="assistant_undersecretary", up_to=100_000)
    return post


@pytest.fixture
def head(ministry: Organisation) -> Post:
    """The head of its IT unit."""
    unit = organisations.organisation("Bilgi İşlem Dairesi", parent=ministry)
    post = make.post(unit, title="Daire Başkanı", of_kind="head_of_it_unit", portfolio=[])
    make.appointment(post, make.person("Mehmet", "Kaya"))
    return post


@pytest.fixture
def clerk(ministry: Organisation) -> Post:
    """A head of section."""
    post = make.post(ministry, title="Şube Müdürü", of_kind="head_of_section", portfolio=[])
    make.appointment(post, make.person("Derya", "Tunç"))
    return post
