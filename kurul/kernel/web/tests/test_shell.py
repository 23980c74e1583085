"""What stands around every page: navigation, language, theme, person, demonstration."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.tests import make
from kurul.kernel.temporal.look import Look
from kurul.kernel.web import navigation
from kurul.kernel.web.context import THEME_COOKIE

NOBODY, SOMEBODY = Actor.nobody(), make.actor()


@pytest.fixture
def only_samples() -> Iterator[None]:
    """A navigation of its own for the test."""
    kept = dict(navigation._entries)
    navigation._entries.clear()
    yield
    navigation._entries.clear()
    navigation._entries.update(kept)


def labels(actor: Actor, path: str = "/") -> list[tuple[str, list[str]]]:
    """Sections and entries as this actor sees them."""
    shown = navigation.shown(actor, Look.today(), path)
    return [(section.code, [str(entry.label) for entry in section.entries]) for section in shown]


@pytest.mark.usefixtures("only_samples", "sample_pages")
class TestNavigation:
    """By the questions that people ask."""

    def test_sections_and_entries_stand_in_their_order(self) -> None:
        navigation.register("plan", "Plans", "site:search", order=10)
        navigation.register("who", "Posts", "site:style_guide", order=20)
        navigation.register("who", "Bodies", "site:style_guide_list", order=10)
        assert labels(NOBODY) == [("who", ["Bodies", "Posts"]), ("plan", ["Plans"])]

    def test_only_what_the_policy_lets_in_is_shown(self) -> None:
        navigation.register("desk", "Desk", "account_change_password", order=10)
        assert labels(NOBODY) == []
        assert labels(SOMEBODY) == [("desk", ["Desk"])]

    def test_route_of_a_room_that_is_not_installed_is_left_out(self) -> None:
        navigation.register("means", "Systems", "systems:list", order=10)
        assert labels(SOMEBODY) == []

    def test_section_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no section 'misc'"):
            navigation.register("misc", "Misc", "site:home", order=10)

    def test_page_and_the_pages_below_mark_their_entry(self) -> None:
        navigation.register("who", "Guide", "site:style_guide", order=10)
        navigation.register("who", "List", "site:style_guide_list", order=20)
        navigation.register("who", "Home", "site:home", order=30)

        def current(path: str) -> list[tuple[str, bool]]:
            (section,) = navigation.shown(NOBODY, Look.today(), path)
            return [(str(entry.label), entry.is_page) for entry in section.entries if entry.is_current]

        assert current("/style-guide/list/") == [("List", True)]
        assert current("/style-guide/record/") == [("Guide", False)]
        assert current("/") == [("Home", True)]
        assert current("/search/") == []

    def test_entries_keep_the_day_that_is_looked_at(self) -> None:
        navigation.register("who", "Guide", "site:style_guide", order=10)
        (section,) = navigation.shown(NOBODY, Look(date(2016, 7, 19)), "/")
        assert section.entries[0].url == "/style-guide/?as_of=2016-07-19"


@pytest.mark.usefixtures("sample_pages")
class TestShell:
    """On a page."""

    @pytest.mark.parametrize(("language", "other"), [("tr", "English"), ("en", "Türkçe")])
    def test_page_says_its_language_and_offers_the_other(self, client: Client, language: str, other: str) -> None:
        client.cookies["django_language"] = language
        text = client.get("/style-guide/").content.decode()
        assert f'<html lang="{language}">' in text
        assert f'<span class="language-name">{other}</span>' in text

    def test_language_switch_leads_back_to_the_same_look(self, client: Client) -> None:
        back = "/style-guide/?as_of=2016-07-19"
        assert f'<input type="hidden" name="next" value="{back}">' in client.get(back).content.decode()
        response = client.post("/language/", {"language": "tr", "next": back})
        assert response["Location"] == back
        assert 'lang="tr"' in client.get(back).content.decode()

    def test_theme_follows_the_device_until_one_is_chosen(self, client: Client) -> None:
        assert "data-theme" not in client.get("/style-guide/").content.decode()
        client.cookies[THEME_COOKIE] = "dark"
        text = client.get("/style-guide/").content.decode()
        assert '<html lang="en" data-theme="dark">' in text
        assert '<meta name="color-scheme" content="dark">' in text

    def test_unknown_theme_in_the_cookie_is_ignored(self, client: Client) -> None:
        client.cookies[THEME_COOKIE] = '"><script>'
        text = client.get("/style-guide/").content.decode()
        assert "data-theme" not in text

    def test_visitor_is_offered_to_sign_in_and_come_back(self, client: Client) -> None:
        text = client.get("/style-guide/?sort=name").content.decode()
        assert 'href="/account/login/?next=%2Fstyle-guide%2F%3Fsort%3Dname"' in text

    @pytest.mark.django_db
    def test_person_is_named_and_can_sign_out(self, client: Client) -> None:
        client.force_login(make.account())
        text = client.get("/style-guide/").content.decode()
        assert "Ayşe Yılmaz" in text
        assert 'action="/account/logout/"' in text
        assert "/account/login/" not in text

    def test_demonstration_is_marked(self, client: Client, settings) -> None:
        assert 'class="demonstration"' not in client.get("/style-guide/").content.decode()
        settings.DEMONSTRATION = True
        assert 'class="demonstration"' in client.get("/style-guide/").content.decode()

    def test_page_for_nobody_asks_the_database_nothing(self, client: Client) -> None:
        # Without the database fixture any query would fail.
        assert client.get("/style-guide/").status_code == 200

    def test_policy_against_foreign_content_stands_on_every_page(self, client: Client) -> None:
        for path in ("/style-guide/", "/nothing/", "/account/login/"):
            policy = client.get(path)["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
