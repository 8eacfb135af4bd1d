"""The code fence that nothing closes: from it on, a document says nothing any more.

A fence in a list item or a quote that ends with its container is closed by CommonMark (0.31, 4.5) and is none of these,
unless the container ends with the document.
"""

import re

from milestone_ls.markdown.blocks import Code, Html
from milestone_ls.records import Record
from milestone_ls.syntax.document import Document
from milestone_ls.text import Span, without_eol

_FENCE = re.compile(r"`{3,}|~{3,}")
# The HTML blocks that a blank line does not end, and what ends them (CommonMark 0.31, 4.6: conditions 1 to 5).
_HTML_ENDS = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<![A-Za-z]"), ">"),
    (re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE), "</"),
)


class OpenFence(Record):
    """A fence that runs to the end of the document. Lines are 0-based.

    span    the fence's characters with the language behind them
    indent  what stands before them and must stand before what closes the fence
    end     the first line behind the fence
    """

    span: Span
    marker: str
    indent: str
    end: int

    @property
    def line(self) -> int:
        return self.span.start.line


def open_fence(document: Document) -> OpenFence | None:
    """The fence that runs to the end of *document*, if there is one."""
    source = document.source
    for part, start in document.parts() if document.open_fences else ():
        for code in part.open_fences:
            if all(not source.line(number).strip("> \t\r\n") for number in range(start + code.end, source.line_count)):
                return _open(start + code.line, start + code.end, without_eol(source.line(start + code.line)))
    return None


def _open(line: int, end: int, text: str) -> OpenFence:
    found = _FENCE.search(text)
    assert found is not None  # noqa: S101 - markdown-it found a fence there
    indent = "".join(character if character in "> \t" else " " for character in text[: found.start()])
    return OpenFence(Span.on_line(line, found.start(), len(text.rstrip())), found.group(), indent, end)


def first_swallowed_line(document: Document) -> int:
    """The first line (0-based) behind which whatever is added belongs to a fence or a comment that nothing closes.

    The number of lines where there is no such thing. What stands in a list item or a quote ends with it.
    """
    for part, start in document.parts():
        for block in part.blocks:
            if isinstance(block, Code) and block.info is not None and not block.closed:
                return start + block.line
            if isinstance(block, Html) and _runs_on(block.text):
                return start + block.line
    return document.source.line_count


def _runs_on(html: str) -> bool:
    text = html.lstrip()
    for begins, ends in _HTML_ENDS:
        if (found := begins.match(text)) is not None:
            return ends not in text[found.end() :]
    return False


def left_open_before(document: Document, fence: OpenFence) -> OpenFence | None:
    """The indented fence that ends with its container right above *fence*, which was probably meant to close it."""
    source = document.source
    if without_eol(source.line(fence.line)).strip() != fence.marker:
        return None
    for part, start in document.parts():
        for code in part.open_fences:
            if start + code.end == fence.line:
                other = _open(start + code.line, start + code.end, without_eol(source.line(start + code.line)))
                return other if fence.marker.startswith(other.marker) and other.indent != fence.indent else None
    return None
