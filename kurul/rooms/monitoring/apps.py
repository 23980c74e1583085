"""The room of monitoring: periods, reports, ratings."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "kurul.rooms.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from kurul.rooms.monitoring import registration  # models must be loaded first

        registration.register()
