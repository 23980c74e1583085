"""The door of the room: what other rooms may import.

`PUBLIC` is the question that a higher room answers to open the page of a person to everybody:

    @contributions.register(PUBLIC, order=10)
    def holders(ids: frozenset[int]) -> Iterable[int]: ...

and `LINKED_DATA` the one that it answers by writing a person, as linked data, into `export`, if there is one to see:

    @contributions.register(LINKED_DATA, order=10)
    def document(*, person: int, look: Look, actor: Actor, export: Export) -> Iterable[bool]: ...
"""

from kurul.rooms.people.actions import (
    ALWAYS,
    NameGiven,
    PersonGiven,
    end_link,
    enter_person,
    link_account,
    load_persons,
)
from kurul.rooms.people.models import Person, PersonIdentifier, PersonName
from kurul.rooms.people.permissions import KEEP_PEOPLE, PUBLIC, SEE_PEOPLE
from kurul.rooms.people.queries import (
    LINKED_DATA,
    Named,
    RecordedPerson,
    accounts_of,
    labels,
    names_of,
    names_seen,
    person_keys,
    person_of,
    recorded_persons,
    search,
)

__all__ = [
    "ALWAYS",
    "KEEP_PEOPLE",
    "LINKED_DATA",
    "PUBLIC",
    "SEE_PEOPLE",
    "NameGiven",
    "Named",
    "Person",
    "PersonGiven",
    "PersonIdentifier",
    "PersonName",
    "RecordedPerson",
    "accounts_of",
    "end_link",
    "enter_person",
    "labels",
    "link_account",
    "load_persons",
    "names_of",
    "names_seen",
    "person_keys",
    "person_of",
    "recorded_persons",
    "search",
]
