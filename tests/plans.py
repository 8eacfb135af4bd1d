"""Plans written as one text: what the user has, where the cursor is, and what they get.

``//- M1-Ground.md`` begins a file, ``$0`` is the cursor, ``«»`` stand around what is expected. Text above the first
file line belongs to ``plan.md``.
"""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

from milestone_ls.config import Settings, load
from milestone_ls.markdown import chunks
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.project.project import Project
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import replace
from milestone_ls.template.reading import TemplateProblem, built_in_schema, schema_of
from milestone_ls.text import Position, Span

_FILE = re.compile(r"^//- *(\S.*?) *$\n?", re.MULTILINE)
_MARK = re.compile(r"«|»|\$0")
CONFIGURATION = "milestone-ls.toml"


@dataclass(frozen=True)
class Cursor:
    path: str
    position: Position


@dataclass
class Fixture:
    """*files* without the marks, which are kept by place."""

    files: dict[str, str] = field(default_factory=dict)
    marks: list[tuple[str, Span]] = field(default_factory=list)
    cursor: Cursor | None = None

    @property
    def snapshot(self) -> Snapshot:
        return project_of(self.files).snapshot

    def text_of(self, path: str, span: Span) -> str:
        lines = self.files[path].split("\n")[span.start.line : span.end.line + 1]
        lines[-1] = lines[-1][: span.end.column]
        lines[0] = lines[0][span.start.column :]
        return "\n".join(lines)


def parse(text: str) -> Fixture:
    """The fixture that a marked text describes; common indentation is taken off."""
    text = textwrap.dedent(text).lstrip("\n")
    fixture = Fixture()
    starts = list(_FILE.finditer(text))
    pieces = [("plan.md", text[: starts[0].start()] if starts else text)]
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        pieces.append((found.group(1), text[found.end() : end]))
    for path, marked in pieces:
        if path != "plan.md" or marked.strip():
            _take_marks(fixture, path, marked)
    return fixture


def _take_marks(fixture: Fixture, path: str, marked: str) -> None:
    plain, done, opened = "", 0, []
    for found in _MARK.finditer(marked):
        plain += marked[done : found.start()]
        done = found.end()
        place = Position(plain.count("\n"), len(plain) - plain.rfind("\n") - 1)
        match found.group():
            case "«":
                opened.append(place)
            case "»":
                fixture.marks.append((path, Span(opened.pop(), place)))
            case _:
                fixture.cursor = Cursor(path, place)
    fixture.files[path] = plain + marked[done:]
    assert not opened, f"a « without » in {path}"


def with_line_ends(fixture: Fixture, end: str) -> Fixture:
    """The same fixture in a text whose lines end in *end*: places stay, for they count lines and columns."""
    files = {path: text.replace("\n", end) for path, text in fixture.files.items()}
    return Fixture(files, fixture.marks, fixture.cursor)


def project_of(files: Mapping[str, str], settings: Settings | None = None, *, complete: bool = True) -> Project:
    """The project that *files* make up, with a ``milestone-ls.toml`` and a template among them read as such.

    complete   whether all of it counts as read
    """
    if settings is None:
        loaded = load(files.get(CONFIGURATION, ""), CONFIGURATION)
        assert loaded is not None
        assert not loaded.problems, loaded.problems
        settings = loaded.settings
    schema = built_in_schema(settings)
    if settings.template is not None:
        own = schema_of(chunks.read(files[settings.template], MarkdownReader()), settings)
        assert not isinstance(own, TemplateProblem), own
        schema = own
    project = Project(settings, schema)
    documents = {
        path: project.read(text) for path, text in files.items() if path.endswith(".md") and project.is_read(path)
    }
    project.put(documents)
    project.know_files(path for path in files if path not in documents)
    if complete:
        project.complete()
    return project


def with_settings(settings: Settings, **changes: object) -> Settings:
    return replace(settings, **changes)  # type: ignore[arg-type]  # names are checked by dataclasses
