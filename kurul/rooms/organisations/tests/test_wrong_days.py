"""A day that is none is quoted as the file says it."""

from pathlib import Path

import pytest
from django.utils.translation import override

from kurul.rooms.organisations.tests.test_w3c_org import imported

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["2016-02-30", "2016-13", "2016-02-30T12:00:00Z"])
def test_a_wrong_day_of_a_change_is_quoted_not_what_python_says_of_it(tmp_path: Path, day: str):
    file = tmp_path / "a.ttl"
    file.write_text(
        f"""@prefix org: <http://www.w3.org/ns/org#> . @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <http://a/1> a org:Organization ; skos:prefLabel "Bir"@tr .
        <http://a/c> a org:ChangeEvent ; org:originalOrganization <http://a/1> ;
            prov:startedAtTime "{day}"{"^^xsd:dateTime" if "T" in day else ""} ."""
    )
    with override("tr"):
        (refused,) = imported(file).refused
    assert refused.code == "kernel.day_in_file"
    assert f"“{day.removesuffix('Z')}" in refused.message
