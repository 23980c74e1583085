"""Constraints over periods compare rectangles: on PostgreSQL a row is entered in little more than half the time."""

from django.db import migrations

from kurul.kernel.temporal.renewing import renewing_all


class Migration(migrations.Migration):
    dependencies = [("positions", "0009_digests")]

    operations = [renewing_all("positions")]
