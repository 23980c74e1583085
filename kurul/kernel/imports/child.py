"""What a reader in a process of its own says, in values of `marshal`: a file that asks for too much ends only it."""

import marshal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any


class AskedTooMuch(Exception):
    """The process ended before it had said everything: beyond its memory or its time."""


def values(program: ModuleType, path: Path, *more: str) -> Iterator[Any]:
    """Everything that the program says of the file, up to its None. Raises AskedTooMuch."""
    assert program.__file__ is not None
    command = [sys.executable, "-I", program.__file__, str(path.absolute()), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reading:  # noqa: S603 - no shell
        assert reading.stdout is not None
        try:
            while (value := marshal.load(reading.stdout)) is not None:  # noqa: S302 - written by our own program
                yield value
        except (EOFError, ValueError, TypeError):  # cut off, perhaps in the middle of a value
            raise AskedTooMuch from None
        finally:
            reading.kill()
