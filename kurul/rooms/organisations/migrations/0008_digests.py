"""Constraints over texts are kept by a digest of them: on PostgreSQL a row is entered several times as fast."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_indexes")]

    operations = [
        renewing("organisations", "identifier", "organisations_identifier_once", "organisations_identifier_unique"),
    ]
