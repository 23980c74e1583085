"""Organograms of the UK and office holders of the US: real files, counted without their readers."""

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from kurul.kernel import imports, plain_yaml
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.temporal.look import Look
from kurul.rooms.organisations.models import Name, Organisation
from kurul.rooms.people.models import Person
from kurul.rooms.positions import organograms, queries, us_officials
from kurul.rooms.positions.models import Appointment, Post, PostIdentifier, PostTerms, ReportingLine
from kurul.rooms.positions.organograms import periods

pytestmark = pytest.mark.django_db
DATA = Path(settings.ROOT).parent / "shared" / "data"
OPERATOR = Actor.operator()
NOBODY = {"", "n/d"}
DAYS = [date(2011, 3, 31), date(2011, 9, 30), date(2012, 9, 30)]


def data(name: str) -> Path:
    if not (DATA / name).exists():
        pytest.skip("The shared data folder is not beside the project.")
    return DATA / name


def imported(profile: imports.Profile, *files: Path) -> imports.Report:
    return imports.run(profile, files, OPERATOR)


def rows_of(folder: Path, sort: str) -> list[tuple[str, dict[str, str]]]:
    """Body and row of all pictures of a sort."""
    found = []
    for path in sorted(folder.glob(f"*-{sort}.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [(path.name[: -len(f"-2011-03-31-{sort}.csv")], row) for row in csv.DictReader(stream)]
    return found


def holder_on(key: str, day: date) -> list[tuple[str, str]]:
    """Who holds a post, by its key, and how sure that is."""
    post = PostIdentifier.objects.get(value=key).post_id
    look = Look(day)
    return [(one.name, one.certainty.value) for one in queries.holders_on([post], look, Actor.operator()).get(post, ())]


def test_organograms_come_in_and_are_counted():
    folder = data("uk-organograms")
    senior, junior = rows_of(folder, "senior"), rows_of(folder, "junior")
    assert (len(senior), len(junior)) == (36, 142)
    report = imported(organograms.PROFILE, folder)
    assert report.refused == []
    assert PostIdentifier.objects.exclude(value__contains="/junior/").count() == len(
        {(body, row["Post Unique Reference"]) for body, row in senior}
    )
    named = [(body, row) for body, row in senior if row["Name"].lower() not in NOBODY]
    assert Person.objects.count() == len({(body, row["Name"].replace("-", " ")) for body, row in named})
    unnamed = [remark for remark in report.warnings if remark.code == "positions.holder_not_named"]
    assert len(unnamed) == len(senior) - len(named) == 7
    again = imported(organograms.PROFILE, folder)
    assert (dict(again.created), dict(again.changed)) == ({}, {})


def test_what_pictures_show_is_known_and_what_lies_between_is_not():
    imported(organograms.PROFILE, *data("uk-organograms").glob("human_tissue_authority*"))
    chief = "human_tissue_authority/1"
    assert holder_on(chief, date(2011, 3, 31)) == [("Craig Muir", "yes")]
    assert holder_on(chief, date(2011, 6, 1)) == [("Craig Muir", "yes")]
    assert sorted(holder_on(chief, date(2012, 1, 1))) == [("Alan Clamp", "not_known"), ("Craig Muir", "not_known")]
    assert holder_on(chief, date(2012, 9, 30)) == [("Alan Clamp", "yes")]
    assert holder_on(chief, date(2013, 9, 30)) == [("Alan Clamp", "not_known")]
    line = ReportingLine.objects.filter(post__postidentifiers__value="human_tissue_authority/4").first()
    assert line is not None
    assert PostIdentifier.objects.get(post=line.superior_id).value == chief
    grades = PostTerms.objects.filter(post__postidentifiers__value=chief).values_list("grade", "full_time")
    assert [(grade, float(share)) for grade, share in grades] == [("SCS2", 1.0)]


def test_periods_are_as_exact_as_the_pictures():
    found = [(str(period), state) for period, state in periods(DAYS, {DAYS[0]: "a", DAYS[2]: "b"})]
    assert found == [
        ("..2011-03-31/2011-04-01..2011-09-30", "a"),
        ("2011-10-01..2012-09-30/2012-10-01..", "b"),
    ]
    [(whole, _state)] = list(periods(DAYS, dict.fromkeys(DAYS, True)))
    assert whole.on(date(2011, 12, 1)) == "yes"
    assert isinstance(whole, Period)


def test_a_holder_whose_name_is_none_is_refused_by_row_and_nothing_else_is_said(tmp_path: Path):
    name = "human_tissue_authority-2011-09-30-senior.csv"
    text = (data("uk-organograms") / name).read_text(encoding="utf-8-sig")
    assert text.count("Alan Clamp") == 1
    (tmp_path / name).write_text(text.replace("Alan Clamp", "Clamp " * 40), encoding="utf-8")
    report = imported(organograms.PROFILE, tmp_path / name)
    assert {remark.code for remark in report.refused} == {"people.name_too_long", "kernel.text_too_long"}


def test_files_of_another_name_are_refused(tmp_path: Path):
    file = tmp_path / "organogram.csv"
    file.write_text("Post Unique Reference\n", encoding="utf-8")
    report = imported(organograms.PROFILE, file)
    assert [remark.code for remark in report.refused] == ["positions.file_not_readable"]


COLUMNS = ("Post Unique Reference", "Name", "Grade (or equivalent)", "Job Title", "Job/Team Function",
           "Parent Department", "Organisation", "Unit", "Reports to Senior Post", "FTE",
           "Professional/Occupational Group", "URI")  # fmt: skip


def test_a_post_that_a_picture_shows_twice_is_one_post_with_two_holders_and_a_warning(tmp_path: Path):
    said = {"Post Unique Reference": "1", "Job Title": "Director", "Parent Department": "Health",
            "Organisation": "Health", "Unit": "Estates", "Reports to Senior Post": "XX", "FTE": "1"}  # fmt: skip
    file = tmp_path / "health-2011-03-31-senior.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, COLUMNS, restval="")
        rows.writeheader()
        rows.writerows({**said, "Name": name} for name in ("Ann Lee", "Bob Ray"))
    report = imported(organograms.PROFILE, file)
    assert report.refused == []
    assert [(remark.row, remark.code) for remark in report.warnings] == [(3, "positions.post_twice")]
    assert (Post.objects.count(), Appointment.objects.count()) == (1, 2)


def documents(name: str) -> list[Any]:
    with (data("us-officials") / name).open(encoding="utf-8") as stream:
        return [one for one in yaml.load_all(stream, Loader=plain_yaml.LOADER) if one]


def test_us_officials_come_in_and_are_counted():
    [executive], [committees] = documents("executive.yaml"), documents("committees-current.yaml")
    states, mayors = documents("state_executives.yaml"), documents("municipal_ny.yaml")
    report = imported(us_officials.PROFILE, data("us-officials"))
    assert report.refused == []
    terms = sum(len(one["terms"]) for one in executive) + sum(len(one["roles"]) for one in (*states, *mayors))
    assert (Appointment.objects.count(), terms) == (287, 287)
    assert Person.objects.count() == len(executive) + len(states) + len(mayors) == 207
    parts = sum(len(one.get("subcommittees") or ()) for one in committees)
    jurisdictions = {role["jurisdiction"] for one in (*states, *mayors) for role in one["roles"]}
    # The committees and their parts, three chambers, the nation, and every state and place.
    assert Organisation.objects.count() == len(committees) + parts + 3 + 1 + len(jurisdictions)
    assert [(remark.code, remark.file) for remark in report.warnings] == [("people.identifier_taken", "executive.yaml")]
    again = imported(us_officials.PROFILE, data("us-officials"))
    assert (dict(again.created), dict(again.changed)) == ({}, {})


def test_a_term_of_a_president_ends_on_the_day_of_the_next():
    imported(us_officials.PROFILE, data("us-officials") / "executive.yaml")
    assert holder_on("prez", date(1861, 3, 3)) == [("James Buchanan", "yes")]
    assert holder_on("prez", date(1861, 3, 4)) == [("Abraham Lincoln", "yes")]
    assert holder_on("viceprez", date(1865, 4, 20)) == []


def test_a_committee_has_its_names_by_congress_and_its_members(tmp_path: Path):
    (tmp_path / "committees-historical.yaml").write_text(
        "- {type: house, name: House Committee on Science, thomas_id: HSSY, congresses: [93, 94, 100],\n"
        "   names: {93: Astronautics, 94: Science and Technology, 100: Science}}\n",
        encoding="utf-8",
    )
    (tmp_path / "committee-membership.yaml").write_text(
        "HSSY:\n- {name: Ayşe Yılmaz, rank: 1, title: Chairman, bioguide: Y1}\n- {name: Elif Kaya, bioguide: K1}\n"
        "HSXX:\n- {name: Elif Kaya, bioguide: K1}\n",
        encoding="utf-8",
    )
    report = imported(us_officials.PROFILE, tmp_path)
    assert [remark.code for remark in report.warnings] == ["positions.body_not_in_file"]
    names = {
        str(row.name): str(row.period) for row in Name.objects.all() if str(row.name) != "House of Representatives"
    }
    assert names == {
        "Astronautics": "1973-01-03/1975-01-03",
        "Science and Technology": "1975-01-03/1987-01-03",
        "Science": "1987-01-03/",
    }
    kinds = Counter(row.kind.code for post in Post.objects.all() for row in post.posttitles.all())
    assert kinds == {"chair": 1, "member": 1}


def test_what_stands_in_no_known_file_is_refused(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("- {name: x}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("a: [", encoding="utf-8")
    for name in ("a.yaml", "b.yaml"):
        report = imported(us_officials.PROFILE, tmp_path / name)
        assert [remark.code for remark in report.refused] == ["positions.file_not_readable"]


def test_a_wrong_day_is_quoted_as_the_file_says_it(tmp_path: Path):
    (tmp_path / "executive.yaml").write_text(
        "- id: {govtrack: 1}\n  name: {first: Ayşe, last: Yılmaz}\n"
        "  terms: [{type: prez, start: '2009-02-30', end: '2013-01-20', party: A, how: election}]\n",
        encoding="utf-8",
    )
    picture = tmp_path / "example-2016-02-30-senior.csv"
    picture.write_text("Post Unique Reference\n", encoding="utf-8")
    for profile, file, day in (
        (us_officials.PROFILE, tmp_path / "executive.yaml", "2009-02-30"),
        (organograms.PROFILE, picture, "2016-02-30"),
    ):
        (refused,) = imported(profile, file).refused
        assert (refused.code, day in refused.message) == ("kernel.day_in_file", True)


def test_each_snapshot_is_told_apart_from_the_others():
    shown: dict[date, dict[str, int]] = defaultdict(dict)
    shown[DAYS[1]] = {"a": 1}
    [(period, _state)] = list(periods(DAYS, {day: str(state) for day, state in shown.items()}))
    assert str(period) == "2011-04-01..2011-09-30/2011-10-01..2012-09-30"
