"""The front of the building as a Django application."""

from django.apps import AppConfig
from django.core import checks

from kurul.kernel.web.policy import check_routes


class SiteConfig(AppConfig):
    name = "kurul.site"
    label = "site"

    def ready(self) -> None:
        """A route without a policy is an error of `manage.py check` too."""
        checks.register(check_routes, checks.Tags.urls)
