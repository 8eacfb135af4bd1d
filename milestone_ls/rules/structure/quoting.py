"""Words of a document as a message quotes them."""

from milestone_ls.syntax.document import Document
from milestone_ls.text import Span, without_eol

_MOST = 60


def text_of(document: Document, span: Span) -> str:
    """What stands in *span* on its first line."""
    line = without_eol(document.source.line(span.start.line))
    end = span.end.column if span.end.line == span.start.line else len(line)
    return line[span.start.column : end]


def shortened(text: str) -> str:
    """*text*, cut where it is too long for a message."""
    return text if len(text) <= _MOST else text[: _MOST - 1].rstrip() + "…"
