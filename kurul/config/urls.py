"""All addresses: the front, the account, the API, and every room under its own name."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from kurul.kernel.api import api
from kurul.kernel.web.choosing import suggest
from kurul.rooms.law.urls import public_addresses as addresses_of_law

rooms = [room for room in settings.ROOMS if find_spec(f"kurul.rooms.{room}.urls")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kurul.site.urls")),
    path("imports/", include("kurul.kernel.imports.urls")),
    path("account/", include("kurul.kernel.identity.urls")),
    path("suggest/<str:kind>/", suggest, name="suggest"),
    path("language/", set_language, name="set_language"),
    path("api/", api.urls),
    *addresses_of_law,
    *(path(f"{room}/", include(f"kurul.rooms.{room}.urls")) for room in rooms),
]

handler400 = "kurul.kernel.web.errors.bad_request"
handler403 = "kurul.kernel.web.errors.permission_denied"
handler404 = "kurul.kernel.web.errors.not_found"
handler500 = "kurul.kernel.web.errors.server_error"
