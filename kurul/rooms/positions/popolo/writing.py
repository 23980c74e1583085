"""Writing Popolo JSON, batch by batch: memory does not grow with the registry."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from kurul.kernel.exports import Export
from kurul.kernel.identity.actors import Actor
from kurul.kernel.progress import counted
from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.look import Look
from kurul.kernel.translated import Translated
from kurul.kernel.web.addresses import public_address
from kurul.rooms.organisations.public import URI, Recorded, keys_of, recorded
from kurul.rooms.people.public import ALWAYS, RecordedPerson, person_keys, recorded_persons
from kurul.rooms.positions.models import Appointment, Capacity
from kurul.rooms.positions.popolo.days import NOT_SAID, POPOLO, dated, read_period, said
from kurul.rooms.positions.queries.records import RecordedPost, nearest_to, post_keys, recorded_posts

ID_SCHEMES = (URI, POPOLO)
ROUTES = {"person": "people:person", "organization": "organisations:organisation", "post": "positions:post"}
Json = dict[str, Any]


def write_popolo(look: Look, export: Export, actor: Actor) -> None:
    """Everything of the registry that Popolo can say, as of the day; names and terms of other days beside it."""
    parts: tuple[tuple[str, Iterator[Json]], ...] = (
        ("persons", _persons(look, actor)),
        ("organizations", _organisations(look, actor)),
        ("posts", _posts(look, actor)),
        ("memberships", _memberships(look, actor)),
    )
    export.write("{")
    for number, (name, items) in enumerate(parts):
        export.write(f"{',' if number else ''}\n{json.dumps(name)}: [")
        for index, item in enumerate(counted(items, name)):
            export.write(("," if index else "") + "\n" + json.dumps(item, ensure_ascii=False, sort_keys=True))
            export.written[name] += 1
        export.write("]")
    export.write("}\n")


def id_of(kind: str, number: int, keys: dict[str, str]) -> str:
    """The id of a record: the address or id that a file gave it, else its own lasting address."""
    return keys.get(URI) or keys.get(POPOLO) or public_address(reverse(ROUTES[kind], args=[number]))


def texts(text: Translated) -> tuple[str, Json]:
    """The text in the language of the installation (else another one), and all by language where one is known."""
    best = text.best(settings.LANGUAGE_CODE)
    return best.text if best else "", {"labels": dict(text)} if set(text) - {NOT_SAID} else {}


def _basis(record: Any) -> Json:
    return {} if record.basis == Basis.STATED else {"basis": record.basis}


def _identifiers(rows: Iterable[Any]) -> Json:
    listed = [{"scheme": row.scheme, "identifier": row.value} for row in rows if row.scheme not in ID_SCHEMES]
    return {"identifiers": listed} if listed else {}


def _keys(rows: Iterable[Any]) -> dict[str, str]:
    return {row.scheme: row.value for row in rows if row.scheme in ID_SCHEMES}


def _persons(look: Look, actor: Actor) -> Iterator[Json]:
    for batch in recorded_persons(look, actor):
        for one in batch:
            yield person(one, look)


def person(one: RecordedPerson, look: Look) -> Json:
    """One person: the name of the day, other names with their days, published keys."""
    now = one.name_on(look)
    others = [{**_name(row), **dated(row.period)} for row in one.names if row is not now]
    since = {} if now.period == ALWAYS else {"name_period": str(now.period)}
    return {
        "id": id_of("person", one.person.pk, _keys(one.identifiers)),
        **_name(now),
        **since,
        **({"other_names": others} if others else {}),
        **_identifiers(one.identifiers),
        **_basis(one.person),
    }


def _name(row: Any) -> Json:
    parts = {"given_name": row.given_name, "family_name": row.family_name, "honorific_prefix": row.honorific}
    return {"name": str(row), **{part: text for part, text in parts.items() if text}}


def _organisations(look: Look, actor: Actor) -> Iterator[Json]:
    for batch in recorded(look, actor):
        parents = {row.parent_id for one in batch for row in one.placements}
        keys = keys_of(parents, look, ID_SCHEMES)
        for one in batch:
            yield organisation(one, keys, look)


def organisation(one: Recorded, keys: dict[int, dict[str, str]], look: Look) -> Json:
    """One body: its name and class of the day, other names with their days, numbers, parent, founding, dissolution."""
    name = one.name_on(look)
    shown, labels = texts(name.name) if name else ("", {})
    others = [_other_name(row) for row in one.names if row is not name]
    classified = nearest_to(one.classifications, look.day)
    placed = next((row for row in one.placements if row.period.on(look.day) != "no"), None)
    parent = id_of("organization", placed.parent_id, keys.get(placed.parent_id, {})) if placed else None
    life = [row.period for row in one.existences]
    found = {
        "id": id_of("organization", one.body.pk, _keys(one.identifiers)),
        "name": shown or (name.abbreviation if name else ""),
        **labels,
        "abbreviation": name.abbreviation if name else "",
        "name_period": str(name.period) if name and [name.period] != life else None,
        "other_names": others,
        "classification": classified.kind.code if classified else None,
        "parent_id": parent,
        "parent_period": str(placed.period) if placed and [placed.period] != life else None,
        **_life(life, "founding_date", "dissolution_date"),
        **_identifiers(one.identifiers),
        **_basis(one.body),
    }
    return {key: value for key, value in found.items() if value or key in ("id", "name")}


def _life(periods: list[Period], start: str, end: str) -> Json:
    """First and last day of what exists, and our own `existence` where they do not say all of it."""
    first, last = periods[0].start, periods[-1].last_day
    days = {name: text for name, text in ((start, said(first)), (end, said(last))) if text}
    if [read_period(days, start, end)] == periods:
        return days
    return {**days, "existence": [str(period) for period in periods]}


def _other_name(row: Any) -> Json:
    shown, labels = texts(row.name)
    short = {"abbreviation": row.abbreviation} if row.abbreviation else {}
    return {"name": shown or row.abbreviation, **labels, **short, **dated(row.period)}


def _posts(look: Look, actor: Actor) -> Iterator[Json]:
    for batch in recorded_posts(look, actor):
        keys = keys_of({row.organisation_id for one in batch for row in one.placements}, look, ID_SCHEMES)
        superiors = post_keys({row.superior_id for one in batch for row in one.lines}, look, ID_SCHEMES)
        for one in batch:
            yield _post(one, keys, superiors, look)


def _post(one: RecordedPost, keys: Any, superiors: Any, look: Look) -> Json:
    title, placed = nearest_to(one.titles, look.day), nearest_to(one.placements, look.day)
    line = next((row for row in one.lines if row.period.on(look.day) != "no"), None)
    shown, labels = texts(title.title) if title else ("", {})
    functions = sorted(row.function.code for row in one.portfolio if row.period.on(look.day) != "no")
    number = placed.organisation_id if placed else None
    found = {
        "id": id_of("post", one.post.pk, _keys(one.identifiers)),
        "label": shown,
        **labels,
        "role": title.kind.code if title else None,
        "organization_id": id_of("organization", number, keys.get(number, {})) if number else None,
        "reports_to_id": id_of("post", line.superior_id, superiors.get(line.superior_id, {})) if line else None,
        "functions": functions,
        "holders_allowed": one.post.holders_allowed if one.post.holders_allowed != 1 else None,
        **_life([row.period for row in one.existences], "start_date", "end_date"),
        **_identifiers(one.identifiers),
        **_basis(one.post),
    }
    return {key: value for key, value in found.items() if value}


def _memberships(look: Look, actor: Actor) -> Iterator[Json]:
    for batch in recorded_posts(look, actor):
        people = person_keys({row.person_id for one in batch for row in one.appointments}, look, ID_SCHEMES, actor)
        bodies = keys_of({row.organisation_id for one in batch for row in one.placements}, look, ID_SCHEMES)
        for one in batch:
            for row in one.appointments:
                yield _membership(one, row, people, bodies)


def _membership(one: RecordedPost, row: Appointment, people: Any, bodies: Any) -> Json:
    """A membership in the body to which the post belonged when it began."""
    placed = nearest_to(one.placements, row.period.start.latest)
    title = nearest_to(one.titles, row.period.start.latest)
    number = placed.organisation_id if placed else None
    shown, labels = texts(title.title) if title else ("", {})
    found = {
        "person_id": id_of("person", row.person_id, people.get(row.person_id, {})),
        "organization_id": id_of("organization", number, bodies.get(number, {})) if number else None,
        "post_id": id_of("post", one.post.pk, _keys(one.identifiers)),
        "label": shown,
        **labels,
        "role": title.kind.code if title else None,
        "capacity": row.capacity if row.capacity != Capacity.SUBSTANTIVE else None,
        "absence": row.absence,
        "left_early": row.left_early,
        **dated(row.period),
        **_basis(row),
    }
    return {key: value for key, value in found.items() if value}
