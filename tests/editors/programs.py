"""Where the programs are that the tests in real editors start, and what becomes of a test that lacks one.

Which editor does what with them is not known here.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest

MUST_RUN = os.environ.get("CI") == "true"
"""Whether a missing program is a fault: continuous integration installs what is needed."""


def program(name: str, *, places: Iterable[str | Path] = (), needed: bool = True) -> Path:
    """The program *name*: the first of *places* that is an executable file, else the one on PATH.

    Without one the test is skipped with the name, or fails where CI=true and it is *needed*.
    """
    for place in places:
        if os.access(place, os.X_OK) and Path(place).is_file():
            return Path(place)
    found = shutil.which(name)
    return Path(found) if found else missing(name, needed=needed)


def missing(what: str, *, needed: bool = True) -> NoReturn:
    """Skip the test with *what* is missing, or fail it where CI=true and it is *needed*."""
    __tracebackhide__ = True
    if MUST_RUN and needed:
        pytest.fail(f"{what} is missing, and CI=true says that it must be here: see .ci/editors")
    pytest.skip(f"{what} is missing: see .ci/editors")
