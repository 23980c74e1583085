"""The made-up nation: the same from the same seed, whole, marked, and only where nothing else is."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.db.models import Count

from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.audit.verification import verify
from kurul.kernel.cli import kurul
from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Conflict
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Existence, Name, Organisation, Placement
from kurul.rooms.organisations.queries import Filters, how_many, listing, within
from kurul.rooms.organisations.tests import make
from kurul.rooms.positions.models import Appointment, Delegation, Post, Power
from kurul.rooms.positions.queries import cio_seats, who_may
from kurul.site.nation.generation import Nation, Sizes, generate

pytestmark = pytest.mark.django_db
DAY = date(2017, 10, 16)
SMALL = Sizes(units=400, posts=500, appointments=1500)
# Of the seed 1, on every database and machine.
DIGEST = "a3314ab7c9f214347e8a240675eec574f0a24974091707a84c8eb5311563fe59"


@pytest.fixture
def nation() -> Nation:
    return generate(1, SMALL, Actor.operator())


def test_the_same_seed_gives_the_same_nation(nation: Nation) -> None:
    assert nation.digest == DIGEST
    assert nation.counts["organisations.Organisation"] == Organisation.objects.count() == 400
    assert nation.counts["positions.Post"] == Post.objects.count() == 500
    assert abs(Appointment.objects.known_at().count() - 1500) < 15
    assert verify().problems == ()


def test_everything_is_marked_and_some_of_it_was_known_otherwise(nation: Nation) -> None:
    assert {row.basis for row in Name.objects.all()} == {"illustrative"}
    assert Name.objects.exclude(superseded_at=None).exists()
    renamed = Name.objects.known_at().values("organisation").annotate(times=Count("pk")).filter(times__gt=1)
    assert renamed.exists()


def test_nobody_stands_under_a_body_that_is_gone(nation: Nation) -> None:
    gone = Existence.objects.known_at().filter(valid_to_earliest__lte=DAY).values("organisation_id")
    assert gone.exists()
    assert not Placement.objects.as_of(DAY).filter(parent_id__in=gone).exists()


def test_its_pages_find_it(nation: Nation) -> None:
    look, actor = Look(DAY), Actor.nobody()
    ministries = Organisation.objects.filter(pk__lte=25).values_list("pk", flat=True)
    exist = how_many(Filters(perhaps=True), look, actor)
    assert len(within(list(ministries), look)) == exist
    assert len(listing(Filters(), look, actor)) == 50
    assert len(cio_seats(look, actor)) == 25


def test_a_database_that_is_not_empty_is_left_alone(nation: Nation) -> None:
    events = AuditEvent.objects.count()
    with pytest.raises(Conflict) as refusal:
        generate(1, SMALL, Actor.operator())
    assert [finding.code for finding in refusal.value.findings] == ["site.not_empty"]
    assert (Organisation.objects.count(), AuditEvent.objects.count()) == (400, events)


@pytest.mark.parametrize(("language", "said"), [("en", "name another with DATABASE_URL"), ("tr", "DATABASE_URL ile")])
def test_one_kind_of_body_is_enough_to_be_left_alone_and_the_command_says_what_to_do(language: str, said: str) -> None:
    make.kind()
    asked = CliRunner().invoke(kurul, ["--language", language, "nation", "generate", "--units", "400"])
    assert (asked.exit_code, said in asked.output) == (1, True), asked.output
    assert (Organisation.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_what_is_no_nation_is_wrong_usage() -> None:
    asked = CliRunner().invoke(kurul, ["nation", "generate", "--units", "10"])
    assert asked.exit_code == 2
    assert Organisation.objects.count() == 0


def test_its_powers_are_delegated_from_storey_to_storey(nation: Nation) -> None:
    power, look = Power.objects.get(), Look(DAY)
    assert nation.counts["positions.Delegation"] == Delegation.objects.count()
    found = who_may(power, None, None, look)
    lengths = Counter(len(one.way.given) for one in found.may)
    assert min(lengths[length] for length in (0, 1, 2)) > 0
    assert {(len(one.way.given), one.limit) for one in found.may} == {
        (0, Decimal(1_000_000)),
        (1, Decimal(100_000)),
        (2, Decimal(10_000)),
    }
