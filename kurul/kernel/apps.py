"""The kernel as one Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from kurul.kernel import postgresql


class KernelConfig(AppConfig):
    name = "kurul.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kurul.kernel.audit.triggers import install_protection  # models must be loaded first
        from kurul.kernel.search.grams import install_grams, prepare_trigrams
        from kurul.kernel.temporal.triggers import install_triggers, prepare_database

        connection_created.connect(postgresql.set_up, dispatch_uid="kurul.postgresql")
        pre_migrate.connect(prepare_database, dispatch_uid="kurul.database")
        pre_migrate.connect(prepare_trigrams, dispatch_uid="kurul.search.database")
        post_migrate.connect(install_triggers, dispatch_uid="kurul.triggers")
        post_migrate.connect(install_protection, dispatch_uid="kurul.audit.protection")
        post_migrate.connect(install_grams, dispatch_uid="kurul.search.grams")
        # Their capabilities, gates, events and rules are known from the start.
        import_module("kurul.kernel.audit.erasure")
        import_module("kurul.kernel.identity.permissions")
        import_module("kurul.kernel.imports.permissions")
        import_module("kurul.kernel.imports.wording")
        import_module("kurul.kernel.imports.tables_shown")  # the statuses of imports
        navigation = import_module("kurul.kernel.web.navigation")
        navigation.register("who", _("Imports"), "imports:list", order=90)
        import_module("kurul.kernel.web.days")  # how sentences show days, on the command line too
