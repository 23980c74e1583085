"""The room of oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "kurul.rooms.oversight"
    label = "oversight"

    def ready(self) -> None:
        from kurul.rooms.oversight import registration  # models must be loaded first

        registration.register()
