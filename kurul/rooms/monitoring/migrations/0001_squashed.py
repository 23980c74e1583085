"""All tables of the room at once, for a new database; one that stands already goes the way of the others."""

import django.db.models.deletion
from django.db import migrations, models

import kurul.kernel.provenance
import kurul.kernel.temporal.moment
import kurul.kernel.translated


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("monitoring", "0001_initial"),
    ]

    dependencies = [
        ("organisations", "0001_initial"),
        ("strategy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chain",
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
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("source", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Entry",
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
                ("number", models.PositiveIntegerField()),
                ("percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("text", models.TextField(blank=True, max_length=20000)),
                ("obstacles", models.TextField(blank=True, max_length=20000)),
                ("evidence_note", models.TextField(blank=True, max_length=20000)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("no_change", models.BooleanField(default=False)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("by", models.CharField(max_length=80)),
            ],
            options={
                "ordering": ("report", "number"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__isnull", True), ("percent__lte", 100), _connector="OR"),
                        name="monitoring_entry_percent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60)),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "meaning",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "Under way"),
                            ("on_schedule", "On schedule"),
                            ("at_risk", "At risk"),
                            ("delayed", "Delayed"),
                            ("done", "Done"),
                            ("not_known", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("order", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ("scale", "order"),
            },
        ),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("url", models.URLField(max_length=2000)),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="monitoring.entry"
                    ),
                ),
            ],
            options={
                "ordering": ("entry", "order"),
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="grade",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="monitoring.grade",
            ),
        ),
        migrations.CreateModel(
            name="MonitoringPeriod",
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
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=60)),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("first_day", models.DateField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("due", models.DateField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_periods",
                        to="monitoring.chain",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_periods",
                        to="strategy.plan",
                    ),
                ),
            ],
            options={
                "ordering": ("plan", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "code"), name="monitoring_period_code"),
                    models.UniqueConstraint(fields=("plan", "number"), name="monitoring_period_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_day__isnull", True),
                                ("last_day__isnull", True),
                                ("first_day__lte", models.F("last_day")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("last_day__isnull", True),
                                ("due__isnull", True),
                                ("last_day__lte", models.F("due")),
                                _connector="OR",
                            ),
                        ),
                        name="monitoring_period_days_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owing", models.PositiveIntegerField()),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("by", models.CharField(max_length=80)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="monitoring.monitoringperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "recorded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "Expected"),
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("consolidated", "Consolidated"),
                            ("approved", "Approved"),
                            ("accepted", "Accepted"),
                            ("returned", "Returned"),
                        ],
                        default="expected",
                        max_length=12,
                    ),
                ),
                ("next_step", models.PositiveIntegerField(default=1, null=True)),
                (
                    "expected_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_reports",
                        to="strategy.element",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_reports",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="monitoring.monitoringperiod",
                    ),
                ),
            ],
            options={
                "ordering": ("period", "element", "organisation"),
                "indexes": [
                    models.Index(fields=["organisation", "state"], name="monitoring__organis_1ec9ab_idx"),
                    models.Index(fields=["element", "state"], name="monitoring__element_1522d3_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("period", "element", "organisation"), name="monitoring_report_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("next_step__isnull", True), ("state", "accepted")),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("next_step__gte", 1)),
                            _connector="OR",
                        ),
                        name="monitoring_report_step_fits_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="Why")),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("by", models.CharField(max_length=80)),
                (
                    "grade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="monitoring.grade"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="monitoring.report"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "recorded_at", "pk"),
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="monitoring.report"
            ),
        ),
        migrations.CreateModel(
            name="Scale",
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
                ("code", models.SlugField(max_length=60)),
                ("scale_version", models.CharField(max_length=20)),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("source", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ("code", "scale_version"),
                "constraints": [
                    models.UniqueConstraint(fields=("code", "scale_version"), name="monitoring_scale_version")
                ],
            },
        ),
        migrations.AddField(
            model_name="monitoringperiod",
            name="scale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="monitoring.scale"
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="scale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="monitoring.scale"
            ),
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "Expected"),
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("consolidated", "Consolidated"),
                            ("approved", "Approved"),
                            ("accepted", "Accepted"),
                            ("returned", "Returned"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("by", models.CharField(max_length=80)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="monitoring.entry"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transitions", to="monitoring.report"
                    ),
                ),
            ],
            options={
                "ordering": ("report", "recorded_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ChainStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("outcome", models.CharField(max_length=12)),
                (
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("capability", models.CharField(max_length=100)),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("body", "At the responsible body"),
                            ("nearest", "At the nearest body of a kind"),
                            ("coordinator", "At the coordinator of the plan"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="monitoring.chain"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.kind",
                    ),
                ),
            ],
            options={
                "ordering": ("chain", "order"),
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "order"), name="monitoring_step_order"),
                    models.UniqueConstraint(fields=("chain", "outcome"), name="monitoring_step_outcome"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__isnull", False), ("where", "nearest")),
                            models.Q(("where", "nearest"), _negated=True),
                            _connector="OR",
                        ),
                        name="monitoring_step_kind_where_nearest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="monitoring.entry"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_values",
                        to="strategy.indicator",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "indicator"), name="monitoring_value_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="monitoring_entry_number"),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(fields=("scale", "code"), name="monitoring_grade_code"),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(fields=("scale", "order"), name="monitoring_grade_order"),
        ),
    ]
