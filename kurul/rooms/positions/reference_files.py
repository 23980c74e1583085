"""The rule of CIO-equivalence in the reference file of Turkish institutions (2016)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kurul.kernel.identity.actors import Actor
from kurul.kernel.identity.capabilities import CIO, REPORTER, STRATEGY_OFFICER
from kurul.kernel.imports import Profile, Report
from kurul.kernel.reference_yaml import NotReadable, Stated, read
from kurul.kernel.refusals import Refused
from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.rooms.positions.actions.loading import GivenRule, GivenWords, load_rule

CIO_RULE = "tr-cio-rule-2016"
BASIS = "BTYK-2013-102"  # the decision on which the coordination structure rests; the file itself names no instrument

ASSISTANT_UNDERSECRETARY = "assistant_undersecretary"
HEAD_OF_IT_UNIT = "head_of_it_unit"
HEAD_OF_STRATEGY_UNIT = "head_of_strategy_unit"
ADMINISTRATIVE_MODERNISATION = "administrative_modernisation"
INFORMATION_PROCESSING = "information_processing"
STRATEGY_DEVELOPMENT = "strategy_development"

WORDS = GivenWords(
    kinds={
        ASSISTANT_UNDERSECRETARY: Translated(tr="Müsteşar yardımcısı", en="Assistant (deputy) undersecretary"),
        HEAD_OF_IT_UNIT: Translated(tr="Bilgi işlem birimi başkanı", en="Head of an information processing unit"),
        HEAD_OF_STRATEGY_UNIT: Translated(
            tr="Strateji geliştirme birimi başkanı", en="Head of a strategy development unit"
        ),
    },
    functions={
        ADMINISTRATIVE_MODERNISATION: Translated(tr="İdari modernizasyon", en="Administrative modernisation"),
        INFORMATION_PROCESSING: Translated(tr="Bilgi işlem", en="Information processing"),
        STRATEGY_DEVELOPMENT: Translated(tr="Strateji geliştirme", en="Strategy development"),
    },
    roles={HEAD_OF_IT_UNIT: REPORTER.code, HEAD_OF_STRATEGY_UNIT: STRATEGY_OFFICER.code},
)


def read_rule(files: Sequence[Path], by: Actor, report: Report) -> None:
    """The rule of the file, in force on the day that the file states; since when is not said, and stays unknown.

    The Turkish wording names strategy development too, the English one leaves it out (the note of the file says so):
    a post therefore counts with or without it.
    """
    for path in files:
        try:
            stated = read(path)
            rule = _rule(stated, path.name)
        except (NotReadable, UnicodeDecodeError, OSError, KeyError, TypeError, ValueError) as error:
            raise _not_readable(path, error) from error
        load_rule(rule=rule, words=WORDS, by=by, report=report)


def _rule(stated: Stated, file: str) -> GivenRule:
    given = stated.values["cio_equivalent_rule"]
    return GivenRule(
        code="cio_equivalent_2016",
        counts_as=CIO.code,
        post_kind=ASSISTANT_UNDERSECRETARY,
        organisation_kind=given["applies_to"],
        required=[ADMINISTRATIVE_MODERNISATION, INFORMATION_PROCESSING],
        also_named=[STRATEGY_DEVELOPMENT],
        wording=Translated(tr=given["post_tr"], en=given["post_en"]),
        note=Translated(en=given["note"]),
        instrument=BASIS,
        period=Period.since(Bound.by(date.fromisoformat(stated.values["as_of"]))),
        source=file,
        file=file,
        row=stated.rows["cio_equivalent_rule",],
    )


def _not_readable(path: Path, error: Exception) -> Refused:
    row = error.line if isinstance(error, NotReadable) else 0
    params = {"file": path.name, "row": row, "problem": f"{type(error).__name__}: {error}"}
    return Refused(Finding("positions.file_not_readable", None, params))


PROFILES = (Profile(CIO_RULE, _("Rule of CIO-equivalence in the reference file of Turkish institutions"), read_rule),)
