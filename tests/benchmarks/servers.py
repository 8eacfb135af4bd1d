"""The servers that are measured: ours, a bare one, and peers where they are installed.

MILESTONE_LS_PEERS names a folder of peers: ``bin/rumdl`` and ``bin/mdsmith`` in a Python environment,
``node_modules/vscode-markdown-languageserver`` with ``markdown-it`` and ``vscode-languageserver-textdocument``, and the
program that plays VS Code's part before that server, ``vscode_md_proxy.cjs``; ``node_modules/.bin/contextlint``.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.plans import HUB, id_of


def as_installed() -> dict[str, str]:
    """The environment, but that Python keeps what it has compiled, as it does where people install a program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Server:
    """How a server is started, and what its questions are about.

    command    None: it is not installed
    hub        the words in the hub's document at which its references are asked for: of links to a heading, where a
               server knows no milestones
    pulls      it is asked for diagnostics
    """

    name: str
    version: str
    command: tuple[str, ...] | None
    hub: str = "Deliverables"
    pulls: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    def environment_in(self, cache: Path) -> dict[str, str]:
        """The process' environment; what it keeps goes to *cache*."""
        return {**as_installed(), **self.environment, "XDG_CACHE_HOME": str(cache)}


OURS = "milestone-ls"
BARE = "bare pygls"


def servers() -> Iterator[Server]:
    """All of them, whether they are installed or not."""
    program = Path(sys.executable).with_name("milestone-ls")
    yield Server(OURS, version("milestone-ls"), (str(program), "server"), hub=id_of(HUB))
    bare = (sys.executable, str(Path(__file__).with_name("bare.py")))
    yield Server(BARE, version("pygls"), bare)
    peers = Path(os.environ.get("MILESTONE_LS_PEERS", "/nonexistent"))
    for name, arguments in (("rumdl", ("server",)), ("mdsmith", ("lsp",))):
        found = shutil.which(name, path=str(peers / "bin"))
        yield Server(name, _version(peers, name), (found, *arguments) if found else None)
    node, proxy = shutil.which("node"), peers / "vscode_md_proxy.cjs"
    package = peers / "node_modules" / "vscode-markdown-languageserver"
    there = node is not None and proxy.exists() and package.exists()
    yield Server(
        "vscode-markdown",
        _node_version(package),
        (node or "", str(proxy)) if there else None,
        pulls=True,
        environment={"VSCODE_MD_HOME": str(peers)},
    )


def contextlint() -> tuple[str, ...] | None:
    """The command that checks a folder with contextlint."""
    found = Path(os.environ.get("MILESTONE_LS_PEERS", "/nonexistent")) / "node_modules" / ".bin" / "contextlint"
    return (str(found),) if found.exists() else None


def _version(peers: Path, name: str) -> str:
    found = next(peers.glob(f"lib/python*/site-packages/{name}-*.dist-info"), None)
    return found.name.removesuffix(".dist-info").partition("-")[2] if found else ""


def _node_version(package: Path) -> str:
    file = package / "package.json"
    return str(json.loads(file.read_text(encoding="utf-8"))["version"]) if file.exists() else ""
