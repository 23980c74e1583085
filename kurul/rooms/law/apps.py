"""The room of instruments and provisions."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "kurul.rooms.law"
    label = "law"

    def ready(self) -> None:
        from kurul.rooms.law import registration  # models must be loaded first

        registration.register()
