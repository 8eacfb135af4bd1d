"""What the tests in real editors have in common: where pictures go."""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", type=Path, metavar="DIR", help="take the pictures of the documentation anew, into DIR"
    )


@pytest.fixture(scope="session")
def screenshots(request: pytest.FixtureRequest) -> Path:
    """The folder for pictures; a test that takes one is skipped where nobody asked for it."""
    # Where this file is read late, its option is not known.
    folder: Path | None = request.config.getoption("--screenshots", None)
    if folder is None:
        pytest.skip("pictures are taken with: pytest tests/editors --screenshots DIR")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
