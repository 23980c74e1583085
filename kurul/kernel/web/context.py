"""What the shell around every page shows: navigation, the day looked at, language, theme, person."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kurul.kernel import turkish
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import active_language
from kurul.kernel.web import navigation

THEME_COOKIE = "theme"
THEMES = ("system", "light", "dark")
LOOK_PARAMETERS = ("as_of", "known_at")
# Belong to the page as it stood: another day may have fewer pages, and looking is not exporting.
_NOT_KEPT = {*LOOK_PARAMETERS, "page", "export"}


@dataclass(frozen=True)
class Language:
    """One language to switch to; its name is in itself."""

    code: str
    name: str
    is_current: bool

    @property
    def sign(self) -> str:
        """Two letters where the name has no room."""
        return turkish.upper(self.code, "en")


@dataclass(frozen=True)
class Shell:
    """Everything that base.html needs beyond the page itself."""

    actor: Actor
    look: Look
    side: str
    languages: tuple[Language, ...]
    theme: str
    demonstration: bool
    path: str
    page_path: str
    kept: tuple[tuple[str, str], ...]
    today_url: str

    @property
    def sections(self) -> tuple[navigation.ShownSection, ...]:
        """What the navigation offers, for a page that shows it in its own way."""
        return navigation.shown(self.actor, self.look, self.page_path)

    @property
    def language(self) -> str:
        """The code of the active language."""
        return next(language.code for language in self.languages if language.is_current)


def theme_of(request: HttpRequest) -> str:
    """The theme chosen on this device: light, dark, or as the system says."""
    chosen = request.COOKIES.get(THEME_COOKIE, "system")
    return chosen if chosen in THEMES else "system"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for the base template, computed only when a page shows it."""
    return {"shell": SimpleLazyObject(lambda: _shell_of(request))}


def _shell_of(request: HttpRequest) -> Shell:
    # An error page can come before the middleware that sets these: a wrong host name, for instance.
    actor = getattr(request, "actor", None) or Actor.nobody()
    look = getattr(request, "look", None) or Look.today()
    active = active_language()
    without_look = request.GET.copy()
    for name in _NOT_KEPT:
        without_look.pop(name, None)
    query = without_look.urlencode()
    return Shell(
        actor=actor,
        look=look,
        side=navigation.drawn(actor, look, request.path),
        languages=tuple(Language(code, name, code == active) for code, name in settings.LANGUAGES),
        theme=theme_of(request),
        demonstration=settings.DEMONSTRATION,
        path=request.get_full_path(),
        page_path=request.path,
        kept=tuple((name, value) for name, values in without_look.lists() for value in values),
        today_url=f"{request.path}?{query}" if query else request.path,
    )
