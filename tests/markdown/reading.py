"""Markdown read for a test: blocks, texts, and the source that a span stands for."""

from collections.abc import Iterator

from milestone_ls.markdown import chunks
from milestone_ls.markdown.blocks import Block, inlines, walk
from milestone_ls.markdown.chunks import Source
from milestone_ls.markdown.inline import Inline
from milestone_ls.markdown.reader import MarkdownReader
from milestone_ls.text import Span, split_lines, without_eol

READER = MarkdownReader()


def source_of(text: str) -> Source:
    return chunks.read(text, READER)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text that is one chunk."""
    (chunk,) = source_of(text).chunks
    return chunk.blocks


def texts_of(text: str) -> list[tuple[Inline, int]]:
    """Every text of a document, in order, with the line on which its chunk begins."""
    source = source_of(text)
    return [
        (inline, start)
        for chunk, start in zip(source.chunks, source.starts, strict=True)
        for block in walk(chunk.blocks)
        for inline in inlines(block)
    ]


def text_of(text: str) -> Inline:
    """The only text of a text that is one chunk."""
    ((inline, _),) = texts_of(text)
    return inline


def written(text: str, span: Span) -> str:
    """What stands at *span*, which must lie in *text*."""
    lines = split_lines(text)
    for place in span:
        assert 0 <= place.line < len(lines), f"{span} is outside of {text!r}"
        assert 0 <= place.column <= len(without_eol(lines[place.line])), f"{span} is outside of {text!r}"
    assert span.start <= span.end, span
    part = lines[span.start.line : span.end.line + 1]
    part[-1] = part[-1][: span.end.column]
    part[0] = part[0][span.start.column :]
    return "".join(part)


def characters(text: str, inline: Inline) -> Iterator[tuple[str, str]]:
    """Each visible character with the source that it stands for."""
    for index, character in enumerate(inline.text):
        yield character, written(text, inline.span(index, index + 1))
