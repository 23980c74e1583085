"""Exports: how a profile is written to a file, as of a day and as known at a moment.

A profile (`kernel/imports`) that can be written says in which forms, by the ending of the file. What is written goes
into a file beside the wanted one and takes its place only when all of it is there: nobody reads half an export.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TypeVar

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.look import Look
from kurul.kernel.wording import sentences

Item = TypeVar("Item")

sentences(
    "kernel",
    {
        "kernel.export_form_unknown": _(
            "A file that ends in “%(ending)s” is not written by this profile. Choose one of: %(known)s."
        ),
        "kernel.export_nowhere": _("The file cannot be written there: %(problem)s. Choose another place."),
    },
)


@dataclass
class Export:
    """Where a profile writes: bytes into `stream`, in the form `form` ("ttl"), counting what it wrote by kind."""

    stream: BinaryIO
    form: str
    written: Counter[str] = field(default_factory=Counter)

    def write(self, text: str) -> None:
        """Append text as UTF-8."""
        self.stream.write(text.encode("utf-8"))


Writer = Callable[[Look, Export, Actor], None]


def form_of(ending: str, forms: tuple[str, ...]) -> str:
    """The form that an ending (".ttl", "ttl") stands for; raises Refused when the profile does not write it."""
    wanted = ending.removeprefix(".").lower()
    if wanted not in forms:
        params = {"ending": ending, "known": ", ".join(f".{form}" for form in forms)}
        raise Refused(Finding("kernel.export_form_unknown", "output", params))
    return wanted


def to_stream(write: Writer, stream: BinaryIO, form: str, look: Look, actor: Actor) -> Counter[str]:
    """Write into an open stream; returns what was written, counted by kind of record."""
    export = Export(stream, form)
    write(look, export, actor)
    stream.flush()
    return export.written


def to_file(write: Writer, path: Path, form: str, look: Look, actor: Actor) -> Counter[str]:
    """Write a file as a whole or not at all; an older file of the name stays until the new one is complete.

    Raises Refused when the place cannot be written to, or when the profile refuses.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        problem = error.strerror or str(error)
        raise Refused(Finding("kernel.export_nowhere", "output", {"problem": problem})) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            written = to_stream(write, stream, form, look, actor)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    return written


def batches(items: Iterable[Item], size: int = 500) -> Iterator[list[Item]]:
    """The items in lists of at most `size`, so that what belongs to each list is read with few queries."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
