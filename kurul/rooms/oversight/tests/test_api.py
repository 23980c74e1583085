"""The differences by the API: what is asked in a way that has no answer is refused by its code."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
URL = "/api/oversight/differences"
YEAR = {"from": "2015-12-31", "to": "2016-12-31"}


@pytest.mark.parametrize(
    ("asked", "code", "field", "english", "turkish"),
    [
        (
            {"from": "2016-12-31", "to": "2015-12-31"},
            "oversight.days_turned",
            "from",
            "Swap the two days.",
            "değiştirin",
        ),
        ({**YEAR, "kind": "colour"}, "oversight.no_such_group", "kind", "“colour”. Leave it out", "“colour”"),
        ({**YEAR, "from": "0001-01-01"}, "kernel.not_a_day", "from", "Write it as 2016-07-19.", "2016-07-19"),
        ({**YEAR, "by": "record?"}, "api.not_valid", "by", "as the documentation of the API", "belgelerinde"),
    ],
)
def test_what_has_no_answer_is_refused_with_what_to_do(
    client: Client, asked: dict[str, str], code: str, field: str, english: str, turkish: str
) -> None:
    assert client.get(URL, YEAR).status_code == 200
    for language, said in (("en", english), ("tr", turkish)):
        answer = client.get(URL, asked, headers={"accept-language": language})
        (finding,) = answer.json()["findings"]
        assert (answer.status_code, finding["code"], finding["field"]) == (422, code, field)
        assert said in finding["message"]
