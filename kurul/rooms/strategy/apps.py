"""The room of plans, their actions and indicators."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "kurul.rooms.strategy"
    label = "strategy"

    def ready(self) -> None:
        from kurul.rooms.strategy import registration  # models must be loaded first

        registration.register()
