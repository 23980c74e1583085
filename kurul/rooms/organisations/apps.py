"""The room of bodies and units."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "kurul.rooms.organisations"
    label = "organisations"

    def ready(self) -> None:
        from kurul.rooms.organisations import registration  # models must be loaded first

        registration.register()
