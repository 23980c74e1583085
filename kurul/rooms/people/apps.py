"""The room of persons."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "kurul.rooms.people"
    label = "people"

    def ready(self) -> None:
        from kurul.rooms.people import registration  # models must be loaded first

        registration.register()
