"""Constraints over texts are kept by a digest of them: on PostgreSQL a row is entered several times as fast."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing


class Migration(migrations.Migration):
    dependencies = [("positions", "0008_indexes")]

    operations = [
        renewing("positions", "postidentifier", "positions_identifier_unique"),
        renewing("positions", "postrole", "positions_role_of_kind_once", "positions_role_of_rule_once"),
        renewing("positions", "appointment", "positions_appointment_one_holder", "positions_appointment_once"),
    ]
