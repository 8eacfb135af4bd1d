"""A large plan is checked by several processes, and nobody can tell by what comes of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from milestone_ls.cli.shares import PAYS
from milestone_ls.project.crew import spare_cores

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone"),
    pytest.mark.skipif(spare_cores() < 1, reason="one core works alone"),
]

ON_ONE_CORE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"
FORKS = """
import os
fork = os.fork
def told():
    pid = fork()
    if pid:
        print("forked", file=sys.stderr)
    return pid
os.fork = told
"""
"""Says on standard error that a process was forked."""

DOCUMENT = """# Milestone: M{number} Wall [B]

**Dependencies**: M{before}, M{missing}
**Status**: {status}

## Objectives

- [x] Stand, see [the gate](#gate)
- [ ] Do not fall
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough documents with findings of their own, and of the plan."""
    folder = tmp_path_factory.mktemp("plan")
    for number in range(1, PAYS + 60):
        text = DOCUMENT.format(
            number=number, before=number - 1, missing=9_000 + number, status=("completed", "pending")[number % 2]
        )
        (folder / f"M{number}.md").write_text(text, encoding="utf-8")
    return folder


def checked(folder: Path, before: str, *options: str) -> subprocess.CompletedProcess[str]:
    """``milestone-ls check`` in *folder*, behind what is done *before*."""
    program = (
        f"import sys\n{before}\nfrom milestone_ls.cli.parser import run\nsys.exit(run(['check', *{list(options)!r}]))"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", program], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize("options", [["--no-cache"], ["--no-cache", "--json"], ["--no-cache", "M7.md", "M8.md"]])
def test_what_is_found_is_what_one_process_finds(plan: Path, options: list[str]) -> None:
    alone, together = checked(plan, ON_ONE_CORE, *options), checked(plan, FORKS, *options)
    assert (together.stdout, together.returncode) == (alone.stdout, alone.returncode)
    assert alone.stdout
    assert ("forked" in together.stderr) == (len(options) < 3)


def test_what_is_kept_is_what_one_process_keeps(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILESTONE_LS_CACHE", str(tmp_path))
    cold, warm = (checked(plan, FORKS) for _ in range(2))
    assert "forked" in cold.stderr
    assert "forked" not in warm.stderr
    assert warm.stdout == cold.stdout == checked(plan, ON_ONE_CORE, "--no-cache").stdout


IN_SHARES = """
import os, sys
from milestone_ls.cli.shares import Work, in_shares
here = os.getpid()
def done(things):
    if os.getpid() != here:
        {fault}
    return [number * number for number in things]
work = Work(done, lambda found: repr(found).encode(), lambda told: eval(told))
print(sorted(in_shares(range(1_000), work, 3)) == [number * number for number in range(1_000)])
"""


@pytest.mark.parametrize(
    "fault",
    [
        "pass",
        "raise ValueError",
        "sys.exit(0)",
        "os._exit(3)",
        "os.kill(os.getpid(), 9)",
    ],
)
def test_a_share_that_fails_elsewhere_is_done_here(fault: str) -> None:
    run = subprocess.run(
        [sys.executable, "-P", "-c", IN_SHARES.format(fault=fault)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("True\n", "")


def test_where_nothing_can_be_forked_all_is_done_here() -> None:
    broken = IN_SHARES.replace("here =", "def none(): raise BlockingIOError\nos.fork = none\nhere =").format(
        fault="pass"
    )
    run = subprocess.run([sys.executable, "-P", "-c", broken], capture_output=True, text=True, check=True, timeout=60)
    assert (run.stdout, run.stderr) == ("True\n", "")
