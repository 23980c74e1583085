"""The real registries beside the project come in, with counts that plain reading of the raw files gives too."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kurul.kernel import imports
from kurul.kernel.identity.actors import Actor
from kurul.kernel.temporal.bounds import Bound, Certainty
from kurul.rooms.organisations.models import (
    Affiliation,
    ChangeEvent,
    ChangePart,
    Existence,
    Identifier,
    Name,
    Organisation,
    Placement,
)

pytestmark = pytest.mark.django_db
DATA = Path(settings.ROOT).parent / "shared" / "data"
Raw = list[dict[str, str]]


def loaded(profile: str, *files: str) -> imports.Report:
    """Load the folder (or files of it) twice: the second time nothing may change."""
    folder = DATA / profile
    if not folder.exists():
        pytest.skip("The shared data folder is not beside the project.")
    found = imports.find(profile)
    assert found is not None
    paths = [folder / name for name in files] or [folder]
    report = imports.run(found, paths, Actor.operator())
    assert report.refused == []
    again = imports.run(found, paths, Actor.operator())
    assert (again.created, again.changed, again.refused) == ({}, {}, [])
    assert again.unchanged == report.created
    assert again.warnings == report.warnings
    return report


def raw(name: str, encoding: str = "utf-8-sig", **form: Any) -> Raw:
    """A table as plain code reads it."""
    with (DATA / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, **form))


def body(scheme: str, value: str) -> Organisation:
    return Organisation.objects.get(identifiers__scheme=scheme, identifiers__value=value)


def said(report: imports.Report) -> Counter[str]:
    """How many warnings of each code."""
    return Counter(remark.code.removeprefix("organisations.") for remark in report.warnings)


def test_uk_local_authorities() -> None:
    report = loaded("uk-local-authorities")
    rows = raw("uk-local-authorities/uk_local_authorities_part.csv")
    assert report.created["organisation"] == len(rows) == 268
    ended = [row for row in rows if row["replaced-by"]]
    assert report.created["change_event"] == len({(row["end-date"], row["replaced-by"]) for row in ended}) == 3
    assert ChangePart.objects.filter(side="before").count() == len(ended) == 9
    codes = {row["local-authority-code"] for row in rows}
    dangling = [n for n, row in enumerate(rows, 2) if row["combined-authority"] not in {"", *codes}]
    assert [remark.row for remark in report.warnings] == dangling
    aylesbury = Existence.objects.get(organisation=body("uk-local-authority", "AYL"))
    assert aylesbury.period.end == Bound.on(date(2020, 4, 1))  # the file gives the last day
    assert aylesbury.period.on(date(1990, 1, 1)) is Certainty.NOT_KNOWN
    assert Placement.objects.count() == sum(bool(row["county-la"]) for row in rows)


def test_it_comuni() -> None:
    report = loaded("it-comuni")
    rows = raw("it-comuni/cities_part.csv")
    unique = {tuple(row.values()) for row in rows}
    lasting = [row for row in unique if row[7] != row[8]]
    assert said(report)["row_twice"] == len(rows) - len(unique) == 197
    assert said(report)["state_without_a_day"] == len(unique) - len(lasting)
    communes, provinces = {row[4] for row in lasting}, {row["CODICE_PROVINCIA"] for row in rows}
    assert report.created["organisation"] == len(communes) + len(provinces) == 766 + 10
    assert said(report)["no_state_left"] == len({row[4] for row in unique} - communes) == 5
    isontino = Name.objects.filter(organisation=body("it-comune", "031020")).in_order()
    assert [(name.name["it"], str(name.period)) for name in isontino] == [
        ("SAN LORENZO DI MOSSA", "1927-01-12/1928-01-01"),
        ("SAN LORENZO DI MOSSA", "1955-08-19/1968-11-12"),
        ("SAN LORENZO ISONTINO", "1968-11-12/"),
    ]


def test_fr_communes() -> None:
    report = loaded("fr-communes")
    rows = raw("fr-communes/mouvements-communes_part.csv")
    # A new commune (32) is a body of its own, also where a commune of its code was there before.
    communes = {row[f"COM_{side}"] for row in rows for side in ("AV", "AP") if row[f"TYPECOM_{side}"] == "COM"}
    new = {(row["DATE_EFF"], row["COM_AP"]) for row in rows if row["MOD"] == "32" and row["TYPECOM_AP"] == "COM"}
    before = dict.fromkeys(communes, "9999")
    for row in rows:
        if row["TYPECOM_AV"] == "COM":
            before[row["COM_AV"]] = min(before[row["COM_AV"]], row["DATE_EFF"])
        if row["TYPECOM_AP"] == "COM":
            before[row["COM_AP"]] = min(before[row["COM_AP"]], row["DATE_EFF"] + "+")  # there from that day on
    anew = sum(before[code] <= day for day, code in new)
    held = Identifier.objects.known_at().filter(scheme="fr-com").values("organisation").distinct().count()
    assert held == len(communes) + anew
    above = len(raw("fr-communes/departements.csv")) + len(raw("fr-communes/regions.csv"))
    assert above == 101 + 18
    assert report.created["organisation"] == 2259
    assert said(report) == {"named_otherwise": 1, "no_state_left": 4, "change_of_nothing": 2}
    mods = Counter(note.removeprefix("MOD ") for note in ChangeEvent.objects.values_list("note", flat=True))
    assert mods["10"] == sum(row["MOD"] == "10" for row in rows) == 242
    assert set(mods) == {row["MOD"] for row in rows}
    bihorel = Existence.objects.filter(organisation=body("fr-communes", "COM-76095")).in_order()
    assert [str(existence.period) for existence in bihorel] == ["..2011-12-31/2012-01-01", "2014-01-01/"]
    cognac = Identifier.objects.filter(scheme="fr-com", value="16097").in_order()
    assert len({identifier.organisation_id for identifier in cognac}) == 2  # the code went on to the new commune
    assert [str(identifier.period.start) for identifier in cognac][1] == "2024-01-01"


def test_ch_staatskalender() -> None:
    report = loaded("ch-staatskalender")
    rows = raw("ch-staatskalender/ch_part.csv")
    assert report.created == {"organisation": len(rows)} == {"organisation": 731}
    assert Placement.objects.count() == sum(bool(row["parent_id"]) for row in rows)
    whole = {row["id"]: row["name"] for row in rows}
    for row in rows[:50]:
        name = Name.objects.get(organisation=body("ch-staatskalender", row["id"])).name["de"]
        assert " - ".join(filter(None, (whole.get(row["parent_id"]), name))) == row["name"]
    kept = Name.objects.exclude(abbreviation="").count()
    assert kept + said(report)["no_abbreviation"] == sum(bool(row["abbreviation"]) for row in rows)


def test_gleif_government() -> None:
    report = loaded("gleif-government")
    rows = raw("gleif-government/lei_government_part.csv")
    assert report.created == {"organisation": len(rows)} == {"organisation": 282}
    assert set(Identifier.objects.values_list("scheme", "value")) == {("lei", row["LEI"]) for row in rows}


def test_ocd_divisions() -> None:
    report = loaded("ocd-divisions")
    rows = [row for path in sorted((DATA / "ocd-divisions").glob("*.csv")) for row in raw(f"ocd-divisions/{path.name}")]
    aliases = [row for row in rows if row.get("sameAs")]
    assert report.created == {"organisation": len(rows) - len(aliases)} == {"organisation": 407}
    assert body("ocd-division", aliases[0]["id"]) == body("ocd-division", aliases[0]["sameAs"])
    ids = {row["id"] for row in rows}
    orphans = [row for row in rows if row["id"].count("/") > 1 and row["id"].rpartition("/")[0] not in ids]
    assert said(report) == {"parent_not_in_file": len([row for row in orphans if not row.get("sameAs")])}


def test_govuk_organisations() -> None:
    report = loaded("govuk-organisations")
    lines = (DATA / "govuk-organisations" / "organisations.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    register = raw("govuk-organisations/register_government-organisation.tsv", delimiter="\t")
    numbers = {record["analytics_identifier"] for record in records}
    more = {row["government-organisation"] for row in register} - numbers
    assert (len(records), len(register)) == (547, 981)
    assert report.created == {"organisation": len(records) + len(more)} == {"organisation": 1016}
    parents = Counter(len(record["parent_organisations"]) for record in records)
    assert said(report)["several_parents"] == parents[2] == 7
    assert Placement.objects.count() == parents[1]
    assert Affiliation.objects.count() == 2 * parents[2]
    closed = sum(record["details"]["govuk_status"] == "closed" for record in records)
    ended = {row["government-organisation"] for row in register if row["end-date"]}
    ended |= {record["analytics_identifier"] for record in records if record["details"]["govuk_status"] == "closed"}
    assert closed == 237
    assert Existence.objects.filter(valid_to__lt=date(9999, 12, 31)).count() == len(ended)


def test_govuk_organisations_without_the_register() -> None:
    assert loaded("govuk-organisations", "organisations.jsonl").created == {"organisation": 547}


def key_of(name: str) -> str:
    """The same name by other means: turned round at its last comma, small letters, without "the"."""
    head, _comma, tail = name.rpartition(", ")
    turned = f"{tail} {head}" if head and (tail == "The" or re.search(r" (of|for)( the)?$", tail)) else name
    plain = turned.lower().replace("&", " and ").translate(str.maketrans("", "", "'’"))
    words = re.findall(r"\w+", plain)
    return " ".join(words[1:] if words[0] == "the" else words)


def test_uk_public_bodies() -> None:
    report = loaded("uk-public-bodies")
    folder = DATA / "uk-public-bodies"
    lists = {path.name: path.read_text(encoding="utf-8").splitlines()[1:] for path in folder.glob("designated-*.tsv")}
    assert sorted(map(len, lists.values())) == [195, 197, 203, 213, 796]
    directory = raw("uk-public-bodies/public-bodies-2013.csv", encoding="cp1252")
    named = [row for row in directory if row["Name"]]
    assert len(named) == 295
    names = [name for each in lists.values() for name in each] + [row["Name"] for row in named]
    names += [row["Department"] for row in named]
    assert report.created == {"organisation": len({key_of(name) for name in names})} == {"organisation": 1160}
    inspectorate = body("uk-public-body-name", "adult-learning-inspectorate")
    period = Existence.objects.get(organisation=inspectorate).period
    years = sorted(int(name[11:15]) for name, each in lists.items() if "Adult Learning Inspectorate" in each)
    assert period.on(date(years[0], 12, 31)) is Certainty.YES
    assert period.on(date(years[-1], 12, 31)) is Certainty.YES
    assert period.on(date(years[-1] + 1, 1, 1)) is Certainty.NOT_KNOWN


def test_ror_government() -> None:
    report = loaded("ror-government")
    records = json.loads((DATA / "ror-government" / "ror_government_part.json").read_text(encoding="utf-8"))
    there = {record["id"] for record in records}
    assert report.created["organisation"] == len(records) == 386
    links = {"predecessor": False, "successor": True}
    pairs = {
        (record["id"], other["id"]) if links[other["type"]] else (other["id"], record["id"])
        for record in records
        for other in record["relationships"]
        if other["type"] in links
    }
    assert report.created["change_event"] == sum(set(pair) <= there for pair in pairs) == 11
    assert said(report)["change_body_missing"] == sum(not set(pair) <= there for pair in pairs)
    parents = {
        (record["id"], other["id"]) if other["type"] == "parent" else (other["id"], record["id"])
        for record in records
        for other in record["relationships"]
        if other["type"] == "parent" or (other["type"] == "child" and other["id"] in there)
    }
    held = Placement.objects.count() + Affiliation.objects.count()
    assert held + said(report)["parent_not_in_file"] + said(report)["parent_gone"] == len(parents)
    unknown = [record for record in records if record["established"] is None]
    assert len(unknown) == 74


def test_be_flanders_org() -> None:
    report = loaded("be-flanders-org")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (DATA / "be-flanders-org").glob("*.ttl")}
    organisations = sum(len(re.findall(r"org:Organization;|org:FormalOrganization ;", text)) for text in texts.values())
    concepts = len(re.findall(r"a skos:Concept[; ]", texts["nis_codes_2019.ttl"]))
    assert (organisations, concepts) == (235 + 188 + 44, 638)
    assert report.created == {"organisation": organisations + concepts, "change_event": 14}
    assert said(report) == {"status_not_known": 4}
    inactive = sum(text.count("regorg#orgStatus> <http://lblod.data.gift/concepts/d02c4e12") for text in texts.values())
    merged = ChangePart.objects.filter(side="before").values("organisation").distinct().count()
    assert Existence.objects.filter(valid_to__lt=date(9999, 12, 31)).count() == inactive + merged


def test_tr_idari() -> None:
    report = loaded("tr-idari")
    counts = [len(json.loads(path.read_text(encoding="utf-8"))) for path in (DATA / "tr-idari").glob("*.json")]
    assert report.created == {"organisation": sum(counts)} == {"organisation": 1981}
