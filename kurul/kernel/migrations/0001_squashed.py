"""All tables of the room at once, for a new database; one that stands already goes the way of the others."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kurul.kernel.audit.models
import kurul.kernel.provenance
import kurul.kernel.temporal.constraints
import kurul.kernel.temporal.moment


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("kernel", "0001_initial"),
        ("kernel", "0002_search"),
        ("kernel", "0003_imports"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Stated"), ("inferred", "Inferred"), ("illustrative", "Illustrative")],
                        default=kurul.kernel.provenance.current_basis,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("login", models.CharField(max_length=150, unique=True)),
                ("login_folded", models.CharField(editable=False, max_length=300, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("display_name", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("last_visit_at", models.DateTimeField(default=None, editable=False, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("profile", models.CharField(max_length=100)),
                ("mapping", models.TextField(blank=True)),
                ("files", models.JSONField(default=list)),
                ("by", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("prepared", "Prepared"), ("stored", "Stored"), ("undone", "Undone")], max_length=10
                    ),
                ),
                ("report", models.JSONField(default=dict)),
                ("prepared_at", models.DateTimeField(default=None, null=True)),
                ("at", models.DateTimeField(default=None, null=True, unique=True)),
                ("undone_at", models.DateTimeField(default=None, null=True)),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True)),
                ("padded", models.CharField(max_length=62)),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=100)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("revoked_at", models.DateTimeField(default=None, null=True)),
                ("last_used_at", models.DateTimeField(default=None, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", kurul.kernel.audit.models.MomentField()),
                ("simulated", models.BooleanField()),
                ("kind", models.TextField()),
                ("subject", models.TextField()),
                ("by", models.TextField()),
                ("audience", models.TextField(blank=True)),
                ("body", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "seq"], name="kernel_event_kind"),
                    models.Index(fields=["by", "seq"], name="kernel_event_by"),
                    models.Index(fields=["at"], name="kernel_event_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("at", kurul.kernel.audit.models.MomentField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="kernel_audithead_single")],
            },
        ),
        migrations.CreateModel(
            name="EventSubject",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "ref", "event_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("ref", models.TextField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="kernel.auditevent"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonalValue",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "event_id", "path", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("path", models.TextField()),
                ("salt", models.CharField(max_length=64)),
                ("value", models.TextField()),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personal_values",
                        to="kernel.auditevent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                ("record", models.BigIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("number", "Number"),
                            ("abbreviation", "Abbreviation"),
                            ("name", "Name"),
                            ("place", "Place"),
                            ("text", "Text"),
                        ],
                        max_length=12,
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=60)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("text", models.TextField()),
                ("head", models.CharField(max_length=100)),
                ("haystack", models.TextField()),
                ("valid_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("valid_from_latest", models.DateField(default=datetime.date(9999, 12, 30))),
                ("valid_to_earliest", models.DateField(default=datetime.date(9999, 12, 31))),
                ("valid_to", models.DateField(default=datetime.date(9999, 12, 31))),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(default=None, null=True)),
                ("is_closed", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "record"], name="kernel_sear_kind_0d03ea_idx")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[("stated", "Stated"), ("inferred", "Inferred"), ("illustrative", "Illustrative")],
                        default=kurul.kernel.provenance.current_basis,
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_from_latest", models.DateField()),
                ("valid_to_earliest", models.DateField(default=datetime.date(9999, 12, 31))),
                ("valid_to", models.DateField(default=datetime.date(9999, 12, 31))),
                ("recorded_at", models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment)),
                ("superseded_at", models.DateTimeField(default=None, null=True)),
                ("granted", models.CharField(max_length=100)),
                ("scope", models.CharField(max_length=80)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="kernel_grant_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="kernel_grant_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="kernel_grant_once", scope=("account", "granted", "scope"), violation_error_code="overlap"
                    ),
                ],
            },
        ),
    ]
