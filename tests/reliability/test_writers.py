"""Which modules write to disk, start programs or reach for the network: few, by name, none on the way of an edit.

A list of what the source says; ``test_security.py`` shows what the server does.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import milestone_ls

_PACKAGE = Path(milestone_ls.__file__).parent
_WRITES = frozenset(
    ("write_text", "write_bytes", "mkstemp", "mkdtemp", "NamedTemporaryFile", "replace_file", "unlink", "touch")
)
_CHANGES = frozenset(
    ("rename", "renames", "rmdir", "mkdir", "makedirs", "rmtree", "symlink_to", "hardlink_to", "chmod", "chown")
)
_OF_MODULES = frozenset(
    f"{module}.{name}"
    for module, names in {
        "os": "remove replace truncate ftruncate link symlink mkfifo mknod",
        "shutil": "copy copy2 copyfile copytree move make_archive unpack_archive",
    }.items()
    for name in names.split()
)
"""What has a harmless namesake elsewhere."""
_OPENS = frozenset(("open", "fdopen"))
_NETWORK = frozenset(
    ("socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "xmlrpc", "socketserver", "asyncio.streams")
)
_CONNECTS = frozenset(("open_connection", "start_server", "create_connection", "create_server"))
_PROGRAMS = frozenset(("subprocess", "pty", "multiprocessing", "webbrowser", "concurrent.futures.process"))

WRITERS = {
    "project/store.py": "the cache of the user",
    "server/logs.py": "the log that was asked for",
    "server/picturing.py": "the page for the browser, in a temporary folder",
    "server/transport.py": "the null device, in the place of the standard streams",
    "cli/writing.py": "a file of the command line's, whole",
    "cli/shares.py": "a pipe from one of its processes to the other",
}
"""Modules that write for themselves, and what."""

STARTERS = {
    "cli/revision.py": "git, by one command",
    "project/crew.py": "this program, to read documents beside itself",
}
"""Modules that start programs, and which."""

_STARTS = re.compile(
    r"(?:forkpty|fork|posix_spawnp?|spawn[lv]p?e?|exec[lv]p?e?|system|popen|startfile|create_subprocess_(?:exec|shell)"
    r"|subprocess_(?:exec|shell)|ProcessPoolExecutor)\Z"
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        yield path.relative_to(_PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield str(name), node


def writes(tree: ast.Module) -> list[str]:
    """What of a module writes, or opens something in another way than to read it."""
    found = []
    for name, call in calls(tree):
        modes = [
            one.value for one in (*call.args, *(key.value for key in call.keywords)) if isinstance(one, ast.Constant)
        ]
        opens = name in _OPENS and any(
            isinstance(mode, str) and set(mode) & set("wax+") and len(mode) <= 3 for mode in modes
        )
        is_changing = name in _WRITES | _CHANGES or ast.unparse(call.func) in _OF_MODULES
        if is_changing or opens or (name == "open" and "O_RDWR" in ast.unparse(call)):
            found.append(ast.unparse(call))
    return found


def imported(tree: ast.Module) -> set[str]:
    """The modules that are imported, with those that they lie in, and what is imported from them."""
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {".".join(name.split(".")[:count]) for name in names for count in range(1, name.count(".") + 2)}


def starts(tree: ast.Module) -> bool:
    return any(_STARTS.match(name) for name, _ in calls(tree))


def connects(tree: ast.Module) -> bool:
    return bool(imported(tree) & _NETWORK) or any(name in _CONNECTS for name, _ in calls(tree))


def test_of_the_server_and_the_engine_only_these_modules_write() -> None:
    found = {name for name, tree in modules() if writes(tree) and not name.startswith("cli/")}
    assert found == {name for name in WRITERS if not name.startswith("cli/")} - {"server/logs.py"}


def test_the_command_line_writes_through_one_function_alone() -> None:
    found = {
        name: told
        for name, tree in modules()
        if name.startswith("cli/") and name not in WRITERS and (told := writes(tree))
    }
    direct = {
        name: [one for one in told if "replace_file" not in one and ".mkdir(" not in one]
        for name, told in found.items()
    }
    assert {name: told for name, told in direct.items() if told} == {}


def test_git_and_this_program_are_all_that_is_started() -> None:
    assert {name for name, tree in modules() if imported(tree) & _PROGRAMS} == STARTERS.keys()


def test_one_module_forks_and_none_starts_programs_by_other_means() -> None:
    assert {name for name, tree in modules() if starts(tree)} == {"cli/shares.py"}


def test_nothing_speaks_to_the_network() -> None:
    assert {name for name, tree in modules() if connects(tree)} == set()


@pytest.mark.parametrize(
    "text",
    [
        "path.write_text('x')",
        "open(path, 'w')",
        "path.open('ab')",
        "path.open(mode='r+')",
        "os.open(p, os.O_RDWR)",
        "path.touch()",
        "os.remove(path)",
        "os.replace(a, b)",
        "shutil.move(a, b)",
    ],
)
def test_what_writes_is_seen(text: str) -> None:
    assert writes(ast.parse(text))


@pytest.mark.parametrize("text", ["os.popen('x')", "asyncio.create_subprocess_exec('x')", "os.execvp('x', [])"])
def test_what_starts_a_program_is_seen(text: str) -> None:
    assert starts(ast.parse(text))


@pytest.mark.parametrize(
    "text", ["import http.client", "from urllib import request", "import socket", "asyncio.open_connection(h, p)"]
)
def test_what_speaks_to_the_network_is_seen(text: str) -> None:
    assert connects(ast.parse(text))


@pytest.mark.parametrize("text", ["path.open('rb')", "open(path)", "path.read_text()", "text.replace('a', 'b')"])
def test_what_only_reads_is_not_taken_for_it(text: str) -> None:
    assert not writes(ast.parse(text))
