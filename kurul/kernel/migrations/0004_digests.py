"""Constraints over texts are kept by a digest of them: on PostgreSQL a row is entered several times as fast."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_imports")]

    operations = [
        renewing("kernel", "grant", "kernel_grant_once"),
    ]
