"""What the wheel and the source distribution hold, and what they say of themselves."""

import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.metadata import Metadata

from milestone_ls import __version__
from tests.packaging.conftest import Checkout, Distributions, build

pytestmark = pytest.mark.xdist_group("packaging")

INFO = f"milestone_ls-{__version__}.dist-info"


def test_the_wheel_holds_the_package_and_what_describes_it(checkout: Checkout, distributions: Distributions) -> None:
    with ZipFile(distributions.wheel) as wheel:
        names = set(wheel.namelist())
    package = {name for name in checkout.files if name.startswith("milestone_ls/")}
    described = {f"{INFO}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")}
    assert names == package | described
    assert {"milestone_ls/py.typed", "milestone_ls/template/milestone-template.md"} < names


def test_the_source_distribution_holds_what_is_needed_to_build_test_and_read_it(
    checkout: Checkout, distributions: Distributions
) -> None:
    with tarfile.open(distributions.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    folders = ("milestone_ls/", "tests/", "docs/", "editors/")
    wanted = {name for name in checkout.files if name.startswith(folders)}
    assert names == wanted | {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", ".gitignore", "PKG-INFO"}


def test_the_source_distribution_builds_the_same_wheel(distributions: Distributions, tmp_path: Path) -> None:
    with tarfile.open(distributions.sdist) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    again = build(source, tmp_path / "dist")
    assert again.wheel.name == distributions.wheel.name
    assert again.wheel.read_bytes() == distributions.wheel.read_bytes()


def test_the_metadata_is_valid_and_carries_the_readme(checkout: Checkout, distributions: Distributions) -> None:
    with ZipFile(distributions.wheel) as wheel:
        metadata = Metadata.from_email(wheel.read(f"{INFO}/METADATA"), validate=True)
        entry_points = wheel.read(f"{INFO}/entry_points.txt").decode()
    assert (metadata.name, str(metadata.version)) == ("milestone-ls", __version__)
    assert metadata.license_expression == "MIT"
    assert str(metadata.requires_python) == ">=3.11"
    assert metadata.description_content_type == "text/markdown"
    assert metadata.description == (checkout.root / "README.md").read_text(encoding="utf-8")
    assert entry_points == "[console_scripts]\nmilestone-ls = milestone_ls.__main__:main\n"
