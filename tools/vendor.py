"""Copy the front-end files that we serve from npm packages into the static folder, with licences and checksums.

    python -m tools.vendor           renew: `npm ci --ignore-scripts`, copy, write SHA256SUMS
    python -m tools.vendor --check   compare the files with SHA256SUMS; exit 1 if any differs, lacks or is too many

The copies are committed, so installing and running Kurul needs neither Node nor npm.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "kurul" / "kernel" / "web" / "static" / "vendor"
CHECKSUMS = "SHA256SUMS"

FONT = "@fontsource-variable/source-sans-3"
# Where a file lies in node_modules → what it is called here.
FILES = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap-LICENSE.txt",
    f"{FONT}/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3-latin.woff2",
    f"{FONT}/files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3-latin-ext.woff2",
    f"{FONT}/LICENSE": "source-sans-3-LICENSE.txt",
}
# A reference to a source map that we do not ship stops Django's manifest storage.
SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)\s*$")


def without_source_map(content: bytes) -> bytes:
    """The file without its closing reference to a source map, ending in one newline."""
    return SOURCE_MAP.sub(b"", content).rstrip() + b"\n"


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every vendored file in the folder, by name."""
    files = sorted(path for path in folder.iterdir() if path.name != CHECKSUMS)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def recorded_checksums(folder: Path) -> dict[str, str]:
    """What SHA256SUMS in the folder says, by name; the format is that of the command `sha256sum`."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def differences(folder: Path) -> list[str]:
    """One sentence per file that is changed, missing or not recorded; empty when all is well."""
    recorded, actual = recorded_checksums(folder), checksums(folder)
    both = recorded.keys() & actual.keys()
    changed = [f"{name} differs from its checksum" for name in both if recorded[name] != actual[name]]
    missing = [f"{name} is missing" for name in recorded.keys() - actual.keys()]
    unknown = [f"{name} has no checksum" for name in actual.keys() - recorded.keys()]
    return sorted(changed + missing + unknown)


def renew(modules: Path, folder: Path) -> None:
    """Copy every file of FILES from node_modules and write the checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        content = (modules / source).read_bytes()
        (folder / name).write_bytes(without_source_map(content) if name.endswith((".css", ".js")) else content)
    lines = [f"{digest}  {name}\n" for name, digest in checksums(folder).items()]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def main() -> int:
    """Renew or check; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.vendor", description="Vendor front-end files from npm.")
    parser.add_argument("--check", action="store_true", help="only compare the files with their checksums")
    if not parser.parse_args().check:
        npm = shutil.which("npm")
        if npm is None:
            print("npm was not found; it is needed only to renew the vendored files.", file=sys.stderr)
            return 1
        subprocess.run([npm, "ci", "--ignore-scripts"], cwd=ROOT, check=True)
        renew(ROOT / "node_modules", VENDOR)
    found = differences(VENDOR)
    print("\n".join(found) if found else f"{len(recorded_checksums(VENDOR))} vendored files match their checksums.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
