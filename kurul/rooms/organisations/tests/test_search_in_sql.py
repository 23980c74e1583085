"""The index that a load fills by SQL is the one that `texts` would have made, sign by sign."""

from datetime import date

import pytest

from kurul.kernel.search import filling, index
from kurul.kernel.search.models import SearchEntry, SearchWord
from kurul.kernel.search.texts import searchable_of
from kurul.kernel.temporal.bounds import Period
from kurul.kernel.translated import Translated
from kurul.rooms.organisations.actions import SaidName, SaidNumber, SaidPlace, SaidScheme
from kurul.rooms.organisations.models import Identifier, Organisation
from kurul.rooms.organisations.tests import make
from kurul.rooms.organisations.tests.register import body, load

pytestmark = pytest.mark.django_db
KIND = "organisations.organisation"
COLUMNS = ("record", "part", "label", "language", "text", "head", "haystack", "is_closed", "valid_from", "valid_to")
FIRST, THEN = Period.since(date(2010, 1, 1), date(2015, 1, 1)), Period.since(date(2015, 1, 1))
NAMES = (
    Translated(tr="IĞDIR İl Müdürlüğü"),
    Translated(tr="Sağlık Bakanlığı", en="Ministry of Health", de="Gesundheitsministerium"),
    Translated(en='The "Old" \\ Office', tr="Eski  “Büro”\tIşık"),
    Translated(fry="Fryslân", nl="Friesland"),
    Translated(tr="İ" * 120),
)


def entries() -> list[tuple[object, ...]]:
    return sorted(SearchEntry.objects.filter(kind=KIND).values_list(*COLUMNS, "recorded_at", "superseded_at"), key=str)


def everything() -> None:
    bodies = [body("0", "Üst Kurum")]
    for number, name in enumerate(NAMES, start=1):
        said = (
            SaidName(name=name, abbreviation="ŞIĞ" if number % 2 else "", period=FIRST),
            SaidName(name=Translated(tr=f"Yeni {number}", en="New"), abbreviation="Y.", period=THEN),
        )
        numbers = (SaidNumber(scheme="other", value=f"İÇ {number}"), SaidNumber(scheme="plain", value=f"ABI-{number}"))
        places = (
            SaidPlace(parent=("test", str(number - 1)), period=FIRST),
            SaidPlace(parent=("test", "0"), period=THEN),
        )
        bodies.append(body(str(number), names=said, numbers=numbers, places=places if number > 1 else None))
    schemes = {code: SaidScheme(Translated(tr=code)) for code in ("other", "plain")}
    assert load(*bodies, schemes=schemes).refused == []
    # A second load leaves rows that are superseded, and a body above whose old names count no more.
    assert load(body("0", "Başka Üst Kurum"), body("1", "Başka")).refused == []


def test_sql_says_what_the_texts_say() -> None:
    everything()
    assert list(index.differences()) == []
    in_sql, words = entries(), set(SearchWord.objects.values_list("word", flat=True))
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    index.refresh(KIND, Organisation.objects.values_list("pk", flat=True))
    assert entries() == in_sql
    assert set(SearchWord.objects.values_list("word", flat=True)) == words
    assert any("igdir" in str(row) for row in in_sql)
    index.reindex()
    assert entries() == in_sql


def test_a_body_above_may_be_called_by_signs_that_json_escapes() -> None:
    """What people entered by hand is not looked through by a load; SQLite refused the whole of it."""
    signs = "".join(map(chr, range(1, 128))) + r' \u001f \n \" ","'
    above = make.organisation(f"Üst {signs} Kurum", english=f"Top {signs}", abbreviation="ÜK")
    load(body("0", "Anahtar"))
    Identifier.objects.filter(value="0").update(organisation=above)
    index.reindex()
    assert load(body("1", parent="0")).refused == []
    assert list(index.differences()) == []
    assert SearchEntry.objects.filter(kind=KIND, part="place").count() == 1


def test_bodies_whose_numbers_are_not_plain_are_left_to_the_texts() -> None:
    load(body("1"), body("ÇĞ 2"), body("abc"))
    found = searchable_of(KIND)
    assert found is not None
    numbers = SearchEntry.objects.filter(kind=KIND, part="number")
    assert sorted(numbers.values_list("haystack", flat=True)) == [" 1", " abc", " cg 2"]
    left = list(filling.left(found, after=0))
    assert left == [numbers.get(text="ÇĞ 2").record]
