"""markdown-it-py, configured once, and its tokens as blocks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from milestone_ls.markdown import anchors
from milestone_ls.markdown.blocks import (
    Block,
    Cell,
    Code,
    Heading,
    Html,
    Item,
    List,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
)
from milestone_ls.markdown.inline import Inline
from milestone_ls.markdown.inlinereader import InlineReader
from milestone_ls.text import Position, Span

MAX_NESTING = 150
"""Levels that are read; a quote is one, a list item two. The 20 of markdown-it's preset lose the tenth item's text."""


@dataclass(slots=True)
class Parsed:
    """What markdown-it's block rules make of a text: tokens and the link reference definitions in it."""

    tokens: list[Token]
    references: dict[str, Any] = field(default_factory=dict)


class MarkdownReader:
    """CommonMark with GFM tables. One reader serves one thread."""

    def __init__(self) -> None:
        self._md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
        self._md.core.ruler.enableOnly(["normalize", "block"])
        self._inline = InlineReader()

    def parse(self, text: str) -> Parsed:
        """The block structure of *text*; inline content is left unread."""
        env: dict[str, Any] = {}
        return Parsed(self._md.parse(text, env), env.get("references", {}))

    def inline(self, parts: Sequence[str], places: Sequence[Position], references: Mapping[str, Any]) -> Inline:
        """The visible text of a block's lines, each of which stands in one piece from its place on."""
        return self._inline.read_lines(parts, places, references)

    def blocks(
        self, tokens: Sequence[Token], lines: Sequence[str], base: int, references: Mapping[str, Any]
    ) -> tuple[Block, ...]:
        """Blocks of a stretch of tokens.

        lines        the lines that the tokens speak of, from line *base* on, without their ends
        references   the link reference definitions of the whole document
        """
        # markdown-it reads NUL as U+FFFD (CommonMark 0.31, 2.3), and its content is looked for in these lines.
        cursor = _Tokens(tokens, [line.replace("\0", "\ufffd") for line in lines], base)
        return tuple(_Converter(cursor, self._inline, references).until(None))


def is_cut(token: Token) -> bool:
    """Whether the token opens an ATX heading outside all containers: it closes whatever is open before it."""
    return token.type == "heading_open" and token.level == 0 and token.markup[0] == "#"


class _Tokens:
    """A cursor over tokens whose lines count from *base*."""

    def __init__(self, tokens: Sequence[Token], lines: Sequence[str], base: int) -> None:
        self.lines = lines
        self._tokens = tokens
        self._base = base
        self._next = 0

    def peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def extent(self, token: Token) -> tuple[int, int]:
        first, end = token.map or (self._base, self._base)
        return first - self._base, end - self._base


class _Converter:
    def __init__(self, tokens: _Tokens, reader: InlineReader, references: Mapping[str, Any]) -> None:
        self._tokens = tokens
        self._reader = reader
        self._references = references

    def _inline(self, content: str, places: anchors.Anchors) -> Inline:
        return self._reader.read(content, places, self._references)

    def until(self, closing: str | None) -> Iterator[Block]:
        """The blocks up to the token of type *closing*, which is taken, too."""
        while (token := self._tokens.peek()) is not None:
            self._tokens.take()
            if token.type == closing:
                return
            if (block := self._block(token)) is not None:
                yield block

    def _block(self, token: Token) -> Block | None:
        line, end = self._tokens.extent(token)
        match token.type:
            case "heading_open":
                return self._heading(token, line, end)
            case "paragraph_open":
                return self._paragraph(line, end)
            case "fence":
                return Code(token.info.strip(), _is_closed(token, self._tokens.lines[end - 1]), line, end)
            case "code_block":
                return Code(None, True, line, end)
            case "html_block":
                return Html(token.content, line, end)
            case "hr":
                return Rule(line, end)
            case "blockquote_open":
                return Quote(tuple(self.until("blockquote_close")), line, end)
            case "bullet_list_open" | "ordered_list_open":
                closing = token.type.replace("open", "close")
                return List(token.type.startswith("ordered"), tuple(self._items(closing)), line, end)
            case "table_open":
                return self._table(line, end)
        return None

    def _heading(self, token: Token, line: int, end: int) -> Heading:
        content = self._tokens.take().content
        self._tokens.take()
        setext = token.markup[0] != "#"
        lines = self._tokens.lines
        places = (
            anchors.of_paragraph(content, lines, line) if setext else anchors.of_atx_heading(content, lines[line], line)
        )
        return Heading(int(token.tag[1:]), setext, self._inline(content, places), line, end)

    def _paragraph(self, line: int, end: int) -> Paragraph:
        content = self._tokens.take().content
        self._tokens.take()
        places = anchors.of_paragraph(content, self._tokens.lines, line)
        return Paragraph(self._inline(content, places), line, end)

    def _items(self, closing: str) -> Iterator[Item]:
        while (token := self._tokens.take()).type != closing:
            line, end = self._tokens.extent(token)
            yield Item(tuple(self.until("list_item_close")), line, end)

    def _table(self, line: int, end: int) -> Table:
        rows: list[Row] = []
        contents: list[str] = []
        row_line = line
        while (token := self._tokens.take()).type != "table_close":
            if token.type == "tr_open":
                contents, row_line = [], self._tokens.extent(token)[0]
            elif token.type == "inline":
                contents.append(token.content)
            elif token.type == "tr_close":
                rows.append(self._row(contents, row_line, header=not rows))
        return Table(rows[0], tuple(rows[1:]), line, end)

    def _row(self, contents: Sequence[str], line: int, *, header: bool) -> Row:
        source = self._tokens.lines[line]
        places = anchors.of_cells(contents, source, line, header=header)
        cells = [
            Cell(self._inline(content, place.anchors), Span.on_line(line, place.start, place.end))
            for content, place in zip(contents, places, strict=True)
        ]
        return Row(tuple(cells), line, len(cells) if header else anchors.cells_written(source))


def _is_closed(fence: Token, last_line: str) -> bool:
    """Whether the fence has an end marker: then it has one line more than its opening and its content."""
    first, end = fence.map or (0, 0)
    content = fence.content.count("\n") + (not fence.content.endswith("\n") and fence.content != "")
    # A last line of spaces that belong to a list leaves no trace in the content.
    return end - first - 1 > content and fence.markup in last_line
