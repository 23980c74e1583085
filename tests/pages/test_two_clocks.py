"""Every record can be looked at as of a day, as it was known on a day, and both at once; and is then only looked at."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from kurul.kernel.web.policy import Route
from kurul.site.tests.demonstration import PINNED
from tests.demonstration import ADMINISTRATOR, SECRETARY
from tests.pages.addresses import all_routes, urls
from tests.pages.test_all_pages import client_of

pytestmark = pytest.mark.slow
FORMS = {"law:change_kind", "law:change_provision_kind"}  # at such addresses too, but no records
RECORDS = [
    route for route in all_routes() if re.fullmatch(r"(?!api/).*<\w+:pk>/", route.pattern) and route.name not in FORMS
]
KNOWN = PINNED.isoformat()  # by the end of the pinned day everything was recorded
BEFORE_ALL = (PINNED - timedelta(days=3650)).isoformat()
OF_THE_SHELL = {"/theme/", "/language/", "/account/logout/"}


@pytest.fixture
def secretary(on_its_day: None) -> Client:
    return client_of(SECRETARY, "en")[0]


def written_forms(text: str) -> set[str]:
    """Where the forms of a page that write something are sent, save those of the shell."""
    forms = re.findall(r"<form[^>]*>", text)
    actions = {
        (re.search(r'action="([^"]*)"', form) or ["", ""])[1] for form in forms if re.search(r'method="post"', form)
    }
    return actions - OF_THE_SHELL


@pytest.mark.parametrize("route", RECORDS, ids=str)
def test_a_record_is_shown_by_both_clocks_and_cannot_be_changed_then(secretary: Client, route: Route) -> None:
    seen = 0
    if route.name == "imports:run":
        secretary = client_of(ADMINISTRATOR, "en")[0]
    for url in urls(route):
        now = secretary.get(url)
        if now.status_code != 200:
            continue
        for asked in ({"as_of": KNOWN, "known_at": KNOWN}, {"known_at": KNOWN}):
            answer = secretary.get(url, asked)
            text = answer.content.decode()
            assert answer.status_code == 200, f"{url} {asked}"
            assert "You are looking at" in text
            assert "by what was known on" in text
            assert not written_forms(text), url
            assert 'name="known_at"' in text
        earlier = secretary.get(url, {"as_of": "2016-09-01"})
        assert earlier.status_code in {200, 404}, url
        unknown = secretary.get(url, {"known_at": BEFORE_ALL})
        assert unknown.status_code in {200, 404}, url
        seen += 1
    assert seen or "<int:pk>/" not in route.pattern, f"{route} was never seen."


def test_what_was_not_known_yet_is_not_there(secretary: Client) -> None:
    """Bodies, posts, boards and law that nobody had recorded at the moment look like what does not exist."""
    bodies = [route for route in RECORDS if route.name in {"organisations:organisation", "law:instrument"}]
    assert len(bodies) == 2
    for route in bodies:
        for url in urls(route):
            assert secretary.get(url, {"known_at": BEFORE_ALL}).status_code == 404, url
