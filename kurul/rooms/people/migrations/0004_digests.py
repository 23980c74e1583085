"""Constraints over texts are kept by a digest of them: on PostgreSQL a row is entered several times as fast."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing


class Migration(migrations.Migration):
    dependencies = [("people", "0003_indexes")]

    operations = [
        renewing("people", "personidentifier", "people_identifier_unique"),
    ]
