"""Reads a file of the script.

    steps:
      - code: late-appointment            # unique in the file
        at: 2017-03-20T10:15              # simulated recording time, unique in the whole script
        by: yonetici                      # login of who acts; left out: the loader of the demonstration
        do:
          - appoint: {post: GSB/cio, person: Derya Ersoy, since: 2017-02-15}

All of a step is one transaction with one moment.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from kurul.kernel.identity.actors import Actor, actor_of
from kurul.kernel.identity.models import Account
from kurul.kernel.provenance import Basis
from kurul.kernel.refusals import Refused
from kurul.kernel.temporal import clock
from kurul.kernel.temporal.bounds import Bound, Period, day_after
from kurul.kernel.translated import Translated
from kurul.kernel.wording import sentence
from kurul.site.demonstration.loading import NotLoadable, Step, step

Verb = Callable[..., None]  # (by, **what the file says)


def steps_of(file: Path, verbs: Mapping[str, Verb]) -> list[Step]:
    """The steps of a file; their codes begin with its name."""
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        step(f"{file.stem}/{one['code']}", one["at"], partial(_play, file.stem, one, verbs), Basis.ILLUSTRATIVE)
        for one in given["steps"]
    ]


def _play(file: str, given: Mapping[str, Any], verbs: Mapping[str, Verb], by: Actor) -> None:
    who = actor(given["by"]) if "by" in given else by
    for act in given["do"]:
        for verb, said in act.items():
            try:
                verbs[verb](who, **said)
            except Refused as refused:
                reasons = " ".join(sentence(finding) for finding in refused.findings)
                raise NotLoadable(f"{file}/{given['code']}: {verb} {said}: {reasons}") from refused
            except (KeyError, TypeError, ValueError, LookupError) as error:
                raise NotLoadable(f"{file}/{given['code']}: {verb} {said}: {error!r}") from error


def actor(login: str) -> Actor:
    """Whoever has this login, with the rights of the day."""
    return actor_of(Account.objects.get(login=login), clock.today())


def bound(said: Any) -> Bound:
    """A day as the file writes it: 2016-07-19, 2016-07, ..2016-07-19; nothing: an open end."""
    return Bound.read("" if said is None else str(said))


def span(since: Any, through: Any = None) -> Period:
    """From a first day through a last one, both included; without the last one open."""
    return Period(bound(since), day_after(bound(through)))


def translated(said: Mapping[str, str]) -> Translated:
    """A text as the file writes it: {tr: …, en: …}."""
    return Translated(said)
