"""All tables of the room at once, for a new database; one that stands already goes the way of the others."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import kurul.kernel.provenance
import kurul.kernel.temporal.constraints
import kurul.kernel.temporal.moment
import kurul.kernel.translated
import kurul.kernel.withdrawable


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("positions", "0001_initial"),
        ("positions", "0002_differences"),
        ("positions", "0003_lines_powers_exceptions"),
        ("positions", "0004_loaded_posts"),
        ("positions", "0005_indexes_of_differences"),
        ("positions", "0006_taking_back"),
        ("positions", "0006_who_passed_on"),
        ("positions", "0007_merge_0006_taking_back_0006_who_passed_on"),
        ("positions", "0008_indexes"),
    ]

    dependencies = [
        ("law", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EquivalenceRule",
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
                ("code", models.SlugField(max_length=60, unique=True)),
                ("counts_as", models.CharField(max_length=60)),
                ("source", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Function",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("withdrawn_at", models.DateTimeField(default=None, editable=False, null=True)),
                ("code", models.SlugField(max_length=60)),
                (
                    "made_at",
                    models.DateTimeField(
                        default=kurul.kernel.withdrawable.moment_if_writing, editable=False, null=True
                    ),
                ),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "function of a post",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="positions_function_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                ("holders_allowed", models.PositiveSmallIntegerField(default=1)),
                ("source", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("holders_allowed__gte", 1)), name="positions_post_has_a_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("withdrawn_at", models.DateTimeField(default=None, editable=False, null=True)),
                ("code", models.SlugField(max_length=60)),
                (
                    "made_at",
                    models.DateTimeField(
                        default=kurul.kernel.withdrawable.moment_if_writing, editable=False, null=True
                    ),
                ),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "kind of post",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="positions_postkind_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source"], name="positions_p_source_bb103d_idx")],
            },
        ),
        migrations.CreateModel(
            name="Power",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True)),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("unit", models.CharField(blank=True, max_length=30)),
                ("capability", models.CharField(blank=True, max_length=100)),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("order", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit", ""), ("capability", ""), _connector="OR"),
                        name="positions_power_right_or_unit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Completeness",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
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
                        name="positions_completeness_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_completeness_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_completeness_once", scope=("organisation",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EquivalenceFunction",
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
                ("is_required", models.BooleanField(default=True)),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="positions.equivalencerule",
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="positions.function"
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
                        name="positions_equivalencefunction_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_equivalencefunction_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_equivalence_function_once",
                        scope=("rule", "function"),
                        violation_error_code="overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioEntry",
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
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="positions.function"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_p_post_id_aeb374_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_p_valid_f_69dc83_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="portfolioentry_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_p_recorde_20431c_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="portfolioentry_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_portfolioentry_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_portfolioentry_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_portfolio_once", scope=("post", "function"), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EquivalenceException",
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
                ("counts", models.BooleanField()),
                (
                    "reason",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="positions.equivalencerule",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_e_post_id_368325_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_equivalenceexception_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_equivalenceexception_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_exception_once", scope=("rule", "post"), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument__isnull", False)), name="positions_exception_written"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                    "capacity",
                    models.CharField(
                        choices=[("substantive", "Substantive"), ("acting", "Acting"), ("substitute", "Substitute")],
                        max_length=12,
                    ),
                ),
                (
                    "absence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "no holder is absent"),
                            ("leave", "The holder is on leave"),
                            ("duty", "The holder is on duty elsewhere"),
                            ("suspended", "The holder is suspended from duty"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=1)),
                ("left_early", models.BooleanField(default=False)),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="people.person"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_a_post_id_5f8129_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_a_valid_f_99bdaf_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="appointment_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_a_recorde_377319_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="appointment_superseded",
                    ),
                    models.Index(
                        fields=["person", "superseded_at", "valid_from_latest"], name="positions_a_person__09d3cb_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_appointment_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_appointment_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_appointment_one_holder",
                        scope=("post", "capacity", "place"),
                        violation_error_code="overlap",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_appointment_once",
                        scope=("post", "capacity", "person"),
                        violation_error_code="overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absence", ""), ("capacity", "acting"), _connector="OR"),
                        name="positions_appointment_absence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostExistence",
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_p_post_id_8c96c7_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_p_valid_f_3cf059_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="postexistence_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_p_recorde_33373c_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="postexistence_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_postexistence_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_postexistence_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_existence_once", scope=("post",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostIdentifier",
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_p_post_id_f78cdd_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_p_valid_f_b8bf78_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="postidentifier_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_p_recorde_18281f_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="postidentifier_superseded",
                    ),
                    models.Index(fields=["scheme", "value"], name="positions_p_scheme_6df715_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_postidentifier_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_postidentifier_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_identifier_unique", scope=("value", "scheme"), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EquivalenceTerms",
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
                    "wording",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation_kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.kind"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="positions.equivalencerule",
                    ),
                ),
                (
                    "post_kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="positions.postkind"
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
                        name="positions_equivalenceterms_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_equivalenceterms_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_terms_once", scope=("rule",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostPlacement",
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="post_placements",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_p_post_id_a0e986_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_p_valid_f_b9b994_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="postplacement_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_p_recorde_c4a1d9_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="postplacement_superseded",
                    ),
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="positions_p_organis_3039fe_idx",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_postplacement_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_postplacement_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_placement_once", scope=("post",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostRole",
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
                ("role", models.CharField(max_length=60)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("own", "In its own organisation and below"),
                            ("parent", "In the body above its organisation and below"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "post_kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="positions.postkind",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="positions.equivalencerule",
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
                        name="positions_postrole_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_postrole_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_role_of_kind_once",
                        scope=("post_kind", "role", "reach"),
                        violation_error_code="overlap",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_role_of_rule_once",
                        scope=("rule", "role", "reach"),
                        violation_error_code="overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("post_kind__isnull", True), ("rule__isnull", False)),
                            models.Q(("post_kind__isnull", False), ("rule__isnull", True)),
                            _connector="OR",
                        ),
                        name="positions_role_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostTerms",
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
                ("grade", models.CharField(blank=True, max_length=60)),
                ("grade_note", models.CharField(blank=True, max_length=500)),
                (
                    "tenure",
                    models.CharField(
                        blank=True,
                        choices=[("", "not said"), ("career", "Career"), ("political", "Political")],
                        max_length=12,
                    ),
                ),
                ("full_time", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                ("other_duties", models.CharField(blank=True, max_length=500)),
                ("rated_by", models.CharField(blank=True, max_length=500)),
                ("reviewed_by", models.CharField(blank=True, max_length=500)),
                ("is_key", models.BooleanField(default=None, null=True)),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_p_post_id_ce7e32_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_p_valid_f_7a4d61_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="postterms_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_p_recorde_5c0f32_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="postterms_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_postterms_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_postterms_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_terms_of_post_once", scope=("post",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostTitle",
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
                    "title",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("search_text", models.TextField(blank=True)),
                ("sort_keys", models.JSONField(default=dict)),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="positions.postkind"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_p_post_id_6aa578_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_p_valid_f_644ab7_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="posttitle_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_p_recorde_9b3ffa_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="posttitle_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_posttitle_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_posttitle_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_title_once", scope=("post",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
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
                ("threshold", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("may_pass_on", models.BooleanField(default=False)),
                ("is_revoked", models.BooleanField(default=False)),
                (
                    "from_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "revoking_instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "from_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_given",
                        to="positions.post",
                    ),
                ),
                (
                    "to_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_received",
                        to="positions.post",
                    ),
                ),
                (
                    "power",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_rows", to="positions.power"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["power", "superseded_at", "valid_from_latest"], name="positions_d_power_i_ed487b_idx"
                    ),
                    models.Index(
                        fields=["from_post", "superseded_at", "valid_from_latest"],
                        name="positions_d_from_po_27002d_idx",
                    ),
                    models.Index(
                        fields=["to_post", "superseded_at", "valid_from_latest"], name="positions_d_to_post_ed7171_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_d_valid_f_d8d38e_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="delegation_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_d_recorde_7364af_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="delegation_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_delegation_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_delegation_recorded_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("threshold__isnull", True), ("threshold__gt", 0), _connector="OR"),
                        name="positions_delegation_threshold",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_post", models.F("to_post")), _negated=True),
                        name="positions_delegation_to_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument__isnull", False)), name="positions_delegation_written"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PowerHeld",
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
                ("threshold", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("own", "In its own organisation and below"),
                            ("parent", "In the body above its organisation and below"),
                        ],
                        max_length=12,
                    ),
                ),
                ("may_delegate", models.BooleanField(default=True)),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="powers",
                        to="positions.post",
                    ),
                ),
                (
                    "post_kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="positions.postkind",
                    ),
                ),
                (
                    "power",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)s_rows", to="positions.power"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["power", "superseded_at", "valid_from_latest"], name="positions_p_power_i_cc0fc2_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_powerheld_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_powerheld_recorded_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("threshold__isnull", True), ("threshold__gt", 0), _connector="OR"),
                        name="positions_powerheld_threshold",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_power_of_kind_once",
                        scope=("power", "post_kind"),
                        violation_error_code="overlap",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_power_of_post_once", scope=("power", "post"), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("post__isnull", False), ("post_kind__isnull", True)),
                            models.Q(("post__isnull", True), ("post_kind__isnull", False)),
                            _connector="OR",
                        ),
                        name="positions_power_of_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingLine",
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
                    ),
                ),
                (
                    "superior",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_from_below",
                        to="positions.post",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["post", "superseded_at", "valid_from_latest"], name="positions_r_post_id_e2073c_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="positions_r_valid_f_b70161_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="reportingline_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="positions_r_recorde_76ab9d_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="reportingline_superseded",
                    ),
                    models.Index(
                        fields=["superior", "superseded_at", "valid_from_latest"], name="positions_r_superio_d1a6af_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="positions_reportingline_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="positions_reportingline_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="positions_reportingline_once", scope=("post",), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("superior", models.F("post")), _negated=True),
                        name="positions_reportingline_other",
                    ),
                ],
            },
        ),
    ]
