"""All tables of the room at once, for a new database; one that stands already goes the way of the others."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kurul.kernel.provenance
import kurul.kernel.temporal.constraints
import kurul.kernel.temporal.moment


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_loaded_persons"),
        ("people", "0003_indexes"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
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
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source"], name="people_pers_source_67683d_idx")],
            },
        ),
        migrations.CreateModel(
            name="AccountLink",
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
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account_links", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["person", "superseded_at", "valid_from_latest"], name="people_acco_person__a9decb_idx"
                    ),
                    models.Index(
                        fields=["account", "superseded_at", "valid_from_latest"], name="people_acco_account_5f0f69_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="people_accountlink_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="people_accountlink_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="people_account_of_person_once", scope=("person",), violation_error_code="overlap"
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="people_person_of_account_once", scope=("account",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonIdentifier",
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
                ("scheme", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="identifiers", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["person", "superseded_at", "valid_from_latest"], name="people_pers_person__cce5c0_idx"
                    ),
                    models.Index(fields=["scheme", "value"], name="people_pers_scheme_19fc8f_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="people_personidentifier_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="people_personidentifier_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="people_identifier_unique", scope=("value", "scheme"), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonName",
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
                ("given_name", models.CharField(max_length=100)),
                ("family_name", models.CharField(blank=True, max_length=100)),
                ("honorific", models.CharField(blank=True, max_length=40)),
                ("search_text", models.TextField(blank=True)),
                ("sort_key", models.CharField(blank=True, max_length=1600)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["person", "superseded_at", "valid_from_latest"], name="people_pers_person__ac860b_idx"
                    ),
                    models.Index(fields=["sort_key"], name="people_pers_sort_ke_a9dbb6_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="people_personname_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="people_personname_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="people_name_once", scope=("person",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
    ]
