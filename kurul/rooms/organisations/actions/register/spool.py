"""Keeps on disk what can be settled only when all bodies of a source are there: parents and further numbers."""

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

from kurul.rooms.organisations.actions.register.rows import Wanted
from kurul.rooms.organisations.actions.register.said import Key

IN_MEMORY = 4 * 1024 * 1024  # bytes; more goes into a nameless temporary file that only this process can read

Item = TypeVar("Item")
Link = tuple[Key, Wanted]  # the parent by its key; the value of the fact is filled in when its number is known


class Late(NamedTuple):
    """What is left to do for one body. (A plain tuple: it goes to disk.)"""

    organisation: int
    is_known: bool  # it was there before this load
    key: Key
    name: str
    file: str
    row: int
    places: tuple[Link, ...] | None
    affiliations: tuple[Link, ...] | None
    numbers: tuple[Wanted, ...]
    is_changed: bool  # something of it has been changed already


class Spool(Generic[Item]):
    """Batches, written once and read back in their order."""

    def __init__(self) -> None:
        self._file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by `__exit__`

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    def keep(self, batch: Item) -> None:
        """Put a batch away."""
        pickle.dump(batch, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def batches(self) -> Iterator[Item]:
        """All batches, from the first on. What is read was written by this very process."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301 - see above
            except EOFError:
                return
