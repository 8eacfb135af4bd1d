"""What the command line writes: each file whole, whatever interrupts it, and no more than it was asked to."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from milestone_ls.cli.mending import Change
from milestone_ls.cli.patches import write_changes
from tests.cli.shell import environment


def plan(folder: Path) -> dict[Path, Change]:
    """Three files with line ends, marks and modes of their own, and what is to become of them."""
    changes = {}
    for number, (mark, end, mode) in enumerate(
        [(b"\xef\xbb\xbf", "\r\n", 0o640), (b"", "\n", 0o600), (b"", "\r", 0o755)]
    ):
        path = folder / f"M{number}.md"
        before, after = (f"# M{number} {word}{end}end" for word in ("old", "new"))
        path.write_bytes(mark + before.encode())
        path.chmod(mode)
        changes[path] = Change(before, after)
    return changes


def states(changes: dict[Path, Change]) -> list[str]:
    """Of each file whether it is as it was or as it should become; both with its mark, and nothing else."""
    found = []
    for path, change in changes.items():
        data = path.read_bytes()
        known = {change.before.encode(): "old", change.after.encode(): "new"}
        found.append(known[data.removeprefix(b"\xef\xbb\xbf")])
        assert data.startswith(b"\xef\xbb\xbf") == (path.name == "M0.md")
    return found


@pytest.mark.parametrize("done", [0, 1, 2])
def test_an_interruption_between_two_files_leaves_each_of_them_whole_and_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    changes = plan(tmp_path)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in changes]
    replace, left = Path.replace, [None] * done

    def interrupted(path: Path, target: Path) -> Path:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_changes(changes, tmp_path)
    assert states(changes) == ["new"] * done + ["old"] * (3 - done)
    assert sorted(tmp_path.iterdir()) == sorted(changes)
    assert os.name == "nt" or [stat.S_IMODE(path.stat().st_mode) for path in changes] == modes


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal there")
@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_process_that_is_killed_while_it_writes_leaves_what_was_there(tmp_path: Path, step: str) -> None:
    path = tmp_path / "M1.md"
    path.write_bytes(b"old")
    program = f"""
import os, signal
from pathlib import Path
from milestone_ls.cli import writing
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if {step!r} == "replace":
    Path.replace = die
elif {step!r} == "fsync":
    os.fsync = die
else:
    os.fdopen = die
writing.replace_file(Path({str(path)!r}), b"new")
"""
    ended = subprocess.run([sys.executable, "-c", program], env=environment(), timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    beside = [other for other in tmp_path.iterdir() if other != path]
    assert all(other.name.startswith(".") and other.suffix == ".tmp" for other in beside), "no plan reads such a file"
