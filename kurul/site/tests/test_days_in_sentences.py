"""Days that are known in part stand in sentences of rules without a second preposition before them."""

from datetime import date

import pytest
from django.utils.translation import override

from kurul.kernel.rules import Finding
from kurul.kernel.temporal.bounds import Bound
from kurul.kernel.wording import sentence

WITH_IMPRECISE_DAYS = (
    "boards.change_not_inside",
    "organisations.change_not_inside",
    "organisations.has_living_parts",
    "organisations.not_existing",
    "organisations.parent_gone",
    "organisations.parent_missing",
    "people.change_not_inside",
    "people.ends_earlier",
    "positions.change_not_inside",
    "positions.organisation_missing",
    "positions.post_missing",
    "positions.still_held",
    "positions.superior_missing",
    "strategy.body_missing",
    "strategy.change_not_inside",
    "strategy.has_parts",
    "strategy.not_in_plan",
)


@pytest.mark.parametrize("code", WITH_IMPRECISE_DAYS)
def test_a_day_known_in_part_stands_in_brackets(code: str) -> None:
    finding = Finding(code, None, {"day": Bound.by(date(2016, 7, 19)), "count": 2, "name": "Ada", "key": "7"})
    with override("en"):
        assert "(on or before 19 Jul 2016)" in sentence(finding)
    with override("tr"):
        assert "(19 Tem 2016 veya öncesi)" in sentence(finding)
