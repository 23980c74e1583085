"""The vendored files are the ones that were vendored."""

import shutil
from pathlib import Path

import pytest

from tools import vendor


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the vendored files that may be spoilt."""
    return Path(shutil.copytree(vendor.VENDOR, tmp_path / "vendor"))


def test_vendored_files_match_their_checksums():
    assert vendor.differences(vendor.VENDOR) == []
    assert "bootstrap.min.css" in vendor.recorded_checksums(vendor.VENDOR)


def test_every_vendored_package_has_its_licence():
    assert {"bootstrap-LICENSE.txt", "source-sans-3-LICENSE.txt"} <= vendor.checksums(vendor.VENDOR).keys()


def test_vendored_files_point_to_no_source_map():
    assert not [path.name for path in vendor.VENDOR.glob("*.*s*") if b"sourceMappingURL" in path.read_bytes()]


def test_changed_file_is_named(copy):
    (copy / "bootstrap.min.css").write_bytes(b"body{}")
    assert vendor.differences(copy) == ["bootstrap.min.css differs from its checksum"]


def test_missing_and_unknown_files_are_named(copy):
    (copy / "bootstrap.min.css").rename(copy / "other.css")
    assert vendor.differences(copy) == ["bootstrap.min.css is missing", "other.css has no checksum"]


@pytest.mark.parametrize(
    "content",
    [b"a{b:c}\n/*# sourceMappingURL=x.css.map */", b"a{b:c}\n//# sourceMappingURL=x.js.map\n", b"a{b:c}\n\n"],
)
def test_source_map_is_stripped(content):
    assert vendor.without_source_map(content) == b"a{b:c}\n"
