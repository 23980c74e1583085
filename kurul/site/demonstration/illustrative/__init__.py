"""The illustrative layer of the demonstration: made up, to show the system alive; every record carries that mark.

What happens in it stands in demo/illustrative/*.yaml as a script: steps with a recording time, each with verbs. The
modules here give the verbs their meaning; they call the actions of the rooms and nothing else.
"""

from pathlib import Path

from kurul.site.demonstration.illustrative import law, meetings, monitoring, people, plan, posts, registry
from kurul.site.demonstration.illustrative.script import steps_of
from kurul.site.demonstration.loading import FOLDER, Step

VERBS = {
    **people.VERBS,
    **posts.VERBS,
    **plan.VERBS,
    **law.VERBS,
    **meetings.VERBS,
    **monitoring.VERBS,
    **registry.VERBS,
}


def files() -> list[Path]:
    """The files of the script."""
    return sorted((FOLDER / "illustrative").glob("*.yaml"))


def illustrative() -> tuple[Step, ...]:
    """All steps of the script, in no particular order."""
    return tuple(step for file in files() for step in steps_of(file, VERBS))
