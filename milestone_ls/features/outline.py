"""A milestone document as a tree (LSP 3.17, textDocument/documentSymbol): its sections, tasks and tables."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from milestone_ls.features.card import status_words
from milestone_ls.markdown.blocks import Block, Item, Table, items, walk
from milestone_ls.project.facts import Milestone
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document, Section
from milestone_ls.syntax.parts import Part, Task
from milestone_ls.template.vocabulary import Status
from milestone_ls.text import Position, Span, without_eol

_MOST_COLUMNS = 4


class SymbolKind(Enum):
    """What a node of the tree is."""

    MILESTONE = auto()
    SECTION = auto()
    TASK = auto()
    TABLE = auto()


class Symbol(Record):
    """A node: *span* is all of it and holds its children, *selection* its name."""

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    selection: Span
    children: tuple["Symbol", ...] = ()


def outline(snapshot: Snapshot, path: str) -> tuple[Symbol, ...]:
    """The tree of the milestone document at *path*, behind what stands before its title.

    Empty for other Markdown, which other servers know better.
    """
    page, document = snapshot.page(path), snapshot.documents.get(path)
    milestone = page.milestone if page is not None else None
    if milestone is None or document is None or document.title is None:
        return ()
    end = _line_start(document, document.source.line_count)
    span = Span(Position(milestone.heading_span.start.line, 0), end)
    children = tuple(_sections(document, document.sections))
    root = Symbol(
        milestone.display_name, _detail(milestone), SymbolKind.MILESTONE, span, milestone.heading_span, children
    )
    return (*_sections(document, document.sections_before_title), root)


def progress_words(done: int, total: int) -> str:
    """How many tasks are ticked, as ``2/5``; empty without tasks."""
    return f"{done}/{total}" if total else ""


def _detail(milestone: Milestone) -> str:
    return " · ".join(filter(None, (status_words(milestone), progress_words(milestone.done, milestone.total))))


def _sections(document: Document, sections: Sequence[Section]) -> Iterator[Symbol]:
    """The outermost of *sections*, each with those that lie in it."""
    at = 0
    while at < len(sections):
        section = sections[at]
        behind = next((n for n in range(at + 1, len(sections)) if sections[n].heading[0] >= section.end), len(sections))
        span = Span(Position(section.heading[0], 0), _line_start(document, section.end))
        part, start = section.parts[0]
        children = sorted(
            [*_in_part(document, part, start), *_sections(document, sections[at + 1 : behind])],
            key=lambda symbol: symbol.span,
        )
        name = section.name or "#" * section.level
        yield Symbol(
            name, progress_words(*section.progress()), SymbolKind.SECTION, span, section.name_span, tuple(children)
        )
        at = behind


def _in_part(document: Document, part: Part, start: int) -> Iterator[Symbol]:
    yield from _tasks(document, part, start, part.blocks)
    for block in walk(part.blocks):
        if isinstance(block, Table):
            names = [cell.inline.text.strip() for cell in block.header.cells]
            shown = ", ".join(names[:_MOST_COLUMNS]) + (", …" if len(names) > _MOST_COLUMNS else "")
            span = _lines(document, block.line + start, block.end + start)
            rows = "1 row" if len(block.rows) == 1 else f"{len(block.rows)} rows"
            yield Symbol(shown or "table", rows, SymbolKind.TABLE, span, _first_line(document, span))


def _tasks(document: Document, part: Part, start: int, blocks: tuple[Block, ...]) -> Iterator[Symbol]:
    """The tasks, each with those of the lists inside its item."""
    by_line = {task.box.start.line: task for task in part.tasks}
    seen: set[int] = set()
    for item in items(blocks):
        if item.line in seen:
            continue
        inner = list(_tasks(document, part, start, item.blocks))
        seen |= {found.line for found in items(item.blocks)}
        task = by_line.get(item.line)
        if task is None:
            yield from inner
        else:
            yield _task(document, task, item, start, inner)


def _task(document: Document, task: Task, item: Item, start: int, inner: list[Symbol]) -> Symbol:
    span = _lines(document, item.line + start, item.end + start)
    detail = "" if task.status is Status.PENDING else task.status.replace("_", " ")
    return Symbol(task.text.strip() or "task", detail, SymbolKind.TASK, span, task.box.down(start), tuple(inner))


def _lines(document: Document, first: int, end: int) -> Span:
    return Span(Position(first, 0), _line_start(document, end))


def _first_line(document: Document, span: Span) -> Span:
    line = span.start.line
    return Span.on_line(line, 0, len(without_eol(document.source.line(line))))


def _line_start(document: Document, line: int) -> Position:
    """The beginning of a line; behind the last one, its end."""
    last = document.source.line_count - 1
    return Position(line, 0) if line <= last else Position(last, len(without_eol(document.source.line(last))))
