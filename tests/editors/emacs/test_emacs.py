"""Emacs with the settings that docs/editors/emacs.md shows, on the example plan."""

import os
import subprocess
from pathlib import Path

from tests.editors.desk import MUTED, Desk, left_over
from tests.editors.documented import code
from tests.editors.programs import missing, program
from tests.editors.waiting import LIMIT

DRIVER = Path(__file__).with_name("driver.el")
PACKAGES = Path("/usr/share/emacs/site-lisp/elpa")
"""Where Debian puts what ``M-x package-install`` would bring."""
LIMIT_IN_ALL = 300
"""Seconds for all of it; what is waited for has a limit of its own."""


def test_emacs_shows_findings_goes_to_milestones_and_completes(tmp_path: Path) -> None:
    emacs = program("emacs", needed=False)
    for package in ("eglot", "markdown-mode"):
        if not list(PACKAGES.glob(f"{package}-*")):
            missing(f"Emacs' {package}", needed=False)
    desk = Desk(tmp_path, MUTED if os.environ.get("EDITOR_TEST_MUTED") == "1" else [])
    settings = desk.home / ".emacs.d" / "init.el"
    settings.parent.mkdir()
    settings.write_text(code("emacs.md", "Settings", "elisp"), encoding="utf-8")
    # In batch mode nothing is loaded that is not named.
    loaded = ["--eval", "(package-activate-all)", "--load", str(settings), "--load", str(DRIVER)]
    done = subprocess.run(
        [emacs, "--batch", *loaded],
        cwd=desk.plan,
        env={**desk.environment, "PLAN": str(desk.plan), "EDITOR_TEST_LIMIT": str(LIMIT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT_IN_ALL,
        check=False,
    )
    report = f"{done.stdout}\n{done.stderr}"
    assert done.returncode == 0, report
    seen = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    assert seen["mode"] == "markdown-mode", report
    assert "depends on M22, but no milestone has that ID" in seen["finding"], report
    assert seen["jumped"] == '"M5-Shed_Kiosk.md"', report
    assert '"M3"' in seen["completion"], report
    assert seen["elsewhere"] == '("marksman" "server")', report
    assert left_over(desk) == []
