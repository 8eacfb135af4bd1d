"""What holds for all tests."""

from hypothesis import settings

# A slow machine is no fault of the code under test.
settings.register_profile("milestone-ls", deadline=None)
settings.load_profile("milestone-ls")
