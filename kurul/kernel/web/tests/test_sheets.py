"""A picture on a sheet: what the typesetter cannot read is refused in its words."""

import pytest
from django.utils.translation import override

from kurul.kernel.refusals import Refused
from kurul.kernel.web.sheets import sheet
from kurul.kernel.wording import sentence

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'


def test_a_picture_becomes_a_sheet() -> None:
    assert sheet(SVG, "Şema", "2017", "Bir şema").startswith(b"%PDF")


def test_what_is_no_picture_is_refused_with_what_the_typesetter_says() -> None:
    with pytest.raises(Refused) as refusal:
        sheet("<svg", "Şema", "2017", "Bir şema")
    (finding,) = refusal.value.findings
    assert finding.code == "kernel.sheet_failed"
    with override("en"):
        assert sentence(finding).startswith("The sheet could not be typeset: ")
    assert "svg" in str(finding.params["problem"]).lower()
