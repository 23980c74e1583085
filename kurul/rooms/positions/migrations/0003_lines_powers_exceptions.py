import datetime

import django.db.models.deletion
from django.db import migrations, models

import kurul.kernel.provenance
import kurul.kernel.temporal.constraints
import kurul.kernel.temporal.moment
import kurul.kernel.translated


class Migration(migrations.Migration):
    dependencies = [
        ("law", "0002_provisions_over_time_and_relations"),
        ("organisations", "0003_differences"),
        ("people", "0001_initial"),
        ("positions", "0002_differences"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="left_early",
            field=models.BooleanField(default=False),
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="positions.post"
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
                    "from_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations_given",
                        to="positions.post",
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
