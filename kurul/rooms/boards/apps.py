"""The room of boards, meetings and decisions."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "kurul.rooms.boards"
    label = "boards"

    def ready(self) -> None:
        from kurul.rooms.boards import registration  # models must be loaded first

        registration.register()
