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
        ("organisations", "0001_initial"),
        ("organisations", "0002_life_of_bodies"),
        ("organisations", "0003_differences"),
        ("organisations", "0004_affiliations_and_loads"),
        ("organisations", "0005_indexes"),
        ("organisations", "0006_taking_back_and_groups"),
        ("organisations", "0007_indexes"),
    ]

    dependencies = [
        ("law", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                    "role_note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("source", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangeEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("founded", "Founded"),
                            ("renamed", "Renamed"),
                            ("moved", "Moved under another body"),
                            ("reclassified", "Kind or level changed"),
                            ("split", "Split"),
                            ("merged", "Merged"),
                            ("absorbed", "Absorbed"),
                            ("transferred", "Units or functions transferred"),
                            ("abolished", "Abolished"),
                        ],
                        max_length=12,
                    ),
                ),
                ("day_earliest", models.DateField()),
                ("day_latest", models.DateField()),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment)),
                ("superseded_at", models.DateTimeField(default=None, null=True)),
                (
                    "caused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consequences",
                        to="organisations.changeevent",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.changeevent",
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
            ],
            options={
                "verbose_name": "change of bodies",
                "indexes": [
                    models.Index(fields=["superseded_at", "day_latest"], name="organisatio_superse_75c5a8_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("day_earliest__lte", models.F("day_latest"))),
                        name="organisations_changeevent_day_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_changeevent_recorded_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KindGroup",
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
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "verbose_name": "group of kinds",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="organisations_kindgroup_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kind",
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
                ("is_unit", models.BooleanField(default=False)),
                ("order", models.PositiveIntegerField(default=0)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinds",
                        to="organisations.kindgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of body",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="organisations_kind_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
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
                ("rank", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "level",
                "ordering": ("rank",),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="organisations_level_code_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("rank",),
                        name="organisations_level_rank_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "recorded_at"), name="organisations_load_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Name",
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
                    "name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("abbreviation", models.CharField(blank=True, max_length=60)),
                ("search_text", models.TextField(blank=True)),
                ("sort_keys", models.JSONField(default=dict)),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a body",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_86d1d2_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)), fields=["instrument"], name="name_instrument"
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_fd43c2_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="name_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_f336ae_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="name_superseded",
                    ),
                    models.Index(
                        kurul.kernel.translated.SortKey("tr", "sort_keys"),
                        models.F("organisation"),
                        models.F("valid_from_latest"),
                        models.F("valid_to_earliest"),
                        models.F("superseded_at"),
                        name="organisations_name_tr",
                    ),
                    models.Index(
                        kurul.kernel.translated.SortKey("en", "sort_keys"),
                        models.F("organisation"),
                        models.F("valid_from_latest"),
                        models.F("valid_to_earliest"),
                        models.F("superseded_at"),
                        name="organisations_name_en",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_name_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_name_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_name_once", scope=("organisation",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
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
                ("scheme", models.SlugField(max_length=60)),
                ("value", models.CharField(max_length=400)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of a body",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_bf6bd5_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)),
                        fields=["instrument"],
                        name="identifier_instrument",
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_4f1a01_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="identifier_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_68591d_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="identifier_superseded",
                    ),
                    models.Index(fields=["scheme", "value"], name="organisatio_scheme_040c72_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_identifier_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_identifier_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_identifier_once",
                        scope=("organisation", "scheme", "place"),
                        violation_error_code="overlap",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_identifier_unique",
                        scope=("value", "scheme"),
                        violation_error_code="overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Existence",
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "existence of a body",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_3a01c0_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)),
                        fields=["instrument"],
                        name="existence_instrument",
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_3b8a77_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="existence_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_605319_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="existence_superseded",
                    ),
                    models.Index(
                        fields=["superseded_at", "valid_from_latest", "valid_to_earliest", "organisation"],
                        name="organisations_existence_on",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_existence_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_existence_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_existence_once", scope=("organisation",), violation_error_code="overlap"
                    ),
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement that all units are recorded",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_a9595d_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)),
                        fields=["instrument"],
                        name="completeness_instrument",
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_08453f_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="completeness_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_e9552d_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="completeness_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_completeness_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_completeness_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_completeness_once", scope=("organisation",), violation_error_code="overlap"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Classification",
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.kind"
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.level",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind or level of a body",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_5292ca_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)),
                        fields=["instrument"],
                        name="classification_instrument",
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_54837f_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="classification_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_544a23_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="classification_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_classification_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_classification_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_classification_once",
                        scope=("organisation",),
                        violation_error_code="overlap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("before", "Before"), ("after", "After")], max_length=6)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="organisations.changeevent",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_parts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "body in a change",
                "indexes": [models.Index(fields=["organisation", "side"], name="organisatio_organis_d454c8_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "organisation", "side"), name="organisations_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliates",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "affiliation of a body",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_6957b4_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)),
                        fields=["instrument"],
                        name="affiliation_instrument",
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_4afde1_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="affiliation_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_45ea5d_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="affiliation_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_affiliation_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_affiliation_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_affiliation_once",
                        scope=("organisation", "parent"),
                        violation_error_code="overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", models.F("parent")), _negated=True),
                        name="organisations_affiliation_not_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.instrument",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children_placements",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "place of a body",
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["organisation", "superseded_at", "valid_from_latest"],
                        name="organisatio_organis_647e2a_idx",
                    ),
                    models.Index(
                        condition=models.Q(("instrument__isnull", False)),
                        fields=["instrument"],
                        name="placement_instrument",
                    ),
                    models.Index(fields=["valid_from_latest"], name="organisatio_valid_f_14e410_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="placement_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="organisatio_recorde_c70b33_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="placement_superseded",
                    ),
                    models.Index(
                        fields=["parent", "superseded_at", "valid_from_latest", "valid_to_earliest", "organisation"],
                        name="organisations_placement_below",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="organisations_placement_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="organisations_placement_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="organisations_placement_once", scope=("organisation",), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", models.F("parent")), _negated=True),
                        name="organisations_placement_not_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reorganisation",
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
                ("day_earliest", models.DateField()),
                ("day_latest", models.DateField()),
                ("note", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("applied", "Applied"),
                            ("withdrawn", "Withdrawn"),
                            ("taken_back", "Taken back"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment)),
                ("settled_at", models.DateTimeField(default=None, null=True)),
                ("taken_back_at", models.DateTimeField(default=None, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "under",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "reorganisation",
                "ordering": ("-day_latest", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("day_earliest__lte", models.F("day_latest"))),
                        name="organisations_reorganisation_day_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "draft")),
                            models.Q(models.Q(("state", "draft"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="organisations_reorganisation_settled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "taken_back"),
                                ("taken_back_at__gte", models.F("settled_at")),
                                ("taken_back_at__isnull", False),
                            ),
                            models.Q(models.Q(("state", "taken_back"), _negated=True), ("taken_back_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="organisations_reorganisation_taken_back",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="changeevent",
            name="reorganisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="organisations.reorganisation",
            ),
        ),
        migrations.CreateModel(
            name="ReorganisationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("founded", "Founded"),
                            ("renamed", "Renamed"),
                            ("moved", "Moved under another body"),
                            ("reclassified", "Kind or level changed"),
                            ("split", "Split"),
                            ("merged", "Merged"),
                            ("absorbed", "Absorbed"),
                            ("transferred", "Units or functions transferred"),
                            ("abolished", "Abolished"),
                        ],
                        max_length=12,
                    ),
                ),
                ("arguments", models.JSONField(default=dict)),
                ("versions", models.JSONField(default=dict)),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="organisations.reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a reorganisation",
                "ordering": ("order",),
                "constraints": [
                    models.UniqueConstraint(fields=("reorganisation", "order"), name="organisations_step_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
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
                ("uri_template", models.CharField(blank=True, max_length=300)),
                ("check_rule", models.SlugField(blank=True, max_length=30)),
                ("is_one_per_body", models.BooleanField(default=True)),
                ("order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "scheme of numbers",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="organisations_scheme_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitRule",
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
                ("source", models.TextField(blank=True)),
                ("order", models.PositiveIntegerField(default=0)),
                ("expected_of", models.ManyToManyField(related_name="+", to="organisations.kind")),
                ("kinds", models.ManyToManyField(related_name="+", to="organisations.kind")),
                (
                    "usual_level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.level",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule on units that matter",
                "ordering": ("order", "code"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="organisations_unitrule_code_once",
                    )
                ],
            },
        ),
    ]
