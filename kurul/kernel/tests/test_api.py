"""The API: who gets in, how lists are cut, how it says no."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from ninja import Router

from kurul.kernel import api as kernel_api
from kurul.kernel.api import KurulAPI, check_operations, unbounded_numbers, undeclared_operations
from kurul.kernel.identity import actions
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.tests import make
from kurul.kernel.temporal import clock
from kurul.kernel.tests import routes
from kurul.kernel.web.policy import anonymous

pytestmark = [pytest.mark.django_db, pytest.mark.urls("kurul.kernel.tests.routes")]
NEW = {"name": "Yeni", "number": 7}


@pytest.fixture
def account():
    account = make.account()
    make.grant(account, "role:administrator")
    return account


@pytest.fixture
def session(account):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(account)
    return client


def bearer(account: Account, *scopes: str) -> Client:
    issued = actions.issue_token(
        account=account, label="x", scopes=list(scopes), expires_on=clock.today() + timedelta(days=1), by=make.OPERATOR
    )
    return Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {issued.text}", "accept-language": "en"})


def post(client: Client, body: object, **details):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post("/api/items", text, content_type="application/json", **details)


def codes(response) -> list[tuple[str, str | None]]:
    return [(finding["code"], finding["field"]) for finding in response.json()["findings"]]


# --- who gets in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "nobody", "signed_in", "with_token"),
    [
        ("/api/who", 200, 200, 200),
        ("/api/audit", 401, 200, 200),
        ("/api/management", 401, 200, 403),
        ("/api/feed", 401, 401, 200),
    ],
)
def test_who_gets_in(account, session, path, nobody, signed_in, with_token):
    assert Client().get(path).status_code == nobody
    assert session.get(path).status_code == signed_in
    assert bearer(account, "audit.read").get(path).status_code == with_token


def test_missing_right_is_named(account):
    response = bearer(account, "audit.read").get("/api/management")
    assert codes(response) == [("kernel.right_needed", None)]
    assert "Manage accounts and grants" in response.json()["findings"][0]["message"]


def test_answer_to_nobody_asks_for_a_token():
    response = Client().get("/api/audit")
    assert response["WWW-Authenticate"] == "Bearer"
    assert codes(response) == [("kernel.sign_in_first", None)]


def test_who_comes_without_the_token_for_a_purpose_is_told_which_one(account, session):
    response = session.get("/api/feed")
    assert (response.status_code, codes(response)) == (401, [("kernel.token_needed", None)])
    [finding] = response.json()["findings"]
    assert finding["message"] == "This needs an access token with the scope “audit.read”. Issue one and send it along."
    assert bearer(account, "audit.read").get("/api/feed").status_code == 200


def test_session_without_the_csrf_token_is_refused(session):
    response = post(session, NEW)
    assert response.status_code == 403
    assert codes(response) == [("api.csrf", None)]


def test_session_with_the_csrf_token_may_write(session):
    session.cookies["csrftoken"] = "a" * 32
    response = post(session, NEW, headers={"x-csrftoken": "a" * 32})
    assert (response.status_code, response.json()) == (200, {"id": 7, "name": "Yeni"})
    assert post(session, NEW, headers={"x-csrftoken": "b" * 32}).status_code == 403


def test_token_needs_no_csrf_token(account):
    assert post(bearer(account, "audit.read"), NEW).status_code == 200


def test_nobody_is_asked_to_sign_in_and_not_for_a_csrf_token():
    response = post(Client(enforce_csrf_checks=True), NEW)
    assert response.status_code == 401
    assert codes(response) == [("kernel.sign_in_first", None)]


# --- how it says no ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [
        ("refused", 422, [("identity.language_spoken", "language"), ("identity.held_once", None)]),
        ("conflict", 409, [("identity.still_standing", None)]),
        ("stale", 409, [("kernel.stale", None)]),
        ("forbidden", 403, [("kernel.not_permitted", None)]),
    ],
)
def test_refusal_has_its_status_and_codes(account, name, status, expected):
    response = post(bearer(account, "audit.read"), {**NEW, "name": name})
    assert (response.status_code, codes(response)) == (status, expected)


def test_refusal_is_said_in_a_sentence_with_its_values(account):
    response = post(bearer(account, "audit.read"), {**NEW, "name": "refused"})
    first, second = response.json()["findings"]
    assert first["message"] == "This installation does not speak “fr”. Choose one of: tr, en."
    assert first["params"] == {"language": "fr", "spoken": "tr, en"}
    assert second["params"] == {"period": "2018-01-01/"}


def test_reason_of_a_missing_right_is_text(account):
    [finding] = post(bearer(account, "audit.read"), {**NEW, "name": "forbidden"}).json()["findings"]
    assert finding["params"] == {"reason": "Read the audit log"}


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({}, 422, [("api.missing", "name"), ("api.missing", "number")]),
        ({**NEW, "name": ""}, 422, [("api.too_short", "name")]),
        ({**NEW, "name": "a" * 11}, 422, [("api.too_long", "name")]),
        ({**NEW, "name": 7}, 422, [("api.text", "name")]),
        ({**NEW, "number": "yedi"}, 422, [("api.whole_number", "number")]),
        ({**NEW, "number": 0}, 422, [("api.at_least", "number")]),
        ({**NEW, "number": 2**63}, 422, [("api.at_most", "number")]),
        ({**NEW, "number": 10**4000}, 422, [("api.at_most", "number")]),
        ({**NEW, "day": "2018-02-30"}, 422, [("api.day", "day")]),
        ({**NEW, "at": "2018-02-30T09:00:00Z"}, 422, [("api.moment", "at")]),
        ({**NEW, "at": "2018-02-03T09:00:00"}, 422, [("api.moment", "at")]),  # in which time zone?
        ({**NEW, "share": "half"}, 422, [("api.number", "share")]),
        ({**NEW, "is_open": "perhaps"}, 422, [("api.yes_no", "is_open")]),
        ({**NEW, "colour": "blue"}, 422, [("api.one_of", "colour")]),
        ({**NEW, "code": "a-1"}, 422, [("api.not_valid", "code")]),
        ([], 422, [("api.missing", "name"), ("api.missing", "number")]),
        ("{", 400, [("api.not_readable", None)]),
        ("", 422, [("api.missing", "new")]),
        (b"\xff", 400, [("api.not_readable", None)]),
        ({**NEW, "name": "a\x00b"}, 400, [("api.not_readable", None)]),
        ({**NEW, "\x00": 1}, 400, [("api.not_readable", None)]),
        ('{"name": "\\ud800", "number": 1}', 400, [("api.not_readable", None)]),
        ('{"name": "a", "number": NaN}', 400, [("api.not_readable", None)]),
        ("[" * 100_000, 400, [("api.not_readable", None)]),
    ],
)
def test_input_that_is_not_valid_is_named(account, body, status, expected):
    response = post(bearer(account, "audit.read"), body)
    assert (response.status_code, codes(response)) == (status, expected)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Choose one of: 'red' or 'green'."), ("tr", "Şunlardan birini seçiniz: 'red' or 'green'.")],
)
def test_choices_are_named_in_the_language_of_who_asks(account, language, said):
    body = {**NEW, "colour": "blue"}
    [finding] = post(bearer(account, "audit.read"), body, headers={"accept-language": language}).json()["findings"]
    assert finding["message"] == said


def test_parameters_of_an_address_that_no_database_can_store_are_named():
    response = Client().get("/api/items?name=%00", headers={"accept-language": "en"})
    assert (response.status_code, codes(response)) == (422, [("api.not_storable", "name")])
    assert "Leave it out" in response.json()["findings"][0]["message"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/items/1", 200),
        ("/api/items/121", 404),
        ("/api/items/0", 422),
        ("/api/items/9223372036854775808", 422),
        ("/api/items/" + "9" * 5000, 422),
        ("/api/items/bir", 422),
        ("/api/items?limit=201", 422),
        ("/api/items?limit=0", 422),
        ("/api/items?offset=-1", 422),
        ("/api/items?offset=2147483648", 422),
        ("/api/items?name=%00", 422),
        ("/api/items/%00", 404),
        ("/api/nowhere", 404),
        ("/api/nowhere/at/all", 404),
        ("/api/who?as_of=2018-02-30", 400),
        ("/api/who?known_at=then", 400),
    ],
)
def test_every_address_gets_an_answer_of_the_api(path, status):
    response = Client().get(path)
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json")
    if status == 404:
        assert response.json() == {"code": "not_found"}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_unknown_address_is_not_found_by_any_method(method):
    response = getattr(Client(), method)("/api/nowhere")
    assert (response.status_code, response.json()) == (404, {"code": "not_found"})


# --- lists and days ---------------------------------------------------------------------------------------------------


def test_following_the_next_addresses_gives_every_item_once():
    client, address, found = Client(), "/api/items?name=kalem&limit=50", []
    pages = 0
    while address:
        body = client.get(address).json()
        assert body["total"] == routes.ITEMS
        found += [item["id"] for item in body["items"]]
        address, pages = body["next"], pages + 1
        assert address is None or "name=kalem" in address
    assert found == list(range(1, routes.ITEMS + 1))
    assert pages == 3


@pytest.mark.parametrize(
    ("query", "count", "following"),
    [
        ("", 50, True),
        ("?limit=200", 120, False),
        ("?limit=120", 120, False),
        ("?offset=119", 1, False),
        ("?offset=500", 0, False),
    ],
)
def test_list_is_cut(query, count, following):
    body = Client().get(f"/api/items{query}").json()
    assert (len(body["items"]), body["next"] is not None) == (count, following)


def test_queryset_is_counted_and_cut_in_the_database(django_assert_num_queries):
    for login in ("ayse", "can", "ece"):
        make.account(login, login)
    with django_assert_num_queries(2):
        body = Client().get("/api/accounts?limit=1&offset=1").json()
    assert (body["items"], body["total"]) == (["can"], 3)


def test_operation_is_asked_as_of_a_day():
    assert Client().get("/api/who?as_of=2016-07-19").json()["day"] == "2016-07-19"
    assert Client().get("/api/who").json()["day"] == clock.today().isoformat()


def test_nothing_is_written_while_another_day_is_looked_at(account):
    client = bearer(account, "audit.read")
    response = client.post("/api/items?as_of=2016-07-19", json.dumps(NEW), content_type="application/json")
    assert response.status_code == 409
    assert codes(response) == [("api.only_now", None)]


# --- its description and its start ------------------------------------------------------------------------------------


def test_openapi_tells_policies_refusals_and_days():
    described = Client().get("/api/openapi.json").json()
    assert described["info"]["title"] == "Trial"
    operation = described["paths"]["/api/management"]["get"]
    assert operation["operationId"] == "tests_management"
    assert operation["x-policy"] == "capability: identity.manage_accounts"
    assert {"200", "401", "403", "404", "422"} <= operation["responses"].keys()
    assert operation["security"] == [{"token": []}, {"session": []}]
    assert {p["name"] for p in described["paths"]["/api/who"]["get"]["parameters"]} == {"as_of", "known_at"}
    assert {} in described["paths"]["/api/who"]["get"]["security"]
    assert "409" in described["paths"]["/api/items"]["post"]["responses"]
    assert described["components"]["schemas"]["Findings"]["required"] == ["findings"]
    assert not [path for path in described["paths"] if "rest" in path]


def test_documentation_draws_nothing_from_elsewhere():
    for path in ("/api/docs", "/api/redoc"):
        assert Client().get(path).status_code == 404


def made(*operations) -> KurulAPI:
    instance, router = KurulAPI(title="Made", version="1.0.0"), Router()
    for path, operation in operations:
        router.get(path)(operation)
    instance.add_router("/", router)
    return instance


def test_operation_without_a_policy_is_named():
    def declared(request, pk: kernel_api.Id): ...

    def undeclared(request, pk: kernel_api.Id): ...

    instance = made(("/declared/{pk}", anonymous(declared)), ("/undeclared/{pk}", undeclared))
    [named] = undeclared_operations(instance)
    assert named.startswith("GET /undeclared/{pk} (")
    assert "undeclared" in named


def test_number_without_a_bound_is_named():
    def bounded(request, pk: kernel_api.Id, other: kernel_api.Id | None = None): ...

    def unbounded(request, pk: int): ...

    def maybe_unbounded(request, pk: kernel_api.Id, other: int | None = None): ...

    instance = made(
        ("/bounded/{pk}", anonymous(bounded)),
        ("/unbounded/{pk}", anonymous(unbounded)),
        ("/maybe/{pk}", anonymous(maybe_unbounded)),
    )
    assert [found.split()[0] for found in unbounded_numbers(instance)] == ["pk", "other"]


def test_served_api_passes_its_own_check():
    assert kernel_api.api.urls
    assert check_operations() == []
    assert list(kernel_api.api.operations())
