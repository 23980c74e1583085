"""One write that fills an empty database with the nation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from django.db import connection
from django.utils.translation import gettext_lazy as _

from kurul.kernel.actions import record, writes
from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import CIO
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.references import Ref
from kurul.kernel.refusals import Conflict, refuse_if
from kurul.kernel.rules import Finding
from kurul.kernel.search.index import reindex
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.kernel.wording import event, sentences
from kurul.rooms.organisations.public import Kind, Level, Organisation
from kurul.rooms.people.public import Person
from kurul.rooms.positions.public import (
    Function,
    Post,
    PostKind,
    Reach,
    enter_equivalence_rule,
    give_role,
)
from kurul.site.nation import bodies, posts, powers
from kurul.site.nation.writing import Tables, measure_tables, renumber

GENERATED = event("site.nation_generated", _("%(by)s filled the empty database with a made-up nation"))
sentences(
    "site",
    {
        "site.not_empty": _(
            "The database already holds bodies, posts, persons or their kinds. A nation is made up in an empty one "
            "only: name another with DATABASE_URL and run “python manage.py migrate” there first."
        )
    },
)
RULE_SINCE = date(2016, 7, 19)


@dataclass(frozen=True)
class Sizes:
    """How large the nation is."""

    units: int = 100_000
    posts: int = 150_000
    appointments: int = 400_000

    @property
    def people(self) -> int:
        """Persons who take turns in the posts."""
        return max(self.appointments * 55 // 100, 1)


@dataclass(frozen=True)
class Nation:
    """What was generated: rows by table, and the SHA-256 over all of them."""

    counts: Mapping[str, int]
    digest: str


def generate(seed: int, sizes: Sizes, by: Actor) -> Nation:
    """Fill an empty database; the same seed and sizes give the same rows on every database.

    Raises Conflict when the database is not empty, ValueError for sizes that no nation has. What each row says and
    when it was recorded are made up, and every row is marked so; the log holds one event with the digest of them all.
    """
    with resting_on(Basis.ILLUSTRATIVE):
        made = _generate(seed=seed, sizes=sizes, by=by)
    reindex()
    measure_tables()
    return made


@writes
def _generate(*, seed: int, sizes: Sizes, by: Actor) -> Nation:
    refuse_if(_findings(), as_=Conflict)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")  # the moments are written without a zone
    dice = Random(seed)  # noqa: S311 (the same nation again, no secret)
    _enter_words(by)
    tables = Tables()
    nation = bodies.storeys(dice, sizes.units)
    bodies.write(dice, tables, nation)
    posts.write_people(dice, tables, sizes.people)
    posts.write(dice, tables, nation, sizes.posts, sizes.appointments, sizes.people)
    power, act = powers.enter(by)
    powers.write(Random(f"{seed} powers"), tables, nation, power.pk, act.pk)  # noqa: S311 (as above)
    tables.flush()
    renumber(tables.counts)
    after = {"seed": seed, "rows": dict(tables.counts), "digest": tables.digest}
    record(GENERATED, Ref("organisations.organisation", 0), by=by, after=after)
    return Nation(dict(tables.counts), tables.digest)


def _findings() -> list[Finding]:
    models = (Organisation, Kind, Level, Post, PostKind, Function, Person)
    return [Finding("site.not_empty")] if any(model.objects.exists() for model in models) else []


def _enter_words(by: Actor) -> None:
    """Kinds, levels and functions with the numbers by which the rows name them, and the rule of the CIO."""
    Kind.objects.bulk_create(
        Kind(pk=number, code=code, name=Translated(tr=tr, en=en), is_unit=is_unit, order=number * 10)
        for number, (code, (tr, en, is_unit)) in enumerate(bodies.KINDS.items(), start=1)
    )
    Level.objects.bulk_create(
        Level(pk=number, code=code, rank=rank, name=Translated(tr=tr, en=en))
        for number, (code, (rank, tr, en)) in enumerate(bodies.LEVELS.items(), start=1)
    )
    PostKind.objects.bulk_create(
        PostKind(pk=number, code=code, name=Translated(tr=tr, en=en), order=number * 10)
        for number, (code, (tr, en)) in enumerate(posts.KINDS.items(), start=1)
    )
    Function.objects.bulk_create(
        Function(pk=number, code=code, name=Translated(tr=tr, en=en), order=number * 10)
        for number, (code, (tr, en)) in enumerate(posts.FUNCTIONS.items(), start=1)
    )
    renumber(["organisations.Kind", "organisations.Level", "positions.PostKind", "positions.Function"])
    functions = list(Function.objects.order_by("pk"))
    period = Period.since(RULE_SINCE)
    rule = enter_equivalence_rule(
        code="nation-cio",
        counts_as=CIO.code,
        post_kind=PostKind.objects.get(code="assistant-undersecretary"),
        organisation_kind=Kind.objects.get(code="ministry"),
        required=functions[:2],
        also_named=functions[2:],
        period=period,
        by=by,
    )
    give_role(rule=rule, role=CIO.code, reach=Reach.OWN, period=period, by=by)
