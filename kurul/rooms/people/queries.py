"""What the pages and other rooms read of persons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.models import Account
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.prepared import prepared
from kurul.kernel.remembering import read_each
from kurul.kernel.temporal.bounds import Bound, Certainty, Period
from kurul.kernel.temporal.facts import certainly, possibly
from kurul.kernel.temporal.look import Look
from kurul.kernel.turkish import fold
from kurul.kernel.until_written import answer
from kurul.rooms.people.models import AccountLink, Person, PersonIdentifier, PersonName
from kurul.rooms.people.permissions import can_see, seen_of

BATCH = 500  # persons read at a time for exports
LINKED_DATA = "people.linked_data"  # what higher rooms write of one person; see public.py


@dataclass(frozen=True)
class Named:
    """A person by the name on the day looked at."""

    id: int
    name: str
    basis: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty fields do not narrow."""

    text: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.text.strip())


@dataclass(frozen=True)
class Row:
    """One line of the list. The account is that of the day; None: nobody linked one, or it is not for the reader."""

    id: int
    name: str
    family_name: str
    period: Period  # for which the person is called so
    basis: str
    account: Account | None = None


@dataclass(frozen=True)
class Naming:
    """One stage of the timeline of names."""

    when: Bound
    code: str  # key of wording.LIFE
    name: str
    basis: str


@dataclass(frozen=True)
class Page:
    """Everything that the page of one person shows on the day looked at."""

    id: int
    name: PersonName
    certainty: Certainty  # whether the person was called so on the day
    life: tuple[Naming, ...]  # all names; empty for whom they are not meant
    links: tuple[AccountLink, ...]  # accounts over time; empty for whom they are not meant
    basis: str
    version: int

    @property
    def is_called_otherwise(self) -> bool:
        """Whether the name that is shown did certainly not hold on the day."""
        return self.certainty is Certainty.NO


def called(look: Look) -> QuerySet[PersonName, Any]:
    """For each person that was known at the moment, the one name to show for the day.

    That is the name that certainly held; else one that perhaps did; else the first that is known at all.
    """
    held = PersonName.objects.known_at(look.known_at)
    nearest = Case(When(certainly(look.day), then=Value(0)), When(possibly(look.day), then=Value(1)), default=Value(2))
    best = held.filter(person=OuterRef("person")).annotate(nearest=nearest).order_by("nearest", "valid_from", "pk")
    return held.filter(pk=Subquery(best.values("pk")[:1]))


@read_each
def names_of(ids: Iterable[int], look: Look) -> dict[int, str]:
    """What each person is called on the day: one query. Whoever was not known at the moment is absent."""
    return {row.person_id: str(row) for row in _names_of(tuple(set(ids)), look.day, look.known_at)}


@prepared
def _names_of(people: tuple[int, ...], day: date, known_at: datetime | None) -> QuerySet[PersonName]:
    return called(Look(day, known_at)).filter(person_id__in=people)


@read_each
def names_seen(ids: Iterable[int], look: Look, actor: Actor) -> dict[int, str]:
    """What each person that the actor may see is called on the day: two or three queries. Others are absent.

    For readers that come by persons otherwise than through what is held true now: with the knowledge of another
    moment an appointment may name somebody who is not public any more, or never should have been.
    """
    named = names_of(ids, look)
    if not named:
        return {}
    seen = seen_of(named, actor)
    return {number: name for number, name in named.items() if number in seen}


def labels(ids: Iterable[int]) -> dict[int, str]:
    """Names for references: today's."""
    return names_of(ids, Look.today())


def person_of(account_id: int, day: date) -> int | None:
    """Whose account it certainly is on the day; None for nobody's."""
    links = AccountLink.objects.as_of(day).filter(account_id=account_id)
    return links.values_list("person_id", flat=True).first()


def accounts_of(person_ids: Iterable[int], day: date) -> dict[int, int]:
    """The account of each person on the day: one query. Persons without one are absent."""
    links = AccountLink.objects.as_of(day).filter(person_id__in=set(person_ids))
    return dict(links.values_list("person_id", "account_id"))


def search(text: str, look: Look, actor: Actor, *, size: int = 10) -> tuple[Named, ...]:
    """Persons that the actor may see and whose name contains every typed word, by family name."""
    rows = _narrowed(Filters(text), look, actor).order_by("sort_key", "pk")
    return tuple(Named(row.person_id, str(row), row.basis) for row in rows[:size])


def suggested(text: str, look: Look, actor: Actor) -> dict[int, str]:
    """Some persons that the actor may see and whose name contains every typed word, to choose from in a form."""
    return {named.id: named.name for named in search(text, look, actor)}


def meant(text: str) -> dict[int, str]:
    """The persons whose whole name of today is typed, with or without the title before it."""
    typed = fold(text)
    rows = called(Look.today()).filter(Q(search_text=typed) | Q(search_text__endswith=f" {typed}"))
    return {row.person_id: str(row) for row in rows}


def listing(
    filters: Filters, look: Look, actor: Actor, *, order: str = "name", start: int = 0, size: int = 50
) -> tuple[Row, ...]:
    """A page of the list, by family name ("-name" reverses): two queries whatever the size."""
    key = "-sort_key" if order.startswith("-") else "sort_key"
    found = list(_narrowed(filters, look, actor).order_by(key, "pk")[start : start + size])
    accounts = _accounts([row.person_id for row in found], look, actor)
    return tuple(_row(row, accounts) for row in found)


def how_many(filters: Filters, look: Look, actor: Actor) -> int:
    """How many persons the list has: one query, for who sees all persons only when somebody has written since."""
    if not can_see(actor).allowed:
        return _narrowed(filters, look, actor).count()
    if filters.is_narrow:
        return answer(("people.how_many", filters, look), _narrowed(filters, look, actor).count)
    # Whatever the day, each person that is known has the one name to show.
    known = PersonName.objects.known_at(look.known_at).values("person_id").distinct()
    return answer(("people.how_many", look.known_at), known.count)


def _narrowed(filters: Filters, look: Look, actor: Actor) -> QuerySet[PersonName, Any]:
    wanted = Q()
    for word in fold(filters.text).split():
        wanted &= Q(search_text__contains=word)
    return visible_to(called(look).filter(wanted), actor)


def _accounts(people: Iterable[int], look: Look, actor: Actor) -> dict[int, Account]:
    links = visible_to(AccountLink.objects.as_of(look.day, look.known_at), actor).filter(person_id__in=list(people))
    return {link.person_id: link.account for link in links.select_related("account")}


def _row(name: PersonName, accounts: dict[int, Account]) -> Row:
    return Row(
        id=name.person_id,
        name=str(name),
        family_name=name.family_name,
        period=name.period,
        basis=name.basis,
        account=accounts.get(name.person_id),
    )


def page(pk: int, look: Look, actor: Actor) -> Page | None:
    """One person on the day looked at; None when there is none to see."""
    person = visible_to(Person.objects.all(), actor).filter(pk=pk).first()
    name = called(look).filter(person_id=pk).first() if person else None
    if person is None or name is None:
        return None
    links = visible_to(AccountLink.objects.known_at(look.known_at), actor).filter(person_id=pk)
    return Page(
        id=pk,
        name=name,
        certainty=name.period.on(look.day),
        # Former names say more about a person than the public needs.
        life=_life(pk, look) if can_see(actor) else (),
        links=tuple(links.order_by("valid_from", "valid_to", "pk").select_related("account")),
        basis=person.basis,
        version=person.version,
    )


def _life(pk: int, look: Look) -> tuple[Naming, ...]:
    # A name whose first day is not known comes before those that replaced it.
    rows = PersonName.objects.known_at(look.known_at).filter(person_id=pk).order_by("valid_from", "valid_to", "pk")
    return tuple(
        Naming(row.period.start, "renamed" if index else "named", str(row), row.basis) for index, row in enumerate(rows)
    )


def link_to_change(person_id: int, pk: int, actor: Actor) -> AccountLink | None:
    """A link that is held to be true, for a form; None when there is none to see."""
    links = visible_to(AccountLink.objects.known_at().select_related("account", "person"), actor)
    return links.filter(person_id=person_id, pk=pk).first()


@dataclass
class RecordedPerson:
    """One person with the names and keys that were held at the moment looked with, the first name first."""

    person: Person
    names: list[PersonName] = field(default_factory=list)
    identifiers: list[PersonIdentifier] = field(default_factory=list)

    def name_on(self, look: Look) -> PersonName:
        """The name that holds or may hold on the day, else the last there is."""
        return next((row for row in self.names if row.period.on(look.day) != "no"), self.names[-1])


def recorded_persons(look: Look, actor: Actor, ids: Collection[int] | None = None) -> Iterator[list[RecordedPerson]]:
    """All persons that the actor may see (or those of `ids`), in batches in the order of their numbers: three or four
    queries a batch. Former names and keys are only for whom they are meant."""
    last = 0
    people = Person.objects.all() if ids is None else Person.objects.filter(pk__in=list(ids))
    people = visible_to(people, actor).order_by("pk")
    while batch := list(people.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        found = {person.pk: RecordedPerson(person) for person in batch}
        names = visible_to(PersonName.objects.known_at(look.known_at).filter(person_id__in=list(found)), actor)
        for name in names.order_by("valid_from", "valid_to", "pk"):
            found[name.person_id].names.append(name)
        keys = visible_to(PersonIdentifier.objects.known_at(look.known_at).filter(person_id__in=list(found)), actor)
        for key in keys.in_order():
            found[key.person_id].identifiers.append(key)
        shown = [one for one in found.values() if one.names]
        if not can_see(actor):
            for one in shown:
                one.names = [one.name_on(look)]
        yield shown
        if len(batch) < BATCH:
            return


def person_keys(ids: Collection[int], look: Look, schemes: Collection[str], actor: Actor) -> dict[int, dict[str, str]]:
    """For each person the keys in these schemes, for whom they are meant: one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    known = PersonIdentifier.objects.known_at(look.known_at)
    rows = visible_to(known, actor).filter(person_id__in=list(ids), scheme__in=list(schemes))
    for row in rows.in_order():
        found[row.person_id].setdefault(row.scheme, row.value)
    return found
