"""Constraints over texts are kept by a digest of them: on PostgreSQL a row is entered several times as fast."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing


class Migration(migrations.Migration):
    dependencies = [("boards", "0002_differences")]

    operations = [
        renewing("boards", "seatrule", "boards_seat_once"),
    ]
