"""Lines into chunks: those that are plain beyond doubt as they stand, all others by markdown-it.

Both readers cut at the same places: a plain chunk leaves nothing open, so that the ATX heading behind it is one to the
parser, too; what is not plain is parsed together with the next heading line, as far as that takes.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import partial
from itertools import pairwise
from typing import Any, Literal

from markdown_it.token import Token

from milestone_ls.markdown import plain
from milestone_ls.markdown.blocks import Block
from milestone_ls.markdown.reader import MAX_NESTING, MarkdownReader, Parsed, is_cut
from milestone_ls.records import Record
from milestone_ls.text import without_eol


class Chunk(Record):
    """A level-0 ATX heading and what follows it up to the next; the first chunk may have no heading.

    lines       with their line ends; blocks and spans in the chunk count from its first line
    defines     it holds link reference definitions
    too_deep    the first line whose content is nested too deep to be read
    """

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    defines: bool = False
    front_matter: bool = False
    too_deep: int | None = None


class Refusal(Enum):
    """Why a stretch of lines cannot be read by itself."""

    RUNS_ON = auto()  # the line behind it does not come out as the heading that it was
    DEFINES = auto()  # it has link reference definitions, which concern the whole text


def read(
    lines: Sequence[str], sentinel: Sequence[str], references: Mapping[str, Any], reader: MarkdownReader
) -> list[Chunk] | Literal[Refusal.RUNS_ON, Refusal.DEFINES]:
    """The chunks of a stretch of lines before which nothing is open.

    sentinel     the line behind the stretch, which was a heading; nothing at the end of the text
    references   the link reference definitions outside of it
    """
    bare = [line.rstrip("\r\n") for line in (*lines, *sentinel)]
    inline = partial(reader.inline, references=references)
    chunks: list[Chunk] = []
    first = 0
    while first < len(lines):
        found = plain.read(bare, first, inline)
        if found is not None:
            chunks.append(Chunk(tuple(lines[first : found.end]), found.blocks))
            first = found.end
            continue
        odd = _parse_odd(lines, sentinel, bare, first, reader)
        if isinstance(odd, Refusal):
            return odd
        end, parsed = odd
        chunks += _cut(parsed.tokens, lines[first:end], references, set(), reader)
        first = end
    return chunks


def read_with_definitions(lines: Sequence[str], reader: MarkdownReader) -> tuple[list[Chunk], Mapping[str, Any]]:
    """The chunks of a whole text that has link reference definitions, and what they define."""
    parsed = reader.parse("".join(lines))
    # Where a definition stands would change with every line above it; what it says does not.
    references = {label: {"href": found["href"], "title": found["title"]} for label, found in parsed.references.items()}
    definitions = {line for found in parsed.references.values() for line in range(*found["map"])}
    return _cut(parsed.tokens, lines, references, definitions, reader), references


def _parse_odd(
    lines: Sequence[str], sentinel: Sequence[str], bare: Sequence[str], first: int, reader: MarkdownReader
) -> tuple[int, Parsed] | Literal[Refusal.RUNS_ON, Refusal.DEFINES]:
    """What stands from line *first* up to a heading that the parser sees, and the line of that."""
    end, step = first, 1
    while end < len(lines):
        for _ in range(step):
            end = min(plain.next_heading(bare, end + 1), len(lines))
        step *= 2
        behind = lines[end : end + 1] or sentinel
        parsed = _parse_with_sentinel(lines[first:end], behind, reader)
        if parsed is not None:
            return Refusal.DEFINES if parsed.references else (end, parsed)
    return Refusal.RUNS_ON


def _parse_with_sentinel(region: Sequence[str], sentinel: Sequence[str], reader: MarkdownReader) -> Parsed | None:
    """What *region* is, or None if the line behind it does not come out as the heading that it was."""
    parsed = reader.parse("".join((*region, *sentinel)))
    if not sentinel:
        return parsed
    heading = parsed.tokens[-3] if len(parsed.tokens) >= 3 else None
    if heading is None or not is_cut(heading) or (heading.map or [0])[0] != len(region):
        return None
    return Parsed(parsed.tokens[:-3], parsed.references)


def _cut(
    tokens: Sequence[Token],
    lines: Sequence[str],
    references: Mapping[str, Any],
    definitions: set[int],
    reader: MarkdownReader,
) -> list[Chunk]:
    """Chunks of *lines*; *definitions* are the lines that hold link reference definitions."""
    cuts = [(index, (token.map or [0])[0]) for index, token in enumerate(tokens) if is_cut(token)]
    if not cuts or cuts[0][1] > 0:
        cuts.insert(0, (0, 0))
    cuts.append((len(tokens), len(lines)))
    chunks = []
    for (index, line), (next_index, next_line) in pairwise(cuts):
        own = tokens[index:next_index]
        bare = [without_eol(text) for text in lines[line:next_line]]
        chunks.append(
            Chunk(
                tuple(lines[line:next_line]),
                reader.blocks(own, bare, line, references),
                defines=any(number in definitions for number in range(line, next_line)),
                too_deep=_too_deep(own, line),
            )
        )
    return chunks


def _too_deep(tokens: Sequence[Token], base: int) -> int | None:
    """The first line of a quote or list item whose content markdown-it no longer reads."""
    for token in tokens:
        if token.type in ("blockquote_open", "list_item_open") and token.map and token.level + 1 >= MAX_NESTING:
            return token.map[0] - base
    return None
