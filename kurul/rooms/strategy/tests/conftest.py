"""What the tests of the pages share."""

from datetime import date

import pytest
from django.test import Client

from kurul.kernel.identity import actions as identity
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.scopes import GOVERNMENT, Scope
from kurul.kernel.temporal.bounds import Period
from kurul.rooms.organisations.public import Organisation
from kurul.rooms.strategy.models import Plan
from kurul.rooms.strategy.tests import make


def account(login: str, granted: str, scope: Scope = GOVERNMENT) -> Account:
    """An account with one grant."""
    made = identity.create_account(login=login, display_name=login.title(), language="en", by=Actor.operator())
    identity.grant(
        account=made, granted=granted, scope=scope, period=Period.since(date(2010, 1, 1)), by=Actor.operator()
    )
    return made


@pytest.fixture
def secretary_client(client: Client) -> Client:
    """A browser in which a member of the secretariat is signed in."""
    client.force_login(account("sekreter", "role:secretariat"))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def ministry() -> Organisation:
    """The ministry that coordinates the plans."""
    return make.body("Ulaştırma, Denizcilik ve Haberleşme Bakanlığı", "UDHB")


@pytest.fixture
def published(ministry: Organisation) -> Plan:
    """The plan of 2016-2019 as its file gives it: public, with gaps."""
    assert make.imported("tr-plan-2016-2019", make.FACTS).refused == []
    return Plan.objects.get()
