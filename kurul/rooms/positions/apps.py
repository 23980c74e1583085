"""The room of posts and who holds them."""

from django.apps import AppConfig


class PositionsConfig(AppConfig):
    name = "kurul.rooms.positions"
    label = "positions"

    def ready(self) -> None:
        from kurul.rooms.positions import registration  # models must be loaded first

        registration.register()
