"""Constraints over texts are kept by a digest of them: on PostgreSQL a row is entered several times as fast."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing


class Migration(migrations.Migration):
    dependencies = [("law", "0003_taking_back")]

    operations = [
        renewing("law", "citation", "law_citation_once"),
    ]
