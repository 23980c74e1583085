"""What the formats share: which files they read, and how they say that one cannot be read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from kurul.kernel.imports import days
from kurul.kernel.imports.reports import Report
from kurul.kernel.imports.tables import NotATable
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import NotADay


def files_like(files: Sequence[Path], pattern: str, profile: str, report: Report) -> list[Path]:
    """The files that were named, and those of named folders that fit the pattern. Raises Refused when there is none.

    The report keeps which they are.
    """
    found = [
        path
        for given in files
        for path in (sorted(given.iterdir()) if given.is_dir() else [given])
        if not given.is_dir() or fnmatch(path.name, pattern)
    ]
    if not found:
        raise Refused(Finding("kernel.no_file_fits", None, {"names": pattern, "profile": profile}))
    report.read += found
    return found


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong in reading a file into a refusal that names the file and, where it is known, the line."""
    try:
        yield
    except NotATable as error:
        raise error.refusal(file="") from error
    except OSError as error:
        params = {"file": str(error.filename or ""), "row": 0, "problem": error.strerror or ""}
        raise Refused(Finding("kernel.file_not_readable", None, params)) from error
    except NotADay as error:
        raise days.refusal(error) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        params = {"file": "", "row": 0, "problem": f"{type(error).__name__}: {error}"}
        raise Refused(Finding("organisations.file_not_readable", None, params)) from error
