"""Where real plans lie, if they do, and what has to be set to read them: nothing of them is in this repository."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

CORPUS = Path(os.environ.get("MILESTONE_LS_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
"""The folder with a folder for each plan."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "cc-benchmark": (),
    "pomodex": ("# {ID}: {Title}",),
    "memgentic": ("# {ID}: {Title}",),
}
"""The plans that tests know by name, with their setting ``heading``."""

with_real_plans = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real plans are in {CORPUS} (MILESTONE_LS_CORPUS)")
