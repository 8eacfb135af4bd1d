"""What holds for all tests."""

import os
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # has no types

# No test leaves anything in the folder of whoever runs it, or goes by what another run has left there.
os.environ["MILESTONE_LS_CACHE"] = "off"

# A slow machine is no fault of the code under test.
settings.register_profile("milestone-ls", deadline=None)
settings.load_profile("milestone-ls")


class _Groups(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """Tests that share a browser or VS Code go to one worker; the others to whichever is free.

    That is what ``--dist loadgroup`` is for, which sees no groups under pytest 9.2: there the ID of a test is no longer
    where pytest-xdist 3.8 writes the group.
    """

    def _split_scope(self, nodeid: str) -> str:
        shared = ("tests/editors/vscode/", "tests/render/browser/")
        return next((folder for folder in shared if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Groups:  # noqa: ANN401 - it has no public type
    return _Groups(config, log)
