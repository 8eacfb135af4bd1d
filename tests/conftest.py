"""What holds for all tests."""

import os

from hypothesis import settings

# No test leaves anything in the folder of whoever runs it, or goes by what another run has left there.
os.environ["MILESTONE_LS_CACHE"] = "off"

# A slow machine is no fault of the code under test.
settings.register_profile("milestone-ls", deadline=None)
settings.load_profile("milestone-ls")
