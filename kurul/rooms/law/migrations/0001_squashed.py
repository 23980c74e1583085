"""All tables of the room at once, for a new database; one that stands already goes the way of the others."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import kurul.kernel.provenance
import kurul.kernel.references
import kurul.kernel.temporal.constraints
import kurul.kernel.temporal.moment
import kurul.kernel.translated
import kurul.kernel.withdrawable


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("law", "0001_initial"),
        ("law", "0002_provisions_over_time_and_relations"),
        ("law", "0003_taking_back"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="InstrumentKind",
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
                (
                    "reference",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("jurisdiction", models.CharField(blank=True, max_length=20)),
                ("eli_template", models.CharField(blank=True, max_length=200)),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "kind of instrument",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="law_instrumentkind_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
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
                ("withdrawn_at", models.DateTimeField(default=None, editable=False, null=True)),
                (
                    "title",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("issued_to", models.DateField(default=datetime.date(9999, 12, 30))),
                ("gazette_number", models.CharField(blank=True, max_length=60)),
                ("gazetted_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("gazetted_to", models.DateField(default=datetime.date(9999, 12, 30))),
                ("in_force_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("in_force_to", models.DateField(default=datetime.date(9999, 12, 30))),
                (
                    "issuing_body",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "relevance",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "status_note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("source", models.CharField(blank=True, max_length=500)),
                ("inferred", models.JSONField(blank=True, default=list)),
                ("search_text", models.TextField(blank=True)),
                ("sort_keys", models.JSONField(blank=True, default=dict)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("code", models.CharField(max_length=60)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="law.instrumentkind"
                    ),
                ),
            ],
            options={
                "verbose_name": "instrument",
                "ordering": ("code",),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_from__lte", models.F("issued_to")),
                            ("gazetted_from__lte", models.F("gazetted_to")),
                            ("in_force_from__lte", models.F("in_force_to")),
                        ),
                        name="law_instrument_days_ordered",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="law_instrument_code_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerEntry",
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
                    "title",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("number", models.CharField(blank=True, max_length=60)),
                ("issued_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("issued_to", models.DateField(default=datetime.date(9999, 12, 30))),
                ("gazette_number", models.CharField(blank=True, max_length=60)),
                ("gazetted_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("gazetted_to", models.DateField(default=datetime.date(9999, 12, 30))),
                ("in_force_from", models.DateField(default=datetime.date(1, 1, 1))),
                ("in_force_to", models.DateField(default=datetime.date(9999, 12, 30))),
                (
                    "issuing_body",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "relevance",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "status_note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("source", models.CharField(blank=True, max_length=500)),
                ("inferred", models.JSONField(blank=True, default=list)),
                ("search_text", models.TextField(blank=True)),
                ("sort_keys", models.JSONField(blank=True, default=dict)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("version", models.PositiveIntegerField()),
                ("superseded_at", models.DateTimeField()),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="former_entries", to="law.instrument"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="law.instrumentkind"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_from__lte", models.F("issued_to")),
                            ("gazetted_from__lte", models.F("gazetted_to")),
                            ("in_force_from__lte", models.F("in_force_to")),
                        ),
                        name="law_formerentry_days_ordered",
                    ),
                    models.UniqueConstraint(fields=("instrument", "version"), name="law_formerentry_version"),
                    models.CheckConstraint(
                        condition=models.Q(("superseded_at__gte", models.F("recorded_at"))),
                        name="law_formerentry_recorded_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Provision",
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
                ("order", models.PositiveIntegerField()),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="provisions", to="law.instrument"
                    ),
                ),
            ],
            options={
                "verbose_name": "provision",
                "ordering": ("instrument", "order"),
                "constraints": [models.UniqueConstraint(fields=("instrument", "order"), name="law_provision_order")],
            },
        ),
        migrations.CreateModel(
            name="Citation",
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
                ("record", kurul.kernel.references.RefField(max_length=80)),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="law.provision"
                    ),
                ),
            ],
            options={
                "verbose_name": "citation of a provision",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["provision", "superseded_at"], name="law_citatio_provisi_77284b_idx"),
                    models.Index(fields=["record", "superseded_at"], name="law_citatio_record_5dbc96_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="law_citation_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="law_citation_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="law_citation_once", scope=("record", "provision"), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisionKind",
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
                (
                    "reference",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("eli_part", models.CharField(blank=True, max_length=60)),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "kind of provision",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="law_provisionkind_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("amends", "Amends"),
                            ("repeals", "Repeals"),
                            ("replaces", "Replaces"),
                            ("rests_on", "Rests on"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="law.instrument"
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.provision",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acted_on", to="law.instrument"
                    ),
                ),
                (
                    "target_provision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.provision",
                    ),
                ),
            ],
            options={
                "verbose_name": "relation between instruments",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["instrument", "superseded_at"], name="law_relatio_instrum_c80f1a_idx"),
                    models.Index(fields=["target", "superseded_at"], name="law_relatio_target__30c229_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="law_relation_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="law_relation_recorded_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("instrument", models.F("target")), _negated=True),
                        name="law_relation_not_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisionWording",
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
                ("label", models.CharField(blank=True, max_length=60)),
                (
                    "text",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("search_text", models.TextField(blank=True)),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.provisionkind",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.provision",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="law.provision"
                    ),
                ),
                (
                    "came_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.relation",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.relation",
                    ),
                ),
            ],
            options={
                "verbose_name": "wording of a provision",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["provision", "superseded_at", "valid_from_latest"],
                        name="law_provisi_provisi_598d17_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="law_provisionwording_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="law_provisionwording_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="law_provisionwording_once", scope=("provision",), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("provision")), _negated=True),
                            _connector="OR",
                        ),
                        name="law_provisionwording_not_under_itself",
                    ),
                ],
            },
        ),
    ]
