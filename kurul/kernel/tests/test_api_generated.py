"""Generated requests, good and bad, against the description of the API: it answers as it says, never with an error."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from kurul.kernel.identity import actions
from kurul.kernel.identity.tests import make
from kurul.kernel.temporal import clock

pytestmark = [pytest.mark.property, pytest.mark.django_db, pytest.mark.urls("kurul.kernel.tests.routes")]

schemathesis.checks.load_all_checks()
CHECKS = schemathesis.checks.CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)


@pytest.fixture
def server(db):
    """The program as a web server calls it, which must not close the connection of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(db):
    account = make.account()
    make.grant(account, "role:auditor")
    last_day = clock.today() + timedelta(days=1)
    return actions.issue_token(
        account=account, label="x", scopes=["audit.read"], expires_on=last_day, by=make.OPERATOR
    ).text


def play(server, headers: dict[str, str]) -> set[int]:
    """Send generated requests to every operation; returns the statuses that came back."""
    seen: set[int] = set()
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", server)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        good = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        takes_input = operation.body or operation.query or operation.path_parameters
        bad = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE) if takes_input else st.nothing()

        @settings(max_examples=40, suppress_health_check=list(HealthCheck))
        @given(case=st.one_of(good, bad))
        def every_answer_is_as_described(case):
            seen.add(case.call_and_validate(headers=headers, checks=CHECKS).status_code)

        every_answer_is_as_described()
    return seen


def test_every_answer_is_as_described(server, token):
    assert play(server, {"Authorization": f"Bearer {token}"}) >= {200, 403, 404, 422}


def test_every_answer_to_nobody_is_as_described(server):
    assert play(server, {}) >= {200, 401, 404, 422}
