"""Every route declares its policy, and the policy holds."""

from collections.abc import Callable
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from ninja import NinjaAPI

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.tests import make
from kurul.kernel.refusals import NotPermitted
from kurul.kernel.web.policy import (
    ANONYMOUS,
    POLICY_MAP,
    SIGNED_IN,
    Kind,
    Policy,
    SignInNeeded,
    anonymous,
    needs,
    refuse_undeclared,
    routes,
    signed_in,
    token,
    undeclared_routes,
)
from kurul.kernel.web.request import PageRequest
from kurul.kernel.web.tests.make import asking

NOBODY, SOMEBODY, AUDITOR = Actor.nobody(), make.actor(), make.actor("audit.read")
FEED = make.actor().narrowed(["boards.calendar"])
OTHER_FEED = make.actor().narrowed(["boards.other"])
OPERATOR = Actor.operator()


def page(request: PageRequest) -> HttpResponse:
    """A view without a policy."""
    return HttpResponse("page")


def undecorated_operation(request: PageRequest) -> dict[str, str]:
    """An operation without a policy."""
    return {}


bad_api = NinjaAPI(urls_namespace="bad", docs_url=None, openapi_url=None)
bad_api.get("/declared")(anonymous(undecorated_operation))
bad_api.get("/forgotten")(undecorated_operation)


@bad_api.get("/members/{number}")
@signed_in
def members(request: PageRequest, number: int) -> dict[str, int]:
    """An operation with a policy and a typed argument."""
    return {"number": number}


room_urls = [path("new/", page, name="new"), path("old/", page)]
bad_urls = ModuleType("bad_urls")
bad_urls.__dict__["urlpatterns"] = [
    path("open/", anonymous(page), name="open"),
    path("rooms/", include((room_urls, "rooms"))),
    path("api/", bad_api.urls),
]


@pytest.mark.parametrize(
    ("policy", "let_in", "kept_out"),
    [
        (Policy(Kind.ANONYMOUS), [NOBODY, SOMEBODY, AUDITOR, FEED, OPERATOR], []),
        (Policy(Kind.SIGNED_IN), [SOMEBODY, AUDITOR, FEED, OPERATOR], [NOBODY]),
        (Policy(Kind.CAPABILITY, "audit.read"), [AUDITOR, OPERATOR], [NOBODY, SOMEBODY, FEED]),
        (Policy(Kind.TOKEN, "boards.calendar"), [FEED], [NOBODY, SOMEBODY, AUDITOR, OTHER_FEED, OPERATOR]),
    ],
    ids=str,
)
def test_each_kind_of_policy_lets_in_the_right_ones(policy: Policy, let_in: list[Actor], kept_out: list[Actor]) -> None:
    assert [policy.allows(actor) for actor in let_in] == [True] * len(let_in)
    assert [policy.allows(actor) for actor in kept_out] == [False] * len(kept_out)


@pytest.mark.parametrize(
    ("decorator", "expected"),
    [
        (anonymous, ANONYMOUS),
        (signed_in, SIGNED_IN),
        (needs("audit.read"), Policy(Kind.CAPABILITY, "audit.read")),
        (token("boards.calendar"), Policy(Kind.TOKEN, "boards.calendar")),
    ],
)
def test_decorators_declare_and_keep_the_name_of_the_view(
    decorator: Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]], expected: Policy
) -> None:
    view = decorator(page)
    assert view.__dict__["policy"] == expected
    assert view.__name__ == "page"
    assert not hasattr(page, "policy")


def test_decorators_enforce() -> None:
    with pytest.raises(NotPermitted) as refused:
        needs("audit.read")(page)(asking(actor=SOMEBODY))
    assert not isinstance(refused.value, SignInNeeded)
    with pytest.raises(SignInNeeded):
        needs("audit.read")(page)(asking(actor=NOBODY))
    assert needs("audit.read")(page)(asking(actor=AUDITOR)).content == b"page"


def test_operations_of_an_api_are_guarded_and_keep_their_typed_arguments() -> None:
    operation = next(route.view for route in routes(bad_urls) if route.name == "bad:members")
    assert operation(asking(actor=SOMEBODY), number="7").content == b'{"number": 7}'
    with pytest.raises(SignInNeeded):
        operation(asking(actor=NOBODY), number="7")


def test_two_policies_on_one_view_are_refused() -> None:
    with pytest.raises(TypeError, match="page declares two policies"):
        anonymous(signed_in(page))


def test_undeclared_routes_are_found_in_namespaces_and_in_apis() -> None:
    assert [str(route) for route in undeclared_routes(bad_urls)] == [
        "/rooms/new/ (rooms:new)",
        "/rooms/old/ (no name)",
        "/api/forgotten (bad:undecorated_operation)",
        "/api/ (bad:api-root)",
    ]


def test_start_is_refused_and_names_each_route() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"(?s)/rooms/new/.*/rooms/old/.*/api/forgotten"):
        refuse_undeclared(bad_urls)


def test_server_does_not_start_with_an_undeclared_route(settings) -> None:
    settings.ROOT_URLCONF = bad_urls
    with pytest.raises(ImproperlyConfigured, match="rooms:new"):
        WSGIHandler()


def test_system_check_names_undeclared_routes(settings) -> None:
    settings.ROOT_URLCONF = bad_urls
    with pytest.raises(SystemCheckError, match=r"rooms:new\) declares no policy"):
        call_command("check", tags=["urls"])


def test_every_route_of_kurul_declares_a_policy() -> None:
    found = list(routes())
    assert len(found) > 8
    assert undeclared_routes() == []


def test_policy_map_names_only_routes_that_exist() -> None:
    assert set(POLICY_MAP) <= {route.name for route in routes()}


@pytest.mark.usefixtures("sample_pages")
class TestPages:
    """The policies on real requests."""

    def test_visitor_is_led_to_the_sign_in_and_back(self, client: Client) -> None:
        response = client.get("/samples/members/?state=late")
        assert response.status_code == 302
        assert response["Location"] == "/account/login/?next=/samples/members/%3Fstate%3Dlate"

    def test_htmx_leads_the_whole_page_to_the_sign_in(self, client: Client) -> None:
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/boards/?year=2019"}
        response = client.get("/samples/members/", headers=headers)
        assert response["HX-Redirect"] == "/account/login/?next=/boards/%3Fyear%3D2019"

    @pytest.mark.django_db
    def test_member_without_the_right_gets_a_page_that_names_it(self, client: Client) -> None:
        client.force_login(make.account())
        assert client.get("/samples/members/").content.decode() == "Welcome, Ayşe Yılmaz"
        response = client.get("/samples/auditors/")
        assert response.status_code == 403
        assert "This needs the right “Read the audit log”" in response.content.decode()

    @pytest.mark.django_db
    def test_member_with_the_right_gets_in(self, client: Client) -> None:
        auditor = make.account()
        make.grant(auditor, "role:auditor")
        client.force_login(auditor)
        assert client.get("/samples/auditors/").content == b"The log"

    def test_feed_without_a_token_is_refused(self, client: Client) -> None:
        response = client.get("/samples/feed/")
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/")

    def test_routes_of_packages_are_guarded_by_the_map(self, client: Client) -> None:
        response = client.get("/account/password/")
        assert response.status_code == 302
        assert response["Location"] == "/account/login/?next=/account/password/"

    def test_what_was_typed_survives_a_session_that_has_ended(self, client: Client) -> None:
        response = client.post("/samples/members/", {"reason": "Uzun bir gerekçe"})
        assert response.status_code == 401
        assert "Uzun bir gerekçe" in response.content.decode()
        assert 'href="/account/login/?next=%2Fsamples%2Fmembers%2F"' in response.content.decode()
