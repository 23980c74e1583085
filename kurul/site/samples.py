"""What the style guide shows its components with: bodies, days and numbers that stand for nothing real."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kurul.kernel.provenance import Basis
from kurul.kernel.temporal.bounds import Bound, Period
from kurul.kernel.translated import Translated
from kurul.kernel.web import charts
from kurul.kernel.web.components import Link, Tab, TimelineEntry
from kurul.kernel.web.statuses import Step, register_status, status_of

GUIDE = reverse_lazy("site:style_guide")
RECORD = reverse_lazy("site:style_guide_record")
LIST = reverse_lazy("site:style_guide_list")

register_status("sample.filled", _("Filled"), Step.ON_TRACK)
register_status("sample.acting", _("Acting"), Step.AT_RISK)
register_status("sample.vacant", _("Vacant"), Step.LATE)

BOUNDS = (
    Bound.on(date(2016, 7, 19)),
    Bound.month(2016, 7),
    Bound.year(2016),
    Bound.by(date(2016, 7, 19)),
    Bound.between(date(2016, 1, 1), date(2016, 6, 15)),
    Bound.unknown(),
)

PERIODS = (
    Period.since(date(2016, 7, 19)),
    Period.through(Bound.on(date(2016, 7, 19)), date(2019, 12, 31)),
    Period.through(Bound.year(2016), Bound.year(2019)),
    Period.since(Bound.by(date(2016, 7, 19))),
    Period.since(date(2016, 7, 19), Bound.unknown()),
)

TEXTS = (
    Translated(tr="Bilgi İşlem Dairesi Başkanlığı", en="Information Processing Department"),
    Translated(tr="Yalnızca Türkçe yayımlanmış bir ad"),
    Translated(en="A name published in English only"),
    Translated(),
)


@dataclass(frozen=True)
class Body:
    """A made-up body, as a row of a list and as a tile."""

    pk: int
    name: Translated
    place: Translated
    posts: int | None
    since: Bound
    status: str
    basis: str = Basis.ILLUSTRATIVE.value


_NAMES = (
    ("Irmak İşleri Kurumu", "Rivers Agency"),
    ("İklim Kurumu", "Climate Agency"),
    ("Çayır Bakanlığı", "Ministry of Meadows"),
    ("Şelale Müsteşarlığı", "Undersecretariat of Waterfalls"),
    ("Göl Bakanlığı", "Ministry of Lakes"),
    ("Ölçü Kurumu", "Measures Agency"),
    ("Ulu Dağlar Bakanlığı", "Ministry of High Mountains"),
    ("Üzüm Kurumu", None),
)
_STATUSES = ("sample.filled", "sample.acting", "sample.vacant", "not_known")
_SINCE = (Bound.on(date(2016, 7, 19)), Bound.year(2011), Bound.unknown(), Bound.month(2018, 7))


def bodies(count: int = 120) -> list[Body]:
    """Made-up bodies in no order."""
    return [
        Body(
            pk=number + 1,
            name=Translated(
                tr=f"{_NAMES[number % 8][0]} {number // 8 + 1}",
                en=f"{english} {number // 8 + 1}" if (english := _NAMES[number % 8][1]) else None,
            ),
            place=Translated(tr="Merkezî idare", en="Central government")
            if number % 3
            else Translated(tr="Mahallî idare", en="Local government"),
            posts=None if number % 11 == 5 else (number * 37) % 1400,
            since=_SINCE[number % 4],
            status=_STATUSES[number % 4],
        )
        for number in range(count)
    ]


INSTRUMENT = Link(_("Sample decree 2016/1, article 3"), RECORD)

TIMELINE = (
    TimelineEntry(
        Bound.on(date(2018, 7, 9)),
        _("Raised to a directorate general."),
        instrument=INSTRUMENT,
        actor=_("Registry clerk"),
        basis=Basis.ILLUSTRATIVE.value,
    ),
    TimelineEntry(
        Bound.month(2016, 7),
        Translated(tr="Yönetim Bilişim Dairesi ile birleşti.", en="Merged with the Management Informatics Department."),
        instrument=Link(_("Sample regulation")),
        details=(Link(_("Before: two departments"), RECORD), Link(_("After: one department"), RECORD)),
    ),
    TimelineEntry(Bound.unknown(), _("Founded."), actor=_("Inferred from a later text"), basis=Basis.INFERRED.value),
)

TRAIL = (Link(_("Style guide"), GUIDE), Link(_("Public bodies"), LIST), Link(_("A sample record")))
TABS = (
    Tab(_("Timeline"), GUIDE, is_current=True),
    Tab(_("List"), LIST, count=43),
    Tab(_("Who owes what"), RECORD, count=7),
)


def sample_charts(today: date) -> dict[str, charts.Chart]:
    """One chart of each kind."""
    parts = ("sample.filled", "sample.acting", "sample.vacant", "not_known")
    yearly = {2016: (11, 4, 6, 5), 2017: (15, 5, 4, 2), 2018: (19, 3, 3, 1), 2019: (21, 2, 2, 1)}

    def whole(label: str, counts: tuple[int, ...]) -> charts.Stack:
        segments = [
            charts.Segment(status_of(code), count, str(LIST)) for code, count in zip(parts, counts, strict=True)
        ]
        return charts.Stack(label, segments)

    return {
        "bars": charts.bars(
            "sample-bars",
            _("Posts by kind of body"),
            _("Ministries have most posts; of one kind the number is not known."),
            [
                charts.Bar(_("Ministries"), 214, str(LIST)),
                charts.Bar(_("Agencies"), 96, str(LIST)),
                charts.Bar(_("Municipalities"), 41, str(LIST)),
                charts.Bar(_("Other bodies"), None),
            ],
            measure=_("Posts"),
        ),
        "coverage": charts.stacks(
            "sample-coverage", _("Seats today"), _("21 of 26 seats are filled."), [whole("2019", yearly[2019])]
        ),
        "years": charts.stacks(
            "sample-years",
            _("Seats over the years"),
            _("Filled seats rose from 11 to 21 between 2016 and 2019."),
            [whole(str(year), counts) for year, counts in yearly.items()],
        ),
        **_indicators(),
        "strip": _strip(today),
        "life": _life(today),
    }


def _life(today: date) -> charts.Chart:
    raised = Bound.on(date(2017, 5, 1))
    founded = Bound.by(date(2012, 12, 31))
    held = [
        charts.Band(Period.since(founded, raised), _("Department")),
        charts.Band(Period.since(raised), _("Directorate general")),
    ]
    return charts.bands(
        "sample-life",
        _("The life of a unit"),
        _("A department that was raised in 2017; since when it existed is not known."),
        rows=[charts.BandRow(_("Level"), held)],
        happenings=[charts.Happening(founded, _("Founded")), charts.Happening(raised, _("Raised"))],
        today=today,
    )


def _indicators() -> dict[str, charts.Chart]:
    return {
        "indicator": charts.indicator(
            "sample-indicator",
            _("Services online"),
            _("From 120 to 410; the target of the last year was 500."),
            baseline=charts.Reading(date(2016, 1, 1), 120),
            targets=[charts.Reading(date(2017, 12, 31), 250), charts.Reading(date(2019, 12, 31), 500)],
            actuals=[
                charts.Reading(date(2016, 12, 31), 160),
                charts.Reading(date(2017, 12, 31), 240),
                charts.Reading(date(2018, 12, 31), 330),
                charts.Reading(date(2019, 12, 31), 410),
            ],
        ),
        "falling": charts.indicator(
            "sample-falling",
            _("Days until an answer"),
            _("From 30 to 12 days; without any target."),
            baseline=charts.Reading(date(2016, 1, 1), 30),
            targets=[],
            actuals=[charts.Reading(date(2017, 6, 30), 21.5), charts.Reading(date(2018, 12, 31), 12)],
        ),
    }


def _strip(today: date) -> charts.Chart:
    met = (date(2017, 1, 18), date(2017, 6, 29), date(2018, 2, 22), date(2018, 8, 9), date(2019, 1, 31))
    half_year = timedelta(days=182)
    permitted = [
        charts.Span(day, min(day + half_year, after)) for day, after in zip(met, (*met[1:], today), strict=True)
    ]
    return charts.strip(
        "sample-strip",
        _("Meetings, every six months"),
        _("Five meetings between 2017 and 2019; once the interval was longer than permitted."),
        marks=[charts.Mark(day, _("Met"), str(RECORD)) for day in met],
        planned=[charts.Mark(date(2019, 7, 18), _("Planned"))],
        permitted=permitted,
        breaches=[charts.Span(date(2017, 12, 29), date(2018, 2, 21))],
        today=today,
    )
