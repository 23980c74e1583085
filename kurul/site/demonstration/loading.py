"""Loads the demonstration step by step; a step that is in the log already is not loaded again."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kurul.kernel import imports
from kurul.kernel.actions import record, writes
from kurul.kernel.audit.models import AuditEvent
from kurul.kernel.identity.actors import Actor
from kurul.kernel.progress import counted
from kurul.kernel.provenance import Basis, resting_on
from kurul.kernel.references import Ref
from kurul.kernel.temporal import clock
from kurul.kernel.wording import event

FOLDER = Path(settings.ROOT) / "demo"
STEP_LOADED = event("site.demonstration_step_loaded", _("%(by)s loaded a step of the demonstration"))
SUBJECT = Ref("site.demonstration", 1)
LOADER = Actor.system("demonstration")


class NotLoadable(RuntimeError):
    """A file of the demonstration does not fit: an error of the project, not of its user."""


class AnotherDemonstration(RuntimeError):
    """The database holds a demonstration of other steps; the missing ones cannot be put in between."""


@dataclass(frozen=True)
class Step:
    """One file or group of records. `at` is its simulated recording time; steps stand in rising order."""

    code: str
    at: datetime
    load: Callable[[Actor], None]
    basis: Basis = Basis.STATED


def step(code: str, at: str, load: Callable[[Actor], None], basis: Basis = Basis.STATED) -> Step:
    """A step; `at` as 2016-07-25T09:00 in the government's time zone."""
    return Step(code, timezone.make_aware(datetime.fromisoformat(at)), load, basis)


def imported(profile: str, *files: str) -> Callable[[Actor], None]:
    """A step that imports files of the demonstration's folder through a profile; refusals stop everything."""

    def load(by: Actor) -> None:
        found = imports.find(profile)
        if found is None:
            raise NotLoadable(f"There is no profile {profile}.")
        report = imports.run(found, [FOLDER / file for file in files], by)
        if report.refused:
            raise NotLoadable("; ".join(f"{one.file}:{one.row}: {one.message}" for one in report.refused))

    return load


def loaded_steps() -> set[str]:
    """The codes of the steps that are in the log."""
    bodies = AuditEvent.objects.filter(kind=STEP_LOADED.code).values_list("body", flat=True)
    return {json.loads(body)["after"]["step"] for body in bodies}


def load_all(steps: Sequence[Step], *, title: str) -> int:
    """Load what is not loaded yet, in the order of the recording times and with a progress bar; returns how many steps.

    Each step is a transaction of its own, so a load that was interrupted goes on where it stopped. Raises
    AnotherDemonstration when the log holds steps that are not meant, or later ones than those that are missing.
    """
    ordered = sorted(steps, key=lambda one: one.at)
    for earlier, later in pairwise(ordered):
        if earlier.at == later.at:
            raise NotLoadable(f"The steps {earlier.code} and {later.code} have the same recording time.")
    done = loaded_steps()
    if done != {one.code for one in ordered[: len(done)]}:
        raise AnotherDemonstration
    waiting = ordered[len(done) :]
    for one in counted(waiting, title):
        with clock.at(one.at), resting_on(one.basis):
            _load_and_remember(step=one, by=LOADER)
    return len(waiting)


@writes
def _load_and_remember(*, step: Step, by: Actor) -> None:
    """The step and its mark in the log are one transaction: a step is loaded as a whole or not at all."""
    step.load(by)
    record(STEP_LOADED, SUBJECT, by=by, after={"step": step.code})
