"""Whatever was done to a plan in whatever order, the server says what a server says that begins with what is left.

An editor opens, edits, saves and closes, other programs write, move and delete, settings and folders change, and
requests come in between. When it is quiet, findings and answers are those of a fresh server, in each encoding, and
every request was answered exactly once.

A run plays MILESTONE_LS_SESSIONS sessions in each encoding (default 3) from MILESTONE_LS_SEED (default: a new one each
time); both are printed. More, once in a while:

    MILESTONE_LS_SESSIONS=500 pytest tests/reliability/test_differential.py

With MILESTONE_LS_SHRINK=1 a session that fails is made as short as can be.
"""

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from milestone_ls.text import Encoding
from tests.properties.documents import Change, changes, documents
from tests.reliability.editor import LIMIT, Editor
from tests.server.rawclient import Json

SESSIONS = int(os.environ.get("MILESTONE_LS_SESSIONS", "3"))
SEED = int(os.environ.get("MILESTONE_LS_SEED", random.SystemRandom().randrange(2**32)))
STEPS = 8
SHRINK = [Phase.shrink] if "MILESTONE_LS_SHRINK" in os.environ else []
"""It takes minutes, and is for whoever looks at a failure."""
_CREATED, _CHANGED, _DELETED = 1, 2, 3

NAMES = (
    "M1-Ground.md",
    "M2.md",
    "m9.md",
    "docs/M3 Roof 😀.md",
    "docs/M5%20#x.md",
    "README.md",
    "docs/MILESTONE_MANAGER.md",
    "notes.md",
)
UNTITLED = "untitled:Untitled-1"
CONFIGURATION = "milestone-ls.toml"
WRONG = ("heading = 3\n", "not = [toml")
"""While one of these is there the last one that was right holds, of which a server that begins anew knows nothing."""
CONFIGURATIONS = (
    "",
    'heading = ["# {ID}: {Title}"]\n',
    'index = ["notes.md"]\n[severity]\ndead-link = "error"\n',
    'profile = "strict"\nexclude = ["docs"]\n',
    *WRONG,
)
SETTINGS: tuple[Json, ...] = ({}, {"diagnostics": {"closed": "all"}}, {"profile": "minimal"}, {"x": 1})
INDEX = "# Plan\n\n- [M1 Ground](M1-Ground.md) - DONE\n- [M2](M2.md) [WIP]\n- M3 Roof\n"

AT_A_PLACE = (
    "hover",
    "definition",
    "references",
    "documentHighlight",
    "implementation",
    "prepareRename",
    "completion",
    "prepareCallHierarchy",
)
OF_A_DOCUMENT = (
    "documentSymbol",
    "foldingRange",
    "documentLink",
    "codeLens",
    "semanticTokens/full",
)

names = st.sampled_from(NAMES)
some = st.integers(0, 100)
"""Which of the documents that are open: the remainder is taken."""
places = st.tuples(st.integers(0, 40), st.integers(0, 60))


def does(action: str, *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[str, tuple[object, ...]]]:
    return st.tuples(st.just(action), st.tuples(*arguments))


_TYPES = does("edit", some, st.lists(changes(), min_size=1, max_size=8))
ACTIONS = st.one_of(
    *(_TYPES, _TYPES, _TYPES),
    does("replace", some, documents(4)),
    does("open", names, st.one_of(st.none(), documents(4))),
    does("open_untitled", documents(3)),
    does("save", some),
    does("close", some),
    does("ask", some, st.sampled_from(AT_A_PLACE), places),
    does("ask_of_all", some, st.sampled_from(OF_A_DOCUMENT)),
    does("cancel"),
    does("configure", st.sampled_from(SETTINGS)),
    does("change_folders"),
    does("write", names, documents(4)),
    does("delete", names),
    does("move", names, names),
    does("move_folder"),
    does("configure_plan", st.sampled_from(CONFIGURATIONS)),
)
"""What users and other programs do, each about as often as the next, but typing more often."""


class Tally(Counter[str]):
    """How often what was done, over all sessions of a run."""


class Plan(RuleBasedStateMachine):
    """A session; the subclass of a run gives the encoding and where it is counted."""

    encoding: Encoding
    tally: Tally

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="plan"))
        self.root = self.home / "plan"
        (self.root / "docs").mkdir(parents=True)
        (self.home / "other").mkdir()
        (self.home / "other" / "M7.md").write_text("# Milestone: M7 Other\n**Dependencies**: M1\n")
        self.folders = [self.root]
        self.editor: Editor | None = None

    @initialize(
        texts=st.lists(st.tuples(names, documents(6)), min_size=2, max_size=5), options=st.sampled_from(SETTINGS)
    )
    def begin(self, texts: list[tuple[str, str]], options: Json) -> None:
        _store(self.root / "README.md", INDEX)
        for name, text in texts:
            _store(self.root / name, text)
        self.editor = Editor(self.folders, self.encoding, options)
        for name, _ in texts[:3]:
            self._open(name, None)

    @rule(actions=st.lists(ACTIONS, min_size=4, max_size=12))
    def work(self, actions: list[tuple[str, tuple[object, ...]]]) -> None:
        # One rule for all of it: of many rules hypothesis leaves most out of a session.
        for action, arguments in actions:
            getattr(self, f"_{action}")(*arguments)
            self.tally[action] += 1

    # In the editor

    def _open(self, name: str, text: str | None) -> None:
        path = self.root / name
        if path.as_uri() not in self.user.buffers and (text is not None or path.is_file()):
            self.user.open(path.as_uri(), _read(path) if text is None else text)

    def _open_untitled(self, text: str) -> None:
        if UNTITLED not in self.user.buffers:
            self.user.open(UNTITLED, text)

    def _edit(self, which: int, edits: list[list[Change]]) -> None:
        for uri in self._one_open(which):
            for notification in edits:
                self.user.edit(uri, notification)
                self.tally["edits"] += len(notification)

    def _replace(self, which: int, text: str) -> None:
        for uri in self._one_open(which):
            self.user.replace(uri, text)

    def _save(self, which: int) -> None:
        for uri in self._one_open(which):
            path = self._path(uri)
            if path is not None:
                self._put(path, self.user.buffers[uri].text)
                self.user.tell("textDocument/didSave", {"textDocument": {"uri": uri}})

    def _close(self, which: int) -> None:
        for uri in self._one_open(which):
            self.user.close(uri)

    def _ask(self, which: int, method: str, place: tuple[int, int]) -> None:
        for uri in self._one_open(which):
            self.user.send(f"textDocument/{method}", _at(uri, place, method))

    def _ask_of_all(self, which: int, method: str) -> None:
        for uri in self._one_open(which):
            self.user.send(f"textDocument/{method}", {"textDocument": {"uri": uri}})

    def _cancel(self) -> None:
        self.user.cancel()

    def _configure(self, options: Json) -> None:
        self.user.configure(options)

    def _change_folders(self) -> None:
        other = self.home / "other"
        is_gone = other not in self.folders
        self.folders = [self.root, other] if is_gone else [self.root]
        told = [{"uri": other.as_uri(), "name": "other"}]
        event = {"added": told if is_gone else [], "removed": [] if is_gone else told}
        self.user.tell("workspace/didChangeWorkspaceFolders", {"event": event})

    # On disk

    def _write(self, name: str, text: str) -> None:
        self._put(self.root / name, text)

    def _delete(self, name: str) -> None:
        path = self.root / name
        if path.is_file():
            path.unlink()
            self._watched((path, _DELETED))

    def _move(self, name: str, other: str) -> None:
        old, new = self.root / name, self.root / other
        if old.is_file() and not new.exists():
            new.parent.mkdir(exist_ok=True)
            old.rename(new)
            self._watched((old, _DELETED), (new, _CREATED))

    def _move_folder(self) -> None:
        """VS Code tells of the folders, not of what is in them."""
        one, other = self.root / "docs", self.root / "papers"
        old, new = (one, other) if one.exists() else (other, one)
        if old.exists() and not new.exists():
            old.rename(new)
            self._watched((old, _DELETED), (new, _CREATED))

    def _configure_plan(self, text: str) -> None:
        self._put(self.root / CONFIGURATION, text)

    # What holds

    def teardown(self) -> None:
        try:
            if self.editor is not None:
                self._compare()
        finally:
            if self.editor is not None:
                self.editor.kill()
            shutil.rmtree(self.home)

    def _compare(self) -> None:
        user, configuration = self.user, self.root / CONFIGURATION
        if configuration.exists() and _read(configuration) in WRONG:
            self._configure_plan("")
        user.settle()
        with _fresh(self) as fresh:
            # What is held back while a fence is open comes after two seconds, at the latest.
            end = monotonic() + LIMIT
            while user.findings() != fresh.findings() and monotonic() < end:
                user.settle()
                fresh.settle()
            hold_against(fresh.findings(), user.findings(), "findings")
            for uri in fresh.buffers:
                hold_against(_answers(fresh, uri), _answers(user, uri), uri)
            self.tally["answers"] += user.answered
            fresh.end()
        user.end()
        self.tally["sessions"] += 1

    @property
    def user(self) -> Editor:
        assert self.editor is not None
        return self.editor

    def _one_open(self, which: int) -> list[str]:
        """The URI of a document that is open, nothing where none is."""
        uris = sorted(self.user.buffers)
        return [uris[which % len(uris)]] if uris else []

    def _path(self, uri: str) -> Path | None:
        return next((self.root / name for name in NAMES if (self.root / name).as_uri() == uri), None)

    def _put(self, path: Path, text: str) -> None:
        kind = _CHANGED if path.exists() else _CREATED
        _store(path, text)
        self._watched((path, kind))

    def _watched(self, *events: tuple[Path, int]) -> None:
        told = [{"uri": path.as_uri(), "type": kind} for path, kind in events]
        self.user.tell("workspace/didChangeWatchedFiles", {"changes": told})


@contextmanager
def _fresh(plan: Plan) -> Iterator[Editor]:
    """A server that begins with what is left."""
    editor = Editor(plan.folders, plan.encoding, plan.user.settings)
    try:
        for uri, buffer in plan.user.buffers.items():
            editor.open(uri, buffer.text, plan.user.versions[uri])
        editor.settle()
        yield editor
    finally:
        editor.kill()


def hold_against(fresh: Mapping[str, Json], used: Mapping[str, Json], what: str) -> None:
    different = [name for name in {**fresh, **used} if fresh.get(name) != used.get(name)]
    if different:
        told = (f"{name}\n  fresh {fresh.get(name)}\n  used  {used.get(name)}" for name in different)
        raise AssertionError("\n".join((what, *told)))


def _answers(editor: Editor, uri: str) -> Mapping[str, Json]:
    """What the server answers to questions of one document, without what only names an answer."""
    found: dict[str, Json] = {}
    for method in OF_A_DOCUMENT:
        found[method] = editor.ask(f"textDocument/{method}", {"textDocument": {"uri": uri}})
        if isinstance(found[method], dict):
            found[method].pop("resultId", None)
    lines = editor.buffers[uri].text.count("\n")
    for line in range(min(lines, 8)):
        for method in AT_A_PLACE:
            found[f"{method} {line}"] = editor.ask(f"textDocument/{method}", _at(uri, (line, 16), method))
    return found


def _at(uri: str, place: tuple[int, int], method: str) -> Json:
    more = {"context": {"includeDeclaration": True}} if method == "references" else {}
    return {"textDocument": {"uri": uri}, "position": {"line": place[0], "character": place[1]}, **more}


def _store(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())


def _read(path: Path) -> str:
    return path.read_bytes().decode()


@pytest.mark.parametrize("encoding", Encoding)
def test_what_was_done_leaves_what_a_fresh_server_finds(encoding: Encoding, capsys: pytest.CaptureFixture[str]) -> None:
    counted = Tally()

    class Run(Plan):
        tally = counted

    Run.encoding = encoding
    own_seed = SEED + list(Encoding).index(encoding)
    seeded = seed(own_seed)(Run)
    try:
        run_state_machine_as_test(
            seeded,
            settings=settings(
                max_examples=SESSIONS,
                stateful_step_count=STEPS,
                deadline=None,
                report_multiple_bugs=False,
                database=None,
                phases=[Phase.generate, *SHRINK],
                suppress_health_check=list(HealthCheck),
            ),
        )
    except BaseException as error:
        error.add_note(f"MILESTONE_LS_SEED={SEED}")
        raise
    with capsys.disabled():
        done = ", ".join(f"{count} {what}" for what, count in sorted(counted.items()))
        sys.stdout.write(f"\n{encoding}, MILESTONE_LS_SEED={SEED}: {done} ")
    assert counted["sessions"] >= SESSIONS
