"""The provisions of an instrument as a tree, on any day and with the knowledge of any moment."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.visibility import visible_to
from kurul.kernel.temporal.bounds import Certainty
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.turkish import fold
from kurul.rooms.law.models import Instrument, Provision, ProvisionKind, ProvisionWording, Relation
from kurul.rooms.law.queries import citing
from kurul.rooms.law.queries.citing import Step

SUGGESTED = 10
CANDIDATES = 2000  # so many provisions bear one of the labels typed, at most
# How a provision stands in the text on the day looked at.
STANDS, PERHAPS, REPEALED, NOT_YET = "stands", "perhaps", "repealed", "not_yet"


@dataclass(frozen=True)
class Node:
    """One provision in the tree, with the wording of the day looked at (of a repealed one: the last)."""

    id: int
    wording: ProvisionWording
    state: str
    versions: tuple[ProvisionWording, ...]  # all of them, the earliest first
    children: "tuple[Node, ...]" = ()
    steps: tuple[Step, ...] = field(default=())  # from the instrument down to this one
    citations: int = 0  # how many records cite it on the day

    @property
    def label(self) -> str:
        """How it is cited within the one above: "art. 9"."""
        return self.steps[-1].cited()

    @property
    def kind(self) -> ProvisionKind | None:
        """Article, paragraph …; None where no source says so."""
        return self.wording.kind

    @property
    def text(self) -> Translated:
        """What it says."""
        return self.wording.text

    @property
    def basis(self) -> str:
        """On what the wording rests."""
        return self.wording.basis

    @property
    def came_by(self) -> Relation | None:
        """The amendment that gave it this wording; None for the original one."""
        return self.wording.came_by

    @property
    def was_added(self) -> bool:
        """Whether another instrument added it, and gave it the wording shown: no amendment of what stood before."""
        return self.came_by is not None and self.wording.pk == self.versions[0].pk

    @property
    def ended_by(self) -> Relation | None:
        """What repealed it, if it no longer stands."""
        return self.wording.ended_by if self.state == REPEALED else None

    def walk(self) -> "Iterator[Node]":
        """This one and all below, in their order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Tree:
    """All provisions of an instrument that stand, may stand or have stood by the day looked at."""

    roots: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """All of them, in their order."""
        for root in self.roots:
            yield from root.walk()

    def find(self, pk: int) -> Node | None:
        """One of them."""
        return next((node for node in self.walk() if node.id == pk), None)

    def above(self, node: Node) -> tuple[Node, ...]:
        """Those above it, the widest first."""
        for root in self.roots:
            found = _way_to(root, node.id)
            if found:
                return tuple(found[:-1])
        return ()

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(1 for _node in self.walk())

    @property
    def standing(self) -> int:
        """How many of them stand, or may stand, on the day: so many the list of provisions has."""
        return sum(1 for node in self.walk() if node.state != REPEALED)


def tree(instrument: int, look: Look, actor: Actor, *, citations: Mapping[int, int] | None = None) -> Tree:
    """The tree of an instrument on the day looked at: one query. `citations` are counted elsewhere."""
    rows = visible_to(ProvisionWording.objects.known_at(look.known_at), actor).filter(
        provision__instrument_id=instrument
    )
    related = ("provision", "kind", "came_by__instrument__kind", "ended_by__instrument__kind")
    found = rows.select_related(*related).order_by("provision__order", "valid_from_latest", "valid_to_earliest", "pk")
    versions: dict[int, list[ProvisionWording]] = {}
    for row in found:
        versions.setdefault(row.provision_id, []).append(row)
    return Tree(_grown(versions, look.day, citations or {}))


def standing(versions: Sequence[ProvisionWording], day: date) -> tuple[ProvisionWording, str]:
    """The wording of the day and how it stands; before the first one that first, after the last one the last."""
    for certainty, state in ((Certainty.YES, STANDS), (Certainty.NOT_KNOWN, PERHAPS)):
        for row in versions:
            if row.period.on(day) is certainty:
                return row, state
    gone = [row for row in versions if row.valid_to <= day]
    return (gone[-1], REPEALED) if gone else (versions[0], NOT_YET)


def _grown(
    versions: Mapping[int, Sequence[ProvisionWording]], day: date, citations: Mapping[int, int]
) -> tuple[Node, ...]:
    chosen = {pk: standing(rows, day) for pk, rows in versions.items()}
    below: dict[int | None, list[int]] = {}
    for pk, (wording, state) in chosen.items():
        if state != NOT_YET:
            parent = wording.parent_id if wording.parent_id in chosen else None
            below.setdefault(parent, []).append(pk)

    def node(pk: int, steps: tuple[Step, ...]) -> Node:
        wording, state = chosen[pk]
        here = (*steps, Step(wording.kind, wording.label))
        children = tuple(node(child, here) for child in below.get(pk, ()))
        return Node(pk, wording, state, tuple(versions[pk]), children, here, citations.get(pk, 0))

    return tuple(node(pk, ()) for pk in below.get(None, ()))


def _way_to(node: Node, pk: int) -> list[Node]:
    if node.id == pk:
        return [node]
    for child in node.children:
        if found := _way_to(child, pk):
            return [node, *found]
    return []


def provision_to_change(pk: int, actor: Actor) -> Provision | None:
    """The provision itself, for a form; None when there is none to see."""
    return visible_to(Provision.objects.select_related("instrument__kind"), actor).filter(pk=pk).first()


def steps_of(provisions: Sequence[int], look: Look) -> dict[int, tuple[Step, ...]]:
    """The way from the instrument down to each of the provisions, on the day: one query for all their instruments."""
    instruments = Provision.objects.filter(pk__in=provisions).values("instrument_id")
    rows: Any = ProvisionWording.objects.known_at(look.known_at).filter(provision__instrument_id__in=instruments)
    versions: dict[int, list[ProvisionWording]] = {}
    for row in rows.select_related("kind").in_order():
        versions.setdefault(row.provision_id, []).append(row)
    chosen = {pk: standing(found, look.day)[0] for pk, found in versions.items()}
    return {pk: _steps(pk, chosen) for pk in provisions if pk in chosen}


def _steps(pk: int, chosen: Mapping[int, ProvisionWording]) -> tuple[Step, ...]:
    way: list[Step] = []
    above: int | None = pk
    while above is not None and above in chosen and len(way) <= len(chosen):
        wording = chosen[above]
        way.append(Step(wording.kind, wording.label))
        above = wording.parent_id
    return tuple(reversed(way))


def provision_at(instrument: Instrument, path: Sequence[tuple[str, str]]) -> Provision:
    """The provision of an instrument at a way of kinds (by code) and labels, as it is held now: one query a step.

    Raises LookupError.
    """
    found: Provision | None = None
    for kind, label in path:
        rows = ProvisionWording.objects.known_at().filter(
            provision__instrument=instrument, parent=found, kind__code=kind, label=label
        )
        row = rows.select_related("provision__instrument__kind").first()
        if row is None:
            raise LookupError(f"{instrument.code} has no {kind} {label} there.")
        found = row.provision
    if found is None:
        raise LookupError("A way to a provision has at least one step.")
    return found


def provision_labels(ids: Iterable[int]) -> dict[int, str]:
    """Citations for references, as they are today: two queries."""
    provisions = Provision.objects.filter(pk__in=set(ids)).select_related("instrument__kind")
    return cited(list(provisions), Look.today())


def cited(provisions: Sequence[Provision], look: Look, language: str | None = None) -> dict[int, str]:
    """How each of the provisions is cited on the day: one query."""
    steps = steps_of([row.pk for row in provisions], look)
    return {
        row.pk: citing.cite(row.instrument.code, row.instrument.particulars, steps.get(row.pk, ()), language)
        for row in provisions
    }


def provisions_meant(text: str) -> dict[int, str]:
    """The provisions that a typed citation means, in any language of the installation: "Law 5436, art. 15"."""
    wanted = fold(text)
    found: dict[int, str] = {}
    candidates = _with_labels_in(text, Look.today())
    for language, _name in settings.LANGUAGES:
        found |= {pk: name for pk, name in cited(candidates, Look.today(), language).items() if fold(name) == wanted}
    return found


def provisions_suggested(text: str, look: Look, actor: Actor) -> dict[int, str]:
    """Some provisions whose citation contains every word that is typed."""
    wanted = fold(text).split()
    names = cited(_with_labels_in(text, look, actor), look)
    fitting = {pk: name for pk, name in names.items() if all(word in fold(name) for word in wanted)}
    return dict(list(fitting.items())[:SUGGESTED])


def _with_labels_in(text: str, look: Look, actor: Actor | None = None) -> list[Provision]:
    """The provisions on whose way down every label stands in the text: those that it can cite."""
    words = re.findall(r"[^\W_]+(?:/[^\W_]+)?", text)
    rows = ProvisionWording.objects.possibly_as_of(look.day, look.known_at).filter(label__in=words)
    if actor is not None:
        rows = visible_to(rows, actor)
    numbers = rows.order_by("provision_id").values_list("provision_id", flat=True)[:CANDIDATES]
    return list(Provision.objects.filter(pk__in=list(numbers)).select_related("instrument__kind"))
