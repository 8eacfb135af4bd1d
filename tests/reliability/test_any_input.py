"""Whatever a file, a buffer or a setting holds, it is answered in bounded time or told, and another document goes on.

Times are bounds against hanging, not measurements: they leave a loaded machine its time. The server is in this process
where the loop is what is tried; bytes and programs are tried through the program.
"""

import asyncio
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from milestone_ls.text import Encoding
from tests.cli.shell import command, environment
from tests.reliability.inprocess import InProcess
from tests.server.rawclient import Json

HEAD = "# Milestone: M1 Ground\n\n**Status**: pending\n\n"
OTHER = "# Milestone: M2 Roof\n\n**Dependencies**: M1\n"
BOUND = 120.0
"""Seconds for anything at all."""
SHARE = 8.0
"""Seconds of this process's own time, whatever else the machine does, for which one document keeps another waiting."""


class Text(NamedTuple):
    """What a document holds, and whether it is told that it is too large to be read."""

    make: Callable[[], str]
    too_large: bool = False


TEXTS: dict[str, Text] = {
    "ten megabytes": Text(lambda: HEAD + "Some words of a plan. M2\n" * 420_000, too_large=True),
    "one line": Text(lambda: HEAD + "word *a* [M2](M2.md) " * 60_000, too_large=True),
    "a shorter line": Text(lambda: HEAD + "word *a* [M2](M2.md) " * 2_000),
    "50,000 sections": Text(lambda: HEAD + "".join(f"## Part {n}\n\n" for n in range(50_000)), too_large=True),
    "4,000 sections": Text(lambda: HEAD + "".join(f"## Part {n}\n\n" for n in range(4_000))),
    "2,000 columns": Text(lambda: f"{HEAD}|{'a|' * 2000}\n|{'-|' * 2000}\n" + f"|{'b|' * 2000}\n" * 10),
    "2,000 columns, many rows": Text(
        lambda: f"{HEAD}|{'a|' * 2000}\n|{'-|' * 2000}\n" + f"|{'b|' * 2000}\n" * 200, too_large=True
    ),
    "lists 1,000 deep": Text(lambda: HEAD + "".join(f"{'  ' * depth}- [ ] M2\n" for depth in range(1000))),
    "quotes 1,000 deep": Text(lambda: f"{HEAD}{'>' * 1000} M2\n"),
    "brackets": Text(lambda: f"{HEAD}{'[' * 10_000}\n"),
    "brackets without end": Text(lambda: f"{HEAD}{'[[a](' * 100_000}\n", too_large=True),
    "stars": Text(lambda: f"{HEAD}{'*a ' * 5_000}{'**a ' * 2_000}\n"),
    "backticks": Text(lambda: HEAD + "".join("`" * (n % 200 + 1) + " " for n in range(300))),
    "link definitions": Text(lambda: HEAD + "".join(f"[a{n}]: b\n" for n in range(5_000))),
    "open HTML": Text(lambda: f"{HEAD}{'<a ' * 10_000}\n{'<!-- ' * 1000}"),
    "NUL": Text(lambda: f"{HEAD}a\0b\0\0 M2\n"),
    "mixed line ends": Text(lambda: f"{HEAD}a\r\nb\rc\n\r\u2028d\u0085e\f\n## Scope\r\r\n"),
    "right to left": Text(
        lambda: f"{HEAD}\u202e\u05d0\u05d1 M2\u202c \u200b\u200d\ufeff\u0301\n**\u05d0**: M\u200b2\n"
    ),
    "lone surrogates": Text(lambda: f"{HEAD}a\ud83d b\udc00 M2\ud800\n## \udfff\n"),
}
BYTES = {
    "invalid UTF-8": HEAD.encode() + b"\xff\xfe\x80 \xc3(\n",
    "UTF-16 with a mark": (HEAD + "M9\n").encode("utf-16"),
    "half of UTF-16": HEAD.encode("utf-16")[:-1],
    "nothing": b"",
    "only a mark": b"\xef\xbb\xbf",
    "NUL alone": b"\0" * 10_000,
}
NAMES = ("a b.md", "50%.md", "a%20b.md", "M1#part.md", "\N{ROCKET}.md", "\u200b\u05d0.md", "a?b&c.md", "'\"<x>.md")
SETTINGS = {
    "two megabytes": "a" * 2_000_000,
    "brackets": "a = " + "[" * 5000,
    "NUL and a mark": "a\0b = '\ufeff'",
    "a heading of 2,000 IDs": 'heading = ["' + "{ID}" * 2000 + '"]',
    "a glob without end": 'include = ["' + "**/" * 500 + '*"]',
    "an ID that backtracks": "id-pattern = '(a+)+$'",
    "an ID that backtracks otherwise": "id-pattern = '(a|a)*b'",
    "an ID of many choices": "id-pattern = 'a*a*a*a*a*a*a*b'",
    "an ID that is no expression": "id-pattern = '('",
    "an ID of everything": "id-pattern = '.*'",
    "a template outside": 'template = "../outside.md"',
    "a template above all": 'template = "/etc/passwd"',
    "a hostile template": 'template = "t.md"',
    "a template that is a folder": 'template = "."',
}


async def begun(root: Path) -> InProcess:
    (root / "M2.md").write_text(OTHER, encoding="utf-8")
    server = InProcess()
    await server.begin(root, Encoding.UTF16)
    server.open((root / "M2.md").as_uri(), OTHER, 1)
    return server


def of(path: Path) -> Json:
    return {"textDocument": {"uri": path.as_uri()}}


def at(path: Path) -> Json:
    return {**of(path), "position": {"line": 2, "character": 19}}


def codes(server: InProcess, path: Path) -> set[str]:
    _, found = server.published.get(path.as_uri(), (None, []))
    return {one["code"] for one in found}


def check(root: Path) -> str:
    """What the check of a plan prints; it must come to a verdict."""
    ended = subprocess.run(
        command("check", "--format", "json"),
        cwd=root,
        env=environment(),
        capture_output=True,
        timeout=BOUND,
        check=False,
    )
    assert ended.returncode in (0, 1), ended.stderr.decode(errors="replace")
    return ended.stdout.decode()


@pytest.mark.parametrize("kind", TEXTS)
async def test_any_text_is_answered_or_told_and_another_document_goes_on(tmp_path: Path, kind: str) -> None:
    path, other, text = tmp_path / "M1.md", tmp_path / "M2.md", TEXTS[kind]
    server = await begun(tmp_path)
    async with asyncio.timeout(BOUND):
        began = time.process_time()
        server.open(path.as_uri(), text.make(), 1)
        assert "M2" in str(
            await server.ask("textDocument/hover", {**of(other), "position": {"line": 0, "character": 15}})
        )
        assert time.process_time() - began < SHARE
        began = time.process_time()
        place = {"line": 2, "character": 0}
        server.change(path.as_uri(), 2, [{"range": {"start": place, "end": place}, "text": "x\ud83d"}])
        server.change(other.as_uri(), 2, [{"text": OTHER + "\nMore.\n"}])
        await server.ask("textDocument/hover", at(other))
        assert time.process_time() - began < SHARE
        assert ("document-too-large" in codes(server, path)) == text.too_large
        for method in ("documentSymbol", "foldingRange", "semanticTokens/full", "codeLens", "documentLink"):
            await server.ask(f"textDocument/{method}", of(path))
        server.tell("textDocument/didClose", of(path))
        await server.until(lambda: not codes(server, path))
        await server.end()


@pytest.mark.parametrize("kind", TEXTS)
async def test_any_text_in_a_file_is_read_with_the_others(tmp_path: Path, kind: str) -> None:
    text = TEXTS[kind]
    (tmp_path / "M1.md").write_bytes(text.make().encode("utf-8", "surrogatepass"))
    async with asyncio.timeout(BOUND):
        server = await begun(tmp_path)
        await server.ask("workspace/symbol", {"query": "Roof"})
        if text.too_large:
            await server.until(lambda: "document-too-large" in codes(server, tmp_path / "M1.md"))
        await server.end()


@pytest.mark.parametrize("kind", BYTES)
async def test_any_bytes_in_a_file_are_checked_and_served(tmp_path: Path, kind: str) -> None:
    (tmp_path / "M1.md").write_bytes(BYTES[kind])
    server = await begun(tmp_path)
    await server.ask("textDocument/hover", at(tmp_path / "M1.md"))
    assert "M2" in str(await server.ask("workspace/symbol", {"query": "Roof"}))
    await server.end()
    said = check(tmp_path)
    assert ("undecodable" in said or "bytes that are not" in said) == (kind in ("invalid UTF-8", "half of UTF-16"))


@pytest.mark.parametrize("name", NAMES)
async def test_any_name_of_a_file_is_served(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(HEAD, encoding="utf-8")
    server = await begun(tmp_path)
    server.open(path.as_uri(), HEAD, 1)
    found = await server.ask("textDocument/definition", at(tmp_path / "M2.md"))
    assert path.as_uri() in str(found)
    assert path.as_uri() in str(await server.ask("workspace/symbol", {"query": "Ground"}))
    assert server.published[path.as_uri()]
    await server.end()


@pytest.mark.parametrize("kind", SETTINGS)
async def test_any_configuration_and_template_is_told_or_obeyed(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "plan"
    root.mkdir()
    (tmp_path / "outside.md").write_text("# Outsider {ID}: {Title}\n", encoding="utf-8")
    (root / "M1.md").write_text(f"# Milestone: {'a' * 5000}! {'a' * 40}\n\nM1 {'a' * 5000}!\n", encoding="utf-8")
    (root / "t.md").write_text("# {ID}: " + "{Title}" * 500 + "\n" + "> " * 1000 + "\n", encoding="utf-8")
    configured = root / "milestone-ls.toml"
    configured.write_text(SETTINGS[kind], encoding="utf-8")
    async with asyncio.timeout(BOUND):
        server = await begun(root)
        began = time.process_time()
        server.open((root / "M1.md").as_uri(), (root / "M1.md").read_text(encoding="utf-8"), 1)
        await server.ask("textDocument/hover", at(root / "M2.md"))
        assert time.process_time() - began < SHARE
        obeyed = ("a glob without end", "an ID of everything", "a hostile template")
        if kind not in obeyed:
            await server.until(lambda: codes(server, configured))
        assert "Outsider" not in str(server.published)
        await server.end()
