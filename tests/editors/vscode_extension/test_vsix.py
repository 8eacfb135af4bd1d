"""The file that users install: what is in it, and nothing else."""

import json
import zipfile
from fnmatch import fnmatch
from io import BytesIO

from milestone_ls import __version__
from tests.editors.desk import REPOSITORY
from tests.editors.vscode_extension.conftest import npm

CONTENT = {
    "[[]Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/dist/THIRD-PARTY-NOTICES.txt",
    "extension/dist/extension.js",
    "extension/media/icon.png",
    "extension/media/milestones.svg",
    "extension/package.json",
    "extension/readme.md",
    f"extension/server/milestone_ls-{__version__}-py3-none-any.whl",
    "extension/server/pictures.txt",
    "extension/server/requirements.txt",
    "extension/snippets/milestones.json",
}

SIZE = 1_500_000
"""Bytes that the file may have; it had 740,000 when this was written."""


def test_it_holds_what_is_needed_and_no_more(vsix: zipfile.ZipFile) -> None:
    names = vsix.namelist()
    assert [name for name in names if not any(fnmatch(name, pattern) for pattern in CONTENT)] == []
    assert len(names) == len(CONTENT)
    assert sum(entry.compress_size for entry in vsix.infolist()) < SIZE


def test_its_server_is_this_repository(vsix: zipfile.ZipFile) -> None:
    (name,) = (name for name in vsix.namelist() if name.endswith(".whl"))
    with zipfile.ZipFile(BytesIO(vsix.read(name))) as wheel:
        for path in (REPOSITORY / "milestone_ls").rglob("*.py"):
            assert wheel.read(path.relative_to(REPOSITORY).as_posix()) == path.read_bytes()


def test_whose_code_is_in_it_is_written_down(vsix: zipfile.ZipFile) -> None:
    notices = vsix.read("extension/dist/THIRD-PARTY-NOTICES.txt").decode()
    for name in ("vscode-languageclient", "vscode-languageserver-protocol", "vscode-jsonrpc", "semver", "minimatch"):
        assert f"\n{name} " in notices, name


def test_what_it_names_is_in_it(vsix: zipfile.ZipFile) -> None:
    package = json.loads(vsix.read("extension/package.json"))
    snippets = [entry["path"] for entry in package["contributes"]["snippets"]]
    containers = [entry["icon"] for entry in package["contributes"]["viewsContainers"]["activitybar"]]
    for path in (package["main"], package["icon"], *containers, *snippets):
        assert f"extension/{path.removeprefix('./')}" in vsix.namelist()


def test_types_style_and_unit_tests_of_the_extension_hold() -> None:
    checked = npm("check")
    assert checked.returncode == 0, checked.stdout[-5000:] + checked.stderr[-2000:]
