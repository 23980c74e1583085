"""All tables of the room at once, for a new database; one that stands already goes the way of the others."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kurul.kernel.provenance
import kurul.kernel.references
import kurul.kernel.temporal.constraints
import kurul.kernel.temporal.moment
import kurul.kernel.translated


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("boards", "0001_initial"),
        ("boards", "0002_differences"),
    ]

    dependencies = [
        ("kernel", "__first__"),
        ("law", "0001_initial"),
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        ("positions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
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
                    "title",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "For information"),
                            ("discussion", "For discussion"),
                            ("decision", "For decision"),
                            ("follow_up", "Follow-up"),
                        ],
                        default="discussion",
                        max_length=12,
                    ),
                ),
                ("subject", kurul.kernel.references.RefField(blank=True, default="", max_length=80)),
                (
                    "note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("is_restricted", models.BooleanField(default=False)),
                ("contributed_key", models.CharField(blank=True, max_length=120)),
                ("is_dropped", models.BooleanField(default=False)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
            ],
            options={
                "ordering": ("meeting", "order", "pk"),
                "indexes": [models.Index(fields=["subject"], name="boards_agen_subject_426780_idx")],
            },
        ),
        migrations.CreateModel(
            name="Board",
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
                ("source", models.CharField(blank=True, max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                (
                    "text",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("search_text", models.TextField(blank=True)),
                ("decided_on", models.DateField()),
                ("due_from", models.DateField(default=datetime.date(9999, 12, 31))),
                ("due_to", models.DateField(default=datetime.date(9999, 12, 31))),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="boards.board"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="boards.agendaitem",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        default=None,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="boards.decision",
                    ),
                ),
            ],
            options={
                "ordering": ("-decided_on", "-sequence"),
                "indexes": [
                    models.Index(fields=["decided_on"], name="boards_deci_decided_9a4bcc_idx"),
                    models.Index(fields=["due_to"], name="boards_deci_due_to_f7cf9e_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("board", "year", "sequence"), name="boards_decision_number"),
                    models.CheckConstraint(
                        condition=models.Q(("due_from__lte", models.F("due_to"))), name="boards_decision_due_ordered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_to__gte", models.F("decided_on"))), name="boards_decision_due_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_by__isnull", True),
                            models.Q(("superseded_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="boards_decision_not_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionAddressee",
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addressees", to="boards.decision"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_decisions",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "organisation"), name="boards_addressee_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExecutionReport",
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
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("in_progress", "In progress"), ("done", "Done")], max_length=12
                    ),
                ),
                ("evidence", models.TextField(blank=True)),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="boards.decisionaddressee",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["addressee", "superseded_at", "valid_from_latest"],
                        name="boards_exec_address_873597_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="boards_executionreport_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="boards_executionreport_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="boards_execution_once", scope=("addressee",), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(("evidence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="boards_execution_done_with_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpNote",
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
                ("text", models.TextField()),
                ("day", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="boards.decision"
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
            ],
            options={
                "ordering": ("decision", "day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                ("day", models.DateField()),
                ("starts", models.TimeField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("invited", "Invited"),
                            ("open", "In session"),
                            ("held", "Held"),
                            ("minuted", "Minutes approved"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("cancelled_because", models.TextField(blank=True)),
                ("seats_counted", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("invited_at", models.DateTimeField(default=None, null=True)),
                ("opened_at", models.DateTimeField(default=None, null=True)),
                ("closed_at", models.DateTimeField(default=None, null=True)),
                ("minuted_at", models.DateTimeField(default=None, null=True)),
                ("cancelled_at", models.DateTimeField(default=None, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="boards.board"
                    ),
                ),
            ],
            options={
                "ordering": ("day", "pk"),
                "indexes": [
                    models.Index(fields=["board", "day"], name="boards_meet_board_i_3e29df_idx"),
                    models.Index(fields=["day"], name="boards_meet_day_a65392_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("board", "number"), name="boards_meeting_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("board", "day"),
                        name="boards_meeting_one_a_day",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="boards.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
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
                    "post_title",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "body_name",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("role", models.CharField(max_length=12)),
                (
                    "presence",
                    models.CharField(
                        choices=[("present", "Present"), ("absent", "Absent"), ("excused", "Excused")], max_length=12
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[("holder", "Holder"), ("acting", "Acting"), ("substitute", "Substitute")],
                        max_length=12,
                    ),
                ),
                (
                    "in_place_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="positions.post"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="boards.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("meeting", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "post"), name="boards_attendance_once_per_seat"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("person__isnull", False),
                                ("presence", "present"),
                                models.Q(("capacity", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("presence", "present"), _negated=True),
                                ("capacity", ""),
                                ("person__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="boards_attendance_present_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("capacity", "substitute"),
                                ("in_place_of__isnull", False),
                                models.Q(("in_place_of", models.F("person")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("capacity", "substitute"), _negated=True), ("in_place_of__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="boards_attendance_substitute_for_somebody",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="boards.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Minutes",
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
                ("approved_on", models.DateField(default=None, null=True)),
                ("approved_head", models.CharField(blank=True, max_length=90)),
                (
                    "recorded_at",
                    models.DateTimeField(default=kurul.kernel.temporal.moment.write_moment, editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="boards.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_head", ""), ("approved_on__isnull", True)),
                            models.Q(("approved_on__isnull", False), models.Q(("approved_head", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="boards_minutes_approved_with_head",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="boards.agendaitem",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="boards.minutes"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "item"), name="boards_minutes_text_once_per_item"),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", True)),
                        fields=("minutes",),
                        name="boards_minutes_text_once_in_general",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatRule",
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
                    "by",
                    models.CharField(
                        choices=[
                            ("equivalence", "The posts that count by a rule"),
                            ("kind", "The posts of a kind"),
                            ("post", "One post"),
                        ],
                        max_length=12,
                    ),
                ),
                ("selector", models.CharField(max_length=60)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("secretary", "Secretary"),
                            ("member", "Member"),
                            ("observer", "Observer"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="boards.board"
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="board_seats",
                        to="positions.post",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["board", "superseded_at", "valid_from_latest"], name="boards_seat_board_i_c42246_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="boards_seat_valid_f_49764b_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="seatrule_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="boards_seat_recorde_abd396_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="seatrule_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="boards_seatrule_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="boards_seatrule_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="boards_seat_once", scope=("board", "by", "selector"), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", "post"), ("post__isnull", False)),
                            models.Q(models.Q(("by", "post"), _negated=True), ("post__isnull", True)),
                            _connector="OR",
                        ),
                        name="boards_seat_of_a_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("selector", ""), _negated=True), name="boards_seat_selector"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Charter",
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
                ("is_label", models.BooleanField(default=False)),
                ("cadence_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "cadence_note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "members_note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                (
                    "status_note",
                    kurul.kernel.translated.TranslatedField(blank=True, default=kurul.kernel.translated.Translated),
                ),
                ("quorum_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_numerator", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_denominator", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quorum_more_than", models.BooleanField(default=False)),
                ("quorum_basis", models.CharField(blank=True, max_length=300)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="boards.board"
                    ),
                ),
                (
                    "convener",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="convened_boards",
                        to="organisations.organisation",
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
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["board", "superseded_at", "valid_from_latest"], name="boards_char_board_i_a42c12_idx"
                    ),
                    models.Index(fields=["valid_from_latest"], name="boards_char_valid_f_dfc7be_idx"),
                    models.Index(
                        condition=models.Q(("valid_to_earliest__lt", datetime.date(9999, 12, 31))),
                        fields=["valid_to_earliest"],
                        name="charter_ends_on",
                    ),
                    models.Index(fields=["recorded_at"], name="boards_char_recorde_6f26ff_idx"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="charter_superseded",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__lte", models.F("valid_from_latest")),
                            ("valid_to_earliest__lte", models.F("valid_to")),
                            ("valid_from__lt", models.F("valid_to")),
                        ),
                        name="boards_charter_bounds_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="boards_charter_recorded_first",
                    ),
                    kurul.kernel.temporal.constraints.NoOverlap(
                        name="boards_charter_once", scope=("board",), violation_error_code="overlap"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cadence_months__isnull", True), ("cadence_months__gte", 1), _connector="OR"
                        ),
                        name="boards_charter_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("quorum_denominator__isnull", True),
                                ("quorum_number__isnull", True),
                                ("quorum_numerator__isnull", True),
                            ),
                            models.Q(
                                models.Q(("quorum_basis", ""), _negated=True),
                                models.Q(
                                    models.Q(
                                        ("quorum_denominator__isnull", True),
                                        ("quorum_number__gte", 1),
                                        ("quorum_numerator__isnull", True),
                                    ),
                                    models.Q(
                                        ("quorum_denominator__gte", 1),
                                        ("quorum_number__isnull", True),
                                        ("quorum_numerator__gte", 1),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="boards_charter_quorum",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contributed_key", ""), _negated=True),
                fields=("meeting", "contributed_key"),
                name="boards_item_contributed_once",
            ),
        ),
    ]
