"""milestone-ls installed as people do: by pip, by uv and by pipx, each from another thing. Needs the package index."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from milestone_ls import __version__
from tests.packaging.conftest import Checkout, Distributions, clean_environment

pytestmark = pytest.mark.xdist_group("packaging")

MUST_RUN = os.environ.get("CI") == "true"
LIMIT = 300
"""Seconds for an installation; the index may be slow."""


@pytest.fixture(scope="session")
def index() -> None:
    """The package index can be reached; else the test is skipped, or fails where CI=true."""
    asked = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-cache", "--no-deps", "-"],
        input="wcwidth",
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )
    if asked.returncode:
        if MUST_RUN:
            pytest.fail(f"CI=true, and the package index cannot be reached: {asked.stderr}")
        pytest.skip("the package index cannot be reached")


def run(*command: str | Path, here: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=here,
        env=clean_environment(**environment),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=LIMIT,
        check=False,
    )


def installs(*command: str | Path, here: Path, **environment: str) -> None:
    done = run(*command, here=here, **environment)
    assert done.returncode == 0, done.stdout + done.stderr


def works(program: Path, checkout: Checkout, here: Path) -> None:
    """The program tells its version, checks the example plan, and answers an editor."""
    told = run(program, "--version", here=here)
    assert (told.returncode, told.stdout, told.stderr) == (0, f"milestone-ls {__version__}\n", "")
    plan = shutil.copytree(checkout.root / "docs" / "example", here / "plan")
    checked = run(program, "check", "plan", here=here)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "14 milestones, " in checked.stdout
    answers = answered(
        program,
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": plan.as_uri(), "capabilities": {}}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    )
    assert answers[1] is not None
    assert answers[1]["serverInfo"] == {"name": "milestone-ls", "version": __version__}
    assert answers[2] is None


def answered(program: Path, *messages: dict[str, object]) -> dict[int, dict[str, object] | None]:
    """The results of the requests among *messages*, by id, from a server that ends as it should."""
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    said = b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies)
    done = subprocess.run([program, "server"], input=said, capture_output=True, timeout=LIMIT, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    found, rest = {}, done.stdout
    while rest:
        header, _, rest = rest.partition(b"\r\n\r\n")
        length = int(header.removeprefix(b"Content-Length: "))
        message = json.loads(rest[:length])
        rest = rest[length:]
        if "result" in message:
            found[message["id"]] = message["result"]
    return found


@pytest.mark.usefixtures("index")
def test_pip_installs_the_wheel(checkout: Checkout, distributions: Distributions, tmp_path: Path) -> None:
    installs(sys.executable, "-m", "venv", "venv", here=tmp_path)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    installs(programs / "python", "-m", "pip", "install", "--quiet", distributions.wheel, here=tmp_path)
    works(programs / "milestone-ls", checkout, tmp_path)


@pytest.mark.usefixtures("index")
def test_uv_installs_the_source_distribution_as_a_tool(
    checkout: Checkout, distributions: Distributions, tmp_path: Path
) -> None:
    folders = {"UV_TOOL_DIR": str(tmp_path / "tools"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin")}
    uv = (sys.executable, "-m", "uv", "--no-config", "tool")
    installs(*uv, "install", "--python", sys.executable, distributions.sdist, here=tmp_path, **folders)
    works(tmp_path / "bin" / "milestone-ls", checkout, tmp_path)
    installs(*uv, "uninstall", "milestone-ls", here=tmp_path, **folders)
    assert not list((tmp_path / "bin").iterdir())


@pytest.mark.usefixtures("index")
def test_pipx_installs_the_checkout(checkout: Checkout, tmp_path: Path) -> None:
    folders = {name: str(tmp_path / name) for name in ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR")}
    pipx = (sys.executable, "-m", "pipx")
    installs(*pipx, "install", "--quiet", "--python", sys.executable, checkout.root, here=tmp_path, **folders)
    works(tmp_path / "PIPX_BIN_DIR" / "milestone-ls", checkout, tmp_path)
    installs(*pipx, "uninstall", "milestone-ls", here=tmp_path, **folders)
    assert not list((tmp_path / "PIPX_BIN_DIR").iterdir())
